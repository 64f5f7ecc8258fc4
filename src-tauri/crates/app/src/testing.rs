//! A machine and an invented village for this crate's tests.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use domain::date::PartialDate;
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind, Station, StationRole, UnitKind};
use domain::person::{MemberKind, PartyMember};
use domain::register::Rows;
use store::{Book, Chance, Label, OpKind, Row, Write, mint};
use tempfile::TempDir;

use crate::failure::Result;
use crate::host::{ChildReader, Foreign, Host};
use crate::session::Session;

#[allow(dead_code)]
#[path = "../../domain/tests/counting/village.rs"]
mod village;

pub(crate) use village::{Village, date, day};

/// A machine of which everything is known: repeatable chance, a clock that stands still.
pub(crate) struct Bench {
    pub today: NaiveDate,
    pub home: PathBuf,
    dice: Mutex<u64>,
    reader: ChildReader,
}

impl Chance for Bench {
    fn now(&self) -> String {
        "2026-03-20T07:30:00.000Z".to_owned()
    }

    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.dice.lock().unwrap();
        for byte in bytes {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            *byte = (*state >> 32) as u8;
        }
    }
}

impl Host for Bench {
    fn today(&self) -> NaiveDate {
        self.today
    }

    fn books(&self) -> PathBuf {
        self.home.join("books")
    }

    fn foreign(&self) -> &dyn Foreign {
        &self.reader
    }

    fn typefaces(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }

    fn home(&self) -> Option<PathBuf> {
        Some(self.home.clone())
    }
}

/// The machine alone, its home in `home`.
pub(crate) fn bench(home: PathBuf, today: &str) -> Bench {
    let reader = ChildReader::new(PathBuf::from("none"), Vec::new());
    Bench { today: day(today), home, dice: Mutex::new(0x9E37_79B9_7F4A_7C15), reader }
}

/// An open book, and its folder, which goes with it.
pub(crate) struct Opened {
    pub session: Session,
    pub folder: TempDir,
}

/// A village's book that holds these rows.
pub(crate) fn open(rows: &Rows, today: &str) -> Opened {
    open_as(StationRole::Village, "向阳村", rows, today)
}

/// A book of any station.
pub(crate) fn open_as(role: StationRole, name: &str, rows: &Rows, today: &str) -> Opened {
    open_station(None, role, name, rows, today)
}

/// A book of the station of an id.
pub(crate) fn open_station(id: Option<Id>, role: StationRole, name: &str, rows: &Rows, today: &str) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let host = Arc::new(bench(folder.path().to_owned(), today));
    let station = Station {
        id: id.unwrap_or_else(|| mint(&*host)),
        role,
        name: name.to_owned(),
        code: None,
        village: Some("向阳村".to_owned()),
        town: None,
        device: mint(&*host),
        opened_on: rows.opened_on,
    };
    let label = Label { name: name.to_owned(), station: role, sample: true };
    let dir = folder.path().join("book");
    let chance = Arc::clone(&host) as Arc<dyn Chance>;
    let cost = store::Cost::SAMPLE;
    let (book, _) = Book::create_with(&dir, &label, "密码", "示例使用人", &station, chance, cost).unwrap();
    let session = Session::new(book, host);
    session.write(OpKind::new("test"), "示例", |write| put_all(write, rows)).unwrap();
    Opened { session, folder }
}

fn put_all(write: &mut Write<'_>, rows: &Rows) -> Result<()> {
    fn put<T: Row>(write: &mut Write<'_>, rows: &[T]) -> Result<()> {
        for row in rows {
            write.put(row)?;
        }
        Ok(())
    }
    put(write, &rows.units)?;
    put(write, &rows.grids)?;
    put(write, &rows.households)?;
    put(write, &rows.household_grids)?;
    put(write, &rows.persons)?;
    put(write, &rows.works)?;
    put(write, &rows.residences)?;
    put(write, &rows.tags)?;
    put(write, &rows.roles)?;
    put(write, &rows.members)
}

impl Village {
    /// Gives every grid that has none its party group: 第一网格 with 第一网格党小组.
    pub(crate) fn found_groups(&mut self) {
        for grid in &mut self.rows.grids {
            if self.rows.units.iter().any(|unit| unit.id == grid.unit) {
                continue;
            }
            grid.name = format!("第{}网格", ["零", "一", "二", "三", "四", "五"][grid.number as usize]);
            self.rows.units.push(OrgUnit {
                id: grid.unit,
                kind: UnitKind::PartyGroup,
                parent: None,
                name: format!("{}党小组", grid.name),
                code: None,
                founded_on: None,
                led_by: None,
                approved_by: None,
                dissolved_on: None,
            });
        }
    }

    pub(crate) fn role(&mut self, person: Id, grid: Id, kind: RoleKind) -> &mut Role {
        let unit = self.rows.grids.iter().find(|row| row.id == grid).unwrap().unit;
        let id = self.id();
        self.rows.roles.push(Role {
            id,
            person,
            unit,
            kind,
            member_kind: None,
            volunteer_kind: None,
            from: None,
            to: None,
        });
        self.rows.roles.last_mut().unwrap()
    }

    pub(crate) fn member(&mut self, person: Id, kind: MemberKind, joined_on: Option<PartialDate>) -> &mut PartyMember {
        let id = self.id();
        self.rows.members.push(PartyMember {
            id,
            person,
            kind,
            joined_on,
            full_on: None,
            branch: None,
            floating: false,
            exempt: false,
            exempt_reason: None,
            from: None,
            to: None,
        });
        self.rows.members.last_mut().unwrap()
    }

    pub(crate) fn name(&mut self, person: Id, name: &str) {
        self.rows.persons.iter_mut().find(|row| row.id == person).unwrap().name = name.to_owned();
    }
}

/// A photograph as a file: so wide and so high, of one colour.
pub(crate) fn photo(file: &std::path::Path, (width, height): (u32, u32), grey: u8) {
    let mut encoder = png::Encoder::new(std::fs::File::create(file).unwrap(), width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![grey; (width * height) as usize]).unwrap();
}
