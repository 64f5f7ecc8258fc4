//! Activities, photographs, volunteers, associations, projects, registers: recorded, corrected, refused, taken back.

use std::fs;

use domain::activity::{Activity, ActivityPart, ActivityPerson};
use domain::attachment::{Attachment, Owner};
use domain::organisation::RoleKind;
use domain::place::{Organisation, Place, Thing};
use domain::project::Project;
use serde_json::{Value, json};
use store::Row;

use super::{Known, known};
use crate::content_hash::content_hash;
use crate::history::{redo, undo};
use crate::testing::photo;

fn all<T: Row>(village: &Known) -> Vec<T> {
    village.opened.session.read(|reader| Ok(reader.all()?)).unwrap()
}

fn hash(village: &Known) -> String {
    content_hash(&village.opened.session).unwrap()
}

/// An afternoon with the man and the woman of the first household.
fn cleaning(village: &Known, more: &Value) -> Value {
    let mut value = json!({ "kind": "环境整治", "name": "清理河道", "date": "2026-03-10", "start": "14:00", "end": "16:30",
        "people": [{ "person": village.man }, { "person": village.wife, "part": "参加" }] });
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    value
}

/// How everybody took part, volunteers first, the longest first.
fn hours(village: &Known) -> Vec<(ActivityPart, Option<u8>)> {
    let mut hours: Vec<_> = all::<ActivityPerson>(village).iter().map(|row| (row.part, row.half_hours)).collect();
    hours.sort_by_key(|(part, hours)| (*part, std::cmp::Reverse(*hours)));
    hours
}

#[test]
fn an_activity_knows_its_service_its_group_and_the_hours_of_its_volunteers() {
    let village = known();
    let held = village.done("hold_activity", cleaning(&village, &json!({})));
    let row = all::<Activity>(&village).remove(0);
    assert_eq!((row.id.to_string(), row.service.unwrap().word()), (held.id.clone(), "落实政策"));
    assert!(row.unit.is_some(), "the only grid's party group held it");
    assert_eq!(hours(&village), [(ActivityPart::Volunteer, Some(5)), (ActivityPart::Attendee, None)]);

    village.done("edit_activity", json!({ "activity": held.id, "end": "15:00", "served": 40 }));
    assert_eq!(hours(&village)[0].1, Some(2), "whose hours were the activity's follow it");
    let people = json!([{ "person": village.man, "hours": "3.5" }, { "person": village.son, "hours": "1" }]);
    village.done("edit_activity", json!({ "activity": held.id, "people": people }));
    assert_eq!(hours(&village), [(ActivityPart::Volunteer, Some(7)), (ActivityPart::Volunteer, Some(2))]);
    village.done("edit_activity", json!({ "activity": held.id, "end": "17:00" }));
    assert_eq!(hours(&village)[0].1, Some(7), "what was typed stays");
}

#[test]
fn what_was_held_is_taken_out_and_every_step_is_taken_back() {
    let village = known();
    village.done("edit_household", json!({ "household": village.first, "address": "示例路1号" }));
    let file = village.opened.folder.path().join("一.png");
    photo(&file, (80, 60), 99);
    let before = hash(&village);
    let mut hashes = vec![before.clone()];
    let mut step = |kind: &str, value: Value| {
        let done = village.done(kind, value);
        hashes.push(hash(&village));
        done.id
    };
    let project = step("add_project", json!({ "kind": "为民服务", "name": "代办代购", "owner": village.wife }));
    let song = step("found_association", json!({ "name": "歌舞协会", "head": village.man, "date": "2026-02" }));
    let held = step("hold_activity", cleaning(&village, &json!({ "project": project, "association": song })));
    let photo = step("add_photo", json!({ "activity": held, "file": file, "caption": "清理之后" }));
    step("edit_activity", json!({ "activity": held, "body": "清理两公里" }));
    step("drop_photo", json!({ "photo": photo }));
    step("add_photo", json!({ "activity": held, "file": file }));
    step("drop_activity", json!({ "activity": held }));
    assert!(all::<Activity>(&village).is_empty() && all::<Attachment>(&village).is_empty());
    assert!(all::<ActivityPerson>(&village).is_empty());
    assert_eq!(hashes[8], hashes[2], "a book without it says what it said before it");
    assert_eq!(hashes.iter().collect::<std::collections::HashSet<_>>().len(), 8, "each step but that says something");
    for back in hashes.iter().rev().skip(1) {
        undo(&village.opened.session, None).unwrap();
        assert_eq!(hash(&village), *back);
    }
    assert_eq!(hash(&village), before);
    for _ in 0..4 {
        redo(&village.opened.session).unwrap();
    }
    let row = all::<Attachment>(&village).remove(0);
    assert_eq!((row.owner, row.width), (Owner::Activity(held.parse().unwrap()), 80));
    let shown = crate::photos::photo(&village.opened.session, &row.id.to_string()).unwrap();
    assert!(shown.starts_with("data:image/jpeg;base64,/9j/"), "the picture outlives the undo of its row");
    assert_eq!(village.found(), [""; 0]);
}

