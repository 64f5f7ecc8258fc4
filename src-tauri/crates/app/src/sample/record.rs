//! What the invented people do and are recorded as, at the rates of a village: work, party, tags.

use chrono::{Datelike, Days, NaiveDate};
use domain::date::PartialDate;
use domain::person::{MemberKind, PartyMember, Work, WorkKind};
use domain::tag::{Subject, Tag, TagKind};

use super::village::Village;

const AWAY: [&str; 5] = ["省城", "外省", "沿海城市", "县城", "邻市"];
/// GB/T 4658: 研究生 to 小学, as far as villages have them.
const EDUCATION: [&str; 5] = ["20", "30", "60", "70", "80"];
/// Kinds on the certificate, and grades.
const DISABILITY: [(&str, &str); 6] =
    [("肢体", "三级"), ("肢体", "二级"), ("听力", "二级"), ("视力", "一级"), ("智力", "二级"), ("精神", "三级")];

/// Records work, party membership and tags of everybody who is there at the beginning.
pub(super) fn record(village: &mut Village<'_>) {
    for person in 0..village.rows.persons.len() {
        work(village, person);
        party(village, person);
    }
    tags(village);
}

/// So many of `count`, at least one where there is anybody at all.
fn share(count: usize, per_thousand: usize) -> usize {
    ((count * per_thousand + 500) / 1000).max(usize::from(count > 0))
}

fn work(village: &mut Village<'_>, person: usize) {
    let age = village.age(person);
    let kind = match age {
        0..6 => return,
        6..19 => WorkKind::Study,
        19..23 if village.dice.percent(45) => WorkKind::Study,
        19..61 => match village.dice.below(100) {
            0..27 => WorkKind::Away,
            27..42 => WorkKind::Local,
            _ => WorkKind::Home,
        },
        _ => WorkKind::Home,
    };
    let place = (kind == WorkKind::Away).then(|| (*village.dice.one(&AWAY)).to_owned());
    let row = Work { id: village.mint(), person: village.rows.persons[person].id, kind, place, from: None, to: None };
    village.rows.works.push(row);
}

fn party(village: &mut Village<'_>, person: usize) {
    let age = village.age(person);
    if age < 22 || !village.dice.percent(5) {
        return;
    }
    let probationary = age < 45 && village.dice.percent(8);
    let back =
        if probationary { 30 + village.dice.below(300) } else { 400 + village.dice.below((age as usize - 20) * 365) };
    let joined = village.begun.checked_sub_days(Days::new(back as u64)).unwrap_or(village.begun);
    let full = joined.with_year(joined.year() + 1).filter(|_| !probationary);
    let education = (*village.dice.one(&EDUCATION)).to_owned();
    let floating = village.rows.works.last().is_some_and(|work| {
        work.person == village.rows.persons[person].id
            && work.kind == WorkKind::Away
            && work.place.as_deref() != Some("县城")
    });
    let row = &mut village.rows.persons[person];
    row.ethnic = Some("01".to_owned());
    row.education = Some(education);
    let id = row.id;
    let member = PartyMember {
        id: village.mint(),
        person: id,
        kind: if probationary { MemberKind::Probationary } else { MemberKind::Full },
        joined_on: Some(PartialDate::from(joined)),
        full_on: full.filter(|full| *full <= village.today).map(PartialDate::from),
        branch: Some("示例村党支部".to_owned()),
        floating,
        exempt: age >= 80,
        exempt_reason: (age >= 80).then(|| "年老体弱".to_owned()),
        from: None,
        to: None,
    };
    village.rows.members.push(member);
}

/// A month in the ten years before the beginning.
fn since(village: &mut Village<'_>) -> Option<PartialDate> {
    let back = 40 + village.dice.below(3600) as u64;
    let day: NaiveDate = village.begun.checked_sub_days(Days::new(back))?;
    PartialDate::new(day.year(), Some(day.month()), None)
}

fn tags(village: &mut Village<'_>) {
    let households: Vec<usize> = (0..village.inside.len()).collect();
    for (kind, per_thousand) in [(TagKind::LowIncome, 45), (TagKind::Assistance, 12), (TagKind::Grower, 18)] {
        let count = share(households.len(), per_thousand);
        for home in village.dice.some(households.clone(), count) {
            tag(village, Subject::Household(village.rows.households[home].id), kind, None);
        }
    }
    let aged = |village: &Village<'_>, low: u32, high: u32| -> Vec<usize> {
        (0..village.rows.persons.len()).filter(|person| (low..high).contains(&village.age(*person))).collect()
    };
    for (kind, per_thousand, low, high) in [
        (TagKind::Disabled, 24, 5, 90),
        (TagKind::Preferential, 9, 20, 90),
        (TagKind::Breeder, 9, 25, 65),
        (TagKind::Technician, 10, 25, 65),
        (TagKind::Immobile, 40, 72, 120),
        (TagKind::Hardship, 12, 18, 90),
    ] {
        let among = aged(village, low, high);
        let count = share(among.len(), per_thousand);
        for person in village.dice.some(among, count) {
            let certificate = (kind == TagKind::Disabled).then(|| DISABILITY[village.dice.below(DISABILITY.len())]);
            tag(village, Subject::Person(village.rows.persons[person].id), kind, certificate);
        }
    }
    left_behind(village);
}

/// Children whose father or mother is away; the old who live alone.
fn left_behind(village: &mut Village<'_>) {
    let mut away = vec![false; village.inside.len()];
    let persons: std::collections::HashMap<_, usize> =
        village.rows.persons.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
    for work in village.rows.works.iter().filter(|work| work.kind == WorkKind::Away) {
        if let Some(person) = persons.get(&work.person) {
            away[village.home[*person]] = true;
        }
    }
    for (home, away) in away.into_iter().enumerate() {
        let inside = village.inside[home].clone();
        if let [only] = inside.as_slice() {
            tag(village, Subject::Person(village.rows.persons[*only].id), TagKind::AloneElder, None);
        }
        for person in inside.iter().filter(|_| away) {
            if village.age(*person) < 16 && village.dice.percent(35) {
                tag(village, Subject::Person(village.rows.persons[*person].id), TagKind::LeftBehindChild, None);
            }
        }
    }
}

fn tag(village: &mut Village<'_>, subject: Subject, kind: TagKind, disability: Option<(&str, &str)>) {
    let from = if kind == TagKind::LeftBehindChild { None } else { since(village) };
    let row = Tag {
        id: village.mint(),
        subject,
        kind,
        subtype: disability.map(|(subtype, _)| subtype.to_owned()),
        grade: disability.map(|(_, grade)| grade.to_owned()),
        certificate: None,
        from,
        to: None,
        source: Some("示例".to_owned()),
    };
    village.rows.tags.push(row);
}
