//! 体检: is the store sound, and does what it says of people agree with itself. Repairs come with the leader's day.
//!
//! Only the store's own findings make a book unsound; what the rows say of people is worth knowing, and is counted as
//! it stands. No finding names a person: a record is pointed to.

use std::collections::HashMap;

use domain::balance::Between;
use domain::codes::Relation;
use domain::date::{Month, PartialDate};
use domain::day::{Day, Scope};
use domain::id::Id;
use domain::id_number::IdNumber;
use domain::register::{Register, Span};
use serde::Serialize;
use store::Severity;
use ts_rs::TS;

use crate::failure::Result;
use crate::ledger::reporting_day;
use crate::session::Session;

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "Finding")]
pub struct CheckFinding {
    /// `integrity.…` is the store's; `household.…`, `person.…`, `balance.…` are about what the rows say.
    pub code: &'static str,
    /// `error`: something is lost or would be. `note`: worth knowing.
    #[ts(type = "'error' | 'note'")]
    pub severity: &'static str,
    /// Row id, or where in the store.
    pub record: Option<String>,
    /// Row id of the household to look at.
    pub household: Option<String>,
    /// What it is and what to do.
    pub message: &'static str,
}

/// Whether the store is sound: no finding is an error.
#[must_use]
pub fn is_sound(findings: &[CheckFinding]) -> bool {
    findings.iter().all(|finding| finding.severity != "error")
}

/// Looks the book over; `quick` leaves out the reading of every page of the store.
///
/// # Errors
/// What the store says.
pub fn check(session: &Session, quick: bool) -> Result<Vec<CheckFinding>> {
    let mut found: Vec<CheckFinding> = session.book().check(quick)?.into_iter().map(CheckFinding::from).collect();
    let register = session.register()?;
    let today = Day::new(&register, session.today());
    let mut look = Look { register: &register, today, found: &mut found };
    look.heads();
    look.residences();
    look.numbers();
    look.grids();
    let month = Month::of(session.today());
    let before = Day::new(&register, reporting_day(session, month.previous())?);
    let now = Day::new(&register, reporting_day(session, month)?);
    look.balance(&before, &now);
    Ok(found)
}

impl From<store::Finding> for CheckFinding {
    fn from(finding: store::Finding) -> Self {
        let message = match finding.code {
            "integrity.cipher" | "integrity.page" => "账本文件有损坏，请停止录入，用最近一次备份恢复",
            "integrity.reference" => "有记录指向已不存在的记录，请停止录入，用最近一次备份恢复",
            "integrity.history" => "操作记录不完整，有的操作可能撤销不了，请尽快备份",
            "integrity.key_copy" => "两份密钥文件有一份坏了，重新打开账本时会自动补上，请先锁定再打开一次",
            _ => "账本需要检查，请尽快备份",
        };
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Note => "note",
        };
        Self { code: finding.code, severity, record: finding.record, household: None, message }
    }
}

/// The rows, and what was found in them.
struct Look<'r, 'f> {
    register: &'r Register,
    today: Day<'r>,
    found: &'f mut Vec<CheckFinding>,
}

impl Look<'_, '_> {
    fn note(&mut self, code: &'static str, record: Option<Id>, household: Option<Id>, message: &'static str) {
        self.found.push(CheckFinding {
            code,
            severity: "note",
            record: record.map(|id| id.to_string()),
            household: household.map(|id| id.to_string()),
            message,
        });
    }

    fn household_of(&self, person: Id) -> Option<Id> {
        let household = self.today.household_of(self.register.person_index(person)?)?;
        Some(self.register.rows().households[household as usize].id)
    }

