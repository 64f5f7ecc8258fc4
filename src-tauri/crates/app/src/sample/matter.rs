//! What was asked for and reported since the beginning: some of it on visits, some by itself, disputes among it. Most was
//! taken to the end, some waits, a little lies too long.

use std::collections::HashMap;

use chrono::{Datelike, Days, Months, NaiveDate};
use domain::date::PartialDate;
use domain::id::Id;
use domain::matter::MatterStepKind::{
    self, Answered, Assigned, Closed, Handled, Registered, Reported, Revisited, SettledHere,
};
use domain::matter::{Dispute, Matter, MatterStep, standing};
use domain::organisation::RoleKind;
use domain::visit::{Visit, VisitNeed};

use super::Place;
use super::dice::Dice;
use super::village::Village;
use super::visit::Paid;
use crate::standard::{MatterKind, Standard};

/// Kind, what it was, what came of it.
const ASKED: [(&str, &str, &str); 9] = [
    ("诉求", "想请村里帮着问高龄补贴", "已问清，材料已报"),
    ("安全隐患", "村口电线垂得低", "已请电工收紧"),
    ("政策咨询", "问农机补贴怎么申请", "当场讲清，给了明白纸"),
    ("代办", "代办老年证", "已办好送到家"),
    ("环境卫生", "垃圾箱满了没人清", "已清运"),
    ("群众监督意见", "建议公开栏按月更换", "已按月更换"),
    ("其他", "借村部场地办喜事", "已安排"),
    ("环境卫生", "排水沟有淤泥", "已清淤"),
    ("诉求", "想学大棚管理", "已介绍科技能手"),
];

/// Class, what it was about, what was asked for, how it was settled.
const DISPUTES: [(&str, &str, &str, &str); 4] = [
    ("02", "两家为房檐滴水起争执", "改排水方向", "01"),
    ("09", "两家对地界认识不一", "重新丈量", "02"),
    ("01", "兄弟为赡养老人起争执", "分清各家责任", "02"),
    ("06", "为租地的租金起争执", "按合同付清", "01"),
];

/// What was made.
#[derive(Default)]
pub(super) struct Asked {
    pub matters: Vec<Matter>,
    pub steps: Vec<MatterStep>,
    pub disputes: Vec<Dispute>,
}

/// A grid with those who answer for its matters and the households from which they come.
struct Ground {
    unit: Id,
    group: Vec<Id>,
    /// Household, its head and their name.
    homes: Vec<(Id, Id, String)>,
}

/// Lets people ask from the beginning to today; `last` is the highest number of each year that the book has already.
pub(super) fn ask(
    village: &mut Village<'_>,
    places: &[Place],
    paid: &mut Paid,
    last: &HashMap<i32, u32>,
    standard: &Standard,
    seed: u64,
) -> Asked {
    let mut dice = Dice::new(seed ^ 0x006d_6174_7465);
    let kinds = &standard.matters;
    let grounds = grounds(village, places);
    let of_home: HashMap<Id, usize> =
        grounds.iter().zip(0..).flat_map(|(ground, at)| ground.homes.iter().map(move |home| (home.0, at))).collect();
    let mut asked = Asked::default();
    let visits: HashMap<Id, Visit> = paid.visits.iter().map(|visit| (visit.id, visit.clone())).collect();
    for need in &mut paid.needs {
        let Some(visit) = visits.get(&need.visit) else { continue };
        let Some(ground) = of_home.get(&visit.household).map(|at| &grounds[*at]) else { continue };
        if dice.percent(if need.report { 70 } else { 15 })
            && let Some(kind) = kinds.first()
        {
            from_need(village, &mut dice, &mut asked, (ground, kind), visit, need);
        }
    }
    let mut month = village.begun;
    while month <= village.today {
        for ground in grounds.iter().filter(|ground| !ground.homes.is_empty()) {
            for _ in 0..1 + dice.below(3) {
                let day = month.with_day(dice.between(1, 28)).unwrap_or(month);
                if day >= village.begun && day <= village.today {
                    by_itself(village, &mut dice, &mut asked, ground, kinds, day);
                }
            }
        }
        let Some(next) = month.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))) else { break };
        month = next;
    }
    number(&mut asked.matters, last);
    asked
}

