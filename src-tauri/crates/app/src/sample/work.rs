//! What the party groups and their volunteers did since the beginning: activities every month, projects, associations,
//! and what they know of places, things and organisations.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate, NaiveTime};
use domain::activity::{Activity, ActivityPart, ActivityPerson, half_hours};
use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use domain::organisation::{OrgUnit, Role, RoleKind, UnitKind};
use domain::place::{Organisation, Place, Thing};
use domain::project::{Project, ProjectKind};

use super::Place as GridPlace;
use super::dice::Dice;
use super::stays::Stays;
use super::village::Village;
use crate::standard::Standard;

/// Kind, name, what was done, for whom, what came of it.
const DONE: [(&str, &str, &str, &str, &str); 10] = [
    ("志愿服务", "上门理发", "为行动不便的老人上门理发、打扫院子", "行动不便的老人", "老人都满意"),
    ("环境整治", "清理沟渠", "清理村内排水沟，捡拾白色垃圾", "全体村民", "沟渠畅通"),
    ("政策宣传", "医保政策宣讲", "讲解缴费标准和报销办法，发放明白纸", "未参保村民", "当场答疑"),
    ("文化活动", "广场舞展演", "和社会组织一起排演节目", "全体村民", "群众反映好"),
    ("走村屯送服务", "代办代购", "帮外出户代办手续，帮老人代购日用品", "外出户和老人", "件件有回音"),
    ("业务培训", "果树修剪培训", "请科技能手讲修剪，下地示范", "种植户", "学会了新法"),
    ("关爱活动", "陪孩子过周末", "辅导作业，讲安全知识", "留守儿童", "孩子们高兴"),
    ("学习研讨", "党员集中研讨", "学习党的政策，商量本月工作", "党员和志愿者", "形成工作清单"),
    ("产业帮扶", "帮农户卖粮", "联系收购，帮助装运", "种粮户", "卖上了好价"),
    ("文明新风", "移风易俗倡议", "入户讲红白事从简", "全体村民", "多户签了倡议"),
];

const PLACES: [(&str, &str, &str); 5] = [
    ("公共场所", "文化广场", "村部旁"),
    ("桥梁水利", "排水渠", "村东"),
    ("街巷道路", "主街", "南北向"),
    ("耕地林地", "果园", "村北坡"),
    ("重点部位", "变压器", "村西路口"),
];

const THINGS: [(&str, &str, u32, &str); 4] = [
    ("健身器材", "健身器材", 6, "套"),
    ("广播监控", "大喇叭", 2, "只"),
    ("消防应急", "灭火器", 8, "具"),
    ("公共设施", "垃圾箱", 12, "个"),
];

const ORGANISATIONS: [(&str, &str); 3] = [("合作社", "示例种植合作社"), ("学校", "示例小学"), ("卫生室", "示例卫生室")];

/// What was made.
#[derive(Default)]
pub(super) struct Worked {
    pub units: Vec<OrgUnit>,
    pub roles: Vec<Role>,
    pub projects: Vec<Project>,
    pub activities: Vec<Activity>,
    pub people: Vec<ActivityPerson>,
    pub places: Vec<Place>,
    pub things: Vec<Thing>,
    pub organisations: Vec<Organisation>,
}

/// A party group with those who can be asked to come.
struct Group {
    unit: Id,
    hamlet: Option<String>,
    leader: Option<Id>,
    volunteers: Vec<Role>,
    project: Option<Id>,
}

/// Has every grid hold two or three activities a month from the beginning to today.
pub(super) fn done(
    village: &mut Village<'_>,
    grids: &[GridPlace],
    standard: &Standard,
    above: Option<Id>,
    seed: u64,
) -> Worked {
    let mut dice = Dice::new(seed ^ 0x0077_6f72_6b73);
    let mut worked = Worked::default();
    let associations = associations(village, &mut worked, standard, above);
    ground(village, &mut worked, grids);
    let mut groups = groups(village, grids);
    for group in &mut groups {
        group.project = Some(project(village, &mut dice, &mut worked, group));
    }
    let asked = groups.iter().flat_map(|group| group.volunteers.iter().map(|role| role.person).chain(group.leader));
    let stays = Stays::of(village, asked);
    let mut month = village.begun;
    while month <= village.today {
        for group in &groups {
            for _ in 0..2 + dice.below(2) {
                let day = month.with_day(dice.between(1, 28)).unwrap_or(month);
                if day >= village.begun && day <= village.today {
                    hold(village, &mut dice, &mut worked, (group, &stays), (&associations, standard), day);
                }
            }
        }
        let Some(next) = month.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))) else { break };
        month = next;
    }
    worked
}

fn associations(village: &mut Village<'_>, worked: &mut Worked, standard: &Standard, above: Option<Id>) -> Vec<Id> {
    let mut heads: Vec<Id> = Vec::new();
    for role in &village.rows.roles {
        if role.kind == RoleKind::TeamLeader && role.to.is_none() {
            heads.push(role.person);
        }
    }
    let mut made = Vec::new();
    for (at, called) in (0..).zip(standard.registers.associations.iter().take(2)) {
        let unit = OrgUnit {
            id: village.mint(),
            kind: UnitKind::Association,
            parent: above,
            name: format!("示例{called}"),
            code: None,
            founded_on: None,
            led_by: None,
            approved_by: None,
            dissolved_on: None,
        };
        if let Some(person) = heads.get(at % heads.len().max(1)).copied() {
            let id = village.mint();
            let (unit, kind) = (unit.id, RoleKind::Head);
            worked.roles.push(Role {
                id,
                person,
                unit,
                kind,
                member_kind: None,
                volunteer_kind: None,
                from: None,
                to: None,
            });
        }
        made.push(unit.id);
        worked.units.push(unit);
    }
    made
}

