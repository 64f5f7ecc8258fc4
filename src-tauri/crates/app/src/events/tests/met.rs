//! Meetings with their minutes, resolutions and talks: recorded, corrected, refused, taken back.

use domain::meeting::{Attendance, AttendanceState, Meeting, Resolution, Speech, Talk, Vote};
use serde_json::{Value, json};
use store::Row;

use super::{Known, codes, known};
use crate::content_hash::content_hash;
use crate::history::{redo, undo};
use crate::meetings;

fn all<T: Row>(village: &Known) -> Vec<T> {
    village.opened.session.read(|reader| Ok(reader.all()?)).unwrap()
}

fn hash(village: &Known) -> String {
    content_hash(&village.opened.session).unwrap()
}

/// A party group's evening: the man in the chair, the woman absent, the son present.
fn evening(village: &Known, more: &Value) -> Value {
    let mut value = json!({ "kind": "党小组会", "date": "2026-03-10", "start": "18:00", "end": "19:30",
        "chair": village.man, "recorder": village.son, "agenda": ["通报", " ", "分派走访"], "guests": "示例书记",
        "people": [{ "person": village.man }, { "person": village.wife, "state": "缺席", "reason": "生病" },
            { "person": village.son }],
        "speeches": [{ "person": village.son, "text": "同意" }, { "speaker": "示例书记", "text": "抓紧办" }],
        "votes": [{ "subject": "先修排水沟", "yes": "2" }],
        "resolutions": [{ "text": "清理排水沟", "owner": village.son, "due": "2026-04" }] });
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    value
}

fn hold(village: &Known, more: &Value) -> String {
    village.done("hold_meeting", evening(village, more)).id
}

fn field(village: &Known, kind: &str, value: Value) -> (String, String) {
    let before = village.opened.session.overview().unwrap().undo;
    let failure = village.tried(kind, value).expect_err(kind);
    assert_eq!(village.opened.session.overview().unwrap().undo, before, "nothing was written");
    assert!(!failure.message.is_empty());
    (failure.code, failure.field.unwrap_or_default())
}

#[test]
fn the_whole_minutes_are_one_operation_that_is_taken_back_and_done_again() {
    let village = known();
    let before = hash(&village);
    let held = hold(&village, &json!({}));
    let row = all::<Meeting>(&village).remove(0);
    assert_eq!((row.id.to_string(), row.name.as_str()), (held, "2026年3月党小组会"));
    assert!(row.unit.is_some(), "the only grid's party group held it");
    assert_eq!(row.agenda, ["通报", "分派走访"]);
    assert_eq!(row.entered_on.to_string(), "2026-03-20");
    let states: Vec<_> = all::<Attendance>(&village).iter().map(|row| row.state).collect();
    assert_eq!(states, [AttendanceState::Present, AttendanceState::Absent, AttendanceState::Present]);
    assert_eq!(all::<Speech>(&village).len(), 2);
    assert_eq!(all::<Vote>(&village)[0].yes, 2);
    let after = hash(&village);
    assert_ne!(before, after);
    undo(&village.opened.session, None).unwrap();
    assert!(all::<Meeting>(&village).is_empty() && all::<Resolution>(&village).is_empty());
    assert_eq!(hash(&village), before);
    redo(&village.opened.session).unwrap();
    assert_eq!(hash(&village), after);
    assert_eq!(village.found(), [""; 0]);
}

