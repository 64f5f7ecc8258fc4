//! 走访, what was asked for on them, 联系户.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::date::PartialDate;
use domain::id::Id;
use domain::visit::{Contact, Visit, VisitKind, VisitNeed, VisitOutcome};

use crate::error::{Result, StoreError};
use crate::read::{Reader, text};
use crate::table::Columns;
use crate::value::Value;

crate::table::table!(
    Visit,
    "visit",
    [id, household, person, date, kind, outcome, visitors, findings, next, satisfied, remark, entered_on]
);
crate::table::table!(VisitNeed, "visit_need", [id, visit, kind, text, answer, report, result, result_on]);
crate::table::table!(Contact, "contact", [id, person, household, from, to]);

/// What rules ask of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitGlance {
    /// Which household.
    pub household: Id,
    /// A day.
    pub date: PartialDate,
    /// In which way.
    pub kind: VisitKind,
    /// Whether anybody was seen.
    pub outcome: VisitOutcome,
    /// When to come again; not read where only months are asked for.
    pub next: Option<PartialDate>,
}

fn columns() -> String {
    Visit::sql().columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(",")
}

impl Reader<'_> {
    /// What was asked for on a visit.
    pub fn needs_of_visit(&self, visit: Id) -> Result<Vec<VisitNeed>> {
        self.by("visit", visit)
    }

    /// The visits to one person alone, oldest first.
    pub fn visits_of_person(&self, person: Id) -> Result<Vec<Visit>> {
        let mut visits: Vec<Visit> = self.by("person", person)?;
        visits.sort_by_key(|visit| (visit.date, visit.id));
        Ok(visits)
    }

    /// Who keeps and kept in touch with a household.
    pub fn contacts_of_household(&self, household: Id) -> Result<Vec<Contact>> {
        self.by("household", household)
    }

    /// With whom a person keeps and kept in touch.
    pub fn contacts_of_person(&self, person: Id) -> Result<Vec<Contact>> {
        self.by("person", person)
    }

    /// Walks through the visits of a household, newest first, from the evening of `until` back, while `more` wants more.
    pub fn walk_visits(
        &self,
        household: Id,
        until: NaiveDate,
        mut more: impl FnMut(VisitGlance) -> bool,
    ) -> Result<()> {
        let mut walk = self.conn.prepare_cached(&format!(
            "SELECT \"date\", kind, outcome, next FROM visit {}
             WHERE household = ?1 AND \"date\" <= ?2 ORDER BY \"date\" DESC, id DESC",
            self.along("visit_household")
        ))?;
        let mut rows = walk.query((text(&household.encode()), until.to_string()))?;
        while let Some(row) = rows.next()? {
            let mut at = 0;
            let mut glance = || -> rusqlite::Result<VisitGlance> {
                Ok(VisitGlance {
                    household,
                    date: Value::take(row, &mut at)?,
                    kind: Value::take(row, &mut at)?,
                    outcome: Value::take(row, &mut at)?,
                    next: Value::take(row, &mut at)?,
                })
            };
            if !more(glance().map_err(|error| StoreError::reading("visit", error))?) {
                break;
            }
        }
        Ok(())
    }

    /// Glances at all visits from a day to a day, both included, in the order of days.
    pub fn glance_visits(&self, from: NaiveDate, to: NaiveDate, mut each: impl FnMut(VisitGlance)) -> Result<()> {
        let mut walk = self.conn.prepare_cached(&format!(
            "SELECT household, \"date\", kind, outcome FROM visit {}
             WHERE \"date\" BETWEEN ?1 AND ?2 ORDER BY \"date\", id",
            self.along("visit_date")
        ))?;
        let mut rows = walk.query((from.to_string(), to.to_string()))?;
        while let Some(row) = rows.next()? {
            let mut at = 0;
            let mut glance = || -> rusqlite::Result<VisitGlance> {
                Ok(VisitGlance {
                    household: Value::take(row, &mut at)?,
                    date: Value::take(row, &mut at)?,
                    kind: Value::take(row, &mut at)?,
                    outcome: Value::take(row, &mut at)?,
                    next: None,
                })
            };
            each(glance().map_err(|error| StoreError::reading("visit", error))?);
        }
        Ok(())
    }

    /// The visits from a day to a day, both included, in the order of days.
    pub fn visits_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Visit>> {
        let sql = format!("SELECT {} FROM visit WHERE \"date\" BETWEEN ?1 AND ?2 ORDER BY \"date\", id", columns());
        self.rows(&sql, (from.to_string(), to.to_string()))
    }

    /// Some visits from a day to a day, both included, newest first, and how many there are.
    pub fn visits_page(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        offset: usize,
        limit: usize,
    ) -> Result<(usize, Vec<Visit>)> {
        let (from, to) = (from.to_string(), to.to_string());
        let mut count = self.conn.prepare_cached("SELECT count(*) FROM visit WHERE \"date\" BETWEEN ?1 AND ?2")?;
        let total: u32 = count.query_row([&from, &to], |row| row.get(0))?;
        let sql = format!(
            "SELECT {} FROM visit WHERE \"date\" BETWEEN ?1 AND ?2 ORDER BY \"date\" DESC, id DESC LIMIT ?3 OFFSET ?4",
            columns()
        );
        Ok((total as usize, self.rows(&sql, (from, to, limit as i64, offset as i64))?))
    }

    /// Some visits of a household, newest first.
    pub fn visits_of_household(&self, household: Id, offset: usize, limit: usize) -> Result<Vec<Visit>> {
        let sql = format!(
            "SELECT {} FROM visit WHERE household = ?1 ORDER BY \"date\" DESC, id DESC LIMIT ?2 OFFSET ?3",
            columns()
        );
        self.rows(&sql, (text(&household.encode()), limit as i64, offset as i64))
    }

    /// How many visits a household had.
    pub fn count_visits_of_household(&self, household: Id) -> Result<usize> {
        let mut count = self.conn.prepare_cached("SELECT count(*) FROM visit WHERE household = ?1")?;
        Ok(count.query_row([text(&household.encode())], |row| row.get::<_, u32>(0))? as usize)
    }

    /// The needs that still wait, in the order of their making; not those that became matters, which wait as such.
    pub fn needs_waiting(&self) -> Result<Vec<VisitNeed>> {
        let names = VisitNeed::sql().columns.join(",");
        let sql = format!(
            "SELECT {names} FROM visit_need WHERE result IS NULL AND (report = 1 OR answer IS NULL)
             AND NOT EXISTS (SELECT 1 FROM matter WHERE matter.need = visit_need.id) ORDER BY id"
        );
        self.rows(&sql, [])
    }

    /// How many needs of each household still wait; not those that became matters.
    pub fn open_needs(&self) -> Result<HashMap<Id, u32>> {
        let mut open = self.conn.prepare_cached(
            "SELECT visit.household, count(*) FROM visit_need JOIN visit ON visit.id = visit_need.visit
             WHERE visit_need.result IS NULL AND (visit_need.report = 1 OR visit_need.answer IS NULL)
             AND NOT EXISTS (SELECT 1 FROM matter WHERE matter.need = visit_need.id)
             GROUP BY visit.household",
        )?;
        let rows = open.query_map([], |row| {
            let mut at = 0;
            Ok((Value::take(row, &mut at)?, Value::take(row, &mut at)?))
        })?;
        rows.map(|row| row.map_err(|error| StoreError::reading("visit_need", error))).collect()
    }
}
