//! What this book and another station have in common: which of each other's workbooks they have had, and the rows of
//! those.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::doubt::{Doubt, DoubtWhy};
use domain::exchange::{Export, Joined};
use domain::id::Id;
use intake::merge::{Key, Rows, Value, ancestor};
use store::{KeptRow, Part, Reader, Write};

use super::sheets::Sheets;
use crate::failure::Result;

/// What both have in common, and what the other one last said.
#[derive(Clone, Default)]
pub(super) struct Common {
    pub base: Rows,
    pub had: Rows,
}

/// One station and the workbooks that went to and fro.
pub(super) struct Known {
    pub peer: Id,
    exports: Vec<Export>,
    /// Its ids that are records of ours.
    pub joined: HashMap<Id, Id>,
}

impl Known {
    /// Reads what is known of a station; nothing of one that is met for the first time.
    pub(super) fn read(reader: &Reader<'_>, peer: Id) -> Result<Self> {
        let joined = reader.joined_with(peer)?.into_iter().map(|Joined { theirs, ours, .. }| (theirs, ours));
        Ok(Self { peer, exports: reader.exports_with(peer)?, joined: joined.collect() })
    }

    /// Its newest workbook that was taken.
    pub(super) fn last(&self) -> Option<&Export> {
        self.exports.iter().rfind(|export| !export.out)
    }

    /// Our export of an id.
    pub(super) fn sent(&self, id: Id) -> Option<&Export> {
        self.exports.iter().find(|export| export.out && export.id == id)
    }

    /// The number of our next export for it.
    pub(super) fn next(&self) -> u32 {
        self.exports.iter().filter(|export| export.out).map(|export| export.n + 1).max().unwrap_or(1)
    }

    /// Our exports that it is not known to have taken when it has taken `ack`.
    pub(super) fn under_way(&self, ack: Option<Id>) -> impl Iterator<Item = &Export> {
        let taken = ack.and_then(|ack| self.sent(ack)).map_or(0, |export| export.n);
        self.exports.iter().filter(move |export| export.out && export.n > taken)
    }

    /// The newest of our exports that it is known to have taken.
    pub(super) fn ack(&self) -> Option<Id> {
        self.exports.iter().rev().filter(|export| !export.out).find_map(|export| export.ack)
    }

    /// What both have in common now, or once it says that it has taken `ack`, which is newer than what we knew.
    pub(super) fn common(&self, reader: &Reader<'_>, sheets: &Sheets, ack: Option<Id>) -> Result<Common> {
        let knew = self.ack().and_then(|ack| self.sent(ack)).map_or(0, |export| export.n);
        let newer = ack.and_then(|ack| self.sent(ack)).filter(|export| export.n > knew);
        match newer.or_else(|| self.last()) {
            Some(export) => self.of(reader, sheets, export),
            None => Ok(Common::default()),
        }
    }

    /// What both have in common once the other has had an export of ours, or by a workbook that was taken.
    fn of(&self, reader: &Reader<'_>, sheets: &Sheets, export: &Export) -> Result<Common> {
        // What was taken while it was under way has made something else of it; the newest of that holds.
        let crossed = self.exports.iter().rev().filter(|one| !one.out && export.out).map(|one| one.id);
        let part = |part: Part| -> Result<Option<Rows>> {
            for via in crossed.clone().chain([export.id]) {
                if let Some(kept) = reader.kept_rows(export.id, via, part)? {
                    return Ok(Some(rows(sheets, kept)));
                }
            }
            Ok(None)
        };
        let sent = || Ok::<Rows, crate::failure::Failure>(part(Part::Sent)?.unwrap_or_default());
        let base = part(Part::Common)?.map_or_else(sent, Ok)?;
        let had = part(Part::Had)?.unwrap_or_else(|| base.clone());
        Ok(Common { base, had })
    }

    /// All records that it can have from us or has said, by the exports from the newest that it is known to have taken.
    pub(super) fn can_have(&self, reader: &Reader<'_>, sheets: &Sheets) -> Result<BTreeSet<Key>> {
        let knew = self.ack().and_then(|ack| self.sent(ack)).map_or(0, |export| export.n);
        let mut keys = BTreeSet::new();
        for export in self.exports.iter().filter(|export| export.out && export.n >= knew).chain(self.last()) {
            let common = self.of(reader, sheets, export)?;
            keys.extend(common.base.into_keys().chain(common.had.into_keys()));
        }
        Ok(keys)
    }

