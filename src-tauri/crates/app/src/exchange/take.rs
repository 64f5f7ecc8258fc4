//! Taking a workbook that came back: shown first, then applied as one operation.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use domain::doubt::Doubt;
use domain::exchange::{Export, Joined, Peer};
use domain::id::Id;
use domain::organisation::{Station, StationRole};
use intake::merge::{Ask, Key, Knows, Open, Rows, Taken, Why, take as merge};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sheets::Mark;
use sheets::read::{Limits, read_carried};
use store::{OpKind, Reader, Write};

use super::ask::{doubt, settle, unplaced};
use super::common::{Common, Known, keep};
use super::head::Head;
use super::read::{Against, Heard, hear};
use super::sheets::Sheets;
use crate::failure::{Failure, Result};
use crate::host::Host;
use crate::session::Session;

/// A workbook to be taken.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct TakeRequest {
    /// The file.
    pub path: String,
    /// What opens it.
    pub password: Option<String>,
}

/// What a workbook says, or has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TakeReport {
    /// Whose it is.
    pub from: String,
    /// What it is: 月报, 回执 ….
    pub kind: String,
    /// Cells of known records that only they changed.
    pub taken: usize,
    /// Cells that only this book changed.
    pub kept: usize,
    /// Cells that say the same.
    pub unchanged: usize,
    /// Cells that a spreadsheet program damaged and that are known again.
    pub repaired: usize,
    /// Records that the book did not have.
    pub new_rows: usize,
    /// Records whose rows are missing.
    pub absent_rows: usize,
    /// Records that they took out.
    pub removed_rows: usize,
    /// Questions that it raises.
    pub doubts: usize,
    /// It was taken before, or a newer one of the same station was: nothing changes.
    pub older: bool,
    /// It comes from another laptop than the one before.
    pub other_laptop: bool,
    /// The operation; none in a preview.
    pub op: Option<i64>,
}

/// A workbook, read.
pub(super) struct Opened {
    mark: Mark,
    pub head: Head,
    workbook: domain::sheet::Workbook,
    file: String,
    sha256: String,
}

/// Takes a workbook; without `commit` only says what that would be.
///
/// # Errors
/// `not_an_exchange`, `for_another_station`, `of_another_village`; what reading says. Nothing is changed then.
pub fn take(session: &Session, request: &TakeRequest, commit: bool) -> Result<TakeReport> {
    let opened = open(session.host(), request)?;
    let station = session.station()?;
    fits(&opened.head, &station)?;
    let known = session.read(|reader| Known::read(reader, opened.head.from.id))?;
    let mut report = TakeReport {
        from: opened.head.from.name.clone(),
        kind: opened.head.kind.word().to_owned(),
        ..TakeReport::default()
    };
    let peer: Option<Peer> = session.read(|reader| Ok(reader.get(opened.head.from.id)?))?;
    report.other_laptop =
        peer.as_ref().and_then(|peer| peer.device).is_some_and(|device| device != opened.head.from.device);
    if known.last().is_some_and(|last| last.n >= opened.head.n) {
        report.older = true;
        return Ok(report);
    }
    let label = format!("接收{} {}", opened.head.kind, opened.head.from.name);
    let act = |write: &mut Write<'_>| apply(write, session, &opened, &known, peer.as_ref(), &station);
    let (taken, doubts, op) = if commit {
        let ((taken, doubts), op) = session.write(OpKind::new("take"), &label, act)?;
        (taken, doubts, op)
    } else {
        let (taken, doubts) = session.rehearse(act)?;
        (taken, doubts, None)
    };
    let tally = taken.tally;
    Ok(TakeReport {
        taken: tally.taken,
        kept: tally.kept,
        unchanged: tally.unchanged,
        repaired: tally.repaired,
        new_rows: tally.new_rows,
        absent_rows: tally.absent_rows,
        removed_rows: tally.removed_rows,
        doubts,
        op,
        ..report
    })
}

/// Reads a workbook of ours.
pub(super) fn open(host: &dyn Host, request: &TakeRequest) -> Result<Opened> {
    let path = Path::new(&request.path);
    let read = read_carried(path, request.password.as_deref(), &Limits::default(), host.foreign());
    let carried = read.map_err(Failure::from)?;
    let not_ours =
        || Failure::new("not_an_exchange", "这不是本程序导出的交接表。村里或镇上的名册，请到「导入」里选它").at("path");
    let mark = carried.mark.ok_or_else(not_ours)?;
    let head: Head = serde_json::from_str(&mark.head).map_err(|_| not_ours())?;
    let bytes = std::fs::read(path).map_err(|_| not_ours())?;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Opened { mark, head, file: carried.workbook.file.clone(), workbook: carried.workbook, sha256 })
}

