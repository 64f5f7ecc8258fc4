//! How one clerk writes: forms of dates, damage to numbers, spaces in names.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use domain::sheet::Cell;
use intake::entry::Repair;

use super::chance::Chance;
use super::village::{Person, Village};

/// Habits of one sheet.
pub(super) struct Hand {
    dates: usize,
    mixed: bool,
    phones: usize,
    spaced: bool,
    damaged: bool,
    csv: bool,
    /// Names that several people have: without a number nobody could tell them apart.
    shared: BTreeSet<String>,
    /// What a reader will have to mend.
    pub repairs: Vec<Repair>,
    /// Numbers left out.
    pub without_number: usize,
}

pub(super) fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

impl Hand {
    pub fn new(village: &Village, csv: bool, chance: &mut Chance) -> Self {
        let mut seen = BTreeSet::new();
        let names = village.people().map(|person| &person.name);
        let shared = names.filter(|name| !seen.insert(*name)).cloned().collect();
        Self {
            dates: chance.below(10),
            mixed: chance.one_in(4),
            phones: chance.below(4),
            spaced: chance.one_in(3),
            damaged: chance.one_in(2),
            csv,
            shared,
            repairs: Vec::new(),
            without_number: 0,
        }
    }

    pub fn name(&self, person: &Person) -> Cell {
        let mut letters = person.name.chars();
        match (letters.next(), letters.next(), letters.next()) {
            (Some(first), Some(second), None) if self.spaced => text(format!("{first}\u{3000}{second}")),
            _ => text(&person.name),
        }
    }

    pub fn number(&mut self, person: &Person, chance: &mut Chance) -> Cell {
        let id = &person.id;
        if chance.one_in(40) && !self.shared.contains(&person.name) {
            self.without_number += 1;
            return text(chance.pick(&["", "无", "/"]));
        }
        if !self.damaged {
            return text(id);
        }
        match chance.below(9) {
            0 => {
                self.repairs.push(Repair::IdFullWidth);
                text(id.chars().map(wide).collect::<String>())
            }
            1 => {
                self.repairs.push(Repair::IdSpace);
                text(format!("{} {} {}", &id[..6], &id[6..14], &id[14..]))
            }
            2 if person.birth.year() < 2000 => {
                self.repairs.push(Repair::Id15);
                text(format!("{}{}", &id[..6], &id[8..17]))
            }
            3 if id.ends_with('X') => {
                self.repairs.push(Repair::IdLowerX);
                text(id.to_lowercase())
            }
            4 => text(format!("{id}\t")),
            _ => text(id),
        }
    }

    pub fn phone(&self, person: &Person, chance: &mut Chance) -> Cell {
        let Some(phone) = &person.phone else {
            return text(chance.pick(&["", "无", "/", "无电话"]));
        };
        match self.phones {
            0 if !self.csv => Cell::Number(phone.parse().unwrap_or_default()),
            1 => text(format!("{}-{}-{}", &phone[..3], &phone[3..7], &phone[7..])),
            2 => text(format!("{} {} {}", &phone[..3], &phone[3..7], &phone[7..])),
            _ => text(phone),
        }
    }

    pub fn date(&self, date: NaiveDate, chance: &mut Chance) -> Cell {
        let form = if self.mixed { chance.below(7) } else { self.dates };
        let (year, month, day) = (date.year(), date.month(), date.day());
        match form {
            0 => text(format!("{year}-{month:02}-{day:02}")),
            1 => text(format!("{year}年{month}月{day}日")),
            2 => text(format!("{year}.{month:02}")),
            3 => text(format!("{year}/{month}/{day}")),
            4 => text(format!("{year}{month:02}{day:02}")),
            5 => text(format!("{year}年{month:02}月")),
            6 => text(format!("{year}.{month:02}.{day:02}")),
            _ if self.csv => text(format!("{year}-{month:02}-{day:02} 00:00:00")),
            7 => Cell::Date(date),
            8 => Cell::Number(f64::from(year) + f64::from(month) / 100.0),
            _ => Cell::Number((date - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default()).num_days() as f64),
        }
    }
}

fn wide(one: char) -> char {
    char::from_u32(one as u32 + 0xfee0).unwrap_or(one)
}
