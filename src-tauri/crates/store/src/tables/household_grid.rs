//! Household ↔ grid.

use domain::household::HouseholdGrid;
use domain::id::Id;

use crate::error::Result;
use crate::read::Reader;

crate::table::table!(HouseholdGrid, "household_grid", [id, household, grid, from, to]);

impl Reader<'_> {
    /// In which grids a household lies and lay.
    pub fn grids_of_household(&self, household: Id) -> Result<Vec<HouseholdGrid>> {
        self.by("household", household)
    }

    /// Which households lie and lay in a grid.
    pub fn households_of_grid(&self, grid: Id) -> Result<Vec<HouseholdGrid>> {
        self.by("grid", grid)
    }
}
