//! 民情台账, 首问负责登记表, 矛盾纠纷排查调处登记表: what stands in them, what is masked, what is carried over.

use serde_json::{Value, json};

use super::*;
use crate::testing::Opened;

fn record(opened: &Opened, kind: &str, value: Value) -> String {
    crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
}

fn step(opened: &Opened, matter: &str, step: &str, date: &str, more: &Value) {
    let mut value = json!({ "matter": matter, "step": step, "date": date });
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    record(opened, "matter_step", value);
}

fn form(opened: &Opened, name: &str, month: &str, full: bool) -> Document {
    let asked = FormRequest { month: Some(month.to_owned()), full_numbers: full, ..request(name) };
    let reason = full.then(|| "核对".to_owned());
    build(&opened.session, &FormRequest { reason, ..asked }).unwrap().remove(0)
}

fn cells(document: &Document) -> Vec<Vec<String>> {
    let table = document.tables().next().unwrap();
    table.rows.iter().map(|row| row.0.iter().map(domain::document::Cell::plain).collect()).collect()
}

fn captions(document: &Document) -> Vec<&str> {
    document.tables().next().unwrap().columns.iter().map(|column| column.caption.as_str()).collect()
}

/// A lamp of January that was passed on and answered in February; a quarrel of February that was settled in March.
fn months() -> Opened {
    let opened = open(&village().rows, "2026-04-10");
    let register = opened.session.register().unwrap();
    let (head, other) = (register.rows().persons[0].id, register.rows().persons[2].id);
    record(&opened, "edit_person", json!({ "person": head, "phone": "13800001234" }));
    record(&opened, "edit_household", json!({ "household": register.rows().households[0].id, "address": "示例路1号" }));
    let lamp = json!({ "kind": "诉求", "source": "来访", "date": "2026-01-20", "content": "路灯不亮", "reporter": head,
        "responsible": other, "first_asked": other, "own_duty": false, "materials": "照片一张" });
    let lamp = record(&opened, "open_matter", lamp);
    step(&opened, &lamp, "上报", "2026-01-21", &json!({ "actor": "村党组织" }));
    step(&opened, &lamp, "交办", "2026-01-22", &json!({ "actor": "示例承办人" }));
    step(&opened, &lamp, "处置", "2026-02-03", &json!({ "note": "已换灯泡" }));
    step(&opened, &lamp, "反馈", "2026-02-04", &json!({ "note": "电话告知" }));
    step(&opened, &lamp, "回访", "2026-02-06", &json!({ "satisfied": true }));
    let parties = json!({ "class": "邻里", "scale": "个体", "party_a": "示例甲", "party_b": "示例乙", "involved": 4,
        "demand": "改水路" });
    let quarrel = json!({ "kind": "矛盾纠纷", "date": "2026-02-10", "content": "房檐滴水", "reporter_name": "示例外人",
        "phone": "13900005678", "dispute": parties });
    let quarrel = record(&opened, "open_matter", quarrel);
    let end = json!({ "note": "两家说和", "method": "人民调解", "settled": true });
    step(&opened, &quarrel, "就地办结", "2026-03-02", &end);
    step(&opened, &quarrel, "回访", "2026-03-05", &json!({ "satisfied": true }));
    opened
}

#[test]
fn the_matter_ledger_of_a_month_shows_how_matters_stood_then() {
    let opened = months();
    let january = form(&opened, "matter_ledger", "2026-01", false);
    assert_eq!(
        captions(&january),
        [
            "序号",
            "日期",
            "来源",
            "反映人",
            "电话",
            "类别",
            "内容",
            "责任人",
            "时限",
            "办理情况",
            "办结日期",
            "反馈方式",
            "满意度"
        ]
    );
    assert_eq!((january.title.as_str(), january.footer.as_str()), ("民情台账", INTERNAL));
    let register = opened.session.register().unwrap();
    let name = |at: usize| register.rows().persons[at].name.clone();
    let then = &cells(&january)[0];
    let expected = ["1", "01-20", "来访", &name(0), "138****1234", "诉求", "路灯不亮", &name(2), "02-04"];
    assert_eq!(then[..9], expected.map(str::to_owned));
    assert_eq!(then[9], "01-21 上报 村党组织\n01-22 交办 示例承办人");
    assert_eq!(then[10..], ["—", "—", "—"], "what came in February is not in January's");
    let text = plain(&january);
    assert!(
        text.contains("本月登记 1 件，以前转来 0 件；本月办结 0 件，其中网格内办结 0 件；本月上报 1 件；没办结 1 件，其中超期 0 件。"),
        "{text}"
    );
    let february = cells(&form(&opened, "matter_ledger", "2026-02", false));
    assert_eq!(february.len(), 2, "one carried over, one new");
    assert_eq!(february[0][9].lines().last(), Some("02-03 处置 已换灯泡"));
    assert_eq!(february[0][10..], ["02-04", "电话告知", "满意"]);
    let march = form(&opened, "matter_ledger", "2026-03", false);
    assert_eq!(cells(&march).len(), 1, "who had their answer in February is not carried over");
    assert!(plain(&march).contains("以前转来 1 件；本月办结 1 件，其中网格内办结 1 件"));
    assert!(cells(&form(&opened, "matter_ledger", "2026-04", false)).is_empty());
    let second =
        FormRequest { month: Some("2026-01".to_owned()), grid: Some("2".to_owned()), ..request("matter_ledger") };
    assert!(cells(&build(&opened.session, &second).unwrap()[0]).is_empty(), "it is the first grid's");
}

