//! What hangs on a person and is dated: tags, roles, work, party membership, 联系户, claimed posts. It ends with who leaves,
//! goes over to whom a record is joined, and comes back when that was wrong; for all kinds in the same way.

use domain::commitment::Claim;
use domain::date::PartialDate;
use domain::id::Id;
use domain::organisation::Role;
use domain::person::{PartyMember, Work};
use domain::tag::{Subject, Tag};
use domain::visit::Contact;
use store::{Reader, Row, StoreError, Write};

use crate::failure::Result;

/// A dated row about a person.
trait Hanging: Row + Clone {
    /// All of a person's.
    fn of(reader: &Reader<'_>, person: Id) -> Result<Vec<Self>, StoreError>;

    fn from(&self) -> Option<PartialDate>;

    fn to(&self) -> Option<PartialDate>;

    /// The same with an end.
    fn until(self, to: PartialDate) -> Self;

    /// The same about somebody, running from a day on.
    fn anew(self, id: Id, person: Id, from: PartialDate) -> Self;

    /// Whether both say the same of a person, so that one of them is enough.
    fn is_like(&self, other: &Self) -> bool;
}

macro_rules! hanging {
    ($type:ty, $of:ident, |$person:ident| $field:ident = $value:expr, alike by [$($same:ident),*]) => {
        impl Hanging for $type {
            fn of(reader: &Reader<'_>, person: Id) -> Result<Vec<Self>, StoreError> {
                reader.$of(person)
            }

            fn from(&self) -> Option<PartialDate> {
                self.from
            }

            fn to(&self) -> Option<PartialDate> {
                self.to
            }

            fn until(self, to: PartialDate) -> Self {
                Self { to: Some(to), ..self }
            }

            fn anew(self, id: Id, $person: Id, from: PartialDate) -> Self {
                Self { id, $field: $value, from: Some(from), to: None, ..self }
            }

            fn is_like(&self, _other: &Self) -> bool {
                true $(&& self.$same == _other.$same)*
            }
        }
    };
}

hanging!(Tag, tags_of_person, |person| subject = Subject::Person(person), alike by [kind]);
hanging!(Role, roles_of_person, |person| person = person, alike by [unit, kind]);
// Somebody does one thing at a time, and is a member once.
hanging!(Work, work_of_person, |person| person = person, alike by []);
hanging!(PartyMember, memberships_of_person, |person| person = person, alike by []);
hanging!(Contact, contacts_of_person, |person| person = person, alike by [household]);
hanging!(Claim, claims_of_person, |person| person = person, alike by [post]);

/// Does something for each kind.
macro_rules! each {
    ($act:ident($($argument:expr),*)) => {{
        $act::<Tag>($($argument),*)?;
        $act::<Role>($($argument),*)?;
        $act::<Work>($($argument),*)?;
        $act::<PartyMember>($($argument),*)?;
        $act::<Contact>($($argument),*)?;
        $act::<Claim>($($argument),*)
    }};
}

/// Ends all that hangs on a person; what was to begin later never runs.
pub(super) fn settle(write: &mut Write<'_>, person: Id, date: PartialDate) -> Result<()> {
    each!(settle_kind(write, person, date))
}

/// What runs for the other and not for the kept one, runs for the kept one from `date` on.
pub(super) fn inherit(write: &mut Write<'_>, kept: Id, other: Id, date: PartialDate) -> Result<()> {
    each!(inherit_kind(write, kept, other, date))
}

/// What ended for the other on `since` runs for them again from `date` on; what the kept one has of it since, ends.
pub(super) fn give_back(
    write: &mut Write<'_>,
    kept: Id,
    other: Id,
    since: PartialDate,
    date: PartialDate,
) -> Result<()> {
    each!(give_back_kind(write, kept, other, since, date))
}

fn running<T: Hanging>(write: &Write<'_>, person: Id) -> Result<Vec<T>> {
    let mut rows = T::of(write, person)?;
    rows.retain(|row| row.to().is_none());
    Ok(rows)
}

fn settle_kind<T: Hanging>(write: &mut Write<'_>, person: Id, date: PartialDate) -> Result<()> {
    for row in running::<T>(write, person)? {
        let to = row.from().map_or(date, |from| if date.first_day() < from.first_day() { from } else { date });
        write.put(&row.until(to))?;
    }
    Ok(())
}

fn inherit_kind<T: Hanging>(write: &mut Write<'_>, kept: Id, other: Id, date: PartialDate) -> Result<()> {
    let mine = running::<T>(write, kept)?;
    for row in running::<T>(write, other)? {
        if !mine.iter().any(|one| one.is_like(&row)) {
            let id = write.mint();
            write.put(&row.anew(id, kept, date))?;
        }
    }
    Ok(())
}

fn give_back_kind<T: Hanging>(
    write: &mut Write<'_>,
    kept: Id,
    other: Id,
    since: PartialDate,
    date: PartialDate,
) -> Result<()> {
    for row in T::of(write, other)?.into_iter().filter(|row| row.to() == Some(since)) {
        let mine = running::<T>(write, kept)?;
        if let Some(inherited) = mine.into_iter().find(|one| one.from() == Some(since) && one.is_like(&row)) {
            write.put(&inherited.until(date))?;
        }
        let id = write.mint();
        write.put(&row.anew(id, other, date))?;
    }
    Ok(())
}
