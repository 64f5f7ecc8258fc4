//! What differs between a month as it was sealed and as the book knows it otherwise: cell by cell, with the records that
//! a number gained or lost. Sealed plus this is what the book says.

use std::collections::{BTreeMap, BTreeSet};

use domain::day::{Day, Measure};
use domain::id::Id;
use domain::register::Register;
use domain::tag::Subject;
use serde::Serialize;
use ts_rs::TS;

use super::Sealed;
use crate::failure::Result;
use crate::forms::{Part, What, subjects};
use crate::ledger::{
    Ask, BalanceRow, CORRECTED, GroupRow, Ledger, Look, MEASURES, Terms, asked_then, facts, head_name,
};
use crate::session::Session;
use crate::summary::{Summary, summary};

/// A record that a number counts on one side only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[ts(export)]
pub struct ChangedRecord {
    /// `person` or `household`.
    #[ts(type = "'person' | 'household'")]
    pub kind: &'static str,
    /// Row id.
    pub id: String,
    /// Name; of a household its code, else its head.
    pub name: String,
    /// Row id of the household whose card shows it; none of somebody who lives in none.
    pub household: Option<String>,
}

/// A cell of the ledger, or a number below it, that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChangedCell {
    /// Whose row: 第一网格党小组, 全村; empty = the whole sheet.
    pub row: String,
    /// 人口, 低保户, 党小组组长; 人口 出生 of a balance.
    pub column: String,
    /// As it was sealed; empty = nothing stood there.
    pub before: String,
    /// As it is.
    pub after: String,
    /// What the number counts now and did not count then.
    pub came: Vec<ChangedRecord>,
    /// What it counted then and does not count now.
    pub went: Vec<ChangedRecord>,
    /// Which part of the village its row is of; none = the whole sheet. Names of rows may be the same, parts are not.
    #[serde(skip)]
    pub part: Option<Part>,
}

/// A month as one reading of the book has it.
pub(super) struct Side<'a> {
    pub ledger: &'a Ledger,
    pub look: &'a Look,
    pub register: &'a Register,
    pub ask: &'a Ask,
    pub summary: &'a Summary,
}

/// 事后更正 of a sealed month: what the book knows of it beyond what was sealed.
///
/// # Errors
/// What the store says.
pub(crate) fn adjustments(session: &Session, sealed: &Sealed) -> Result<Vec<ChangedCell>> {
    let (then, ask_then) = asked_then(session, sealed, None, false)?;
    let month = sealed.frozen.month.to_string();
    let (now, ask_now) = Ask::new(session, Some(&month), None, false)?;
    let (ledger_then, ledger_now) = (sealed.frozen.ledger()?, facts(&now, &ask_now));
    let look_now = Look::now(session)?;
    let (summary_then, summary_now) = (&sealed.frozen.summary, &summary(session, sealed.frozen.month, None)?);
    Ok(changed(
        &Side {
            ledger: &ledger_then,
            look: &sealed.frozen.look,
            register: &then,
            ask: &ask_then,
            summary: summary_then,
        },
        &Side { ledger: &ledger_now, look: &look_now, register: &now, ask: &ask_now, summary: summary_now },
    ))
}

/// What differs between two readings of a month, in the order of the sheet.
pub(super) fn changed(then: &Side<'_>, now: &Side<'_>) -> Vec<ChangedCell> {
    let mut cells = Cells { then, now, found: Vec::new() };
    cells.words("", "截至", &then.ledger.as_of, &now.ledger.as_of);
    cells.words("", "口径", &then.ledger.basis, &now.ledger.basis);
    for at in 0..then.look.captions.len().max(now.look.captions.len()) {
        cells.words("", &format!("第 {} 列表头", at + 1), then.look.caption(at), now.look.caption(at));
    }
    for (part, rows) in paired(&then.ledger.rows, &now.ledger.rows, |row| row.part) {
        cells.group(part, rows);
    }
    let temporary = (then.ledger.temporary, now.ledger.temporary);
    cells.number((Part::Village, ""), "暂住", temporary, What::Measure(Measure::Temporary));
    for (part, rows) in paired(&then.ledger.balance, &now.ledger.balance, |row| row.part) {
        cells.balance(part, rows);
    }
    cells.work();
    cells.found
}

/// The row of what is said of the month's work.
const WORK: &str = "工作小结";

