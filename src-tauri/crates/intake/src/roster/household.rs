//! Which rows are one household, and what stands in its first row for all of them.
//!
//! A household begins where its code or its head's name changes, or where somebody is 户主 in a list that shows
//! neither. Rows of one code or one head that stand apart (a list sorted by age) are still one household.

use std::collections::{HashMap, HashSet};

use domain::codes::Relation;

use crate::entry::{Entry, Field, IdReading};

/// What a row shows of its household before anything is filled in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    /// The code stands in this row itself, not filled from above.
    pub own_code: bool,
    /// The head's name stands in this row itself.
    pub own_head: bool,
    /// The hamlet stands in this row itself, or in a line of its own above it.
    pub own_hamlet: bool,
    /// 序号 stands in this row itself.
    pub own_number: bool,
    /// The relation is 本人: the head's only where the row is the head's.
    pub own_self: bool,
}

/// Which columns tell a list's households.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    pub code: bool,
    pub head: bool,
    pub number: bool,
    pub relation: bool,
}

#[derive(Default)]
struct Group {
    hamlet: Option<String>,
    code: Option<String>,
    head: Option<String>,
    address: Option<String>,
    grid: Option<String>,
    /// Name and number of the row that is 户主.
    seated: Option<(Option<String>, IdReading)>,
}

/// Numbers the households of `entries` and fills down what stands in their first rows. Returns how many there are.
pub(super) fn gather(entries: &mut [Entry], marks: &[Mark], shape: Shape) -> u32 {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<(Option<String>, String), usize> = HashMap::new();
    let mut current = 0;
    let each = each_row(marks, shape);
    for (entry, mark) in entries.iter_mut().zip(marks) {
        if groups.get(current).is_none_or(|group| begins(group, entry, *mark, shape, each)) {
            let key = key(entry, each);
            let again = key.as_ref().and_then(|key| known.get(key)).copied();
            current = again.filter(|again| may_rejoin(&groups[*again], entry)).unwrap_or(groups.len());
            if current == groups.len() {
                groups.push(Group::default());
                known.extend(key.map(|key| (key, current)));
            }
        }
        let group = &mut groups[current];
        share(group, entry);
        settle_relation(entry, *mark);
        if entry.relation == Some(Relation::HEAD) && group.seated.is_none() {
            group.seated = Some((entry.name.clone(), entry.id.clone()));
        }
        entry.group = Some(current as u32);
    }
    carry_hamlets(entries, marks, groups.len());
    if !shape.head {
        for entry in entries {
            let seated = entry.group.and_then(|at| groups.get(at as usize)).and_then(|group| group.seated.as_ref());
            entry.head = seated.and_then(|(name, _)| name.clone());
        }
    }
    groups.len() as u32
}

/// Gives a household that has no row for its head the row that told of the head beside a member. `heads` are in the
/// order of `entries`, and come before them.
pub(super) fn seat(entries: &mut Vec<Entry>, heads: Vec<Option<Entry>>) {
    let seated: HashSet<Option<u32>> =
        entries.iter().filter(|entry| entry.relation == Some(Relation::HEAD)).map(|entry| entry.group).collect();
    let members = std::mem::take(entries);
    for (entry, head) in members.into_iter().zip(heads) {
        if let Some(head) = head.filter(|_| !seated.contains(&entry.group)) {
            entries.push(Entry {
                hamlet: entry.hamlet.clone(),
                household_code: entry.household_code.clone(),
                address: entry.address.clone(),
                grid: entry.grid.clone(),
                head: entry.head.clone(),
                group: entry.group,
                ..head
            });
        }
        entries.push(entry);
    }
}

/// Which of the columns stand in (nearly) every row, instead of once a household.
fn each_row(marks: &[Mark], shape: Shape) -> Shape {
    let said = |is: fn(&Mark) -> bool| marks.iter().filter(|mark| is(mark)).count() * 20 >= marks.len() * 19;
    Shape {
        code: shape.code && said(|mark| mark.own_code),
        head: shape.head && said(|mark| mark.own_head),
        number: shape.number && said(|mark| mark.own_number),
        relation: shape.relation,
    }
}

