//! What the standard asks of meetings and talks, answered by facts in their forms.

use domain::document::{Block, Document};
use domain::organisation::RoleKind;
use serde_json::{Value, json};

use super::Fact;
use crate::forms::{self, FormRequest};
use crate::meetings::{PrepareMeeting, prepare};
use crate::testing::{Opened, Village, open};

/// A party group with a member and a volunteer that met twice, studied, looked at its matters, held a lesson and a talk;
/// and the village's joint meeting, whose decision is not done.
fn month() -> Opened {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    let (leader, member, volunteer) = (village.head(home), village.person(home), village.person(home));
    for (person, name) in [(leader, "示例组长"), (member, "示例成员"), (volunteer, "示例志愿者")] {
        village.name(person, name);
    }
    village.role(leader, grid, RoleKind::Leader);
    village.role(member, grid, RoleKind::Member);
    village.role(volunteer, grid, RoleKind::Volunteer);
    let opened = open(&village.rows, "2026-03-20");
    let record = |kind: &str, value: Value| {
        crate::events::record(&opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
    };
    let people = json!([{ "person": leader }, { "person": member, "state": "缺席", "reason": "生病" }]);
    let meet = |kind: &str, date: &str, grid: Value, more: Value| {
        let mut value = json!({ "kind": kind, "date": date, "grid": grid, "people": people, "chair": leader,
            "speeches": [{ "person": leader, "text": "通报上月工作" }] });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        record("hold_meeting", value)
    };
    for kind in ["党小组会", "组织生活会", "民情分析会", "党课"] {
        meet(kind, "2026-03-10", json!(grid), json!({}));
    }
    meet("集中学习", "2026-03-11", json!(grid), json!({ "people": [{ "person": leader }, { "person": volunteer }] }));
    let taken = json!({ "resolutions": [{ "text": "更换路灯", "owner": leader, "due": "2026-02" }] });
    meet("联席会议", "2026-02-05", Value::Null, taken);
    record("talk", json!({ "date": "2026-03-12", "talker": leader, "person": member, "body": "近来的工作" }));
    opened
}

fn plain(documents: &[Document]) -> String {
    let mut text = String::new();
    for document in documents {
        for block in &document.blocks {
            match block {
                Block::Fields(fields) => {
                    for field in &fields.fields {
                        text += &format!("{}：{}\n", field.caption, field.value.plain());
                    }
                }
                Block::Table(table) => {
                    for row in &table.rows {
                        text += &row.0.iter().map(domain::document::Cell::plain).collect::<Vec<_>>().join("|");
                        text.push('\n');
                    }
                }
                Block::Paragraph(paragraph) => {
                    text += &paragraph.lines.iter().map(domain::document::Line::plain).collect::<String>();
                    text.push('\n');
                }
                Block::Tree(_) => {}
            }
        }
    }
    text
}

/// The form says all of this.
fn says(form: &str, month: &str, words: &[&str]) {
    let opened = self::month();
    let request = FormRequest { form: form.to_owned(), month: Some(month.to_owned()), ..FormRequest::default() };
    let text = plain(&forms::build(&opened.session, &request).unwrap());
    for word in words {
        assert!(text.contains(word), "{word} in {text}");
    }
}

/// The minutes of March say all of this.
fn minutes(words: &[&str]) {
    says("meeting_minutes", "2026-03", words);
}

pub(super) const FACTS: &[Fact] = &[
    ("3.1-branch", |_| minutes(&["类型：党课"])),
    ("3.1-lessons", |_| minutes(&["类型：党小组会", "类型：党课"])),
    ("3.1-group-meeting", |_| minutes(&["应到：2\n实到：1", "缺席及原因：示例成员（生病）"])),
    ("3.1-life-meeting", |_| minutes(&["会议名称：2026年3月组织生活会"])),
    ("3.1-minutes", |_| minutes(&["示例组长|通报上月工作"])),
    ("3.1-study", |_| minutes(&["类型：集中学习", "到会人员：示例组长、示例志愿者"])),
    ("3.1-talks", |_| {
        says("talk_record", "2026-03", &["谈话人：示例组长", "谈话对象：示例成员", "主要内容：近来的工作"]);
    }),
    ("3.2-analysis", |_| minutes(&["类型：民情分析会", "2026-03 民情事项", "没有未结的事项。"])),
    ("5.2-joint-meeting", |_| says("meeting_minutes", "2026-02", &["类型：联席会议"])),
    ("5.2-resolutions", |_| {
        let line = "2026-02-05|2026年2月联席会议|更换路灯|示例组长|2026-02|超过时限|";
        says("resolution_list", "2026-03", &[line]);
        let next = PrepareMeeting { kind: "联席会议".into(), ..Default::default() };
        let open = prepare(&month().session, &next).unwrap().open;
        assert_eq!(open[0].text, "更换路灯", "the next meeting begins with it");
    }),
];
