//! What each party group was given to do, planned, undertook for the year, and how its members were assessed: most of it
//! done in time, some late, some sent back.

use std::collections::HashSet;

use chrono::{Datelike, Days, NaiveDate};
use domain::date::{Month, PartialDate};
use domain::duty::{DutyPeriod, DutyScope};
use domain::id::Id;
use domain::letter::{Letter, LetterItem};
use domain::plan::{Plan, PlanItem};
use domain::score::{Evidence, Points, ScoreAbout, ScoreEntry, ScoreRule};
use domain::task::{Task, TaskStep, TaskStepKind};
use store::Reader;

use super::Place;
use super::commitment::{Member, members};
use super::dice::Dice;
use super::village::Village;
use crate::events::rule_of_pack;
use crate::failure::Result;
use crate::standard::Standard;

/// What was given, and what was said when it was done.
const TASKS: [(&str, &str); 8] = [
    ("摸排出租房和外来人员", "逐户看过，名单已交村里"),
    ("组织清理房前屋后柴草垛", "清了两天，拉走六车"),
    ("通知参加医疗保险缴费", "全部通知到户，没缴的写明原因"),
    ("汛期检查排水沟和老房子", "查了三处，两处已疏通"),
    ("统计愿意种植新品种的农户", "报了九户，名单已交"),
    ("动员适龄妇女参加体检", "去了二十三人"),
    ("防火宣传到户", "每户发一张单子，签了字"),
    ("核对耕地补贴面积", "核对完，两户有出入已更正"),
];

/// What a year's plan holds: what, by which means, by which month.
const YEAR: [(&str, &str, u32); 5] = [
    ("每户走访四遍", "成员分片包户，每季一遍", 12),
    ("办一次农技培训", "请镇里农技员，农闲时办", 3),
    ("整治一条街巷", "党员带头，志愿者参加", 6),
    ("办一场文化活动", "和歌舞协会一起办", 9),
    ("帮两户困难家庭解决难处", "组长牵头，一户一策", 11),
];

/// What a month's plan holds beside its duties.
const MONTH: [&str; 4] = ["走访联系户一遍", "整理上月台账", "看望独居老人", "收集意见交分析会"];

const PRAISED: [&str; 3] = ["镇里通报表扬", "群众送来感谢信", "抢险救灾表现突出"];

/// What was made.
#[derive(Default)]
pub(super) struct Assessed {
    pub tasks: Vec<Task>,
    pub task_steps: Vec<TaskStep>,
    pub plans: Vec<Plan>,
    pub plan_items: Vec<PlanItem>,
    pub letters: Vec<Letter>,
    pub letter_items: Vec<LetterItem>,
    pub rules: Vec<ScoreRule>,
    pub entries: Vec<ScoreEntry>,
}

/// What the book has already, and gets no second of.
#[derive(Default)]
pub(super) struct There {
    rules: HashSet<u32>,
    letters: HashSet<(u32, Id)>,
    plans: HashSet<(String, Option<Id>)>,
}

impl There {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Ok(Self {
            rules: reader.all::<ScoreRule>()?.into_iter().map(|rule| rule.year).collect(),
            letters: reader.all::<Letter>()?.into_iter().map(|letter| (letter.year, letter.unit)).collect(),
            plans: reader.all::<Plan>()?.into_iter().map(|plan| (plan.period.to_string(), plan.unit)).collect(),
        })
    }
}

/// Makes it for every grid, month by month and year by year.
pub(super) fn assess(
    village: &mut Village<'_>,
    places: &[Place],
    standard: &Standard,
    there: &There,
    seed: u64,
) -> Result<Assessed> {
    let mut dice = Dice::new(seed ^ 0x6173_7365_7373);
    let mut made = Assessed::default();
    let members = members(village, places);
    let years = village.begun.year()..=village.today.year();
    for year in years.clone().filter(|year| !there.rules.contains(&year.unsigned_abs())) {
        rules(village, &mut made, standard, year)?;
    }
    for place in places {
        let group = members.get(&place.grid.id).map_or(&[][..], Vec::as_slice);
        let mut month = Month::of(village.begun);
        while month.first_day() <= village.today {
            tasks(village, &mut dice, &mut made, (place, group, standard), month);
            month = month.next();
        }
        let unit = place.grid.unit;
        for year in years.clone() {
            if !there.plans.contains(&(year.to_string(), Some(unit))) {
                year_plan(village, &mut dice, &mut made, (place, group), year);
            }
            if !there.letters.contains(&(year.unsigned_abs(), unit)) {
                letter(village, &mut dice, &mut made, (place, standard), year)?;
            }
            praise(village, &mut dice, &mut made, group, year);
        }
        let (now, begun) = (Month::of(village.today), village.begun);
        for month in [now.previous(), now].into_iter().filter(|month| month.last_day() >= begun) {
            if !there.plans.contains(&(month.to_string(), Some(unit))) {
                month_plan(village, &mut dice, &mut made, (place, group, standard), month);
            }
        }
    }
    Ok(made)
}

