//! What the party groups and the village met about since the beginning, as often as it is asked for, and who talked with
//! whom.

use std::collections::HashMap;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};
use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use domain::meeting::{Attendance, AttendanceState, Meeting, Resolution, Speech, Talk, Vote};
use domain::organisation::{Role, RoleKind};

use super::Place;
use super::dice::Dice;
use super::stays::Stays;
use super::village::Village;
use crate::standard::{Called, Level, Standard};

/// Kind, every how many months, in which of them, what it was about, what was put on the agenda.
const HELD: [(&str, u32, u32, &str, &[&str]); 12] = [
    ("党小组会", 1, 0, "商量本月工作", &["通报上月工作", "分派本月走访", "议定环境整治"]),
    ("主题党日", 1, 0, "党员示范行动", &["重温入党誓词", "清理村道"]),
    ("组织生活会", 6, 5, "查摆问题", &["通报整改情况", "开展批评和自我批评"]),
    ("集中学习", 3, 1, "学习党的政策", &["领学文件", "交流心得"]),
    ("学习研讨", 6, 2, "怎样服务村民", &["联系实际研讨"]),
    ("业务培训", 6, 3, "台账怎么记", &["讲解台账", "现场练习"]),
    ("民情分析会", 3, 2, "分析民情", &["汇总走访情况", "研究突出问题"]),
    ("民主评议", 12, 11, "民主评议党员", &["个人自评", "党员互评", "投票测评"]),
    ("支部委员会", 1, 0, "研究支部工作", &["安排本月党建工作", "研究发展党员"]),
    ("支部党员大会", 3, 0, "通报支部工作", &["报告支部工作", "讨论决定事项"]),
    ("党课", 6, 4, "讲党课", &["书记讲课", "讨论"]),
    ("联席会议", 1, 0, "共商村务", &["通报各网格情况", "研究解决问题"]),
];

const SAID: [&str; 8] = [
    "同意这个安排，我负责东边几户",
    "上月走访的几户情况都好，有一户屋顶要修",
    "建议先把排水沟清了再说绿化",
    "年轻人回来过节，正好把政策讲一讲",
    "几位老党员腿脚不便，我去送学上门",
    "志愿者可以分两组，错开农忙",
    "同意，按时限办",
    "我存在学习不够主动的问题，接下来改",
];

/// What was decided, and how far it came.
const DECIDED: [(&str, &str, &str); 7] = [
    ("清理村东排水沟", "已备好工具", "沟渠已清理畅通"),
    ("更换主街两盏路灯", "已报村里采购", "路灯已换好"),
    ("帮独居老人修缮屋顶", "已联系瓦工", "屋顶已修好"),
    ("组织一次医保政策宣讲", "已请好讲解员", "宣讲已办，当场答疑"),
    ("补种村道两侧树苗", "树苗已订", "已补种四十棵"),
    ("调解两家地界争议", "已听两家说法", "两家已说和"),
    ("排练重阳节目", "已定节目单", "节目已演出"),
];

const ABSENT: [&str; 4] = ["外出务工", "生病", "家中有事", "外出学习"];

/// Kind, what was talked about, what came up, what was proposed, what was done.
const TALKED: [(&str, &str, &str, &str, &str); 4] = [
    ("日常谈心", "近来的工作和家里情况", "农忙时顾不上走访", "把走访排到早晚", "已和邻组调换"),
    ("征求意见", "对党小组工作的看法", "通知有时太晚", "提前三天通知", "下月起提前通知"),
    ("组织谈话", "认岗和承诺的落实", "材料写得不够细", "边做边记", "已补记"),
    ("关心慰问", "身体和生活情况", "腿脚不便，开会来不了", "送学上门", "已安排专人"),
];

/// People who come to a meeting of the village in the sample, so that a town stays a sample.
const MOST: usize = 60;

/// What was made.
#[derive(Default)]
pub(super) struct Met {
    pub meetings: Vec<Meeting>,
    pub people: Vec<Attendance>,
    pub speeches: Vec<Speech>,
    pub votes: Vec<Vote>,
    pub resolutions: Vec<Resolution>,
    pub talks: Vec<Talk>,
}

/// A unit that meets, with those who are called.
struct Group {
    unit: Option<Id>,
    place: String,
    leader: Option<Id>,
    members: Vec<Role>,
    volunteers: Vec<Role>,
}

