//! What a print shows of numbers and of children, unless whole numbers are asked for with a reason.

use chrono::NaiveDate;
use domain::document::Cell;
use domain::mask;
use domain::person::Person;

/// Under this age everything beyond name and age is masked (P3).
const CHILD: u32 = 14;

/// Stands for what is masked whole.
const MASKED: &str = "***";

/// How much a print shows.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// Everything.
    pub full: bool,
    /// Ages are of this day.
    pub day: NaiveDate,
}

impl Shown {
    /// Whether only name and age of this person show.
    pub fn is_child(self, person: &Person) -> bool {
        !self.full && person.birth.is_some_and(|birth| birth.age_on(self.day) < CHILD)
    }

    /// 身份证号.
    pub fn id_number(self, number: Option<&str>) -> Cell {
        self.number(number, mask::id_number)
    }

    /// 电话. Of several each is masked.
    pub fn phone(self, phone: Option<&str>) -> Cell {
        self.number(phone, |phone| phone.split('/').map(mask::phone).collect::<Vec<_>>().join("/"))
    }

    fn number(self, number: Option<&str>, mask: impl Fn(&str) -> String) -> Cell {
        number.map_or_else(Cell::blank, |number| Cell::text(if self.full { number.to_owned() } else { mask(number) }))
    }
}

/// A cell of which nothing shows.
pub(super) fn masked() -> Cell {
    Cell::text(MASKED)
}

#[cfg(test)]
mod tests {
    use domain::id::Id;

    use super::*;

    #[test]
    fn numbers_are_masked_unless_asked_for() {
        let day = "2026-11-21".parse().unwrap();
        let (shut, open) = (Shown { full: false, day }, Shown { full: true, day });
        assert_eq!(shut.id_number(Some("999999195003150014")).plain(), "999999********0014");
        assert_eq!(open.id_number(Some("999999195003150014")).plain(), "999999195003150014");
        assert_eq!(shut.phone(Some("13800001234/13900005678")).plain(), "138****1234/139****5678");
        assert_eq!(shut.phone(None).plain(), "—");
    }

    #[test]
    fn a_child_is_one_until_the_fourteenth_birthday() {
        let mut person = Person::named(Id::from_u128(1), "示例");
        assert!(!Shown { full: false, day: "2026-11-21".parse().unwrap() }.is_child(&person));
        person.birth = "2012-11-22".parse().ok();
        for (day, child) in [("2026-11-21", true), ("2026-11-22", false)] {
            assert_eq!(Shown { full: false, day: day.parse().unwrap() }.is_child(&person), child, "{day}");
        }
        assert!(!Shown { full: true, day: "2020-01-01".parse().unwrap() }.is_child(&person));
    }
}
