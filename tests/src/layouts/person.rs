//! Cells that are about one person.

use domain::codes::Relation;
use domain::sheet::Cell;
use domain::tag::TagKind;
use intake::entry::Field;

use super::chance::Chance;
use super::hand::{Hand, text};
use super::village::{Household, Person};
use super::words;

/// Several tags in one cell, parted as lists part them.
pub(super) fn tag_words(kinds: &[TagKind], chance: &mut Chance) -> String {
    let separator = chance.pick(&["、", "，", " ", ";"]);
    kinds.iter().map(|kind| words::tag(*kind, chance)).collect::<Vec<_>>().join(separator)
}

/// Whether the column of ticks for `word` has one in the person's row. What a household has is ticked for all of it where
/// the kind is always a household's; 社会救助 for its head alone, or the others would have it for themselves.
pub(super) fn is_ticked(field: Field, word: &str, person: &Person, household: &Household) -> bool {
    match field {
        Field::Political => person.member.is_some(),
        Field::Work => person.away,
        _ => {
            let kind = if word == "特困供养" {
                TagKind::Assistance
            } else {
                TagKind::from_word(word).unwrap_or(TagKind::Hardship)
            };
            let shown = kind != TagKind::Assistance || person.relation == Relation::HEAD;
            (shown && household.tags.contains(&kind)) || person.tags.iter().any(|tag| tag.kind == kind)
        }
    }
}

/// Cells that are the person's alone.
pub(super) fn of_person(field: Field, person: &Person, caption: &str, hand: &mut Hand, chance: &mut Chance) -> Cell {
    let disability = person.tags.iter().find(|tag| tag.kind == TagKind::Disabled);
    match field {
        Field::Name => hand.name(person),
        Field::Sex => text(words::sex(person.sex, chance)),
        Field::Ethnic => text(words::ethnic(person.ethnic, chance)),
        Field::Birth => hand.date(person.birth, chance),
        Field::IdNumber => hand.number(person, chance),
        Field::Education => text(words::education(person.education)),
        Field::Political => text(match person.member {
            Some(_) => chance.pick(&["中共党员", "党员"]),
            None => chance.pick(&["群众", "群众", ""]),
        }),
        Field::Phone => hand.phone(person, chance),
        Field::Work => text(match person.away {
            true => chance.pick(&["外出务工", "外出", "打工", "在外"]),
            false => chance.pick(&["在家", "在家务农", ""]),
        }),
        Field::DisabilityKind => text(disability.and_then(|tag| tag.subtype).unwrap_or_default()),
        Field::DisabilityGrade => text(disability.and_then(|tag| tag.grade).unwrap_or_default()),
        Field::JoinedOn => person.member.map_or(Cell::Empty, |(_, day)| hand.date(day, chance)),
        Field::MemberKind => text(person.member.map_or(String::new(), |(kind, _)| format!("{}党员", kind.word()))),
        Field::Remark => Cell::Empty,
        _ => text(words::filler(caption, chance)),
    }
}
