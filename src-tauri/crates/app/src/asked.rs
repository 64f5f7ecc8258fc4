//! What questions about lists have in common: which grid is meant, and which words are looked for.

use domain::id::Id;
use domain::organisation::Grid;
use domain::register::Register;

use crate::failure::{Failure, Result};

/// What was typed, if anything was.
pub(crate) fn words(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// The grid that is asked for, by its place in the register; none when nothing is said.
///
/// # Errors
/// `not_found` for a grid that is not there.
pub(crate) fn grid(register: &Register, text: Option<&str>) -> Result<Option<u32>> {
    let named = |text: &str| grid_named(register, text).ok_or_else(|| Failure::gone().at("grid"));
    words(text).map(named).transpose()
}

/// The party group of the grid that is asked for; none when nothing is said.
///
/// # Errors
/// As [`grid`].
pub(crate) fn unit(register: &Register, text: Option<&str>) -> Result<Option<Id>> {
    Ok(grid(register, text)?.map(|at| register.rows().grids[at as usize].unit))
}

/// A grid by row id, by its name, by its party group's name, or by its number.
pub(crate) fn grid_named(register: &Register, text: &str) -> Option<u32> {
    let rows = register.rows();
    let group = |grid: &Grid| rows.units.iter().any(|unit| unit.id == grid.unit && unit.name == text);
    let is = |grid: &Grid| {
        grid.id.to_string() == text || grid.name == text || grid.number.to_string() == text || group(grid)
    };
    rows.grids.iter().position(is).map(|at| at as u32)
}

/// The only grid that is open, where there is one alone; by its place in the register.
pub(crate) fn only_grid(register: &Register) -> Option<u32> {
    let mut open = (0..).zip(&register.rows().grids).filter(|(_, grid)| grid.to.is_none());
    open.next().filter(|_| open.next().is_none()).map(|(at, _)| at)
}
