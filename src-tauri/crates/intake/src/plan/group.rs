//! Lists that go household by household: which household of the book each group of rows is, and who in it is who.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::codes::Relation;
use domain::doubt::DoubtWhy;

use super::draft::Draft;
use super::outcome::{ChangeKind, Place};
use super::settle::{self, Verdict};
use super::{change_day, doubts, facts, names_somebody};
use crate::entry::{Entry, Field, List};

/// Works one list into the draft.
pub(super) fn take(draft: &mut Draft<'_>, list: &List) {
    let mut groups: BTreeMap<u32, Vec<&Entry>> = BTreeMap::new();
    let mut loose = Vec::new();
    for entry in &list.entries {
        match entry.group {
            Some(group) => groups.entry(group).or_default().push(entry),
            None => loose.push(entry),
        }
    }
    // The best claim on a household goes first: a group that shares its code or its head, then one that shares members.
    let mut claimed: HashSet<usize> = HashSet::new();
    let mut seated: HashSet<usize> = HashSet::new();
    let groups: Vec<Vec<&Entry>> = groups.into_values().collect();
    let mut homes: Vec<Option<usize>> = vec![None; groups.len()];
    let mut claims: Vec<(u32, usize, usize)> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        claims.extend(candidates(draft, group).into_iter().map(|(household, score)| (score, at, household)));
    }
    claims.sort_by_key(|(score, group, household)| (std::cmp::Reverse(*score), *group, *household));
    for (_, group, household) in claims {
        if homes[group].is_none() && claimed.insert(household) {
            homes[group] = Some(household);
        }
    }
    for (group, home) in groups.iter().zip(homes) {
        let place =
            |entry: &Entry| Place { file: list.name.file.clone(), sheet: list.name.sheet.clone(), row: entry.row };
        let home = home.or_else(|| found(draft, group));
        if let Some(home) = home {
            draft.seen_households.insert(home);
            describe(draft, home, group, &place);
        }
        let people = recognise(draft, group, home, &mut seated);
        for (entry, known) in group.iter().zip(people) {
            let place = place(entry);
            let person = match (known, home) {
                (Some(person), _) => person,
                (None, Some(home)) if entry.name.is_some() => {
                    let name = entry.name.clone().unwrap_or_default();
                    draft.add_person(&name, home, &place)
                }
                // Everybody else of the group lives elsewhere in the book, so there is no household to put them in.
                _ => {
                    doubts::wait(draft, entry, &place);
                    continue;
                }
            };
            seated.insert(person);
            seat(draft, person, home, entry, &place);
            facts::take(draft, person, entry, &place, change_day(draft.setting, list.filled_on));
        }
        if let Some(home) = home {
            draft.index_household(home);
        }
    }
    for entry in loose {
        let place = Place { file: list.name.file.clone(), sheet: list.name.sheet.clone(), row: entry.row };
        super::join::take(draft, entry, &place, list.filled_on);
    }
}

fn first<'e, T>(group: &[&'e Entry], of: impl Fn(&'e Entry) -> Option<&'e T>) -> Option<&'e T> {
    group.iter().copied().find_map(of)
}

fn head_name<'e>(group: &[&'e Entry]) -> Option<&'e String> {
    first(group, |entry| entry.head.as_ref()).or_else(|| {
        group.iter().find(|entry| entry.relation == Some(Relation::HEAD)).and_then(|head| head.name.as_ref())
    })
}

/// Whether a row and a person can be one: nothing that both know contradicts.
fn may_be(draft: &Draft<'_>, person: usize, entry: &Entry) -> bool {
    let row = &draft.persons.rows[person];
    let number = row.id_number.as_ref().is_none_or(|number| settle::may_be(&entry.id, number));
    let birth = entry.birth.or_else(|| settle::birth_of(&entry.id));
    number && settle::dates(row.birth, birth) != Verdict::Differ
}

fn by_number(draft: &Draft<'_>, entry: &Entry) -> Option<usize> {
    let number = settle::whole(&entry.id)?;
    let known = draft.by_number.get(number.as_str())?;
    let named = known.iter().copied().find(|at| Some(&draft.persons.rows[*at].name) == entry.name.as_ref());
    named.or_else(|| known.first().copied())
}

