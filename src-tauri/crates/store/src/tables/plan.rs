//! Plans of years and months.

use domain::date::PartialDate;
use domain::id::Id;
use domain::plan::{Plan, PlanItem};

use crate::error::Result;
use crate::read::Reader;
use crate::table::Columns;

crate::table::table!(Plan, "plan", [id, period, unit, targets, methods]);
crate::table::table!(PlanItem, "plan_item", [id, plan, n, text, measures, due, owner, duty, done_on, result]);

impl Reader<'_> {
    /// Everybody's plans of a year or a month.
    pub fn plans_of(&self, period: PartialDate) -> Result<Vec<Plan>> {
        self.rows(&Plan::sql().by("period"), [period.to_string()])
    }

    /// What stands in a plan, in order.
    pub fn items_of_plan(&self, plan: Id) -> Result<Vec<PlanItem>> {
        let mut items: Vec<PlanItem> = self.by("plan", plan)?;
        items.sort_by_key(|item| item.n);
        Ok(items)
    }
}
