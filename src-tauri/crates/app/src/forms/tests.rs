mod committed;
mod held;
mod matters;
mod met;
mod papers;

use domain::date::PartialDate;
use domain::document::{Block, Document, INTERNAL, Line, Run, Value};
use domain::organisation::RoleKind;
use domain::person::{MemberKind, ToReason, Work, WorkKind};
use domain::register::Rows;
use domain::tag::{Subject, TagKind};

use super::*;
use crate::testing::{Village, date, open};

fn request(form: &str) -> FormRequest {
    FormRequest { form: form.to_owned(), ..FormRequest::default() }
}

fn lines(document: &Document) -> Vec<&Line> {
    let mut lines: Vec<&Line> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Fields(fields) => lines.extend(fields.fields.iter().flat_map(|field| &field.value.lines)),
            Block::Paragraph(paragraph) => lines.extend(&paragraph.lines),
            Block::Tree(tree) => {
                lines.extend(tree.outline().into_iter().flat_map(|(_, node)| node.facts.iter().chain([&node.name])));
            }
            Block::Table(table) => {
                let rows = table.rows.iter().chain(&table.total);
                lines.extend(rows.flat_map(|row| &row.0).flat_map(|cell| &cell.lines));
            }
        }
    }
    lines
}

fn linked(document: &Document) -> Vec<Value> {
    let runs = lines(document).into_iter().flat_map(|line| &line.0);
    runs.filter_map(|run| match run {
        Run::Value(value) if value.link.is_some() => Some(value.clone()),
        _ => None,
    })
    .collect()
}

fn plain(document: &Document) -> String {
    lines(document).into_iter().map(|line| line.plain() + "\n").collect()
}

/// Two grids, a household outside of them, and one of everything that a March can bring.
fn village() -> Village {
    let mut village = Village::opened("2026-01-01");
    let (one, two) = (village.grid(1), village.grid(2));
    village.found_groups();
    for grid in [one, two, one] {
        let home = village.household(grid);
        village.rows.households.last_mut().unwrap().code = Some(format!("0{}", village.rows.households.len()));
        let (head, child) = (village.head(home), village.person(home));
        village.role(head, grid, RoleKind::Volunteer);
        village.tag(Subject::Household(home), TagKind::LowIncome, "", "");
        village.tag(Subject::Person(head), TagKind::Disabled, "2020-05", "2027-01-01");
        village.tag(Subject::Person(child), TagKind::Technician, "", "");
    }
    let outside = village.id();
    village.rows.households.push(domain::household::Household::blank(outside));
    village.head(outside);
    let stays = &mut village.rows.residences;
    (stays[1].to, stays[1].to_reason) = (date("2026-03-10"), Some(ToReason::Death));
    stays[3].to = date("2026-03-11");
    let moved = village.rows.household_grids[2].household;
    village.rows.household_grids[2].to = date("2026-03-12");
    village.place(moved, two, "2026-03-12", "");
    village
}

#[test]
fn every_number_of_the_ledger_opens_exactly_its_records() {
    let opened = open(&village().rows, "2026-04-10");
    for month in ["2026-01", "2026-02", "2026-03", "2026-04"] {
        let request = FormRequest { month: Some(month.to_owned()), ..request("annex_a") };
        let documents = build(&opened.session, &request).unwrap();
        let numbers = linked(&documents[0]);
        assert!(numbers.len() > 30, "{month}: {} numbers", numbers.len());
        for number in numbers {
            let link = number.link.unwrap().0;
            let behind = records_behind(&opened.session, &link).unwrap();
            let records = behind.households.len() + behind.persons.len();
            assert_eq!(records.to_string(), number.text, "{link}");
            assert!(behind.title.starts_with(month) && !behind.basis.is_empty());
        }
    }
    for made_up in ["", "2026-03/village/nothing", "2026-03/grid:0198f2a0-7c11-7def-8abc-0123456789ab/persons"] {
        assert_eq!(records_behind(&opened.session, made_up).unwrap_err().code, "not_found", "{made_up}");
    }
}