/// Households of the book that a group may be, with what speaks for each.
fn candidates(draft: &Draft<'_>, group: &[&Entry]) -> Vec<(usize, u32)> {
    let mut votes: HashMap<usize, u32> = HashMap::new();
    for entry in group {
        if let Some(home) = by_number(draft, entry).and_then(|person| draft.household_of(person)) {
            *votes.entry(home).or_default() += if entry.relation == Some(Relation::HEAD) { 15 } else { 10 };
        }
    }
    let hamlet = first(group, |entry| entry.hamlet.as_ref());
    let code = first(group, |entry| entry.household_code.as_ref());
    let mut maybe: Vec<usize> = votes.keys().copied().collect();
    if let Some(code) = code {
        maybe.extend(draft.by_code.get(&(hamlet.cloned(), code.clone())).into_iter().flatten());
    }
    if let Some(head) = head_name(group) {
        maybe.extend(draft.by_head.get(&(hamlet.cloned(), head.clone())).into_iter().flatten());
        if hamlet.is_none() {
            let heads = draft.by_name.get(head).into_iter().flatten();
            maybe.extend(
                heads
                    .filter(|at| draft.relation_of(**at) == Some(Relation::HEAD))
                    .filter_map(|at| draft.household_of(*at)),
            );
        } else {
            maybe.extend(draft.by_head.get(&(None, head.clone())).into_iter().flatten());
        }
    }
    maybe.sort_unstable();
    maybe.dedup();
    maybe
        .into_iter()
        .filter_map(|home| {
            let score = votes.get(&home).copied().unwrap_or(0) + likeness(draft, home, group, hamlet, code)?;
            (score >= 6).then_some((home, score))
        })
        .collect()
}

/// What but numbers speaks for a group being household `home`; `None` when something speaks against it.
fn likeness(
    draft: &Draft<'_>,
    home: usize,
    group: &[&Entry],
    hamlet: Option<&String>,
    code: Option<&String>,
) -> Option<u32> {
    let row = &draft.households.rows[home];
    let same_code = match (&row.code, code) {
        (Some(mine), Some(theirs)) if row.hamlet.as_ref() == hamlet && mine != theirs => return None,
        (Some(mine), Some(theirs)) => mine == theirs,
        _ => false,
    };
    let inside = draft.inside.get(&home).map(Vec::as_slice).unwrap_or_default();
    let named = group
        .iter()
        .filter(|entry| {
            inside.iter().any(|person| {
                entry.name.as_ref() == Some(&draft.persons.rows[*person].name) && may_be(draft, *person, entry)
            })
        })
        .count() as u32;
    let address = first(group, |entry| entry.address.as_ref());
    let same_address = address.is_some() && row.address.as_ref() == address;
    Some(6 * named + if same_code { 8 } else { 0 } + if same_address { 2 } else { 0 })
}

/// Opens a household for a group that is none of the book's; `None` when all of its people live elsewhere already.
fn found(draft: &mut Draft<'_>, group: &[&Entry]) -> Option<usize> {
    let elsewhere = group.iter().all(|entry| {
        by_number(draft, entry).is_some_and(|person| draft.household_of(person).is_some()) || !names_somebody(entry)
    });
    if elsewhere { None } else { Some(draft.add_household()) }
}

/// Household code, hamlet, address: blanks filled, finer taken, hamlet asked.
fn describe(draft: &mut Draft<'_>, home: usize, group: &[&Entry], place: &dyn Fn(&Entry) -> Place) {
    let Some(source) = group.first() else { return };
    let place = place(source);
    let head = draft.head_of(home).or_else(|| draft.inside.get(&home).and_then(|inside| inside.first().copied()));
    let row = &draft.households.rows[home];
    let (hamlet, code, address) = (row.hamlet.clone(), row.code.clone(), row.address.clone());
    let theirs = first(group, |entry| entry.hamlet.as_ref());
    match settle::plain(hamlet.as_ref(), theirs) {
        Verdict::Keep => {}
        Verdict::Refine => draft.households.edit(home).hamlet = theirs.cloned(),
        Verdict::Differ => {
            let (mine, theirs) = (hamlet.unwrap_or_default(), theirs.cloned().unwrap_or_default());
            doubts::ask_household(draft, home, Field::Hamlet, &mine, &theirs, &place);
        }
    }
    let theirs = first(group, |entry| entry.household_code.as_ref());
    if settle::plain(code.as_ref(), theirs) != Verdict::Keep {
        draft.households.edit(home).code = theirs.cloned();
        if let (Some(head), Some(_)) = (head, &code) {
            draft.tell(&place, head, Some(Field::HouseholdCode), code, theirs.cloned(), ChangeKind::Changed);
        }
    }
    let theirs = first(group, |entry| entry.address.as_ref());
    if settle::texts(address.as_ref(), theirs) != Verdict::Keep {
        draft.households.edit(home).address = theirs.cloned();
        if let Some(head) = head {
            draft.tell(&place, head, Some(Field::Address), address, theirs.cloned(), ChangeKind::Changed);
        }
    }
}

