//! For whom each record counts, duty by duty.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::commitment::CommitmentStepKind;
use domain::duty::asked::Asked;
use domain::duty::{Deed, DeedKind, Duty, DutyPeriod, DutyScope, DutyTalks};
use domain::id::Id;
use domain::organisation::{RoleKind, UnitKind};
use domain::register::{Register, Span};
use domain::visit::Visit;
use store::VisitGlance;

use super::ask::Calendar;
use super::sources::Sources;
use crate::visits::Away;

/// What counts for whom, of one duty.
pub(super) type Counted = HashMap<Asked, Vec<Deed>>;

/// Who held something: the unit that is named, or the one above it that answers for it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    Grid(Id),
    Branch(Id),
    Village,
}

/// Where things and people were on the day of a record.
struct Ground<'r> {
    register: &'r Register,
    holders: HashMap<Id, Holder>,
    /// Who holds what names no unit.
    nobody: Holder,
    /// The only branch, which then is the village's party organisation.
    branch: Option<Id>,
    branches: usize,
    placed: HashMap<Id, Vec<(Id, Span)>>,
    homes: HashMap<Id, Vec<(Id, Span)>>,
    stays: HashMap<Id, Vec<(Id, Span)>>,
    /// Roles in a party group: grid, whether as its leader, since when.
    roles: HashMap<Id, Vec<(Id, bool, Span)>>,
}

fn on(spans: Option<&Vec<(Id, Span)>>, day: NaiveDate) -> impl Iterator<Item = Id> {
    spans.into_iter().flatten().filter(move |(_, span)| span.holds_on(day)).map(|(id, _)| *id)
}

impl<'r> Ground<'r> {
    /// `own`: the book is one grid's own.
    fn new(register: &'r Register, own: bool) -> Self {
        let rows = register.rows();
        let grids: HashMap<Id, Id> = rows.grids.iter().map(|grid| (grid.unit, grid.id)).collect();
        let units: HashMap<Id, _> = rows.units.iter().map(|unit| (unit.id, unit)).collect();
        let mut holders: HashMap<Id, Holder> = grids.iter().map(|(unit, grid)| (*unit, Holder::Grid(*grid))).collect();
        for unit in &rows.units {
            // No further up than there are units: a circle ends too.
            let above = std::iter::successors(Some(unit), |unit| units.get(&unit.parent?).copied());
            let holder = above.take(units.len()).find_map(|unit| match unit.kind {
                UnitKind::PartyBranch | UnitKind::JointBranch => Some(Holder::Branch(unit.id)),
                _ => grids.get(&unit.id).map(|grid| Holder::Grid(*grid)),
            });
            holders.insert(unit.id, holder.unwrap_or(Holder::Village));
        }
        let branches: Vec<Id> = rows
            .units
            .iter()
            .filter(|unit| matches!(unit.kind, UnitKind::PartyBranch | UnitKind::JointBranch))
            .map(|unit| unit.id)
            .collect();
        let nobody = match rows.grids.as_slice() {
            [grid] if own => Holder::Grid(grid.id),
            _ => Holder::Village,
        };
        let mut ground = Self {
            register,
            holders,
            nobody,
            branch: branches.first().copied().filter(|_| branches.len() == 1),
            branches: branches.len(),
            placed: HashMap::new(),
            homes: HashMap::new(),
            stays: HashMap::new(),
            roles: HashMap::new(),
        };
        for row in &rows.household_grids {
            let span = register.span(None, row.from, row.to);
            ground.placed.entry(row.household).or_default().push((row.grid, span));
        }
        for row in &rows.residences {
            let span = register.span(Some(row.person), row.from, row.to);
            ground.homes.entry(row.person).or_default().push((row.household, span));
            ground.stays.entry(row.household).or_default().push((row.person, span));
        }
        for row in &rows.roles {
            if let (Some(grid), RoleKind::Leader | RoleKind::Member) = (grids.get(&row.unit), row.kind) {
                let span = register.span(Some(row.person), row.from, row.to);
                ground.roles.entry(row.person).or_default().push((*grid, row.kind == RoleKind::Leader, span));
            }
        }
        ground
    }

    fn holder(&self, unit: Option<Id>) -> Holder {
        unit.map_or(self.nobody, |unit| self.holders.get(&unit).copied().unwrap_or(Holder::Village))
    }

    /// For whom counts what a unit held.
    fn held(&self, scope: DutyScope, unit: Option<Id>) -> Vec<Asked> {
        match (scope, self.holder(unit)) {
            (DutyScope::Grid, Holder::Grid(grid)) => vec![Asked::Grid(grid)],
            (DutyScope::Village, Holder::Village) => vec![Asked::Village],
            // The only branch of a village is its party organisation, before and after it was written down as one.
            (DutyScope::Village, Holder::Branch(_)) if self.branches == 1 => vec![Asked::Village],
            (DutyScope::Branch, Holder::Branch(id)) => vec![Asked::Branch(Some(id)), Asked::Branch(None)],
            (DutyScope::Branch, Holder::Village) => {
                self.branch.map(|id| Asked::Branch(Some(id))).into_iter().chain([Asked::Branch(None)]).collect()
            }
            _ => Vec::new(),
        }
    }

