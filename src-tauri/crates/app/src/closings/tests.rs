use domain::organisation::RoleKind;
use domain::tag::{Subject, TagKind};
use serde_json::{Value, json};

use super::*;
use crate::events::{read, record};
use crate::forms::{self, FormRequest, records_behind};
use crate::ledger::{LedgerRequest, ledger};
use crate::testing::{Opened, Village, open};
use crate::workbench::workbench;

/// One household of three in the first grid, opened in January; today is 31 March.
fn village() -> (Opened, Vec<String>) {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    let people = [village.head(home), village.person(home), village.person(home)];
    village.name(people[0], "示例组长");
    village.name(people[1], "示例甲");
    village.role(people[0], grid, RoleKind::Leader);
    village.tag(Subject::Household(home), TagKind::LowIncome, "", "");
    (open(&village.rows, "2026-03-31"), people.iter().map(ToString::to_string).collect())
}

fn month(month: &str) -> CloseMonth {
    CloseMonth { month: month.to_owned(), reason: None }
}

fn because(month: &str, reason: &str) -> CloseMonth {
    CloseMonth { month: month.to_owned(), reason: Some(reason.to_owned()) }
}

fn event(opened: &Opened, kind: &str, value: Value) {
    record(&opened.session, &read(kind, value).unwrap()).unwrap();
}

fn told(opened: &Opened, month: &str) -> Value {
    let request = LedgerRequest { month: Some(month.to_owned()), ..LedgerRequest::default() };
    serde_json::to_value(ledger(&opened.session, &request).unwrap()).unwrap()
}

fn head(opened: &Opened, month: &str) -> String {
    let request = FormRequest { form: "annex_a".to_owned(), month: Some(month.to_owned()), ..FormRequest::default() };
    forms::build(&opened.session, &request).unwrap()[0].head[0].right.clone()
}

fn cells(cells: &[ChangedCell]) -> Vec<String> {
    cells.iter().map(|cell| [&*cell.row, &cell.column, &cell.before, &cell.after].join(" ")).collect()
}

fn code(refused: Result<Closed>) -> String {
    refused.unwrap_err().code
}

#[test]
fn a_sealed_month_says_what_it_said_and_lists_what_was_found_out_since() {
    let (opened, people) = village();
    let closed = close(&opened.session, &month("2026-02")).unwrap();
    assert_eq!((closed.version, closed.sha256.len()), (1, 64));
    event(&opened, "death", json!({ "person": people[1], "date": "2026-02-10" }));
    let sealed = told(&opened, "2026-02");
    assert_eq!((&sealed["sealed"], &sealed["total"]["persons"]), (&json!(1), &json!(3)));
    assert_eq!(head(&opened, "2026-02"), "截至 2026-02-28　第1版　2026-03-31 结账");
    let view = closing(&opened.session, "2026-02").unwrap();
    assert_eq!(cells(&view.adjustments), ["第一网格党小组 人口 3 2", "第一网格 人口 死亡 0 1", "全村 人口 死亡 0 1"]);
    let went: Vec<_> = view.adjustments[0].went.iter().map(|one| (one.kind, one.name.as_str())).collect();
    assert_eq!((went, view.adjustments[0].came.len()), (vec![("person", "示例甲")], 0));
    assert_eq!(view.versions.len(), 1);
}

#[test]
fn the_next_month_begins_with_what_was_sealed_and_counts_the_rest_as_found_out_later() {
    let (opened, people) = village();
    close(&opened.session, &month("2026-02")).unwrap();
    event(&opened, "death", json!({ "person": people[1], "date": "2026-02-10" }));
    let march = told(&opened, "2026-03");
    let balance = &march["balance"][0];
    let number = |key: &str| balance[key].as_i64().unwrap();
    assert_eq!((number("last"), number("事后更正"), number("死亡"), number("this")), (3, -1, 0, 2));
    assert_eq!(number("difference"), 0);
    let persons = workbench(&opened.session).unwrap().persons;
    let corrected = persons.corrected.unwrap();
    assert_eq!((corrected.number, persons.corrected_less), (1, true));
    let names = |link: &str| -> Vec<String> {
        let behind = records_behind(&opened.session, link).unwrap();
        behind.persons.into_iter().map(|person| person.name).collect()
    };
    assert_eq!(names(&corrected.link), ["示例甲"]);
    assert_eq!(names(&persons.last.link).len(), 3, "what was sealed opens who was counted then");
}

#[test]
fn a_number_of_a_sealed_month_opens_who_was_counted_then_by_the_name_of_then() {
    let (opened, people) = village();
    close(&opened.session, &month("2026-02")).unwrap();
    event(&opened, "rename", json!({ "person": people[1], "name": "示例改名" }));
    event(&opened, "death", json!({ "person": people[1], "date": "2026-02-10" }));
    let behind = records_behind(&opened.session, "2026-02/village/persons").unwrap();
    let names: Vec<_> = behind.persons.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names.len(), 3);
    assert!(names.contains(&"示例甲") && !names.contains(&"示例改名"));
}