#[test]
fn what_cannot_be_in_the_minutes_is_refused_at_its_field() {
    let village = known();
    let of = |more: Value| field(&village, "hold_meeting", evening(&village, &more));
    let told = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(of(json!({ "end": "18:00" })), told("ends_before_start", "end"));
    assert_eq!(of(json!({ "end": "17:00" })), told("ends_before_start", "end"));
    assert_eq!(of(json!({ "start": "25:00" })), told("not_a_time", "start"));
    assert_eq!(of(json!({ "kind": "茶话会" })), told("unknown_kind", "kind"));
    assert_eq!(of(json!({ "kind": "" })), told("needed", "kind"));
    assert_eq!(of(json!({ "date": "2026-03-21" })), told("in_future", "date"));
    assert_eq!(of(json!({ "date": "2026-03" })), told("day_needed", "date"));
    assert_eq!(of(json!({ "chair": village.wife })), told("chair_absent", "chair"));
    assert_eq!(of(json!({ "chair": village.alone })), told("chair_absent", "chair"));
    assert_eq!(of(json!({ "recorder": village.wife })), told("recorder_absent", "recorder"));
    assert_eq!(of(json!({ "chair": village.first })), told("not_found", "chair"));
    assert_eq!(of(json!({ "grid": village.man })), told("not_found", "grid"));
    let grid = village.opened.session.register().unwrap().rows().grids[0].id;
    assert_eq!(of(json!({ "kind": "联席会议", "grid": grid })), told("village_meeting", "grid"));

    let people = |people: Value| of(json!({ "chair": "", "recorder": "", "speeches": [], "people": people }));
    let man = village.man;
    assert_eq!(people(json!([{ "person": man }, { "person": man }])), told("twice", "people.2.person"));
    assert_eq!(people(json!([{ "person": man, "state": "迟到" }])), told("unknown_state", "people.1.state"));
    assert_eq!(people(json!([{ "person": village.first }])), told("not_found", "people.1.person"));
    let votes = |votes: Value| of(json!({ "votes": votes }));
    assert_eq!(votes(json!([{ "subject": "甲", "yes": 2, "no": 1 }])), told("more_votes_than_people", "votes.1.yes"));
    assert_eq!(votes(json!([{ "subject": "甲", "yes": 0 }])), told("no_votes", "votes.1.yes"));
    assert_eq!(votes(json!([{ "subject": "甲", "yes": "很多" }])), told("not_a_number", "votes.1.yes"));
    assert_eq!(votes(json!([{ "subject": " ", "yes": 1 }])), told("needed", "votes.1.subject"));
    let speeches = |speech: Value| of(json!({ "speeches": [speech] }));
    assert_eq!(
        speeches(json!({ "person": village.wife, "text": "同意" })),
        told("speaker_absent", "speeches.1.person")
    );
    assert_eq!(speeches(json!({ "text": "同意" })), told("one_speaker", "speeches.1.person"));
    let both = json!({ "person": man, "speaker": "示例书记", "text": "同意" });
    assert_eq!(speeches(both), told("one_speaker", "speeches.1.person"));
    assert_eq!(speeches(json!({ "person": man, "text": " " })), told("needed", "speeches.1.text"));
    let resolutions = |one: Value| of(json!({ "resolutions": [one] }));
    assert_eq!(resolutions(json!({ "text": "" })), told("needed", "resolutions.1.text"));
    assert_eq!(resolutions(json!({ "text": "甲", "due": "2026-02" })), told("due_before", "resolutions.1.due"));
    assert_eq!(resolutions(json!({ "text": "甲", "due": "开春" })), told("not_a_date", "resolutions.1.due"));
    assert_eq!(resolutions(json!({ "text": "甲", "owner": village.first })), told("not_found", "resolutions.1.owner"));
    let reports = |one: Value| of(json!({ "reports": [{ "resolution": one }] }));
    assert_eq!(reports(json!(village.man)), told("not_found", "reports.1.resolution"));
    assert!(all::<Meeting>(&village).is_empty());
}

