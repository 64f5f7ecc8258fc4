//! How the domain's types lie in columns. Codes and words are TEXT, dates TEXT to their precision, flags 0 and 1.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use domain::attachment::Owner;
use domain::codes::{Relation, Sex};
use domain::date::{Month, PartialDate};
use domain::id::Id;
use domain::score::Points;
use domain::tag::Subject;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

/// One value on its way into a column.
#[derive(Clone, Debug)]
pub enum Cell<'a> {
    /// Nothing known.
    Null,
    /// A count or a flag.
    Integer(i64),
    /// A text that somebody else keeps, or one made for this.
    Text(Cow<'a, str>),
    /// An id's text.
    Id([u8; 36]),
}

impl Cell<'_> {
    /// The same as SQLite sees it.
    pub fn as_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Id(text) => ValueRef::Text(text),
        }
    }

    /// The text; empty for what is none.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Id(text) => std::str::from_utf8(text).unwrap_or_default(),
            Self::Null | Self::Integer(_) => "",
        }
    }
}

/// The same to SQLite, whatever keeps it here.
impl PartialEq for Cell<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(self.as_ref()))
    }
}

/// What can lie in one column or, for [`Subject`], in two.
pub trait Value: Sized {
    /// How many columns it takes.
    const WIDTH: usize = 1;

    /// Appends its [`Value::WIDTH`] cells.
    fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>);

    /// What lies in one column; `None` when it is none of these.
    fn of(value: ValueRef<'_>) -> Option<Self>;

    /// Reads it from the column `at` on; `None` when what lies there is none.
    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Option<Self>> {
        Ok(Self::of(row.get_ref(at)?))
    }

    /// [`Value::read`], then steps on; an unreadable column is named by the error.
    fn take(row: &rusqlite::Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        let column = *at;
        *at += Self::WIDTH;
        Self::read(row, column)?.ok_or_else(|| unreadable(row, column))
    }
}

fn unreadable(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Error {
    let name = row.as_ref().column_name(column).unwrap_or_default().to_owned();
    let kind = row.get_ref(column).map_or(rusqlite::types::Type::Null, |value| value.data_type());
    rusqlite::Error::InvalidColumnType(column, name, kind)
}

fn text(value: ValueRef<'_>) -> Option<&str> {
    match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

/// Of a value in one column.
impl<T: Value> Value for Option<T> {
    fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        match self {
            Some(value) => value.write(cells),
            None => cells.push(Cell::Null),
        }
    }

    fn of(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Null => Some(None),
            value => T::of(value).map(Some),
        }
    }
}

impl Value for String {
    fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        cells.push(Cell::Text(Cow::Borrowed(self)));
    }

    fn of(value: ValueRef<'_>) -> Option<Self> {
        text(value).map(str::to_owned)
    }
}

impl Value for Id {
    fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        cells.push(Cell::Id(self.encode()));
    }

    fn of(value: ValueRef<'_>) -> Option<Self> {
        text(value)?.parse().ok()
    }
}

impl Value for bool {
    fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        cells.push(Cell::Integer(i64::from(*self)));
    }

    fn of(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Integer(0) => Some(false),
            ValueRef::Integer(1) => Some(true),
            _ => None,
        }
    }
}

macro_rules! integers {
    ($($type:ty),+) => {$(
        impl Value for $type {
            fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
                cells.push(Cell::Integer(i64::from(*self)));
            }

            fn of(value: ValueRef<'_>) -> Option<Self> {
                match value {
                    ValueRef::Integer(number) => Self::try_from(number).ok(),
                    _ => None,
                }
            }
        }
    )+};
}

integers!(u8, u32, i64);

impl Value for Points {
    fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        cells.push(Cell::Integer(self.in_tenths()));
    }

    fn of(value: ValueRef<'_>) -> Option<Self> {
        i64::of(value).map(Self::tenths)
    }
}