#[test]
fn the_ledger_has_the_standards_captions_in_order_and_all_seven_kinds() {
    let opened = open(&village().rows, "2026-04-10");
    let document = build(&opened.session, &FormRequest { month: Some("2026-03".to_owned()), ..request("annex_a") })
        .unwrap()
        .remove(0);
    assert_eq!(document.title, "「红网工程」管理台账");
    let table = document.tables().next().unwrap();
    let captions: Vec<&str> = table.columns.iter().map(|column| column.caption.as_str()).collect();
    let expected =
        ["序号", "网格党小组", "党小组组长", "党小组成员", "志愿者服务队", "网格基本情况", "服务对象", "能人骨干"];
    assert_eq!(captions, expected);
    let cells: Vec<String> = table.rows[0].0.iter().map(domain::document::Cell::plain).collect();
    assert_eq!(cells[5], "户数：1\n人口：1");
    assert_eq!(cells[6], "低保户：1\n残疾人：1\n社会救助：0\n优抚对象：0");
    assert_eq!(cells[7], "种植大户：0\n养殖专家：0\n科技能手：0");
    assert_eq!(document.head[0].left, "向阳村　2026年3月");
    assert_eq!(document.head[0].right, "截至 2026-03-31　未结账");
    assert_eq!(document.footer, "");
    let text = plain(&document);
    assert!(text.contains("全村人口：上月 7 − 死亡 1 − 差额 1 = 本月 5。说不清去来的："), "{text}");
    assert!(text.contains("第一网格人口：上月 4 − 死亡 1 − 调出 2 = 本月 1。"), "{text}");
    assert!(text.contains("全村户数：上月 4 = 本月 4。"), "{text}");
}

#[test]
fn a_month_before_the_opening_says_that_it_is_for_reference() {
    let opened = open(&village().rows, "2026-04-10");
    let december = FormRequest { month: Some("2025-12".to_owned()), ..request("annex_a") };
    let document = &build(&opened.session, &december).unwrap()[0];
    assert!(document.head[0].right.ends_with("建账之前，仅供参考"));
}

#[test]
fn names_stand_only_in_a_ledger_that_says_it_is_internal() {
    let opened = open(&village().rows, "2026-04-10");
    let asked = FormRequest { names: true, month: Some("2026-02".to_owned()), ..request("annex_a") };
    assert_eq!(build(&opened.session, &asked).unwrap_err().code, "reason_needed");
    let asked = FormRequest { reason: Some("核对".to_owned()), ..asked };
    let document = &build(&opened.session, &asked).unwrap()[0];
    assert_eq!(document.footer, "内部资料 不得张贴");
    let register = opened.session.register().unwrap();
    let persons = &register.rows().persons;
    assert!(plain(document).contains(&format!("科技能手：2（{}、{}）", persons[1].name, persons[5].name)));
    assert!(plain(document).contains("残疾人：2\n"), "sensitive kinds stay numbers");
}

#[test]
fn every_form_prints_blank_and_prints_for_a_book_that_holds_nobody() {
    let nobody = open(&Rows::default(), "2026-04-10");
    let village = open(&village().rows, "2026-04-10");
    for form in list(crate::standard::shipped().unwrap()) {
        for (opened, blank) in [(&nobody, false), (&nobody, true), (&village, true), (&village, false)] {
            let request = FormRequest { blank, ..request(&form.form) };
            let made = pdf(&opened.session, &request).unwrap();
            assert!(made.bytes.starts_with(b"%PDF") && made.pages >= 1, "{} blank {blank}", form.form);
            assert!(xlsx(&opened.session, &request).unwrap().bytes.starts_with(b"PK"), "{} blank {blank}", form.form);
        }
        let blank = build(&village.session, &FormRequest { blank: true, ..request(&form.form) }).unwrap();
        assert!(linked(&blank[0]).is_empty() && !plain(&blank[0]).contains("示例"), "{}", form.form);
    }
    assert_eq!(build(&nobody.session, &request("no_such")).unwrap_err().code, "no_such_form");
}

