//! Questions: raised once, never twice; rows that wait for the person they are about, tried again at every import.

use domain::doubt::{Doubt, DoubtWhy};
use domain::mask;

use super::draft::Draft;
use super::facts;
use super::join;
use super::outcome::{ChangeKind, Place};
use crate::entry::{Entry, Field};

/// Tables that doubts are about.
const PERSON: &str = "person";
const HOUSEHOLD: &str = "household";

/// How a doubt is closed that a later list has answered.
const SETTLED: &str = "settled";
/// How a waiting row is closed that a later import has placed.
const JOINED: &str = "joined";

/// The key of a field, as doubts, mappings and previews write it.
pub(super) fn key(field: Field) -> String {
    serde_json::to_value(field).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn source(place: &Place) -> String {
    format!("{} · {} · 第 {} 行", place.file, place.sheet, place.row)
}

/// Asks about one field of a person, unless the same was asked before.
pub(super) fn ask(
    draft: &mut Draft<'_>,
    why: DoubtWhy,
    person: usize,
    field: Field,
    mine: Option<&str>,
    theirs: &str,
    place: &Place,
) {
    let record = draft.persons.rows[person].id;
    if raise(draft, why, PERSON, record, field, mine, theirs, place) {
        let shown = |text: &str| if field == Field::IdNumber { mask::id_number(text) } else { text.to_owned() };
        draft.tell(place, person, Some(field), mine.map(shown), Some(shown(theirs)), ChangeKind::Doubt);
    }
}

/// Asks about one field of a household.
pub(super) fn ask_household(draft: &mut Draft<'_>, home: usize, field: Field, mine: &str, theirs: &str, place: &Place) {
    let record = draft.households.rows[home].id;
    if raise(draft, DoubtWhy::Differs, HOUSEHOLD, record, field, Some(mine), theirs, place)
        && let Some(head) = draft.head_of(home)
    {
        draft.tell(place, head, Some(field), Some(mine.to_owned()), Some(theirs.to_owned()), ChangeKind::Doubt);
    }
}

#[expect(clippy::too_many_arguments, reason = "a doubt has as many parts")]
fn raise(
    draft: &mut Draft<'_>,
    why: DoubtWhy,
    kind: &str,
    record: domain::id::Id,
    field: Field,
    mine: Option<&str>,
    theirs: &str,
    place: &Place,
) -> bool {
    let asked = (record, key(field), theirs.to_owned());
    if draft.asked.contains_key(&asked) {
        return false;
    }
    let id = draft.mint();
    let at = draft.doubts.add(Doubt {
        id,
        why,
        kind: Some(kind.to_owned()),
        record: Some(record),
        field: Some(key(field)),
        base: None,
        mine: mine.map(str::to_owned),
        theirs: Some(theirs.to_owned()),
        source: Some(source(place)),
        decision: None,
        decided_by: None,
        decided_at: None,
        export: None,
    });
    draft.asked.insert(asked, at);
    draft.index_doubt(at);
    true
}

/// A valid number has come for somebody whose wrong one was asked about.
pub(super) fn settle_wrong_number(draft: &mut Draft<'_>, person: usize) {
    let record = draft.persons.rows[person].id;
    for at in draft.wrong_numbers.get(&record).cloned().unwrap_or_default() {
        if draft.doubts.rows[at].is_open() {
            draft.doubts.edit(at).decision = Some(SETTLED.to_owned());
        }
    }
}

/// What tells two waiting rows apart: all they say, but where they stand.
fn essence(entry: &Entry) -> String {
    let bare = Entry { row: 0, group: None, repairs: Vec::new(), ..entry.clone() };
    serde_json::to_string(&bare).unwrap_or_default()
}

/// Lets a row wait for the person it is about. The same row waits once, whatever file it comes from.
pub(super) fn wait(draft: &mut Draft<'_>, entry: &Entry, place: &Place) {
    let theirs = essence(entry);
    draft.outcome.persons += 1;
    draft.outcome.party_members += usize::from(entry.party.is_some());
    if draft.waiting.contains(&theirs) {
        return;
    }
    let id = draft.mint();
    let at = draft.doubts.add(Doubt {
        id,
        why: DoubtWhy::Unplaced,
        kind: Some(PERSON.to_owned()),
        record: None,
        field: None,
        base: None,
        mine: None,
        theirs: Some(theirs),
        source: Some(source(place)),
        decision: None,
        decided_by: None,
        decided_at: None,
        export: None,
    });
    draft.index_doubt(at);
    let change = super::outcome::Change {
        place: place.clone(),
        name: entry.name.clone().unwrap_or_default(),
        person: None,
        field: None,
        old: None,
        new: None,
        kind: ChangeKind::Waiting,
    };
    draft.outcome.changes.push(change);
}

/// The row that a waiting doubt holds.
#[must_use]
pub fn waiting_entry(doubt: &Doubt) -> Option<Entry> {
    if doubt.why != DoubtWhy::Unplaced {
        return None;
    }
    serde_json::from_str(doubt.theirs.as_deref()?).ok()
}

/// Tries every waiting row again; those that find their person are worked in and closed.
pub(super) fn retry(draft: &mut Draft<'_>) {
    for at in 0..draft.doubts.rows.len() {
        let doubt = &draft.doubts.rows[at];
        if !doubt.is_open() {
            continue;
        }
        let Some(entry) = waiting_entry(doubt) else { continue };
        let Some(person) = join::find(draft, &entry) else { continue };
        let place = Place { file: doubt.source.clone().unwrap_or_default(), sheet: String::new(), row: 0 };
        let since = super::change_day(draft.setting, None);
        let seen = draft.seen_persons.contains(&person);
        facts::take(draft, person, &entry, &place, since);
        if !seen {
            draft.seen_persons.remove(&person);
        }
        draft.doubts.edit(at).decision = Some(JOINED.to_owned());
        draft.outcome.joined += 1;
    }
}

/// Works a waiting row into whom a person said it is about. The doubt itself is for the caller to close.
pub(super) fn answer(draft: &mut Draft<'_>, doubt: domain::id::Id, target: super::Target) -> Option<()> {
    let doubt = draft.doubts.rows.iter().find(|row| row.id == doubt)?;
    let entry = waiting_entry(doubt)?;
    let place = Place { file: doubt.source.clone().unwrap_or_default(), sheet: String::new(), row: 0 };
    let person = match target {
        super::Target::Person(id) => *draft.person_at.get(&id)?,
        super::Target::Household(id) => {
            let home = *draft.household_at.get(&id)?;
            draft.add_person(entry.name.as_ref()?, home, &place)
        }
    };
    let since = super::change_day(draft.setting, None);
    // The person who answers has seen how the row writes the name: that is no new question.
    let named = Entry { name: None, ..entry };
    facts::take(draft, person, &named, &place, since);
    Some(())
}

/// A household in words, as a doubt shows it.
pub(super) fn words_of_household(draft: &Draft<'_>, home: usize) -> String {
    let row = &draft.households.rows[home];
    let head = draft.head_of(home).map(|head| draft.persons.rows[head].name.as_str());
    words(row.hamlet.as_deref(), row.code.as_deref().or(row.address.as_deref()), head)
}

/// The household that a row names, in words.
pub(super) fn household_words(entry: &Entry) -> String {
    words(entry.hamlet.as_deref(), entry.household_code.as_deref().or(entry.address.as_deref()), entry.head.as_deref())
}

fn words(hamlet: Option<&str>, code: Option<&str>, head: Option<&str>) -> String {
    let head = head.map(|head| format!("户主 {head}"));
    let parts: Vec<&str> = [hamlet, code, head.as_deref()].into_iter().flatten().collect();
    parts.join(" ")
}