/// Has everybody meet and talk from the beginning to today.
pub(super) fn held(village: &mut Village<'_>, grids: &[Place], standard: &Standard, seed: u64) -> Met {
    let mut dice = Dice::new(seed ^ 0x006d_6565_7473);
    let mut met = Met::default();
    let groups = groups(village, grids);
    let asked = groups.iter().flat_map(|group| group.members.iter().chain(&group.volunteers).map(|role| role.person));
    let stays = Stays::of(village, asked);
    let exempt: HashMap<Id, Option<String>> = village
        .rows
        .members
        .iter()
        .filter(|row| row.exempt)
        .map(|row| (row.person, row.exempt_reason.clone()))
        .collect();
    for group in &groups {
        let mut month = village.begun;
        let first = met.meetings.len();
        while month <= village.today {
            for (kind, every, at, topic, agenda) in HELD {
                let due = (month.month0() + 12 - at).is_multiple_of(every);
                let day = month.with_day(dice.between(1, 28)).unwrap_or(month);
                if due && day >= village.begun && day <= village.today && is_held_by(standard, kind, group) {
                    meet(village, &mut dice, &mut met, standard, group, (&stays, &exempt), (kind, topic, agenda, day));
                }
            }
            talk(village, &mut dice, &mut met, group, &stays, month);
            let Some(next) = month.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))) else {
                break;
            };
            month = next;
        }
        settle(village, &mut dice, &mut met, first);
    }
    met
}

/// A grid's meetings are its party group's; of a branch's those are the group's that need its members only.
fn is_held_by(standard: &Standard, kind: &str, group: &Group) -> bool {
    let level = standard.meetings.iter().find(|one| one.kind == kind).map(|one| one.level);
    match level {
        Some(Level::Grid) => group.unit.is_some(),
        Some(Level::Branch) => group.unit.is_some() == ["主题党日", "民主评议"].contains(&kind),
        Some(Level::Village) => group.unit.is_none(),
        None => false,
    }
}

fn groups(village: &Village<'_>, grids: &[Place]) -> Vec<Group> {
    let mut roles: HashMap<Id, Vec<&Role>> = HashMap::new();
    for role in &village.rows.roles {
        roles.entry(role.unit).or_default().push(role);
    }
    let of = |place: &Place| {
        let own = roles.get(&place.grid.unit).map_or(&[][..], Vec::as_slice);
        let some = |kinds: [RoleKind; 2]| {
            kinds
                .into_iter()
                .flat_map(move |kind| own.iter().filter(move |role| role.kind == kind))
                .map(|role| (*role).clone())
        };
        let members: Vec<Role> = some([RoleKind::Leader, RoleKind::Member]).collect();
        Group {
            unit: Some(place.grid.unit),
            place: format!("{}活动室", place.hamlets.first().map_or("网格", String::as_str)),
            leader: members.first().filter(|role| role.kind == RoleKind::Leader).map(|role| role.person),
            members,
            volunteers: some([RoleKind::TeamLeader, RoleKind::Volunteer]).collect(),
        }
    };
    let mut groups: Vec<Group> = grids.iter().map(of).collect();
    let mut leaders: Vec<Role> = groups.iter().filter_map(|group| group.members.first().cloned()).collect();
    leaders.truncate(MOST);
    let village = Group {
        unit: None,
        place: "村部会议室".to_owned(),
        leader: leaders.first().map(|role| role.person),
        members: leaders,
        volunteers: Vec::new(),
    };
    groups.push(village);
    groups
}

/// Some days after; a few are written down much later.
fn entered(village: &Village<'_>, dice: &mut Dice, day: NaiveDate) -> NaiveDate {
    let after = if dice.percent(6) { 8 + dice.below(12) } else { dice.below(5) };
    day.checked_add_days(Days::new(after as u64)).unwrap_or(day).min(village.today)
}

