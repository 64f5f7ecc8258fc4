use chrono::NaiveDate;
use domain::activity::Activity;
use domain::commitment::{Claim, Commitment, CommitmentStep, CommitmentStepKind, Post};
use domain::duty::{DutyScope, DutyState};
use domain::id::Id;
use domain::matter::Matter;
use domain::meeting::{Meeting, Talk};
use domain::organisation::{RoleKind, StationRole};
use domain::person::{MemberKind, Work, WorkKind};
use domain::tag::{Subject, TagKind};
use domain::visit::{Visit, VisitKind, VisitOutcome};
use store::{OpKind, Row, Write};

use super::*;
use crate::failure::Result;
use crate::testing::{Opened, Village, date, day, open, open_as};

mod asked;
mod counted;
mod set;

/// Two grids. In the first a leader and a member in one household, both of the party and old; the member cannot walk and
/// is poor, a child is left behind. In the second a household all of whom are away.
struct Known {
    opened: Opened,
    units: [Id; 2],
    homes: [Id; 2],
    leader: Id,
    member: Id,
    child: Id,
}

fn village() -> (Village, [Id; 2], [Id; 2], [Id; 4]) {
    let mut village = Village::opened("2026-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let homes = grids.map(|grid| village.household(grid));
    let (leader, member) = (village.head(homes[0]), village.person(homes[0]));
    let (child, away) = (village.person(homes[0]), village.head(homes[1]));
    for (person, kind) in [(leader, RoleKind::Leader), (member, RoleKind::Member)] {
        village.role(person, grids[0], kind);
        village.member(person, MemberKind::Full, date("1980-07"));
        village.rows.persons.iter_mut().find(|row| row.id == person).unwrap().birth = date("1950-05-01");
    }
    for kind in [TagKind::Immobile, TagKind::Hardship] {
        village.tag(Subject::Person(member), kind, "", "");
    }
    village.tag(Subject::Person(child), TagKind::LeftBehindChild, "", "");
    let id = village.id();
    village.rows.works.push(Work { id, person: away, kind: WorkKind::Away, place: None, from: None, to: None });
    (village, grids, homes, [leader, member, child, away])
}

fn known(today: &str) -> Known {
    let (village, grids, homes, [leader, member, child, _]) = village();
    let unit = |grid: Id| village.rows.grids.iter().find(|row| row.id == grid).unwrap().unit;
    let units = grids.map(unit);
    Known { opened: open(&village.rows, today), units, homes, leader, member, child }
}

fn put<T: Row>(opened: &Opened, make: impl Fn(Id) -> T) -> Id {
    let act = |write: &mut Write<'_>| {
        let id = write.mint();
        write.put(&make(id))?;
        Ok(id)
    };
    opened.session.write(OpKind::new("test"), "示例", act).unwrap().0
}

impl Known {
    fn meeting(&self, kind: &str, unit: Option<Id>, on: &str, entered_on: &str) -> Id {
        put(&self.opened, |id| Meeting {
            id,
            kind: kind.to_owned(),
            name: format!("{on} {kind}"),
            date: date(on).unwrap(),
            start: None,
            end: None,
            place: None,
            unit,
            chair: None,
            recorder: None,
            topic: None,
            agenda: Vec::new(),
            guests: None,
            remark: None,
            entered_on: day(entered_on),
        })
    }

    fn visit(&self, kind: VisitKind, outcome: VisitOutcome, home: usize, person: Option<Id>, on: &str) -> Id {
        put(&self.opened, |id| Visit {
            id,
            household: self.homes[home],
            person,
            date: date(on).unwrap(),
            kind,
            outcome,
            visitors: None,
            findings: Some("家中平安".to_owned()),
            next: None,
            satisfied: None,
            remark: None,
            entered_on: NaiveDate::from_ymd_opt(2026, 3, 20),
        })
    }

    fn rows(&self, period: &str) -> Vec<DutyRow> {
        let query = DutyQuery { period: Some(period.to_owned()), ..DutyQuery::default() };
        duties(&self.opened.session, &query).unwrap()
    }

    /// The row of a duty in a scope, of the last of its periods that were asked about.
    fn row(&self, period: &str, duty: &str, scope: &str) -> DutyRow {
        self.rows(period).into_iter().rfind(|row| row.duty == duty && row.scope == scope).unwrap()
    }

    /// Required, done, missing, state.
    fn stands(&self, period: &str, duty: &str, scope: &str) -> (Option<u32>, u32, u32, DutyState) {
        let row = self.row(period, duty, scope);
        (row.required, row.done, row.missing, row.state)
    }
}
