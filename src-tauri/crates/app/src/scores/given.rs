//! The points of a year, one a rule and deed, with what of them counts.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use domain::date::Month;
use domain::day::Day;
use domain::id::Id;
use domain::project::Project;
use domain::register::Register;
use domain::score::{Evidence, Points, ScoreAbout, ScoreEntry, ScorePeriod, ScoreRule, count};
use serde::Serialize;
use store::Reader;
use ts_rs::TS;

use super::rules::in_order;
use super::sources::{Deed, Sources, Who};
use crate::commitments::{Member, members_on};
use crate::failure::Result;
use crate::merged::Merged;

/// What gave the points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum GivenBy {
    /// A period of which the rule gives 基础分.
    Period,
    /// A meeting that somebody came to, or did not.
    Meeting,
    /// An activity.
    Activity,
    /// A visit.
    Visit,
    /// A talk.
    Talk,
    /// A post that was claimed.
    Claim,
    /// A commitment that was kept.
    Commitment,
    /// A matter that was settled.
    Matter,
    /// A resolution that was carried out.
    Resolution,
    /// A task that was done.
    Task,
    /// An entry by hand.
    Entry,
}

/// Points under a rule.
pub(super) struct Given {
    /// Which rule, by place among those of the year.
    pub rule: usize,
    pub deed: Deed,
    pub points: Points,
    /// What counts of them under the rule's cap.
    pub counted: Points,
    pub reviewer: Option<Id>,
}

/// Rules, members and points of a year up to a day.
pub(super) struct Year {
    pub rules: Vec<ScoreRule>,
    pub members: Vec<Member>,
    pub projects: Vec<Project>,
    pub given: HashMap<Who, Vec<Given>>,
}

impl Year {
    pub fn read(reader: &Reader<'_>, register: &Register, year: u32, as_of: NaiveDate) -> Result<Self> {
        let rules = in_order(reader.rules_of_year(year)?);
        let members = members_on(register, as_of);
        let projects: Vec<Project> = reader.all()?;
        let from = first_day(year);
        let names = names(register, &members, as_of);
        let sources = Sources::read(reader, register, (from, as_of), &names)?;
        let mut given: HashMap<Who, Vec<Given>> = HashMap::new();
        let mut add = |rule: usize, deed: Deed, points, reviewer| {
            let one = Given { rule, deed, points, counted: Points::NONE, reviewer };
            given.entry(one.deed.who).or_default().push(one);
        };
        let kinds: HashMap<Id, &str> = projects.iter().map(|row| (row.id, row.kind.word())).collect();
        for (at, rule) in rules.iter().enumerate() {
            if rule.evidence == Evidence::Base {
                for deed in base(register, rule, (from, as_of)) {
                    add(at, deed, rule.points, None);
                }
            }
            let deeds = sources.deeds.get(&rule.evidence).into_iter().flatten();
            for deed in deeds.filter(|deed| rule.of.is_none() || rule.of == deed.of) {
                if holds(rule, deed, &sources, &kinds) {
                    add(at, deed.clone(), rule.points, None);
                }
            }
        }
        for (at, entry, reviewer) in by_hand(reader, &rules, as_of)? {
            let points = entry.points;
            add(at, entered(entry), points, Some(reviewer));
        }
        for list in given.values_mut() {
            capped(&rules, list);
        }
        Ok(Self { rules, members, projects, given })
    }

    /// The points of somebody or of a project.
    pub fn of(&self, who: Who) -> &[Given] {
        self.given.get(&who).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn first_day(year: u32) -> NaiveDate {
    i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)).unwrap_or_default()
}

/// The members by name, and by the one that they bore before. A name that anybody else bears who lives here is left out:
/// the words of a visit do not say which of them it was.
fn names<'r>(register: &'r Register, members: &[Member], as_of: NaiveDate) -> HashMap<&'r str, Id> {
    let mut names: HashMap<&str, Id> = HashMap::new();
    for person in members.iter().filter_map(|member| register.person(member.person)) {
        for name in [Some(&person.name), person.former_name.as_ref()].into_iter().flatten() {
            names.entry(name.as_str()).or_insert(person.id);
        }
    }
    let day = Day::new(register, as_of);
    let here = register.rows().persons.iter().zip(0..).filter(|(_, at)| day.home_of(*at).is_some());
    for (person, _) in here {
        if names.get(person.name.as_str()).is_some_and(|known| *known != person.id) {
            names.remove(person.name.as_str());
        }
    }
    names
}

