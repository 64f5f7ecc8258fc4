//! Mistakes of a file's lists, counted by rows: each row once, under the first kind that applies.
//!
//! A kind is looked for only where the list has the column for it.

use std::collections::HashMap;

use domain::codes::Relation;
use domain::id_number::{IdMistake, IdNumber};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::entry::{Entry, Field, IdReading, List};

/// What is wrong with a row, in the order in which it is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Error)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// No name.
    #[error("没有姓名，请补上")]
    NoName,
    /// No identity number.
    #[error("没有身份证号，有证的请补上")]
    NoId,
    /// The number was typed as a number and lost its end.
    #[error("身份证号被表格软件改成了数字，后三位丢了，请对照证件补全")]
    IdPrecisionLost,
    /// Neither 18 nor 15 digits.
    #[error("身份证号不是 18 位，请对照证件改")]
    WrongLength,
    /// The check character does not follow.
    #[error("身份证号校验码不对，多半是抄错一位，请对照证件改")]
    WrongCheckDigit,
    /// The birth date inside is no day.
    #[error("身份证号里的出生日期不存在，请对照证件改")]
    ImpossibleDate,
    /// The number stands in a row before. Only among lists that go by household: others may name a person twice.
    #[error("身份证号与前面的人相同，请看看是重复登记还是抄错")]
    DuplicateId,
    /// 性别 differs from the number's.
    #[error("性别与身份证号不一致，请对照证件改")]
    SexContradictsId,
    /// The birth differs from the number's, as far as it is known.
    #[error("出生日期与身份证号不一致，请对照证件改")]
    BirthContradictsId,
    /// The household's first row, where nobody in it is 户主.
    #[error("这一户没有户主，请写明谁是户主")]
    NoHead,
    /// A 户主 after the household's first.
    #[error("这一户有两个户主，请只留一个")]
    TwoHeads,
    /// 与户主关系 is a word that is not known.
    #[error("与户主关系看不懂，请改成常用称谓")]
    UnknownRelation,
    /// A column of tags holds a word that is not known.
    #[error("类别看不懂，请改成台账里的类别")]
    UnknownKind,
}

impl Mistake {
    /// All kinds, in their order.
    pub const ALL: [Self; 13] = [
        Self::NoName,
        Self::NoId,
        Self::IdPrecisionLost,
        Self::WrongLength,
        Self::WrongCheckDigit,
        Self::ImpossibleDate,
        Self::DuplicateId,
        Self::SexContradictsId,
        Self::BirthContradictsId,
        Self::NoHead,
        Self::TwoHeads,
        Self::UnknownRelation,
        Self::UnknownKind,
    ];

    /// As the preview's JSON names it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::NoId => "no_id",
            Self::IdPrecisionLost => "id_precision_lost",
            Self::WrongLength => "wrong_length",
            Self::WrongCheckDigit => "wrong_check_digit",
            Self::ImpossibleDate => "impossible_date",
            Self::DuplicateId => "duplicate_id",
            Self::SexContradictsId => "sex_contradicts_id",
            Self::BirthContradictsId => "birth_contradicts_id",
            Self::NoHead => "no_head",
            Self::TwoHeads => "two_heads",
            Self::UnknownRelation => "unknown_relation",
            Self::UnknownKind => "unknown_kind",
        }
    }
}

/// Where a mistake stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which of the file's lists, counted from 0.
    pub list: usize,
    /// The row, as the spreadsheet shows it.
    pub row: u32,
}

/// The mistakes of one file's lists, in the order of lists and rows.
#[must_use]
pub fn mistakes(lists: &[List]) -> Vec<(Place, Mistake)> {
    let mut times: HashMap<IdNumber, u32> = HashMap::new();
    for entry in lists.iter().filter(|list| list.by_household).flat_map(|list| &list.entries) {
        if let IdReading::Whole(number) = entry.id {
            *times.entry(number).or_insert(0) += 1;
        }
    }
    let mut seen: HashMap<IdNumber, ()> = HashMap::new();
    let mut found = Vec::new();
    for (index, list) in lists.iter().enumerate() {
        let seats = Seats::of(list);
        for (at, entry) in list.entries.iter().enumerate() {
            let shared = match entry.id {
                IdReading::Whole(number) if list.by_household && times.get(&number).is_some_and(|times| *times > 1) => {
                    Some(seen.insert(number, ()).is_some())
                }
                _ => None,
            };
            let mistake = of_cells(list, entry).or(match shared {
                Some(true) => Some(Mistake::DuplicateId),
                Some(false) => None,
                None => of_meaning(list, entry, &seats, at),
            });
            found.extend(mistake.map(|mistake| (Place { list: index, row: entry.row }, mistake)));
        }
    }
    found
}

fn of_cells(list: &List, entry: &Entry) -> Option<Mistake> {
    if entry.name.is_none() && (list.has(Field::Name) || list.has(Field::Head)) {
        return Some(Mistake::NoName);
    }
    match &entry.id {
        IdReading::Blank => list.has(Field::IdNumber).then_some(Mistake::NoId),
        IdReading::Rounded(_) => Some(Mistake::IdPrecisionLost),
        IdReading::Wrong(_, IdMistake::WrongLength) => Some(Mistake::WrongLength),
        IdReading::Wrong(_, IdMistake::WrongCheckDigit) => Some(Mistake::WrongCheckDigit),
        IdReading::Wrong(_, IdMistake::ImpossibleDate) => Some(Mistake::ImpossibleDate),
        IdReading::Whole(_) | IdReading::Masked(_) => None,
    }
}

fn of_meaning(list: &List, entry: &Entry, seats: &Seats, at: usize) -> Option<Mistake> {
    if let IdReading::Whole(number) = entry.id {
        if entry.sex.is_some_and(|sex| sex != number.sex()) {
            return Some(Mistake::SexContradictsId);
        }
        if entry.birth.is_some_and(|birth| !birth.is_refined_by(number.birth().into())) {
            return Some(Mistake::BirthContradictsId);
        }
    }
    if list.by_household && list.has(Field::Relation) {
        if seats.headless_first.binary_search(&at).is_ok() {
            return Some(Mistake::NoHead);
        }
        if seats.second.binary_search(&at).is_ok() {
            return Some(Mistake::TwoHeads);
        }
    }
    let unknown = |fields: &[Field]| entry.unknown.iter().any(|(field, _)| fields.contains(field));
    if unknown(&[Field::Relation]) {
        return Some(Mistake::UnknownRelation);
    }
    unknown(&[
        Field::HouseholdTags,
        Field::PersonTags,
        Field::DisabilityKind,
        Field::DisabilityGrade,
        Field::MemberKind,
    ])
    .then_some(Mistake::UnknownKind)
}

/// Rows at which a household shows that it has no head, or one too many; ascending.
#[derive(Default)]
struct Seats {
    headless_first: Vec<usize>,
    second: Vec<usize>,
}

impl Seats {
    fn of(list: &List) -> Self {
        let mut first: HashMap<u32, (usize, bool)> = HashMap::new();
        let mut seats = Self::default();
        for (at, entry) in list.entries.iter().enumerate() {
            let Some(group) = entry.group else { continue };
            let is_head = entry.relation == Some(Relation::HEAD);
            let (_, seated) = first.entry(group).or_insert((at, false));
            if is_head && *seated {
                seats.second.push(at);
            }
            *seated |= is_head;
        }
        seats.headless_first = first.into_values().filter(|(_, seated)| !seated).map(|(at, _)| at).collect();
        seats.headless_first.sort_unstable();
        seats
    }
}
