//! A village and its grids, as far as merging goes: rows, exports, questions. No workbook, no store.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::Id;
use intake::merge::{Came, Column, Key, Kind, Knows, Open, Row, Rows, Said, Table, Tally, Value, ancestor, take};

pub const HOME: usize = 0;
pub const PERSON: usize = 1;
pub const VISIT: usize = 2;

/// Households: code, phone. Persons: name, number, household. Visits: household, day, findings.
pub fn tables() -> Vec<Table> {
    let column = |kind| Column { kind, refers: None };
    let home = Column { kind: Kind::Record, refers: Some(HOME) };
    vec![
        Table { columns: vec![column(Kind::Text), column(Kind::Text)], number: None, natural: vec![] },
        Table { columns: vec![column(Kind::Name), column(Kind::IdNumber), home], number: Some(1), natural: vec![] },
        Table { columns: vec![home, column(Kind::Day), column(Kind::Text)], number: None, natural: vec![] },
    ]
}

/// An export as it travels.
#[derive(Clone, Debug)]
pub struct File {
    pub from: usize,
    pub n: u32,
    /// The receiver's newest export that the sender had taken.
    pub ack: Option<u32>,
    rows: BTreeMap<Key, Vec<Said>>,
    gone: BTreeSet<Key>,
    held: BTreeSet<Key>,
}

/// What both have in common, and what the other one last said.
#[derive(Clone, Debug, Default)]
struct Common {
    base: Rows,
    had: Rows,
}

/// What a station knows of one it exchanges with.
#[derive(Clone, Debug, Default)]
struct Peer {
    /// Number and acknowledgement of its newest export that was taken, and the rows of that.
    last: Option<(u32, Option<u32>)>,
    now: Common,
    /// By number of our exports, from the newest that it is known to have taken: what both have in common once it says
    /// that it has taken that one.
    sent: BTreeMap<u32, Common>,
    joined: BTreeMap<Id, Id>,
}

impl Peer {
    /// What it says of records that it has not had from us, as far as we know; `ack` is newer than what we knew.
    fn own(&self, ack: Option<u32>) -> Rows {
        let acked = ack.or_else(|| self.last.and_then(|(_, ack)| ack)).and_then(|ack| self.sent.get(&ack));
        let is_own = |key: &Key| acked.is_none_or(|sent| !sent.base.contains_key(key));
        self.now.had.iter().filter(|(key, _)| is_own(key)).map(|(key, values)| (*key, values.clone())).collect()
    }

