//! The plain sheets: what stands in them, and for whom.

use domain::id::Id;
use serde_json::json;

use super::*;
use crate::testing::Opened;

fn with_person() -> (Opened, Id) {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    let person = village.head(home);
    village.name(person, "示例甲");
    let row = village.rows.persons.last_mut().unwrap();
    (row.id_number, row.phone) = (Some("999999195003150014".into()), Some("13900000001".into()));
    village.tag(Subject::Person(person), TagKind::Disabled, "2020-05", "");
    village.rows.tags.last_mut().unwrap().certificate = Some("证号七八九".into());
    let opened = open(&village.rows, "2026-03-20");
    let visit = json!({
        "household": home, "date": "2026-03-02", "kind": "入户", "person": person, "outcome": "见到",
        "findings": "腿脚不便", "needs": [{ "text": "要轮椅", "report": true }],
    });
    crate::events::record(&opened.session, &crate::events::read("visit", visit).unwrap()).unwrap();
    (opened, person)
}

#[test]
fn the_persons_own_sheet_holds_all_that_the_book_holds_of_them_masked_until_a_reason_is_given() {
    let (opened, person) = with_person();
    let asked = FormRequest { subject: Some(person.to_string()), ..request("person_sheet") };
    let shut = plain(&build(&opened.session, &asked).unwrap()[0]);
    for word in ["示例甲", "999999********0014", "139****0001", "残疾人", "2020-05", "腿脚不便", "要轮椅", "户主"]
    {
        assert!(shut.contains(word), "{word} in {shut}");
    }
    assert!(!shut.contains("证号七八九") && !shut.contains("999999195003150014"));
    let full = FormRequest { full_numbers: true, ..asked.clone() };
    assert_eq!(build(&opened.session, &full).unwrap_err().code, "reason_needed");
    let full = FormRequest { reason: Some("本人查阅".into()), ..full };
    let laid_open = plain(&build(&opened.session, &full).unwrap()[0]);
    assert!(laid_open.contains("证号七八九") && laid_open.contains("999999195003150014"));
    let nobody = FormRequest { subject: Some(Id::from_u128(9999).to_string()), ..request("person_sheet") };
    assert_eq!(build(&opened.session, &nobody).unwrap_err().code, "not_found");
}

#[test]
fn a_loss_report_lists_what_left_the_book_by_its_title() {
    let (opened, _) = with_person();
    for (act, what) in [("export", "annex_a 2026-03"), ("reveal", "id_number"), ("print", "visit_record 2026-03")] {
        opened.session.book().audit_append(act, Some(what), None).unwrap();
    }
    let rows = |request: &FormRequest| {
        let document = build(&opened.session, request).unwrap().remove(0);
        let table = document.tables().next().unwrap().clone();
        table.rows.iter().map(|row| format!("{} {}", row.0[2].plain(), row.0[3].plain())).collect::<Vec<_>>()
    };
    assert_eq!(rows(&request("loss_report")), ["打印 走访记录表 2026-03", "导出 「红网工程」管理台账 2026-03"]);
    assert_eq!(rows(&FormRequest { month: Some("2026-02".into()), ..request("loss_report") }), [""; 0]);
    let wrong = FormRequest { month: Some("三月".into()), ..request("loss_report") };
    assert_eq!(build(&opened.session, &wrong).unwrap_err().code, "not_a_date");
}

#[test]
fn the_hand_over_sheet_counts_what_goes_over_and_names_both_when_it_was_done() {
    let (opened, _) = with_person();
    let sheet = || build(&opened.session, &request("handover")).unwrap().remove(0);
    let before = sheet();
    let table = before.tables().next().unwrap();
    let said: Vec<String> =
        table.rows.iter().flat_map(|row| row.0.chunks(2)).map(|pair| pair[0].plain() + &pair[1].plain()).collect();
    for expected in ["户数1", "人口1", "残疾人1", "没办完的诉求、事项1", "没定的疑点0"] {
        assert!(said.iter().any(|one| one == expected), "{expected} in {said:?}");
    }
    assert!(plain(&before).contains("要轮椅"), "open needs stand by name");
    assert!(plain(&before).contains("示例使用人"));
    let request = crate::handover::HandOver {
        name: "李小测".into(),
        password: "李小测 2026".into(),
        own_password: "密码".into(),
        grid: None,
        leader: None,
        keep_old: false,
    };
    crate::handover::hand_over(&opened.session, &request).unwrap();
    let after = plain(&sheet());
    assert!(after.contains("示例使用人") && after.contains("李小测"));
}

#[test]
fn the_operation_card_is_two_pages_and_the_notice_and_the_consent_one_each() {
    let (opened, person) = with_person();
    for (form, pages) in [("operation_card", 2), ("notice", 1), ("consent", 1), ("correction", 1)] {
        for blank in [false, true] {
            let made = pdf(&opened.session, &FormRequest { blank, ..request(form) }).unwrap();
            assert_eq!(made.pages, pages, "{form} {blank}");
        }
    }
    let named = FormRequest { subject: Some(person.to_string()), ..request("consent") };
    let consent = plain(&build(&opened.session, &named).unwrap()[0]);
    assert!(consent.contains("示例甲") && consent.contains("□身份证号"), "{consent}");
}
