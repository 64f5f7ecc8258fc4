//! The households of a day in the order in which one walks: hamlet by hamlet, door by door.

use domain::date::PartialDate;
use domain::day::Day;
use domain::household::Household;

use crate::order::{Hamlets, by_door};

/// The households that count on a day, in walking order.
pub(super) struct Places<'d, 'r> {
    pub day: &'d Day<'r>,
    /// Places in the register.
    pub order: Vec<u32>,
    heads: Vec<Option<u32>>,
}

impl<'d, 'r> Places<'d, 'r> {
    pub fn new(day: &'d Day<'r>) -> Self {
        let rows = day.register().rows();
        let mut order: Vec<u32> = (0..).take(rows.households.len()).filter(|at| day.size_of(*at) > 0).collect();
        let hamlets = Hamlets::of(rows.households.iter());
        order.sort_by_cached_key(|at| {
            let row = &rows.households[*at as usize];
            (hamlets.rank(row), by_door(row), row.id)
        });
        Self { day, order, heads: day.heads() }
    }

    pub fn row(&self, household: u32) -> &'r Household {
        &self.day.register().rows().households[household as usize]
    }

    pub fn head(&self, household: u32) -> Option<String> {
        self.heads[household as usize].map(|head| self.day.register().rows().persons[head as usize].name.clone())
    }

    /// The name of the grid that it lies in.
    pub fn grid(&self, household: u32) -> Option<String> {
        let grid = self.day.grid_of(household)?;
        self.day.register().rows().grids.get(grid as usize).map(|grid| grid.name.clone())
    }

    /// The hamlets in their order, each with its households; who has none stands last under an empty name.
    pub fn hamlets(&self) -> Vec<(String, Vec<u32>)> {
        let mut hamlets: Vec<(String, Vec<u32>)> = Vec::new();
        for at in &self.order {
            let name = self.row(*at).hamlet.clone().unwrap_or_default();
            match hamlets.last_mut() {
                Some((last, households)) if *last == name => households.push(*at),
                _ => hamlets.push((name, vec![*at])),
            }
        }
        hamlets
    }

    /// Whether a household lies in the grid, where one is named, and in the hamlet, where one is named.
    pub fn is_in(&self, household: u32, grid: Option<u32>, hamlet: Option<&str>) -> bool {
        (grid.is_none() || self.day.grid_of(household) == grid)
            && hamlet.is_none_or(|hamlet| self.row(household).hamlet.as_deref().unwrap_or_default() == hamlet)
    }
}

/// As text, where there is one.
pub(super) fn told(date: Option<PartialDate>) -> Option<String> {
    date.map(|date| date.to_string())
}