/// Who of the book each row of a group is. A person sits on one row of a list at most.
fn recognise(
    draft: &Draft<'_>,
    group: &[&Entry],
    home: Option<usize>,
    seated: &mut HashSet<usize>,
) -> Vec<Option<usize>> {
    let inside: Vec<usize> = home.and_then(|home| draft.inside.get(&home)).cloned().unwrap_or_default();
    let mut people: Vec<Option<usize>> = vec![None; group.len()];
    for (entry, person) in group.iter().zip(&mut people) {
        let Some(known) = by_number(draft, entry) else { continue };
        let row = &draft.persons.rows[known];
        let namesake = entry.name.as_ref().is_none_or(|name| *name == row.name);
        let other_inside = || inside.iter().any(|at| entry.name.as_ref() == Some(&draft.persons.rows[*at].name));
        // Another name under a known number: the same person renamed if they live here and nobody else has the name.
        let renamed = inside.contains(&known) && !other_inside();
        if (namesake || renamed) && seated.insert(known) {
            *person = Some(known);
        }
    }
    for (entry, person) in group.iter().zip(&mut people) {
        let (None, Some(name)) = (*person, &entry.name) else { continue };
        let same: Vec<usize> =
            inside.iter().copied().filter(|at| draft.persons.rows[*at].name == *name && !seated.contains(at)).collect();
        let fits = same.iter().copied().find(|at| may_be(draft, *at, entry));
        let found = fits.or(if same.len() == 1 { same.first().copied() } else { None });
        if let Some(found) = found {
            seated.insert(found);
            *person = Some(found);
        }
    }
    people
}

/// Household and relation of a person, as the group says them.
fn seat(draft: &mut Draft<'_>, person: usize, home: Option<usize>, entry: &Entry, place: &Place) {
    match (draft.household_of(person), home) {
        (Some(mine), theirs) if Some(mine) != theirs => {
            let said = doubts::household_words(entry);
            let mine = doubts::words_of_household(draft, mine);
            doubts::ask(draft, DoubtWhy::OtherHousehold, person, Field::Head, Some(&mine), &said, place);
            return;
        }
        (None, Some(home)) => {
            if let Some(left) = draft.left.get(&person).copied() {
                let gone = &draft.residences.rows[left];
                let mine = format!(
                    "{} {}",
                    gone.to.map(|to| to.to_string()).unwrap_or_default(),
                    gone.to_reason.map_or("已离开", domain::person::ToReason::word)
                );
                doubts::ask(draft, DoubtWhy::Differs, person, Field::ResidenceKind, Some(&mine), "在册", place);
                return;
            }
            draft.settle_in(person, home);
        }
        _ => {}
    }
    relate(draft, person, home, entry, place);
}

fn relate(draft: &mut Draft<'_>, person: usize, home: Option<usize>, entry: &Entry, place: &Place) {
    let Some(residence) = draft.home.get(&person).copied() else { return };
    let is_head_by_name = entry.relation.is_none()
        && entry.head.is_some()
        && entry.head == entry.name
        && home.is_some_and(|home| draft.head_of(home).is_none());
    let said = entry.relation.or(is_head_by_name.then_some(Relation::HEAD));
    let mine = draft.residences.rows[residence].relation;
    let verdict = settle::settle(mine.as_ref(), said.as_ref(), |coarse, fine| coarse.is_refined_by(*fine));
    if let (Verdict::Refine | Verdict::Differ, Some(said)) = (verdict, said) {
        let other_head = home.and_then(|home| draft.head_of(home)).filter(|head| *head != person);
        // The list still says 户主 of the one who is head in the book: two heads in one household are for a person.
        let keeps_head = other_head.is_some_and(|head| draft.seen_persons.contains(&head));
        if said == Relation::HEAD && keeps_head {
            let mine = mine.map(Relation::word);
            doubts::ask(draft, DoubtWhy::Differs, person, Field::Relation, mine, said.word(), place);
        } else {
            draft.residences.edit(residence).relation = Some(said);
            let (old, new) = (mine.map(|mine| mine.word().to_owned()), Some(said.word().to_owned()));
            draft.tell(place, person, Some(Field::Relation), old, new, ChangeKind::Changed);
        }
    }
    if let Some(kind) = entry.residence
        && draft.residences.rows[residence].kind != kind
    {
        let old = draft.residences.rows[residence].kind.word().to_owned();
        draft.residences.edit(residence).kind = kind;
        draft.tell(
            place,
            person,
            Some(Field::ResidenceKind),
            Some(old),
            Some(kind.word().to_owned()),
            ChangeKind::Changed,
        );
    }
    let from = draft.residences.rows[residence].from;
    if settle::dates(from, entry.moved_in) == Verdict::Refine {
        draft.residences.edit(residence).from = entry.moved_in;
        let (old, new) = (from.map(|from| from.to_string()), entry.moved_in.map(|new| new.to_string()));
        draft.tell(place, person, Some(Field::MovedIn), old, new, ChangeKind::Changed);
    }
}