/// A summary as cells.
fn said(summary: &Summary) -> BTreeMap<String, String> {
    let counts = [
        ("会议", summary.meetings),
        ("谈心谈话", summary.talks),
        ("活动", summary.activities),
        ("志愿服务（半小时）", summary.half_hours),
        ("走访", summary.visits),
        ("走访没见到人", summary.missed),
        ("事项新增", summary.matters.opened),
        ("事项办结", summary.matters.settled),
        ("事项没办结", summary.matters.open),
        ("事项逾期", summary.matters.overdue),
        ("没落实的决议", summary.resolutions),
        ("没完成的交办", summary.tasks),
    ];
    let counts = counts.into_iter().map(|(name, count)| (name.to_owned(), count.to_string()));
    let zero = summary.zero.iter().map(|(word, count)| (format!("零报告 {word}"), count.to_string()));
    let duties = summary.duties.iter().map(|line| {
        let required = line.required.map(|required| format!("/{required}")).unwrap_or_default();
        (format!("{} {}", line.period, line.duty), format!("{}{required}", line.done))
    });
    counts.chain(zero).chain(duties).collect()
}

/// A word of a row.
type Said = fn(&GroupRow) -> String;

type Pair<'a, T> = (Option<&'a T>, Option<&'a T>);

/// Rows of both sides by part, those of the first side first.
fn paired<'a, T>(then: &'a [T], now: &'a [T], part: impl Fn(&T) -> Part) -> Vec<(Part, Pair<'a, T>)> {
    let of = |rows: &'a [T], wanted: Part| rows.iter().find(|row| part(row) == wanted);
    let mut pairs: Vec<(Part, Pair<'a, T>)> =
        then.iter().map(|row| (part(row), (Some(row), of(now, part(row))))).collect();
    pairs.extend(now.iter().filter(|row| of(then, part(row)).is_none()).map(|row| (part(row), (None, Some(row)))));
    pairs
}

struct Cells<'a> {
    then: &'a Side<'a>,
    now: &'a Side<'a>,
    found: Vec<ChangedCell>,
}

