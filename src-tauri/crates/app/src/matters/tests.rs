use serde_json::{Value, json};

use super::*;
use crate::testing::{Opened, Village, open};
use domain::id::Id;

/// Two grids, a household each, in 一组 and 二组.
struct Known {
    opened: Opened,
    homes: [Id; 2],
    people: [Id; 2],
}

fn known() -> Known {
    let mut village = Village::opened("2026-01-01");
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    let homes = grids.map(|grid| village.household(grid));
    for (row, hamlet) in village.rows.households.iter_mut().zip(["一组", "二组"]) {
        row.hamlet = Some(hamlet.to_owned());
    }
    let people = homes.map(|home| village.head(home));
    Known { opened: open(&village.rows, "2026-03-20"), homes, people }
}

impl Known {
    fn record(&self, kind: &str, value: Value) -> String {
        crate::events::record(&self.opened.session, &crate::events::read(kind, value).unwrap()).unwrap().id
    }

    fn open(&self, kind: &str, home: Option<usize>, date: &str, more: &Value) -> String {
        let mut value = json!({ "kind": kind, "date": date, "content": format!("{kind}{date}") });
        if let Some(home) = home {
            value["household"] = json!(self.homes[home]);
        }
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.record("open_matter", value)
    }

    fn step(&self, matter: &str, step: &str, date: &str, more: &Value) {
        let mut value = json!({ "matter": matter, "step": step, "date": date });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.record("matter_step", value);
    }

    fn list(&self, query: MatterQuery) -> Vec<String> {
        let page = matters(&self.opened.session, &MatterQuery { limit: 50, ..query }).unwrap();
        assert_eq!(page.total, page.rows.len());
        page.rows.into_iter().map(|row| row.no).collect()
    }
}

/// 001 overdue, 002 open with a later limit, 003 a collective dispute settled in the grid, 004 reported, 005 an event.
fn some() -> Known {
    let known = known();
    known.open("诉求", Some(0), "2026-02-01", &json!({ "reporter": known.people[0] }));
    known.open("诉求", Some(1), "2026-03-18", &json!({}));
    let quarrel = json!({ "dispute": { "class": "02", "scale": "群体", "party_a": "示例甲", "demand": "改水路" }, "phone": "13800001234" });
    let dispute = known.open("矛盾纠纷", Some(1), "2026-02-10", &quarrel);
    known.step(&dispute, "就地办结", "2026-03-01", &json!({ "note": "说和", "settled": true }));
    let reported = known.open("安全隐患", Some(0), "2026-03-19", &json!({}));
    known.step(&reported, "上报", "2026-03-19", &json!({}));
    known.open("稳定信息", None, "2026-03-20", &json!({}));
    known
}

#[test]
fn overdue_matters_stand_first_and_settled_ones_last() {
    let known = some();
    let query = MatterQuery::default;
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(known.list(query()), ["2026-001", "2026-005", "2026-004", "2026-002", "2026-003"]);
    assert_eq!(known.list(MatterQuery { overdue: true, ..query() }), ["2026-001"]);
    assert_eq!(known.list(MatterQuery { open: true, ..query() }).len(), 4);
    assert_eq!(known.list(MatterQuery { state: text("已办结"), ..query() }), ["2026-003"]);
    assert_eq!(known.list(MatterQuery { kind: text("安全隐患"), ..query() }), ["2026-004"]);
    assert_eq!(known.list(MatterQuery { period: text("2026-02"), ..query() }), ["2026-001", "2026-003"]);
    assert_eq!(known.list(MatterQuery { grid: text("1"), ..query() }), ["2026-001", "2026-004"]);
    assert_eq!(known.list(MatterQuery { hamlet: text("二组"), ..query() }), ["2026-002", "2026-003"]);
    assert_eq!(known.list(MatterQuery { hamlet: text(""), ..query() }), ["2026-005"]);
    assert_eq!(known.list(MatterQuery { household: Some(known.homes[1].to_string()), ..query() }).len(), 2);
    assert_eq!(known.list(MatterQuery { text: text("02-01"), ..query() }), ["2026-001"]);
    assert_eq!(known.list(MatterQuery { collective: true, ..query() }), ["2026-003"]);
    let second = matters(&known.opened.session, &MatterQuery { offset: 1, limit: 1, ..query() }).unwrap();
    assert_eq!((second.total, second.rows[0].no.as_str()), (5, "2026-005"));
    let wrong = |query: MatterQuery| matters(&known.opened.session, &query).unwrap_err().code;
    assert_eq!(wrong(MatterQuery { state: text("搁着"), ..query() }), "unknown_state");
    assert_eq!(wrong(MatterQuery { period: text("昨天"), ..query() }), "not_a_date");
    assert_eq!(wrong(MatterQuery { grid: text("九"), ..query() }), "not_found");
}