    /// Households that somebody counts in today have one head.
    fn heads(&mut self) {
        let rows = self.register.rows();
        let mut heads = vec![0_u32; rows.households.len()];
        for person in (0..).take(rows.persons.len()) {
            let Some(home) = self.today.home_of(person) else { continue };
            if rows.residences[home as usize].relation == Some(Relation::HEAD)
                && let Some(household) = self.today.household_of(person)
            {
                heads[household as usize] += 1;
            }
        }
        for (at, (heads, household)) in (0..).zip(heads.into_iter().zip(&rows.households)) {
            let id = Some(household.id);
            match heads {
                0 if self.today.size_of(at) > 0 => {
                    self.note("household.no_head", id, id, "这一户没有户主，请定一个户主");
                }
                0 | 1 => {}
                _ => self.note("household.two_heads", id, id, "这一户有两个户主，请只留一个"),
            }
        }
    }

    /// Nobody lives in two places at once, or nowhere without having left.
    fn residences(&mut self) {
        let rows = self.register.rows();
        let mut stays: HashMap<Id, Vec<Span>> = HashMap::with_capacity(rows.persons.len());
        for row in &rows.residences {
            stays.entry(row.person).or_default().push(self.register.span(Some(row.person), row.from, row.to));
        }
        for person in &rows.persons {
            let Some(spans) = stays.get_mut(&person.id) else {
                self.note("person.no_household", Some(person.id), None, "这个人不在任何一户里，请补上他住哪一户");
                continue;
            };
            spans.sort_by_key(|span| span.from);
            if spans.windows(2).any(|pair| pair[1].from < pair[0].to && pair[1].from < pair[1].to) {
                let household = self.household_of(person.id);
                self.note("person.two_homes", Some(person.id), household, "这个人同时在两户里，请结束其中一处");
            }
        }
    }

    /// Numbers agree with birth and sex, and belong to one person each.
    fn numbers(&mut self) {
        let rows = self.register.rows();
        let mut owners: HashMap<&str, u32> = HashMap::with_capacity(rows.persons.len());
        for text in rows.persons.iter().filter_map(|person| person.id_number.as_deref()) {
            *owners.entry(text).or_default() += 1;
        }
        for person in &rows.persons {
            let Some(text) = person.id_number.as_deref() else { continue };
            let mut say = |code, message| {
                let household = self.household_of(person.id);
                self.note(code, Some(person.id), household, message);
            };
            if owners.get(text).is_some_and(|owners| *owners > 1) {
                say("person.shared_number", "这个人的身份证号别人也有，请对照证件改");
            }
            match IdNumber::parse(text) {
                Ok(number) => {
                    let inside = PartialDate::from(number.birth());
                    if person.birth.is_some_and(|birth| !birth.is_refined_by(inside)) {
                        say("person.birth_contradicts_number", "出生日期与身份证号不一致，请对照证件改");
                    }
                    if person.sex.is_some_and(|sex| sex != number.sex()) {
                        say("person.sex_contradicts_number", "性别与身份证号不一致，请对照证件改");
                    }
                }
                Err(_) if person.id_reason.is_none() => {
                    say("person.impossible_number", "身份证号不是一个可能的号码，请对照证件改，或写明保留的原因");
                }
                Err(_) => {}
            }
        }
    }

    fn grids(&mut self) {
        let rows = self.register.rows();
        for person in self.today.in_two_grids().to_vec() {
            let id = rows.persons[person as usize].id;
            let household = self.household_of(id);
            self.note("person.two_grids", Some(id), household, "这个人同时在两个网格里，只计一次，请结束其中一处");
        }
    }

