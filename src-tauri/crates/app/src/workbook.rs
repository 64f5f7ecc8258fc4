//! 底册: all registers of the book as one workbook of twelve lists, for an office that wants to sort and filter them.
//!
//! Excel only: a hundred thousand cells make no sense on paper; 网格底数清册 is the form that prints. Numbers are masked,
//! and whoever stands in a sensitive list (低保户, 残疾人, 社会救助, 生活困难, 行动不便) is not named, unless both are asked
//! for with a reason. Rows are written as they are read: no document is made of them.

mod ground;
mod people;
mod work;

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use domain::date::PartialDate;
use domain::day::Day;
use domain::document::INTERNAL;
use domain::id::Id;
use domain::mask;
use domain::person::Person;
use domain::register::Register;
use domain::tag::TagKind;
use serde::Deserialize;
use sheets::write::{Lists, WriteError};
use ts_rs::TS;

use crate::failure::{Failure, Result};
use crate::ledger::reason_for;
use crate::order::{Hamlets, by_code};
use crate::saving::{self, Saved};
use crate::session::Session;

/// What the file is called beside village and day.
const TITLE: &str = "网格底册";

/// Under this age everything of a person beyond name and age is masked.
const CHILD: u32 = crate::card::CHILD;

/// The workbook that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct SaveRegisters {
    /// Where: a folder that is there.
    pub folder: String,
    /// With whole numbers and sensitive lists.
    pub full_numbers: bool,
    /// Why.
    pub reason: Option<String>,
}

/// The workbook as a file's contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeRegisters {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its lists with the number of their rows.
    pub sheets: Vec<(&'static str, usize)>,
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self::new("form_workbook", error.to_string())
    }
}

/// Makes the workbook of all registers.
///
/// # Errors
/// `reason_needed` for whole numbers without a reason; what does not fit into a workbook; what the store says.
pub fn registers(session: &Session, full_numbers: bool, reason: Option<&str>) -> Result<MadeRegisters> {
    reason_for(full_numbers, reason)?;
    let today = session.today();
    let register = session.register()?;
    let day = Day::new(&register, today);
    let known = Known::new(&day, full_numbers);
    let mut lists = Lists::new(TITLE, INTERNAL, today);
    let mut sheets = Vec::new();
    people::write(&known, &mut lists, &mut sheets)?;
    session.read(|reader| {
        work::write(&known, reader, &mut lists, &mut sheets)?;
        ground::write(&known, reader, &mut lists, &mut sheets)
    })?;
    Ok(MadeRegisters { bytes: lists.finish()?, sheets })
}

/// Saves the workbook of all registers in a folder.
///
/// # Errors
/// As [`registers`]; `no_space`, `read_only`, `place_gone`, `not_same`, `save_failed`: the folder is as it was.
pub fn save_registers(session: &Session, request: &SaveRegisters) -> Result<Saved> {
    let made = registers(session, request.full_numbers, request.reason.as_deref())?;
    let station = session.station()?;
    let stem = format!("{} {TITLE} {}", station.village.unwrap_or(station.name), session.today());
    saving::put_in(session, Path::new(&request.folder), &stem, made.bytes, &what(request), request.reason.as_deref())
}

