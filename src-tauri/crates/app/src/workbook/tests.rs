use domain::organisation::RoleKind;
use domain::tag::{Subject, TagKind};
use intake::normal::text::shown;
use serde_json::json;

use super::*;
use crate::host::Host;
use crate::testing::{Opened, Village, bench, date, open};

fn village() -> Opened {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    village.rows.households[0].code = Some("001".to_owned());
    let (head, child) = (village.head(home), village.person(home));
    village.role(head, grid, RoleKind::Leader);
    village.name(head, "示例组长");
    village.name(child, "示例小孩");
    village.rows.persons[0].id_number = Some("999999195003150014".to_owned());
    village.rows.persons[0].phone = Some("13800001234".to_owned());
    let row = village.rows.persons.last_mut().unwrap();
    (row.birth, row.id_number) = (date("2016-05-01"), Some("99999920150601002X".to_owned()));
    village.tag(Subject::Person(head), TagKind::Disabled, "", "");
    village.tag(Subject::Person(head), TagKind::Technician, "", "");
    let opened = open(&village.rows, "2026-03-20");
    let record = |kind: &str, value: serde_json::Value| {
        crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap();
    };
    record(
        "visit",
        json!({ "household": home, "date": "2026-03-01", "kind": "入户", "outcome": "见到",
        "findings": "=1+1", "needs": [{ "text": "路灯不亮" }] }),
    );
    record(
        "hold_activity",
        json!({ "kind": "志愿服务", "name": "清扫", "date": "2026-03-02",
        "people": [{ "person": head, "hours": "1.5" }] }),
    );
    record("add_thing", json!({ "kind": "其他", "name": "喇叭", "quantity": 3 }));
    record("contact", json!({ "person": head, "household": home }));
    opened
}

/// The lists of a file: each row's cells as text, joined.
fn lists(bytes: &[u8]) -> HashMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("一.xlsx");
    std::fs::write(&file, bytes).unwrap();
    let host = bench(folder.path().to_owned(), "2026-03-20");
    let read = sheets::read::read(&file, &sheets::read::Limits::default(), host.foreign()).unwrap();
    let row =
        |row: &domain::sheet::Row| row.cells.iter().map(|cell| shown(cell).into_owned()).collect::<Vec<_>>().join("|");
    read.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.rows.iter().map(row).collect())).collect()
}

#[test]
fn there_are_twelve_lists_and_what_is_sensitive_stays_in_the_book() {
    let opened = village();
    let made = registers(&opened.session, false, None).unwrap();
    let names: Vec<&str> = made.sheets.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.join(" "), "户 人 居住 类别 务工 党员 走访 诉求 联系户 活动 地物 组织");
    let lists = lists(&made.bytes);
    for (name, rows) in &made.sheets {
        assert_eq!(lists[*name].len(), rows + 1, "{name}: captions, then its rows");
    }
    assert_eq!(lists["户"][1], "001|示例组长|||第一网格|2");
    assert_eq!(lists["人"][1], "001|示例组长|户主||||999999********0014|138****1234|||科技能手||第一网格");
    assert_eq!(lists["人"][2], "001|示例小孩|||***|9|***||||||第一网格");
    assert!(lists["类别"].contains(&"***|人|***|残疾人".to_owned()), "{:?}", lists["类别"]);
    assert!(lists["类别"].contains(&"001|人|示例组长|科技能手".to_owned()));
    assert_eq!(lists["走访"][1], "2026-03-01|001|示例组长||入户|见到||=1+1");
    assert!(lists["活动"][1].ends_with("|1|1|1.5|第一网格党小组"), "{}", lists["活动"][1]);
    assert!(lists["地物"][1].starts_with("物|其他|喇叭|3"));
    let text: String = lists.values().flatten().cloned().collect();
    assert!(!text.contains("999999195003150014") && !text.contains("13800001234"));
}

#[test]
fn whole_numbers_need_a_reason_and_leave_a_trace() {
    let opened = village();
    assert_eq!(registers(&opened.session, true, Some(" ")).unwrap_err().code, "reason_needed");
    let ask = SaveRegisters {
        folder: opened.folder.path().display().to_string(),
        full_numbers: true,
        reason: Some("镇里核对".to_owned()),
    };
    let saved = save_registers(&opened.session, &ask).unwrap();
    assert!(saved.file.ends_with("向阳村 网格底册 2026-03-20.xlsx"), "{}", saved.file);
    let lists = lists(&std::fs::read(&saved.file).unwrap());
    assert!(lists["人"][1].contains("999999195003150014") && lists["人"][2].contains("99999920150601002X"));
    assert!(lists["类别"].contains(&"001|人|示例组长|残疾人".to_owned()));
    let (_, audit) = opened.session.book().audit(0, 9).unwrap();
    assert_eq!((audit[0].act.as_str(), audit[0].reason.as_deref()), ("export", Some("镇里核对")));
    assert!(audit[0].what.as_deref().unwrap().starts_with("registers 完整号码 xlsx"));
}
