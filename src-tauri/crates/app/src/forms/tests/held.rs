//! Forms of activities, volunteers, projects and registers.

use domain::document::{Block, Cell, Document, INTERNAL};
use domain::id::Id;
use domain::organisation::RoleKind;
use domain::tag::{Subject, TagKind};
use serde_json::json;

use super::{cells, plain, record, request};
use crate::forms::{FormRequest, build, pdf, xlsx};
use crate::testing::{Opened, Village, date, open, photo};

/// A grid: a household of two with a volunteer and a child; an old woman alone in the second.
struct Known {
    opened: Opened,
    leader: Id,
    child: Id,
    old: Id,
}

fn known() -> Known {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    village.rows.households[0].hamlet = Some("一组".to_owned());
    let (leader, child) = (village.head(home), village.person(home));
    village.rows.persons[0].id_number = Some("999999195003150014".to_owned());
    village.rows.persons[0].phone = Some("13800001234".to_owned());
    let row = village.rows.persons.last_mut().unwrap();
    (row.birth, row.id_number) = (date("2016-05-01"), Some("99999920150601002X".to_owned()));
    let home = village.household(grid);
    let old = village.head(home);
    village.rows.persons[2].birth = date("1950-02-01");
    village.name(leader, "示例组长");
    village.name(child, "示例小孩");
    village.name(old, "示例老人");
    village.role(leader, grid, RoleKind::Volunteer).volunteer_kind = Some("能人".to_owned());
    village.tag(Subject::Person(child), TagKind::LeftBehindChild, "", "");
    village.tag(Subject::Person(leader), TagKind::Technician, "2024-05", "");
    Known { opened: open(&village.rows, "2026-04-10"), leader, child, old }
}

impl Known {
    fn held(&self, more: &serde_json::Value) -> String {
        let mut value = json!({ "kind": "志愿服务", "name": "上门理发", "date": "2026-03-10", "start": "8:30",
            "end": "11:00", "place": "一组", "beneficiaries": "老人", "served": 12, "led_by": self.leader,
            "people": [{ "person": self.leader }, { "person": self.old, "part": "参加" }] });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        record(&self.opened, "hold_activity", value)
    }

    fn form(&self, form: &str, change: impl FnOnce(FormRequest) -> FormRequest) -> Vec<Document> {
        build(&self.opened.session, &change(request(form))).unwrap()
    }

    fn photographed(&self, activity: &str, count: u8) {
        for at in 0..count {
            let file = self.opened.folder.path().join(format!("{at}.png"));
            photo(&file, (80, 60), 20 * at);
            let value =
                json!({ "activity": activity, "file": file, "caption": format!("第{at}张"), "date": "2026-03-10" });
            record(&self.opened, "add_photo", value);
        }
    }
}

fn values(document: &Document) -> Vec<String> {
    let fields = document.blocks.iter().find_map(|block| match block {
        Block::Fields(fields) => Some(fields),
        _ => None,
    });
    fields.unwrap().fields.iter().map(|field| field.value.plain()).collect()
}