#[test]
fn captions_and_names_are_sealed_with_the_numbers() {
    let (opened, people) = village();
    close(&opened.session, &month("2026-02")).unwrap();
    let request =
        FormRequest { form: "annex_a".to_owned(), month: Some("2026-02".to_owned()), ..FormRequest::default() };
    let before = forms::build(&opened.session, &request).unwrap();
    event(&opened, "rename", json!({ "person": people[0], "name": "示例改名" }));
    let mut settings = crate::settings::settings(&opened.session).unwrap();
    settings.captions[0] = "组长".to_owned();
    crate::settings::save(&opened.session, &settings).unwrap();
    assert_eq!(forms::build(&opened.session, &request).unwrap(), before);
    let view = closing(&opened.session, "2026-02").unwrap();
    let columns: Vec<&str> = view.adjustments.iter().map(|cell| cell.column.as_str()).collect();
    assert_eq!(columns, ["第 3 列表头", "党小组组长"]);
}

#[test]
fn amending_seals_a_second_version_with_its_reason_and_says_what_changed() {
    let (opened, people) = village();
    let first = close(&opened.session, &month("2026-02")).unwrap();
    assert_eq!(code(amend(&opened.session, &because("2026-02", "核对"))), "nothing_changed");
    event(&opened, "death", json!({ "person": people[1], "date": "2026-02-10" }));
    assert_eq!(code(amend(&opened.session, &because("2026-02", "  "))), "reason_needed");
    let second = amend(&opened.session, &because("2026-02", "漏报死亡一人")).unwrap();
    assert_eq!(second.version, 2);
    assert_ne!(second.sha256, first.sha256);
    assert_eq!(head(&opened, "2026-02"), "截至 2026-02-28　第2版（代替第1版）　2026-03-31 结账");
    let view = closing(&opened.session, "2026-02").unwrap();
    assert!(view.adjustments.is_empty());
    let versions: Vec<_> = view.versions.iter().map(|row| (row.version, row.reason.as_deref())).collect();
    assert_eq!(versions, [(2, Some("漏报死亡一人")), (1, None)]);
    assert_eq!(cells(&view.versions[0].changed)[0], "第一网格党小组 人口 3 2");
    assert_eq!(told(&opened, "2026-03")["balance"][0]["last"], 2);
}

#[test]
fn months_are_sealed_one_after_the_other_and_only_when_they_are_over() {
    let (opened, _) = village();
    let session = &opened.session;
    assert_eq!(code(close(session, &month("2026-04"))), "month_not_come");
    assert_eq!(code(close(session, &month("2025-12"))), "before_opening");
    assert_eq!(code(close(session, &month("三月"))), "not_a_date");
    assert_eq!(code(amend(session, &because("2026-01", "核对"))), "month_open");
    close(session, &month("2026-01")).unwrap();
    assert_eq!(code(close(session, &month("2026-01"))), "month_sealed");
    assert_eq!(code(close(session, &month("2026-03"))), "close_in_order");
    close(session, &month("2026-02")).unwrap();
    // On its last day a month can be sealed.
    close(session, &month("2026-03")).unwrap();
    let rows: Vec<_> = forms::months(session).unwrap().into_iter().map(|row| row.sealed).collect();
    assert_eq!(rows[..3], [Some(1), Some(1), Some(1)]);
}

#[test]
fn the_month_that_is_over_waits_to_be_sealed() {
    let (opened, _) = village();
    let waits = || workbench(&opened.session).unwrap().to_close;
    assert_eq!(waits().as_deref(), Some("2026-02"));
    close(&opened.session, &month("2026-02")).unwrap();
    assert_eq!(waits().as_deref(), Some("2026-03"), "today is its last day");
    close(&opened.session, &month("2026-03")).unwrap();
    assert_eq!(waits(), None);
}

#[test]
fn a_month_that_runs_waits_for_its_reporting_day() {
    let (opened, _) = village();
    let mut settings = crate::settings::settings(&opened.session).unwrap();
    settings.reporting_day = Some(25);
    crate::settings::save(&opened.session, &settings).unwrap();
    close(&opened.session, &month("2026-03")).unwrap();
    assert_eq!(told(&opened, "2026-03")["as_of"], "2026-03-25");
    let mut early = Village::opened("2026-01-01");
    let grid = early.grid(1);
    early.found_groups();
    let home = early.household(grid);
    early.head(home);
    let early = open(&early.rows, "2026-03-30");
    let refused = close(&early.session, &month("2026-03")).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.field.as_deref()), ("month_runs", Some("month")));
    assert!(refused.message.contains("2026-03-31"));
}

