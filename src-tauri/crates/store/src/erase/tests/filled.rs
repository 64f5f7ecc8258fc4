//! A book to erase from.

mod month;

use domain::doubt::{Doubt, DoubtWhy};
use domain::household::Household;
use domain::organisation::{OrgUnit, Role, RoleKind, UnitKind};
use domain::person::{
    MemberKind, PartyMember, Person, PersonMerge, Residence, ResidenceKind, ToReason, Work, WorkKind,
};
use domain::tag::{Subject, Tag, TagKind};
use domain::visit::{Contact, Visit, VisitKind, VisitNeed, VisitOutcome};

use super::*;

/// A book in which somebody who died left words everywhere, and a neighbour whose name begins with theirs.
pub(super) struct Filled {
    _folder: tempfile::TempDir,
    pub book: Book,
    pub person: Id,
    pub neighbour: Id,
    pub visit: Id,
    pub asked: Id,
    pub death: i64,
}

pub(super) fn filled() -> Filled {
    let (folder, book) = book();
    let (mut person, mut neighbour, mut home, mut household) = Default::default();
    act(&book, &format!("登记 {NAME}"), |w| {
        let row =
            Household { address: Some(format!("{NAME}家")), phone: Some(PHONE.into()), ..Household::blank(w.mint()) };
        household = Some(row.id);
        w.put(&row)?;
        for name in [OLD, NEIGHBOUR] {
            let row = Person {
                id_number: (name == OLD).then(|| "99999919500115007X".to_owned()),
                phone: (name == OLD).then(|| PHONE.to_owned()),
                birth: date(if name == OLD { "1950-03-15" } else { "1951" }),
                died_on: None,
                skills: Some("木工".into()),
                ..Person::named(w.mint(), name)
            };
            let live = Residence {
                id: w.mint(),
                person: row.id,
                household: household.unwrap(),
                kind: ResidenceKind::Registered,
                relation: domain::codes::Relation::from_word(if name == OLD { "户主" } else { "子" }),
                from: None,
                from_reason: None,
                to: None,
                to_reason: None,
            };
            w.put(&row)?;
            w.put(&live)?;
            if name == OLD {
                (person, home) = (Some(row.id), Some(live));
            } else {
                neighbour = Some(row.id);
            }
        }
        Ok(())
    });
    let (person, neighbour, household) = (person.unwrap(), neighbour.unwrap(), household.unwrap());
    act(&book, "改名", |w| {
        let row: Person = w.get(person)?.unwrap();
        let number = Some(NUMBER.to_owned());
        w.put(&Person { name: NAME.into(), former_name: Some(OLD.into()), id_number: number, ..row }).map(drop)
    });
    let (mut visit, mut asked) = Default::default();
    act(&book, "其余", |w| hang(w, person, neighbour, household, &mut visit, &mut asked));
    act(&book, "党小组的一个月", |w| month::hang(w, person, neighbour));
    act(&book, "设置", |w| w.set_setting("note", Some(&format!("{NAME} {NUMBER}"))).map(drop));
    let death = act(&book, "登记死亡", |w| {
        let row: Person = w.get(person)?.unwrap();
        w.put(&Person { died_on: date("2026-03-10"), ..row })?;
        w.put(&Residence { to: date("2026-03-10"), to_reason: Some(ToReason::Death), ..home.unwrap() }).map(drop)
    });
    book.save_draft("event/death", &format!("{{\"person\":\"{person}\"}}")).unwrap();
    book.save_draft("event/birth", &format!("{{\"name\":\"{NAME}\"}}")).unwrap();
    book.save_draft("event/other", "{}").unwrap();
    book.audit_append("export", Some("person_sheet"), Some(&format!("{NAME}本人要"))).unwrap();
    book.audit_append("export", Some("annex_a"), Some("核对")).unwrap();
    Filled { _folder: folder, book, person, neighbour, visit: visit.unwrap(), asked: asked.unwrap(), death }
}

