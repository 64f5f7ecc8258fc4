//! Rosters that nobody has seen: whatever the layout, all of the truth is found, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use domain::person::WorkKind;
use domain::tag::TagKind;
use intake::entry::{Entry, Field, IdReading, List};
use intake::roster::{Mistake, caption_key, mistakes, understand};
use journeys::layouts::village::Person;
use journeys::layouts::{File, Sheet, Village, generate, write};
use sheets::read::{Limits, ReadError, read};

/// Kinds that the generator gives to households.
const HOUSEHOLD: [TagKind; 3] = [TagKind::LowIncome, TagKind::Assistance, TagKind::Grower];

fn check(seed: u64, village: &Village, file: &File, lists: &[List]) {
    let name = &file.workbook.file;
    assert_eq!(lists.len(), file.sheets.len(), "seed {seed} {name}: one list a sheet of people");
    for (list, sheet) in lists.iter().zip(&file.sheets) {
        let place = format!("seed {seed} {name} {}", sheet.name);
        assert_eq!(list.name.sheet, sheet.name, "{place}");
        assert_eq!(list.header_row, sheet.header_row, "{place}: header row");
        assert_eq!(list.entries.len(), sheet.rows.len(), "{place}: rows");
        assert_eq!(list.by_household, sheet.register, "{place}: by household");
        for (entry, at) in list.entries.iter().zip(&sheet.rows) {
            same(&format!("{place} row {}", entry.row), entry, village, *at, sheet);
        }
        if sheet.register {
            same_households(&place, list, village, sheet);
        }
        let repairs: Vec<_> = list.entries.iter().flat_map(|entry| entry.repairs.clone()).collect();
        assert_eq!(repairs, sheet.repairs, "{place}: repairs");
    }
    let withheld: usize = file.sheets.iter().map(|sheet| sheet.without_number).sum();
    let found = mistakes(lists);
    assert!(found.iter().all(|(_, mistake)| *mistake == Mistake::NoId), "seed {seed} {name}: {found:?}");
    assert_eq!(found.len(), withheld, "seed {seed} {name}: numbers left out");
}

fn same(place: &str, entry: &Entry, village: &Village, at: (usize, usize), sheet: &Sheet) {
    let (household, person) = (&village.households[at.0], village.person(at));
    let says = |field| sheet.says.contains(&field);
    assert_eq!(entry.name.as_deref(), Some(person.name.as_str()), "{place}: name");
    match &entry.id {
        IdReading::Whole(number) => assert_eq!(number.as_str(), person.id, "{place}: number"),
        other => assert_eq!(other, &IdReading::Blank, "{place}: number"),
    }
    if sheet.register {
        assert_eq!(entry.hamlet.as_ref(), Some(&household.hamlet), "{place}: hamlet");
        assert_eq!(entry.relation, Some(person.relation), "{place}: relation");
        assert_eq!(entry.head.as_ref(), Some(&household.people[0].name), "{place}: head");
    }
    if says(Field::HouseholdCode) {
        assert_eq!(entry.household_code.as_ref(), Some(&household.code), "{place}: code");
    }
    if says(Field::Address) {
        assert_eq!(entry.address.as_ref(), Some(&household.address), "{place}: address");
    }
    if says(Field::Sex) {
        assert_eq!(entry.sex, Some(person.sex), "{place}: sex");
    }
    if says(Field::Ethnic) {
        assert_eq!(entry.ethnic.as_deref(), Some(person.ethnic), "{place}: ethnic");
    }
    if says(Field::Education) {
        assert_eq!(entry.education.as_deref(), Some(person.education), "{place}: education");
    }
    if says(Field::Phone) {
        assert_eq!(entry.phone, person.phone, "{place}: phone");
    }
    if says(Field::Birth) {
        assert!(entry.birth.unwrap().is_refined_by(person.birth.into()), "{place}: birth {:?}", entry.birth);
    }
    if says(Field::Work) {
        assert_eq!(entry.work == Some(WorkKind::Away), person.away, "{place}: away");
    }
    if says(Field::Political) || says(Field::MemberKind) {
        same_membership(place, entry, person, says(Field::MemberKind));
    }
    same_tags(place, entry, person, sheet);
    let unknown = |field: &Field| !matches!(field, Field::Remark);
    assert!(!entry.unknown.iter().any(|(field, _)| unknown(field)), "{place}: {:?}", entry.unknown);
}

