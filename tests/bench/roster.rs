//! A village's roster of twenty columns, laid out from sample people: a title, merged cells a household, and the
//! mistakes that lists have (a wrong check digit, a number twice, a name without a number).

use std::path::Path;

use app::session::Session;
use domain::codes::Relation;
use domain::day::Day;
use domain::person::{MemberKind, WorkKind};
use domain::tag::Subject;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::host::today;
use crate::job::Outcome;

const CAPTIONS: [&str; 20] = [
    "序号",
    "组别",
    "户号",
    "户主姓名",
    "姓名",
    "与户主关系",
    "性别",
    "民族",
    "出生日期",
    "公民身份号码",
    "文化程度",
    "政治面貌",
    "联系电话",
    "现住址",
    "务工情况",
    "务工地点",
    "居住类型",
    "家庭类别",
    "人员类别",
    "备注",
];
/// Columns that a household's rows share.
const SHARED: [u16; 2] = [2, 3];

/// One person of the roster: a text for each caption.
type Texts = [String; 20];

/// The people of the book who are counted today, household by household, at most `most` of them.
fn households(session: &Session, most: usize) -> Outcome<Vec<Vec<Texts>>> {
    let register = session.register()?;
    let rows = register.rows();
    let day = Day::new(&register, today());
    let mut tags: std::collections::HashMap<Subject, &str> = std::collections::HashMap::new();
    for tag in rows.tags.iter().filter(|tag| tag.to.is_none()) {
        tags.insert(tag.subject, tag.kind.word());
    }
    let works: std::collections::HashMap<_, _> =
        rows.works.iter().filter(|work| work.to.is_none()).map(|work| (work.person, work)).collect();
    let members: std::collections::HashMap<_, _> = rows.members.iter().map(|one| (one.person, one.kind)).collect();
    let mut inside: Vec<Vec<u32>> = vec![Vec::new(); rows.households.len()];
    for person in (0..).take(rows.persons.len()) {
        if let Some(household) = day.household_of(person) {
            inside[household as usize].push(person);
        }
    }
    let mut number = 0;
    let mut list = Vec::new();
    for (household, persons) in rows.households.iter().zip(inside) {
        if number + persons.len() > most {
            break;
        }
        let head = persons.first().map(|head| rows.persons[*head as usize].name.clone()).unwrap_or_default();
        let mut group = Vec::new();
        for at in persons {
            number += 1;
            let person = &rows.persons[at as usize];
            let home = day.home_of(at).map(|at| &rows.residences[at as usize]);
            let work = works.get(&person.id);
            let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
            let id_number = match number {
                _ if number % 401 == 0 => person.id_number.as_ref().map(|number| wrong(number)),
                _ if number % 701 == 0 => rows.persons[0].id_number.clone(),
                _ if number % 811 == 0 => None,
                _ => person.id_number.clone(),
            };
            group.push([
                number.to_string(),
                text(household.hamlet.as_deref()),
                text(household.code.as_deref()),
                head.clone(),
                person.name.clone(),
                text(home.and_then(|home| home.relation).map(Relation::word)),
                text(person.sex.map(domain::codes::Sex::word)),
                "汉族".to_owned(),
                person.birth.map(|birth| birth.to_string().replace('-', ".")).unwrap_or_default(),
                id_number.unwrap_or_default(),
                ["小学", "初中", "高中", "大专"][number % 4].to_owned(),
                match members.get(&person.id) {
                    Some(MemberKind::Probationary) => "中共预备党员".to_owned(),
                    Some(_) => "中共党员".to_owned(),
                    None => "群众".to_owned(),
                },
                text(person.phone.as_deref()),
                text(household.address.as_deref()),
                text(work.map(|work| if work.kind == WorkKind::Local { "就近务工" } else { work.kind.word() })),
                text(work.and_then(|work| work.place.as_deref())),
                text(home.map(|home| home.kind.word())),
                text(tags.get(&Subject::Household(household.id)).copied()),
                text(tags.get(&Subject::Person(person.id)).copied()),
                String::new(),
            ]);
        }
        list.push(group);
    }
    Ok(list)
}

/// The number with another check character.
fn wrong(number: &str) -> String {
    let (front, last) = number.split_at(number.len() - 1);
    format!("{front}{}", if last == "1" { "2" } else { "1" })
}

/// Writes the roster of at most `most` persons to `path`; says how many there are.
pub fn write(session: &Session, most: usize, path: &Path) -> Outcome<usize> {
    let plain = Format::new().set_border(FormatBorder::Thin);
    let middle = plain.clone().set_align(FormatAlign::VerticalCenter);
    let bold = middle.clone().set_bold().set_align(FormatAlign::Center);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("常住人口")?;
    sheet.merge_range(0, 0, 0, 19, "示例村常住人口登记表", &bold)?;
    for (caption, column) in CAPTIONS.iter().zip(0..) {
        sheet.write_string_with_format(1, column, *caption, &bold)?;
    }
    let mut row = 2;
    let mut written = 0;
    for group in households(session, most)? {
        let last = row + group.len() as u32 - 1;
        for column in SHARED {
            shared(sheet, (row, last, column), &group[0][usize::from(column)], &middle)?;
        }
        for person in &group {
            for (text, column) in person.iter().zip(0..) {
                if !SHARED.contains(&column) && !text.is_empty() {
                    sheet.write_string_with_format(row, column, text, &plain)?;
                }
            }
            row += 1;
            written += 1;
        }
    }
    workbook.save(path)?;
    Ok(written)
}

fn shared(sheet: &mut Worksheet, (first, last, column): (u32, u32, u16), text: &str, format: &Format) -> Outcome<()> {
    if first == last {
        sheet.write_string_with_format(first, column, text, format)?;
    } else {
        sheet.merge_range(first, column, last, column, text, format)?;
    }
    Ok(())
}
