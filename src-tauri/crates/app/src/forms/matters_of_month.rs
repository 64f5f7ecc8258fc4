//! What the three forms of matters have in common: which matters stand on a month's form, and what cells say of them.

use chrono::{Datelike, NaiveDate};
use domain::document::{Cell, Line};
use domain::id::Id;
use domain::matter::{MatterStep, MatterStepKind};

use super::listing::{Of, maybe};
use super::masking::{Shown, masked};
use crate::failure::Result;
use crate::matters::{Case, Cases};
use crate::session::Session;

/// The matters of a month as they stood on its reporting day: those that came up in it, and those that were still open
/// when it began.
pub(super) struct MattersOfMonth<'o> {
    pub of: &'o Of,
    pub cases: Cases,
    pub shown: Shown,
    unit: Option<Id>,
}

impl<'o> MattersOfMonth<'o> {
    pub fn read(session: &Session, of: &'o Of, full: bool) -> Result<Self> {
        let cases = session.read(|reader| Cases::until(reader, of.as_of))?;
        let unit = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
        Ok(Self { of, cases, shown: Shown { full, day: of.as_of }, unit })
    }

    /// All that the book has of the part of the village that is asked for, as it stood that day.
    pub fn all(&self) -> impl Iterator<Item = &Case> {
        self.cases.all.iter().filter(|case| self.unit.is_none() || case.matter.unit == self.unit)
    }

    /// Those of the month.
    pub fn rows(&self) -> Vec<&Case> {
        let first = self.of.month.first_day();
        self.all().filter(|case| case.settled_on().is_none_or(|on| on >= first) || self.is_new(case)).collect()
    }

    /// Whether a matter came up in the month.
    pub fn is_new(&self, case: &Case) -> bool {
        self.is_in(Some(case.matter.date))
    }

    /// Whether a day lies in the month.
    pub fn is_in(&self, day: Option<NaiveDate>) -> bool {
        let month = self.of.month;
        day.is_some_and(|day| (month.first_day()..=month.last_day()).contains(&day))
    }

    /// `03-15`; of another year, that above it.
    pub fn day(&self, day: Option<NaiveDate>) -> Cell {
        Cell::text(day.map(|day| self.said(day).replacen('-', "\n", self.breaks(day))).unwrap_or_default())
    }

    /// How often the year and the rest of a day stand on lines of their own.
    fn breaks(&self, day: NaiveDate) -> usize {
        usize::from(day.year() != self.of.month.first_day().year())
    }

    /// `03-15`, with its year where it is another one.
    pub fn said(&self, day: NaiveDate) -> String {
        let same = day.year() == self.of.month.first_day().year();
        day.format(if same { "%m-%d" } else { "%Y-%m-%d" }).to_string()
    }

    /// The name of somebody of the register.
    pub fn name(&self, person: Option<Id>) -> Cell {
        Cell::names(self.cases.name(&self.of.register, person))
    }

    /// 反映人.
    pub fn reporter(&self, case: &Case) -> Cell {
        let known = self.cases.name(&self.of.register, case.matter.reporter);
        Cell::names(known.or_else(|| case.matter.reporter_name.clone()))
    }

    /// 电话: what was written down with it, else the reporter's.
    pub fn phone(&self, case: &Case) -> Cell {
        let person = case.matter.reporter.map(|person| self.cases.merged.kept(person));
        let person = person.and_then(|person| self.of.register.person(person));
        if person.is_some_and(|person| self.shown.is_child(person)) {
            return masked();
        }
        let phone = case.matter.phone.as_ref().or_else(|| person?.phone.as_ref());
        self.shown.phone(phone.map(String::as_str))
    }

    /// What a dispute is about is masked unless it is asked for.
    pub fn is_shut(&self, case: &Case) -> bool {
        case.dispute.is_some() && !self.shown.full
    }

    /// A text of a matter, or the sign of what is masked.
    pub fn text(&self, case: &Case, text: Option<&String>) -> Cell {
        if self.is_shut(case) && text.is_some() { masked() } else { maybe(text) }
    }

    /// What was done, a line a step; words of a dispute are masked, that there was a step is not.
    pub fn done(&self, case: &Case) -> Cell {
        use MatterStepKind::{Answered, Closed, Registered, Revisited};
        let told = |step: &&MatterStep| !matches!(step.step, Registered | Answered | Revisited | Closed);
        let line = |step: &MatterStep| {
            let note = step.note.as_ref().filter(|_| !self.is_shut(case));
            let words: Vec<&str> = [step.actor.as_ref(), note].into_iter().flatten().map(String::as_str).collect();
            format!("{} {} {}", self.said(step.date), step.step, words.join("，")).trim_end().to_owned()
        };
        let lines = case.steps.iter().filter(told).map(|step| Line::text(line(step))).collect::<Vec<_>>();
        if lines.is_empty() { Cell::blank() } else { Cell::new(lines) }
    }

    /// 办理结果.
    pub fn result(&self, case: &Case) -> Cell {
        self.text(case, case.standing.settled.as_ref().and_then(|settled| settled.result.as_ref()))
    }
}

/// 满意, 不满意.
pub(super) fn satisfied(case: &Case) -> Cell {
    Cell::text(case.standing.satisfied.map_or("", |is| if is { "满意" } else { "不满意" }))
}

/// 是, 否.
pub(super) fn yes(is: Option<bool>) -> Cell {
    Cell::text(is.map_or("", |is| if is { "是" } else { "否" }))
}
