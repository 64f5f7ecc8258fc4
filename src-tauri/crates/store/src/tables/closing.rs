//! Sealed months.

use domain::closing::MonthClosing;
use domain::date::Month;

use crate::error::Result;
use crate::read::Reader;
use crate::table::Columns;

crate::table::table!(
    MonthClosing,
    "month_closing",
    [id, month, version, reason, frozen, sha256, sealed_at, sealed_on, replaces]
);

impl Reader<'_> {
    /// The versions of a sealed month, the first one first.
    pub fn closings_of(&self, month: Month) -> Result<Vec<MonthClosing>> {
        let names =
            MonthClosing::sql().columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(",");
        let sql = format!("SELECT {names} FROM month_closing WHERE \"month\" = ?1 ORDER BY version");
        self.rows(&sql, [month.to_string()])
    }
}
