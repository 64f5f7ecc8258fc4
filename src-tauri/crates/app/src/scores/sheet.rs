//! The quarter's sheet of members and projects, and what stands behind each number of it.

use chrono::{Datelike, NaiveDate};
use domain::date::Month;
use domain::id::Id;
use domain::register::Register;
use domain::score::{Evidence, Points, ScoreRule};
use serde::{Deserialize, Serialize};
use store::Reader;
use ts_rs::TS;

use super::given::{Given, GivenBy, Year, first_day};
use super::sources::Who;
use crate::asked;
use crate::commitments::Member;
use crate::failure::{Failure, Result};
use crate::session::{Session, id};

/// Which sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct ScoreQuery {
    /// Blank = this year.
    pub year: Option<u32>,
    /// 1 to 4; blank = the running one, of a year that is over the last.
    pub quarter: Option<u32>,
    /// Only of this grid: row id, name or number.
    pub grid: Option<String>,
}

/// The points of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScoreRow {
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// 党小组组长, 党小组成员, 党员.
    pub role: &'static str,
    /// Name of the grid.
    pub grid: Option<String>,
    /// 基础分 of the quarter.
    pub base: String,
    /// 加分 of the quarter.
    pub plus: String,
    /// 扣分 of the quarter, less than nothing.
    pub minus: String,
    /// 季度得分.
    pub quarter: String,
    /// 年度累计 up to the quarter's end.
    pub year: String,
}

/// The points of a service project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ProjectScoreRow {
    /// Row id of the project.
    pub project: String,
    /// Its name.
    pub name: String,
    /// 项目类别.
    pub kind: &'static str,
    /// 季度得分.
    pub quarter: String,
    /// 年度累计.
    pub year: String,
}

/// A quarter's points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScoreSheet {
    /// Of which year.
    pub year: u32,
    /// Of which quarter, 1 to 4.
    pub quarter: u32,
    /// As of which day: the quarter's last, or today.
    pub as_of: String,
    /// How many rules the year has; without any nobody has points.
    pub rules: usize,
    /// Members by grid, the group's leader first.
    pub rows: Vec<ScoreRow>,
    /// Service projects that ran in the quarter, as they were set up.
    pub projects: Vec<ProjectScoreRow>,
}

/// Whose points are to be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct ScoreAsk {
    /// Row id of the person, or of the project.
    pub of: String,
    /// Blank = this year.
    pub year: Option<u32>,
    /// 1 to 4; blank = the running one, of a year that is over the last.
    pub quarter: Option<u32>,
    /// The year's points up to that quarter's end.
    pub whole: bool,
}

/// One line behind the points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct GivenRow {
    /// 考核内容 of the rule.
    pub rule: String,
    /// The day.
    pub date: String,
    /// What it would be.
    pub points: String,
    /// What counts of it under the cap.
    pub counted: String,
    /// The cap took some of it.
    pub capped: bool,
    /// What gave them.
    pub by: GivenBy,
    /// Row id of that record.
    pub record: String,
    /// Its name; 事由 of an entry by hand.
    pub title: String,
    /// Row id of the household, of a visit.
    pub household: Option<String>,
    /// Name of the 审核人, of an entry by hand.
    pub reviewer: Option<String>,
}

/// What stands behind the points of somebody or of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScoreBehind {
    /// Name of the person or the project.
    pub name: String,
    /// What counts of all lines together.
    pub points: String,
    /// In the order of days.
    pub rows: Vec<GivenRow>,
}

/// A quarter up to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quarter {
    pub year: u32,
    pub quarter: u32,
    /// Its first day.
    pub from: NaiveDate,
    pub as_of: NaiveDate,
}

impl Quarter {
    /// The quarter that a day lies in, up to this day.
    pub fn of(as_of: NaiveDate) -> Self {
        let quarter = as_of.month().div_ceil(3);
        let from = as_of.with_day(1).and_then(|day| day.with_month(quarter * 3 - 2));
        Self { year: as_of.year().unsigned_abs(), quarter, from: from.unwrap_or(as_of), as_of }
    }

