//! Forms of meetings, resolutions and talks.

use domain::document::{Block, Cell, Document, INTERNAL};
use domain::id::Id;
use domain::organisation::RoleKind;
use domain::person::MemberKind;
use serde_json::{Value, json};

use super::{plain, record, request};
use crate::forms::{FormRequest, build, pdf, xlsx};
use crate::testing::{Opened, Village, open};

struct Known {
    opened: Opened,
    people: [Id; 4],
    grid: Id,
}

/// A grid with a household of four.
fn known() -> Known {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    let head = village.head(home);
    let people = [head, village.person(home), village.person(home), village.person(home)];
    for (person, name) in people.iter().zip(["示例组长", "示例成员", "示例老人", "示例𠮷"]) {
        village.name(*person, name);
    }
    village.role(head, grid, RoleKind::Leader);
    village.member(people[2], MemberKind::Full, None).exempt = true;
    Known { opened: open(&village.rows, "2026-04-10"), people, grid }
}

impl Known {
    fn held(&self, more: &Value) -> String {
        let [chair, absent, excused, guest] = self.people;
        let mut value = json!({ "kind": "党小组会", "name": "三月例会", "date": "2026-03-10", "start": "8:30",
            "end": "10:00", "place": "活动室", "grid": self.grid, "chair": chair, "recorder": chair,
            "agenda": ["通报", "议事"], "guests": "示例书记",
            "people": [{ "person": chair }, { "person": absent, "state": "缺席", "reason": "生病" },
                { "person": excused, "state": "免到", "reason": "年老体弱" }, { "person": guest, "state": "列席" }],
            "speeches": [{ "person": chair, "text": "先修路灯" }, { "speaker": "示例书记", "text": "抓紧办" }],
            "votes": [{ "subject": "先修路灯", "yes": 1 }],
            "resolutions": [{ "text": "修路灯", "owner": chair, "owner_name": "村委会", "due": "2026-03-25" }] });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        record(&self.opened, "hold_meeting", value)
    }

    fn form(&self, form: &str, change: impl FnOnce(FormRequest) -> FormRequest) -> Vec<Document> {
        build(&self.opened.session, &change(request(form))).unwrap()
    }
}

fn fields(document: &Document) -> Vec<(String, String)> {
    let fields = document.blocks.iter().find_map(|block| match block {
        Block::Fields(fields) => Some(fields),
        _ => None,
    });
    fields.unwrap().fields.iter().map(|field| (field.caption.clone(), field.value.plain())).collect()
}

fn headings(document: &Document) -> Vec<String> {
    let heading = |block: &Block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.lines[0].plain()),
        _ => None,
    };
    document.blocks.iter().filter_map(heading).collect()
}

