use domain::codes::{Relation, Sex};
use domain::date::Month;
use domain::organisation::RoleKind;
use domain::person::{MemberKind, ToReason};
use domain::tag::{Subject, TagKind};
use serde_json::json;

use super::*;
use crate::events::{read, record};
use crate::ledger::{LedgerRequest, ledger};
use crate::testing::{Opened, Village, open};

const NAME: &str = "示例甲子";
const CHILD: &str = "示例丑寅";
const NUMBER: &str = "999999195003150014";

/// Three generations in March: the old man led the group and died, a grandchild was born and moved away.
struct Known {
    opened: Opened,
    man: Id,
    wife: Id,
    child: Id,
}

fn known() -> Known {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    let (man, wife) = (village.head(home), village.person(home));
    village.last_stay().relation = Relation::from_word("妻");
    let child = village.person(home);
    let stay = village.last_stay();
    (stay.relation, stay.to, stay.to_reason) =
        (Relation::from_word("孙子"), "2026-03-15".parse().ok(), Some(ToReason::MoveOut));
    village.name(man, NAME);
    village.name(child, CHILD);
    for person in &mut village.rows.persons {
        person.sex = Some(Sex::Male);
        if person.id == man {
            (person.id_number, person.birth) = (Some(NUMBER.into()), "1950-03-15".parse().ok());
        } else if person.id == child {
            person.birth = "2026-02-17".parse().ok();
        }
    }
    village.tag(Subject::Person(man), TagKind::Disabled, "", "");
    village.tag(Subject::Person(child), TagKind::LeftBehindChild, "", "2026-03-15");
    village.role(man, grid, RoleKind::Leader);
    village.member(man, MemberKind::Full, None);
    let known = Known { opened: open(&village.rows, "2026-03-20"), man, wife, child };
    let visit = json!({ "household": home, "date": "2026-03-02", "person": man, "kind": "入户", "outcome": "见到", "findings": "腿脚不便" });
    known.done("visit", visit);
    let other = json!({ "household": home, "date": "2026-03-03", "kind": "入户", "outcome": "见到", "findings": format!("{NAME}住院") });
    known.done("visit", other);
    known.done("death", json!({ "person": man, "date": "2026-03-10", "head": { "person": wife } }));
    known
}

impl Known {
    fn done(&self, kind: &str, value: serde_json::Value) {
        record(&self.opened.session, &read(kind, value).unwrap()).unwrap_or_else(|failure| panic!("{failure:?}"));
    }

    fn erase(&self, person: Id) -> Result<ErasedView> {
        erase(&self.opened.session, &request(person))
    }

    /// Every number of every day of the quarter, and the ledger of every month.
    fn counts(&self) -> String {
        let session = &self.opened.session;
        let register = session.register().unwrap();
        let days = "2025-12-25".parse::<NaiveDate>().unwrap().iter_days().take(95);
        let days: Vec<_> = days.map(|day| domain::day::Day::new(&register, day).counts()).collect();
        let mut months = Vec::new();
        for month in ["2026-01", "2026-02", "2026-03"] {
            let request = LedgerRequest { month: Some(month.into()), grid: None, names: false, reason: None };
            let ledger = ledger(session, &request).unwrap();
            months.push(serde_json::to_string(&ledger).unwrap().replace(NAME, store::ERASED));
        }
        let first = Month::of("2026-03-20".parse().unwrap()).first_day();
        format!("{first}{days:?}{months:?}")
    }

    /// All that the book says through the functions that show its history and its content.
    fn said(&self) -> String {
        let session = &self.opened.session;
        let register = session.register().unwrap();
        let (_, ops) = session.book().history(0, 100, None).unwrap();
        let (_, entries) = session.book().audit(0, 100).unwrap();
        let visits = session.read(|reader| Ok(reader.all::<domain::visit::Visit>()?)).unwrap();
        format!("{:?}{ops:?}{entries:?}{visits:?}", register.rows())
    }
}

fn request(person: Id) -> ErasePerson {
    ErasePerson { person: person.to_string(), reason: format!("{NAME}的家属申请") }
}

#[test]
fn who_is_still_counted_is_not_erased_and_the_next_step_is_said() {
    let known = known();
    let refused = known.erase(known.wife).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.field.as_deref()), ("still_counted", Some("person")));
    assert!(refused.message.contains("请先登记死亡"));
    let blank = ErasePerson { reason: " ".into(), ..request(known.man) };
    assert_eq!(erase(&known.opened.session, &blank).unwrap_err().code, "reason_needed");
    assert_eq!(known.erase(Id::from_u128(9999)).unwrap_err().code, "not_found");
}

#[test]
fn every_count_of_every_day_and_every_ledger_stays_the_same() {
    let known = known();
    let before = known.counts();
    known.erase(known.man).unwrap();
    assert_eq!(known.counts(), before);
    known.erase(known.child).unwrap();
    assert_eq!(known.counts(), before, "who was born after the opening counts from the same day on");
}