#[test]
fn the_board_holds_every_matter_once_where_it_stands() {
    let known = some();
    let columns = board(&known.opened.session, &MatterQuery::default()).unwrap();
    let told: Vec<_> = columns.iter().map(|column| (column.state, column.total, column.rows.len())).collect();
    assert_eq!(
        told,
        [("待办", 3, 3), ("已上报", 1, 1), ("承办中", 0, 0), ("已挂起", 0, 0), ("已办结", 1, 1), ("已结案", 0, 0)]
    );
    assert_eq!(columns[0].rows[0].no, "2026-001");
    assert!(columns[0].rows[0].overdue && columns[0].rows[0].left == Some(-32));
}

#[test]
fn what_a_dispute_is_about_is_masked_until_it_is_asked_for_and_that_is_noted() {
    let known = some();
    let query = MatterQuery { kind: Some("矛盾纠纷".to_owned()), limit: 9, ..MatterQuery::default() };
    let row = matters(&known.opened.session, &query).unwrap().rows.remove(0);
    assert_eq!((row.content.as_str(), row.dispute, row.in_grid), ("•••", true, true));
    let ask = |full| matter(&known.opened.session, &MatterAsk { id: row.id.clone(), full }).unwrap();
    let shut = ask(false);
    let dispute = shut.dispute.clone().unwrap();
    assert_eq!((dispute.party_a.as_deref(), dispute.demand.as_deref()), (Some("•••"), Some("•••")));
    assert_eq!((shut.steps[1].note.as_deref(), shut.phone.as_deref()), (Some("•••"), Some("138****1234")));
    assert_eq!((dispute.class.as_deref(), dispute.scale.as_deref()), (Some("邻里"), Some("群体")));
    assert_eq!((shut.masked, &shut.next), (true, &vec!["回访", "结案", "重开"]));
    assert!(!format!("{shut:?}").contains("说和") && !format!("{shut:?}").contains("示例甲"));
    let before = crate::audit::audit(&known.opened.session, 0, 9).unwrap().total;
    let open = ask(true);
    assert_eq!((open.row.content.as_str(), open.phone.as_deref()), ("矛盾纠纷2026-02-10", Some("13800001234")));
    assert_eq!(open.dispute.unwrap().party_a.as_deref(), Some("示例甲"));
    let audit = crate::audit::audit(&known.opened.session, 0, 9).unwrap();
    assert_eq!((audit.total, audit.rows[0].what.as_str()), (before + 1, "民情事项内容"));
    let plain = known.list(MatterQuery { kind: Some("安全隐患".to_owned()), ..MatterQuery::default() });
    assert_eq!(plain.len(), 1);
    let gone = MatterAsk { id: known.homes[0].to_string(), full: false };
    assert_eq!(matter(&known.opened.session, &gone).unwrap_err().code, "not_found");
}

