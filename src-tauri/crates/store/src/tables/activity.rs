//! Activities, and who took part for how long.

use chrono::NaiveDate;
use domain::activity::{Activity, ActivityPerson};
use domain::date::PartialDate;
use domain::id::Id;

use crate::error::{Result, StoreError};
use crate::read::{Reader, text};
use crate::table::Columns;
use crate::value::Value;

crate::table::table!(
    Activity,
    "activity",
    [
        id,
        kind,
        name,
        service,
        topic,
        date,
        start,
        end,
        place,
        body,
        beneficiaries,
        served,
        led_by,
        unit,
        project,
        association,
        result,
        entered_on
    ]
);
crate::table::table!(ActivityPerson, "activity_person", [id, activity, person, part, half_hours, merge]);

fn names(columns: &[&str], table: &str) -> String {
    columns.iter().map(|column| format!("{table}.\"{column}\"")).collect::<Vec<_>>().join(",")
}

impl Reader<'_> {
    /// The activities from a day to a day, both included, in the order of days and times.
    pub fn activities_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Activity>> {
        let sql = format!(
            "SELECT {} FROM activity WHERE \"date\" BETWEEN ?1 AND ?2 ORDER BY \"date\", \"start\", id",
            names(&Activity::sql().columns, "activity")
        );
        self.rows(&sql, (from.to_string(), to.to_string()))
    }

    /// Who took part from a day to a day, both included, in the order in which they were written down.
    pub fn participants_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<ActivityPerson>> {
        let sql = format!(
            "SELECT {} FROM activity CROSS JOIN activity_person ON activity_person.activity = activity.id
             WHERE activity.\"date\" BETWEEN ?1 AND ?2 ORDER BY activity_person.id",
            names(&ActivityPerson::sql().columns, "activity_person")
        );
        self.rows(&sql, (from.to_string(), to.to_string()))
    }

    /// Who took part in an activity, in the order in which they were written down.
    pub fn participants_of(&self, activity: Id) -> Result<Vec<ActivityPerson>> {
        self.by("activity", activity)
    }

    /// Where a person took part.
    pub fn parts_of_person(&self, person: Id) -> Result<Vec<ActivityPerson>> {
        self.by("person", person)
    }

    /// What came over to a person by a merge.
    pub fn parts_of_merge(&self, merge: Id) -> Result<Vec<ActivityPerson>> {
        self.by("merge", merge)
    }

    /// The day of the last activity of a project.
    pub fn last_activity_of_project(&self, project: Id) -> Result<Option<PartialDate>> {
        let mut last = self.conn.prepare_cached("SELECT max(\"date\") FROM activity WHERE project = ?1")?;
        let last = last.query_row([text(&project.encode())], |row| Value::take(row, &mut 0));
        last.map_err(|error| StoreError::reading("activity", error))
    }

    /// The half hours that a person volunteered on a day, without one activity.
    pub fn half_hours_on(&self, person: Id, day: NaiveDate, without: Id) -> Result<u32> {
        let mut sum = self.conn.prepare_cached(
            "SELECT coalesce(sum(activity_person.half_hours), 0)
             FROM activity_person JOIN activity ON activity.id = activity_person.activity
             WHERE activity_person.person = ?1 AND activity.\"date\" = ?2 AND activity.id <> ?3",
        )?;
        Ok(sum.query_row((text(&person.encode()), day.to_string(), text(&without.encode())), |row| row.get(0))?)
    }
}