/// Saves it as the file that is named, and says what is in it.
///
/// # Errors
/// As [`save_registers`].
pub fn save_registers_as(
    session: &Session,
    request: &SaveRegisters,
    path: &Path,
) -> Result<(Saved, Vec<(&'static str, usize)>)> {
    let made = registers(session, request.full_numbers, request.reason.as_deref())?;
    let saved = saving::put_as(session, path, made.bytes, &what(request), request.reason.as_deref())?;
    Ok((saved, made.sheets))
}

fn what(request: &SaveRegisters) -> String {
    if request.full_numbers { "registers 完整号码 xlsx".to_owned() } else { "registers xlsx".to_owned() }
}

/// Row ids of sheets that were written.
type Sheets = Vec<(&'static str, usize)>;

/// What every list asks of the register, gathered once.
struct Known<'d, 'r> {
    day: &'d Day<'r>,
    register: &'r Register,
    full: bool,
    heads: Vec<Option<u32>>,
    /// Households in the order of hamlet and code.
    order: Vec<u32>,
    /// Where each household stands in that order.
    rank: Vec<u32>,
    /// Of each person, the household where they live or last lived.
    home: HashMap<Id, u32>,
}

impl<'d, 'r> Known<'d, 'r> {
    fn new(day: &'d Day<'r>, full: bool) -> Self {
        let register = day.register();
        let rows = register.rows();
        let hamlets = Hamlets::of(rows.households.iter());
        let mut order: Vec<u32> = (0..).take(rows.households.len()).collect();
        order.sort_by_cached_key(|at| {
            let row = &rows.households[*at as usize];
            (hamlets.rank(row), by_code(row), row.id)
        });
        let mut rank = vec![0; order.len()];
        for (place, at) in (0..).zip(&order) {
            rank[*at as usize] = place;
        }
        let mut home = HashMap::new();
        let mut stays: Vec<_> = rows.residences.iter().collect();
        stays.sort_by_key(|stay| (stay.to.is_none(), stay.to));
        for stay in stays {
            if let Some(at) = register.household_index(stay.household) {
                home.insert(stay.person, at);
            }
        }
        Self { day, register, full, heads: day.heads(), order, rank, home }
    }

    fn name(&self, person: Id) -> &'r str {
        self.register.person(person).map_or("", |person| person.name.as_str())
    }

    fn code(&self, household: Option<u32>) -> &'r str {
        let row = household.map(|at| &self.register.rows().households[at as usize]);
        row.and_then(|row| row.code.as_deref()).unwrap_or_default()
    }

    fn hamlet(&self, household: Option<u32>) -> &'r str {
        let row = household.map(|at| &self.register.rows().households[at as usize]);
        row.and_then(|row| row.hamlet.as_deref()).unwrap_or_default()
    }

    fn head(&self, household: Option<u32>) -> &'r str {
        let head = household.and_then(|at| self.heads[at as usize]);
        head.map_or("", |at| self.register.rows().persons[at as usize].name.as_str())
    }

    fn grid(&self, household: Option<u32>) -> &'r str {
        let grid = household.and_then(|at| self.day.grid_of(at));
        grid.map_or("", |at| self.register.rows().grids[at as usize].name.as_str())
    }

    fn home(&self, person: Id) -> Option<u32> {
        self.home.get(&person).copied()
    }

    /// Where somebody stands among all people: by household, then as they came.
    fn place_of(&self, person: Id) -> (u32, Id) {
        (self.home(person).map_or(u32::MAX, |at| self.rank[at as usize]), person)
    }

    fn today(&self) -> NaiveDate {
        self.day.date()
    }

    fn is_child(&self, person: &Person) -> bool {
        !self.full && person.birth.is_some_and(|birth| birth.age_on(self.today()) < CHILD)
    }

    /// Whether a kind of tag is left unnamed.
    fn hides(&self, kind: TagKind) -> bool {
        !self.full && kind.is_sensitive()
    }

    fn id_number(&self, person: &Person) -> String {
        match &person.id_number {
            Some(number) if self.full => number.clone(),
            Some(_) if self.is_child(person) => MASKED.to_owned(),
            Some(number) => mask::id_number(number),
            None => String::new(),
        }
    }

    fn phone(&self, phone: Option<&str>) -> String {
        let phone = phone.unwrap_or_default();
        if self.full { phone.to_owned() } else { phone.split('/').map(mask::phone).collect::<Vec<_>>().join("/") }
    }
}

/// Stands for what is masked whole.
const MASKED: &str = "***";

/// A date as it is known.
fn told(date: Option<PartialDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
