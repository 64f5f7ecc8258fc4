//! The rules of a year, and what can be chosen where they are written down.

use std::collections::BTreeSet;

use chrono::Datelike;
use domain::commitment::Post;
use domain::project::ProjectKind;
use domain::score::{Evidence, ScoreAbout, ScoreEntry, ScorePeriod, ScoreRule};
use serde::Serialize;
use ts_rs::TS;

use crate::failure::Result;
use crate::session::Session;

/// A rule in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleRow {
    /// Row id.
    pub id: String,
    /// 党员, 岗位, 服务项目.
    #[ts(type = "'党员' | '岗位' | '服务项目'")]
    pub about: &'static str,
    /// Only posts or projects of this kind.
    pub kind: Option<String>,
    /// 考核内容.
    pub text: String,
    /// For each time.
    pub points: String,
    /// In a period at most.
    pub cap: Option<String>,
    /// 每月, 每季, 每年.
    pub period: &'static str,
    /// What gives the points.
    pub evidence: &'static str,
    /// Only of this kind of meeting or activity.
    pub of: Option<String>,
    /// Points are entered by hand under it.
    pub by_hand: bool,
    /// How many entries by hand there are under it.
    pub entries: usize,
}

/// The rules of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleList {
    /// Of which year.
    pub year: u32,
    /// The years of which there are rules, this one and the next, the last first.
    pub years: Vec<u32>,
    /// How many of the pack's rules could be taken over.
    pub offered: usize,
    /// Members' rules, then posts', then projects'.
    pub rows: Vec<RuleRow>,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScoreChoices {
    /// What a rule can be about.
    pub about: Vec<&'static str>,
    /// Of a rule about posts: kinds of post.
    pub posts: Vec<String>,
    /// Of a rule about projects: kinds of project.
    pub projects: Vec<&'static str>,
    /// Of the cap.
    pub periods: Vec<&'static str>,
    /// What gives the points.
    pub evidence: Vec<&'static str>,
    /// Kinds of meeting, of 到会 and 缺席.
    pub meetings: Vec<String>,
    /// Kinds of activity, of 参加活动.
    pub activities: Vec<String>,
}

/// In the order of lists: by what they are about, then as they were made.
pub(super) fn in_order(mut rules: Vec<ScoreRule>) -> Vec<ScoreRule> {
    let place = |rule: &ScoreRule| ScoreAbout::ALL.iter().position(|about| *about == rule.about);
    rules.sort_by_key(|rule| (place(rule), rule.id));
    rules
}

/// The rules of a year; this year when none is named.
///
/// # Errors
/// What the store says.
pub fn rules(session: &Session, year: Option<u32>) -> Result<RuleList> {
    let this = session.today().year().unsigned_abs();
    let year = year.unwrap_or(this);
    let (all, entries) = session.read(|reader| Ok((reader.all::<ScoreRule>()?, reader.all::<ScoreEntry>()?)))?;
    let mut years: BTreeSet<u32> = all.iter().map(|rule| rule.year).collect();
    years.extend([this, this + 1]);
    let of_year = in_order(all.into_iter().filter(|rule| rule.year == year).collect());
    let row = |rule: &ScoreRule| RuleRow {
        id: rule.id.to_string(),
        about: rule.about.word(),
        kind: rule.kind.clone(),
        text: rule.text.clone(),
        points: rule.points.to_string(),
        cap: rule.cap.map(|cap| cap.to_string()),
        period: rule.period.word(),
        evidence: rule.evidence.word(),
        of: rule.of.clone(),
        by_hand: rule.evidence == Evidence::ByHand,
        entries: entries.iter().filter(|entry| entry.rule == rule.id).count(),
    };
    let standard = session.standard()?;
    let there = |text: &str, about: &str| of_year.iter().any(|rule| rule.text == text && rule.about.word() == about);
    let offered = standard.scores.iter().filter(|rule| !there(&rule.text, &rule.about)).count();
    let rows = of_year.iter().map(row).collect();
    Ok(RuleList { year, years: years.into_iter().rev().collect(), offered, rows })
}

/// What can be chosen, out of the pack and the posts of the book.
///
/// # Errors
/// What the store says.
pub fn choices(session: &Session) -> Result<ScoreChoices> {
    let standard = session.standard()?;
    let posts = session.read(|reader| Ok(reader.all::<Post>()?))?;
    let mut kinds: Vec<String> = standard.posts.iter().map(|post| post.kind.clone()).collect();
    for post in posts {
        if !kinds.contains(&post.kind) {
            kinds.push(post.kind);
        }
    }
    Ok(ScoreChoices {
        about: ScoreAbout::ALL.iter().map(|one| one.word()).collect(),
        posts: kinds,
        projects: ProjectKind::ALL.iter().map(|one| one.word()).collect(),
        periods: ScorePeriod::ALL.iter().map(|one| one.word()).collect(),
        evidence: Evidence::ALL.iter().map(|one| one.word()).collect(),
        meetings: standard.meetings.iter().map(|kind| kind.kind.clone()).collect(),
        activities: standard.activities.iter().map(|kind| kind.kind.clone()).collect(),
    })
}
