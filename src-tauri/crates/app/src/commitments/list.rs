//! Members with their post and their commitment of a year, and one commitment with its steps, as pages show them.

use chrono::{Datelike, NaiveDate};
use domain::commitment::{CommitmentState, CommitmentStepKind, done_on, last_of};
use domain::id::Id;
use domain::register::Register;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Listed, Made, Whole, as_of_year, listed};
use crate::asked;
use crate::failure::{Failure, Result};
use crate::session::{Session, id};

/// Who has no post.
pub const WITHOUT_POST: &str = "未认岗";
/// Who has no commitment.
pub const WITHOUT: &str = "未承诺";

/// Which members, of which year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct CommitmentQuery {
    /// Blank = this year.
    pub year: Option<u32>,
    /// Only of this grid: row id, name or number.
    pub grid: Option<String>,
    /// Only 未认岗, 未承诺, or where the commitment stands so.
    pub only: Option<String>,
    /// Only with these words in name, post or commitment.
    pub text: Option<String>,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// How one of the five steps looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum StepState {
    /// It was taken.
    Done,
    /// 践诺 is under way.
    Doing,
    /// 审诺 sent it back.
    Back,
    /// It is the next.
    Next,
    /// It comes later.
    Later,
}

/// One of the five steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StepMark {
    /// 提诺, 审诺, 公示, 践诺, 评诺.
    pub step: &'static str,
    /// How it looks.
    pub state: StepState,
    /// When it was taken last.
    pub on: Option<String>,
}

/// A commitment in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CommitmentRow {
    /// Row id.
    pub id: String,
    /// 承诺事项.
    pub text: String,
    /// 完成时限.
    pub due: Option<String>,
    /// Name of the post that it is for.
    pub post: Option<String>,
    /// Where it stands.
    pub state: &'static str,
    /// The five steps, in their order.
    pub steps: Vec<StepMark>,
    /// Which may follow.
    pub next: Vec<&'static str>,
    /// 完成日期.
    pub done_on: Option<String>,
    /// Its time is over and it is not done.
    pub late: bool,
}

/// A post by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PostName {
    /// Row id.
    pub id: String,
    /// 岗位名称.
    pub name: String,
}

/// A member, with a commitment of the year or without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MemberRow {
    /// Row id of the commitment, else of the person.
    pub id: String,
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// 党小组组长, 党小组成员, 党员; blank of who is none of these any more.
    pub role: &'static str,
    /// Name of the grid.
    pub grid: Option<String>,
    /// The posts that they claim.
    pub posts: Vec<PostName>,
    /// Their commitment.
    pub commitment: Option<CommitmentRow>,
}

/// How many members are so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StateCount {
    /// 未认岗, 未承诺, or where a commitment stands.
    pub only: &'static str,
    /// How many.
    pub count: u32,
}

/// The members of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CommitmentList {
    /// Of which year.
    pub year: u32,
    /// As of which day: today, or the year's last.
    pub as_of: String,
    /// How many there are of each sort, before words and `only` narrowed the list; what nobody is, is left out.
    pub states: Vec<StateCount>,
    /// Rows in all.
    pub total: usize,
    /// Those that were asked for.
    pub rows: Vec<MemberRow>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StepRow {
    /// 提诺, 审诺, 公示, 践诺, 评诺.
    pub step: &'static str,
    /// On which day.
    pub date: String,
    /// 审诺: agreed or sent back. 践诺: done or under way.
    pub passed: Option<bool>,
    /// 审核意见, 践诺情况, 评诺结果.
    pub note: Option<String>,
}

/// One commitment, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CommitmentView {
    /// As lists have it.
    pub member: MemberRow,
    /// Of which year.
    pub year: u32,
    /// Row id of the post that it is for.
    pub post: Option<String>,
    /// 具体措施.
    pub measures: Option<String>,
    /// The steps that were taken, in their order.
    pub taken: Vec<StepRow>,
    /// Not public yet: its words may be changed, and it may be taken out.
    pub private: bool,
}

/// Members with post and commitment of a year, by grid, the group's leader first: who has none stands among them.
///
/// # Errors
/// `unknown_state` for a word that says nothing; a grid that is not there; what the store says.
pub fn commitments(session: &Session, query: &CommitmentQuery) -> Result<CommitmentList> {
    let register = session.register()?;
    let year = query.year.unwrap_or_else(|| session.today().year().unsigned_abs());
    let grid = asked::grid(&register, query.grid.as_deref())?;
    let as_of = as_of_year(session, year);
    let made = session.read(|reader| Made::read(reader, year, as_of))?;
    let list = listed(&register, &made, grid);
    let rows: Vec<MemberRow> = list.iter().map(|one| row(&register, &made, one)).collect();
    let sorts: Vec<&'static str> =
        [WITHOUT_POST, WITHOUT].into_iter().chain(CommitmentState::ALL.iter().map(|state| state.word())).collect();
    let only = asked::words(query.only.as_deref());
    if only.is_some_and(|only| !sorts.contains(&only)) {
        return Err(Failure::new("unknown_state", format!("只看请写{}", sorts.join("、"))).at("only"));
    }
    let count = |only: &'static str| StateCount { only, count: rows.iter().filter(|row| is(row, only)).count() as u32 };
    let states = sorts.iter().map(|only| count(only)).filter(|one| one.count > 0).collect();
    let text = asked::words(query.text.as_deref());
    let wanted = |row: &&MemberRow| {
        only.is_none_or(|only| is(row, only)) && text.is_none_or(|text| said(row).any(|words| words.contains(text)))
    };
    let found: Vec<&MemberRow> = rows.iter().filter(wanted).collect();
    let total = found.len();
    let rows = found.into_iter().skip(query.offset).take(query.limit.min(500)).cloned().collect();
    Ok(CommitmentList { year, as_of: as_of.to_string(), states, total, rows })
}