/// Whether a workbook is for this station.
fn fits(head: &Head, station: &Station) -> Result<()> {
    if head.to.id != station.id || head.from.id == station.id {
        return Err(Failure::new("for_another_station", "这份表是给别的站的，请核对 U 盘上的文件名再选一次").at("path"));
    }
    let ranks = |role: StationRole| match role {
        StationRole::Town => 0,
        StationRole::Village => 1,
        StationRole::Grid => 2,
    };
    if i32::abs(ranks(head.from.role) - ranks(station.role)) != 1 {
        return Err(
            Failure::new("for_another_station", "交接只在网格和村、村和镇之间进行，这份表不该由本站接收").at("path")
        );
    }
    let village = |one: &Option<String>, name: &str| one.clone().unwrap_or_else(|| name.to_owned());
    if head.from.role != StationRole::Town
        && station.role != StationRole::Town
        && village(&head.from.village, &head.from.name) != village(&station.village, &station.name)
    {
        return Err(Failure::new("of_another_village", "这份表是别的村的，没有收。请核对是不是拿错了 U 盘").at("path"));
    }
    Ok(())
}

/// What a workbook is merged with.
struct Ground {
    sheets: Sheets,
    mine: Rows,
    before: Common,
    others: Vec<Rows>,
    open: Vec<Open>,
    erased: HashSet<Id>,
}

impl Ground {
    fn read(reader: &Reader<'_>, known: &Known, head: &Head) -> Result<Self> {
        let sheets = Sheets::new(reader)?;
        let mine = sheets.rows(reader)?;
        let doubts: Vec<Doubt> = reader.all()?;
        let mut before = known.common(reader, &sheets, head.ack)?;
        known.answered(&sheets, &doubts, &mine, &mut before);
        let mut others = Vec::new();
        for peer in reader.all::<Peer>()?.into_iter().filter(|peer| peer.id != known.peer) {
            others.push(Known::read(reader, peer.id)?.own(reader, &sheets, None)?);
        }
        let exports: HashMap<Id, Option<Id>> =
            reader.all::<Export>()?.into_iter().map(|export| (export.id, export.peer)).collect();
        let open = doubts.iter().filter(|doubt| doubt.is_open()).filter_map(|doubt| {
            let table = sheets.place(doubt.kind.as_deref()?)?;
            let columns = &sheets.sheets[table].columns;
            let column = match &doubt.field {
                Some(field) => Some(columns.iter().position(|column| column.column == *field)?),
                None => None,
            };
            Some(Open {
                doubt: doubt.id,
                own: exports.get(&doubt.export?).copied().flatten() == Some(known.peer),
                key: Key { table, id: doubt.record? },
                column,
                base: doubt.base.clone(),
                theirs: doubt.theirs.clone(),
            })
        });
        let open = open.collect();
        Ok(Self { mine, before, others, open, erased: reader.erased()?.into_iter().collect(), sheets })
    }

    /// Leaves out what is about people who were erased here: they do not come back.
    fn without_erased(&self, heard: &mut Heard) {
        if self.erased.is_empty() {
            return;
        }
        let points = |key: &Key, row: &intake::merge::Row| {
            let columns = &self.sheets.tables[key.table].columns;
            columns.iter().zip(&row.cells).any(|(column, said)| match said {
                intake::merge::Said::Value(Some(id)) if column.refers.is_some() => {
                    id.parse().is_ok_and(|id: Id| self.erased.contains(&id))
                }
                _ => false,
            })
        };
        let about: Vec<Key> = heard
            .came
            .rows
            .iter()
            .filter(|(key, row)| self.erased.contains(&key.id) || points(key, row))
            .map(|(key, _)| *key)
            .collect();
        for key in about {
            heard.came.rows.remove(&key);
            heard.came.held.insert(key);
        }
    }
}