#[test]
fn every_number_of_the_trends_is_as_many_as_its_list_holds() {
    let known = some();
    let session = &known.opened.session;
    let trends = trends(session, &MatterQuery::default()).unwrap();
    let total = &trends.total;
    assert_eq!((total.total, total.open, total.overdue, total.in_grid), (5, 4, 1, 1));
    let count = |query: MatterQuery| known.list(query).len() as u32;
    for kind in &trends.kinds {
        let of = || MatterQuery { kind: Some(kind.word.clone()), ..MatterQuery::default() };
        assert_eq!(kind.total, count(of()), "{}", kind.word);
        assert_eq!(kind.open, count(MatterQuery { open: true, ..of() }), "{}", kind.word);
        assert_eq!(kind.overdue, count(MatterQuery { overdue: true, ..of() }), "{}", kind.word);
    }
    assert_eq!(trends.kinds.iter().map(|kind| kind.total).sum::<u32>(), 5);
    let places: Vec<_> = trends.hamlets.iter().map(|one| (one.word.as_str(), one.total)).collect();
    assert_eq!(places, [("一组", 2), ("二组", 2), ("", 1)]);
    let months: Vec<_> = trends.months.iter().map(|one| (one.month.as_str(), one.opened, one.settled)).collect();
    assert_eq!(months[..3], [("2026-03", 3, 1), ("2026-02", 2, 0), ("2026-01", 0, 0)]);
    assert_eq!(months.len(), 12);
    let year = super::trends(session, &MatterQuery { period: Some("2026".to_owned()), ..MatterQuery::default() });
    assert_eq!(year.unwrap().months.len(), 3, "of a year, its own months that have come");
    let first = super::trends(session, &MatterQuery { grid: Some("1".to_owned()), ..MatterQuery::default() }).unwrap();
    assert_eq!(first.total.total, 2);
}

#[test]
fn a_month_without_any_reports_zero() {
    let known = some();
    let told = |month: &str| {
        let report = zero_report(&known.opened.session, Some(month)).unwrap();
        report.counts.into_iter().map(|one| (one.word, one.count, one.settled)).collect::<Vec<_>>()
    };
    let word = |word: &str, count, settled| (word.to_owned(), count, settled);
    assert_eq!(told("2026-02"), [word("矛盾纠纷", 1, 1), word("群体性矛盾纠纷", 1, 1), word("稳定信息", 0, 0)]);
    assert_eq!(told("2026-01"), [word("矛盾纠纷", 0, 0), word("群体性矛盾纠纷", 0, 0), word("稳定信息", 0, 0)]);
    assert_eq!(told("2026-03")[2], word("稳定信息", 1, 0));
    assert_eq!(zero_report(&known.opened.session, Some("2026-05")).unwrap_err().code, "month_not_come");
}

#[test]
fn what_can_be_chosen_is_what_events_take() {
    let known = known();
    let choices = choices(&known.opened.session).unwrap();
    for kind in &choices.kinds {
        assert!(!kind.clause.is_empty());
        for class in choices.classes.iter().filter(|_| kind.dispute) {
            known.open(&kind.kind, None, "2026-03-01", &json!({ "dispute": { "class": class } }));
        }
        let source = &choices.sources[0];
        known.open(&kind.kind, None, "2026-03-01", &json!({ "source": source }));
    }
    assert_eq!(choices.kinds.iter().filter(|kind| kind.dispute).count(), 1);
    assert_eq!(choices.kinds.iter().filter(|kind| kind.nobody).count(), 1);
    assert_eq!(choices.states.len(), 6);
}

#[test]
fn on_the_workbench_a_need_that_became_a_matter_counts_once() {
    let known = known();
    let counts = || {
        let bench = crate::workbench::workbench(&known.opened.session).unwrap();
        (bench.needs, bench.matters, bench.overdue)
    };
    let needs = json!([{ "text": "路灯不亮", "report": true }, { "text": "修路", "report": true }]);
    let visit =
        json!({ "household": known.homes[0], "date": "2026-03-01", "kind": "入户", "outcome": "见到", "needs": needs });
    known.record("visit", visit);
    assert_eq!(counts(), (2, 0, 0));
    let open = crate::visits::needs_open(&known.opened.session).unwrap();
    let matter = known.record("open_matter", json!({ "kind": "安全隐患", "need": open[0].id }));
    assert_eq!(counts(), (1, 1, 1), "three days were over on the fourth");
    assert_eq!(crate::visits::needs_open(&known.opened.session).unwrap().len(), 1);
    let home = known.homes[0].to_string();
    let visits = crate::visits::visits_of(&known.opened.session, &home, 0, 9).unwrap();
    let shown: Vec<_> = visits.rows[0].needs.iter().map(|need| need.matter_no.as_deref()).collect();
    assert_eq!(shown, [Some("2026-001"), None], "the visit shows which of its needs became a matter");
    known.step(&matter, "就地办结", "2026-03-02", &json!({ "note": "已换" }));
    assert_eq!(counts(), (1, 0, 0));
}
