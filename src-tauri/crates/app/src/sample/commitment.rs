//! Posts of each party group, who claims them, and what each member committed themselves to in each year: offered in
//! January, published in February, kept through the year, appraised in December; some late, some missing.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, Days, NaiveDate};
use domain::commitment::{Claim, Commitment, CommitmentStep, CommitmentStepKind, Post};
use domain::date::PartialDate;
use domain::id::Id;
use domain::organisation::RoleKind;

use super::Place;
use super::dice::Dice;
use super::village::Village;
use crate::standard::Standard;

/// Kind of post, what is promised, by which means.
const PROMISES: [(&str, &str, &str); 13] = [
    ("科技示范", "带三户邻居试种新品种", "自家先种一亩，开两次现场会"),
    ("流通服务", "帮本组农户卖出秋粮", "联系两家收购点，集中装运"),
    ("信息咨询", "每月发布一次用工和收购信息", "村务群和广播各发一遍"),
    ("财务监督", "每季核对一次村里收支", "看账、问人、在会上说明"),
    ("重大事项监督", "村里大事每件都参加议事", "记下意见，会后回访"),
    ("治安维护", "夜间巡查每周两次", "重点看变压器、水塘和柴垛"),
    ("设施维护", "管好门前路灯和水渠", "坏了当天报，小毛病自己修"),
    ("环境卫生", "包一条街保持干净", "每周五带头清扫，劝导乱倒"),
    ("政策宣传", "把医保和养老政策讲到户", "逐户讲，发明白纸"),
    ("文明新风", "带头红白事从简", "劝三户不大操大办"),
    ("纠纷调解", "邻里纠纷三天内上门", "先听两家，再请老人一起说和"),
    ("民意收集", "每月走访联系户一遍", "带本子记，月底报到村里"),
    ("关爱帮扶", "照看两位独居老人", "每周去一次，买药打扫"),
];

/// What was kept, in passing.
const KEPT: [&str; 4] = ["按计划做了", "群众有反映，已改进", "做了一半，接着做", "已走访到户"];

const APPRAISED: [&str; 4] = ["群众满意", "比较满意", "说到做到", "还要再努力"];

/// What was made.
#[derive(Default)]
pub(super) struct Promised {
    pub posts: Vec<Post>,
    pub claims: Vec<Claim>,
    pub commitments: Vec<Commitment>,
    pub steps: Vec<CommitmentStep>,
}

/// Somebody who can claim a post, and since when.
pub(super) struct Member<'p> {
    pub person: Id,
    pub since: NaiveDate,
    post: Option<(Id, &'p str)>,
}

/// Sets up posts, has most members claim one, and most of them commit themselves year by year.
pub(super) fn promise(village: &mut Village<'_>, places: &[Place], standard: &Standard, seed: u64) -> Promised {
    let mut dice = Dice::new(seed ^ 0x0070_726f_6d69);
    let mut promised = Promised::default();
    let mut members = members(village, places);
    for place in places {
        let posts = posts(village, &mut dice, &mut promised, (place, standard));
        for (at, member) in members.get_mut(&place.grid.id).into_iter().flatten().enumerate() {
            if !posts.is_empty() && dice.percent(90) {
                claim(village, &mut dice, &mut promised, member, &posts);
            }
            for year in village.begun.year()..=village.today.year() {
                // Of this year somebody is always still to come.
                let waits = year == village.today.year() && at % 6 == 5;
                if dice.percent(92) && !waits {
                    commit(village, &mut dice, &mut promised, member, year);
                }
            }
        }
    }
    promised
}

/// By grid, who belongs to the party or to the party group and lives here to this day.
pub(super) fn members<'p>(village: &Village<'_>, places: &[Place]) -> HashMap<Id, Vec<Member<'p>>> {
    let rows = &village.rows;
    let units: HashSet<Id> = places.iter().map(|place| place.grid.unit).collect();
    let mut since: BTreeMap<Id, Option<PartialDate>> = BTreeMap::new();
    for role in rows.roles.iter().filter(|role| matches!(role.kind, RoleKind::Leader | RoleKind::Member)) {
        if units.contains(&role.unit) && role.to.is_none() {
            since.insert(role.person, role.from);
        }
    }
    for member in rows.members.iter().filter(|member| member.to.is_none()) {
        since.insert(member.person, member.from);
    }
    let mut members: HashMap<Id, Vec<Member<'p>>> = HashMap::new();
    for (at, person) in rows.persons.iter().enumerate().filter(|(at, _)| village.is_here(*at)) {
        let Some(from) = since.get(&person.id) else { continue };
        let came = [*from, rows.residences[at].from].into_iter().flatten().map(PartialDate::first_day).max();
        let grid = rows.household_grids[village.placed[village.home[at]]].grid;
        let since = came.unwrap_or(village.begun).max(village.begun);
        members.entry(grid).or_default().push(Member { person: person.id, since, post: None });
    }
    members
}

