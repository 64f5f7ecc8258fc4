//! 批量修改: whoever a list's filter gives, one field, looked at row by row before it is done, as one operation.
//!
//! Each row is one of the events that a person could record one by one ([`crate::events`]); nothing is changed in a way
//! of its own. Not here: what a single event may and may not do.

use std::collections::HashSet;

use domain::date::holds_on;
use domain::day::Day;
use domain::id::Id;
use domain::tag::{Subject, Tag, TagKind};
use serde::{Deserialize, Serialize};
use store::OpKind;
use ts_rs::TS;

use crate::events::{self, AddTag, ChangeWork, EditHousehold, EndTag, Event, Ground, MoveHousehold};
use crate::failure::{Failure, Result};
use crate::people::{HouseholdQuery, PersonQuery, find_households, find_persons};
use crate::session::{OpLabel, Session};
use crate::view::Hangings;

/// Whom a filter gives; pages of the query do not matter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "of", content = "query", rename_all = "snake_case")]
#[ts(export)]
pub enum BulkChosen {
    /// Households.
    Households(HouseholdQuery),
    /// Persons.
    Persons(PersonQuery),
}

/// Which field becomes what.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "field", rename_all = "snake_case")]
#[ts(export)]
pub enum BulkChange {
    /// 村民小组 of households: it had been written otherwise.
    Hamlet {
        /// The hamlet; empty takes it away.
        hamlet: String,
    },
    /// 所属网格 of households.
    Grid {
        /// Row id of the grid.
        grid: String,
        /// First day in it.
        date: String,
    },
    /// 务工情况 of persons.
    Work {
        /// 在家, 外出务工, …; empty when nothing is known any more.
        work: String,
        /// First day.
        date: Option<String>,
    },
    /// A tag begins, of either.
    AddTag {
        /// 低保户, 残疾人, …
        tag: String,
        /// First day.
        date: Option<String>,
    },
    /// A tag ends, of either.
    EndTag {
        /// 低保户, 残疾人, …
        tag: String,
        /// First day without it.
        date: String,
    },
}

/// A change of many records.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct BulkRequest {
    /// Of whom.
    pub chosen: BulkChosen,
    /// What.
    pub change: BulkChange,
    /// Row ids of those that are left as they are.
    pub without: Vec<String>,
}

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BulkState {
    /// It is changed.
    Changes,
    /// It is so already.
    Same,
    /// It cannot be; `message` says why.
    Refused,
}

/// One record of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkRow {
    /// Row id of the household or person.
    pub id: String,
    /// Name of the person, or of the household's head.
    pub name: Option<String>,
    /// 户号.
    pub code: Option<String>,
    /// 村民小组.
    pub hamlet: Option<String>,
    /// What stands there now.
    pub before: Option<String>,
    /// What happens to it.
    pub state: BulkState,
    /// Why it cannot be.
    pub message: Option<String>,
}

/// A change, looked at before it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkPreview {
    /// What will stand there.
    pub after: String,
    /// How many are changed.
    pub changes: usize,
    /// How many are so already.
    pub same: usize,
    /// How many cannot be.
    pub refused: usize,
    /// Everybody whom the filter gives, in its order.
    pub rows: Vec<BulkRow>,
}

/// A record before it is known what happens to it.
struct Candidate {
    row: BulkRow,
    /// What is to be done; `None` where it is so already.
    event: Option<Event>,
}

/// What a change would do, row by row. Nothing is written.
///
/// # Errors
/// A field that those chosen do not have; a grid or tag that is not there; what the store says.
pub fn preview(session: &Session, request: &BulkRequest) -> Result<BulkPreview> {
    let (after, candidates) = candidates(session, request)?;
    session.rehearse(|write| {
        let mut ground = Ground::new(write, session)?;
        let mut preview = BulkPreview { after, changes: 0, same: 0, refused: 0, rows: Vec::new() };
        for Candidate { mut row, event } in candidates {
            match event.map(|event| events::act(&event, &mut ground)) {
                None => preview.same += 1,
                Some(Ok(_)) => {
                    row.state = BulkState::Changes;
                    preview.changes += 1;
                }
                // What the disk says is no word about the row.
                Some(Err(failure)) if failure.code.starts_with("store.") => return Err(failure),
                Some(Err(failure)) => {
                    row.state = BulkState::Refused;
                    row.message = Some(failure.message);
                    preview.refused += 1;
                }
            }
            preview.rows.push(row);
        }
        Ok(preview)
    })
}