fn hang(
    w: &mut Write<'_>,
    person: Id,
    neighbour: Id,
    household: Id,
    visit: &mut Option<Id>,
    asked: &mut Option<Id>,
) -> Result<()> {
    let unit = OrgUnit {
        id: w.mint(),
        kind: UnitKind::PartyGroup,
        parent: None,
        name: "第一网格党小组".into(),
        code: None,
        founded_on: None,
        led_by: None,
        approved_by: None,
        dissolved_on: None,
    };
    w.put(&unit)?;
    let id = w.mint();
    w.put(&Work {
        id,
        person,
        kind: WorkKind::Away,
        place: Some(format!("在{NAME}店里")),
        from: None,
        to: date("2026-02"),
    })?;
    let id = w.mint();
    w.put(&Tag {
        id,
        subject: Subject::Person(person),
        kind: TagKind::from_word("残疾人").unwrap(),
        subtype: Some("视力".into()),
        grade: Some("二级".into()),
        certificate: Some(format!("{NUMBER}42")),
        from: None,
        to: date("2026-03-10"),
        source: Some("名册 3 行".into()),
    })?;
    let id = w.mint();
    w.put(&Role {
        id,
        person,
        unit: unit.id,
        kind: RoleKind::Leader,
        member_kind: None,
        volunteer_kind: None,
        from: None,
        to: date("2026-03-10"),
    })?;
    let id = w.mint();
    w.put(&PartyMember {
        id,
        person,
        kind: MemberKind::Full,
        joined_on: date("1970-07-01"),
        full_on: None,
        branch: Some("一支部".into()),
        floating: true,
        exempt: true,
        exempt_reason: Some("年老".into()),
        from: None,
        to: date("2026-03-10"),
    })?;
    let id = w.mint();
    w.put(&Contact { id, person, household, from: None, to: date("2026-03-10") })?;
    let other = Person { id_number: None, ..Person::named(w.mint(), "示例重") };
    w.put(&other)?;
    let id = w.mint();
    w.put(&PersonMerge {
        id,
        kept: person,
        other: other.id,
        id_number: Some("999999201506010027".into()),
        id_reason: None,
        from: "2026-01-01".parse().unwrap(),
        to: None,
    })?;
    for (of, findings) in [(Some(person), "腿脚不便"), (None, "示例寅卯说示例寅住院"), (None, "示例寅卯在家")]
    {
        let row = Visit {
            id: w.mint(),
            household,
            person: of,
            date: "2026-02-03".parse().unwrap(),
            kind: VisitKind::Home,
            outcome: VisitOutcome::Met,
            visitors: Some(format!("{NAME}、{NEIGHBOUR}")),
            findings: Some(findings.into()),
            next: None,
            satisfied: Some(true),
            remark: None,
            entered_on: None,
        };
        w.put(&row)?;
        if of.is_some() {
            *visit = Some(row.id);
            let need = VisitNeed {
                id: w.mint(),
                visit: row.id,
                kind: None,
                text: "要轮椅".into(),
                answer: None,
                report: true,
                result: Some("送到".into()),
                result_on: date("2026-02-20"),
            };
            w.put(&need)?;
        }
    }
    for (record, theirs) in [(Some(person), "1951-03"), (None, NUMBER), (Some(neighbour), "一组 户主 示例寅")] {
        let row = Doubt {
            id: w.mint(),
            why: if record.is_some() { DoubtWhy::Differs } else { DoubtWhy::Unplaced },
            kind: None,
            record,
            field: record.map(|_| "birth".into()),
            base: None,
            mine: Some("1950".into()),
            theirs: Some(theirs.into()),
            source: Some(format!("{NAME}.xlsx 第 3 行")),
            decision: None,
            decided_by: None,
            decided_at: None,
            export: None,
        };
        *asked = asked.or(record.is_none().then_some(row.id));
        w.put(&row)?;
    }
    let file =
        crate::SourceFile { id: w.mint(), name: format!("{NAME}.xlsx"), sha256: "0".repeat(64), bytes: 1, op: w.op() };
    w.put(&file).map(drop)
}