    fn is_joined(&self, key: &Key) -> bool {
        self.joined.values().any(|id| *id == key.id)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Station {
    pub me: usize,
    pub rows: Rows,
    n: u32,
    peers: BTreeMap<usize, Peer>,
    /// Who raised it, and the question.
    pub doubts: Vec<(usize, Open)>,
    next_doubt: u128,
}

impl Station {
    pub fn new(me: usize, rows: Rows) -> Self {
        Self { me, rows, next_doubt: ((me as u128) << 64) | (1 << 100), ..Self::default() }
    }

    /// Writes an export for `to` with the rows that `belongs` lets through, and those that it had before.
    pub fn export(&mut self, to: usize, belongs: impl Fn(&Key, &[Value]) -> bool) -> File {
        self.n += 1;
        let peer = self.peers.entry(to).or_default();
        let mut rows = BTreeMap::new();
        let mut sent = Rows::new();
        let asked = self.doubts.iter().filter(|(_, doubt)| doubt.column.is_none());
        let held: BTreeSet<Key> = asked.map(|(_, doubt)| doubt.key).collect();
        for (key, values) in &self.rows {
            if !belongs(key, values) && !peer.now.had.contains_key(key) {
                continue;
            }
            if held.contains(key) {
                peer.now.had.get(key).map(|had| sent.insert(*key, had.clone()));
                continue;
            }
            let waits = |column| self.doubts.iter().any(|(_, doubt)| doubt.key == *key && doubt.column == Some(column));
            let had = peer.now.had.get(key);
            let cell = |(column, value): (usize, &Value)| {
                // What is being asked about is not sent: it is nobody's word yet.
                if waits(column) {
                    (Said::Asked, had.map_or_else(|| value.clone(), |had| had[column].clone()))
                } else {
                    (Said::Value(value.clone()), value.clone())
                }
            };
            let (said, values) = values.iter().enumerate().map(cell).unzip();
            rows.insert(*key, said);
            sent.insert(*key, values);
        }
        // All that they can have from us, taken or still under way.
        let theirs = peer.sent.values().flat_map(|sent| sent.base.keys()).chain(peer.now.had.keys());
        let is_gone = |key: &&Key| !self.rows.contains_key(key) && !held.contains(key);
        let gone = theirs.filter(is_gone).copied().collect();
        let ack = peer.last.map(|(n, _)| n);
        peer.sent.insert(self.n, Common { base: sent.clone(), had: sent });
        File { from: self.me, n: self.n, ack, rows, gone, held }
    }

    /// Takes an export; none when a newer one was taken before, or this one.
    pub fn take(&mut self, file: &File) -> Option<Tally> {
        let tables = tables();
        let peer = self.peers.entry(file.from).or_default();
        if peer.last.is_some_and(|(n, _)| n >= file.n) {
            return None;
        }
        let known = peer.last.and_then(|(_, ack)| ack);
        let sent = file.ack.filter(|ack| known.is_none_or(|known| *ack > known)).and_then(|ack| peer.sent.get(&ack));
        let common = sent.unwrap_or(&peer.now).clone();
        let own: BTreeSet<Key> = peer.own(file.ack).into_keys().filter(|key| peer.is_joined(key)).collect();
        let base: Rows = common.base.clone().into_iter().filter(|(key, _)| !own.contains(key)).collect();
        let joined = peer.joined.clone();
        let key = |key: &Key| Key { id: joined.get(&key.id).copied().unwrap_or(key.id), ..*key };
        let rows = file.rows.iter().map(|(at, cells)| (key(at), Row { cells: refer(cells, &joined), touched: false }));
        let came = Came {
            rows: rows.collect(),
            covers: BTreeSet::from([HOME, PERSON, VISIT]),
            gone: file.gone.iter().map(key).collect(),
            held: file.held.iter().map(key).collect(),
        };
        let open: Vec<Open> =
            self.doubts.iter().map(|(from, doubt)| Open { own: *from == file.from, ..doubt.clone() }).collect();
        let others: Vec<Rows> =
            self.peers.iter().filter(|(id, _)| **id != file.from).map(|(_, peer)| peer.own(None)).collect();
        let knows = Knows { mine: &self.rows, base: &base, had: &common.had, others: &others, open: &open };
        let taken = take(&tables, knows, came);
        let peer = self.peers.entry(file.from).or_default();
        peer.joined.extend(taken.joined);
        peer.sent.retain(|n, _| Some(*n) >= file.ack);
        // What is still under way crosses what came.
        for (_, sent) in peer.sent.iter_mut().filter(|(n, _)| Some(**n) > file.ack) {
            sent.base = ancestor(&common.base, &sent.base, &taken.base);
            sent.had = ancestor(&common.had, &sent.had, &taken.had);
        }
        peer.now = Common { base: taken.base, had: taken.had };
        peer.last = Some((file.n, file.ack.or(known)));
        for key in taken.remove {
            self.rows.remove(&key);
        }
        self.rows.extend(taken.put);
        self.doubts.retain(|(_, doubt)| !taken.settled.contains(&doubt.doubt));
        for ask in taken.ask {
            self.next_doubt += 1;
            let doubt = Id::from_u128(self.next_doubt);
            let open = Open { doubt, own: true, key: ask.key, column: ask.column, base: ask.base, theirs: ask.theirs };
            // A later workbook of the same sender puts its question in the place of the earlier one.
            self.doubts.retain(|(from, old)| *from != file.from || old.key != open.key || old.column != open.column);
            self.doubts.push((file.from, open));
        }
        Some(taken.tally)
    }

    /// The book's content whatever the ids: what is asked about stands as the set of all that is said of it.
    pub fn content(&self) -> BTreeSet<String> {
        let mut content = BTreeSet::new();
        for (key, values) in &self.rows {
            let said: Vec<BTreeSet<String>> = values
                .iter()
                .enumerate()
                .map(|(column, value)| {
                    let asked = self.doubts.iter().filter(|(_, one)| one.key == *key && one.column == Some(column));
                    let all = asked.map(|(_, one)| &one.theirs).chain([value]);
                    all.map(|value| self.word(value)).collect()
                })
                .collect();
            content.insert(format!("{} {said:?}", self.name(key)));
        }
        for (_, doubt) in self.doubts.iter().filter(|(_, doubt)| doubt.column.is_none()) {
            content.insert(format!("? {} {:?}", self.name(&doubt.key), doubt.theirs));
        }
        content
    }

    fn name(&self, key: &Key) -> String {
        let number = self.rows.get(key).filter(|_| key.table == PERSON).and_then(|values| values[1].clone());
        number.unwrap_or_else(|| key.id.to_string())
    }

    /// A reference by the name of what it points to.
    fn word(&self, value: &Value) -> String {
        value.clone().unwrap_or_default()
    }
}

fn refer(cells: &[Said], joined: &BTreeMap<Id, Id>) -> Vec<Said> {
    let ours = |said: &Said| match said {
        Said::Value(Some(text)) => {
            let id = text.parse().ok().and_then(|id: Id| joined.get(&id));
            Said::Value(Some(id.map_or_else(|| text.clone(), ToString::to_string)))
        }
        said => said.clone(),
    };
    cells.iter().map(ours).collect()
}