/// Whether `entry` is the first of another household than the one above it.
fn begins(group: &Group, entry: &Entry, mark: Mark, shape: Shape, each: Shape) -> bool {
    let is_head = entry.relation == Some(Relation::HEAD);
    // Where no relation is shown, a repeated anchor is all there is.
    let may_lead = is_head || !shape.relation;
    if mark.own_hamlet && group.hamlet.is_some() && entry.hamlet != group.hamlet {
        return true;
    }
    if entry.household_code.is_some() {
        if entry.household_code != group.code {
            return true;
        }
        let other_head = mark.own_head && entry.head != group.head && is_head;
        return other_head || (mark.own_code && !each.code && may_lead);
    }
    if entry.head.is_some() {
        if entry.head != group.head {
            return true;
        }
        let namesake = is_head && entry.name == entry.head && is_other(group, entry);
        return (mark.own_head && !each.head && may_lead) || namesake;
    }
    if !shape.code && !shape.head {
        return match shape {
            Shape { relation: true, .. } => is_head,
            Shape { number: true, .. } if !each.number => mark.own_number,
            _ => true,
        };
    }
    is_head && is_other(group, entry)
}

/// Whether the household has a 户主 already, and it is not this very person listed twice.
fn is_other(group: &Group, entry: &Entry) -> bool {
    group.seated.as_ref().is_some_and(|(_, id)| matches!(id, IdReading::Blank) || *id != entry.id)
}

fn key(entry: &Entry, each: Shape) -> Option<(Option<String>, String)> {
    let code = entry.household_code.as_ref().filter(|_| each.code);
    let head = || entry.head.as_ref().filter(|_| each.head && !each.code);
    code.cloned().or_else(|| head().map(|head| format!("户主 {head}"))).map(|word| (entry.hamlet.clone(), word))
}

fn may_rejoin(group: &Group, entry: &Entry) -> bool {
    let same_head = group.head.is_none() || entry.head.is_none() || group.head == entry.head;
    same_head && (entry.relation != Some(Relation::HEAD) || !is_other(group, entry))
}

/// What the household is known by goes to the row, and what the row adds to the household.
fn share(group: &mut Group, entry: &mut Entry) {
    let pairs = [
        (&mut group.hamlet, &mut entry.hamlet),
        (&mut group.code, &mut entry.household_code),
        (&mut group.head, &mut entry.head),
        (&mut group.address, &mut entry.address),
        (&mut group.grid, &mut entry.grid),
    ];
    for (known, said) in pairs {
        match (known.is_some(), said.is_some()) {
            (true, false) => said.clone_from(known),
            (false, true) => known.clone_from(said),
            _ => {}
        }
    }
}

/// Who has the head's name is the head; 本人 elsewhere says nothing that can be understood.
fn settle_relation(entry: &mut Entry, mark: Mark) {
    let (Some(name), Some(head)) = (&entry.name, &entry.head) else { return };
    if entry.relation.is_none() && name == head && !entry.unknown.iter().any(|(field, _)| *field == Field::Relation) {
        entry.relation = Some(Relation::HEAD);
    } else if mark.own_self && name != head {
        entry.relation = None;
        entry.unknown.push((Field::Relation, "本人".to_owned()));
    }
}

/// A hamlet written once, above all of its households, holds until the next one.
fn carry_hamlets(entries: &mut [Entry], marks: &[Mark], groups: usize) {
    let written = marks.iter().filter(|mark| mark.own_hamlet).count();
    if written == 0 || written * 2 > groups {
        return;
    }
    let mut last: Option<String> = None;
    for entry in entries {
        match &entry.hamlet {
            Some(hamlet) => last = Some(hamlet.clone()),
            None => entry.hamlet.clone_from(&last),
        }
    }
}
