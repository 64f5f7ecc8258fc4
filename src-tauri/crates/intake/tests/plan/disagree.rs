//! When lists disagree: the finer statement holds, blanks say nothing, and what only a person can know is asked, once.

use domain::doubt::DoubtWhy;
use domain::id_number::{IdMistake, IdNumber};
use domain::person::{MemberKind, ToReason, WorkKind};
use domain::tag::{Subject, TagKind};
use intake::entry::{Entry, IdReading, PartySaid};

use crate::desk::{Desk, list, loose, number, row, sex, tag, whole};

fn couple() -> [Entry; 2] {
    [
        Entry {
            id: whole("1960-03-15", 1), household_code: Some("001".into()), ..row(0, "张三", "张三", "户主")
        },
        Entry { id: whole("1962-05-01", 2), ..row(0, "张三", "李梅", "配偶") },
    ]
}

#[test]
fn the_same_list_twice_changes_nothing() {
    let mut desk = Desk::default();
    let first = desk.take(&[list(couple())]);
    assert_eq!((first.new, first.changed, first.unchanged), (2, 0, 0));
    let before = desk.content();
    let second = desk.take(&[list(couple())]);
    assert_eq!((second.new, second.changed, second.unchanged, second.doubts), (0, 0, 2, 0));
    assert_eq!(desk.content(), before);
}

#[test]
fn a_finer_statement_holds_whichever_came_first() {
    let coarse =
        || list([row(0, "张三", "张三", "户主"), Entry { birth: "1985".parse().ok(), ..row(0, "张三", "张小", "子") }]);
    let fine = || {
        list([
            row(0, "张三", "张三", "户主"),
            Entry { birth: "1985-06-01".parse().ok(), ..row(0, "张三", "张小", "长子") },
        ])
    };
    let (mut one, mut other) = (Desk::default(), Desk::default());
    one.take(&[coarse()]);
    one.take(&[fine()]);
    other.take(&[fine()]);
    other.take(&[coarse()]);
    assert_eq!(one.content(), other.content());
    assert_eq!(one.relation("张小"), Some("长子"));
    assert_eq!(one.person("张小").birth, "1985-06-01".parse().ok());
}

#[test]
fn a_blank_says_nothing_and_another_value_is_taken_and_shown() {
    let mut desk = Desk::default();
    let with =
        |phone: Option<&str>| list([Entry { phone: phone.map(str::to_owned), ..row(0, "张三", "张三", "户主") }]);
    desk.take(&[with(Some("13800000001"))]);
    let blank = desk.take(&[with(None)]);
    assert_eq!((blank.changed, desk.person("张三").phone.as_deref()), (0, Some("13800000001")));
    let other = desk.take(&[with(Some("13800000002"))]);
    assert_eq!((other.changed, other.doubts), (1, 0));
    assert_eq!(other.changes[0].old.as_deref(), Some("138****0001"), "numbers are masked in what is shown");
    assert_eq!(desk.person("张三").phone.as_deref(), Some("13800000002"));
}

#[test]
fn another_number_for_the_same_person_is_asked_once_and_not_taken() {
    let mut desk = Desk::default();
    desk.take(&[list(couple())]);
    let differing = || list([couple()[0].clone(), Entry { id: whole("1962-05-01", 4), ..couple()[1].clone() }]);
    assert_eq!(desk.take(&[differing()]).doubts, 1);
    assert_eq!(desk.person("李梅").id_number, Some(number("1962-05-01", 2)));
    assert_eq!(desk.take(&[differing()]).doubts, 0, "asked once");
    assert_eq!(desk.open().len(), 1);
    assert_eq!(desk.open()[0].why, DoubtWhy::Differs);
}

#[test]
fn sex_birth_and_name_are_asked_too() {
    let mut desk = Desk::default();
    desk.take(&[list(couple())]);
    let mut said = couple()[1].clone();
    said.name = Some("李玫".to_owned());
    said.sex = sex("男");
    said.birth = "1962-05-02".parse().ok();
    desk.take(&[list([couple()[0].clone(), said])]);
    let mut fields: Vec<&str> = desk.open().iter().filter_map(|doubt| doubt.field.as_deref()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["birth", "name", "sex"]);
    assert_eq!(desk.person("李梅").sex, sex("女"));
}

#[test]
fn one_number_on_two_names_is_asked_and_nobody_is_overwritten() {
    let mut desk = Desk::default();
    let twin = Entry { id: whole("1960-03-15", 1), ..row(0, "张三", "王五", "其他") };
    let outcome = desk.take(&[list([couple()[0].clone(), twin])]);
    assert_eq!((outcome.new, outcome.doubts), (2, 1));
    assert_eq!(desk.open()[0].why, DoubtWhy::SharedNumber);
    assert_eq!(desk.person("王五").id_number, None);
}