fn ground(village: &mut Village<'_>, worked: &mut Worked, grids: &[GridPlace]) {
    for grid in grids {
        let hamlet = grid.hamlets.first().cloned();
        let mut first = None;
        for (kind, called, address) in PLACES {
            let id = village.mint();
            first = first.or(Some(id));
            worked.places.push(Place {
                id,
                kind: kind.to_owned(),
                name: format!("{}{called}", hamlet.as_deref().unwrap_or("示例")),
                hamlet: hamlet.clone(),
                address: Some(address.to_owned()),
                note: None,
                from: None,
                to: None,
            });
        }
        for (kind, called, quantity, measure) in THINGS {
            worked.things.push(Thing {
                id: village.mint(),
                kind: kind.to_owned(),
                name: called.to_owned(),
                quantity,
                measure: Some(measure.to_owned()),
                place: first,
                note: None,
                from: None,
                to: None,
            });
        }
    }
    for (kind, called) in ORGANISATIONS {
        worked.organisations.push(Organisation {
            id: village.mint(),
            kind: kind.to_owned(),
            name: called.to_owned(),
            person: None,
            head: Some("示例负责人".to_owned()),
            phone: Some("19900000000".to_owned()),
            note: None,
            from: None,
            to: None,
        });
    }
}

fn groups(village: &Village<'_>, grids: &[GridPlace]) -> Vec<Group> {
    let mut roles: HashMap<Id, Vec<&Role>> = HashMap::new();
    for role in &village.rows.roles {
        roles.entry(role.unit).or_default().push(role);
    }
    let of = |place: &GridPlace| {
        let own = roles.get(&place.grid.unit).map_or(&[][..], Vec::as_slice);
        let is = |kind: RoleKind| own.iter().filter(move |role| role.kind == kind);
        Group {
            unit: place.grid.unit,
            hamlet: place.hamlets.first().cloned(),
            leader: is(RoleKind::Leader).map(|role| role.person).next(),
            volunteers: is(RoleKind::TeamLeader).chain(is(RoleKind::Volunteer)).map(|role| (*role).clone()).collect(),
            project: None,
        }
    };
    grids.iter().map(of).collect()
}

fn project(village: &mut Village<'_>, dice: &mut Dice, worked: &mut Worked, group: &Group) -> Id {
    let kind = ProjectKind::ALL[dice.below(ProjectKind::ALL.len())];
    let (called, goal) = match kind {
        ProjectKind::Revival => ("果园提质", "三年内更新老果树"),
        ProjectKind::Service => ("代办到家", "行动不便的人办事不出门"),
        ProjectKind::Brand => ("红色庭院", "每个屯有一处党员示范院"),
    };
    let id = village.mint();
    worked.projects.push(Project {
        id,
        kind,
        name: format!("{}{called}", group.hamlet.as_deref().unwrap_or_default()),
        goal: Some(goal.to_owned()),
        owner: group.leader,
        unit: Some(group.unit),
        served: Some("本网格村民".to_owned()),
        progress: Some("按计划开展".to_owned()),
        from: PartialDate::new(village.begun.year(), Some(village.begun.month()), None),
        to: None,
    });
    id
}

fn hold(
    village: &mut Village<'_>,
    dice: &mut Dice,
    worked: &mut Worked,
    (group, stays): (&Group, &Stays),
    (associations, standard): (&[Id], &Standard),
    day: NaiveDate,
) {
    let (kind, called, body, whom, result) = DONE[dice.below(DONE.len())];
    let pack = standard.activities.iter().find(|one| one.kind == kind);
    let start = NaiveTime::from_hms_opt(8 + dice.between(0, 7), 30 * dice.between(0, 1), 0).unwrap_or_default();
    let end = start + chrono::TimeDelta::minutes(i64::from(60 + 30 * dice.between(0, 5)));
    let row = Activity {
        id: village.mint(),
        kind: kind.to_owned(),
        name: called.to_owned(),
        service: pack.and_then(|pack| pack.service),
        topic: None,
        date: PartialDate::from(day),
        start: Some(start),
        end: Some(end),
        place: group.hamlet.as_ref().map(|hamlet| format!("{hamlet}文化广场")),
        body: Some(body.to_owned()),
        beneficiaries: Some(whom.to_owned()),
        served: Some(dice.between(3, 60)),
        led_by: group.leader.filter(|leader| stays.holds(*leader, day)),
        unit: Some(group.unit),
        project: group.project.filter(|_| dice.percent(30)),
        association: if kind == "文化活动" { associations.get(dice.below(2)).copied() } else { None },
        result: Some(result.to_owned()),
        entered_on: Some(day),
    };
    let count = 3 + dice.below(5);
    for at in dice.some((0..group.volunteers.len()).collect(), count) {
        let role = &group.volunteers[at];
        if holds_on(role.from, role.to, day) && stays.holds(role.person, day) {
            worked.people.push(ActivityPerson {
                id: village.mint(),
                activity: row.id,
                person: role.person,
                part: ActivityPart::Volunteer,
                half_hours: half_hours(start, end),
                merge: None,
            });
        }
    }
    worked.activities.push(row);
}