#[test]
fn a_sealing_is_not_undone_and_stands_in_nobodys_way() {
    let (opened, people) = village();
    event(&opened, "edit_person", json!({ "person": people[1], "phone": "13800001234" }));
    close(&opened.session, &month("2026-02")).unwrap();
    let sealing = opened.session.book().history(0, 1, None).unwrap().1.remove(0);
    assert_eq!(crate::history::undo(&opened.session, Some(sealing.op)).unwrap_err().code, "undo.closed");
    let undone = crate::history::undo(&opened.session, None).unwrap();
    assert_eq!(undone.label, "修改个人信息");
    assert_eq!(told(&opened, "2026-02")["sealed"], 1);
}

#[test]
fn what_does_not_match_its_hash_is_refused_and_found() {
    let (opened, _) = village();
    close(&opened.session, &month("2026-02")).unwrap();
    let row = opened.session.read(|reader| Ok(reader.all::<MonthClosing>()?.remove(0))).unwrap();
    let frozen = row.frozen.replace("\"persons\":3", "\"persons\":4");
    assert_ne!(frozen, row.frozen);
    let forge = |write: &mut Write<'_>| Ok(write.put(&MonthClosing { frozen: frozen.clone(), ..row.clone() })?);
    opened.session.write(OpKind::new("test"), "改动", forge).unwrap();
    let request = LedgerRequest { month: Some("2026-02".to_owned()), ..LedgerRequest::default() };
    assert_eq!(ledger(&opened.session, &request).unwrap_err().code, "closing_damaged");
    let found = crate::check::check(&opened.session, true).unwrap();
    assert!(found.iter().any(|finding| finding.code == "closing.damaged"), "the check names it");
}

#[test]
fn the_wizard_says_what_is_missing_and_whether_the_month_can_be_sealed() {
    let (opened, people) = village();
    let view = closing(&opened.session, "2026-03").unwrap();
    assert_eq!((view.refused, view.versions.len()), (None, 0));
    let codes: Vec<_> = view.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, ["duties"], "the group has not met");
    let stays = |write: &mut Write<'_>| {
        let id = people[2].parse().unwrap();
        let stay = write.residences_of_person(id)?.remove(0);
        write.put(&domain::person::Residence { to: crate::testing::date("2026-03-05"), ..stay })?;
        Ok(())
    };
    opened.session.write(OpKind::new("test"), "来去不明", stays).unwrap();
    let view = closing(&opened.session, "2026-03").unwrap();
    let note = view.notes.iter().find(|note| note.code == "unexplained").unwrap();
    assert_eq!(note.number, 1);
    let behind = records_behind(&opened.session, note.link.as_deref().unwrap()).unwrap();
    assert_eq!(behind.persons.len(), 1);
    assert_eq!(closing(&opened.session, "2025-12").unwrap().refused.unwrap().code, "before_opening");
}

#[test]
fn what_is_written_down_in_a_sealed_month_is_refused_until_it_is_said_to_be_late() {
    let (opened, people) = village();
    close(&opened.session, &month("2026-02")).unwrap();
    let tried = |kind: &str, value: Value| record(&opened.session, &read(kind, value).unwrap());
    let refused = |kind: &str, value: Value| {
        let failure = tried(kind, value).unwrap_err();
        assert_eq!((failure.code.as_str(), failure.field.as_deref()), ("month_closed", Some("late")), "{kind}");
    };
    let activity = json!({ "kind": "志愿服务", "name": "清扫", "date": "2026-02-10" });
    let meeting = json!({ "kind": "党小组会", "date": "2026-02-10", "people": [{ "person": people[0] }] });
    let mut ids = Vec::new();
    for (kind, mut value) in [("hold_activity", activity), ("hold_meeting", meeting)] {
        refused(kind, value.clone());
        value["late"] = json!(true);
        ids.push(tried(kind, value).unwrap().id);
    }
    let cells = cells(&closing(&opened.session, "2026-02").unwrap().adjustments);
    assert!(cells.contains(&"工作小结 活动 0 1".to_owned()) && cells.contains(&"工作小结 会议 0 1".to_owned()));
    refused("edit_activity", json!({ "activity": ids[0], "name": "大扫除" }));
    refused("edit_meeting", json!({ "meeting": ids[1], "date": "2026-03-02" }));
    refused("drop_activity", json!({ "activity": ids[0] }));
    refused("drop_meeting", json!({ "meeting": ids[1] }));
    tried("edit_meeting", json!({ "meeting": ids[1], "date": "2026-03-02", "late": true })).unwrap();
    tried("drop_activity", json!({ "activity": ids[0], "late": true })).unwrap();
}