#[test]
fn a_card_masks_numbers_and_shows_of_a_child_name_and_age() {
    let mut village = village();
    let home = village.rows.households[0].id;
    village.rows.households[0].phone = Some("13800001234".to_owned());
    let head = &mut village.rows.persons[0];
    (head.id_number, head.birth) = (Some("999999195003150014".to_owned()), date("1950-03-15"));
    let head = head.id;
    let child = village.person(home);
    village.last_stay().relation = domain::codes::Relation::from_word("孙子");
    let row = village.rows.persons.last_mut().unwrap();
    (row.id_number, row.birth) = (Some("99999920150601002X".to_owned()), date("2015-06-01"));
    village.name(child, "示例小孩");
    let id = village.id();
    let place = Some("沈阳".to_owned());
    village.rows.works.push(Work { id, person: head, kind: WorkKind::Away, place, from: None, to: None });
    let opened = open(&village.rows, "2026-04-10");
    let asked = FormRequest { subject: Some("01".to_owned()), ..request("household_card") };
    let card = build(&opened.session, &asked).unwrap().remove(0);
    assert_eq!((card.name.as_str(), card.footer.as_str()), ("01", INTERNAL));
    let rows: Vec<String> = card
        .tables()
        .next()
        .unwrap()
        .rows
        .iter()
        .map(|row| row.0.iter().map(domain::document::Cell::plain).collect::<Vec<_>>().join("|"))
        .collect();
    let head_name = opened.session.register().unwrap().rows().persons[0].name.clone();
    assert_eq!(
        rows[0],
        format!(
            "1|{head_name}|户主|—|1950-03-15（76）|999999********0014|—|外出务工（沈阳）|残疾人（2020-05 起，2026-12-31 止）"
        )
    );
    assert_eq!(rows[1], "2|示例小孩|***|***|10 岁|***|***|***|***");
    assert_eq!(rows.len(), 2, "who died is not on the card");
    assert!(plain(&card).contains("138****1234") && plain(&card).contains("低保户"));

    let whole = FormRequest { full_numbers: true, ..asked };
    assert_eq!(build(&opened.session, &whole).unwrap_err().code, "reason_needed");
    let whole = FormRequest { reason: Some("核对证件".to_owned()), ..whole };
    let text = plain(&build(&opened.session, &whole).unwrap()[0]);
    assert!(text.contains("999999195003150014") && text.contains("99999920150601002X") && text.contains("13800001234"));
}

#[test]
fn without_a_name_every_open_household_has_its_card() {
    let opened = open(&village().rows, "2026-04-10");
    assert_eq!(build(&opened.session, &request("household_card")).unwrap().len(), 4);
    let two = FormRequest { grid: Some("2".to_owned()), ..request("household_card") };
    assert_eq!(build(&opened.session, &two).unwrap().len(), 2);
    let gone = FormRequest { subject: Some("99".to_owned()), ..request("household_card") };
    assert_eq!(build(&opened.session, &gone).unwrap_err().code, "not_found");
}

#[test]
fn the_roster_holds_the_members_that_count_once_each_and_opens_them() {
    let mut village = village();
    let [first, second, dead] = [0, 2, 1].map(|at: usize| village.rows.persons[at].id);
    village.rows.persons[2].phone = Some("13800001234".to_owned());
    village.member(first, MemberKind::Unknown, None);
    village.member(first, MemberKind::Full, date("1980-07-01"));
    village.member(second, MemberKind::Probationary, date("2025-12")).floating = true;
    village.member(dead, MemberKind::Full, None);
    let opened = open(&village.rows, "2026-04-10");
    let roster = build(&opened.session, &request("party_roster")).unwrap().remove(0);
    let kinds: Vec<String> = roster.tables().next().unwrap().rows.iter().map(|row| row.0[8].plain()).collect();
    assert_eq!(kinds, ["正式", "预备"]);
    assert!(plain(&roster).contains("共 2 人，其中预备 1 人、流动 1 人。"));
    assert!(plain(&roster).contains("138****1234") && plain(&roster).contains("流动党员"));
    assert_eq!(roster.footer, INTERNAL);
    let total = linked(&roster).remove(0);
    assert_eq!(records_behind(&opened.session, &total.link.unwrap().0).unwrap().persons.len(), 2);
    let of_one = FormRequest { grid: Some("第二网格".to_owned()), ..request("party_roster") };
    assert_eq!(build(&opened.session, &of_one).unwrap()[0].tables().next().unwrap().rows.len(), 1);
    let february = FormRequest { month: Some("2026-02".to_owned()), ..request("party_roster") };
    assert_eq!(build(&opened.session, &february).unwrap()[0].tables().next().unwrap().rows.len(), 3);
}

fn record(opened: &crate::testing::Opened, kind: &str, value: serde_json::Value) -> String {
    crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
}

fn cells(document: &Document) -> Vec<Vec<String>> {
    let rows = &document.tables().next().unwrap().rows;
    rows.iter().map(|row| row.0.iter().map(domain::document::Cell::plain).collect()).collect()
}