#[test]
fn an_activity_stands_on_a_page_with_its_photographs_behind_it() {
    let known = known();
    let held = known.held(&json!({}));
    known.held(&json!({ "kind": "文化活动", "name": "展演", "date": "2026-03-20", "people": [] }));
    let of_one = |form: FormRequest| FormRequest { subject: Some(held.clone()), ..form };
    let document = known.form("activity_record", of_one).remove(0);
    assert_eq!((document.title.as_str(), document.footer.as_str()), ("志愿服务活动记录表", INTERNAL));
    assert_eq!(values(&document)[..2], ["上门理发", "为民服务"]);
    assert!(values(&document).contains(&"2026-03-10 08:30 至 11:00".to_owned()));
    let rows: Vec<String> = cells(&document).iter().map(|row| row[..4].join("|")).collect();
    assert_eq!(rows, ["1|示例组长|志愿者|2.5", "2|示例老人|参加|—"]);
    assert!(plain(&document).contains("共 2 人，其中志愿者 1 人，服务时长合计 2.5 小时。"));
    assert!(document.annex.is_none());
    let asked = of_one(request("activity_record"));
    assert_eq!(pdf(&known.opened.session, &asked).unwrap().pages, 1);

    known.photographed(&held, 3);
    let document = known.form("activity_record", of_one).remove(0);
    let annex = document.annex.unwrap();
    let mut captions: Vec<&str> = annex.pictures.iter().map(|picture| picture.caption.as_str()).collect();
    captions.sort_unstable();
    assert_eq!(captions, ["第0张（2026-03-10）", "第1张（2026-03-10）", "第2张（2026-03-10）"]);
    let made = pdf(&known.opened.session, &asked).unwrap();
    assert_eq!(made.pages, 2, "the photographs have a page of their own");
    assert!(made.bytes.windows(10).any(|part| part == b"/DCTDecode"), "they are in it as they are kept");
    let book = xlsx(&known.opened.session, &asked).unwrap().bytes;
    assert!(book.windows(15).any(|part| part == b"xl/media/image1"), "and in the workbook");

    let march = known.form("activity_record", |form| FormRequest { month: Some("2026-03".to_owned()), ..form });
    let titles: Vec<&str> = march.iter().map(|document| document.title.as_str()).collect();
    assert_eq!(titles, ["志愿服务活动记录表", "文化活动记录表"]);
}

#[test]
fn a_months_visits_carry_their_photographs() {
    let known = known();
    let home = known.opened.session.register().unwrap().rows().households[0].id;
    let visit = json!({ "household": home, "date": "2026-04-02", "kind": "入户", "outcome": "见到" });
    let visit = record(&known.opened, "visit", visit);
    let file = known.opened.folder.path().join("门.png");
    photo(&file, (60, 80), 90);
    record(&known.opened, "add_photo", json!({ "visit": visit, "file": file }));
    let annex = known.form("visit_record", |form| form).remove(0).annex.unwrap();
    assert_eq!(annex.pictures[0].caption, "2026-04-02　示例组长");
    let march = known.form("visit_record", |form| FormRequest { month: Some("2026-03".to_owned()), ..form });
    assert!(march[0].annex.is_none());
}

#[test]
fn the_activities_of_a_month_stand_one_a_row() {
    let known = known();
    known.held(&json!({}));
    known.held(&json!({ "date": "2026-02-10" }));
    let month = |month: &str| {
        let month = Some(month.to_owned());
        known.form("activity_list", |form| FormRequest { month, ..form }).remove(0)
    };
    let rows = cells(&month("2026-03"));
    assert_eq!(rows.len(), 1);
    assert_eq!(
        rows[0].join("|"),
        "1|03-10|08:30\n至 11:00|上门理发|志愿服务|为民服务|一组|老人|12|示例组长|2|1|2.5|—|—"
    );
    assert!(plain(&month("2026-03")).contains("共 1 次活动，志愿服务时长合计 2.5 小时。"));
    assert!(cells(&month("2026-01")).is_empty());
}

#[test]
fn a_certificate_sums_what_one_person_served() {
    let known = known();
    known.held(&json!({}));
    known.held(&json!({ "date": "2026-04-01", "people": [{ "person": known.leader, "hours": "3" }] }));
    let of = |person: Id| {
        let subject = Some(person.to_string());
        known.form("service_hours", |form| FormRequest { subject, ..form }).remove(0)
    };
    let text = plain(&of(known.leader));
    let words = "兹证明 示例组长（身份证号 999999********0014） 自 2026-03-10 至 2026-04-10，参加志愿服务活动 2 次，\
                 累计服务时长 5.5 小时。";
    assert!(text.contains(words), "{text}");
    assert_eq!(cells(&of(known.leader)).len(), 2);
    let march = FormRequest {
        subject: Some(known.leader.to_string()),
        month: Some("2026-03".to_owned()),
        ..request("service_hours")
    };
    assert!(plain(&build(&known.opened.session, &march).unwrap()[0]).contains("累计服务时长 2.5 小时"));
    assert!(plain(&of(known.old)).contains("没有志愿服务记录"), "who only came does not serve");
    assert_eq!(known.form("service_hours", |form| form).len(), 1, "one page each");
    let whole = FormRequest { full_numbers: true, subject: Some(known.leader.to_string()), ..request("service_hours") };
    assert_eq!(build(&known.opened.session, &whole).unwrap_err().code, "reason_needed");
}