    /// Whoever came or went in the running month came or went for a reason.
    fn balance(&mut self, before: &Day<'_>, now: &Day<'_>) {
        let between = Between::new(before, now);
        for person in between.of_persons(Scope::Village).unexplained {
            let household = self.household_of(person);
            self.note("balance.person", Some(person), household, "本月人口增减里有这个人，却没有原因，请补上原因");
        }
        for household in between.of_households(Scope::Village).unexplained {
            let id = Some(household);
            self.note("balance.household", id, id, "本月户数增减里有这一户，却没有原因，请补上立户、分户或销户");
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::household::Household;
    use domain::person::{Person, Residence, ResidenceKind};
    use domain::register::Rows;

    use super::*;
    use crate::testing::{day, open};

    fn id(at: u128) -> Id {
        Id::from_u128(at)
    }

    fn person(at: u128, number: Option<&str>, birth: &str) -> Person {
        Person {
            id_number: number.map(str::to_owned),
            birth: birth.parse().ok(),
            ..Person::named(id(at), format!("示例{at}"))
        }
    }

    fn live(at: u128, person: u128, household: u128, relation: &str) -> Residence {
        Residence {
            id: id(at),
            person: id(person),
            household: id(household),
            kind: ResidenceKind::Registered,
            relation: Relation::from_word(relation),
            from: None,
            from_reason: None,
            to: None,
            to_reason: None,
        }
    }

    fn codes(rows: &Rows) -> Vec<(&'static str, Option<String>)> {
        let opened = open(rows, "2026-03-20");
        let findings = check(&opened.session, false).unwrap();
        assert!(is_sound(&findings), "{findings:?}");
        findings.into_iter().map(|finding| (finding.code, finding.record)).collect()
    }

    fn sound() -> Rows {
        Rows {
            opened_on: Some(day("2026-01-01")),
            households: vec![Household::blank(id(1)), Household::blank(id(2))],
            persons: vec![
                person(10, Some("999999195003150014"), "1950-03"),
                person(11, None, "1952"),
                person(12, Some("99999919500115007X"), "1950-01-15"),
            ],
            residences: vec![live(20, 10, 1, "户主"), live(21, 11, 1, "妻"), live(22, 12, 2, "户主")],
            ..Rows::default()
        }
    }

    #[test]
    fn a_book_in_order_has_no_finding() {
        assert_eq!(codes(&sound()), []);
    }

    #[test]
    fn each_contradiction_is_found_where_it_is_and_leaves_the_book_sound() {
        let found = |change: &dyn Fn(&mut Rows)| {
            let mut rows = sound();
            change(&mut rows);
            codes(&rows)
        };
        let at = |code, record: u128| (code, Some(id(record).to_string()));
        assert_eq!(found(&|rows| rows.residences[0].relation = None), [at("household.no_head", 1)]);
        assert_eq!(found(&|rows| rows.residences[1].relation = Some(Relation::HEAD)), [at("household.two_heads", 1)]);
        assert_eq!(
            found(&|rows| {
                rows.residences.remove(1);
            }),
            [at("person.no_household", 11)]
        );
        assert_eq!(found(&|rows| rows.residences.push(live(23, 11, 2, "姐姐"))), [at("person.two_homes", 11)]);
        assert_eq!(
            found(&|rows| rows.persons[0].birth = "1951".parse().ok()),
            [at("person.birth_contradicts_number", 10)]
        );
        assert_eq!(
            found(&|rows| rows.persons[0].sex = Some(domain::codes::Sex::Female)),
            [at("person.sex_contradicts_number", 10)]
        );
        assert_eq!(
            found(&|rows| rows.persons[1].id_number = Some("999999195003150015".into())),
            [at("person.impossible_number", 11)]
        );
        assert_eq!(
            found(&|rows| {
                rows.persons[2].id_number = rows.persons[0].id_number.clone();
                rows.persons[2].birth = None;
            }),
            [at("person.shared_number", 10), at("person.shared_number", 12)]
        );
        assert_eq!(
            found(&|rows| rows.residences[1].to = "2026-03-10".parse().ok()),
            [at("balance.person", 11)],
            "who went without a reason"
        );
    }

    #[test]
    fn a_move_from_one_household_to_the_next_is_no_overlap() {
        let mut rows = sound();
        rows.residences[1].to = "2026-02-10".parse().ok();
        rows.residences[1].to_reason = Some(domain::person::ToReason::TransferOut);
        rows.residences.push(Residence { from: "2026-02-10".parse().ok(), ..live(23, 11, 2, "姐姐") });
        assert_eq!(codes(&rows), []);
    }
}
