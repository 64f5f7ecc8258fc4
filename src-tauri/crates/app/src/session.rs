//! An open book: the store, the register made of it, and who is at it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use domain::date::Month;
use domain::day::Day;
use domain::id::Id;
use domain::organisation::Station;
use domain::register::{Basis, Register, Rows};
use serde::Serialize;
use store::{Book, OpKind, Reader, Write};
use ts_rs::TS;

use crate::failure::{Failure, Result};
use crate::forms::Press;
use crate::host::Host;
use crate::search::Keys;
use crate::settings;
use crate::standard::{self, InUse, Standard};

/// An open book. What this crate does with one takes it; what needs none open, such as listing books or restoring one,
/// takes a folder.
pub struct Session {
    host: Arc<dyn Host>,
    book: Arc<Book>,
    /// The operation after which it is read; none = as it is.
    then: Option<i64>,
    register: Mutex<Option<Arc<Register>>>,
    keys: Mutex<Option<Arc<Keys>>>,
    pack: Mutex<Option<Arc<InUse>>>,
    press: Press,
}

/// Undo and redo, as buttons show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OpLabel {
    /// Number of the operation.
    pub op: i64,
    /// What it did.
    pub label: String,
    /// RFC 3339, UTC.
    pub at: String,
}

/// What the frame of the window shows.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export, rename = "Session")]
pub struct Overview {
    /// Folder of the book.
    pub dir: String,
    /// `grid`, `village` or `town`.
    #[ts(type = "'grid' | 'village' | 'town'")]
    pub station: &'static str,
    /// The station's name.
    pub name: String,
    /// Its village.
    pub village: Option<String>,
    /// Its town.
    pub town: Option<String>,
    /// Who is at it.
    pub operator: String,
    /// Business date.
    pub today: String,
    /// First day of the book, once it holds anybody.
    pub opened_on: Option<String>,
    /// Invented people.
    pub sample: bool,
    /// 户数 today.
    pub households: u32,
    /// 人口 today.
    pub persons: u32,
    /// Open doubts.
    pub doubts: usize,
    /// Why the book does not answer to the standard that was chosen for it.
    pub standard_trouble: Option<String>,
    /// What Ctrl+Z would take back.
    pub undo: Option<OpLabel>,
    /// What Ctrl+Y would do again.
    pub redo: Option<OpLabel>,
    /// Of the program.
    pub version: &'static str,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is behind these locks is a cache that is replaced whole: a panic elsewhere leaves it sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// Takes over an open store.
    #[must_use]
    pub fn new(book: Book, host: Arc<dyn Host>) -> Self {
        Self::at(host, Arc::new(book), None)
    }

    fn at(host: Arc<dyn Host>, book: Arc<Book>, then: Option<i64>) -> Self {
        Self {
            host,
            book,
            then,
            register: Mutex::new(None),
            keys: Mutex::new(None),
            pack: Mutex::new(None),
            press: Press::default(),
        }
    }

    /// The same book as it stood after an operation, to be asked what it said then. It is asked only: what is written goes
    /// into the book as it is.
    pub(crate) fn then(&self, op: i64) -> Self {
        Self::at(Arc::clone(&self.host), Arc::clone(&self.book), Some(op))
    }

    /// The machine.
    #[must_use]
    pub fn host(&self) -> &dyn Host {
        self.host.as_ref()
    }

    /// The store. For areas of this crate.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The pages that were set last.
    pub(crate) fn press(&self) -> &Press {
        &self.press
    }

