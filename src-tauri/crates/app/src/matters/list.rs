//! The list of matters and the board: the same rows, one below the other or by where they stand.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::id::Id;
use domain::matter::MatterState;
use domain::register::Register;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Case, Cases};
use crate::activities::{Period, unit_name};
use crate::asked;
use crate::failure::{Failure, Result};
use crate::history::Page;
use crate::session::{Session, id};

/// Stands on screen for what a dispute is about.
pub(super) const HIDDEN: &str = "•••";

/// Matters that a column of the board shows at most.
const COLUMN: usize = 50;

/// Which matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct MatterQuery {
    /// Came up in `2026-03` or `2026`; blank = ever.
    pub period: Option<String>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only those that stand there: 待办, 已上报, 承办中, 已挂起, 已办结, 已结案.
    pub state: Option<String>,
    /// Only of this grid: row id, name or number.
    pub grid: Option<String>,
    /// Only of this hamlet; empty = of none.
    pub hamlet: Option<String>,
    /// Only with these words in number, content, source, or the name of who reported it or is responsible.
    pub text: Option<String>,
    /// Only of this household.
    pub household: Option<String>,
    /// Only those for which somebody still waits.
    pub open: bool,
    /// Only those among them whose limit has passed.
    pub overdue: bool,
    /// Only collective disputes.
    pub collective: bool,
    /// Rows to skip.
    pub offset: usize,
    /// Rows to give.
    pub limit: usize,
}

/// A matter in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MatterRow {
    /// Row id.
    pub id: String,
    /// 编号.
    pub no: String,
    /// One of the pack's kinds.
    pub kind: String,
    /// It is a dispute: what it is about is masked.
    pub dispute: bool,
    /// 来源.
    pub source: String,
    /// The day on which it came up.
    pub date: String,
    /// Name of the party group; blank = the village.
    pub group: Option<String>,
    /// Its household's hamlet.
    pub hamlet: Option<String>,
    /// 反映人.
    pub reporter: Option<String>,
    /// 内容; `•••` of a dispute.
    pub content: String,
    /// 责任人.
    pub responsible: Option<String>,
    /// 时限.
    pub due: Option<String>,
    /// Days until then, negative where it has passed; none where nobody waits or there is no limit.
    pub left: Option<i64>,
    /// Where it stands.
    #[ts(type = "'待办' | '已上报' | '承办中' | '已挂起' | '已办结' | '已结案'")]
    pub state: &'static str,
    /// The last step.
    pub step: &'static str,
    /// Its day.
    pub since: String,
    /// Somebody still waits.
    pub open: bool,
    /// And the limit has passed.
    pub overdue: bool,
    /// The day on which it was settled.
    pub settled_on: Option<String>,
    /// Settled without reporting it.
    pub in_grid: bool,
    /// It was reported.
    pub reported: bool,
    /// 是否满意.
    pub satisfied: Option<bool>,
}

/// A column of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MatterColumn {
    /// Where its matters stand.
    #[ts(type = "'待办' | '已上报' | '承办中' | '已挂起' | '已办结' | '已结案'")]
    pub state: &'static str,
    /// How many there are.
    pub total: usize,
    /// The first of them, overdue ones before all.
    pub rows: Vec<MatterRow>,
}

/// What rows are made from.
pub(super) struct Shown<'r> {
    pub register: &'r Register,
    pub cases: &'r Cases,
    pub today: NaiveDate,
}

impl Shown<'_> {
    pub fn row(&self, case: &Case) -> MatterRow {
        let Case { matter, dispute, standing, .. } = case;
        let name = |person| self.cases.name(self.register, person);
        let open = standing.is_open();
        MatterRow {
            id: matter.id.to_string(),
            no: matter.no.clone(),
            kind: matter.kind.clone(),
            dispute: dispute.is_some(),
            source: matter.source.clone(),
            date: matter.date.to_string(),
            group: unit_name(self.register, matter.unit),
            hamlet: self.hamlet(matter.household),
            reporter: name(matter.reporter).or_else(|| matter.reporter_name.clone()),
            content: if dispute.is_some() { HIDDEN.to_owned() } else { matter.content.clone() },
            responsible: name(matter.responsible),
            due: matter.due.map(|due| due.to_string()),
            left: matter.due.filter(|_| open).map(|due| (due - self.today).num_days()),
            state: standing.state.word(),
            step: case.steps.last().map_or("", |step| step.step.word()),
            since: standing.since.to_string(),
            open,
            overdue: standing.is_overdue(matter.due, self.today),
            settled_on: case.settled_on().map(|on| on.to_string()),
            in_grid: standing.settled_in_grid(),
            reported: standing.reported,
            satisfied: standing.satisfied,
        }
    }

    fn hamlet(&self, household: Option<Id>) -> Option<String> {
        self.register.household(household?)?.hamlet.clone()
    }
}