#[test]
fn volunteers_are_listed_with_the_hours_of_the_year() {
    let known = known();
    known.held(&json!({}));
    let rows = cells(&known.form("volunteer_roster", |form| form)[0]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].join("|"), "1|示例组长|—|—|志愿者|能人|第一网格|—|—|138****1234|1|2.5|—");
}

#[test]
fn who_was_left_behind_is_listed_and_who_lives_alone_follows_from_the_book() {
    let known = known();
    let list = |request: FormRequest| cells(&build(&known.opened.session, &request).unwrap()[0]);
    let rows = list(request("left_behind"));
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].join("|"), "1|留守儿童|示例小孩|***|9|***|***|***|***|***|名单|—");
    assert_eq!((rows[1][1].as_str(), rows[1][2].as_str(), rows[1][10].as_str()), {
        ("独居老人", "示例老人", "一人户，满六十周岁")
    });
    let whole = FormRequest { full_numbers: true, reason: Some("镇里核对".to_owned()), ..request("left_behind") };
    assert_eq!(list(whole)[0][5], "99999920150601002X");
    record(&known.opened, "add_tag", json!({ "person": known.old, "tag": "独居老人" }));
    assert_eq!(list(request("left_behind"))[1][10], "名单");
    assert!(known.child != known.old);
}

#[test]
fn the_able_are_those_whom_annex_a_counts() {
    let known = known();
    let rows = cells(&known.form("able_people", |form| form)[0]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].join("|"), "1|科技能手|示例组长|—|—|一组|第一网格|—|—|138****1234|2024-05|—");
}

#[test]
fn projects_stand_with_what_was_done_in_them() {
    let known = known();
    let new =
        json!({ "kind": "党建品牌", "name": "红色庭院", "owner": known.leader, "date": "2026-02", "goal": "十户" });
    let project = record(&known.opened, "add_project", new);
    known.held(&json!({ "project": project }));
    let rows = cells(&known.form("project_list", |form| form)[0]);
    assert_eq!(rows[0].join("|"), "1|红色庭院|党建品牌|十户|—|示例组长|2026-02 起|—|1|—");
    record(&known.opened, "end_project", json!({ "project": project, "date": "2026-04-01" }));
    assert!(cells(&known.form("project_list", |form| form)[0]).is_empty());
}

#[test]
fn the_ground_register_counts_people_as_the_ledger_does() {
    let known = known();
    record(&known.opened, "add_place", json!({ "kind": "公共场所", "name": "广场", "hamlet": "二组" }));
    let sheet = known.form("ground_register", |form| form).remove(0);
    let tables: Vec<_> = sheet.tables().collect();
    let line = |row: &domain::document::Row| row.0.iter().map(Cell::plain).collect::<Vec<_>>().join("|");
    assert_eq!(line(&tables[0].rows[0]), "一组|1|2|0|0|0|0|0|0|1");
    assert_eq!(line(tables[0].total.as_ref().unwrap()), "合计|2|3|0|0|0|0|0|0|1");
    assert_eq!(line(&tables[1].rows[0]), "1|公共场所|广场|二组|—|—");
    assert!(line(&tables[4].rows[0]).contains("第一网格党小组"));
    let of_grid = FormRequest { grid: Some("1".to_owned()), ..request("ground_register") };
    let sheet = build(&known.opened.session, &of_grid).unwrap().remove(0);
    assert!(sheet.tables().nth(1).unwrap().rows.is_empty(), "a place of another grid's hamlet");
}