    /// Business date.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.host.today()
    }

    /// Reads one snapshot.
    ///
    /// # Errors
    /// What the store says.
    pub fn read<T>(&self, act: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        match self.then {
            Some(op) => self.book.read_at(op, act),
            None => self.book.read(act),
        }
    }

    /// Does one named operation; everything derived from the rows is made anew at the next question.
    ///
    /// # Errors
    /// What `act` or the store says; nothing is written then.
    pub fn write<T>(
        &self,
        kind: OpKind,
        label: &str,
        act: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<(T, Option<i64>)> {
        let written = self.book.write(kind, label, act);
        self.forget();
        written.map(|written| (written.value, written.op))
    }

    /// Does an action and takes all of it back: to show what would come of it.
    ///
    /// # Errors
    /// What `act` or the store says.
    pub fn rehearse<T>(&self, act: impl FnOnce(&mut Write<'_>) -> Result<T>) -> Result<T> {
        self.book.rehearse(act)
    }

    /// Drops what was derived from the rows.
    pub fn forget(&self) {
        *locked(&self.register) = None;
        *locked(&self.keys) = None;
        *locked(&self.pack) = None;
    }

    /// The standard that the book answers to.
    ///
    /// # Errors
    /// What the store says.
    pub fn standard(&self) -> Result<Arc<Standard>> {
        Ok(Arc::clone(&self.in_use()?.standard))
    }

    /// The standard that the book answers to, and why it is not the one that was chosen.
    pub(crate) fn in_use(&self) -> Result<Arc<InUse>> {
        if let Some(pack) = locked(&self.pack).as_ref() {
            return Ok(Arc::clone(pack));
        }
        self.read(|reader| self.in_use_by(reader))
    }

    /// The same, asked within an operation.
    pub(crate) fn in_use_by(&self, reader: &Reader<'_>) -> Result<Arc<InUse>> {
        if let Some(pack) = locked(&self.pack).as_ref() {
            return Ok(Arc::clone(pack));
        }
        let pack = Arc::new(standard::in_use(self, reader)?);
        *locked(&self.pack) = Some(Arc::clone(&pack));
        Ok(pack)
    }

    /// The register of the book as it is now.
    ///
    /// # Errors
    /// What the store says.
    pub fn register(&self) -> Result<Arc<Register>> {
        let mut cached = locked(&self.register);
        if let Some(register) = cached.as_ref() {
            return Ok(Arc::clone(register));
        }
        let rows = self.read(rows)?;
        let register = Arc::new(Register::new(rows));
        *cached = Some(Arc::clone(&register));
        Ok(register)
    }

    /// The search keys of the book as it is now, in memory only.
    ///
    /// # Errors
    /// What the store says.
    pub fn keys(&self) -> Result<Arc<Keys>> {
        let register = self.register()?;
        let mut cached = locked(&self.keys);
        let keys = cached.get_or_insert_with(|| Arc::new(Keys::new(&register, self.today())));
        Ok(Arc::clone(keys))
    }

    /// The register with the counting basis of `month`.
    ///
    /// # Errors
    /// What the store says.
    pub fn register_of(&self, month: Month) -> Result<Arc<Register>> {
        let basis = self.read(|reader| settings::basis_of(reader, month))?;
        self.register_by(basis)
    }

    /// The register with a counting basis.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) fn register_by(&self, basis: Basis) -> Result<Arc<Register>> {
        let register = self.register()?;
        if register.rows().basis == basis {
            return Ok(register);
        }
        Ok(Arc::new(Register::new(Rows { basis, ..register.rows().clone() })))
    }

    /// Whose book this is.
    ///
    /// # Errors
    /// What the store says.
    pub fn station(&self) -> Result<Station> {
        self.read(|reader| Ok(reader.station()?))
    }

    /// What the frame of the window shows.
    ///
    /// # Errors
    /// What the store says.
    pub fn overview(&self) -> Result<Overview> {
        let station = self.station()?;
        let register = self.register()?;
        let day = Day::new(&register, self.today());
        let (mut households, mut persons) = (0, 0);
        day.each(|measure, _, _| match measure {
            domain::day::Measure::Households => households += 1,
            domain::day::Measure::Persons => persons += 1,
            _ => {}
        });
        let label = |op: store::OpRow| OpLabel { op: op.op, label: op.label, at: op.at };
        Ok(Overview {
            dir: self.book.dir().display().to_string(),
            station: station.role.key(),
            name: station.name,
            village: station.village,
            town: station.town,
            operator: self.book.operator().name.clone(),
            today: self.today().to_string(),
            opened_on: station.opened_on.map(|day| day.to_string()),
            sample: self.book.label().sample,
            households,
            persons,
            doubts: self.read(|reader| Ok(crate::doubts::open(reader)?.len()))?,
            standard_trouble: self.in_use()?.trouble.as_ref().map(|why| why.message.clone()),
            undo: self.book.can_undo()?.map(label),
            redo: self.book.can_redo()?.map(label),
            version: env!("CARGO_PKG_VERSION"),
        })
    }
}

/// All rows of people and households, with today's counting basis.
pub(crate) fn rows(reader: &Reader<'_>) -> Result<Rows> {
    Ok(Rows {
        opened_on: reader.station()?.opened_on,
        basis: settings::basis(reader)?,
        households: reader.all()?,
        persons: reader.all()?,
        residences: reader.all()?,
        household_grids: reader.all()?,
        tags: reader.all()?,
        works: reader.all()?,
        members: reader.all()?,
        grids: reader.all()?,
        units: reader.all()?,
        roles: reader.all()?,
    })
}

/// An id out of a request.
pub(crate) fn id(text: &str) -> Result<Id> {
    text.parse().map_err(Failure::from)
}