#[test]
fn an_activity_that_cannot_be_is_refused_whole() {
    let village = known();
    let refused = |more: Value| village.refused("hold_activity", cleaning(&village, &more));
    let of = |people: Value| refused(json!({ "people": people }));
    assert_eq!(refused(json!({ "end": "14:00" })), "ends_before_start");
    assert_eq!(refused(json!({ "end": "13:00" })), "ends_before_start");
    assert_eq!(refused(json!({ "start": "25:00" })), "not_a_time");
    assert_eq!(refused(json!({ "kind": "烧香" })), "unknown_kind");
    assert_eq!(refused(json!({ "service": "打麻将" })), "unknown_service");
    assert_eq!(refused(json!({ "name": " " })), "needed");
    assert_eq!(refused(json!({ "date": "2026-03-21" })), "in_future");
    assert_eq!(refused(json!({ "date": "2026-03" })), "day_needed");
    let man = village.man;
    for (hours, code) in [
        ("0", "not_half_hours"),
        ("0.3", "not_half_hours"),
        ("-1", "not_half_hours"),
        ("NaN", "not_half_hours"),
        ("1e400", "not_half_hours"),
        ("24.5", "too_many_hours"),
    ] {
        assert_eq!(of(json!([{ "person": man, "hours": hours }])), code, "{hours}");
    }
    assert_eq!(of(json!([{ "person": man }, { "person": man }])), "twice");
    assert_eq!(of(json!([{ "person": man, "part": "参加", "hours": "1" }])), "not_volunteering");
    assert_eq!(of(json!([{ "person": man, "part": "路过" }])), "unknown_part");
    assert_eq!(of(json!([{ "person": village.first }])), "not_found");
    assert_eq!(refused(json!({ "project": man })), "not_found");
    assert_eq!(refused(json!({ "association": man })), "not_found");
    village.done("death", json!({ "person": village.son, "date": "2026-03-05" }));
    assert_eq!(of(json!([{ "person": village.son }])), "not_here_then");
    let sooner = json!({ "date": "2026-03-04", "people": [{ "person": village.son }], "led_by": village.son });
    let held = village.done("hold_activity", cleaning(&village, &sooner)).id;
    assert_eq!(village.refused("edit_activity", json!({ "activity": held, "date": "2026-03-06" })), "not_here_then");

    let long = json!({ "start": "", "end": "", "people": [{ "person": man, "hours": "23" }] });
    village.done("hold_activity", cleaning(&village, &long));
    assert_eq!(of(json!([{ "person": man, "hours": "1.5" }])), "too_many_hours");
    village.done("hold_activity", cleaning(&village, &json!({ "people": [{ "person": man, "hours": "1" }] })));
    assert_eq!(all::<Activity>(&village).len(), 3);
}