fn rows(document: &Document, at: usize) -> Vec<String> {
    let table = document.tables().nth(at).unwrap();
    table.rows.iter().map(|row| row.0.iter().map(Cell::plain).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn minutes_hold_every_caption_of_the_form_and_are_signed_by_both() {
    let known = known();
    let held = known.held(&json!({}));
    let of_one = |form: FormRequest| FormRequest { subject: Some(held.clone()), ..form };
    let document = known.form("meeting_minutes", of_one).remove(0);
    assert_eq!((document.title.as_str(), document.footer.as_str()), ("会议记录", INTERNAL));
    let told = fields(&document);
    for (caption, value) in [
        ("会议名称", "三月例会"),
        ("类型", "党小组会"),
        ("时间", "2026-03-10 08:30 至 10:00"),
        ("地点", "活动室"),
        ("主持人", "示例组长"),
        ("记录人", "示例组长"),
        ("应到", "2"),
        ("实到", "1"),
        ("到会人员", "示例组长"),
        ("缺席及原因", "示例成员（生病）"),
        ("免到", "示例老人（年老体弱）"),
        ("列席", "示例𠮷、示例书记"),
        ("议题", "1. 通报\n2. 议事"),
    ] {
        assert!(told.contains(&(caption.to_owned(), value.to_owned())), "{caption} in {told:?}");
    }
    assert_eq!(headings(&document), ["发言记录", "表决", "决议"]);
    assert_eq!(rows(&document, 0), ["示例组长|先修路灯", "示例书记|抓紧办"]);
    assert_eq!(rows(&document, 1), ["先修路灯|1|0|0"]);
    assert_eq!(rows(&document, 2), ["1|修路灯|村委会 示例组长|2026-03-25"]);
    assert_eq!(document.signatures, ["主持人签名：", "记录人签名：", "年　　月　　日"]);
    let asked = of_one(request("meeting_minutes"));
    assert_eq!(pdf(&known.opened.session, &asked).unwrap().pages, 1);
    assert!(!xlsx(&known.opened.session, &asked).unwrap().bytes.is_empty());
}

#[test]
fn a_meeting_tells_how_earlier_decisions_stand_and_one_without_a_vote_has_no_room_for_it() {
    let known = known();
    let first = known.held(&json!({}));
    let session = &known.opened.session;
    let taken = crate::meetings::meeting(session, &first).unwrap().resolutions.remove(0).id;
    let reports = json!([{ "resolution": taken, "progress": "路灯已换", "done": true }]);
    let study = json!({ "kind": "集中学习", "date": "2026-04-02", "votes": [], "resolutions": [], "reports": reports });
    let second = known.held(&study);
    let document = known.form("meeting_minutes", |form| FormRequest { subject: Some(second), ..form }).remove(0);
    assert_eq!(headings(&document), ["上次决议通报", "发言记录", "决议"]);
    assert_eq!(rows(&document, 0), ["修路灯|村委会 示例组长|2026-04-02 办结　路灯已换"]);
    let march = known.form("meeting_minutes", |form| FormRequest { month: Some("2026-03".into()), ..form });
    assert_eq!(march.len(), 1);
    assert_eq!(march[0].name, "2026-03-10 三月例会");
}

#[test]
fn blank_minutes_fill_both_sides_of_a_sheet_and_a_blank_talk_one() {
    let known = known();
    for (form, pages, captions) in [
        (
            "meeting_minutes",
            2,
            &["会议名称", "类型", "时间", "地点", "主持人", "记录人", "缺席及原因", "列席", "议题"][..],
        ),
        (
            "talk_record",
            1,
            &["日期", "谈话人", "谈话对象", "谈话类型", "地点", "主要内容", "存在问题", "意见建议", "整改落实"],
        ),
    ] {
        let asked = FormRequest { blank: true, ..request(form) };
        let document = build(&known.opened.session, &asked).unwrap().remove(0);
        let told = fields(&document);
        for caption in captions {
            assert!(told.iter().any(|(own, _)| own == caption), "{caption} of {form}");
        }
        assert_eq!(pdf(&known.opened.session, &asked).unwrap().pages, pages, "{form}");
        assert!(!plain(&document).contains("示例"), "{form}");
    }
}

#[test]
fn what_is_not_done_stands_in_every_month_until_it_is() {
    let known = known();
    let held = known.held(&json!({ "date": "2026-01-10", "resolutions": [{ "text": "修路灯" }, { "text": "补种树苗",
        "due": "2026-02" }] }));
    let session = &known.opened.session;
    let taken = crate::meetings::meeting(session, &held).unwrap().resolutions;
    let reports = json!([{ "resolution": taken[0].id, "progress": "灯已订" }]);
    let second = known.held(&json!({ "date": "2026-02-10", "resolutions": [], "reports": reports }));
    let done = json!({ "resolution": taken[0].id, "date": "2026-03-05", "result": "亮了", "meeting": second });
    record(&known.opened, "resolution_done", done);
    let of = |month: &str| {
        let month = Some(month.to_owned());
        rows(&known.form("resolution_list", |form| FormRequest { month, ..form })[0], 0)
    };
    assert_eq!(
        of("2026-01"),
        ["1|2026-01-10|三月例会|修路灯|—|—|灯已订|—", "2|2026-01-10|三月例会|补种树苗|—|2026-02|—|—"],
        "the later meeting had not been told yet"
    );
    assert_eq!(of("2026-02")[0], "1|2026-01-10|三月例会|修路灯|—|—|灯已订|2026-02-10");
    assert_eq!(of("2026-03")[0], "1|2026-01-10|三月例会|修路灯|—|—|2026-03-05 办结　亮了|2026-02-10");
    assert_eq!(of("2026-04"), ["1|2026-01-10|三月例会|补种树苗|—|2026-02|超过时限|—"], "what is done is gone");
    assert_eq!(of("2025-12"), [""; 0], "it was not decided yet");
    let document =
        known.form("resolution_list", |form| FormRequest { month: Some("2026-03".into()), ..form }).remove(0);
    let captions: Vec<&str> =
        document.tables().next().unwrap().columns.iter().map(|column| column.caption.as_str()).collect();
    assert_eq!(captions, ["序号", "会议日期", "会议", "议定事项", "责任单位/人", "时限", "办理情况", "下次会议通报"]);
    assert!(plain(&document).contains("共 2 项，办结 1 项，未办结 1 项。"));
    let nowhere = FormRequest { grid: Some("第九网格".into()), ..request("resolution_list") };
    assert_eq!(build(session, &nowhere).unwrap_err().code, "not_found");
}

#[test]
fn a_talk_stands_on_a_page_that_both_sign() {
    let known = known();
    let [talker, person, ..] = known.people;
    let talk = json!({ "date": "2026-03-12", "talker": talker, "person": person, "place": "家中", "kind": "征求意见",
        "body": "工作", "problems": "太晚", "suggestions": "提前", "action": "已提前" });
    let talk = record(&known.opened, "talk", talk);
    let document = known.form("talk_record", |form| FormRequest { subject: Some(talk), ..form }).remove(0);
    let values: Vec<String> = fields(&document).into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, ["2026-03-12", "家中", "示例组长", "示例成员", "征求意见", "工作", "太晚", "提前", "已提前"]);
    assert_eq!(document.signatures[..2], ["谈话人签名：", "谈话对象签名："]);
    let march = known.form("talk_record", |form| FormRequest { month: Some("2026-03".into()), ..form });
    assert_eq!(march.len(), 1);
    let nobody = FormRequest { subject: Some(person.to_string()), ..request("talk_record") };
    assert_eq!(build(&known.opened.session, &nobody).unwrap_err().code, "not_found");
}
