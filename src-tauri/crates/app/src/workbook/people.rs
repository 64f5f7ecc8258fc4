//! The lists of people: 户, 人, 居住, 类别, 务工, 党员.

use std::collections::HashMap;

use domain::codes::{CodeTable, Relation, Sex};
use domain::date::holds_on;
use domain::person::{FromReason, ToReason, WorkKind};
use domain::register::Rows;
use domain::tag::{Subject, Tag};
use sheets::write::{List, ListColumn, Lists, WriteError};

use super::{Known, MASKED, Sheets, told};
use crate::failure::{Failure, Result};

const HOUSEHOLDS: [ListColumn; 10] = [
    ("户号", 18.0),
    ("户主", 22.0),
    ("村民小组", 22.0),
    ("住址", 44.0),
    ("网格", 24.0),
    ("人口", 12.0),
    ("联系电话", 28.0),
    ("类别", 32.0),
    ("立户时间", 24.0),
    ("销户时间", 24.0),
];
const PERSONS: [ListColumn; 13] = [
    ("户号", 18.0),
    ("姓名", 24.0),
    ("与户主关系", 22.0),
    ("性别", 12.0),
    ("出生日期", 24.0),
    ("年龄", 12.0),
    ("身份证号", 42.0),
    ("联系电话", 28.0),
    ("从业情况", 24.0),
    ("党员", 20.0),
    ("类别", 36.0),
    ("村民小组", 22.0),
    ("网格", 24.0),
];
const STAYS: [ListColumn; 9] = [
    ("户号", 18.0),
    ("户主", 22.0),
    ("姓名", 24.0),
    ("居住类别", 18.0),
    ("与户主关系", 22.0),
    ("起", 24.0),
    ("起因", 16.0),
    ("止", 24.0),
    ("止因", 18.0),
];
const TAGS: [ListColumn; 9] = [
    ("户号", 18.0),
    ("对象", 12.0),
    ("姓名", 24.0),
    ("类别", 24.0),
    ("细类", 20.0),
    ("等级", 16.0),
    ("起", 24.0),
    ("止", 24.0),
    ("来源", 36.0),
];
const WORKS: [ListColumn; 6] =
    [("户号", 18.0), ("姓名", 24.0), ("从业情况", 24.0), ("地点", 32.0), ("起", 24.0), ("止", 24.0)];
const MEMBERS: [ListColumn; 10] = [
    ("户号", 18.0),
    ("姓名", 24.0),
    ("性别", 12.0),
    ("党员类别", 18.0),
    ("入党时间", 24.0),
    ("转正时间", 24.0),
    ("所在支部", 36.0),
    ("流动", 12.0),
    ("起", 24.0),
    ("止", 24.0),
];

pub(super) fn write(known: &Known<'_, '_>, lists: &mut Lists, sheets: &mut Sheets) -> Result<()> {
    let rows = known.register.rows();
    let tags = kinds(known);
    let mut sheet = |name: &'static str, columns: &[ListColumn], fill: &mut Fill<'_>| -> Result<()> {
        let count = lists.sheet::<Failure>(name, columns, |list| Ok(fill(list)?))?;
        sheets.push((name, count));
        Ok(())
    };
    sheet("户", &HOUSEHOLDS, &mut |list| households(known, &tags, list))?;
    sheet("人", &PERSONS, &mut |list| persons(known, rows, &tags, list))?;
    sheet("居住", &STAYS, &mut |list| stays(known, list))?;
    sheet("类别", &TAGS, &mut |list| tagged(known, list))?;
    sheet("务工", &WORKS, &mut |list| works(known, list))?;
    sheet("党员", &MEMBERS, &mut |list| members(known, list))
}

/// What fills a list.
type Fill<'a> = dyn FnMut(&mut List<'_>) -> Result<(), WriteError> + 'a;

/// The words of the kinds that hold today, by whom they are about; sensitive ones only when they may stand there.
fn kinds(known: &Known<'_, '_>) -> HashMap<Subject, String> {
    let mut kinds: HashMap<Subject, String> = HashMap::new();
    let holds = |tag: &&Tag| holds_on(tag.from, tag.to, known.today()) && !known.hides(tag.kind);
    for tag in known.register.rows().tags.iter().filter(holds) {
        let words = kinds.entry(tag.subject).or_default();
        if !words.is_empty() {
            words.push('、');
        }
        words.push_str(tag.kind.word());
    }
    kinds
}

fn households(known: &Known<'_, '_>, tags: &HashMap<Subject, String>, list: &mut List<'_>) -> Result<(), WriteError> {
    for at in known.order.iter().copied() {
        let row = &known.register.rows().households[at as usize];
        let home = Some(at);
        list.maybe(row.code.as_deref())?.text(known.head(home))?.text(known.hamlet(home))?;
        list.maybe(row.address.as_deref())?.text(known.grid(home))?;
        list.number(f64::from(known.day.size_of(at)), 0)?.text(&known.phone(row.phone.as_deref()))?;
        list.maybe(tags.get(&Subject::Household(row.id)).map(String::as_str))?;
        list.text(&told(row.from))?.text(&told(row.to))?.end()?;
    }
    Ok(())
}

