//! 谈心谈话 as lists and pages show them: one by one, and who talked with whom in a year.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::date::{PartialDate, holds_on};
use domain::id::Id;
use domain::meeting::{Talk, is_late};
use domain::organisation::RoleKind;
use domain::register::Register;
use serde::{Deserialize, Serialize};
use store::Reader;
use ts_rs::TS;

use super::list::name;
use crate::activities::{Period, unit_name};
use crate::asked;
use crate::failure::{Failure, Result};
use crate::history::Page;
use crate::merged::Merged;
use crate::session::{Session, id};

/// Which talks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct TalkQuery {
    /// `2026-03` or `2026`; blank = all.
    pub period: Option<String>,
    /// Only those of this person, as 谈话人 or 谈话对象.
    pub person: Option<String>,
    /// Only those of both.
    pub with: Option<String>,
    /// Only with these words in what was talked about.
    pub text: Option<String>,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// A talk in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TalkRow {
    /// Row id.
    pub id: String,
    /// One of the pack's kinds.
    pub kind: String,
    /// The day.
    pub date: String,
    /// Row id of the 谈话人.
    pub talker: String,
    /// Their name.
    pub talker_name: String,
    /// Row id of the 谈话对象.
    pub person: String,
    /// Their name.
    pub person_name: String,
    /// 地点.
    pub place: Option<String>,
    /// 主要内容.
    pub body: Option<String>,
    /// 补录: written down more than a week later.
    pub late: bool,
}

/// One talk, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TalkView {
    /// As lists have it.
    pub row: TalkRow,
    /// 问题.
    pub problems: Option<String>,
    /// 意见建议.
    pub suggestions: Option<String>,
    /// 整改落实.
    pub action: Option<String>,
    /// The business date on which it was written down.
    pub entered_on: String,
}

/// Of which year, and of which grid, who talked with whom is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct AskMatrix {
    /// `2026`; this year when it is left out.
    pub year: Option<String>,
    /// Only of this grid: row id, name or number.
    pub grid: Option<String>,
}

/// A member, and the talks between them and their leader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TalkMember {
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// How many talks.
    pub talks: u32,
    /// The day of the last.
    pub last: Option<String>,
}

/// A party group: its leader, and every member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TalkGroup {
    /// Its name.
    pub group: String,
    /// Row id of the leader; none where nobody leads.
    pub leader: Option<String>,
    /// Name of the leader.
    pub leader_name: Option<String>,
    /// Members in the order in which they came.
    pub members: Vec<TalkMember>,
}

/// Two who talked and are no leader and member of one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TalkPair {
    /// Row id of one.
    pub one: String,
    /// Their name.
    pub one_name: String,
    /// Row id of the other.
    pub other: String,
    /// Their name.
    pub other_name: String,
    /// How many talks.
    pub talks: u32,
    /// The day of the last.
    pub last: Option<String>,
}

/// Who talked with whom in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TalkMatrix {
    /// `2026`.
    pub year: String,
    /// By party group.
    pub groups: Vec<TalkGroup>,
    /// Everybody else who talked.
    pub others: Vec<TalkPair>,
}

/// The talks of a period, in the order of days, persons as they stand now.
fn read(reader: &Reader<'_>, period: Period) -> Result<Vec<Talk>> {
    let merged = Merged::read(reader)?;
    let mut talks = reader.talks_between(period.from, period.to)?;
    for row in &mut talks {
        (row.talker, row.person) = (merged.kept(row.talker), merged.kept(row.person));
    }
    Ok(talks)
}

fn row(register: &Register, talk: &Talk) -> TalkRow {
    TalkRow {
        id: talk.id.to_string(),
        kind: talk.kind.clone(),
        date: talk.date.to_string(),
        talker: talk.talker.to_string(),
        talker_name: name(register, Some(talk.talker)).unwrap_or_default(),
        person: talk.person.to_string(),
        person_name: name(register, Some(talk.person)).unwrap_or_default(),
        place: talk.place.clone(),
        body: talk.body.clone(),
        late: is_late(talk.date, talk.entered_on),
    }
}

/// Talks of a period, newest first.
///
/// # Errors
/// `not_a_date` for a period that is none; what the store says.
pub fn talks(session: &Session, query: &TalkQuery) -> Result<Page<TalkRow>> {
    let register = session.register()?;
    let period = Period::read(query.period.as_deref(), session.today())?;
    let maybe = |text: &Option<String>| text.as_deref().map(id).transpose();
    let both = [maybe(&query.person)?, maybe(&query.with)?];
    let text = asked::words(query.text.as_deref());
    let all = session.read(|reader| read(reader, period))?;
    let wanted = |talk: &&Talk| {
        let said = [&talk.body, &talk.problems, &talk.suggestions, &talk.action, &talk.place];
        both.iter().flatten().all(|one| talk.talker == *one || talk.person == *one)
            && text.is_none_or(|text| said.into_iter().flatten().any(|words| words.contains(text)))
    };
    let found: Vec<&Talk> = all.iter().rev().filter(wanted).collect();
    let shown = found.iter().skip(query.offset).take(query.limit.min(500));
    Ok(Page { total: found.len(), rows: shown.map(|talk| row(&register, talk)).collect() })
}