    /// The one that is asked for, up to its last day or today. Caps and rules go by the calendar, so points do too,
    /// whatever day months are reported on: four quarters are the year.
    fn read(query: &ScoreQuery, today: NaiveDate) -> Result<Self> {
        let now = Self::of(today);
        let year = query.year.unwrap_or(now.year);
        let quarter = query.quarter.unwrap_or(if year < now.year { 4 } else { now.quarter });
        if !(1..=4).contains(&quarter) {
            return Err(Failure::new("not_a_quarter", "季度请写 1 到 4").at("quarter"));
        }
        let from = first_day(year).with_month(quarter * 3 - 2).unwrap_or_default();
        if from > today {
            return Err(Failure::new("month_not_come", "这个季度还没有到，请选本季度或以前的").at("quarter"));
        }
        let last = Month::of(from).next().next().last_day();
        Ok(Self { year, quarter, from, as_of: last.min(today) })
    }
}

/// The sums of a member.
pub(crate) struct Sums {
    pub base: Points,
    pub plus: Points,
    pub minus: Points,
    pub quarter: Points,
    pub year: Points,
}

/// A quarter's points as forms and pages show them.
pub(crate) struct Sheet {
    pub quarter: Quarter,
    year: Year,
    /// Only of this grid, by its place in the register.
    grid: Option<u32>,
}

/// One line behind the points, for a form.
pub(crate) struct Line<'s> {
    pub rule: &'s ScoreRule,
    pub date: NaiveDate,
    pub title: &'s str,
    pub counted: Points,
    pub reviewer: Option<Id>,
}

impl Sheet {
    pub fn read(reader: &Reader<'_>, register: &Register, quarter: Quarter, grid: Option<u32>) -> Result<Self> {
        Ok(Self { quarter, year: Year::read(reader, register, quarter.year, quarter.as_of)?, grid })
    }

    /// The rules of the year, members' first.
    pub fn rules(&self) -> &[ScoreRule] {
        &self.year.rules
    }

    /// The members by grid, the group's leader first, each with their sums.
    pub fn members(&self) -> impl Iterator<Item = (&Member, Sums)> {
        let wanted = |member: &&Member| self.grid.is_none() || member.grid == self.grid;
        self.year.members.iter().filter(wanted).map(|member| (member, self.sums(Who::Person(member.person))))
    }

    /// The projects that ran in the quarter, each with its sums.
    pub fn projects<'s>(
        &'s self,
        register: &'s Register,
    ) -> impl Iterator<Item = (&'s domain::project::Project, Sums)> {
        let unit = self.grid.map(|at| register.rows().grids[at as usize].unit);
        let wanted = move |row: &&domain::project::Project| {
            let span = register.span(None, row.from, row.to);
            (unit.is_none() || row.unit == unit) && span.from <= self.quarter.as_of && span.to > self.quarter.from
        };
        self.year.projects.iter().filter(wanted).map(|row| (row, self.sums(Who::Project(row.id))))
    }

    /// The lines of the quarter behind somebody's points, without 基础分.
    pub fn lines(&self, person: Id) -> impl Iterator<Item = Line<'_>> {
        let rule = |given: &Given| &self.year.rules[given.rule];
        let given = self.year.of(Who::Person(person)).iter();
        given.filter(move |one| self.in_quarter(one) && rule(one).evidence != Evidence::Base).map(move |one| Line {
            rule: rule(one),
            date: one.deed.date,
            title: &one.deed.title,
            counted: one.counted,
            reviewer: one.reviewer,
        })
    }

    fn in_quarter(&self, given: &Given) -> bool {
        given.deed.date >= self.quarter.from
    }

    fn sums(&self, who: Who) -> Sums {
        let given = self.year.of(who);
        let base = |one: &Given| self.year.rules[one.rule].evidence == Evidence::Base;
        let sum = |is: &dyn Fn(&Given) -> bool| given.iter().filter(|one| is(one)).map(|one| one.counted).sum();
        let here = |one: &Given| self.in_quarter(one);
        Sums {
            base: sum(&|one| here(one) && base(one)),
            plus: sum(&|one| here(one) && !base(one) && !one.counted.is_negative()),
            minus: sum(&|one| here(one) && !base(one) && one.counted.is_negative()),
            quarter: sum(&here),
            year: sum(&|_| true),
        }
    }
}

