//! One row of every table with every column filled, in two versions, and a dump of a whole book.

use domain::codes::{Relation, Sex};
use domain::date::PartialDate;
use domain::doubt::{Doubt, DoubtWhy};
use domain::household::{CloseReason, Household, HouseholdGrid, OpenReason};
use domain::id::Id;
use domain::organisation::{Grid, GridKind, OrgUnit, Role, RoleKind, Station, UnitKind};
use domain::person::{FromReason, MemberKind, PartyMember, Person, Residence, ResidenceKind, ToReason, Work, WorkKind};
use domain::tag::{Subject, Tag, TagKind};
use domain::visit::{Contact, Visit, VisitKind, VisitNeed, VisitOutcome};
use store::{Book, Operator, Reader, Result, SourceFile, StoreError, Write};

fn id(number: u128) -> Id {
    Id::from_u128((7 << 76) | (2 << 62) | number)
}

fn date(text: &str) -> Option<PartialDate> {
    Some(text.parse().unwrap())
}

/// Every row of the book, one line a row, in the order of tables and ids.
pub fn everything(book: &Book) -> Vec<String> {
    fn rows<T: store::Row + std::fmt::Debug>(r: &Reader<'_>, lines: &mut Vec<String>) -> Result<()> {
        lines.extend(r.all::<T>()?.iter().map(|row| format!("{row:?}")));
        Ok(())
    }
    book.read(|r| {
        let mut lines = Vec::new();
        rows::<Operator>(r, &mut lines)?;
        rows::<Station>(r, &mut lines)?;
        rows::<OrgUnit>(r, &mut lines)?;
        rows::<Grid>(r, &mut lines)?;
        rows::<Household>(r, &mut lines)?;
        rows::<HouseholdGrid>(r, &mut lines)?;
        rows::<Person>(r, &mut lines)?;
        rows::<Work>(r, &mut lines)?;
        rows::<Residence>(r, &mut lines)?;
        rows::<Tag>(r, &mut lines)?;
        rows::<Role>(r, &mut lines)?;
        rows::<PartyMember>(r, &mut lines)?;
        rows::<Visit>(r, &mut lines)?;
        rows::<VisitNeed>(r, &mut lines)?;
        rows::<Contact>(r, &mut lines)?;
        rows::<Doubt>(r, &mut lines)?;
        rows::<SourceFile>(r, &mut lines)?;
        lines.extend(r.settings()?.iter().map(|setting| format!("{setting:?}")));
        Ok::<_, StoreError>(lines)
    })
    .unwrap()
}

/// Puts one row into each of the sixteen tables but the station's and the operator's; `other` gives every value of
/// theirs but the ids a second version, and turns the tag from a household to a person.
#[rustfmt::skip]
pub fn full(w: &mut Write<'_>, other: bool) -> Result<()> {
    let say = |text: &str| Some(format!("{text}{}", u8::from(other)));
    let (from, to) = if other { (date("2024"), None) } else { (date("2025-01"), date("2026-02-28")) };
    let [unit, grid, household, person] = [1, 2, 3, 4].map(id);
    w.put(&OrgUnit {
        id: unit, kind: if other { UnitKind::PartyBranch } else { UnitKind::PartyGroup }, parent: None,
        name: "第一网格党小组".to_owned(), code: say("c"), founded_on: from, led_by: Some(person),
        approved_by: say("a"), dissolved_on: to,
    })?;
    w.put(&Grid {
        id: grid, unit, parent: None, number: 1 + u32::from(other), name: "第一网格".to_owned(), level: 3,
        kind: GridKind::General, grid_code: say("g"), external_code: say("e"),
        hamlets: vec!["一组".to_owned(), "\"二\"组".to_owned()], boundary: say("b"), target_households: Some(50),
        drawn_by: say("d"), approved_by: say("a"), filed_on: from, from, to,
    })?;
    w.put(&Household {
        id: household, code: say("h"), hamlet: say("组"), address: say("号"), phone: say("1"),
        from, from_reason: Some(OpenReason::Split), to, to_reason: (!other).then_some(CloseReason::Merged),
    })?;
    w.put(&HouseholdGrid { id: id(5), household, grid, from, to })?;
    w.put(&Person {
        id: person, name: "𠮷小测".to_owned(), former_name: say("曾"), id_number: say("99999919500315001"),
        id_reason: say("r"), sex: Some(if other { Sex::Female } else { Sex::Male }), birth: date("1950-03-15"),
        died_on: to, phone: say("2"), ethnic: say("1"), education: say("8"), political: say("0"), skills: say("s"),
    })?;
    w.put(&Work { id: id(6), person, kind: WorkKind::Away, place: say("p"), from, to })?;
    w.put(&Residence {
        id: id(7), person, household, kind: ResidenceKind::Temporary,
        relation: Some(if other { Relation::SPOUSE } else { Relation::HEAD }), from,
        from_reason: Some(FromReason::FoundLate), to, to_reason: (!other).then_some(ToReason::TransferOut),
    })?;
    w.put(&Tag {
        id: id(8), subject: if other { Subject::Person(person) } else { Subject::Household(household) },
        kind: TagKind::Assistance, subtype: say("s"), grade: say("g"), certificate: say("c"), from, to,
        source: say("f"),
    })?;
    w.put(&Role {
        id: id(9), person, unit, kind: RoleKind::Leader, member_kind: say("m"), volunteer_kind: say("v"), from, to,
    })?;
    w.put(&PartyMember {
        id: id(10), person, kind: MemberKind::Probationary, joined_on: from, full_on: to, branch: say("b"),
        floating: other, exempt: !other, exempt_reason: say("e"), from, to,
    })?;
    w.put(&Visit {
        id: id(13), household, person: Some(person), date: "2026-01-05".parse().unwrap(),
        kind: if other { VisitKind::Call } else { VisitKind::FollowUp }, outcome: VisitOutcome::Met,
        visitors: say("w"), findings: say("f"), next: from, satisfied: Some(other), remark: say("r"),
        entered_on: "2026-01-09".parse().ok(),
    })?;
    w.put(&VisitNeed {
        id: id(14), visit: id(13), kind: say("k"), text: "修路".to_owned(), answer: say("a"), report: other,
        result: say("r"), result_on: to,
    })?;
    w.put(&Contact { id: id(15), person, household, from, to })?;
    let operator = w.operator();
    w.put(&Doubt {
        id: id(11), why: DoubtWhy::Differs, kind: say("person"), record: Some(person), field: say("f"), base: say("b"),
        mine: say("m"), theirs: say("t"), source: say("s"), decision: say("d"), decided_by: Some(operator),
        decided_at: Some(w.at().to_owned()),
        export: None,
    })?;
    w.set_setting("basis", say("v").as_deref())?;
    let op = w.op();
    w.put(&SourceFile {
        id: id(12), name: "名单.xlsx".to_owned(), sha256: "0".repeat(64), bytes: 1 + i64::from(other), op,
    })?;
    Ok(())
}