#[test]
fn who_had_died_moved_out_or_was_not_yet_born_was_neither_present_nor_absent() {
    let village = known();
    village.done("death", json!({ "person": village.son, "date": "2026-03-05" }));
    village.done("move_out", json!({ "persons": [village.wife], "date": "2026-03-08" }));
    let child = json!({ "name": "示例新生", "sex": "女", "relation": "孙女" });
    let born = village.done("birth", json!({ "household": village.second, "date": "2026-03-15", "person": child }));
    let of = |person: Value, state: &str| {
        let people = json!([{ "person": village.man }, { "person": person, "state": state }]);
        let value = json!({ "kind": "党小组会", "date": "2026-03-10", "people": people });
        field(&village, "hold_meeting", value)
    };
    for state in ["到会", "缺席"] {
        for gone in [village.son, village.wife] {
            assert_eq!(of(json!(gone), state), ("not_here_then".to_owned(), "people.2.person".to_owned()));
        }
        assert_eq!(of(json!(born.id), state), ("before_birth".to_owned(), "people.2.person".to_owned()));
    }
    let sooner = json!({ "kind": "党小组会", "date": "2026-03-04", "people": [{ "person": village.son }] });
    let held = village.done("hold_meeting", sooner).id;
    let later = field(&village, "edit_meeting", json!({ "meeting": held, "date": "2026-03-06" }));
    assert_eq!(later, ("not_here_then".to_owned(), "people.1.person".to_owned()));
    village.done("edit_meeting", json!({ "meeting": held, "people": [{ "person": village.son, "state": "缺席" }] }));
}

#[test]
fn what_is_left_out_of_a_correction_stays_and_what_is_in_it_takes_the_place_of_all() {
    let village = known();
    let held = hold(&village, &json!({}));
    let kept = all::<Resolution>(&village).remove(0);
    let people: Vec<_> = all::<Attendance>(&village).iter().map(|row| row.id).collect();
    village.done("edit_meeting", json!({ "meeting": held, "place": "村部", "guests": "" }));
    let row = all::<Meeting>(&village).remove(0);
    assert_eq!((row.place.as_deref(), row.guests, row.agenda.len()), (Some("村部"), None, 2));
    assert_eq!(all::<Resolution>(&village), std::slice::from_ref(&kept));

    let now = json!([{ "person": village.wife }, { "person": village.man }]);
    let refused = field(&village, "edit_meeting", json!({ "meeting": held, "people": now }));
    assert_eq!(refused.0, "recorder_absent", "who wrote the minutes is not among them any more");
    let change = json!({ "meeting": held, "people": now, "recorder": village.wife, "speeches": [],
        "resolutions": [{ "text": "补种树苗" }, { "resolution": kept.id, "text": "清理沟渠", "owner": village.son }] });
    village.done("edit_meeting", change);
    let mut ids: Vec<_> = all::<Attendance>(&village).iter().map(|row| row.id).collect();
    ids.sort();
    assert_eq!(ids, people[..2], "who was in it already keeps their row");
    assert!(all::<Speech>(&village).is_empty());
    let taken = all::<Resolution>(&village);
    let again = taken.iter().find(|row| row.id == kept.id).unwrap();
    assert_eq!((again.n, again.text.as_str(), again.due, taken.len()), (2, "清理沟渠", None, 2));

    village.done("edit_meeting", json!({ "meeting": held, "kind": "联席会议", "name": "" }));
    let row = all::<Meeting>(&village).remove(0);
    assert_eq!((row.unit, row.name.as_str()), (None, "2026年3月联席会议"), "the village holds it");
    assert_eq!(field(&village, "edit_meeting", json!({ "meeting": village.man })).0, "not_found");
}

