//! The files in `fixtures/rosters`: one invented village in the layouts that real ones have.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::person::{MemberKind, WorkKind};
use domain::sheet::Workbook;
use domain::tag::TagKind;
use intake::entry::{Entry, Field, IdReading, Repair};
use intake::roster::{Mistake, Understood, Why, mistakes, understand};
use sheets::read::{Foreign, Limits, ReadError, read, read_foreign};

/// The formats of the child process, read here: the files are ours.
struct Here;

impl Foreign for Here {
    fn read(&self, path: &Path) -> Result<Workbook, ReadError> {
        read_foreign(path, &Limits::default())
    }
}

pub(super) fn open(name: &str) -> Understood {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/rosters").join(name);
    understand(&read(&path, &Limits::default(), &Here).unwrap(), &|_| None)
}

fn entries(understood: &Understood) -> Vec<&Entry> {
    understood.lists.iter().flat_map(|list| &list.entries).collect()
}

fn households(entries: &[&Entry]) -> usize {
    entries.iter().map(|entry| (&entry.hamlet, entry.group, &entry.head)).collect::<BTreeSet<_>>().len()
}

/// How many have a tag: households where it stands in their column, else people.
fn tags(entries: &[&Entry]) -> BTreeMap<TagKind, usize> {
    let mut subjects = BTreeSet::new();
    for entry in entries {
        for tag in &entry.tags {
            let person = (!tag.household_column).then_some(entry.row);
            subjects.insert((tag.kind, &entry.hamlet, entry.group, person));
        }
    }
    let mut tags = BTreeMap::new();
    for (kind, ..) in subjects {
        *tags.entry(kind).or_insert(0) += 1;
    }
    tags
}

fn number(entry: &Entry) -> &str {
    match &entry.id {
        IdReading::Whole(number) => number.as_str(),
        IdReading::Rounded(kept) => kept,
        _ => "",
    }
}

fn count(entries: &[&Entry], is: impl Fn(&Entry) -> bool) -> usize {
    entries.iter().filter(|entry| is(entry)).count()
}

fn nothing_wrong(understood: &Understood) {
    assert_eq!(mistakes(&understood.lists), []);
}

fn is_village(understood: &Understood) {
    let all = entries(understood);
    assert_eq!(all.len(), 197);
    assert_eq!(households(&all), 62);
    assert_eq!(count(&all, |entry| entry.party.is_some()), 21);
    assert_eq!(count(&all, |entry| entry.work == Some(WorkKind::Away)), 33);
    assert_eq!(count(&all, |entry| entry.hamlet.as_deref() == Some("一组")), 93);
    assert_eq!(count(&all, |entry| entry.relation == Some(domain::codes::Relation::HEAD)), 62);
    assert!(understood.lists.iter().all(|list| list.by_household));
    nothing_wrong(understood);
}

#[test]
fn the_register_with_merged_households_is_the_whole_village() {
    let understood = open("常住人口登记表.xlsx");
    is_village(&understood);
    let list = &understood.lists[0];
    assert_eq!(list.header_row, 3);
    assert_eq!(list.columns.len(), 18);
    assert!(list.columns.iter().all(|column| column.field.is_some()));
    assert_eq!(list.filled_on.map(|date| date.to_string()).as_deref(), Some("2026-09-30"));
    let tags = tags(&entries(&understood));
    assert_eq!(tags[&TagKind::LowIncome], 4);
    assert_eq!(tags[&TagKind::Assistance], 2);
    assert_eq!(tags[&TagKind::Disabled], 8);
    assert!(list.entries.iter().all(|entry| entry.unknown.is_empty()));
    let codes: BTreeSet<_> = list.entries.iter().map(|entry| (&entry.hamlet, &entry.household_code)).collect();
    assert_eq!(codes.len(), 62);
}

#[test]
fn two_caption_rows_a_row_of_hints_and_blank_lines_hide_nobody() {
    for file in ["一户一档.xlsx", "一户一档.ods"] {
        let understood = open(file);
        is_village(&understood);
        assert_eq!(understood.lists.iter().map(|list| list.header_row).collect::<Vec<_>>(), [2, 2]);
        let over: Vec<_> = understood.passed_over.iter().map(|one| (one.sheet.as_str(), one.why)).collect();
        assert_eq!(over, [("目录", Why::AboutTheWorkbook)]);
        assert!(understood.lists.iter().flat_map(|list| &list.columns).all(|column| column.field.is_some()));
    }
}