fn apply(
    write: &mut Write<'_>,
    session: &Session,
    opened: &Opened,
    known: &Known,
    peer: Option<&Peer>,
    station: &Station,
) -> Result<(Taken, usize)> {
    let head = &opened.head;
    let ground = Ground::read(write, known, head)?;
    let labels = ground.sheets.labels(&ground.mine);
    let host = session.host();
    let mut mint = || store::mint(host);
    let mut against = Against {
        sheets: &ground.sheets,
        mine: &ground.mine,
        base: &ground.before.base,
        labels: &labels,
        joined: &known.joined,
        mint: &mut mint,
    };
    let mut heard = hear(&opened.workbook, &mut against);
    ground.without_erased(&mut heard);
    let places = std::mem::take(&mut heard.places);
    // What both had by themselves is no base until the other has had it from us.
    let own = known.own(write, &ground.sheets, head.ack)?;
    let mut base = ground.before.base.clone();
    base.retain(|key, _| !(own.contains_key(key) && known.is_joined(key)));
    let knows =
        Knows { mine: &ground.mine, base: &base, had: &ground.before.had, others: &ground.others, open: &ground.open };
    let mut taken = merge(&ground.sheets.tables, knows, heard.came);
    let export: Id = opened.mark.export.parse().map_err(|_| Failure::gone())?;
    for key in put_rows(write, &ground.sheets, &taken)? {
        let values = taken.put.remove(&key).unwrap_or_default();
        let theirs = Some(values.into_iter().flatten().collect::<Vec<_>>().join(" "));
        taken.ask.push(Ask { key, column: None, why: Why::Unreadable, base: None, mine: None, theirs });
    }
    let mut doubts = 0;
    for ask in &taken.ask {
        let place = places
            .get(&ask.key)
            .map(|(table, row)| format!("{} {} 第 {row} 行", opened.file, ground.sheets.sheets[*table].name));
        let row = doubt(write.mint(), &ground.sheets, ask, place.or_else(|| Some(opened.file.clone())), export);
        // An earlier question of the same sender about the same cell gives way to the new one.
        let same = |one: &&Open| one.own && one.key == ask.key && one.column == ask.column;
        settle(write, &ground.open.iter().filter(same).map(|one| one.doubt).collect())?;
        write.put(&row)?;
        doubts += 1;
    }
    doubts += unplaced(write, &ground.sheets, &heard.unplaced, &opened.file, export)?;
    settle(write, &taken.settled)?;
    let now = Common { base: taken.base.clone(), had: taken.had.clone() };
    note(write, opened, known, peer, station, export, &taken)?;
    keep(write, &ground.sheets, (export, export), &now)?;
    known.cross(write, &ground.sheets, (export, head.ack), &ground.before, &now)?;
    Ok((taken, doubts))
}

/// Writes and takes out what the merge says; gives the rows that the book cannot hold.
fn put_rows(write: &mut Write<'_>, sheets: &Sheets, taken: &Taken) -> Result<BTreeSet<Key>> {
    let mut refused = BTreeSet::new();
    let hangs = |refused: &BTreeSet<Key>, key: &Key, values: &[Option<String>]| {
        let columns = sheets.tables[key.table].columns.iter().zip(values);
        columns
            .filter_map(|(column, value)| Some(Key { table: column.refers?, id: value.as_deref()?.parse().ok()? }))
            .any(|above| refused.contains(&above))
    };
    for (key, values) in &taken.put {
        if !refused.is_empty() && hangs(&refused, key, values) {
            refused.insert(*key);
            continue;
        }
        let row = (key.id, sheets.stored(*key, values));
        if !write.put_carried(&sheets.sheets[key.table].table, &row)? {
            refused.insert(*key);
        }
    }
    for key in taken.remove.iter().rev() {
        write.remove_carried(&sheets.sheets[key.table].table, key.id)?;
    }
    Ok(refused)
}

/// Notes the workbook, its station, and what became of that one's ids.
fn note(
    write: &mut Write<'_>,
    opened: &Opened,
    known: &Known,
    peer: Option<&Peer>,
    station: &Station,
    export: Id,
    taken: &Taken,
) -> Result<()> {
    let head = &opened.head;
    write.put(&Peer {
        id: head.from.id,
        role: head.from.role,
        name: head.from.name.clone(),
        code: head.from.code.clone(),
        grid: peer.and_then(|peer| peer.grid),
        device: Some(head.from.device),
    })?;
    write.put(&Export {
        id: export,
        out: false,
        kind: head.kind,
        peer: Some(head.from.id),
        n: head.n,
        ack: head.ack,
        month: head.month,
        date: head.date,
        device: head.from.device,
        file: opened.file.clone(),
        sha256: opened.sha256.clone(),
        profile: head.profile.clone(),
        reason: None,
        held: "[]".to_owned(),
        delivered_on: None,
        due: None,
    })?;
    for (theirs, ours) in taken.joined.iter().filter(|(theirs, _)| !known.joined.contains_key(theirs)) {
        let id = write.mint();
        write.put(&Joined { id, peer: head.from.id, theirs: *theirs, ours: *ours })?;
    }
    if station.opened_on.is_none() {
        let mut station = station.clone();
        station.opened_on = head.from.opened_on;
        write.put(&station)?;
    }
    write.note_audit("take", Some(&format!("{} sha256:{}", head.kind, opened.sha256)), None)?;
    Ok(())
}