#[test]
fn the_visits_of_a_month_stand_with_what_came_of_them() {
    let mut village = village();
    let [one, two] = [0, 1].map(|at: usize| village.rows.households[at].id);
    let head = village.rows.persons[0].id;
    village.name(head, "示例户主");
    let opened = open(&village.rows, "2026-04-10");
    let paid = |household, day: &str, more: serde_json::Value| {
        let mut value = serde_json::json!({ "household": household, "date": day, "kind": "入户", "outcome": "见到",
            "visitors": "示例组长", "needs": [] });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        record(&opened, "visit", value)
    };
    let needs = serde_json::json!([{ "text": "路灯不亮", "report": true }, { "text": "问医保", "answer": "当场讲清" }]);
    let first = paid(one, "2026-03-02", serde_json::json!({ "person": head, "findings": "平安", "needs": needs }));
    paid(two, "2026-03-05", serde_json::json!({ "outcome": "不在家", "remark": "下午再去" }));
    paid(one, "2026-03-20", serde_json::json!({ "kind": "回访", "satisfied": true }));
    paid(one, "2026-04-01", serde_json::json!({}));
    let need = crate::visits::visit(&opened.session, &first).unwrap().needs[0].id.clone();
    record(&opened, "need_result", serde_json::json!({ "need": need, "result": "已换", "date": "2026-03-10" }));

    let march = FormRequest { month: Some("2026-03".to_owned()), ..request("visit_record") };
    let document = build(&opened.session, &march).unwrap().remove(0);
    assert_eq!((document.title.as_str(), document.footer.as_str()), ("走访记录表", INTERNAL));
    let captions: Vec<&str> =
        document.tables().next().unwrap().columns.iter().map(|column| column.caption.as_str()).collect();
    assert_eq!(
        captions.join(" "),
        "序号 走访日期 户主 走访对象 方式 家庭近况 反映问题/诉求 现场答复 是否上报 办理结果 回访日期 是否满意 走访人 备注"
    );
    let rows = cells(&document);
    assert_eq!(
        rows[0].join("|"),
        "1|2026-03-02|示例户主|示例户主|入户|平安|1.路灯不亮\n2.问医保|1.—\n2.当场讲清|1.是\n2.否|\
         1.已换（2026-03-10）\n2.—|2026-03-20|是|示例组长|—"
    );
    assert_eq!(rows[1][5..].join("|"), "不在家|—|—|—|—|—|—|示例组长|下午再去");
    assert_eq!((rows.len(), rows[2][4].as_str(), rows[2][10].as_str()), (3, "回访", "2026-03-20"));
    assert!(plain(&document).contains("共走访 3 次，其中见到 2 次、不在家 1 次。"));
    let of_two = FormRequest { grid: Some("2".to_owned()), ..march };
    assert_eq!(cells(&build(&opened.session, &of_two).unwrap()[0]).len(), 1);
}

#[test]
fn the_sheet_of_a_round_has_room_to_write_and_shows_no_number() {
    let mut village = village();
    for (row, hamlet) in village.rows.households.iter_mut().zip(["二组", "一组", "一组", "二组"]) {
        row.hamlet = Some(hamlet.to_owned());
        row.phone = Some("13800001234".to_owned());
    }
    for row in &mut village.rows.persons {
        row.phone = Some("13900001234".to_owned());
    }
    let opened = open(&village.rows, "2026-04-10");
    let documents = build(&opened.session, &request("round_sheet")).unwrap();
    let heads: Vec<_> = documents.iter().map(|one| (one.head[0].left.as_str(), one.head[0].right.as_str())).collect();
    assert_eq!(heads, [("向阳村　一组", "单号 20260410-01"), ("向阳村　二组", "单号 20260410-02")]);
    let rows = cells(&documents[0]);
    assert_eq!(rows[0][0], "01");
    assert_eq!(rows[0][2..].join("|"), "02|1|从未|□|□|||");
    let text: String = documents.iter().map(plain).collect();
    assert!(!text.contains("0000") && !text.contains("****"), "{text}");
    let of_one = FormRequest { subject: Some("二组".to_owned()), ..request("round_sheet") };
    assert_eq!(build(&opened.session, &of_one).unwrap().len(), 1);
}