#[test]
fn the_damaged_file_names_the_same_people_as_the_register() {
    let damaged = open("一组-WPS另存.xlsx");
    let all = entries(&damaged);
    assert_eq!(all.len(), 93);
    assert_eq!(households(&all), 31);
    let found = mistakes(&damaged.lists);
    assert_eq!(found.len(), 9);
    assert!(found.iter().all(|(_, mistake)| *mistake == Mistake::IdPrecisionLost));
    let repairs: Vec<Repair> = all.iter().flat_map(|entry| entry.repairs.clone()).collect();
    let times = |wanted| repairs.iter().filter(|repair| **repair == wanted).count();
    assert_eq!((times(Repair::IdFullWidth), times(Repair::IdSpace), repairs.len()), (33, 4, 37));
    assert!(all.iter().all(|entry| entry.hamlet.as_deref() == Some("一组")));

    let register = open("常住人口登记表.xlsx");
    let known: Vec<(String, String)> =
        entries(&register).iter().map(|entry| (entry.name.clone().unwrap(), number(entry).to_owned())).collect();
    for (entry, (name, whole)) in all.iter().zip(known) {
        assert_eq!(entry.name.as_deref(), Some(name.as_str()));
        assert!(whole.starts_with(number(entry)));
    }
}

#[test]
fn the_register_and_the_files_of_households_say_the_same() {
    let (register, files) = (open("常住人口登记表.xlsx"), open("一户一档.xlsx"));
    for (one, other) in entries(&register).into_iter().zip(entries(&files)) {
        assert_eq!((number(one), &one.name, &one.head), (number(other), &other.name, &other.head));
        assert_eq!((&one.hamlet, &one.address, &one.phone), (&other.hamlet, &other.address, &other.phone));
        assert_eq!((one.sex, one.work, &one.ethnic), (other.sex, other.work, &other.ethnic));
        assert_eq!(one.party, other.party);
        assert!(other.birth.unwrap().is_refined_by(one.birth.unwrap()));
        assert!(
            one.relation.unwrap().is_refined_by(other.relation.unwrap())
                || other.relation.unwrap().is_refined_by(one.relation.unwrap())
        );
    }
}

#[test]
fn the_members_roll_says_who_is_probationary_and_who_is_away() {
    let understood = open("党员花名册.xlsx");
    let all = entries(&understood);
    let kind = |wanted| count(&all, |entry| entry.party.as_ref().is_some_and(|party| party.kind == wanted));
    assert_eq!((all.len(), kind(MemberKind::Full), kind(MemberKind::Probationary)), (21, 19, 2));
    let floating = |entry: &Entry| entry.party.as_ref().unwrap().floating == Some(true);
    assert_eq!(count(&all, floating), 6);
    assert!(all.iter().all(|entry| entry.party.as_ref().unwrap().joined_on.is_some() && entry.tags.is_empty()));
    assert!(all.iter().all(|entry| entry.hamlet.is_some() && entry.birth.is_some()));
    assert!(!understood.lists[0].by_household);
    assert_eq!(understood.lists[0].header_row, 3);
    nothing_wrong(&understood);
}

#[test]
fn the_list_of_tags_dates_them_and_the_tab_behind_a_number_is_no_repair() {
    let understood = open("低保与优抚名单.csv");
    let all = entries(&understood);
    assert_eq!(all.len(), 25);
    assert!(all.iter().all(|entry| entry.tag_from.is_some_and(|from| from.to_string() == "2025-01")));
    assert!(all.iter().all(|entry| entry.repairs.is_empty() && entry.tags.len() == 1 && entry.head.is_some()));
    assert!(!understood.lists[0].by_household);
    nothing_wrong(&understood);
}

#[test]
fn the_list_of_those_left_behind_has_neither_numbers_nor_households() {
    let understood = open("三留守登记表.xls");
    let all = entries(&understood);
    let said: Vec<_> = all
        .iter()
        .map(|entry| (entry.tags[0].kind, entry.hamlet.as_deref().unwrap(), entry.name.as_deref().unwrap(), entry.age))
        .collect();
    assert_eq!(
        said,
        [
            (TagKind::AloneElder, "一组", "魏艳", Some(83)),
            (TagKind::LeftBehindChild, "二组", "龙贵军", Some(7)),
            (TagKind::LeftBehindChild, "二组", "龙勇", Some(6)),
            (TagKind::AloneElder, "二组", "仇思军", Some(80)),
        ]
    );
    assert!(!understood.lists[0].by_household && !understood.lists[0].has(Field::IdNumber));
    assert!(all.iter().all(|entry| entry.tags.len() == 1));
    nothing_wrong(&understood);
}