/// The matters that are asked for, the most urgent first.
fn found<'c>(session: &Session, query: &MatterQuery, shown: &Shown<'c>) -> Result<Vec<&'c Case>> {
    let (register, cases, today) = (shown.register, shown.cases, shown.today);
    let standard = session.standard()?;
    let period = match asked::words(query.period.as_deref()) {
        Some(text) => Some(Period::read(Some(text), session.today())?),
        None => None,
    };
    let state = match query.state.as_deref() {
        Some(word) => Some(MatterState::from_word(word).ok_or_else(|| {
            let words: Vec<&str> = MatterState::ALL.iter().map(|state| state.word()).collect();
            Failure::new("unknown_state", format!("办理情况请写{}", words.join("、"))).at("state")
        })?),
        None => None,
    };
    let unit = asked::unit(register, query.grid.as_deref())?;
    let household = query.household.as_deref().map(id).transpose()?;
    let collective = &standard.matter_words.collective;
    let text = asked::words(query.text.as_deref());
    let says = |case: &Case, text: &str| {
        let people = [case.matter.reporter, case.matter.responsible].map(|person| cases.name(register, person));
        let words = [&case.matter.no, &case.matter.content, &case.matter.source];
        let names = people.iter().flatten().chain(case.matter.reporter_name.as_ref());
        words.into_iter().chain(names).any(|words| words.contains(text))
    };
    let wanted = |case: &&Case| {
        let Case { matter, standing, dispute, .. } = case;
        period.is_none_or(|period| (period.from..=period.to).contains(&matter.date))
            && query.kind.as_ref().is_none_or(|kind| matter.kind == *kind)
            && state.is_none_or(|state| standing.state == state)
            && unit.is_none_or(|unit| matter.unit == Some(unit))
            && household.is_none_or(|household| matter.household == Some(household))
            && query
                .hamlet
                .as_deref()
                .is_none_or(|hamlet| shown.hamlet(matter.household).as_deref().unwrap_or_default() == hamlet)
            && (!query.open || standing.is_open())
            && (!query.overdue || standing.is_overdue(matter.due, today))
            && (!query.collective || dispute.as_ref().is_some_and(|one| one.scale.as_ref() == Some(collective)))
            && text.is_none_or(|text| says(case, text))
    };
    let mut found: Vec<&Case> = cases.all.iter().filter(wanted).collect();
    found.sort_by_key(|case| case.urgency(today));
    Ok(found)
}

/// The matters that are asked for: overdue ones first, then by their limit, settled ones last.
///
/// # Errors
/// `not_a_date` for a period that is none; `unknown_state`; a grid that is not there; what the store says.
pub fn matters(session: &Session, query: &MatterQuery) -> Result<Page<MatterRow>> {
    let register = session.register()?;
    let cases = session.read(Cases::read)?;
    let shown = Shown { register: &register, cases: &cases, today: session.today() };
    let found = found(session, query, &shown)?;
    let rows = found.iter().skip(query.offset).take(query.limit.min(500)).map(|case| shown.row(case)).collect();
    Ok(Page { total: found.len(), rows })
}

/// The same by where they stand, a column a state; `offset` and `limit` say nothing here.
///
/// # Errors
/// As [`matters`].
pub fn board(session: &Session, query: &MatterQuery) -> Result<Vec<MatterColumn>> {
    let register = session.register()?;
    let cases = session.read(Cases::read)?;
    let shown = Shown { register: &register, cases: &cases, today: session.today() };
    let mut columns: HashMap<MatterState, Vec<&Case>> = HashMap::new();
    for case in found(session, query, &shown)? {
        columns.entry(case.standing.state).or_default().push(case);
    }
    let column = |state: &MatterState| {
        let all = columns.remove(state).unwrap_or_default();
        let rows = all.iter().take(COLUMN).map(|case| shown.row(case)).collect();
        MatterColumn { state: state.word(), total: all.len(), rows }
    };
    Ok(MatterState::ALL.iter().map(column).collect())
}