#[test]
fn pages_that_were_set_are_there_until_anything_changes() {
    let opened = open(&village().rows, "2026-04-10");
    let session = &opened.session;
    let asked = request("annex_a");
    assert!(sheet(session, &asked).unwrap().1);
    assert!(!sheet(session, &asked).unwrap().1, "nothing changed");
    assert!(sheet(session, &request("party_roster")).unwrap().1, "another form");
    assert!(sheet(session, &asked).unwrap().1, "only the last is kept");
    let settings = crate::settings::settings(session).unwrap();
    let captions = ["甲", "乙", "丙", "丁", "戊", "己"].map(str::to_owned).to_vec();
    crate::settings::save(session, &crate::settings::Settings { captions, ..settings }).unwrap();
    let (sheet, fresh) = sheet(session, &asked).unwrap();
    assert!(fresh && sheet.documents[0].tables().next().unwrap().columns[2].caption == "甲");
}

#[test]
fn what_is_laid_open_on_the_screen_is_noted_once() {
    let opened = open(&village().rows, "2026-04-10");
    let session = &opened.session;
    let asked = FormRequest { names: true, reason: Some("核对".to_owned()), ..request("annex_a") };
    let view = view(session, &asked).unwrap();
    assert_eq!((view.pages, view.documents), (1, 1));
    let image = page_image(session, &PageRequest { req: asked, page: 0, scale: 1.0 }).unwrap();
    assert!(image.starts_with("data:image/png;base64,iVBOR"));
    let (number, audit) = session.book().audit(0, 9).unwrap();
    assert_eq!((number, audit[0].act.as_str()), (1, "reveal"));
    assert_eq!(audit[0].what.as_deref(), Some("annex_a 姓名"));
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_place() {
    let mut village = village();
    let head = village.rows.persons[0].id;
    village.name(head, "示例\u{2FFFE}");
    let asked = FormRequest { subject: Some("01".to_owned()), ..request("household_card") };
    let view = view(&open(&village.rows, "2026-04-10").session, &asked).unwrap();
    assert_eq!(view.missing.len(), 2, "the head block and the row");
    assert!(view.missing.iter().any(|missing| missing.place == "第 1 行 姓名" && missing.text == "示例〓"));
}

#[test]
fn there_are_the_months_since_the_opening_and_a_year_at_least() {
    let opened = open(&village().rows, "2026-04-10");
    let months = months(&opened.session).unwrap();
    assert_eq!((months[0].month.as_str(), months[11].month.as_str(), months.len()), ("2026-04", "2025-05", 12));
    let before: Vec<&str> =
        months.iter().filter(|row| row.before_opening).map(|row| row.month.as_str()).take(1).collect();
    assert_eq!(before, ["2025-12"]);
    assert_eq!((months[0].state.as_str(), months[11].state.as_str()), ("未结账", "建账之前，仅供参考"));
    assert_eq!(super::months(&open(&Rows::default(), "2026-04-10").session).unwrap().len(), 1);
    let long = Rows { opened_on: date("2024-04-01").map(PartialDate::first_day), ..Rows::default() };
    assert_eq!(super::months(&open(&long, "2026-04-10").session).unwrap().len(), 25);
}

#[test]
fn every_form_stands_once_under_one_heading_and_is_found_by_letters() {
    let standard = crate::standard::shipped().unwrap();
    let forms = list(standard);
    let names: std::collections::BTreeSet<&str> = forms.iter().map(|form| form.form.as_str()).collect();
    assert_eq!(names.len(), forms.len());
    let mut groups: Vec<&str> = forms.iter().map(|form| form.group.as_str()).collect();
    groups.dedup();
    let headings: std::collections::BTreeSet<&str> = groups.iter().copied().collect();
    assert_eq!(headings.len(), groups.len(), "forms of one heading follow each other: {groups:?}");
    assert!(!headings.contains(""));
    for form in &forms {
        assert_eq!(form.letters.len(), form.title.chars().count(), "{}", form.form);
    }
    let letters = |name: &str| forms.iter().find(|form| form.form == name).unwrap().letters.clone();
    assert_eq!(letters("talk_record"), ["t", "x", "t", "h", "j", "l"]);
    // 红 is also read gong, and a bracket not at all.
    assert_eq!(letters("annex_a")[..3], ["", "gh", "w"].map(str::to_owned));
}