/// Numbers run with the days of their year.
fn number(matters: &mut [Matter], last: &HashMap<i32, u32>) {
    let mut last = last.clone();
    matters.sort_by_key(|matter| (matter.date, matter.id));
    for matter in matters {
        let last = last.entry(matter.date.year()).or_default();
        *last += 1;
        matter.no = format!("{:04}-{:03}", matter.date.year(), last);
    }
}

fn grounds(village: &Village<'_>, places: &[Place]) -> Vec<Ground> {
    let rows = &village.rows;
    // Who was there from the first day to this one can ask and answer on any of them.
    let always: HashMap<Id, usize> = (0..rows.persons.len())
        .filter(|at| rows.residences[*at].from.is_none() && rows.residences[*at].to.is_none())
        .filter(|at| rows.persons[*at].birth.is_none_or(|birth| birth.age_on(village.begun) >= 18))
        .map(|at| (rows.persons[at].id, at))
        .collect();
    let of = |place: &Place| {
        let holds = |role: &&domain::organisation::Role| {
            role.unit == place.grid.unit && matches!(role.kind, RoleKind::Leader | RoleKind::Member)
        };
        let group =
            rows.roles.iter().filter(holds).map(|role| role.person).filter(|person| always.contains_key(person));
        let home = |at: usize| {
            let row = &rows.households[at];
            let placed = rows.household_grids[village.placed[at]].grid == place.grid.id;
            let head = village.inside[at].first().filter(|head| village.is_head(**head))?;
            let head = &rows.persons[*head];
            let there = row.from.is_none() && row.to.is_none() && always.contains_key(&head.id);
            (placed && there).then(|| (row.id, head.id, head.name.clone()))
        };
        Ground {
            unit: place.grid.unit,
            group: group.collect(),
            homes: (0..rows.households.len()).filter_map(home).collect(),
        }
    };
    places.iter().map(of).collect()
}

/// A matter of a kind on a day, with nothing in it yet.
fn blank(village: &mut Village<'_>, dice: &mut Dice, ground: &Ground, kind: &MatterKind, day: NaiveDate) -> Matter {
    let somebody = |dice: &mut Dice| ground.group.get(dice.below(ground.group.len())).copied();
    let first_asked = somebody(dice).filter(|_| dice.percent(50) && !kind.nobody);
    let own_duty = first_asked.map(|_| dice.percent(60));
    Matter {
        id: village.mint(),
        no: String::new(),
        kind: kind.kind.clone(),
        source: String::new(),
        date: day,
        unit: Some(ground.unit),
        household: None,
        reporter: None,
        reporter_name: None,
        phone: None,
        address: None,
        content: String::new(),
        materials: None,
        first_asked,
        own_duty,
        responsible: somebody(dice),
        due: kind.days.and_then(|days| day.checked_add_days(Days::new(u64::from(days)))),
        need: None,
    }
}

fn from_need(
    village: &mut Village<'_>,
    dice: &mut Dice,
    asked: &mut Asked,
    (ground, kind): (&Ground, &MatterKind),
    visit: &Visit,
    need: &mut VisitNeed,
) {
    let mut matter = blank(village, dice, ground, kind, visit.date.first_day());
    "走访".clone_into(&mut matter.source);
    (matter.household, matter.reporter) = (Some(visit.household), visit.person);
    (matter.content, matter.need) = (need.text.clone(), Some(need.id));
    let result = need.result.clone().unwrap_or_else(|| "已办妥".to_owned());
    let steps = steps(village, dice, &matter, kind, &result);
    let settled = standing(&steps).and_then(|standing| standing.settled);
    need.result_on = settled.as_ref().map(|settled| PartialDate::from(settled.on));
    need.result = settled.and_then(|settled| settled.result);
    asked.steps.extend(steps);
    asked.matters.push(matter);
}

