//! Who leads the party group, who belongs to it, who volunteers. Clause 2.2.

use std::collections::{HashMap, HashSet};

use domain::date::PartialDate;
use domain::id::Id;
use domain::organisation::{Role, RoleKind};

use super::Place;
use super::village::Village;

const MEMBERS: [&str; 5] = ["农民党员", "退休党员", "村民组长", "优秀妇女", "中心户长"];
const VOLUNTEERS: [&str; 5] = ["党员", "能人", "乡贤", "热心大妈", "巧手大姐"];

/// Gives every grid a leader, members, volunteers and who leads these; one of the members came later.
pub(super) fn assign(village: &mut Village<'_>, places: &[Place]) {
    let communists: HashSet<Id> = village.rows.members.iter().map(|member| member.person).collect();
    let mut residents: HashMap<Id, Vec<usize>> = HashMap::new();
    let mut party: HashMap<Id, Vec<usize>> = HashMap::new();
    for person in 0..village.rows.persons.len() {
        let grid = village.rows.household_grids[village.placed[village.home[person]]].grid;
        if village.is_here(person) && communists.contains(&village.rows.persons[person].id) {
            party.entry(grid).or_default().push(person);
        }
        if village.is_here(person) && (22..70).contains(&village.age(person)) {
            residents.entry(grid).or_default().push(person);
        }
    }
    for place in places {
        let Some(here) = residents.remove(&place.grid.id) else { continue };
        let (of_party, others): (Vec<usize>, Vec<usize>) =
            here.into_iter().partition(|person| communists.contains(&village.rows.persons[*person].id));
        let count = 6 + village.dice.below(4);
        let mut group = village.dice.some(of_party, count);
        // Whoever is too old to be asked for more, or was not, belongs to the group all the same.
        let known: HashSet<usize> = group.iter().copied().collect();
        group.extend(party.remove(&place.grid.id).unwrap_or_default().into_iter().filter(|one| !known.contains(one)));
        let mut group = group.into_iter();
        // A grid without a party member is led by somebody of good standing.
        let mut others = village.dice.some(others, 12).into_iter();
        let unit = place.grid.unit;
        if let Some(leader) = group.next().or_else(|| others.next()) {
            role(village, leader, unit, RoleKind::Leader, None, None);
        }
        let later = village.today.max(village.begun);
        for (at, member) in group.enumerate() {
            let since = (at == 0 && later > village.begun).then(|| middle(village));
            let kind = MEMBERS[at % MEMBERS.len()];
            role(village, member, unit, RoleKind::Member, Some(kind), since);
        }
        if let Some(leader) = others.next() {
            role(village, leader, unit, RoleKind::TeamLeader, Some("能人"), None);
        }
        for (at, volunteer) in others.enumerate() {
            let kind = VOLUNTEERS[1 + at % (VOLUNTEERS.len() - 1)];
            role(village, volunteer, unit, RoleKind::Volunteer, Some(kind), None);
        }
    }
}

/// Half-way between the beginning and today.
fn middle(village: &Village<'_>) -> PartialDate {
    let half = (village.today - village.begun) / 2;
    PartialDate::from(village.begun + half)
}

fn role(
    village: &mut Village<'_>,
    person: usize,
    unit: Id,
    kind: RoleKind,
    as_what: Option<&str>,
    from: Option<PartialDate>,
) {
    let as_what = as_what.map(str::to_owned);
    let (member_kind, volunteer_kind) = match kind {
        RoleKind::Member => (as_what, None),
        _ => (None, as_what),
    };
    let row = Role {
        id: village.mint(),
        person: village.rows.persons[person].id,
        unit,
        kind,
        member_kind,
        volunteer_kind,
        from,
        to: None,
    };
    village.rows.roles.push(row);
}
