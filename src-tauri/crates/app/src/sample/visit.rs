//! Who was visited since the beginning: most households once a quarter, some not at home at first, some with a need.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};
use domain::date::PartialDate;
use domain::id::Id;
use domain::organisation::RoleKind;
use domain::person::WorkKind;
use domain::visit::{Contact, Visit, VisitKind, VisitNeed, VisitOutcome};

use super::Place;
use super::dice::Dice;
use super::village::Village;

const FINDINGS: [&str; 8] = [
    "家中平安，老人身体尚好",
    "在家务农，收成正常",
    "子女在外务工，家里安稳",
    "正在翻修房屋",
    "孩子放假在家，有人照看",
    "老人腿脚不便，提醒防滑",
    "准备春耕，农资已备好",
    "家里整洁，邻里和睦",
];

/// What was asked for, how it was answered on the spot, what came of it.
const NEEDS: [(&str, &str, &str); 7] = [
    ("门前路灯不亮", "先报给村里", "已更换灯泡"),
    ("想了解医保缴费标准", "当场讲明标准和时限", "已缴费"),
    ("排水沟堵了，雨天积水", "约好一起清理", "已清淤"),
    ("想学果树修剪", "介绍村里的科技能手", "已参加培训"),
    ("老人想办高龄补贴", "代为准备材料", "已受理"),
    ("自来水水压不足", "联系管水员来看", "已调整阀门"),
    ("与邻居地界有争议", "先听两家说法", "两家已说和"),
];

/// What was made.
#[derive(Default)]
pub(super) struct Paid {
    pub visits: Vec<Visit>,
    pub needs: Vec<VisitNeed>,
    pub contacts: Vec<Contact>,
}

/// A household as those see it who come to visit.
struct Home {
    id: Id,
    head: Option<Id>,
    all_away: bool,
    visitor: Option<(Id, String)>,
}

/// Pays the visits from the beginning to today, and shares the households out among the party group.
pub(super) fn pay(village: &mut Village<'_>, places: &[Place], seed: u64) -> Paid {
    let mut dice = Dice::new(seed ^ 0x0076_6973_6974);
    let homes = homes(village, places);
    let mut paid = Paid::default();
    for home in &homes {
        if let Some((person, _)) = &home.visitor {
            let id = village.mint();
            paid.contacts.push(Contact { id, person: *person, household: home.id, from: None, to: None });
        }
        let first = village.begun.checked_add_days(Days::new(dice.below(92) as u64));
        let mut day = first.unwrap_or(village.begun);
        // A few are forgotten altogether.
        while day <= village.today && !dice.percent(3) {
            let later = if dice.percent(12) {
                visit(village, &mut dice, &mut paid, home, day, VisitOutcome::NotHome);
                2 + dice.below(9)
            } else {
                visit(village, &mut dice, &mut paid, home, day, VisitOutcome::Met);
                75 + dice.below(35)
            };
            let Some(next) = day.checked_add_days(Days::new(later as u64)) else { break };
            day = next;
        }
    }
    paid
}

fn homes(village: &Village<'_>, places: &[Place]) -> Vec<Home> {
    let rows = &village.rows;
    let mut groups: HashMap<Id, Vec<Id>> = HashMap::new();
    for role in rows.roles.iter().filter(|role| matches!(role.kind, RoleKind::Leader | RoleKind::Member)) {
        groups.entry(role.unit).or_default().push(role.person);
    }
    let units: HashMap<Id, Id> = places.iter().map(|place| (place.grid.id, place.grid.unit)).collect();
    let away: HashSet<Id> = rows
        .works
        .iter()
        .filter(|work| work.kind == WorkKind::Away && work.to.is_none())
        .map(|work| work.person)
        .collect();
    let names: HashMap<Id, &str> = rows.persons.iter().map(|person| (person.id, person.name.as_str())).collect();
    let mut homes = Vec::with_capacity(village.inside.len());
    for (at, inside) in village.inside.iter().enumerate() {
        let here: Vec<usize> = inside.iter().copied().filter(|person| village.is_here(*person)).collect();
        let grid = rows.household_grids[village.placed[at]].grid;
        let group = units.get(&grid).and_then(|unit| groups.get(unit)).filter(|group| !group.is_empty());
        let visitor = group.map(|group| group[at % group.len()]);
        homes.push(Home {
            id: rows.households[at].id,
            head: here.first().filter(|person| village.is_head(**person)).map(|person| rows.persons[*person].id),
            all_away: !here.is_empty() && here.iter().all(|person| away.contains(&rows.persons[*person].id)),
            visitor: visitor.and_then(|person| Some((person, (*names.get(&person)?).to_owned()))),
        });
    }
    homes
}

fn visit(
    village: &mut Village<'_>,
    dice: &mut Dice,
    paid: &mut Paid,
    home: &Home,
    day: NaiveDate,
    outcome: VisitOutcome,
) {
    let met = outcome == VisitOutcome::Met;
    let kind = match dice.below(100) {
        _ if home.all_away => VisitKind::Call,
        0..8 => VisitKind::Condolence,
        8..16 => VisitKind::FollowUp,
        _ => VisitKind::Home,
    };
    let next = (met && dice.percent(6)).then(|| 20 + dice.below(30));
    let next = next.and_then(|days| day.checked_add_days(Days::new(days as u64)));
    let row = Visit {
        id: village.mint(),
        household: home.id,
        person: home.head.filter(|_| met && dice.percent(40)),
        date: PartialDate::from(day),
        kind,
        outcome,
        visitors: home.visitor.as_ref().map(|(_, name)| name.clone()),
        findings: met.then(|| (*dice.one(&FINDINGS)).to_owned()),
        next: next.map(PartialDate::from),
        satisfied: (met && kind == VisitKind::FollowUp).then(|| dice.percent(92)),
        remark: None,
        entered_on: Some(day),
    };
    if met && dice.percent(18) {
        let need = need(village, dice, row.id, day);
        paid.needs.push(need);
    }
    paid.visits.push(row);
}

fn need(village: &mut Village<'_>, dice: &mut Dice, visit: Id, day: NaiveDate) -> VisitNeed {
    let (text, answer, result) = NEEDS[dice.below(NEEDS.len())];
    let report = dice.percent(35);
    let done = day.checked_add_days(Days::new(3 + dice.below(25) as u64));
    let done = done.filter(|done| *done <= village.today && dice.percent(85));
    VisitNeed {
        id: village.mint(),
        visit,
        kind: None,
        text: text.to_owned(),
        answer: (!report || dice.percent(50)).then(|| answer.to_owned()),
        report,
        result: done.map(|_| result.to_owned()),
        result_on: done.map(PartialDate::from),
    }
}