fn same_membership(place: &str, entry: &Entry, person: &Person, with_kind: bool) {
    assert_eq!(entry.party.is_some(), person.member.is_some(), "{place}: member");
    let (Some(said), Some((kind, joined))) = (&entry.party, person.member) else { return };
    if with_kind {
        assert_eq!(said.kind, kind, "{place}: kind of member");
        assert!(said.joined_on.unwrap().is_refined_by(joined.into()), "{place}: joined");
    }
}

fn same_tags(place: &str, entry: &Entry, person: &Person, sheet: &Sheet) {
    let said: BTreeSet<TagKind> =
        entry.tags.iter().map(|tag| tag.kind).filter(|kind| !HOUSEHOLD.contains(kind)).collect();
    let all: BTreeSet<TagKind> = person.tags.iter().map(|tag| tag.kind).collect();
    if sheet.says.contains(&Field::PersonTags) {
        assert_eq!(said, all, "{place}: tags");
    }
    if sheet.says.contains(&Field::DisabilityKind)
        && let Some(known) = person.tags.iter().find(|tag| tag.kind == TagKind::Disabled)
    {
        let tag = entry.tags.iter().find(|tag| tag.kind == TagKind::Disabled).expect(place);
        assert_eq!((tag.subtype.as_deref(), tag.grade.as_deref()), (known.subtype, known.grade), "{place}: disability");
    }
}

fn same_households(place: &str, list: &List, village: &Village, sheet: &Sheet) {
    let mut known: BTreeMap<u32, usize> = BTreeMap::new();
    let mut tags: BTreeMap<usize, BTreeSet<TagKind>> = BTreeMap::new();
    for (entry, (household, _)) in list.entries.iter().zip(&sheet.rows) {
        let group = entry.group.expect(place);
        assert_eq!(known.entry(group).or_insert(*household), household, "{place} row {}: household", entry.row);
        let kinds = entry.tags.iter().map(|tag| tag.kind).filter(|kind| HOUSEHOLD.contains(kind));
        tags.entry(*household).or_default().extend(kinds);
    }
    assert_eq!(known.len(), tags.len(), "{place}: as many groups as households");
    for (household, kinds) in tags {
        let truth: BTreeSet<TagKind> = village.households[household].tags.iter().copied().collect();
        assert_eq!(kinds, truth, "{place}: tags of household {household}");
    }
}

#[test]
fn every_layout_says_the_truth() {
    for seed in 0..400 {
        let (files, village) = generate(seed);
        for file in &files {
            let understood = understand(&file.workbook, &|_| None);
            check(seed, &village, file, &understood.lists);
        }
    }
}

#[test]
fn a_layout_says_the_same_after_it_was_a_file() {
    let folder = tempfile::tempdir().unwrap();
    struct Nobody;
    impl sheets::read::Foreign for Nobody {
        fn read(&self, _: &std::path::Path) -> Result<domain::sheet::Workbook, ReadError> {
            Err(ReadError::ReaderMissing)
        }
    }
    for seed in 0..40 {
        let (files, village) = generate(seed);
        for file in &files {
            let path = write::write(&file.workbook, folder.path()).unwrap();
            let workbook = read(&path, &Limits::default(), &Nobody).unwrap();
            check(seed, &village, file, &understand(&workbook, &|_| None).lists);
        }
    }
}

#[test]
fn one_seed_gives_one_village_and_no_layout_is_one_of_the_fixtures() {
    let fixtures: BTreeSet<String> = [
        "常住人口登记表.xlsx",
        "一户一档.xlsx",
        "一组-WPS另存.xlsx",
        "党员花名册.xlsx",
        "低保与优抚名单.csv",
        "三留守登记表.xls",
    ]
    .into_iter()
    .flat_map(|file| super::files::open(file).lists)
    .map(|list| key(&list))
    .collect();
    for seed in 0..200 {
        let ((files, village), (again, _)) = (generate(seed), generate(seed));
        assert_eq!(files.len(), again.len());
        for (file, other) in files.iter().zip(&again) {
            assert_eq!(file.workbook, other.workbook);
            let lists = understand(&file.workbook, &|_| None).lists;
            assert!(lists.iter().all(|list| !fixtures.contains(&key(list))), "seed {seed}");
        }
        assert!(village.people().all(|person| person.id.starts_with("999999")));
    }
}

fn key(list: &List) -> String {
    caption_key(&list.columns.iter().map(|column| column.caption.clone()).collect::<Vec<_>>())
}