#[test]
fn photographs_that_are_none_are_refused_and_leave_nothing_behind() {
    let village = known();
    let held = village.done("hold_activity", cleaning(&village, &json!({}))).id;
    let folder = village.opened.folder.path();
    let refused = |name: &str, bytes: &[u8]| {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        village.refused("add_photo", json!({ "activity": held, "file": file }))
    };
    photo(&folder.join("好.png"), (2000, 10), 7);
    let good = fs::read(folder.join("好.png")).unwrap();
    assert_eq!(refused("空.jpg", b""), "photo_unknown");
    assert_eq!(refused("文.jpg", "走访".as_bytes()), "photo_unknown");
    assert_eq!(refused("半.png", &good[..good.len() / 2]), "photo_damaged");
    let large = fs::File::create(folder.join("大.jpg")).unwrap();
    large.set_len(60 << 20).unwrap();
    let of = |more: Value| {
        let mut value = json!({ "activity": held, "file": folder.join("好.png") });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    assert_eq!(village.refused("add_photo", of(json!({ "file": folder.join("大.jpg") }))), "photo_too_large");
    photo(&folder.join("弹.png"), (20_000, 20_000), 0);
    assert_eq!(village.refused("add_photo", of(json!({ "file": folder.join("弹.png") }))), "photo_too_many_pixels");
    assert_eq!(village.refused("add_photo", of(json!({ "file": folder.join("没有.png") }))), "photo_unreadable");
    assert_eq!(village.refused("add_photo", of(json!({ "file": folder }))), "photo_unreadable");
    assert_eq!(village.refused("add_photo", of(json!({ "visit": held }))), "needed", "of one record only");
    assert_eq!(village.refused("add_photo", of(json!({ "activity": village.man }))), "not_found");
    assert_eq!(village.refused("add_photo", of(json!({ "date": "2026-03-21" }))), "in_future");
    assert!(all::<Attachment>(&village).is_empty());

    village.done("add_photo", of(json!({ "date": "2026-03-10" })));
    assert_eq!(village.refused("add_photo", of(json!({}))), "has_already");
    let row = all::<Attachment>(&village).remove(0);
    assert_eq!((row.width, row.height), (1600, 8));
    for at in 1..domain::attachment::MOST {
        photo(&folder.join("又.png"), (10, 10), at as u8 * 20);
        village.done("add_photo", of(json!({ "file": folder.join("又.png") })));
    }
    photo(&folder.join("又.png"), (10, 10), 250);
    assert_eq!(village.refused("add_photo", of(json!({ "file": folder.join("又.png") }))), "too_many_photos");
}

#[test]
fn a_visits_photographs_go_with_the_visit() {
    let village = known();
    let file = village.opened.folder.path().join("门.png");
    photo(&file, (30, 30), 12);
    let visit = json!({ "household": village.first, "date": "2026-03-10", "kind": "入户", "outcome": "见到" });
    let visit = village.done("visit", visit).id;
    let bare = hash(&village);
    village.done("add_photo", json!({ "visit": visit, "file": file }));
    assert_ne!(hash(&village), bare);
    village.done("drop_visit", json!({ "visit": visit }));
    assert!(all::<Attachment>(&village).is_empty());
    undo(&village.opened.session, None).unwrap();
    assert_eq!(all::<Attachment>(&village).len(), 1);
}

#[test]
fn an_operation_that_something_hangs_on_is_taken_back_after_it() {
    let village = known();
    let held = village.done("hold_activity", cleaning(&village, &json!({})));
    let file = village.opened.folder.path().join("一.png");
    photo(&file, (30, 30), 12);
    village.done("add_photo", json!({ "activity": held.id, "file": file }));
    assert_eq!(undo(&village.opened.session, held.op).unwrap_err().code, "undo.later");
}

#[test]
fn of_two_records_of_one_person_the_kept_one_took_part_and_they_part_again() {
    let village = known();
    let both = village.done("hold_activity", cleaning(&village, &json!({}))).id;
    let alone = json!({ "date": "2026-03-11",
        "people": [{ "person": village.alone, "hours": "2" }, { "person": village.man }] });
    village.done("hold_activity", cleaning(&village, &alone));
    let only = json!({ "date": "2026-03-12", "people": [{ "person": village.alone, "hours": "4" }] });
    village.done("hold_activity", cleaning(&village, &only));
    let before = hash(&village);
    let served = |person: domain::id::Id| -> u32 {
        let rows = all::<ActivityPerson>(&village);
        rows.iter().filter(|row| row.person == person).filter_map(|row| row.half_hours).map(u32::from).sum()
    };
    assert_eq!((served(village.man), served(village.alone)), (10, 12));
    let merge = json!({ "person": village.man, "other": village.alone, "date": "2026-03-15" });
    // They were born on different days: this is about their records only.
    assert_eq!(village.refused("merge_persons", merge.clone()), "two_births");
    village.done("edit_person", json!({ "person": village.alone, "birth": "1960-05-01" }));
    village.done("merge_persons", merge);
    assert_eq!((served(village.man), served(village.alone)), (18, 4), "both took part in the second: counted once");
    let list = crate::activities::activities(
        &village.opened.session,
        &crate::activities::ActivityQuery { limit: 9, ..Default::default() },
    )
    .unwrap();
    let told: Vec<(u32, u32)> = list.rows.iter().map(|row| (row.people, row.half_hours)).collect();
    assert_eq!(told, [(1, 8), (1, 5), (2, 5)]);
    village.done("edit_activity", json!({ "activity": both, "people": [{ "person": village.wife }] }));
    undo(&village.opened.session, None).unwrap();
    let split = json!({ "person": village.alone, "date": "2026-03-18", "household": village.first });
    village.done("split_persons", split);
    assert_eq!((served(village.man), served(village.alone)), (10, 12));
    for _ in 0..3 {
        undo(&village.opened.session, None).unwrap();
    }
    assert_eq!(hash(&village), before);
}

#[test]
fn volunteers_join_and_leave_and_a_move_ends_it() {
    let village = known();
    let running = || {
        let roles = village.opened.session.read(|reader| Ok(reader.roles_of_person(village.wife)?)).unwrap();
        roles.into_iter().filter(|role| role.to.is_none() && role.kind == RoleKind::Volunteer).count()
    };
    let join = |more: Value| {
        let mut value = json!({ "person": village.wife });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    assert_eq!(village.refused("volunteer_join", join(json!({ "kind": "路人" }))), "unknown_kind");
    assert_eq!(village.refused("volunteer_join", join(json!({ "date": "2026-03-21" }))), "in_future");
    village.done("volunteer_join", join(json!({ "kind": "巧手大姐", "date": "2026-03-01" })));
    assert_eq!(village.refused("volunteer_join", join(json!({}))), "has_already");
    assert_eq!(running(), 1);
    assert_eq!(village.refused("volunteer_leave", join(json!({ "date": "2026-02-01" }))), "before_came");
    village.done("volunteer_leave", join(json!({ "date": "2026-03-05" })));
    assert_eq!(running(), 0);
    assert_eq!(village.refused("volunteer_leave", join(json!({ "date": "2026-03-06" }))), "not_a_volunteer");
    village.done("volunteer_join", join(json!({ "date": "2026-03-06" })));
    village.done("move_out", json!({ "persons": [village.wife], "date": "2026-03-10" }));
    assert_eq!(running(), 0, "who moves out does not volunteer any more");
    assert_eq!(village.refused("volunteer_join", join(json!({}))), "not_here");
}

#[test]
fn an_association_is_founded_renamed_led_and_dissolved() {
    let village = known();
    let dance = village.done("found_association", json!({ "name": "广场舞协会", "head": village.wife })).id;
    assert_eq!(village.refused("found_association", json!({ "name": "广场舞协会" })), "has_already");
    assert_eq!(village.refused("found_association", json!({ "name": "" })), "needed");
    let led = || {
        let query = crate::registers::RegisterQuery { limit: 9, ended: true, ..Default::default() };
        let rows = crate::registers::associations(&village.opened.session, &query).unwrap().rows;
        rows.into_iter().map(|row| (row.name, row.person, row.dissolved_on)).collect::<Vec<_>>()
    };
    assert_eq!(led(), [("广场舞协会".to_owned(), Some(village.wife.to_string()), None)]);
    let new = json!({ "association": dance, "name": "歌舞协会", "head": village.man, "date": "2026-03-01" });
    village.done("edit_association", new);
    assert_eq!(led(), [("歌舞协会".to_owned(), Some(village.man.to_string()), None)]);
    village.done("death", json!({ "person": village.man, "date": "2026-03-08" }));
    assert_eq!(led()[0].1, None, "who died leads nothing");
    let dissolved = json!({ "association": dance, "date": "2026-03-12" });
    village.done("dissolve_association", dissolved.clone());
    assert_eq!(led()[0].2.as_deref(), Some("2026-03-12"));
    assert_eq!(village.refused("dissolve_association", dissolved), "ended_already");
    let late = json!({ "association": dance, "date": "2026-03-13", "people": [] });
    assert_eq!(village.refused("hold_activity", cleaning(&village, &late)), "not_running");
}

#[test]
fn an_association_entered_by_mistake_is_forgotten_with_who_led_it_unless_it_helped() {
    let village = known();
    let dance = village.done("found_association", json!({ "name": "广场舞协会", "head": village.wife })).id;
    let held = village.done("hold_activity", cleaning(&village, &json!({ "association": dance }))).id;
    assert_eq!(village.refused("dissolve_association", json!({ "association": dance })), "still_used");
    village.done("drop_activity", json!({ "activity": held }));
    let roles = all::<domain::organisation::Role>(&village).len();
    village.done("dissolve_association", json!({ "association": dance }));
    assert_eq!(all::<domain::organisation::Role>(&village).len(), roles - 1);
    assert_eq!(village.refused("dissolve_association", json!({ "association": dance })), "not_found");
}

#[test]
fn how_many_were_served_is_read_as_typed_and_can_be_taken_away() {
    let village = known();
    let held = village.done("hold_activity", cleaning(&village, &json!({ "served": "４０人次" }))).id;
    let served = || all::<Activity>(&village).remove(0).served;
    assert_eq!(served(), Some(40));
    let change = |served: &str| json!({ "activity": held, "served": served });
    assert_eq!(village.refused("edit_activity", change("很多")), "not_a_number");
    village.done("edit_activity", json!({ "activity": held, "topic": "卫生" }));
    assert_eq!(served(), Some(40), "what is left out stays");
    village.done("edit_activity", change(""));
    assert_eq!(served(), None);
}

#[test]
fn registers_take_what_the_pack_names_and_end_or_forget_it() {
    let village = known();
    let place = village.done("add_place", json!({ "kind": "公共场所", "name": "文化广场", "date": "2026-02" })).id;
    let thing = json!({ "kind": "健身器材", "name": "单杠", "quantity": 2, "measure": "副", "place": place });
    let thing = village.done("add_thing", thing).id;
    let shop = json!({ "kind": "合作社", "name": "示例合作社", "person": village.son, "phone": "138 0000 1234" });
    let shop = village.done("add_organisation", shop).id;
    assert_eq!(village.refused("add_place", json!({ "kind": "龙宫", "name": "甲" })), "unknown_kind");
    assert_eq!(village.refused("add_thing", json!({ "kind": "其他", "name": "甲", "quantity": 0 })), "bad_quantity");
    assert_eq!(village.refused("add_thing", json!({ "kind": "其他", "name": "甲", "place": thing })), "not_found");
    let both = json!({ "organisation": shop, "head": "示例某" });
    assert_eq!(village.refused("edit_organisation", both), "one_head");
    village.done("edit_thing", json!({ "thing": thing, "quantity": "３" }));
    assert_eq!(all::<Thing>(&village)[0].quantity, 3);
    assert_eq!(village.refused("edit_thing", json!({ "thing": thing, "quantity": "三副" })), "not_a_number");
    assert_eq!(village.refused("edit_thing", json!({ "thing": thing, "quantity": "" })), "needed");
    village.done("edit_place", json!({ "place": place, "address": "村口", "note": "" }));
    assert_eq!(village.refused("end_place", json!({ "place": place })), "still_used");
    assert_eq!(village.refused("end_place", json!({ "place": place, "date": "2026-01" })), "ends_before_start");
    village.done("end_thing", json!({ "thing": thing, "date": "2026-03-01" }));
    village.done("end_place", json!({ "place": place, "date": "2026-03-02" }));
    assert_eq!(village.refused("end_place", json!({ "place": place, "date": "2026-03-03" })), "ended_already");
    village.done("end_thing", json!({ "thing": thing }));
    village.done("end_place", json!({ "place": place }));
    assert!(all::<Place>(&village).is_empty() && all::<Thing>(&village).is_empty());
    village.done("move_out", json!({ "persons": [village.son], "date": "2026-03-10" }));
    let rows = crate::registers::organisations(
        &village.opened.session,
        &crate::registers::RegisterQuery { limit: 9, ..Default::default() },
    );
    let row = rows.unwrap().rows.remove(0);
    assert_eq!((row.head_gone, row.phone.as_deref()), (true, Some("138****1234")));
    village.done("end_organisation", json!({ "organisation": shop }));
    assert!(all::<Organisation>(&village).is_empty());
}

#[test]
fn a_project_ends_after_its_last_activity() {
    let village = known();
    assert_eq!(village.refused("add_project", json!({ "kind": "修庙", "name": "甲" })), "unknown_kind");
    let new = json!({ "kind": "乡村振兴", "name": "果园", "owner": village.man, "date": "2026-02-01", "goal": "增收" });
    let project = village.done("add_project", new).id;
    let before = json!({ "project": project, "date": "2026-01-31" });
    assert_eq!(village.refused("hold_activity", cleaning(&village, &before)), "not_running");
    let held = village.done("hold_activity", cleaning(&village, &json!({ "project": project }))).id;
    village.done("edit_project", json!({ "project": project, "progress": "已修剪", "goal": "" }));
    let row = all::<Project>(&village).remove(0);
    assert_eq!((row.progress.as_deref(), row.goal), (Some("已修剪"), None));
    assert_eq!(village.refused("end_project", json!({ "project": project })), "still_used");
    assert_eq!(village.refused("end_project", json!({ "project": project, "date": "2026-03-10" })), "still_used");
    village.done("end_project", json!({ "project": project, "date": "2026-03-11" }));
    village.done("drop_activity", json!({ "activity": held }));
    village.done("end_project", json!({ "project": project }));
    assert!(all::<Project>(&village).is_empty());
}