    /// What it says of records that it has not had from us.
    pub(super) fn own(&self, reader: &Reader<'_>, sheets: &Sheets, ack: Option<Id>) -> Result<Rows> {
        let Some(last) = self.last() else { return Ok(Rows::new()) };
        let mut said = self.of(reader, sheets, last)?.had;
        if let Some(export) = ack.or_else(|| self.ack()).and_then(|ack| self.sent(ack)) {
            let sent = self.of(reader, sheets, export)?.base;
            said.retain(|key, _| !sent.contains_key(key));
        }
        Ok(said)
    }

    /// Whether a record of ours is one that it made under an id of its own.
    pub(super) fn is_joined(&self, key: &Key) -> bool {
        self.joined.values().any(|ours| *ours == key.id)
    }

    /// What an answer to a question about a whole record made of what both had in common.
    pub(super) fn answered(&self, sheets: &Sheets, doubts: &[Doubt], mine: &Rows, common: &mut Common) {
        let of_peer = |doubt: &&Doubt| self.exports.iter().any(|one| Some(one.id) == doubt.export);
        let whole =
            |doubt: &&Doubt| doubt.field.is_none() && matches!(doubt.why, DoubtWhy::MissingRow | DoubtWhy::Gone);
        let key = |doubt: &Doubt| Some(Key { table: sheets.place(doubt.kind.as_deref()?)?, id: doubt.record? });
        let about: Vec<&Doubt> = doubts.iter().filter(of_peer).filter(whole).collect();
        let open: BTreeSet<Key> = about.iter().filter(|one| one.is_open()).filter_map(|one| key(one)).collect();
        for key in about.iter().filter(|one| one.decision.as_deref() == Some("mine")).filter_map(|one| key(one)) {
            if open.contains(&key) {
                continue;
            }
            match (mine.contains_key(&key), common.had.get(&key)) {
                (true, None) => drop(common.base.remove(&key)),
                (false, Some(had)) => drop(common.base.insert(key, had.clone())),
                _ => {}
            }
        }
    }

    /// Keeps what a workbook that was taken made of what is under way.
    pub(super) fn cross(
        &self,
        write: &mut Write<'_>,
        sheets: &Sheets,
        (taken, ack): (Id, Option<Id>),
        before: &Common,
        now: &Common,
    ) -> Result<()> {
        for export in self.under_way(ack) {
            let sent = self.of(write, sheets, export)?;
            let crossed = Common {
                base: ancestor(&before.base, &sent.base, &now.base),
                had: ancestor(&before.had, &sent.had, &now.had),
            };
            keep(write, sheets, (export.id, taken), &crossed)?;
        }
        Ok(())
    }
}

/// Keeps what both have in common by `export`, as `via` made it.
pub(super) fn keep(write: &mut Write<'_>, sheets: &Sheets, of: (Id, Id), common: &Common) -> Result<()> {
    write.keep_rows(of.0, of.1, Part::Common, &kept(sheets, &common.base))?;
    if common.had != common.base {
        write.keep_rows(of.0, of.1, Part::Had, &kept(sheets, &common.had))?;
    }
    Ok(())
}

/// Rows as the store keeps them.
pub(super) fn kept(sheets: &Sheets, rows: &Rows) -> Vec<KeptRow> {
    rows.iter()
        .map(|(key, values)| {
            let sheet = &sheets.sheets[key.table];
            let columns = sheet.columns.iter().map(|column| column.column.to_owned());
            (sheet.table.name().to_owned(), key.id, columns.zip(values.iter().cloned()).collect())
        })
        .collect()
}

/// The same the other way.
pub(super) fn rows(sheets: &Sheets, kept: Vec<KeptRow>) -> Rows {
    kept.into_iter()
        .filter_map(|(table, id, values)| {
            let table = sheets.place(&table)?;
            let by_column: BTreeMap<String, Value> = values.into_iter().collect();
            let of = |column: &str| by_column.get(column).cloned().flatten();
            let columns = &sheets.sheets[table].columns;
            Some((Key { table, id }, columns.iter().map(|column| of(column.column)).collect()))
        })
        .collect()
}
