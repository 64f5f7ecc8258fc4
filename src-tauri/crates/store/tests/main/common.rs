//! A book to test with: invented people, a clock that the test sets, randomness that it can repeat.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use domain::household::Household;
use domain::id::Id;
use domain::organisation::{Station, StationRole};
use domain::person::{Person, Residence, ResidenceKind};
use store::{Book, BookState, Chance, Cost, Label, OpKind, RecoveryCode, Secret, StoreError, Write, peek};
use tempfile::TempDir;

/// Repeatable chance; its clock moves only when told to.
pub struct Dice {
    millis: AtomicI64,
    state: Mutex<u64>,
}

static SEEDS: AtomicU64 = AtomicU64::new(1);

impl Dice {
    pub fn new() -> Arc<Self> {
        let seed = SEEDS.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Arc::new(Self { millis: AtomicI64::new(1_772_354_000_000), state: Mutex::new(seed) })
    }

    pub fn pass(&self, seconds: i64) {
        self.millis.fetch_add(seconds * 1000, Ordering::Relaxed);
    }
}

impl Chance for Dice {
    fn now(&self) -> String {
        chrono::DateTime::from_timestamp_millis(self.millis.load(Ordering::Relaxed))
            .unwrap()
            .format("%Y-%m-%dT%H:%M:%S%.3fZ")
            .to_string()
    }

    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.state.lock().unwrap();
        for byte in bytes {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            *byte = (*state >> 32) as u8;
        }
    }
}

/// Ends in a blank, which is part of it.
pub const PASSWORD: &str = "向阳 2026 ";
pub const CHANGE: OpKind = OpKind::new("change");

pub fn label() -> Label {
    Label { name: "示例村 第一网格".to_owned(), station: StationRole::Grid, sample: true }
}

/// A folder with a book in it, closed or open.
pub struct Shelf {
    pub folder: TempDir,
    pub dice: Arc<Dice>,
    pub code: RecoveryCode,
}

impl Shelf {
    pub fn new() -> (Self, Book) {
        let folder = tempfile::tempdir().unwrap();
        let dice = Dice::new();
        let station = Station {
            id: store::mint(&*dice),
            role: StationRole::Grid,
            name: label().name,
            code: None,
            village: Some("示例村".to_owned()),
            town: None,
            device: store::mint(&*dice),
            opened_on: None,
        };
        let (book, code) =
            Book::create_with(folder.path(), &label(), PASSWORD, "示例组长", &station, dice.clone(), Cost::SAMPLE)
                .unwrap();
        (Self { folder, dice, code }, book)
    }

    pub fn dir(&self) -> &Path {
        self.folder.path()
    }

    pub fn open(&self) -> Book {
        self.try_open(Secret::Password(PASSWORD)).unwrap()
    }

    pub fn try_open(&self, secret: Secret<'_>) -> Result<Book, StoreError> {
        Book::open(self.dir(), secret, self.dice.clone())
    }

    /// Every file that lies in the folder itself but the lock, by name, to the byte.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        std::fs::read_dir(self.dir())
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_file())
            .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
            .filter(|(name, _)| name != "store.lock")
            .collect()
    }

    /// Changes a file's bytes.
    pub fn spoil(&self, name: &str, spoil: impl FnOnce(&mut Vec<u8>)) {
        let mut bytes = std::fs::read(self.dir().join(name)).unwrap();
        spoil(&mut bytes);
        std::fs::write(self.dir().join(name), bytes).unwrap();
    }

    /// What the folder looks like from outside.
    pub fn state(&self) -> BookState {
        peek(self.dir())
    }
}

pub fn person(w: &mut Write<'_>, name: &str) -> Person {
    Person::named(w.mint(), name)
}

/// One operation that writes one new person.
pub fn add(book: &Book, name: &str) -> (Person, i64) {
    let written = book
        .write(CHANGE, name, |w| {
            let person = person(w, name);
            w.put(&person)?;
            Ok::<_, StoreError>(person)
        })
        .unwrap();
    (written.value, written.op.unwrap())
}

/// One operation that writes a row.
pub fn put<T: store::Row>(book: &Book, row: &T) -> Option<i64> {
    book.write(CHANGE, "改", |w| w.put(row)).unwrap().op
}

pub fn household(w: &mut Write<'_>) -> Household {
    Household::blank(w.mint())
}

pub fn residence(id: Id, person: Id, household: Id) -> Residence {
    Residence {
        id,
        person,
        household,
        kind: ResidenceKind::Registered,
        relation: None,
        from: None,
        from_reason: None,
        to: None,
        to_reason: None,
    }
}

/// A household with one person living in it, in one operation.
pub fn settle(book: &Book, name: &str) -> (Person, Household, i64) {
    let written = book
        .write(CHANGE, "立户", |w| {
            let (person, household) = (person(w, name), household(w));
            w.put(&person)?;
            w.put(&household)?;
            let id = w.mint();
            w.put(&residence(id, person.id, household.id))?;
            Ok::<_, StoreError>((person, household))
        })
        .unwrap();
    let (person, household) = written.value;
    (person, household, written.op.unwrap())
}