fn persons(
    known: &Known<'_, '_>,
    rows: &Rows,
    tags: &HashMap<Subject, String>,
    list: &mut List<'_>,
) -> Result<(), WriteError> {
    let today = known.today();
    let works: HashMap<_, &str> = rows
        .works
        .iter()
        .filter(|work| holds_on(work.from, work.to, today))
        .map(|work| (work.person, WorkKind::word(work.kind)))
        .collect();
    let party: HashMap<_, &str> = rows
        .members
        .iter()
        .filter(|member| holds_on(member.from, member.to, today))
        .map(|member| (member.person, member.kind.word()))
        .collect();
    let mut here: Vec<u32> = (0..).take(rows.persons.len()).filter(|at| known.day.home_of(*at).is_some()).collect();
    here.sort_by_cached_key(|at| {
        let stay = known.day.home_of(*at).map(|stay| &rows.residences[stay as usize]);
        let relation = stay.and_then(|stay| stay.relation).map(Relation::code);
        let home = known.day.household_of(*at).map(|home| known.rank[home as usize]);
        (home, relation.unwrap_or("~"), rows.persons[*at as usize].id)
    });
    for at in here {
        let person = &rows.persons[at as usize];
        let home = known.day.household_of(at);
        let stay = known.day.home_of(at).map(|stay| &rows.residences[stay as usize]);
        let (child, age) = (known.is_child(person), person.birth.map(|birth| birth.age_on(today)));
        let birth = if child { MASKED.to_owned() } else { told(person.birth) };
        list.text(known.code(home))?.text(&person.name)?;
        list.maybe(stay.and_then(|stay| stay.relation).map(Relation::word))?;
        list.maybe(person.sex.map(Sex::word))?.text(&birth)?;
        match age {
            Some(age) => list.number(f64::from(age), 0)?,
            None => list.text("")?,
        };
        list.text(&known.id_number(person))?.text(&known.phone(person.phone.as_deref()))?;
        list.maybe(works.get(&person.id).copied())?.maybe(party.get(&person.id).copied())?;
        list.maybe(tags.get(&Subject::Person(person.id)).map(String::as_str))?;
        list.text(known.hamlet(home))?.text(known.grid(home))?.end()?;
    }
    Ok(())
}

fn stays(known: &Known<'_, '_>, list: &mut List<'_>) -> Result<(), WriteError> {
    let mut rows: Vec<_> = known.register.rows().residences.iter().collect();
    rows.sort_by_cached_key(|row| {
        let home = known.register.household_index(row.household);
        (home.map(|home| known.rank[home as usize]), row.person, row.from, row.id)
    });
    for row in rows {
        let home = known.register.household_index(row.household);
        list.text(known.code(home))?.text(known.head(home))?.text(known.name(row.person))?;
        list.text(row.kind.word())?.maybe(row.relation.map(Relation::word))?;
        list.text(&told(row.from))?.maybe(row.from_reason.map(FromReason::word))?;
        list.text(&told(row.to))?.maybe(row.to_reason.map(ToReason::word))?.end()?;
    }
    Ok(())
}

fn tagged(known: &Known<'_, '_>, list: &mut List<'_>) -> Result<(), WriteError> {
    let whom = |tag: &Tag| match tag.subject {
        Subject::Household(household) => (known.register.household_index(household), "户"),
        Subject::Person(person) => (known.home(person), "人"),
    };
    let mut rows: Vec<&Tag> = known.register.rows().tags.iter().collect();
    rows.sort_by_cached_key(|tag| {
        // A list that hides whom it is about must not tell by its order.
        let home = whom(tag).0.filter(|_| !known.hides(tag.kind));
        (tag.kind, home.map(|home| known.rank[home as usize]), tag.id)
    });
    for tag in rows {
        let ((home, what), hidden) = (whom(tag), known.hides(tag.kind));
        let name = match tag.subject {
            Subject::Household(_) => known.head(home),
            Subject::Person(person) => known.name(person),
        };
        let or_masked = |text| if hidden { MASKED } else { text };
        list.text(or_masked(known.code(home)))?.text(what)?.text(or_masked(name))?.text(tag.kind.word())?;
        let (kind, grade) = (CodeTable::DisabilityKind, CodeTable::DisabilityGrade);
        let (subtype, grade) =
            (tag.subtype.as_deref().map(|code| kind.word(code)), tag.grade.as_deref().map(|code| grade.word(code)));
        let detail =
            |text: Option<&str>| if hidden { text.map(|_| MASKED.to_owned()) } else { text.map(str::to_owned) };
        list.maybe(detail(subtype).as_deref())?.maybe(detail(grade).as_deref())?;
        list.text(&told(tag.from))?.text(&told(tag.to))?.maybe(tag.source.as_deref())?.end()?;
    }
    Ok(())
}

fn works(known: &Known<'_, '_>, list: &mut List<'_>) -> Result<(), WriteError> {
    let mut rows: Vec<_> = known.register.rows().works.iter().collect();
    rows.sort_by_cached_key(|row| (known.place_of(row.person), row.from, row.id));
    for row in rows {
        list.text(known.code(known.home(row.person)))?.text(known.name(row.person))?.text(row.kind.word())?;
        list.maybe(row.place.as_deref())?.text(&told(row.from))?.text(&told(row.to))?.end()?;
    }
    Ok(())
}

fn members(known: &Known<'_, '_>, list: &mut List<'_>) -> Result<(), WriteError> {
    let mut rows: Vec<_> = known.register.rows().members.iter().collect();
    rows.sort_by_cached_key(|row| (known.place_of(row.person), row.from, row.id));
    for row in rows {
        let sex = known.register.person(row.person).and_then(|person| person.sex);
        list.text(known.code(known.home(row.person)))?.text(known.name(row.person))?;
        list.maybe(sex.map(Sex::word))?.text(row.kind.word())?;
        list.text(&told(row.joined_on))?.text(&told(row.full_on))?.maybe(row.branch.as_deref())?;
        list.text(if row.floating { "是" } else { "" })?;
        list.text(&told(row.from))?.text(&told(row.to))?.end()?;
    }
    Ok(())
}