fn meet(
    village: &mut Village<'_>,
    dice: &mut Dice,
    met: &mut Met,
    standard: &Standard,
    group: &Group,
    (stays, exempt): (&Stays, &HashMap<Id, Option<String>>),
    (kind, topic, agenda, day): (&str, &str, &[&str], NaiveDate),
) {
    let Some(pack) = standard.meetings.iter().find(|one| one.kind == kind) else { return };
    let id = village.mint();
    let called: &[Role] = if pack.calls.contains(&Called::Volunteers) { &group.volunteers } else { &[] };
    let mut there: Vec<Id> = Vec::new();
    for role in group.members.iter().chain(called) {
        if !holds_on(role.from, role.to, day) || !stays.holds(role.person, day) {
            continue;
        }
        let (state, reason) = match exempt.get(&role.person) {
            Some(reason) => (AttendanceState::Excused, reason.clone()),
            None if Some(role.person) != group.leader && dice.percent(12) => {
                (AttendanceState::Absent, Some((*dice.one(&ABSENT)).to_owned()))
            }
            None => (AttendanceState::Present, None),
        };
        if state == AttendanceState::Present {
            there.push(role.person);
        }
        met.people.push(Attendance { id: village.mint(), meeting: id, person: role.person, state, reason });
    }
    let start = NaiveTime::from_hms_opt(8 + dice.between(0, 8), 30 * dice.between(0, 1), 0).unwrap_or_default();
    let end = start + chrono::TimeDelta::minutes(i64::from(60 + 30 * dice.between(0, 3)));
    met.meetings.push(Meeting {
        id,
        kind: kind.to_owned(),
        name: format!("{}年{}月{kind}", day.year(), day.month()),
        date: PartialDate::from(day),
        start: Some(start),
        end: Some(end),
        place: Some(group.place.clone()),
        unit: group.unit,
        chair: there.first().copied(),
        recorder: there.get(1).or(there.first()).copied(),
        topic: Some(topic.to_owned()),
        agenda: agenda.iter().map(|item| (*item).to_owned()).collect(),
        guests: (group.unit.is_none() && dice.percent(60)).then(|| "示例书记".to_owned()),
        remark: None,
        entered_on: entered(village, dice, day),
    });
    let count = 2 + dice.below(3);
    for (at, n) in dice.some((0..there.len()).collect(), count).into_iter().zip(1..) {
        let text = (*dice.one(&SAID)).to_owned();
        met.speeches.push(Speech { id: village.mint(), meeting: id, n, person: Some(there[at]), speaker: None, text });
    }
    if pack.vote && !there.is_empty() && (kind == "民主评议" || dice.percent(30)) {
        let abstained = u32::from(there.len() > 3 && dice.percent(20));
        let yes = there.len() as u32 - abstained;
        let subject = format!("{topic}的安排");
        met.votes.push(Vote { id: village.mint(), meeting: id, n: 1, subject, yes, no: 0, abstained });
    }
    if pack.vote && kind != "民主评议" && !there.is_empty() {
        for n in 1..=1 + dice.between(0, 1) {
            let due = day.checked_add_days(Days::new(15 + dice.below(45) as u64)).map(PartialDate::from);
            let (text, progress, _) = DECIDED[dice.below(DECIDED.len())];
            met.resolutions.push(Resolution {
                id: village.mint(),
                meeting: id,
                n,
                text: text.to_owned(),
                owner: Some(there[dice.below(there.len())]),
                owner_name: None,
                due,
                progress: Some(progress.to_owned()),
                done_on: None,
                result: None,
                told_at: None,
            });
        }
    }
}

/// What a unit decided is mostly done some weeks later, and reported to a meeting of the same unit after that.
fn settle(village: &Village<'_>, dice: &mut Dice, met: &mut Met, first: usize) {
    let mut held: Vec<(NaiveDate, Id)> =
        met.meetings[first..].iter().map(|row| (row.date.first_day(), row.id)).collect();
    held.sort_unstable();
    let days: HashMap<Id, NaiveDate> = held.iter().map(|(day, id)| (*id, *day)).collect();
    for row in &mut met.resolutions {
        let Some(taken) = days.get(&row.meeting).copied() else { continue };
        let done = taken.checked_add_days(Days::new(6 + dice.below(40) as u64));
        let done = done.filter(|done| *done <= village.today && dice.percent(88));
        let result = DECIDED.iter().find(|(text, ..)| *text == row.text).map(|(_, _, result)| (*result).to_owned());
        row.done_on = done;
        row.result = result.filter(|_| done.is_some());
        let since = done.unwrap_or(taken);
        row.told_at =
            held.iter().find(|(day, id)| *day > taken && *day >= since && *id != row.meeting).map(|(_, id)| *id);
    }
}

/// The leader talks with a member or two in a month; now and then two others do.
fn talk(village: &mut Village<'_>, dice: &mut Dice, met: &mut Met, group: &Group, stays: &Stays, month: NaiveDate) {
    let Some(leader) = group.leader.filter(|_| group.unit.is_some()) else { return };
    let members: Vec<&Role> = group.members.iter().filter(|role| role.person != leader).collect();
    let at = month.month0() as usize + 12 * (month.year() % 12).unsigned_abs() as usize;
    let mut pairs: Vec<(Id, &Role)> = Vec::new();
    if !members.is_empty() && dice.percent(75) {
        pairs.push((leader, members[at % members.len()]));
    }
    if !members.is_empty() && !group.volunteers.is_empty() && dice.percent(15) {
        let other = &group.volunteers[dice.below(group.volunteers.len())];
        pairs.push((members[dice.below(members.len())].person, other));
    }
    for (talker, role) in pairs {
        let day = month.with_day(dice.between(1, 28)).unwrap_or(month);
        let both = stays.holds(talker, day) && stays.holds(role.person, day) && holds_on(role.from, role.to, day);
        if talker == role.person || !both || day < village.begun || day > village.today {
            continue;
        }
        let (kind, body, problems, suggestions, action) = TALKED[dice.below(TALKED.len())];
        let text = |text: &str| Some(text.to_owned());
        met.talks.push(Talk {
            id: village.mint(),
            kind: kind.to_owned(),
            date: PartialDate::from(day),
            talker,
            person: role.person,
            place: text("家中"),
            body: text(body),
            problems: text(problems),
            suggestions: text(suggestions),
            action: text(action),
            entered_on: entered(village, dice, day),
        });
    }
}
