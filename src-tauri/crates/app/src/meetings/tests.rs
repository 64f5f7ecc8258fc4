use domain::id::Id;
use domain::matter::{Matter, MatterStep, MatterStepKind};
use domain::organisation::{Role, RoleKind};
use domain::person::MemberKind;
use serde_json::{Value, json};
use store::OpKind;

use super::*;
use crate::testing::{Opened, Village, date, open};

/// Two grids. In the first: leader, two members of whom one is exempt, a volunteer, a party member without a role; in the
/// second: a leader.
struct Known {
    opened: Opened,
    grids: [Id; 2],
    leader: Id,
    member: Id,
    old: Id,
    volunteer: Id,
    communist: Id,
    other: Id,
}

fn known() -> Known {
    let mut village = Village::opened("2026-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let home = village.household(grids[0]);
    let leader = village.head(home);
    let [member, old, volunteer, communist] = [(); 4].map(|()| village.person(home));
    let second = village.household(grids[1]);
    let other = village.head(second);
    let named = [(leader, "示例组长"), (member, "示例成员"), (old, "示例老人"), (volunteer, "示例志愿者")];
    for (person, name) in named.into_iter().chain([(communist, "示例党员"), (other, "示例邻组长")]) {
        village.name(person, name);
    }
    village.role(member, grids[0], RoleKind::Member);
    village.role(leader, grids[0], RoleKind::Leader);
    village.role(old, grids[0], RoleKind::Member).from = date("2026-02-01");
    village.role(volunteer, grids[0], RoleKind::Volunteer);
    village.role(other, grids[1], RoleKind::Leader);
    for person in [leader, communist] {
        village.member(person, MemberKind::Full, None);
    }
    let exempt = village.member(old, MemberKind::Full, None);
    (exempt.exempt, exempt.exempt_reason) = (true, Some("年老体弱".to_owned()));
    let opened = open(&village.rows, "2026-03-20");
    Known { opened, grids, leader, member, old, volunteer, communist, other }
}

impl Known {
    fn done(&self, kind: &str, value: Value) -> String {
        crate::events::record(&self.opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
    }

    fn held(&self, kind: &str, grid: Option<usize>, date: &str, more: &Value) -> String {
        let mut value = json!({ "kind": kind, "date": date });
        if let Some(grid) = grid {
            value["grid"] = json!(self.grids[grid]);
        }
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.done("hold_meeting", value)
    }

    fn prepared(&self, kind: &str, grid: Option<usize>, date: &str) -> Prepared {
        let grid = grid.map(|grid| self.grids[grid].to_string());
        prepare(&self.opened.session, &PrepareMeeting { kind: kind.into(), grid, date: Some(date.into()) }).unwrap()
    }

    fn called(&self, kind: &str, grid: Option<usize>, date: &str) -> Vec<(String, &'static str)> {
        self.prepared(kind, grid, date).people.into_iter().map(|row| (row.name, row.state)).collect()
    }

    fn list(&self, query: MeetingQuery) -> Vec<String> {
        let page = meetings(&self.opened.session, &MeetingQuery { limit: 50, ..query }).unwrap();
        page.rows.into_iter().map(|row| row.date).collect()
    }
}

#[test]
fn who_is_called_follows_from_the_pack_and_the_day() {
    let known = known();
    let there = |name: &str| (name.to_owned(), "到会");
    let excused = ("示例老人".to_owned(), "免到");
    assert_eq!(
        known.called("党小组会", Some(0), "2026-03-10"),
        [there("示例组长"), there("示例成员"), excused.clone()],
        "the leader first, then the members; who is exempt need not come"
    );
    assert_eq!(known.called("党小组会", Some(0), "2026-01-10").len(), 2, "one was no member yet");
    assert_eq!(
        known.called("集中学习", Some(0), "2026-03-10"),
        [there("示例组长"), there("示例成员"), excused.clone(), there("示例志愿者")],
        "volunteers where the pack calls them"
    );
    assert_eq!(
        known.called("支部党员大会", None, "2026-03-10"),
        [there("示例组长"), there("示例党员"), excused],
        "party members of the whole village, leaders first, each once"
    );
    assert_eq!(known.called("联席会议", None, "2026-03-10"), [there("示例组长"), there("示例邻组长")]);
    let reason = &known.prepared("党小组会", Some(0), "2026-03-10").people[2].reason;
    assert_eq!(reason.as_deref(), Some("年老体弱"));
    let ask = PrepareMeeting { kind: "茶话会".into(), ..Default::default() };
    assert_eq!(prepare(&known.opened.session, &ask).unwrap_err().code, "unknown_kind");
}

#[test]
fn the_joint_meeting_calls_the_villages_secretary_who_takes_the_chair() {
    let known = known();
    let unit = known.opened.session.write(OpKind::new("test"), "示例", |write| {
        let station = write.station()?;
        crate::grids::foundation(write, &station)?;
        let units: Vec<domain::organisation::OrgUnit> = write.all()?;
        let village = units.into_iter().find(|unit| unit.kind == domain::organisation::UnitKind::VillageOrg);
        let unit = village.unwrap().id;
        let role = Role {
            id: write.mint(),
            person: known.communist,
            unit,
            kind: RoleKind::Secretary,
            member_kind: None,
            volunteer_kind: None,
            from: None,
            to: None,
        };
        Ok(write.put(&role).map(|_| unit)?)
    });
    assert!(unit.is_ok());
    let prepared = known.prepared("联席会议", None, "2026-03-10");
    assert_eq!(prepared.chair, Some(known.communist.to_string()));
    assert_eq!(prepared.people.len(), 3);
}

#[test]
fn what_was_usual_the_last_time_is_offered_again_to_those_who_still_come() {
    let known = known();
    let people = json!([{ "person": known.leader }, { "person": known.member }]);
    let more = json!({ "start": "8:30", "end": "10:00", "place": "一组活动室", "people": people,
        "chair": known.member, "recorder": known.member });
    known.held("党小组会", Some(0), "2026-02-10", &more);
    known.held("党小组会", Some(1), "2026-03-01", &json!({ "place": "二组" }));
    let prepared = known.prepared("党小组会", Some(0), "2026-03-10");
    assert_eq!(prepared.place.as_deref(), Some("一组活动室"));
    assert_eq!((prepared.start.as_deref(), prepared.end.as_deref()), (Some("08:30"), Some("10:00")));
    assert_eq!(prepared.chair, Some(known.leader.to_string()), "the leader chairs");
    assert_eq!(prepared.recorder, Some(known.member.to_string()));
    assert_eq!(prepared.group.as_deref(), Some("第一网格党小组"));
    known.done("move_out", json!({ "persons": [known.member], "date": "2026-03-05" }));
    assert_eq!(known.prepared("党小组会", Some(0), "2026-03-10").recorder, None);
    assert_eq!(known.prepared("党小组会", Some(0), "2026-01-10").place, None, "nothing was usual before the first");
}

#[test]
fn meetings_are_found_by_time_kind_grid_person_and_words() {
    let known = known();
    let people = json!({ "people": [{ "person": known.leader }, { "person": known.member, "state": "缺席" }] });
    known.held("党小组会", Some(0), "2026-02-03", &people);
    let agenda = json!({ "agenda": ["修路灯"], "people": [{ "person": known.other }] });
    known.held("党小组会", Some(1), "2026-02-20", &agenda);
    known.held("联席会议", None, "2026-03-01", &json!({ "resolutions": [{ "text": "清理沟渠" }] }));
    let query = MeetingQuery::default;
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(known.list(query()), ["2026-03-01", "2026-02-20", "2026-02-03"]);
    assert_eq!(known.list(MeetingQuery { period: text("2026-02"), ..query() }), ["2026-02-20", "2026-02-03"]);
    assert_eq!(known.list(MeetingQuery { kind: text("联席会议"), ..query() }), ["2026-03-01"]);
    assert_eq!(known.list(MeetingQuery { grid: text("第二网格"), ..query() }), ["2026-02-20"]);
    let person = Some(known.member.to_string());
    assert_eq!(known.list(MeetingQuery { person, ..query() }), ["2026-02-03"]);
    assert_eq!(known.list(MeetingQuery { text: text("路灯"), ..query() }), ["2026-02-20"]);
    assert_eq!(known.list(MeetingQuery { text: text("沟渠"), ..query() }), ["2026-03-01"]);
    let all = MeetingQuery { limit: 9, ..query() };
    let rows = meetings(&known.opened.session, &all).unwrap().rows;
    assert_eq!((rows[2].expected, rows[2].present, rows[2].late), (2, 1, true), "written down on 2026-03-20");
    assert_eq!((rows[0].resolutions, rows[0].open), (1, 1));
    let wrong = MeetingQuery { period: text("昨天"), ..query() };
    assert_eq!(meetings(&known.opened.session, &wrong).unwrap_err().code, "not_a_date");
    let nowhere = MeetingQuery { grid: text("第九网格"), ..query() };
    assert_eq!(meetings(&known.opened.session, &nowhere).unwrap_err().code, "not_found");
}

#[test]
fn resolutions_stand_open_ones_first_and_say_whose_they_are() {
    let known = known();
    let more = json!({ "people": [{ "person": known.leader }], "resolutions": [
        { "text": "清理沟渠", "owner": known.leader, "owner_name": "村委会", "due": "2026-02" }, { "text": "补种树苗" }] });
    known.held("党小组会", Some(0), "2026-02-03", &more);
    let rows = |open: Option<bool>| {
        let query = ResolutionQuery { open, limit: 9, ..Default::default() };
        resolutions(&known.opened.session, &query).unwrap().rows
    };
    let first = rows(None).remove(0);
    assert_eq!((first.who.as_str(), first.late), ("村委会 示例组长", true));
    known.done("resolution_done", json!({ "resolution": first.id, "date": "2026-03-01", "result": "畅通" }));
    assert_eq!(rows(Some(true)).into_iter().map(|row| row.text).collect::<Vec<_>>(), ["补种树苗"]);
    let done = rows(Some(false)).remove(0);
    assert_eq!((done.done_on.as_deref(), done.result.as_deref(), done.late), (Some("2026-03-01"), Some("畅通"), false));
    assert_eq!(rows(None)[1].id, first.id);
}

#[test]
fn the_matrix_has_each_leader_with_each_member_and_shows_who_else_talked() {
    let known = known();
    let talk = |talker: Id, person: Id, date: &str| {
        known.done("talk", json!({ "date": date, "talker": talker, "person": person, "body": "近况" }))
    };
    talk(known.leader, known.member, "2026-01-10");
    talk(known.member, known.leader, "2026-03-01");
    talk(known.other, known.volunteer, "2026-02-01");
    let matrix = talk_matrix(&known.opened.session, &AskMatrix::default()).unwrap();
    assert_eq!((matrix.year.as_str(), matrix.groups.len()), ("2026", 2));
    let first = &matrix.groups[0];
    assert_eq!(first.leader_name.as_deref(), Some("示例组长"));
    let members: Vec<_> = first.members.iter().map(|row| (row.name.as_str(), row.talks, row.last.as_deref())).collect();
    assert_eq!(members, [("示例成员", 2, Some("2026-03-01")), ("示例老人", 0, None)]);
    assert_eq!(matrix.others.len(), 1);
    let names = [matrix.others[0].one_name.as_str(), matrix.others[0].other_name.as_str()];
    assert!(names.contains(&"示例邻组长") && names.contains(&"示例志愿者"));
    let before = talk_matrix(&known.opened.session, &AskMatrix { year: Some("2025".into()), grid: None }).unwrap();
    assert!(before.others.is_empty() && before.groups[0].members.iter().all(|row| row.talks == 0));

    let of = |person: Id, with: Option<Id>| {
        let with = with.map(|with| with.to_string());
        let query = TalkQuery { person: Some(person.to_string()), with, limit: 9, ..Default::default() };
        talks(&known.opened.session, &query).unwrap().rows.into_iter().map(|row| row.date).collect::<Vec<_>>()
    };
    assert_eq!(of(known.member, Some(known.leader)), ["2026-03-01", "2026-01-10"]);
    assert_eq!(of(known.member, Some(known.old)), [""; 0]);
    assert_eq!(of(known.volunteer, None), ["2026-02-01"]);
}

fn matter(village: &Known, at: u128, kind: &str, date: &str, grid: usize, steps: &[(MatterStepKind, &str)]) {
    let unit = village.opened.session.register().unwrap().rows().grids[grid].unit;
    let write = |write: &mut store::Write<'_>| {
        let row = Matter {
            id: write.mint(),
            no: format!("2026-{at:03}"),
            kind: kind.to_owned(),
            source: "走访".to_owned(),
            date: date.parse().unwrap(),
            unit: Some(unit),
            household: None,
            reporter: None,
            reporter_name: Some("示例".to_owned()),
            phone: None,
            address: None,
            content: "路灯不亮".to_owned(),
            materials: None,
            first_asked: None,
            own_duty: None,
            responsible: None,
            due: "2026-03-15".parse().ok(),
            need: None,
        };
        write.put(&row)?;
        for (n, (step, on)) in (1..).zip(steps) {
            let id = write.mint();
            let date = on.parse().unwrap();
            let (step, actor, note, satisfied) = (*step, None, None, None);
            write.put(&MatterStep { id, matter: row.id, n, step, date, actor, note, satisfied })?;
        }
        Ok(())
    };
    village.opened.session.write(OpKind::new("test"), "示例", write).unwrap();
}

#[test]
fn the_months_matters_are_counted_by_kind_and_by_how_they_stand() {
    use MatterStepKind::{Assigned, Registered, Reopened, Reported, SettledHere};
    let known = known();
    matter(&known, 1, "诉求", "2026-02-10", 0, &[(Registered, "2026-02-10"), (SettledHere, "2026-03-02")]);
    matter(&known, 2, "诉求", "2026-03-01", 0, &[(Registered, "2026-03-01"), (Reported, "2026-03-02")]);
    let again =
        [(Registered, "2026-02-01"), (SettledHere, "2026-02-02"), (Reopened, "2026-03-03"), (Assigned, "2026-03-04")];
    matter(&known, 3, "矛盾纠纷", "2026-02-01", 0, &again);
    matter(&known, 4, "诉求", "2026-02-01", 0, &[(Registered, "2026-02-01"), (SettledHere, "2026-02-02")]);
    matter(&known, 5, "诉求", "2026-03-19", 0, &[(Registered, "2026-03-19")]);
    matter(&known, 6, "诉求", "2026-03-05", 1, &[(Registered, "2026-03-05")]);
    let held = known.held("民情分析会", Some(0), "2026-03-18", &json!({}));
    let review = meeting(&known.opened.session, &held).unwrap().review.unwrap();
    let row = |row: &ReviewRow| (row.before, row.came, row.reopened, row.settled, row.open, row.late);
    let kinds: Vec<_> = review.kinds.iter().map(|one| (one.kind.as_str(), row(one))).collect();
    assert_eq!(kinds, [("矛盾纠纷", (0, 0, 1, 0, 1, 1)), ("诉求", (1, 1, 0, 1, 1, 1))]);
    assert_eq!(row(&review.total), (1, 1, 1, 1, 2, 2));
    let states: Vec<_> = review.states.iter().map(|one| (one.state, one.count)).collect();
    assert_eq!(states, [("上报", 1), ("交办", 1)]);
    assert!(known.prepared("民情分析会", Some(0), "2026-03-20").review.unwrap().total.came == 2);
    assert!(known.prepared("党小组会", Some(0), "2026-03-20").review.is_none());
}

#[test]
fn what_can_be_chosen_is_what_events_take() {
    let known = known();
    let choices = choices(&known.opened.session).unwrap();
    assert_eq!(choices.kinds.len(), 12, "those of the form of minutes");
    for (at, kind) in (1..).zip(&choices.kinds) {
        let grid = (kind.level == "grid").then_some(0);
        known.held(&kind.kind, grid, &format!("2026-03-{at:02}"), &json!({}));
        assert!(!kind.clause.is_empty());
    }
    for kind in &choices.talks {
        known.done(
            "talk",
            json!({ "kind": kind, "date": "2026-03-01", "talker": known.leader, "person": known.member }),
        );
    }
    let needed = json!({ "kind": "党小组会", "date": "2026-03-01" });
    let event = crate::events::read("hold_meeting", needed).unwrap();
    assert_eq!(crate::events::record(&known.opened.session, &event).unwrap_err().code, "grid_needed");
}
