//! What a row says of a person whom it has found: number, name, birth, sex, phone, work, tags, party.

use domain::codes::Relation;
use domain::date::PartialDate;
use domain::doubt::DoubtWhy;
use domain::mask;
use domain::person::{MemberKind, PartyMember, Work, WorkKind};
use domain::tag::{CountedBy, Subject, Tag};

use super::doubts;
use super::draft::Draft;
use super::outcome::{ChangeKind, Place};
use super::settle::{self, Verdict};
use crate::entry::{Entry, Field, IdReading, PartySaid, Repair, TagSaid};

/// Works one row into the person it is about.
pub(super) fn take(draft: &mut Draft<'_>, person: usize, entry: &Entry, place: &Place, since: PartialDate) {
    draft.seen_persons.insert(person);
    if let Some(home) = draft.household_of(person) {
        draft.seen_households.insert(home);
    }
    number(draft, person, entry, place);
    identity(draft, person, entry, place);
    contact(draft, person, entry, place);
    if let Some(kind) = entry.work {
        work(draft, person, kind, entry, place, since);
    }
    if let Some(said) = &entry.party {
        draft.seen_members.insert(person);
        party(draft, person, said, place);
    }
    if draft.member_at.contains_key(&person) {
        schooling(draft, person, entry, place);
    }
    for said in &entry.tags {
        tag(draft, person, said, entry, place);
    }
    draft.index_person(person);
}

fn number(draft: &mut Draft<'_>, person: usize, entry: &Entry, place: &Place) {
    let mine = draft.persons.rows[person].id_number.clone();
    match (&entry.id, mine) {
        (IdReading::Blank, _) => {}
        (IdReading::Whole(theirs), None) => {
            let theirs = theirs.as_str().to_owned();
            let owner = draft.by_number.get(&theirs).and_then(|known| known.iter().copied().find(|at| *at != person));
            if owner.is_some() {
                doubts::ask(draft, DoubtWhy::SharedNumber, person, Field::IdNumber, None, &theirs, place);
                return;
            }
            draft.persons.edit(person).id_number = Some(theirs.clone());
            draft.tell(place, person, Some(Field::IdNumber), None, Some(mask::id_number(&theirs)), ChangeKind::Changed);
            doubts::settle_wrong_number(draft, person);
        }
        (IdReading::Whole(theirs), Some(mine)) if theirs.as_str() != mine => {
            doubts::ask(draft, DoubtWhy::Differs, person, Field::IdNumber, Some(&mine), theirs.as_str(), place);
        }
        (IdReading::Whole(_), Some(_)) => {}
        (reading @ (IdReading::Rounded(theirs) | IdReading::Masked(theirs)), Some(mine)) => {
            if settle::may_be(reading, &mine) {
                *draft.outcome.repaired.entry(Repair::IdFromKnownPerson).or_default() += 1;
            } else {
                doubts::ask(draft, DoubtWhy::Differs, person, Field::IdNumber, Some(&mine), theirs, place);
            }
        }
        (IdReading::Rounded(_) | IdReading::Masked(_), None) => {}
        // A number that cannot be one says nothing against one that can.
        (IdReading::Wrong(..), Some(_)) => {}
        (IdReading::Wrong(theirs, _), None) => {
            doubts::ask(draft, DoubtWhy::ImpossibleNumber, person, Field::IdNumber, None, theirs, place);
        }
    }
}

fn identity(draft: &mut Draft<'_>, person: usize, entry: &Entry, place: &Place) {
    let row = draft.persons.rows[person].clone();
    if let Some(name) = entry.name.as_ref().filter(|name| **name != row.name && Some(*name) != row.former_name.as_ref())
    {
        doubts::ask(draft, DoubtWhy::Differs, person, Field::Name, Some(&row.name), name, place);
    }
    if row.former_name.is_none()
        && let Some(former) = entry.former_name.as_ref().filter(|former| **former != row.name)
    {
        draft.persons.edit(person).former_name = Some(former.clone());
        draft.tell(place, person, Some(Field::FormerName), None, Some(former.clone()), ChangeKind::Changed);
    }
    // Birth and sex inside a number outweigh what stands beside it, once the number is the person's: one that is asked
    // about, because somebody else has it or the book has another, says nothing.
    let number = draft.persons.rows[person].id_number.as_deref();
    let known = number.and_then(|number| domain::id_number::IdNumber::parse(number).ok());
    let shown = if matches!(entry.id, IdReading::Whole(_)) { None } else { settle::birth_of(&entry.id) };
    let firm = known.map(|number| PartialDate::from(number.birth())).or(shown);
    if settle::dates(row.birth, firm) == Verdict::Refine
        || (known.is_some() && firm != row.birth && row.birth.is_none())
    {
        draft.persons.edit(person).birth = firm;
        told_date(draft, person, Field::Birth, row.birth, firm, place);
    }
    let birth = draft.persons.rows[person].birth;
    match settle::dates(birth, entry.birth) {
        Verdict::Keep => {}
        Verdict::Refine => {
            draft.persons.edit(person).birth = entry.birth;
            told_date(draft, person, Field::Birth, birth, entry.birth, place);
        }
        Verdict::Differ => {
            let mine = birth.map(|birth| birth.to_string());
            let theirs = entry.birth.map(|birth| birth.to_string()).unwrap_or_default();
            doubts::ask(draft, DoubtWhy::Differs, person, Field::Birth, mine.as_deref(), &theirs, place);
        }
    }
    let firm = known.map(|number| number.sex());
    if row.sex.is_none() && firm.or(entry.sex).is_some() {
        draft.persons.edit(person).sex = firm.or(entry.sex);
        let new = firm.or(entry.sex).map(|sex| sex.word().to_owned());
        draft.tell(place, person, Some(Field::Sex), None, new, ChangeKind::Changed);
    }
    if let (Some(mine), Some(theirs)) = (draft.persons.rows[person].sex, entry.sex)
        && mine != theirs
    {
        doubts::ask(draft, DoubtWhy::Differs, person, Field::Sex, Some(mine.word()), theirs.word(), place);
    }
}