    /// For whom counts what concerned a household.
    fn at(&self, scope: DutyScope, household: Id, day: NaiveDate) -> Vec<Asked> {
        match scope {
            DutyScope::Household => vec![Asked::Household(household)],
            DutyScope::Grid => on(self.placed.get(&household), day).map(Asked::Grid).take(1).collect(),
            DutyScope::Village => vec![Asked::Village],
            DutyScope::Person => on(self.stays.get(&household), day).map(Asked::Person).collect(),
            DutyScope::Branch => Vec::new(),
        }
    }

    /// The grid of somebody on a day: that of their party group, else that of their household.
    fn grid_of(&self, person: Id, day: NaiveDate) -> Option<Id> {
        let role = self.roles.get(&person).into_iter().flatten().find(|(.., span)| span.holds_on(day));
        let home = || on(self.homes.get(&person), day).find_map(|home| on(self.placed.get(&home), day).next());
        role.map(|(grid, ..)| *grid).or_else(home)
    }

    fn leads(&self, person: Id, day: NaiveDate) -> bool {
        self.roles.get(&person).into_iter().flatten().any(|(_, leader, span)| *leader && span.holds_on(day))
    }
}

/// Who counts what, for every duty in the order of the pack.
pub(super) fn counted(
    duties: &[Duty],
    sources: &Sources,
    register: &Register,
    calendar: &Calendar,
    own: bool,
) -> Vec<Counted> {
    let ground = Ground::new(register, own);
    let away = Away::new(register);
    let counting: Vec<bool> = sources.visits.iter().map(|visit| away.counts(&glance(visit))).collect();
    duties.iter().map(|duty| of_one(duty, sources, &ground, calendar, &counting)).collect()
}

fn glance(visit: &Visit) -> VisitGlance {
    VisitGlance {
        household: visit.household,
        date: visit.date,
        kind: visit.kind,
        outcome: visit.outcome,
        next: visit.next,
    }
}

fn of_one(duty: &Duty, sources: &Sources, ground: &Ground<'_>, calendar: &Calendar, counting: &[bool]) -> Counted {
    let mut counted = Counted::new();
    let mut add = |whom: Vec<Asked>, deed: Deed| {
        for asked in whom {
            counted.entry(asked).or_default().push(deed);
        }
    };
    let once = |kind, id, day, entered_on| Deed { kind, id, from: day, to: day, entered_on };
    let kept = |person| sources.merged.kept(person);
    let (scope, counts) = (duty.scope, &duty.counts);
    for row in sources.meetings.iter().filter(|row| counts.meetings.contains(&row.kind)) {
        let deed = once(DeedKind::Meeting, row.id, row.date.first_day(), Some(row.entered_on));
        add(ground.held(scope, row.unit), deed);
    }
    for row in sources.activities.iter().filter(|row| counts.activities.contains(&row.kind)) {
        add(ground.held(scope, row.unit), once(DeedKind::Activity, row.id, row.date.first_day(), row.entered_on));
    }
    for (row, _) in sources.visits.iter().zip(counting).filter(|(row, is)| **is && counts.visits.contains(&row.kind)) {
        let day = row.date.first_day();
        let whom = match (scope, row.person) {
            (DutyScope::Person, Some(person)) => vec![Asked::Person(kept(person))],
            _ => ground.at(scope, row.household, day),
        };
        add(whom, once(DeedKind::Visit, row.id, day, row.entered_on));
    }
    for row in sources.talks.iter().filter(|_| counts.talks.is_some()) {
        let day = row.date.first_day();
        let (talker, person) = (kept(row.talker), kept(row.person));
        if counts.talks == Some(DutyTalks::Leader) && !ground.leads(talker, day) {
            continue;
        }
        let whom = match scope {
            DutyScope::Person => Some(Asked::Person(person)),
            DutyScope::Village => Some(Asked::Village),
            DutyScope::Grid => ground.grid_of(talker, day).or_else(|| ground.grid_of(person, day)).map(Asked::Grid),
            DutyScope::Branch | DutyScope::Household => None,
        };
        add(whom.into_iter().collect(), once(DeedKind::Talk, row.id, day, Some(row.entered_on)));
    }
    for row in sources.claims.iter().filter(|_| counts.claims) {
        let span = ground.register.span(Some(row.person), row.from, row.to);
        let to = span.to.pred_opt().unwrap_or(span.to);
        let deed = Deed { kind: DeedKind::Claim, id: row.id, from: span.from, to, entered_on: None };
        add(vec![Asked::Person(kept(row.person))], deed);
    }
    if counts.commitments {
        let offered: HashMap<Id, NaiveDate> = sources
            .steps
            .iter()
            .filter(|step| step.step == CommitmentStepKind::Offered)
            .map(|step| (step.commitment, step.date))
            .collect();
        for row in &sources.commitments {
            let Some(month) = format!("{:04}-12", row.year).parse().ok() else { continue };
            // It counts for its year, offered in the last days of the year before or not.
            let year = calendar.stretch(DutyPeriod::Year, month);
            let day = offered.get(&row.id).copied().unwrap_or(year.from).clamp(year.from, year.to);
            add(vec![Asked::Person(kept(row.person))], once(DeedKind::Commitment, row.id, day, None));
        }
    }
    for row in sources.matters.iter().filter(|row| counts.matters.contains(&row.kind)) {
        let whom = match (row.unit, row.household) {
            (None, Some(household)) => ground.at(scope, household, row.date),
            (unit, _) => ground.held(scope, unit),
        };
        add(whom, once(DeedKind::Matter, row.id, row.date, None));
    }
    counted
}