#[test]
fn a_resolution_stays_open_until_a_later_meeting_is_told_that_it_is_done() {
    let village = known();
    let first = hold(&village, &json!({ "date": "2026-02-10" }));
    let taken = || all::<Resolution>(&village).into_iter().find(|row| row.meeting.to_string() == first).unwrap();
    let id = taken().id;
    let open = |date: &str| {
        let ask = meetings::PrepareMeeting { kind: "党小组会".into(), grid: None, date: Some(date.into()) };
        meetings::prepare(&village.opened.session, &ask).unwrap().open.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(open("2026-03-01"), [id.to_string()]);
    assert_eq!(open("2026-02-09"), [""; 0], "it was not decided yet");
    let report = |done: bool| json!([{ "resolution": id, "progress": "已备好工具", "done": done }]);
    let second = hold(&village, &json!({ "date": "2026-03-05", "resolutions": [], "reports": report(false) }));
    assert_eq!((taken().told_at.map(|told| told.to_string()), taken().done_on), (Some(second.clone()), None));
    let third = hold(&village, &json!({ "date": "2026-03-12", "resolutions": [], "reports": report(true) }));
    assert_eq!(taken().done_on, "2026-03-12".parse().ok());
    assert_eq!(open("2026-03-20"), [""; 0]);
    assert_eq!(open("2026-03-11"), [id.to_string()], "it was open then");

    let refused = |kind: &str, value: Value| field(&village, kind, value);
    let again = evening(&village, &json!({ "date": "2026-03-15", "reports": report(true) }));
    assert_eq!(refused("hold_meeting", again).0, "done_already");
    let sooner = evening(&village, &json!({ "date": "2026-02-01", "reports": report(true) }));
    village.done("resolution_done", json!({ "resolution": id, "date": "" }));
    assert_eq!(taken().done_on, None, "not done after all");
    assert_eq!(refused("hold_meeting", sooner), ("told_before".to_owned(), "reports.1.resolution".to_owned()));
    let done = |date: &str| json!({ "resolution": id, "date": date, "result": "畅通" });
    assert_eq!(refused("resolution_done", done("2026-02-09")), ("done_before".to_owned(), "date".to_owned()));
    assert_eq!(refused("resolution_done", done("2026-03-21")).0, "in_future");
    let told = json!({ "resolution": id, "meeting": first, "progress": "没有变化" });
    assert_eq!(refused("resolution_progress", told), ("told_before".to_owned(), "meeting".to_owned()));
    village.done("resolution_done", done("2026-03-12"));
    assert_eq!(refused("edit_meeting", json!({ "meeting": first, "date": "2026-03-13" })).0, "done_before");
    assert_eq!(refused("edit_meeting", json!({ "meeting": third, "date": "2026-02-01" })).0, "told_before");
    village.done("edit_meeting", json!({ "meeting": third, "date": "2026-03-14" }));
    assert_eq!(taken().done_on, "2026-03-14".parse().ok(), "what it was told is done is done on its new day");
    village.done("drop_meeting", json!({ "meeting": third }));
    assert_eq!((taken().done_on, taken().told_at), (None, None), "nobody was told");
    village.done("drop_meeting", json!({ "meeting": first }));
    village.done("drop_meeting", json!({ "meeting": second }));
    assert!(all::<Resolution>(&village).is_empty() && all::<Attendance>(&village).is_empty());
    assert!(all::<Speech>(&village).is_empty() && all::<Vote>(&village).is_empty());
}

#[test]
fn an_open_resolution_of_who_leaves_is_noted_and_somebody_else_takes_it_over() {
    let village = known();
    hold(&village, &json!({}));
    let id = all::<Resolution>(&village)[0].id;
    let gone = village.done("move_out", json!({ "persons": [village.son], "date": "2026-03-15" }));
    assert_eq!(codes(&gone), ["open_resolution"]);
    let rows = |village: &Known| {
        let query = meetings::ResolutionQuery { limit: 9, ..Default::default() };
        meetings::resolutions(&village.opened.session, &query).unwrap().rows
    };
    assert!(rows(&village)[0].left);
    let take = |owner: Value| json!({ "resolution": id, "owner": owner });
    let refused = field(&village, "resolution_progress", take(json!(village.son)));
    assert_eq!(refused, ("not_here_then".to_owned(), "owner".to_owned()));
    village.done("resolution_progress", take(json!(village.wife)));
    assert!(!rows(&village)[0].left);
    let gone = village.done("death", json!({ "person": village.alone, "date": "2026-03-16" }));
    assert_eq!(codes(&gone), ["closed"], "who has nothing open leaves nothing to note");
}

#[test]
fn of_two_records_that_were_one_person_the_kept_one_stands_in_the_minutes_once() {
    let village = known();
    let held = hold(
        &village,
        &json!({ "people": [{ "person": village.man }, { "person": village.wife },
        { "person": village.son }, { "person": village.alone }] }),
    );
    village.done("edit_person", json!({ "person": village.alone, "birth": "1960-05-01" }));
    let merged =
        village.done("merge_persons", json!({ "person": village.man, "other": village.alone, "date": "2026-03-15" }));
    assert!(merged.op.is_some());
    let view = |village: &Known| meetings::meeting(&village.opened.session, &held).unwrap();
    let people: Vec<_> = view(&village).people.into_iter().map(|row| row.person).collect();
    assert_eq!(people, [village.man, village.wife, village.son].map(|id| id.to_string()));
    assert_eq!(view(&village).row.present, 3);
    let attends: Vec<Value> = people.iter().map(|person| json!({ "person": person })).collect();
    village.done("edit_meeting", json!({ "meeting": held, "people": attends, "place": "村部" }));
    let refused = json!({ "meeting": held, "people": [{ "person": village.man }, { "person": village.alone },
        { "person": village.son }] });
    assert_eq!(field(&village, "edit_meeting", refused), ("twice".to_owned(), "people.2.person".to_owned()));
    village.done(
        "split_persons",
        json!({ "person": village.alone, "date": "2026-03-16", "household": village.first, "relation": "其他" }),
    );
    assert_eq!(view(&village).people.len(), 4, "taken apart, both were there");
}

#[test]
fn a_talk_has_two_people_who_were_there_and_is_corrected_and_taken_out() {
    let village = known();
    let before = hash(&village);
    let talk = |more: Value| {
        let mut value = json!({ "date": "2026-03-10", "talker": village.man, "person": village.wife, "body": "近况" });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    let refused = |more: Value| field(&village, "talk", talk(more));
    let told = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(refused(json!({ "person": village.man })), told("with_oneself", "person"));
    assert_eq!(refused(json!({ "kind": "闲聊" })), told("unknown_kind", "kind"));
    assert_eq!(refused(json!({ "date": "2026-03-21" })), told("in_future", "date"));
    assert_eq!(refused(json!({ "date": "2026" })), told("day_needed", "date"));
    assert_eq!(refused(json!({ "talker": "" })), told("needed", "talker"));
    assert_eq!(refused(json!({ "person": village.first })), told("not_found", "person"));
    let had = village.done("talk", talk(json!({}))).id;
    assert_eq!(all::<Talk>(&village)[0].kind, "日常谈心");
    village.done("move_out", json!({ "persons": [village.wife], "date": "2026-03-12" }));
    assert_eq!(refused(json!({ "date": "2026-03-13" })), told("not_here_then", "person"));
    village.done("edit_talk", json!({ "talk": had, "action": "已安排", "body": "" }));
    let row = all::<Talk>(&village).remove(0);
    assert_eq!((row.action.as_deref(), row.body), (Some("已安排"), None));
    let moved = field(&village, "edit_talk", json!({ "talk": had, "date": "2026-03-14" }));
    assert_eq!(moved, told("not_here_then", "person"));
    let oneself = field(&village, "edit_talk", json!({ "talk": had, "person": village.man }));
    assert_eq!(oneself, told("with_oneself", "person"));
    for _ in 0..3 {
        undo(&village.opened.session, None).unwrap();
    }
    assert_eq!(hash(&village), before);
    let had = village.done("talk", talk(json!({}))).id;
    village.done("drop_talk", json!({ "talk": had }));
    assert!(all::<Talk>(&village).is_empty());
}

#[test]
fn what_was_written_down_when_counts_for_nothing_in_the_content() {
    let village = known();
    hold(&village, &json!({}));
    village.done("talk", json!({ "date": "2026-03-10", "talker": village.man, "person": village.wife }));
    let before = hash(&village);
    village
        .opened
        .session
        .write(store::OpKind::new("test"), "示例", |write| {
            for row in write.all::<Meeting>()? {
                write.put(&Meeting { entered_on: "2026-03-11".parse().unwrap(), ..row })?;
            }
            for row in write.all::<Talk>()? {
                write.put(&Talk { entered_on: "2026-03-11".parse().unwrap(), ..row })?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(hash(&village), before);
}
