//! Canaries: names, numbers and words of nobody that are given to the program, and then looked for in every byte that
//! it left on the disk. In an encrypted book none of them stands in the clear.
//!
//! Not here: the window, whose journey `unseen` hands its own folders to [`search`].
#![allow(clippy::expect_used, reason = "it runs in tests only: what fails here ends the test with its reason")]

mod month;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};

use crate::layouts::chance::Chance;
use crate::layouts::village::number;
pub use month::{Month, month};

/// How many of each: a thousand together.
const COUNTS: [usize; 4] = [400, 300, 200, 100];

/// A thousand texts that stand nowhere else.
#[derive(Clone, Debug)]
pub struct Canaries {
    /// Names of four characters.
    pub names: Vec<String>,
    /// Numbers of eighteen, region 999999.
    pub numbers: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// What somebody says, six characters.
    pub words: Vec<String>,
}

/// A canary that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub file: PathBuf,
    /// In which encoding; `name` when the file is called so.
    pub encoding: &'static str,
    /// From the beginning of the file.
    pub offset: usize,
    /// Which.
    pub canary: String,
}

impl Canaries {
    /// The thousand of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let mut drawn = |count: usize, draw: &dyn Fn(&mut Chance) -> String| {
            let mut all = BTreeSet::new();
            while all.len() < count {
                all.insert(draw(&mut chance));
            }
            all.into_iter().collect::<Vec<_>>()
        };
        let first = NaiveDate::from_ymd_opt(1940, 1, 1).unwrap_or_default();
        let born =
            |chance: &mut Chance| first.checked_add_days(Days::new(chance.below(27_000) as u64)).unwrap_or(first);
        Self {
            names: drawn(COUNTS[0], &|chance| letters(chance, 4)),
            numbers: drawn(COUNTS[1], &|chance| number(born(chance), chance.between(1, 999))),
            phones: drawn(COUNTS[2], &|chance| format!("199{:08}", chance.below(100_000_000))),
            words: drawn(COUNTS[3], &|chance| letters(chance, 6)),
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.names, &self.numbers, &self.phones, &self.words].into_iter().flatten().map(String::as_str)
    }
}

/// Characters of GB 2312's second level, which no sentence of the program uses so.
fn letters(chance: &mut Chance, count: usize) -> String {
    let letter = |chance: &mut Chance| {
        let pair = [0xD8 + chance.below(0x20) as u8, 0xA1 + chance.below(0x5E) as u8];
        encoding_rs::GB18030.decode_without_bom_handling(&pair).0.into_owned()
    };
    (0..count).map(|_| letter(chance)).collect()
}

/// A text in every encoding that could stand on a disk.
pub fn encoded(text: &str) -> [(&'static str, Vec<u8>); 4] {
    let units: Vec<u16> = text.encode_utf16().collect();
    [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-16LE", units.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
        ("UTF-16BE", units.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        ("GB18030", encoding_rs::GB18030.encode(text).0.into_owned()),
    ]
}

/// A canary as it would stand on a disk: in which encoding, its bytes, itself.
type Pattern<'a> = (&'static str, Vec<u8>, &'a str);

/// Looks for the canaries in every byte and every name of every file below the folders.
///
/// # Panics
/// A folder or file cannot be read: what was not looked at is not clean.
#[must_use]
pub fn search(folders: &[&Path], canaries: &Canaries) -> Vec<Found> {
    let mut patterns: HashMap<[u8; 4], Vec<Pattern>> = HashMap::new();
    let mut begins = vec![false; 1 << 16];
    for canary in canaries.all() {
        for (encoding, bytes) in encoded(canary) {
            begins[usize::from(u16::from_be_bytes([bytes[0], bytes[1]]))] = true;
            let list = patterns.entry([bytes[0], bytes[1], bytes[2], bytes[3]]).or_default();
            // Digits are the same in UTF-8 and GB18030.
            if list.iter().all(|(_, known, _)| *known != bytes) {
                list.push((encoding, bytes, canary));
            }
        }
    }
    let mut found = Vec::new();
    let mut look = |file: &Path, bytes: &[u8], name: bool| {
        for (offset, window) in bytes.windows(4).enumerate() {
            if !begins[usize::from(u16::from_be_bytes([window[0], window[1]]))] {
                continue;
            }
            let Some(list) = patterns.get(window) else { continue };
            for (encoding, _, canary) in list.iter().filter(|(_, pattern, _)| bytes[offset..].starts_with(pattern)) {
                let (file, canary) = (file.to_owned(), (*canary).to_owned());
                found.push(Found { file, encoding: if name { "name" } else { encoding }, offset, canary });
            }
        }
    };
    let mut ahead: Vec<PathBuf> = folders.iter().map(|folder| (*folder).to_owned()).collect();
    while let Some(path) = ahead.pop() {
        look(&path, path.as_os_str().as_encoded_bytes(), true);
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("the folder can be read");
            ahead.extend(entries.map(|entry| entry.expect("the folder can be read").path()));
        } else {
            look(&path, &fs::read(&path).expect("the file can be read"), false);
        }
    }
    found
}