fn told_date(
    draft: &mut Draft<'_>,
    person: usize,
    field: Field,
    old: Option<PartialDate>,
    new: Option<PartialDate>,
    place: &Place,
) {
    if draft.new_persons.contains(&person) {
        // Told as a whole.
        return;
    }
    let text = |date: Option<PartialDate>| date.map(|date| date.to_string());
    draft.tell(place, person, Some(field), text(old), text(new), ChangeKind::Changed);
}

fn contact(draft: &mut Draft<'_>, person: usize, entry: &Entry, place: &Place) {
    let mine = draft.persons.rows[person].phone.clone();
    if settle::plain(mine.as_ref(), entry.phone.as_ref()) != Verdict::Keep {
        draft.persons.edit(person).phone.clone_from(&entry.phone);
        let shown = |phone: Option<&String>| phone.map(|phone| mask::phone(phone));
        let (old, new) = (shown(mine.as_ref()), shown(entry.phone.as_ref()));
        draft.tell(place, person, Some(Field::Phone), old, new, ChangeKind::Changed);
    }
}

fn work(draft: &mut Draft<'_>, person: usize, kind: WorkKind, entry: &Entry, place: &Place, since: PartialDate) {
    let known = draft.work_at.get(&person).copied();
    let Some(at) = known else {
        let row = Work {
            id: draft.mint(),
            person: draft.persons.rows[person].id,
            kind,
            place: entry.work_place.clone(),
            from: None,
            to: None,
        };
        let at = draft.works.add(row);
        draft.work_at.insert(person, at);
        draft.tell(place, person, Some(Field::Work), None, Some(kind.word().to_owned()), ChangeKind::Changed);
        return;
    };
    let mine = draft.works.rows[at].clone();
    if mine.kind != kind {
        let (old, new) = (Some(mine.kind.word().to_owned()), Some(kind.word().to_owned()));
        draft.tell(place, person, Some(Field::Work), old, new, ChangeKind::Changed);
        let opened = draft.setting.today.format("%Y-%m").to_string();
        // What the book knows only since this month, or since this very day, was simply said otherwise.
        let fresh = draft.works.is_new(at) || mine.from.is_none_or(|from| from >= since || from.to_string() >= opened);
        if fresh && (draft.works.is_new(at) || mine.from.is_some()) {
            let row = draft.works.edit(at);
            row.kind = kind;
            row.place.clone_from(&entry.work_place);
        } else {
            draft.works.edit(at).to = Some(since);
            let row = Work {
                id: draft.mint(),
                person: mine.person,
                kind,
                place: entry.work_place.clone(),
                from: Some(since),
                to: None,
            };
            let at = draft.works.add(row);
            draft.work_at.insert(person, at);
        }
    } else if entry.work_place.is_some() && mine.place != entry.work_place {
        draft.works.edit(at).place.clone_from(&entry.work_place);
        draft.tell(place, person, Some(Field::WorkPlace), mine.place, entry.work_place.clone(), ChangeKind::Changed);
    }
}

fn schooling(draft: &mut Draft<'_>, person: usize, entry: &Entry, place: &Place) {
    let row = draft.persons.rows[person].clone();
    if settle::plain(row.ethnic.as_ref(), entry.ethnic.as_ref()) != Verdict::Keep {
        draft.persons.edit(person).ethnic.clone_from(&entry.ethnic);
        draft.tell(place, person, Some(Field::Ethnic), row.ethnic, entry.ethnic.clone(), ChangeKind::Changed);
    }
    if settle::education(row.education.as_ref(), entry.education.as_ref()) != Verdict::Keep {
        draft.persons.edit(person).education.clone_from(&entry.education);
        draft.tell(place, person, Some(Field::Education), row.education, entry.education.clone(), ChangeKind::Changed);
    }
}

