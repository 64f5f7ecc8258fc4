//! What a county asks for, and what another pack does.

use super::*;
use crate::standard;

const PACK: &str = include_str!("../../../../../../assets/standards/liaoning-grid.toml");

fn save(known: &Known, duty: &str, on: bool, min: Option<u32>, from: Option<&str>) -> Result<()> {
    let from = from.map(str::to_owned);
    save_duty(&known.opened.session, &SaveDuty { duty: duty.to_owned(), on, min, from }).map(|_| ())
}

#[test]
fn another_number_holds_from_its_month_on_and_past_months_stay() {
    let known = known("2026-05-20");
    let required = |month| known.row(month, "党小组会", "第一网格").required;
    save(&known, "party-group-meeting", true, Some(2), Some("2026-03")).unwrap();
    assert_eq!(["2026-02", "2026-03", "2026-05"].map(required), [Some(1), Some(2), Some(2)]);
    save(&known, "party-group-meeting", true, Some(3), None).unwrap();
    assert_eq!(["2026-02", "2026-04", "2026-05"].map(required), [Some(1), Some(2), Some(3)]);
    let rule = duty_rules(&known.opened.session).unwrap().into_iter().find(|rule| rule.id == "party-group-meeting");
    let rule = rule.unwrap();
    assert_eq!((rule.min, rule.shipped, rule.fixed, rule.from.as_deref()), (Some(3), Some(1), true, Some("2026-05")));
    crate::history::undo(&known.opened.session, None).unwrap();
    assert_eq!(required("2026-05"), Some(2), "a setting is undone like everything else");
}

#[test]
fn what_has_no_number_is_red_once_a_county_sets_one() {
    let known = known("2026-05-20");
    save(&known, "publicity", true, Some(1), Some("2026-04")).unwrap();
    assert_eq!(known.stands("2026-03", "政策宣传", "第一网格"), (None, 0, 0, DutyState::NoNumber));
    assert_eq!(known.stands("2026-04", "政策宣传", "第一网格"), (Some(1), 0, 1, DutyState::Missing));
}

#[test]
fn practice_is_switched_off_from_a_month_on() {
    let known = known("2026-05-20");
    save(&known, "party-day", false, Some(1), Some("2026-04")).unwrap();
    let there = |month| known.rows(month).iter().any(|row| row.id == "party-day");
    assert_eq!(["2026-03", "2026-04", "2026-05"].map(there), [true, false, false]);
    let link = known.row("2026-03", "主题党日", "向阳村").link;
    let now = link.replace("2026-03", "2026-05");
    assert_eq!(behind(&known.opened.session, &now).unwrap_err().code, "not_found");
}

#[test]
fn what_the_standard_asks_for_can_be_raised_and_neither_lowered_nor_switched_off() {
    let known = known("2026-05-20");
    let before = crate::history::history(&known.opened.session, 0, 10, None).unwrap().total;
    let table = [
        ("party-group-meeting", false, Some(1), None, "duty_of_standard", "on"),
        ("publicity", false, None, None, "duty_of_standard", "on"),
        ("organisational-life", true, Some(1), None, "duty_below_standard", "min"),
        ("organisational-life", true, None, None, "duty_below_standard", "min"),
        ("party-day", true, Some(0), None, "duty_number", "min"),
        ("party-day", true, Some(100), None, "duty_number", "min"),
        ("party-day", true, Some(2), Some("三月"), "not_a_date", "from"),
        ("nothing", true, Some(2), None, "not_found", "duty"),
    ];
    for (duty, on, min, from, code, field) in table {
        let refused = save(&known, duty, on, min, from).unwrap_err();
        assert_eq!((refused.code.as_str(), refused.field.as_deref()), (code, Some(field)), "{duty}");
    }
    let after = crate::history::history(&known.opened.session, 0, 10, None).unwrap().total;
    assert_eq!(before, after, "nothing was written");
}

#[test]
fn another_pack_asks_for_other_things_without_code() {
    let known = known("2026-03-20");
    known.meeting("党小组会", Some(known.units[0]), "2026-03-02", "2026-03-02");
    known.meeting("屋场会", Some(known.units[0]), "2026-03-03", "2026-03-03");
    let text = PACK
        .replacen("min = 1\nmeetings = [\"党小组会\"]", "min = 2\nmeetings = [\"党小组会\", \"屋场会\"]", 1)
        .replacen("name = \"组织生活会\"", "name = \"半年民主生活\"", 1);
    let pack = standard::read(&text).unwrap();
    let query = DutyQuery { period: Some("2026-03".to_owned()), ..DutyQuery::default() };
    let rows = rows::of_standard(&known.opened.session, &pack, &query).unwrap();
    let row = |id: &str, scope: &str| rows.iter().find(|row| row.id == id && row.scope == scope).unwrap();
    let meeting = row("party-group-meeting", "第一网格");
    assert_eq!((meeting.required, meeting.done, meeting.state), (Some(2), 2, DutyState::Done));
    assert_eq!(row("party-group-meeting", "第二网格").missing, 2);
    assert_eq!(row("organisational-life", "第一网格").duty, "半年民主生活");
    let shipped = known.row("2026-03", "党小组会", "第一网格");
    assert_eq!((shipped.required, shipped.done), (Some(1), 1));
    let told = behind::of_standard(&known.opened.session, &pack, &meeting.link).unwrap();
    assert_eq!(told.total, 2);
}
