//! Matters with their steps, and what disputes have beyond them.

use std::collections::HashMap;

use domain::id::Id;
use domain::matter::{Dispute, Matter, MatterStep};

use crate::error::{Result, StoreError};
use crate::read::Reader;
use crate::value::Value;

crate::table::table!(
    Matter,
    "matter",
    [
        id,
        no,
        kind,
        source,
        date,
        unit,
        household,
        reporter,
        reporter_name,
        phone,
        address,
        content,
        materials,
        first_asked,
        own_duty,
        responsible,
        due,
        need
    ]
);
crate::table::table!(MatterStep, "matter_step", [id, matter, n, step, date, actor, note, satisfied]);
crate::table::table!(
    Dispute,
    "dispute",
    [id, matter, class, scale, party_a, party_b, involved, demand, method, settled]
);

impl Reader<'_> {
    /// The steps of a matter, in order.
    pub fn steps_of_matter(&self, matter: Id) -> Result<Vec<MatterStep>> {
        let mut steps: Vec<MatterStep> = self.by("matter", matter)?;
        steps.sort_by_key(|step| step.n);
        Ok(steps)
    }

    /// What a matter that is a dispute has beyond it.
    pub fn dispute_of(&self, matter: Id) -> Result<Option<Dispute>> {
        Ok(self.by("matter", matter)?.pop())
    }

    /// The matter that a need of a visit became.
    pub fn matter_of_need(&self, need: Id) -> Result<Option<Matter>> {
        Ok(self.by("need", need)?.pop())
    }

    /// From each need of a visit that became a matter to that matter and its number.
    pub fn matters_of_needs(&self) -> Result<HashMap<Id, (Id, String)>> {
        let mut all = self.conn.prepare_cached("SELECT need, id, no FROM matter WHERE need IS NOT NULL")?;
        let rows = all.query_map([], |row| {
            let mut at = 0;
            let need = Value::take(row, &mut at)?;
            Ok((need, (Value::take(row, &mut at)?, Value::take(row, &mut at)?)))
        })?;
        rows.map(|row| row.map_err(|error| StoreError::reading("matter", error))).collect()
    }

    /// The highest number that a matter of a year has, 0 where there is none.
    pub fn last_matter_of(&self, year: i32) -> Result<u32> {
        let mut last = self.conn.prepare_cached(
            "SELECT coalesce(max(CAST(substr(no, 6) AS INTEGER)), 0) FROM matter WHERE no >= ?1 || '-' AND no < ?1 || '.'",
        )?;
        Ok(last.query_row([format!("{year:04}")], |row| row.get(0))?)
    }
}
