//! What a workbook leaves to be asked, as questions of the book.

use std::collections::BTreeSet;

use domain::doubt::{Doubt, DoubtWhy};
use domain::id::Id;
use intake::merge::{Ask, Why};
use store::Write;

use super::read::Unplaced;
use super::sheets::Sheets;
use crate::failure::Result;

fn why(why: Why) -> DoubtWhy {
    match why {
        Why::Both => DoubtWhy::BothChanged,
        Why::Cleared => DoubtWhy::Cleared,
        Why::Unreadable => DoubtWhy::Unreadable,
        Why::Damaged => DoubtWhy::Damaged,
        Why::Missing => DoubtWhy::MissingRow,
        Why::Gone => DoubtWhy::Gone,
    }
}

/// A question of a merge, as the book keeps it.
pub(super) fn doubt(id: Id, sheets: &Sheets, ask: &Ask, source: Option<String>, export: Id) -> Doubt {
    let sheet = &sheets.sheets[ask.key.table];
    Doubt {
        id,
        why: why(ask.why),
        kind: Some(sheet.table.name().to_owned()),
        record: Some(ask.key.id),
        field: ask.column.map(|column| sheet.columns[column].column.to_owned()),
        base: ask.base.clone(),
        mine: ask.mine.clone(),
        theirs: ask.theirs.clone(),
        source,
        decision: None,
        decided_by: None,
        decided_at: None,
        export: Some(export),
    }
}

/// Questions that have answered themselves.
pub(super) fn settle(write: &mut Write<'_>, doubts: &BTreeSet<Id>) -> Result<()> {
    for id in doubts {
        if let Some(doubt) = write.get::<Doubt>(*id)?.filter(Doubt::is_open) {
            crate::doubts::close(write, &doubt, SETTLED)?;
        }
    }
    Ok(())
}

/// How a question that answered itself is noted.
const SETTLED: &str = "settled";

/// Rows of which it is not known whose they are wait as questions.
pub(super) fn unplaced(
    write: &mut Write<'_>,
    sheets: &Sheets,
    rows: &[Unplaced],
    file: &str,
    export: Id,
) -> Result<usize> {
    for row in rows {
        let sheet = &sheets.sheets[row.table];
        let told = serde_json::json!({ "row": row.texts, "candidates": row.candidates });
        let doubt = Doubt {
            id: write.mint(),
            why: DoubtWhy::UnknownRow,
            kind: Some(sheet.table.name().to_owned()),
            record: None,
            field: None,
            base: None,
            mine: None,
            theirs: Some(told.to_string()),
            source: Some(format!("{} {} 第 {} 行", file, sheet.name, row.row)),
            decision: None,
            decided_by: None,
            decided_at: None,
            export: Some(export),
        };
        write.put(&doubt)?;
    }
    Ok(rows.len())
}
