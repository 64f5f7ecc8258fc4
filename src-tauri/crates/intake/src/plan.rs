//! What a set of lists would change in the book: new rows, changed rows, doubts. Values in, plan out.
//!
//! Lists are evidence, not commands. Blank says nothing; the finer statement holds, whichever came first; other
//! differences are taken and shown, but differences in number, birth, sex, name, household and hamlet are asked, once.
//! Nobody is removed for being absent from a list. So the same lists end in the same book in any order, at once or
//! one after another. Reading the lists is [`crate::roster`]'s work.

mod by_row;
mod doubts;
mod draft;
mod facts;
mod grids;
mod group;
mod join;
mod outcome;
mod settle;
pub(crate) use settle::may_be;

use chrono::NaiveDate;
use domain::date::PartialDate;
use domain::doubt::Doubt;
use domain::id::Id;
use domain::register::Rows;

pub use doubts::waiting_entry;
pub use draft::Draft;
pub use outcome::{Change, ChangeKind, Outcome, Place, TableRows, Touched};

use crate::entry::{Entry, IdReading, List};

/// What the planner may not know by itself.
pub struct Setting<'a> {
    /// Business date: where a changed fact begins that no list dates.
    pub today: NaiveDate,
    /// Makes one grid of each hamlet that has none (一组一格).
    pub by_hamlet: bool,
    /// A sort key for names of hamlets that have no number: their pinyin.
    pub pinyin: &'a dyn Fn(&str) -> String,
    /// The party organisation that new party groups stand under.
    pub above: Option<Id>,
    /// The one grid of a grid station: every household lies in it.
    pub only_grid: Option<Id>,
}

/// A plan: apply [`Plan::rows`] in one operation, or show the outcome and drop it.
pub struct Plan {
    /// New and changed rows of every table.
    pub rows: Touched,
    /// What to tell.
    pub outcome: Outcome,
}

/// Plans what `lists` would change in a book that holds `rows` and `doubts` (open and decided). `mint` gives new ids.
pub fn plan(
    rows: &Rows,
    doubts: &[Doubt],
    lists: &[List],
    setting: &Setting<'_>,
    mint: &mut dyn FnMut() -> Id,
) -> Plan {
    let mut draft = Draft::new(rows, doubts, setting, mint);
    let mut order: Vec<&List> = lists.iter().filter(|list| list.by_household).collect();
    // Lists whose numbers are whole come first: the others find their persons there.
    order.sort_by_key(|list| std::cmp::Reverse(quality(list)));
    for list in &order {
        group::take(&mut draft, list);
    }
    doubts::retry(&mut draft);
    for list in lists.iter().filter(|list| !list.by_household) {
        for entry in &list.entries {
            let place = Place { file: list.name.file.clone(), sheet: list.name.sheet.clone(), row: entry.row };
            join::take(&mut draft, entry, &place, list.filled_on);
        }
    }
    // A list that came later in this import may have named whom an earlier one was waiting for.
    doubts::retry(&mut draft);
    grids::place(&mut draft);
    draft.finish(&order)
}

/// Whom a waiting row is about, by a person's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// This person of the book.
    Person(Id),
    /// Somebody new, in this household of the book.
    Household(Id),
}

/// Plans what it changes to say whom the waiting row of `doubt` is about. `None` when the row or the target is gone.
pub fn place(
    rows: &Rows,
    doubts: &[Doubt],
    doubt: Id,
    target: Target,
    setting: &Setting<'_>,
    mint: &mut dyn FnMut() -> Id,
) -> Option<Plan> {
    let mut draft = Draft::new(rows, doubts, setting, mint);
    doubts::answer(&mut draft, doubt, target)?;
    grids::place(&mut draft);
    Some(draft.finish(&[]))
}

/// Thousandths of a list's rows that have a whole number, and whether it has household codes.
fn quality(list: &List) -> (usize, bool) {
    let whole = list.entries.iter().filter(|entry| matches!(entry.id, IdReading::Whole(_))).count();
    (whole * 1000 / list.entries.len().max(1), list.entries.iter().any(|entry| entry.household_code.is_some()))
}

/// The day from which an undated change of a list holds: the day it was filled in, else today.
fn change_day(setting: &Setting<'_>, filled_on: Option<PartialDate>) -> PartialDate {
    let today = PartialDate::from(setting.today);
    filled_on.filter(|date| date.is_day() && *date < today).unwrap_or(today)
}

/// Whether an entry names a person at all.
fn names_somebody(entry: &Entry) -> bool {
    entry.name.is_some() || matches!(entry.id, IdReading::Whole(_))
}