/// Types that lie as a text of their own: how it is made, how it is read.
macro_rules! texts {
    ($($type:ty: |$value:ident| $write:expr, $read:expr;)+) => {$(
        impl Value for $type {
            fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
                let $value = self;
                cells.push(Cell::Text($write));
            }

            fn of(value: ValueRef<'_>) -> Option<Self> {
                text(value).and_then($read)
            }
        }
    )+};
}

texts! {
    PartialDate: |date| Cow::Owned(date.to_string()), |text| text.parse().ok();
    NaiveDate: |day| Cow::Owned(day.to_string()), |text| text.parse().ok();
    Month: |month| Cow::Owned(month.to_string()), |text| text.parse().ok();
    NaiveTime: |time| Cow::Owned(time.format("%H:%M").to_string()), |text| NaiveTime::parse_from_str(text, "%H:%M").ok();
    Sex: |sex| Cow::Borrowed(sex.code()), Sex::from_code;
    Relation: |relation| Cow::Borrowed(relation.code()), Relation::from_code;
    domain::organisation::StationRole: |role| Cow::Borrowed(role.key()), domain::organisation::StationRole::from_key;
    Vec<String>: |list| Cow::Owned(serde_json::Value::from(list.as_slice()).to_string()),
        |text| serde_json::from_str(text).ok();
}

macro_rules! words {
    ($($type:ty),+ $(,)?) => { texts! { $($type: |value| Cow::Borrowed(value.word()), <$type>::from_word;)+ } };
}

words![
    domain::activity::ActivityPart,
    domain::activity::ServiceKind,
    domain::commitment::CommitmentStepKind,
    domain::doubt::DoubtWhy,
    domain::exchange::ExportKind,
    domain::household::CloseReason,
    domain::household::OpenReason,
    domain::matter::MatterStepKind,
    domain::meeting::AttendanceState,
    domain::organisation::GridKind,
    domain::organisation::RoleKind,
    domain::organisation::UnitKind,
    domain::person::FromReason,
    domain::person::MemberKind,
    domain::person::ResidenceKind,
    domain::person::ToReason,
    domain::person::WorkKind,
    domain::project::ProjectKind,
    domain::score::Evidence,
    domain::score::ScoreAbout,
    domain::score::ScorePeriod,
    domain::tag::TagKind,
    domain::task::TaskStepKind,
    domain::visit::VisitKind,
    domain::visit::VisitOutcome,
];

/// Two columns, household and person, of which one is null.
impl Value for Subject {
    const WIDTH: usize = 2;

    fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        let (household, person) = match self {
            Self::Household(id) => (Cell::Id(id.encode()), Cell::Null),
            Self::Person(id) => (Cell::Null, Cell::Id(id.encode())),
        };
        cells.extend([household, person]);
    }

    /// One column alone does not say whose it is.
    fn of(_: ValueRef<'_>) -> Option<Self> {
        None
    }

    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Option<Self>> {
        Ok(match (Id::read(row, at)?, Id::read(row, at + 1)?) {
            (Some(household), None) => Some(Self::Household(household)),
            (None, Some(person)) => Some(Self::Person(person)),
            _ => None,
        })
    }
}

/// Four columns, activity, visit, place and project, of which one is not null.
impl Value for Owner {
    const WIDTH: usize = 4;

    fn write<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        let (at, id) = match self {
            Self::Activity(id) => (0, id),
            Self::Visit(id) => (1, id),
            Self::Place(id) => (2, id),
            Self::Project(id) => (3, id),
        };
        cells.extend((0..Self::WIDTH).map(|column| if column == at { Cell::Id(id.encode()) } else { Cell::Null }));
    }

    /// One column alone does not say whose it is.
    fn of(_: ValueRef<'_>) -> Option<Self> {
        None
    }

    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Option<Self>> {
        let kinds = [Self::Activity, Self::Visit, Self::Place, Self::Project];
        let mut owners = Vec::new();
        for (kind, column) in kinds.into_iter().zip(at..) {
            match Option::<Id>::read(row, column)? {
                Some(Some(id)) => owners.push(kind(id)),
                Some(None) => {}
                None => return Ok(None),
            }
        }
        Ok(if owners.len() == 1 { owners.pop() } else { None })
    }
}