/// A day of a month that has come and lies in the sample's time.
fn day(village: &Village<'_>, dice: &mut Dice, month: Month) -> NaiveDate {
    let day = month.first_day() + Days::new(u64::from(dice.between(1, 20)));
    day.clamp(village.begun, village.today)
}

/// Somebody of the group who was there on a day.
fn owner(dice: &mut Dice, group: &[Member<'_>], on: NaiveDate) -> Option<Id> {
    let there: Vec<Id> = group.iter().filter(|member| member.since <= on).map(|member| member.person).collect();
    if there.is_empty() { None } else { Some(there[dice.below(there.len())]) }
}

fn tasks(
    village: &mut Village<'_>,
    dice: &mut Dice,
    made: &mut Assessed,
    (place, group, standard): (&Place, &[Member<'_>], &Standard),
    month: Month,
) {
    for _ in 0..dice.below(3) {
        let date = day(village, dice, month);
        let (text, note) = TASKS[dice.below(TASKS.len())];
        let sources = &standard.tasks.sources;
        let source = sources.get(dice.below(sources.len().clamp(1, 2))).cloned();
        let due = date + Days::new(u64::from(dice.between(5, 30)));
        let id = village.mint();
        made.tasks.push(Task {
            id,
            source: source.unwrap_or_else(|| "村党组织".to_owned()),
            unit: Some(place.grid.unit),
            date,
            text: text.to_owned(),
            due: Some(PartialDate::from(due)),
            owner: owner(dice, group, date),
            remark: None,
        });
        let mut steps = vec![(TaskStepKind::Given, date, None)];
        let mut at = date;
        let mut later = |dice: &mut Dice, low, high| {
            at = at + Days::new(u64::from(dice.between(low, high)));
            at
        };
        if dice.percent(40) {
            steps.push((TaskStepKind::Progressed, later(dice, 1, 6), Some("已分到人")));
        }
        if dice.percent(6) {
            steps.push((TaskStepKind::Returned, later(dice, 1, 4), Some("不在本网格，请另行安排")));
        } else {
            steps.push((TaskStepKind::Done, later(dice, 2, 25), Some(note)));
            if dice.percent(60) {
                steps.push((TaskStepKind::Accepted, later(dice, 1, 10), None));
            }
        }
        steps.retain(|(_, date, _)| *date <= village.today);
        for (n, (step, date, note)) in (1..).zip(steps) {
            let note = note.map(str::to_owned);
            made.task_steps.push(TaskStep { id: village.mint(), task: id, n, step, date, note });
        }
    }
}

fn year_plan(
    village: &mut Village<'_>,
    dice: &mut Dice,
    made: &mut Assessed,
    (place, group): (&Place, &[Member<'_>]),
    year: i32,
) {
    let Some(period) = PartialDate::new(year, None, None) else { return };
    let plan = village.mint();
    made.plans.push(Plan {
        id: plan,
        period,
        unit: Some(place.grid.unit),
        targets: Some("底数清楚，矛盾不出网格，户户有人联系".to_owned()),
        methods: Some("成员分片包户，每月一会，事事有记录".to_owned()),
    });
    for (n, (text, measures, month)) in (1..).zip(YEAR) {
        let due = PartialDate::new(year, Some(month), None);
        let done = due.map(|due| due.last_day() - Days::new(u64::from(dice.between(1, 20))));
        let done = done.filter(|done| (village.begun..=village.today).contains(done) && dice.percent(85));
        made.plan_items.push(PlanItem {
            id: village.mint(),
            plan,
            n,
            text: text.to_owned(),
            measures: Some(measures.to_owned()),
            due,
            owner: owner(dice, group, village.today),
            duty: None,
            done_on: done,
            result: done.map(|_| "按计划做完".to_owned()),
        });
    }
}

fn month_plan(
    village: &mut Village<'_>,
    dice: &mut Dice,
    made: &mut Assessed,
    (place, group, standard): (&Place, &[Member<'_>], &Standard),
    month: Month,
) {
    let first = month.first_day();
    let Some(period) = PartialDate::new(first.year(), Some(first.month()), None) else { return };
    let plan = village.mint();
    let unit = Some(place.grid.unit);
    made.plans
        .push(Plan { id: plan, period, unit, targets: Some("把本月该做的做到位".to_owned()), methods: None });
    let asked = standard.duties.iter();
    let asked =
        asked.filter(|duty| duty.period == DutyPeriod::Month && duty.scope == DutyScope::Grid && duty.min.is_some());
    let duties = asked.map(|duty| (duty.name.clone(), Some(duty.id.clone())));
    let texts: Vec<(String, Option<String>)> =
        duties.chain(MONTH.iter().map(|text| ((*text).to_owned(), None))).collect();
    for (n, (text, duty)) in (1..).zip(texts) {
        let done = month.last_day() - Days::new(u64::from(dice.between(0, 12)));
        let done =
            (duty.is_none() && done <= village.today && done >= village.begun && dice.percent(85)).then_some(done);
        made.plan_items.push(PlanItem {
            id: village.mint(),
            plan,
            n,
            text,
            measures: None,
            due: Some(period),
            owner: owner(dice, group, village.today),
            duty,
            done_on: done,
            result: None,
        });
    }
}

fn letter(
    village: &mut Village<'_>,
    dice: &mut Dice,
    made: &mut Assessed,
    (place, standard): (&Place, &Standard),
    year: i32,
) -> Result<()> {
    let january = NaiveDate::from_ymd_opt(year, 1, dice.between(6, 20)).unwrap_or(village.today);
    let signed = january.max(village.begun);
    let over = year < village.today.year();
    let letter = village.mint();
    let signed_on = (signed <= village.today).then_some(signed);
    let year = year.unsigned_abs();
    made.letters.push(Letter { id: letter, year, unit: place.grid.unit, signed_on, remark: None });
    for (n, target) in (1..).zip(&standard.letters.targets) {
        let points = crate::events::points(&target.points, "points")?;
        // Of a year that is over each target has its points, a few less than all.
        let mut given = |most: u32| {
            let less = Points::tenths(i64::from(dice.between(0, most)) * 5);
            Some((points + -less).max(Points::NONE)).filter(|_| over)
        };
        let (own_score, score) = (given(1), given(3));
        made.letter_items.push(LetterItem {
            id: village.mint(),
            letter,
            n,
            text: target.text.clone(),
            demand: Some(target.demand.clone()),
            points,
            due: PartialDate::new(i32::try_from(year).unwrap_or_default(), Some(12), None),
            owner: None,
            own_score,
            score,
            note: score.map(|_| "照当年台账".to_owned()),
        });
    }
    Ok(())
}

fn rules(village: &mut Village<'_>, made: &mut Assessed, standard: &Standard, year: i32) -> Result<()> {
    for rule in &standard.scores {
        let rule = rule_of_pack(standard, rule, year.unsigned_abs())?;
        made.rules.push(ScoreRule { id: village.mint(), ..rule });
    }
    Ok(())
}

/// A few are praised by hand; somebody else of the group looks at it.
fn praise(village: &mut Village<'_>, dice: &mut Dice, made: &mut Assessed, group: &[Member<'_>], year: i32) {
    let by_hand = |rule: &&ScoreRule| {
        rule.year == year.unsigned_abs()
            && rule.evidence == Evidence::ByHand
            && rule.about == ScoreAbout::Member
            && !rule.points.is_negative()
    };
    let Some((rule, points)) = made.rules.iter().find(by_hand).map(|rule| (rule.id, rule.points)) else { return };
    for (at, member) in group.iter().enumerate() {
        let last = NaiveDate::from_ymd_opt(year, 12, 20).unwrap_or(village.today).min(village.today);
        let reviewer = group.iter().find(|other| other.person != member.person && other.since <= last);
        let (Some(reviewer), true) = (reviewer, at % 4 == 1 && member.since <= last && last.year() == year) else {
            continue;
        };
        made.entries.push(ScoreEntry {
            id: village.mint(),
            rule,
            person: Some(member.person),
            project: None,
            date: last,
            points,
            reason: (*dice.one(&PRAISED)).to_owned(),
            reviewer: reviewer.person,
        });
    }
}