/// One talk.
///
/// # Errors
/// A talk that is not there; what the store says.
pub fn talk(session: &Session, talk: &str) -> Result<TalkView> {
    let talk = id(talk)?;
    let register = session.register()?;
    session.read(|reader| {
        let mut talk: Talk = reader.get(talk)?.ok_or_else(Failure::gone)?;
        let merged = Merged::read(reader)?;
        (talk.talker, talk.person) = (merged.kept(talk.talker), merged.kept(talk.person));
        Ok(TalkView {
            row: row(&register, &talk),
            problems: talk.problems,
            suggestions: talk.suggestions,
            action: talk.action,
            entered_on: talk.entered_on.to_string(),
        })
    })
}

/// How often two talked, whoever asked for it, and when last.
type Pairs = BTreeMap<(Id, Id), (u32, PartialDate)>;

fn pair(one: Id, other: Id) -> (Id, Id) {
    (one.min(other), one.max(other))
}

/// Who talked with whom: each leader with each member of the group, then all others who did.
///
/// # Errors
/// `not_a_date` for a year that is none; a grid that is not there; what the store says.
pub fn talk_matrix(session: &Session, ask: &AskMatrix) -> Result<TalkMatrix> {
    use chrono::Datelike;
    let register = session.register()?;
    let year = asked::words(ask.year.as_deref()).map_or_else(|| session.today().year().to_string(), str::to_owned);
    let mut period = Period::read(Some(&year), session.today())?;
    period.to = period.to.min(session.today());
    let grid = asked::grid(&register, ask.grid.as_deref())?;
    let mut pairs: Pairs = BTreeMap::new();
    for talk in session.read(|reader| read(reader, period))? {
        let (talks, last) = pairs.entry(pair(talk.talker, talk.person)).or_insert((0, talk.date));
        *talks += 1;
        *last = talk.date;
    }
    let rows = register.rows();
    let mut holders: HashMap<Id, Vec<(RoleKind, Id)>> = HashMap::new();
    for role in rows.roles.iter().filter(|role| holds_on(role.from, role.to, period.to)) {
        holders.entry(role.unit).or_default().push((role.kind, role.person));
    }
    let mut grids: Vec<(u32, &domain::organisation::Grid)> = (0..).zip(&rows.grids).collect();
    grids.retain(|(at, row)| grid.map_or(row.to.is_none(), |grid| grid == *at));
    grids.sort_by_key(|(_, row)| row.number);
    let mut asked: HashSet<(Id, Id)> = HashSet::new();
    let mut groups = Vec::new();
    for (_, grid) in grids {
        let own = holders.get(&grid.unit).map_or(&[][..], Vec::as_slice);
        let of = |kind: RoleKind| own.iter().filter(move |(is, _)| *is == kind).map(|(_, person)| *person);
        let leader = of(RoleKind::Leader).next();
        let members = of(RoleKind::Member).filter(|member| Some(*member) != leader).map(|member| {
            let key = leader.map(|leader| pair(leader, member));
            asked.extend(key);
            let talked = key.and_then(|key| pairs.get(&key));
            TalkMember {
                person: member.to_string(),
                name: name(&register, Some(member)).unwrap_or_default(),
                talks: talked.map_or(0, |(talks, _)| *talks),
                last: talked.map(|(_, last)| last.to_string()),
            }
        });
        let members = members.collect();
        groups.push(TalkGroup {
            group: unit_name(&register, Some(grid.unit)).unwrap_or_else(|| grid.name.clone()),
            leader: leader.map(|leader| leader.to_string()),
            leader_name: name(&register, leader),
            members,
        });
    }
    let others = pairs.iter().filter(|(key, _)| grid.is_none() && !asked.contains(key));
    let others = others.map(|((one, other), (talks, last))| TalkPair {
        one: one.to_string(),
        one_name: name(&register, Some(*one)).unwrap_or_default(),
        other: other.to_string(),
        other_name: name(&register, Some(*other)).unwrap_or_default(),
        talks: *talks,
        last: Some(last.to_string()),
    });
    let others = others.collect();
    Ok(TalkMatrix { year, groups, others })
}