impl Cells<'_> {
    fn words(&mut self, row: &str, column: &str, before: &str, after: &str) {
        if before != after {
            self.push((None, row), column, (before.to_owned(), after.to_owned()), Default::default());
        }
    }

    fn push(
        &mut self,
        (part, row): (Option<Part>, &str),
        column: &str,
        (before, after): (String, String),
        (came, went): (Vec<ChangedRecord>, Vec<ChangedRecord>),
    ) {
        let (row, column) = (row.to_owned(), column.to_owned());
        self.found.push(ChangedCell { row, column, before, after, came, went, part });
    }

    /// A number whose records are known on both sides. One that is the same may still count others.
    fn number(&mut self, (part, row): (Part, &str), column: &str, (before, after): (u32, u32), what: What) {
        let records = |side: &Side<'_>| -> BTreeSet<Subject> {
            subjects(side.register, side.ask, part, what).into_iter().collect()
        };
        let (then, now) = (records(self.then), records(self.now));
        if before == after && then == now {
            return;
        }
        let named = |side: &Side<'_>, subjects: Vec<&Subject>| {
            let day = Day::new(side.register, side.ask.as_of);
            subjects.into_iter().map(|subject| record(&day, *subject)).collect::<Vec<_>>()
        };
        let came = named(self.now, now.difference(&then).collect());
        let went = named(self.then, then.difference(&now).collect());
        self.push((Some(part), row), column, (before.to_string(), after.to_string()), (came, went));
    }

    /// What was done in the month.
    fn work(&mut self) {
        let (then, now) = (said(self.then.summary), said(self.now.summary));
        let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
        let number = |of: &BTreeMap<String, String>, name: &String| of.get(name).cloned().unwrap_or_default();
        for name in names {
            self.words(WORK, name, &number(&then, name), &number(&now, name));
        }
    }

    fn group(&mut self, part: Part, (then, now): Pair<'_, GroupRow>) {
        let name = then.or(now).map_or("", |row| row.group.as_str()).to_owned();
        let text = |row: Option<&GroupRow>, of: Said| row.map(of).unwrap_or_default();
        let words: [(&str, Said); 4] = [
            ("网格党小组", |row| row.group.clone()),
            ("党小组组长", |row| row.leader.clone().unwrap_or_default()),
            ("党小组成员", |row| row.members.join("、")),
            ("队长", |row| row.team_leader.clone().unwrap_or_default()),
        ];
        for (column, of) in words {
            self.words(&name, column, &text(then, of), &text(now, of));
        }
        let count = |row: Option<&GroupRow>| row.map_or(0, |row| row.volunteers);
        self.number((part, &name), "志愿者服务队", (count(then), count(now)), What::Volunteers);
        for (at, measure) in MEASURES.into_iter().enumerate() {
            let number = |row: Option<&GroupRow>| row.map_or(0, |row| row.figures.get(measure));
            let column = self.now.look.measure(at).to_owned();
            self.number((part, &name), &column, (number(then), number(now)), What::Measure(measure));
        }
    }

    fn balance(&mut self, part: Part, (then, now): Pair<'_, BalanceRow>) {
        let name = then.or(now).map_or("", |row| row.grid.as_str()).to_owned();
        let row = (part, name.as_str());
        let persons = (then.map(|row| &row.terms), now.map(|row| &row.terms));
        let open = (then.map_or(0, |row| row.unexplained), now.map_or(0, |row| row.unexplained));
        self.terms(row, "人口", persons, open, What::person_term, (What::Last, What::Unexplained));
        let homes = (then.map(|row| &row.households.terms), now.map(|row| &row.households.terms));
        let of = |row: &BalanceRow| row.households.unexplained;
        let open = (then.map_or(0, of), now.map_or(0, of));
        let ends = (What::LastHouseholds, What::UnexplainedHouseholds);
        self.terms(row, "户数", homes, open, What::household_term, ends);
    }

    fn terms(
        &mut self,
        row: (Part, &str),
        side: &str,
        (then, now): Pair<'_, Terms>,
        open: (u32, u32),
        term: fn(&str) -> Option<What>,
        (last, unexplained): (What, What),
    ) {
        let number = |terms: Option<&Terms>, of: fn(&Terms) -> u32| terms.map_or(0, of);
        let pair = |of: fn(&Terms) -> u32| (number(then, of), number(now, of));
        // What was sealed of the month before opens nobody here: it is the same on both sides, or its own adjustment.
        let sealed = self.then.ask.sealed_before.is_some() || self.now.ask.sealed_before.is_some();
        let (before, after) = pair(|terms| terms.last);
        if sealed {
            self.words(row.1, &format!("{side} 上月"), &before.to_string(), &after.to_string());
            let corrected = |terms: Option<&Terms>| terms.map_or(0, |terms| terms.corrected).to_string();
            self.words(row.1, &format!("{side} {CORRECTED}"), &corrected(then), &corrected(now));
        } else {
            self.number(row, &format!("{side} 上月"), (before, after), last);
        }
        let mut counts: BTreeMap<&'static str, (u32, u32)> = BTreeMap::new();
        for (word, count) in then.into_iter().flat_map(|terms| terms.came.iter().chain(&terms.went)) {
            counts.entry(word).or_default().0 = *count;
        }
        for (word, count) in now.into_iter().flat_map(|terms| terms.came.iter().chain(&terms.went)) {
            counts.entry(word).or_default().1 = *count;
        }
        for (word, count) in counts {
            if let Some(what) = term(word) {
                self.number(row, &format!("{side} {word}"), count, what);
            }
        }
        self.number(row, &format!("{side} 差额"), open, unexplained);
    }
}

/// What a record is called on a day.
fn record(day: &Day<'_>, subject: Subject) -> ChangedRecord {
    let register = day.register();
    match subject {
        Subject::Person(id) => ChangedRecord {
            kind: "person",
            id: id.to_string(),
            name: register.person(id).map(|person| person.name.clone()).unwrap_or_default(),
            household: last_home(register, id),
        },
        Subject::Household(id) => {
            let home = register.household(id);
            let name = home.and_then(|home| home.code.clone()).or_else(|| head_name(day, id));
            let name = name.or_else(|| home.and_then(|home| home.address.clone()));
            let (id, household) = (id.to_string(), Some(id.to_string()));
            ChangedRecord { kind: "household", id, name: name.unwrap_or_default(), household }
        }
    }
}

/// Where somebody lives, or lived last.
fn last_home(register: &Register, person: Id) -> Option<String> {
    let stays = register.rows().residences.iter().filter(|stay| stay.person == person);
    stays.max_by_key(|stay| (stay.to.is_none(), stay.to, stay.id)).map(|stay| stay.household.to_string())
}