fn by_itself(
    village: &mut Village<'_>,
    dice: &mut Dice,
    asked: &mut Asked,
    ground: &Ground,
    kinds: &[MatterKind],
    day: NaiveDate,
) {
    let home = &ground.homes[dice.below(ground.homes.len())];
    let (word, content, result) = ASKED[dice.below(ASKED.len())];
    let chance = dice.below(100);
    let known = |is: &dyn Fn(&MatterKind) -> bool| kinds.iter().find(|kind| is(kind));
    let kind = match chance {
        0..16 => known(&|kind| kind.dispute),
        16..19 => known(&|kind| kind.nobody),
        _ => known(&|kind| kind.kind == word),
    };
    let Some(kind) = kind else { return };
    let mut matter = blank(village, dice, ground, kind, day);
    let sources: [&str; 4] = ["来访", "来电", "网格巡查", "会议"];
    sources[dice.below(sources.len())].clone_into(&mut matter.source);
    if kind.nobody {
        "外来车辆在村内停留，情况已核实".clone_into(&mut matter.content);
    } else {
        (matter.household, matter.reporter) = (Some(home.0), Some(home.1));
        content.clone_into(&mut matter.content);
    }
    let mut dispute = None;
    if kind.dispute {
        let (class, about, demand, method) = DISPUTES[dice.below(DISPUTES.len())];
        about.clone_into(&mut matter.content);
        let other = &ground.homes[dice.below(ground.homes.len())];
        dispute = Some(Dispute {
            id: village.mint(),
            matter: matter.id,
            class: Some(class.to_owned()),
            scale: Some(if dice.percent(8) { "群体" } else { "个体" }.to_owned()),
            party_a: Some(home.2.clone()),
            party_b: (other.0 != home.0).then(|| other.2.clone()),
            involved: Some(dice.between(2, 9)),
            demand: Some(demand.to_owned()),
            method: Some(method.to_owned()),
            settled: None,
        });
    }
    let steps = steps(village, dice, &matter, kind, if kind.dispute { "说和，两家已认可" } else { result });
    if let Some(mut dispute) = dispute {
        let ended = standing(&steps).is_some_and(|standing| !standing.is_open());
        dispute.settled = ended.then_some(true);
        dispute.method = dispute.method.filter(|_| ended);
        asked.disputes.push(dispute);
    }
    asked.steps.extend(steps);
    asked.matters.push(matter);
}

/// The steps that were taken until today.
fn steps(
    village: &mut Village<'_>,
    dice: &mut Dice,
    matter: &Matter,
    kind: &MatterKind,
    result: &str,
) -> Vec<MatterStep> {
    let course: &[MatterStepKind] = match dice.below(100) {
        _ if kind.nobody => &[Reported, Closed],
        0..4 => &[],
        4..50 => &[SettledHere],
        50..64 => &[SettledHere, Revisited, Closed],
        64..70 => &[Reported, Assigned],
        _ => &[Reported, Assigned, Handled, Answered, Revisited, Closed],
    };
    let mut day = matter.date;
    let mut steps = Vec::new();
    for (n, step) in (1..).zip(std::iter::once(&Registered).chain(course)) {
        if n > 1 {
            day = day.checked_add_days(Days::new(dice.below(5) as u64)).unwrap_or(day);
        }
        if day > village.today {
            break;
        }
        let (actor, note) = match step {
            SettledHere | Handled => (None, Some(result)),
            Assigned => (Some("示例承办人"), None),
            Reported => (Some("村党组织"), None),
            Answered => (None, Some("电话告知")),
            _ => (None, None),
        };
        steps.push(MatterStep {
            id: village.mint(),
            matter: matter.id,
            n,
            step: *step,
            date: day,
            actor: actor.map(str::to_owned),
            note: note.map(str::to_owned),
            satisfied: (*step == Revisited).then(|| dice.percent(94)),
        });
    }
    steps
}