fn party(draft: &mut Draft<'_>, person: usize, said: &PartySaid, place: &Place) {
    let Some(at) = draft.member_at.get(&person).copied() else {
        let row = PartyMember {
            id: draft.mint(),
            person: draft.persons.rows[person].id,
            kind: said.kind,
            joined_on: said.joined_on,
            full_on: said.full_on,
            branch: said.branch.clone(),
            floating: said.floating.unwrap_or(false),
            exempt: false,
            exempt_reason: None,
            from: None,
            to: None,
        };
        let at = draft.members.add(row);
        draft.member_at.insert(person, at);
        draft.tell(
            place,
            person,
            Some(Field::MemberKind),
            None,
            Some(said.kind.word().to_owned()),
            ChangeKind::Changed,
        );
        return;
    };
    let mine = draft.members.rows[at].clone();
    let mut row = mine.clone();
    if said.kind != MemberKind::Unknown {
        row.kind = said.kind;
    }
    if settle::dates(mine.joined_on, said.joined_on) != Verdict::Keep {
        row.joined_on = said.joined_on;
    }
    if settle::dates(mine.full_on, said.full_on) != Verdict::Keep {
        row.full_on = said.full_on;
    }
    if settle::texts(mine.branch.as_ref(), said.branch.as_ref()) != Verdict::Keep {
        row.branch.clone_from(&said.branch);
    }
    row.floating = said.floating.unwrap_or(mine.floating);
    if row != mine {
        let dates = |row: &PartyMember| {
            let date = row.joined_on.map(|date| format!(" {date} 入党")).unwrap_or_default();
            format!("{}{date}{}", row.kind, if row.floating { " 流动" } else { "" })
        };
        draft.tell(place, person, Some(Field::MemberKind), Some(dates(&mine)), Some(dates(&row)), ChangeKind::Changed);
        *draft.members.edit(at) = row;
    }
}

/// Whose tag it is: page "when lists disagree".
fn subject(draft: &Draft<'_>, person: usize, said: &TagSaid) -> Subject {
    let as_person = Subject::Person(draft.persons.rows[person].id);
    let Some(home) = draft.household_of(person) else { return as_person };
    let as_household = Subject::Household(draft.households.rows[home].id);
    match said.kind.counted_by() {
        CountedBy::Household => as_household,
        CountedBy::Either if said.household_column || draft.relation_of(person) == Some(Relation::HEAD) => as_household,
        CountedBy::Either | CountedBy::Person => as_person,
    }
}

fn tag(draft: &mut Draft<'_>, person: usize, said: &TagSaid, entry: &Entry, place: &Place) {
    let subject = subject(draft, person, said);
    let mut to = entry.tag_to.map(PartialDate::from);
    if let (Some(from), Some(end)) = (entry.tag_from, to)
        && end <= from
    {
        let words = format!("{} 至 {end}（不含）", said.kind);
        doubts::ask(draft, DoubtWhy::Differs, person, Field::TagUntil, Some(&from.to_string()), &words, place);
        to = None;
    }
    let Some(at) = draft.tag_at.get(&(subject, said.kind)).copied() else {
        let row = Tag {
            id: draft.mint(),
            subject,
            kind: said.kind,
            subtype: said.subtype.clone(),
            grade: said.grade.clone(),
            certificate: said.certificate.clone(),
            from: entry.tag_from,
            to,
            source: None,
        };
        let at = draft.tags.add(row);
        draft.tag_at.insert((subject, said.kind), at);
        draft.tell(
            place,
            person,
            Some(Field::PersonTags),
            None,
            Some(said.kind.word().to_owned()),
            ChangeKind::Changed,
        );
        return;
    };
    let mine = draft.tags.rows[at].clone();
    let mut row = mine.clone();
    if settle::dates(mine.from, entry.tag_from) != Verdict::Keep {
        row.from = entry.tag_from;
    }
    row.to = to.or(mine.to);
    for (field, theirs) in
        [(&mut row.subtype, &said.subtype), (&mut row.grade, &said.grade), (&mut row.certificate, &said.certificate)]
    {
        if theirs.is_some() {
            field.clone_from(theirs);
        }
    }
    if row != mine {
        let words =
            |row: &Tag| format!("{}{}", row.kind, row.from.map(|from| format!(" {from} 起")).unwrap_or_default());
        draft.tell(place, person, Some(Field::PersonTags), Some(words(&mine)), Some(words(&row)), ChangeKind::Changed);
        *draft.tags.edit(at) = row;
    }
}