/// Does a change to all that are not left out, as one operation. Those that are so already stay as they are.
///
/// # Errors
/// What stands in the way of the first row that cannot be changed, with that row as hint; nothing is written then.
/// `nobody` when no row is left.
pub fn change(session: &Session, request: &BulkRequest) -> Result<Option<OpLabel>> {
    let (after, candidates) = candidates(session, request)?;
    let without: HashSet<&str> = request.without.iter().map(String::as_str).collect();
    let wanted: Vec<Candidate> =
        candidates.into_iter().filter(|one| one.event.is_some() && !without.contains(one.row.id.as_str())).collect();
    if wanted.is_empty() {
        return Err(Failure::new("nobody", "没有要改的，请换个条件，或勾上要改的行"));
    }
    let label = format!("批量修改 {} 条：{after}", wanted.len());
    let ((), op) = session.write(OpKind::new("bulk"), &label, |write| {
        let mut ground = Ground::new(write, session)?;
        for Candidate { row, event } in &wanted {
            if let Some(event) = event {
                events::act(event, &mut ground).map_err(|failure| failure.hint(row.id.clone()))?;
            }
        }
        Ok(())
    })?;
    crate::history::done(session, op, &label)
}

/// Everybody who is chosen, with the event that makes of each what is asked for.
fn candidates(session: &Session, request: &BulkRequest) -> Result<(String, Vec<Candidate>)> {
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    let rows = register.rows();
    let hangings = Hangings::new(&day);
    let tags = Tags::new(&rows.tags, &day, &request.change)?;
    let after = after(session, &request.change)?;
    let mut list = Vec::new();
    match &request.chosen {
        BulkChosen::Households(query) => {
            for at in find_households(session, &day, query)? {
                let household = &rows.households[at as usize];
                let shown = hangings.household_row(&register, &day, at);
                if !shown.open {
                    continue;
                }
                let grid = day.grid_of(at).map(|grid| &rows.grids[grid as usize]);
                let id = household.id;
                let (before, event) = match &request.change {
                    BulkChange::Hamlet { hamlet } => {
                        let same = household.hamlet.as_deref().unwrap_or_default() == hamlet.trim();
                        (household.hamlet.clone(), (!same).then(|| hamlet_of(id, hamlet)))
                    }
                    BulkChange::Grid { grid: to, date } => {
                        let same = grid.is_some_and(|grid| grid.id.to_string() == *to);
                        (grid.map(|grid| grid.name.clone()), (!same).then(|| grid_of(id, to, date)))
                    }
                    BulkChange::Work { .. } => return Err(other_field()),
                    _ => tags.event(Subject::Household(id), &request.change),
                };
                list.push(candidate(id, shown.head, shown.code, shown.hamlet, before, event));
            }
        }
        BulkChosen::Persons(query) => {
            for at in find_persons(session, &day, &hangings, query)? {
                let shown = hangings.person_row(&register, &day, at);
                let id = rows.persons[at as usize].id;
                let (before, event) = match &request.change {
                    BulkChange::Hamlet { .. } | BulkChange::Grid { .. } => return Err(other_field()),
                    BulkChange::Work { work, date } => {
                        let same = shown.work.as_deref().unwrap_or_default() == work.trim();
                        (shown.work, (!same).then(|| work_of(id, work, date.as_ref())))
                    }
                    _ => tags.event(Subject::Person(id), &request.change),
                };
                list.push(candidate(id, Some(shown.name), shown.household_code, shown.hamlet, before, event));
            }
        }
    }
    Ok((after, list))
}