/// Whether a rule is about who did a deed, as they were on its day.
fn holds(rule: &ScoreRule, deed: &Deed, sources: &Sources, kinds: &HashMap<Id, &str>) -> bool {
    match (rule.about, deed.who) {
        (ScoreAbout::Member, Who::Person(_)) => true,
        // Of a claim it is the post that was claimed, not whichever else they fill.
        (ScoreAbout::Post, Who::Person(_)) if rule.evidence == Evidence::Claimed => {
            rule.kind.is_none() || rule.kind == deed.of
        }
        (ScoreAbout::Post, Who::Person(person)) => sources.fills(person, rule.kind.as_ref(), deed.date),
        (ScoreAbout::Project, Who::Project(project)) => {
            let kind = kinds.get(&project);
            kind.is_some_and(|kind| rule.kind.as_ref().is_none_or(|wanted| wanted == kind))
        }
        _ => false,
    }
}

/// 基础分: once for everybody who belonged at the end of each period that has begun.
fn base(register: &Register, rule: &ScoreRule, (from, as_of): (NaiveDate, NaiveDate)) -> Vec<Deed> {
    let mut months = std::iter::successors(Some(Month::of(from)), |month| Some(month.next()));
    let months = months.by_ref().take_while(|month| month.first_day() <= as_of);
    let begins: BTreeSet<Month> = months.map(|month| rule.period.begins(month)).collect();
    let mut deeds = Vec::new();
    for begin in begins {
        let end = last_day(rule.period, begin).min(as_of);
        let deed = |member: Member| Deed {
            who: Who::Person(member.person),
            date: begin.first_day(),
            by: GivenBy::Period,
            record: rule.id,
            title: words(rule.period, begin),
            of: None,
            household: None,
        };
        deeds.extend(members_on(register, end).into_iter().map(deed));
    }
    deeds
}

fn last_day(period: ScorePeriod, begin: Month) -> NaiveDate {
    let months = std::iter::successors(Some(begin), |month| Some(month.next()));
    let last = months.take_while(|month| period.begins(*month) == begin).last();
    last.unwrap_or(begin).last_day()
}

/// `2026年第1季度`.
fn words(period: ScorePeriod, begin: Month) -> String {
    let (year, month) = (begin.first_day().year(), begin.first_day().month());
    match period {
        ScorePeriod::Month => format!("{year}年{month}月"),
        ScorePeriod::Quarter => format!("{year}年第{}季度", month.div_ceil(3)),
        ScorePeriod::Year => format!("{year}年"),
    }
}

fn by_hand(reader: &Reader<'_>, rules: &[ScoreRule], as_of: NaiveDate) -> Result<Vec<(usize, ScoreEntry, Id)>> {
    let merged = Merged::on(reader, as_of)?;
    let at: HashMap<Id, usize> = rules.iter().zip(0..).map(|(rule, at)| (rule.id, at)).collect();
    let mut found = Vec::new();
    for entry in reader.all::<ScoreEntry>()?.into_iter().filter(|entry| entry.date <= as_of) {
        if let Some(rule) = at.get(&entry.rule) {
            let reviewer = merged.kept(entry.reviewer);
            let person = entry.person.map(|person| merged.kept(person));
            found.push((*rule, ScoreEntry { person, ..entry }, reviewer));
        }
    }
    Ok(found)
}

fn entered(entry: ScoreEntry) -> Deed {
    let who = entry.person.map(Who::Person).or(entry.project.map(Who::Project));
    Deed {
        // One of the two is there: the table holds no other row.
        who: who.unwrap_or(Who::Person(entry.id)),
        date: entry.date,
        by: GivenBy::Entry,
        record: entry.id,
        title: entry.reason,
        of: None,
        household: None,
    }
}

/// Fills in what counts, and puts the list in the order of its days.
fn capped(rules: &[ScoreRule], list: &mut [Given]) {
    list.sort_by(|one, other| {
        (one.deed.date, one.rule, one.deed.record).cmp(&(other.deed.date, other.rule, other.deed.record))
    });
    let by: HashMap<Id, ScoreRule> = rules.iter().map(|rule| (rule.id, rule.clone())).collect();
    let entries: Vec<(Id, NaiveDate, Points)> =
        list.iter().map(|one| (rules[one.rule].id, one.deed.date, one.points)).collect();
    for one in count(&by, &entries) {
        list[one.at].counted = one.points;
    }
}