#[test]
fn a_number_that_cannot_be_is_asked_and_settled_by_a_list_that_has_it_right() {
    let mut desk = Desk::default();
    let wrong = IdReading::Wrong("999999196003150015".to_owned(), IdMistake::WrongCheckDigit);
    desk.take(&[list([Entry { id: wrong.clone(), ..row(0, "张三", "张三", "户主") }])]);
    assert_eq!(desk.open().len(), 1);
    assert_eq!(desk.person("张三").id_number, None, "never silently kept");
    desk.take(&[list([Entry { id: whole("1960-03-15", 1), ..row(0, "张三", "张三", "户主") }])]);
    assert!(desk.open().is_empty());
    let after = desk.take(&[list([Entry { id: wrong, ..row(0, "张三", "张三", "户主") }])]);
    assert_eq!(after.doubts, 0, "a wrong number says nothing against a right one");
}

#[test]
fn a_rounded_number_is_kept_whole_where_the_book_knows_it() {
    let mut desk = Desk::default();
    desk.take(&[list(couple())]);
    let rounded = IdReading::Rounded(number("1960-03-15", 1)[..15].to_owned());
    let outcome = desk.take(&[list([Entry { id: rounded, ..row(0, "张三", "张三", "户主") }])]);
    assert_eq!((outcome.changed, outcome.doubts), (0, 0));
    assert_eq!(outcome.repaired.values().sum::<usize>(), 1);
    assert_eq!(desk.person("张三").id_number, Some(number("1960-03-15", 1)));
}

#[test]
fn somebody_listed_in_another_household_is_asked_and_stays() {
    let mut desk = Desk::default();
    let four = Entry { household_code: Some("002".into()), ..row(1, "王五", "王五", "户主") };
    desk.take(&[list(couple().into_iter().chain([four.clone()]))]);
    let moved = Entry { id: whole("1962-05-01", 2), ..row(1, "王五", "李梅", "其他") };
    let outcome = desk.take(&[list([couple()[0].clone(), four, moved])]);
    assert_eq!(outcome.doubts, 1);
    assert_eq!(desk.open()[0].why, DoubtWhy::OtherHousehold);
    assert_eq!(desk.open()[0].mine.as_deref(), Some("一组 001 户主 张三"));
    assert_eq!(desk.rows.persons.len(), 3, "nobody is doubled");
}

#[test]
fn two_heads_of_one_household_are_asked() {
    let mut desk = Desk::default();
    desk.take(&[list(couple())]);
    let mut second = couple()[1].clone();
    second.relation = domain::codes::Relation::from_word("户主");
    let outcome = desk.take(&[list([couple()[0].clone(), second])]);
    assert_eq!(outcome.doubts, 1);
    assert_eq!(desk.relation("李梅"), Some("配偶"));
}

#[test]
fn who_left_and_stands_in_a_list_again_is_asked_and_not_revived() {
    let mut desk = Desk::default();
    desk.take(&[list(couple())]);
    let gone = desk.person("李梅").id;
    let residence = desk.rows.residences.iter_mut().find(|residence| residence.person == gone).unwrap();
    residence.to = "2026-05-01".parse().ok();
    residence.to_reason = Some(ToReason::Death);
    let outcome = desk.take(&[list(couple())]);
    assert_eq!((outcome.new, outcome.doubts), (0, 1));
    assert!(desk.rows.residences.iter().all(|residence| residence.person != gone || residence.to.is_some()));
}

#[test]
fn whom_no_list_names_is_reported_and_never_removed() {
    let mut desk = Desk::default();
    desk.take(&[list(couple())]);
    let outcome = desk.take(&[list([couple()[0].clone()])]);
    assert_eq!(outcome.absent, [desk.person("李梅").id]);
    assert_eq!(desk.rows.persons.len(), 2);
}

#[test]
fn a_list_without_households_waits_for_its_persons_and_finds_them_later() {
    let mut desk = Desk::default();
    let party = PartySaid {
        kind: MemberKind::Probationary,
        joined_on: "2025-12".parse().ok(),
        full_on: None,
        branch: None,
        floating: Some(true),
    };
    let roster = || list([Entry { id: whole("1962-05-01", 2), party: Some(party.clone()), ..loose("李梅") }]);
    let first = desk.take(&[roster()]);
    assert_eq!((first.persons, first.new, first.doubts), (1, 0, 1));
    assert_eq!(desk.take(&[roster()]).doubts, 0, "the same row waits once");
    let later = desk.take(&[list(couple())]);
    assert_eq!(later.joined, 1);
    assert!(desk.open().is_empty());
    assert_eq!(desk.rows.members.len(), 1);
    assert_eq!((desk.rows.members[0].kind, desk.rows.members[0].floating), (MemberKind::Probationary, true));
}