fn candidate(
    id: Id,
    name: Option<String>,
    code: Option<String>,
    hamlet: Option<String>,
    before: Option<String>,
    event: Option<Event>,
) -> Candidate {
    let state = BulkState::Same;
    Candidate { row: BulkRow { id: id.to_string(), name, code, hamlet, before, state, message: None }, event }
}

/// What will stand there, in words.
fn after(session: &Session, change: &BulkChange) -> Result<String> {
    let words = |text: &str, none: &str| if text.trim().is_empty() { none.to_owned() } else { text.trim().to_owned() };
    Ok(match change {
        BulkChange::Hamlet { hamlet } => words(hamlet, "不写屯组"),
        BulkChange::Grid { grid, .. } => {
            let grid = crate::session::id(grid)?;
            let register = session.register()?;
            let row = register.rows().grids.iter().find(|row| row.id == grid);
            row.ok_or_else(|| Failure::gone().at("grid"))?.name.clone()
        }
        BulkChange::Work { work, .. } => words(work, "不写在家外出"),
        BulkChange::AddTag { tag, .. } => tag.clone(),
        BulkChange::EndTag { tag, .. } => format!("不再是{tag}"),
    })
}

fn other_field() -> Failure {
    Failure::new("bulk_field", "这一项不能这样改，请换一项").at("field")
}

fn hamlet_of(household: Id, hamlet: &str) -> Event {
    let household = household.to_string();
    Event::EditHousehold(EditHousehold { household, hamlet: Some(hamlet.trim().to_owned()), ..Default::default() })
}

fn grid_of(household: Id, grid: &str, date: &str) -> Event {
    let household = household.to_string();
    Event::MoveHousehold(MoveHousehold { household, grid: grid.to_owned(), date: date.to_owned() })
}

fn work_of(person: Id, work: &str, date: Option<&String>) -> Event {
    Event::ChangeWork(ChangeWork {
        person: person.to_string(),
        work: work.to_owned(),
        place: None,
        date: date.cloned(),
    })
}

/// The rows of the tag that is to begin or to end.
struct Tags<'r> {
    kind: Option<TagKind>,
    running: std::collections::HashMap<Subject, &'r Tag>,
}

impl<'r> Tags<'r> {
    fn new(rows: &'r [Tag], day: &Day<'_>, change: &BulkChange) -> Result<Self> {
        let (BulkChange::AddTag { tag, .. } | BulkChange::EndTag { tag, .. }) = change else {
            return Ok(Self { kind: None, running: Default::default() });
        };
        let unknown = || Failure::new("unknown_tag", "没有这一类别，请从列表里选").at("tag");
        let kind = TagKind::from_word(tag).ok_or_else(unknown)?;
        let running = rows
            .iter()
            .filter(|row| row.kind == kind && (row.to.is_none() || holds_on(row.from, row.to, day.date())))
            .map(|row| (row.subject, row));
        Ok(Self { kind: Some(kind), running: running.collect() })
    }

    fn event(&self, subject: Subject, change: &BulkChange) -> (Option<String>, Option<Event>) {
        let there = self.running.get(&subject);
        let before = there.and(self.kind).map(|kind| kind.word().to_owned());
        let (person, household) = match subject {
            Subject::Person(id) => (Some(id.to_string()), None),
            Subject::Household(id) => (None, Some(id.to_string())),
        };
        let event = match (change, there) {
            (BulkChange::AddTag { tag, date }, None) => Some(Event::AddTag(AddTag {
                person,
                household,
                tag: tag.clone(),
                date: date.clone(),
                ..AddTag::default()
            })),
            (BulkChange::EndTag { date, .. }, Some(row)) => {
                Some(Event::EndTag(EndTag { tag: row.id.to_string(), date: date.clone() }))
            }
            _ => None,
        };
        (before, event)
    }
}

#[cfg(test)]
mod tests;