#[test]
fn what_a_dispute_is_about_is_printed_only_with_a_reason() {
    let opened = months();
    for name in ["matter_ledger", "dispute_register", "first_asked"] {
        let shut = plain(&form(&opened, name, "2026-03", false));
        for word in ["房檐滴水", "示例甲", "示例乙", "改水路", "两家说和", "13900005678"] {
            assert!(!shut.contains(word), "{name}: {word}");
        }
        let asked = FormRequest { full_numbers: true, ..request(name) };
        assert_eq!(build(&opened.session, &asked).unwrap_err().code, "reason_needed");
    }
    let open = plain(&form(&opened, "matter_ledger", "2026-03", true));
    assert!(open.contains("房檐滴水") && open.contains("13900005678") && open.contains("03-02 就地办结 两家说和"));
}

#[test]
fn the_dispute_register_has_all_captions_and_reports_zero() {
    let opened = months();
    let march = form(&opened, "dispute_register", "2026-03", true);
    assert_eq!(
        captions(&march),
        [
            "编号",
            "排查日期",
            "类别",
            "规模",
            "当事人（甲/乙）",
            "涉及人数",
            "简要情况",
            "主要诉求",
            "责任人",
            "化解方式",
            "时限",
            "进展",
            "是否成功",
            "化解日期",
            "是否上报",
            "回访"
        ]
    );
    assert_eq!(
        cells(&march)[0],
        [
            "2026-002",
            "02-10",
            "邻里",
            "个体",
            "示例甲\n示例乙",
            "4",
            "房檐滴水",
            "改水路",
            "—",
            "人民调解",
            "03-12",
            "03-02 就地办结 两家说和",
            "是",
            "03-02",
            "否",
            "03-05\n满意"
        ]
    );
    assert_eq!(march.footer, INTERNAL);
    let zero = |month: &str| plain(&form(&opened, "dispute_register", month, false));
    assert!(zero("2026-03").contains("零报告：本月矛盾纠纷 0 起、群体性矛盾纠纷 0 起、稳定信息 0 起。"));
    assert!(zero("2026-02").contains("零报告：本月矛盾纠纷 1 起、"));
}

#[test]
fn the_first_asked_register_says_to_whom_it_was_passed_on() {
    let opened = months();
    let february = form(&opened, "first_asked", "2026-02", false);
    assert_eq!(
        captions(&february),
        [
            "序号",
            "日期",
            "来访人",
            "电话",
            "住址",
            "事项",
            "类别",
            "收到材料",
            "首问责任人",
            "是否本人职责",
            "转交承办人",
            "转交日期",
            "时限",
            "结果",
            "回复日期",
            "满意度"
        ]
    );
    let rows = cells(&february);
    assert_eq!(rows.len(), 1, "only what somebody was asked first");
    assert_eq!((rows[0][4].as_str(), rows[0][7].as_str()), ("示例路1号", "照片一张"));
    assert_eq!(rows[0][9..], ["否", "示例承办人", "01-22", "02-04", "已换灯泡", "02-04", "满意"]);
    assert!(plain(&february).contains("共 1 件，其中转交 1 件，已有结果 1 件。"));
}

#[test]
fn forms_of_matters_can_be_printed_blank_and_the_zero_report_too() {
    let opened = months();
    for name in ["matter_ledger", "first_asked", "dispute_register"] {
        let blank = FormRequest { blank: true, ..request(name) };
        let document = build(&opened.session, &blank).unwrap().remove(0);
        assert!(document.tables().next().unwrap().rows.len() >= 8, "{name}");
        assert_eq!(document.footer, INTERNAL);
        assert!(!plain(&document).contains("路灯不亮"));
        let made = pdf(&opened.session, &blank).unwrap();
        assert_eq!(made.pages, 1, "{name}");
        let filled = FormRequest { month: Some("2026-02".to_owned()), ..request(name) };
        assert!(pdf(&opened.session, &filled).unwrap().bytes.starts_with(b"%PDF"), "{name}");
        assert!(xlsx(&opened.session, &filled).unwrap().rows >= 1, "{name}");
    }
    let blank = FormRequest { blank: true, ..request("dispute_register") };
    assert!(plain(&build(&opened.session, &blank).unwrap()[0]).contains("零报告：本月矛盾纠纷　　起、"));
}