#[test]
fn a_name_that_two_people_of_the_hamlet_have_is_asked() {
    let mut desk = Desk::default();
    let namesake = Entry { sex: sex("女"), ..row(1, "王五", "李梅", "户主") };
    desk.take(&[list(couple().into_iter().chain([namesake]))]);
    let said = Entry { hamlet: Some("一组".into()), tags: vec![tag(TagKind::AloneElder, false)], ..loose("李梅") };
    assert_eq!(desk.take(&[list([said.clone()])]).doubts, 1);
    let aged = Entry { age: Some(64), sex: sex("女"), address: Some("2号".into()), ..said };
    assert_eq!(desk.take(&[list([aged])]).doubts, 1, "an age that fits both does not decide either");
}

#[test]
fn a_household_tag_goes_to_the_household_and_assistance_to_whom_it_was_given() {
    let mut desk = Desk::default();
    let tagged = |name: &str, kind| Entry { tags: vec![tag(kind, false)], ..loose(name) };
    desk.take(&[list(couple())]);
    desk.take(&[list([
        tagged("李梅", TagKind::LowIncome),
        tagged("张三", TagKind::Assistance),
        tagged("李梅", TagKind::Assistance),
    ])]);
    let household = Subject::Household(desk.rows.households[0].id);
    let subjects: Vec<(TagKind, Subject)> = desk.rows.tags.iter().map(|tag| (tag.kind, tag.subject)).collect();
    assert_eq!(
        subjects,
        [
            (TagKind::LowIncome, household),
            (TagKind::Assistance, household),
            (TagKind::Assistance, Subject::Person(desk.person("李梅").id)),
        ]
    );
}

#[test]
fn a_dated_tag_holds_over_an_undated_one_and_one_that_ends_before_it_starts_is_asked() {
    let mut desk = Desk::default();
    let disabled =
        |from: &str| Entry {
            tags: vec![tag(TagKind::Disabled, false)], tag_from: from.parse().ok(), ..loose("李梅")
        };
    desk.take(&[list(couple())]);
    desk.take(&[list([disabled("")])]);
    desk.take(&[list([disabled("2025-01")])]);
    desk.take(&[list([disabled("")])]);
    assert_eq!(desk.rows.tags.len(), 1);
    assert_eq!(desk.rows.tags[0].from, "2025-01".parse().ok());
    let backwards = Entry { tag_to: "2024-01-01".parse().ok(), ..disabled("2025-01") };
    assert_eq!(desk.take(&[list([backwards])]).doubts, 1);
    assert_eq!(desk.rows.tags[0].to, None);
}

#[test]
fn what_changes_without_a_date_holds_from_the_day_it_is_taken() {
    let mut desk = Desk::default();
    let doing = |work| list([Entry { work: Some(work), ..row(0, "张三", "张三", "户主") }]);
    desk.take(&[doing(WorkKind::Home)]);
    desk.take(&[doing(WorkKind::Away)]);
    let works: Vec<_> = desk.rows.works.iter().map(|work| (work.kind, work.from, work.to)).collect();
    let today = "2026-11-21".parse().ok();
    assert_eq!(works, [(WorkKind::Home, None, today), (WorkKind::Away, today, None)]);
}

#[test]
fn a_hamlet_gives_its_grid_its_own_number() {
    let mut desk = Desk::default();
    let living =
        |group, hamlet: &str, name: &str| Entry { hamlet: Some(hamlet.into()), ..row(group, name, name, "户主") };
    desk.take_with(&[list([living(0, "东屯", "甲"), living(1, "三组", "乙"), living(2, "一组", "丙")])], true);
    let grids: Vec<(u32, &str)> = desk.rows.grids.iter().map(|grid| (grid.number, grid.name.as_str())).collect();
    assert_eq!(grids, [(1, "第一网格"), (3, "第三网格"), (2, "第二网格")]);
    assert_eq!(desk.rows.units[0].name, "第一网格党小组");
    assert_eq!(desk.rows.household_grids.len(), 3);
    assert!(IdNumber::parse(&number("1960-03-15", 1)).is_ok());
}

#[test]
fn a_number_that_is_asked_about_gives_no_birth_to_who_may_not_own_it() {
    let mut desk = Desk::default();
    let twin =
        Entry { id: whole("1960-03-15", 1), birth: "1972-01-01".parse().ok(), ..row(0, "张三", "王五", "其他") };
    desk.take(&[list([couple()[0].clone(), twin])]);
    assert_eq!(desk.person("王五").birth, "1972-01-01".parse().ok());
    assert_eq!(desk.open().len(), 1);
}