fn posts<'p>(
    village: &mut Village<'_>,
    dice: &mut Dice,
    promised: &mut Promised,
    (place, standard): (&Place, &'p Standard),
) -> Vec<(Id, &'p str)> {
    let pack = &standard.posts;
    let count = 8 + dice.below(4);
    let mut chosen = dice.some((0..pack.len()).collect(), count);
    chosen.sort_unstable();
    let mut made = Vec::new();
    for post in chosen.into_iter().filter_map(|at| pack.get(at)) {
        let id = village.mint();
        promised.posts.push(Post {
            id,
            unit: Some(place.grid.unit),
            kind: post.kind.clone(),
            name: post.name.clone(),
            duty: Some(post.duty.clone()),
            from: None,
            to: None,
        });
        made.push((id, post.kind.as_str()));
    }
    made
}

fn claim<'p>(
    village: &mut Village<'_>,
    dice: &mut Dice,
    promised: &mut Promised,
    member: &mut Member<'p>,
    posts: &[(Id, &'p str)],
) {
    let (post, kind) = posts[dice.below(posts.len())];
    member.post = Some((post, kind));
    promised.claims.push(Claim {
        id: village.mint(),
        post,
        person: member.person,
        performance: dice.percent(70).then(|| KEPT[dice.below(KEPT.len())].to_owned()),
        appraisal: dice.percent(40).then(|| "称职".to_owned()),
        remark: None,
        from: Some(PartialDate::from(member.since)),
        to: None,
    });
}

/// One commitment with as many steps as the calendar has come to.
fn commit(village: &mut Village<'_>, dice: &mut Dice, promised: &mut Promised, member: &Member<'_>, year: i32) {
    let on = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(village.today);
    let made = on(1, dice.between(4, 25)).max(member.since);
    if made > village.today || made.year() != year {
        return;
    }
    let (text, measures) = promise_of(dice, member.post.map(|(_, kind)| kind));
    let row = Commitment {
        id: village.mint(),
        person: member.person,
        post: member.post.map(|(post, _)| post),
        year: year.unsigned_abs(),
        text: text.to_owned(),
        measures: Some(measures.to_owned()),
        due: PartialDate::new(year, Some(dice.between(made.month(), 12)), None),
    };
    let mut steps = steps(dice, made, year);
    steps.retain(|(_, date, ..)| *date <= village.today);
    for (n, (step, date, passed, note)) in (1..).zip(steps) {
        let note = note.map(str::to_owned);
        promised.steps.push(CommitmentStep { id: village.mint(), commitment: row.id, n, step, date, passed, note });
    }
    promised.commitments.push(row);
}

fn promise_of(dice: &mut Dice, kind: Option<&str>) -> (&'static str, &'static str) {
    let of_post = PROMISES.iter().find(|(post, ..)| Some(*post) == kind);
    let (_, text, measures) = of_post.copied().unwrap_or_else(|| PROMISES[dice.below(PROMISES.len())]);
    (text, measures)
}

type Step = (CommitmentStepKind, NaiveDate, Option<bool>, Option<&'static str>);

/// The whole way of a year, in order; what has not come yet is left out by who asks.
fn steps(dice: &mut Dice, made: NaiveDate, year: i32) -> Vec<Step> {
    use CommitmentStepKind::{Appraised, Kept, Offered, Published, Reviewed};
    let mut day = made;
    let mut later = |dice: &mut Dice, low: u32, high: u32| {
        day = day.checked_add_days(Days::new(u64::from(dice.between(low, high)))).unwrap_or(day);
        day
    };
    let mut steps: Vec<Step> = vec![(Offered, made, None, None)];
    if dice.percent(10) {
        steps.push((Reviewed, later(dice, 2, 6), Some(false), Some("写具体些")));
        steps.push((Offered, later(dice, 1, 5), None, None));
    }
    steps.push((Reviewed, later(dice, 2, 8), Some(true), Some("同意")));
    // A few are never published, some late.
    if dice.percent(5) {
        return steps;
    }
    let february = NaiveDate::from_ymd_opt(year, 2, dice.between(5, 25)).unwrap_or(made);
    let late = dice.percent(15);
    let published = if late { later(dice, 40, 80) } else { later(dice, 1, 9).max(february) };
    steps.push((Published, published, None, None));
    let mut last = published;
    let december = NaiveDate::from_ymd_opt(year, 12, dice.between(8, 28)).unwrap_or(made);
    let times = 1 + dice.below(3);
    for at in 0..times {
        let next = last.checked_add_days(Days::new(u64::from(dice.between(40, 90)))).unwrap_or(last);
        if next >= december {
            break;
        }
        let done = at + 1 == times && dice.percent(80);
        steps.push((Kept, next, Some(done), Some(KEPT[dice.below(KEPT.len())])));
        last = next;
    }
    if steps.last().is_some_and(|step| step.0 == Kept) && dice.percent(90) {
        steps.push((Appraised, december, None, Some(APPRAISED[dice.below(APPRAISED.len())])));
    }
    steps
}