fn is(row: &MemberRow, only: &str) -> bool {
    match only {
        WITHOUT_POST => row.posts.is_empty() && !row.role.is_empty(),
        WITHOUT => row.commitment.is_none(),
        state => row.commitment.as_ref().is_some_and(|commitment| commitment.state == state),
    }
}

fn said(row: &MemberRow) -> impl Iterator<Item = &str> {
    let posts = row.posts.iter().map(|post| post.name.as_str());
    let commitment = row.commitment.as_ref().map(|commitment| commitment.text.as_str());
    std::iter::once(row.name.as_str()).chain(posts).chain(commitment)
}

fn row(register: &Register, made: &Made, one: &Listed<'_>) -> MemberRow {
    let posts = made.posts_of(one.person).into_iter();
    let id = one.commitment.map_or(one.person, |whole| whole.row.id);
    MemberRow {
        id: id.to_string(),
        person: one.person.to_string(),
        name: register.person(one.person).map(|person| person.name.clone()).unwrap_or_default(),
        role: one.role,
        grid: one.grid.map(|at| register.rows().grids[at as usize].name.clone()),
        posts: posts.map(|post| PostName { id: post.id.to_string(), name: post.name.clone() }).collect(),
        commitment: one.commitment.map(|whole| of(made, whole)),
    }
}

fn of(made: &Made, whole: &Whole) -> CommitmentRow {
    let done = done_on(&whole.steps);
    let over = |day: NaiveDate| day < made.as_of;
    CommitmentRow {
        id: whole.row.id.to_string(),
        text: whole.row.text.clone(),
        due: whole.row.due.map(|due| due.to_string()),
        post: whole.row.post.and_then(|post| made.posts.get(&post)).map(|post| post.name.clone()),
        state: whole.state.word(),
        steps: CommitmentStepKind::ALL.iter().map(|step| mark(whole, *step)).collect(),
        next: CommitmentState::next(Some(whole.state)).iter().map(|step| step.word()).collect(),
        done_on: done.map(|done| done.to_string()),
        late: done.is_none()
            && whole.state != CommitmentState::Appraised
            && whole.row.due.is_some_and(|due| over(due.last_day())),
    }
}

fn mark(whole: &Whole, step: CommitmentStepKind) -> StepMark {
    let last = last_of(&whole.steps, step);
    let next = CommitmentState::next(Some(whole.state));
    let state = match step {
        CommitmentStepKind::Reviewed if whole.state == CommitmentState::SentBack => StepState::Back,
        CommitmentStepKind::Kept if last.is_some() && done_on(&whole.steps).is_none() => StepState::Doing,
        _ if next.contains(&step) => StepState::Next,
        // What was sent back and offered again is reviewed again.
        _ if last.is_some() => StepState::Done,
        _ => StepState::Later,
    };
    StepMark { step: step.word(), state, on: last.map(|last| last.date.to_string()) }
}

/// One commitment with its steps.
///
/// # Errors
/// A commitment that is not there; what the store says.
pub fn commitment(session: &Session, commitment: &str) -> Result<CommitmentView> {
    let commitment: Id = id(commitment)?;
    let register = session.register()?;
    let (year, made) = session.read(|reader| {
        let row: domain::commitment::Commitment = reader.get(commitment)?.ok_or_else(Failure::gone)?;
        Ok((row.year, Made::read(reader, row.year, session.today())?))
    })?;
    let list = listed(&register, &made, None);
    let one = list.iter().find(|one| one.commitment.is_some_and(|whole| whole.row.id == commitment));
    let (one, whole) = one.and_then(|one| Some((one, one.commitment?))).ok_or_else(Failure::gone)?;
    let taken = whole.steps.iter().map(|step| StepRow {
        step: step.step.word(),
        date: step.date.to_string(),
        passed: step.passed,
        note: step.note.clone(),
    });
    Ok(CommitmentView {
        member: row(&register, &made, one),
        year,
        post: whole.row.post.map(|post| post.to_string()),
        measures: whole.row.measures.clone(),
        taken: taken.collect(),
        private: whole.state.is_private(),
    })
}