#[test]
fn nothing_that_the_book_says_names_them_and_the_book_is_sound() {
    let known = known();
    let session = &known.opened.session;
    crate::drafts::save(session, "event/visit", &json!({ "findings": NAME }).to_string()).unwrap();
    session.book().audit_append("export", Some("annex_a 2026-03"), Some("上报")).unwrap();
    assert!(known.said().contains(NAME) && known.said().contains(NUMBER));
    let shown = preview(session, &request(known.man)).unwrap();
    assert!(shown.op.is_none() && known.said().contains(NAME), "a preview changes nothing");
    let done = known.erase(known.man).unwrap();
    assert_eq!((&done.places, done.records), (&shown.places, 1));
    assert_eq!(done.copies.iter().map(|copy| copy.what.as_str()).collect::<Vec<_>>(), ["「红网工程」管理台账 2026-03"]);
    let said = known.said();
    for word in [NAME, NUMBER, "腿脚不便", "1950-03-15"] {
        assert!(!said.contains(word), "{word}");
    }
    assert_eq!(crate::drafts::draft(session, "event/visit").unwrap(), None);
    assert!(crate::audit::audit(session, 0, 10).unwrap().intact);
    let found = crate::check::check(session, false).unwrap();
    assert!(found.iter().all(|one| one.code == "organisation.group_without_leader"), "who led is gone: {found:?}");
    assert_eq!(known.erase(known.man).unwrap_err().code, "erased");
}

#[test]
fn the_content_is_another_one_afterwards_and_stays_so() {
    // What a book says is what the hash is of: without the person's words it says something else. Two books from which
    // the same person was erased agree.
    let (one, other) = (known(), known());
    let hash = |known: &Known| crate::content_hash::content_hash(&known.opened.session).unwrap();
    let before = hash(&one);
    assert_eq!(before, hash(&other));
    one.erase(one.man).unwrap();
    assert_ne!(hash(&one), before);
    other.erase(other.man).unwrap();
    assert_eq!(hash(&one), hash(&other));
}

#[test]
fn no_undo_and_no_event_brings_them_back() {
    let known = known();
    let session = &known.opened.session;
    known.erase(known.man).unwrap();
    let rows = crate::history::history(session, 0, 100, None).unwrap().rows;
    assert_eq!((rows[0].kind.as_str(), rows[0].can_undo), ("erase", false));
    assert_eq!(crate::history::undo(session, Some(rows[0].op)).unwrap_err().code, "undo.erased");
    for row in &rows[1..] {
        let undone = crate::history::undo(session, Some(row.op)).map_err(|failure| failure.code);
        if row.kind == "death" {
            assert_eq!(undone.unwrap_err(), "undo.brings_back");
        } else if row.kind == "visit" {
            assert!(undone.is_ok(), "{undone:?}");
        }
        assert!(!known.said().contains(NAME) && !known.said().contains(NUMBER));
    }
    assert_eq!(crate::check::check(session, true).unwrap().iter().filter(|one| one.severity == "error").count(), 0);
    let back = json!({ "person": known.man, "household": known.man, "date": "2026-03-19" });
    let event = read("back_again", back).unwrap();
    assert_eq!(record(session, &event).unwrap_err().code, "erased");
}

#[test]
fn all_records_of_one_person_are_erased_together() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let (home, other) = (village.household(grid), village.household(grid));
    let (kept, twice) = (village.head(home), village.head(other));
    village.name(kept, NAME);
    village.name(twice, "示例甲子子");
    let stays = village.head(home);
    village.last_stay().relation = Relation::from_word("妻");
    let opened = open(&village.rows, "2026-03-20");
    let known = Known { opened, man: kept, wife: stays, child: twice };
    known.done("merge_persons", json!({ "person": kept, "other": twice, "date": "2026-02-01" }));
    let refused = known.erase(twice).unwrap_err();
    assert!(refused.code == "still_counted" && refused.message.contains("已并入"));
    known.done("death", json!({ "person": kept, "date": "2026-03-10", "head": { "person": stays } }));
    let done = known.erase(twice).unwrap();
    assert_eq!(done.records, 2);
    assert!(!known.said().contains(NAME));
}

#[test]
fn where_else_they_may_stand_is_said_and_what_hinders_that_hinders_the_erasing() {
    let known = known();
    let session = &known.opened.session;
    let backups = session.book().dir().join("backups");
    let notes = || preview(session, &request(known.man)).unwrap().notes.join("\n");
    assert!(!notes().contains("备份"), "there is none yet");
    std::fs::create_dir_all(backups.join("replaced-000001")).unwrap();
    assert!(notes().contains("\n恢复时挪开的 1 本旧账里可能还有这个人"), "{}", notes());
    backups::backup(session).unwrap();
    assert!(notes().contains("以前的 1 份备份（2026-03-20 到 2026-03-20）和恢复时挪开的 1 本旧账"), "{}", notes());
    // The folder of backups is none any more: nobody can say what lies in it.
    std::fs::remove_dir_all(&backups).unwrap();
    std::fs::write(&backups, "x").unwrap();
    assert!(known.erase(known.man).is_err());
    assert!(known.said().contains(NAME), "nothing is erased");
    std::fs::remove_file(&backups).unwrap();
    known.erase(known.man).unwrap();
}

#[test]
fn a_person_is_named_by_id_number_or_a_name_that_is_theirs_alone() {
    let known = known();
    let session = &known.opened.session;
    for text in [NAME, NUMBER, &known.man.to_string()] {
        assert_eq!(named(session, text).unwrap(), known.man.to_string());
    }
    assert_eq!(named(session, "没有的人").unwrap_err().code, "not_found");
}
