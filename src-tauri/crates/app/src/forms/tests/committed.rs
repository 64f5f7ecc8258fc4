//! Forms of posts and commitments.

use domain::document::{Block, Document, INTERNAL};
use domain::id::Id;
use domain::person::MemberKind;
use serde_json::json;

use super::{cells, plain, record, request};
use crate::failure::Failure;
use crate::forms::{FormRequest, build, pdf, xlsx};
use crate::testing::{Opened, Village, date, open};

/// A grid with two party members, and one in the second grid.
struct Known {
    opened: Opened,
    people: [Id; 3],
}

const NUMBER: &str = "999999195003150014";
const PHONE: &str = "13800001234";

fn known() -> Known {
    let mut village = Village::opened("2026-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let homes = grids.map(|grid| village.household(grid));
    let people = [village.head(homes[0]), village.person(homes[0]), village.head(homes[1])];
    for (at, person) in people.into_iter().enumerate() {
        village.name(person, ["示例甲", "示例乙", "示例丙"][at]);
        village.member(person, MemberKind::Full, date("1990-07"));
        let row = village.rows.persons.iter_mut().find(|row| row.id == person).unwrap();
        (row.birth, row.skills) = (date("1960-05"), Some("果树".to_owned()));
        (row.id_number, row.phone) = (Some(NUMBER.to_owned()), Some(PHONE.to_owned()));
    }
    let known = Known { opened: open(&village.rows, "2026-04-10"), people };
    let cleaning = known.done("add_post", json!({ "post_kind": "环境卫生", "grid": grids[0], "date": "2026-01-05" }));
    known.done("add_post", json!({ "post_kind": "政策宣传", "grid": grids[0] }));
    let claim = json!({ "post": cleaning, "person": people[0], "date": "2026-01-06", "remark": "自愿" });
    let claim = known.done("claim_post", claim);
    known.done("edit_claim", json!({ "claim": claim, "performance": "每周清扫", "appraisal": "称职" }));
    known.done("contact", json!({ "person": people[0], "household": homes[1] }));
    let commit = |at: usize, text: &str| {
        known.done(
            "commit",
            json!({ "person": people[at], "text": text, "measures": "每周五带头",
            "due": "2026-12", "date": "2026-01-10" }),
        )
    };
    let (one, two) = (commit(0, "包一条街"), commit(1, "调解邻里纠纷"));
    let step = |of: &[&str], step: &str, date: &str, passed: Option<bool>, note: &str| {
        known.done(
            "commitment_step",
            json!({ "commitments": of, "step": step, "date": date, "passed": passed, "note": note }),
        );
    };
    step(&[&one, &two], "审诺", "2026-01-20", Some(true), "同意");
    step(&[&one], "公示", "2026-02-10", None, "");
    step(&[&one], "践诺", "2026-03-01", None, "扫了两次");
    step(&[&one], "践诺", "2026-03-20", Some(true), "街面干净");
    step(&[&one], "评诺", "2026-04-02", None, "群众满意");
    known
}

impl Known {
    fn done(&self, kind: &str, value: serde_json::Value) -> String {
        record(&self.opened, kind, value)
    }

    fn form(&self, form: &str, change: impl FnOnce(FormRequest) -> FormRequest) -> Vec<Document> {
        self.tried(form, change).unwrap()
    }

    fn tried(&self, form: &str, change: impl FnOnce(FormRequest) -> FormRequest) -> Result<Vec<Document>, Failure> {
        build(&self.opened.session, &change(request(form)))
    }

    fn rows(&self, form: &str, month: &str) -> Vec<String> {
        let of = |form: FormRequest| FormRequest { month: Some(month.to_owned()), ..form };
        cells(&self.form(form, of)[0]).iter().map(|row| row.join("|")).collect()
    }
}

fn captions(document: &Document) -> Vec<String> {
    document.tables().flat_map(|table| &table.columns).map(|column| column.caption.clone()).collect()
}

#[test]
fn every_post_stands_in_the_register_with_who_claims_it_or_as_free() {
    let known = known();
    let document = known.form("post_register", |form| form).remove(0);
    assert_eq!(document.footer, INTERNAL, "age and 入党时间 are for the office");
    let rows: Vec<Vec<String>> = cells(&document);
    let duty = &crate::standard::shipped().unwrap().posts.iter().find(|post| post.kind == "环境卫生").unwrap().duty;
    let first = [
        "1",
        "示例甲",
        "—",
        "65",
        "1990-07",
        "果树",
        "环境卫生",
        "环境卫生岗",
        duty,
        "2026-01-06",
        "示例丙",
        "每周清扫",
        "称职",
        "自愿",
    ];
    // The pack has 环境卫生 before 政策宣传.
    assert_eq!(rows[0], first);
    assert_eq!((rows[1][1].as_str(), rows[1][7].as_str(), rows[1][13].as_str()), ("—", "政策宣传岗", "待认领"));
    assert!(plain(&document).contains("共 2 个岗位，认领 1 人次，待认领 1 个。"));
    let january = |form: FormRequest| FormRequest { month: Some("2025-12".to_owned()), ..form };
    let before: Vec<Vec<String>> = cells(&known.form("post_register", january)[0]);
    assert_eq!(before.iter().map(|row| row[7].as_str()).collect::<Vec<_>>(), ["政策宣传岗"], "it was not there yet");
    let second = |form: FormRequest| FormRequest { grid: Some("第二网格".to_owned()), ..form };
    assert!(cells(&known.form("post_register", second)[0]).is_empty());
}

#[test]
fn the_list_tells_how_each_commitment_stood_on_the_day() {
    let known = known();
    let now = known.rows("commitment_list", "2026-04");
    assert_eq!(
        now,
        [
            "1|示例甲|环境卫生岗|包一条街|每周五带头|2026-12|通过：同意|2026-02-10|03-01 扫了两次\n03-20 完成：街面干净|2026-03-20|群众满意",
            "2|示例乙|—|调解邻里纠纷|每周五带头|2026-12|通过：同意|—|—|—|—",
        ]
    );
    let february = known.rows("commitment_list", "2026-02");
    assert!(february[0].ends_with("|2026-02-10|—|—|—"), "what came later is not in it: {}", february[0]);
    let document = known.form("commitment_list", |form| form).remove(0);
    assert_eq!(document.head[0].right, "2026年度　截至 2026-04-10");
    assert!(plain(&document).contains("已承诺 2 份，公示 1 份，完成 1 份；还没有承诺的 1 人。"));
    assert!(known.rows("commitment_list", "2025-12").is_empty());
}

#[test]
fn the_public_list_shows_four_columns_whatever_is_asked_for() {
    let known = known();
    let four = ["姓名", "岗位", "承诺事项", "完成时限"];
    let (subject, text) = (known.people[1].to_string(), |text: &str| Some(text.to_owned()));
    for flags in 0..128_u8 {
        let flag = |bit: u8| flags & (1 << bit) != 0;
        let asked = FormRequest {
            names: flag(0),
            full_numbers: flag(1),
            reason: text("核对").filter(|_| flag(2)),
            blank: flag(3),
            month: text("2026-03").filter(|_| flag(4)),
            subject: Some(subject.clone()).filter(|_| flag(5)),
            grid: text("第一网格").filter(|_| flag(6)),
            ..request("commitment_public")
        };
        let documents = match build(&known.opened.session, &asked) {
            Ok(documents) => documents,
            Err(failure) => {
                assert!(asked.lays_open() && asked.reason.is_none(), "{asked:?}");
                assert_eq!(failure.code, "reason_needed");
                continue;
            }
        };
        assert_eq!(documents.len(), 1);
        let document = &documents[0];
        assert_eq!(captions(document), four, "{asked:?}");
        assert!(
            document.blocks.iter().all(|block| matches!(block, Block::Table(_))),
            "nothing stands beside the table"
        );
        assert!(document.annex.is_none() && document.footer.is_empty());
        if !asked.blank {
            assert_eq!(cells(document), [["示例甲", "环境卫生岗", "包一条街", "2026-12"]], "{asked:?}");
        }
        let said = serde_json::to_string(document).unwrap();
        for hidden in [NUMBER, PHONE, "19500315", "1234", "1990", "同意", "每周五", "街面干净", "群众满意", "示例乙"]
        {
            assert!(!said.contains(hidden), "{hidden}: {asked:?}");
        }
    }
    let info = crate::forms::list(crate::standard::shipped().unwrap())
        .into_iter()
        .find(|form| form.form == "commitment_public")
        .unwrap();
    assert!(!info.names && !info.numbers, "nothing more is offered");
    assert!(known.rows("commitment_public", "2026-01").is_empty(), "nothing was published yet");
}

#[test]
fn each_member_has_a_sheet_of_their_own() {
    let known = known();
    let sheets = known.form("commitment_sheet", |form| form);
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["示例甲", "示例乙"], "who has not committed themselves has none");
    let text = plain(&sheets[0]);
    for word in ["示例甲", "第一网格", "环境卫生岗", "包一条街", "每周五带头", "2026-12", "公开承诺"]
    {
        assert!(text.contains(word), "{word} in {text}");
    }
    let steps: Vec<String> =
        sheets[0].tables().nth(1).unwrap().rows.iter().map(|row| row.0[0].plain() + &row.0[1].plain()).collect();
    assert_eq!(
        steps,
        ["提诺2026-01-10", "审诺2026-01-20", "公示2026-02-10", "践诺2026-03-01", "践诺2026-03-20", "评诺2026-04-02"]
    );
    let of = |person: Id| move |form: FormRequest| FormRequest { subject: Some(person.to_string()), ..form };
    let third = known.form("commitment_sheet", of(known.people[2]));
    assert_eq!((third.len(), third[0].name.as_str()), (1, "示例丙"), "a sheet to be filled in by hand");
    assert_eq!(third[0].tables().nth(1).unwrap().rows.len(), 5);
    let pages = pdf(&known.opened.session, &request("commitment_sheet")).unwrap().pages;
    assert_eq!(pages, 2, "one page each");
    assert_eq!(known.tried("commitment_sheet", of(Id::from_u128(99_999))).unwrap_err().code, "not_found");
}

#[test]
fn the_persons_own_sheet_holds_their_posts_and_commitments() {
    let known = known();
    let of = |form: FormRequest| FormRequest { subject: Some(known.people[0].to_string()), ..form };
    let text = plain(&known.form("person_sheet", of)[0]);
    for word in ["认领的岗位", "环境卫生岗", "每周清扫；称职；自愿", "公开承诺", "包一条街", "2026-01-20 审诺：同意"]
    {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn all_four_are_printed_and_saved_filled_and_empty() {
    let known = known();
    for form in ["post_register", "commitment_sheet", "commitment_list", "commitment_public"] {
        for blank in [false, true] {
            let asked = FormRequest { blank, ..request(form) };
            assert!(pdf(&known.opened.session, &asked).unwrap().pages > 0, "{form}");
            let book = xlsx(&known.opened.session, &asked).unwrap();
            assert!(book.bytes.starts_with(b"PK"), "{form}");
            let text: String = build(&known.opened.session, &asked).unwrap().iter().map(plain).collect();
            assert!(!text.contains(NUMBER) && !text.contains(PHONE), "{form}");
            assert!(!blank || !text.contains("示例"), "{form}: an empty sheet names nobody");
        }
    }
}