/// A quarter's points.
///
/// # Errors
/// `not_a_quarter`; `month_not_come`; a grid that is not there; what the store says.
pub fn scores(session: &Session, query: &ScoreQuery) -> Result<ScoreSheet> {
    let quarter = Quarter::read(query, session.today())?;
    let register = session.register_of(Month::of(quarter.as_of))?;
    let grid = asked::grid(&register, query.grid.as_deref())?;
    let sheet = session.read(|reader| Sheet::read(reader, &register, quarter, grid))?;
    let row = |(member, sums): (&Member, Sums)| ScoreRow {
        person: member.person.to_string(),
        name: register.person(member.person).map(|person| person.name.clone()).unwrap_or_default(),
        role: member.role,
        grid: member.grid.map(|at| register.rows().grids[at as usize].name.clone()),
        base: sums.base.to_string(),
        plus: sums.plus.to_string(),
        minus: sums.minus.to_string(),
        quarter: sums.quarter.to_string(),
        year: sums.year.to_string(),
    };
    let project = |(row, sums): (&domain::project::Project, Sums)| ProjectScoreRow {
        project: row.id.to_string(),
        name: row.name.clone(),
        kind: row.kind.word(),
        quarter: sums.quarter.to_string(),
        year: sums.year.to_string(),
    };
    let Quarter { year, quarter, as_of, .. } = sheet.quarter;
    Ok(ScoreSheet {
        year,
        quarter,
        as_of: as_of.to_string(),
        rules: sheet.rules().len(),
        rows: sheet.members().map(row).collect(),
        projects: sheet.projects(&register).map(project).collect(),
    })
}

/// What stands behind the points of a member or a project, of a quarter or the whole year.
///
/// # Errors
/// As [`scores`]; somebody who is not there.
pub fn behind(session: &Session, ask: &ScoreAsk) -> Result<ScoreBehind> {
    let of: Id = id(&ask.of)?;
    let query = ScoreQuery { year: ask.year, quarter: ask.quarter, grid: None };
    let quarter = Quarter::read(&query, session.today())?;
    let register = session.register_of(Month::of(quarter.as_of))?;
    let sheet = session.read(|reader| Sheet::read(reader, &register, quarter, None))?;
    let project = sheet.year.projects.iter().find(|row| row.id == of);
    let (who, name) = match (project, register.person(of)) {
        (Some(project), _) => (Who::Project(of), project.name.clone()),
        (None, Some(person)) => (Who::Person(of), person.name.clone()),
        (None, None) => return Err(Failure::gone().at("of")),
    };
    let wanted = |one: &&Given| ask.whole || sheet.in_quarter(one);
    let given: Vec<&Given> = sheet.year.of(who).iter().filter(wanted).collect();
    let row = |one: &&Given| GivenRow {
        rule: sheet.year.rules[one.rule].text.clone(),
        date: one.deed.date.to_string(),
        points: one.points.to_string(),
        counted: one.counted.to_string(),
        capped: one.counted != one.points,
        by: one.deed.by,
        record: one.deed.record.to_string(),
        title: one.deed.title.clone(),
        household: one.deed.household.map(|household| household.to_string()),
        reviewer: one.reviewer.and_then(|one| register.person(one)).map(|person| person.name.clone()),
    };
    let points: Points = given.iter().map(|one| one.counted).sum();
    Ok(ScoreBehind { name, points: points.to_string(), rows: given.iter().map(row).collect() })
}
