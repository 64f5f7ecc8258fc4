//! 考核: rules of a year, and points that somebody enters by hand with who looked at it. Clause 5.5.
//!
//! Points that follow from records are never entered: who wants other points puts the record right.

mod entry;

use domain::id::Id;
use domain::project::ProjectKind;
use domain::score::{Evidence, Points, ScoreAbout, ScorePeriod, ScoreRule};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use entry::{DropPoints, GivePoints};

use super::ground::Ground;
use super::letter::of_year;
use super::{Act, sealed, typed};
use crate::failure::{Failure, Result};
use crate::session::id;
use crate::standard::{PackRule, Standard};

/// 定考核细则: the pack's, or those of a year before. Those that are there already stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct SetRules {
    /// For which year.
    pub year: u32,
    /// As they were in this year; the pack's when it is left out.
    pub from_year: Option<u32>,
}

/// 添一条考核细则.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct AddRule {
    /// Of which year.
    pub year: u32,
    /// 党员, 岗位, 服务项目.
    pub about: String,
    /// Only posts (岗位类别) or projects (项目类别) of this kind.
    pub kind: Option<String>,
    /// 考核内容.
    pub text: String,
    /// For each time: `2`, `-0.5`.
    pub points: String,
    /// In a period at most.
    pub cap: Option<String>,
    /// 每月, 每季, 每年; a quarter when it is left out.
    pub period: Option<String>,
    /// What gives the points: 基础分, 到会, 缺席, 参加活动, 走访, 谈心谈话, 认岗, 践诺完成, 办结事项, 落实决议, 完成交办, 人工登记.
    pub evidence: String,
    /// Only of this kind of meeting or activity.
    pub of: Option<String>,
}

/// 修改考核细则: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditRule {
    /// Row id of the rule.
    pub rule: String,
    /// Only posts or projects of this kind.
    pub kind: Option<String>,
    /// 考核内容.
    pub text: Option<String>,
    /// For each time.
    pub points: Option<String>,
    /// In a period at most.
    pub cap: Option<String>,
    /// 每月, 每季, 每年.
    pub period: Option<String>,
    /// Only of this kind of meeting or activity.
    pub of: Option<String>,
    /// Months of its year are sealed, and that its points change is known.
    pub late: Option<bool>,
}

/// 删除考核细则, while nothing was entered under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct DropRule {
    /// Row id of the rule.
    pub rule: String,
    /// Months of its year are sealed, and that its points go is known.
    #[serde(default)]
    pub late: Option<bool>,
}

impl Act for SetRules {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        of_year(ground, self.year)?;
        let rules = match self.from_year {
            Some(from) => ground.write.rules_of_year(from)?,
            None => {
                let standard = std::sync::Arc::clone(&ground.standard);
                standard.scores.iter().map(|rule| of_pack(&standard, rule, self.year)).collect::<Result<_>>()?
            }
        };
        let there = ground.write.rules_of_year(self.year)?;
        let mut first = None;
        for rule in rules {
            if there.iter().any(|one| (one.about, &one.kind, &one.text) == (rule.about, &rule.kind, &rule.text)) {
                continue;
            }
            let row = ScoreRule { id: ground.write.mint(), year: self.year, ..rule };
            ground.write.put(&row)?;
            first = first.or(Some(row.id));
        }
        first.ok_or_else(|| Failure::new("has_already", "没有可添的细则：都已经有了，或那一年没有").at("from_year"))
    }
}

impl Act for AddRule {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        of_year(ground, self.year)?;
        let mut row = read(self)?;
        row.id = ground.write.mint();
        checked(ground, &row)?;
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EditRule {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let before = known(ground, &self.rule)?;
        let mut row = before.clone();
        typed::change(self.kind.as_ref(), &mut row.kind);
        typed::change(self.of.as_ref(), &mut row.of);
        if let Some(text) = &self.text {
            row.text = typed::needed(text, "考核内容", "text")?;
        }
        if let Some(text) = &self.points {
            let points = points(text, "points")?;
            let other = points.is_negative() != row.points.is_negative();
            if other && !ground.write.entries_of_rule(row.id)?.is_empty() {
                let words = "这条细则已经登记过分，加分和扣分不能互换；请另添一条";
                return Err(Failure::new("other_sign", words).at("points"));
            }
            row.points = points;
        }
        if let Some(cap) = &self.cap {
            row.cap = self::cap(Some(cap))?;
        }
        if let Some(word) = &self.period {
            row.period = period(Some(word))?;
        }
        checked(ground, &row)?;
        if (ScoreRule { text: before.text.clone(), ..row.clone() }) != before {
            sealed::open_year(ground, row.year, self.late)?;
        }
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for DropRule {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.rule)?;
        if !ground.write.entries_of_rule(row.id)?.is_empty() {
            let words = "这条细则下已经登记过分，不能删除；请先删去登记的分";
            return Err(Failure::new("still_used", words).at("rule"));
        }
        // By hand nothing was entered under it, so that no points go.
        if row.evidence != Evidence::ByHand {
            sealed::open_year(ground, row.year, self.late)?;
        }
        ground.write.remove::<ScoreRule>(row.id)?;
        Ok(row.id)
    }
}

fn known(ground: &Ground<'_, '_>, rule: &str) -> Result<ScoreRule> {
    ground.write.get(id(rule)?)?.ok_or_else(|| Failure::gone().at("rule"))
}

/// Points as they were typed.
pub(crate) fn points(text: &str, field: &str) -> Result<Points> {
    let text = typed::needed(text, "分数", field)?;
    let plain = intake::normal::text::squeeze(&text);
    let plain = plain.strip_suffix('分').unwrap_or(&plain);
    plain.parse().map_err(|_| Failure::new("not_points", "分数请写数字，最多一位小数，如 2、0.5、-1").at(field))
}

fn cap(text: Option<&str>) -> Result<Option<Points>> {
    typed::text(text).map(|text| points(&text, "cap").map(Points::amount)).transpose()
}

fn period(text: Option<&str>) -> Result<ScorePeriod> {
    let Some(word) = typed::text(text) else { return Ok(ScorePeriod::Quarter) };
    ScorePeriod::from_word(&word)
        .ok_or_else(|| one_of("封顶周期", ScorePeriod::ALL.iter().map(|one| one.word()), "period"))
}

fn one_of(what: &str, words: impl Iterator<Item = &'static str>, field: &str) -> Failure {
    let words: Vec<&str> = words.collect();
    Failure::new("unknown_kind", format!("{what}请写{}", words.join("、"))).at(field)
}

/// A rule out of its words; its id is still to be minted.
fn read(said: &AddRule) -> Result<ScoreRule> {
    let about = said.about.trim();
    let evidence = said.evidence.trim();
    Ok(ScoreRule {
        id: Id::from_u128(0),
        year: said.year,
        about: ScoreAbout::from_word(about)
            .ok_or_else(|| one_of("考核对象", ScoreAbout::ALL.iter().map(|one| one.word()), "about"))?,
        kind: typed::text(said.kind.as_deref()),
        text: typed::needed(&said.text, "考核内容", "text")?,
        points: points(&said.points, "points")?,
        cap: cap(said.cap.as_deref())?,
        period: period(said.period.as_deref())?,
        evidence: Evidence::from_word(evidence)
            .ok_or_else(|| one_of("计分依据", Evidence::ALL.iter().map(|one| one.word()), "evidence"))?,
        of: typed::text(said.of.as_deref()),
    })
}

/// A rule of the pack, for a year.
///
/// # Errors
/// What [`AddRule`] refuses.
pub(crate) fn of_pack(standard: &Standard, rule: &PackRule, year: u32) -> Result<ScoreRule> {
    let said = AddRule {
        year,
        about: rule.about.clone(),
        kind: rule.kind.clone(),
        text: rule.text.clone(),
        points: rule.points.clone(),
        cap: rule.cap.clone(),
        period: rule.period.clone(),
        evidence: rule.evidence.clone(),
        of: rule.of.clone(),
    };
    let row = read(&said)?;
    sound(standard, &row)?;
    Ok(row)
}

/// What a rule must be, whoever makes it.
fn sound(standard: &Standard, row: &ScoreRule) -> Result<()> {
    if row.points == Points::NONE {
        return Err(Failure::new("zero_points", "每次的分数不能是 0，请核对").at("points"));
    }
    if row.cap.is_some_and(|cap| cap < row.points.amount()) {
        let words = format!("封顶不能小于每次的 {} 分，请核对", row.points.amount());
        return Err(Failure::new("cap_below", words).at("cap"));
    }
    if !row.evidence.fits(row.about) {
        let words = format!("{}的细则不能按「{}」计分，请另选计分依据", row.about, row.evidence);
        return Err(Failure::new("evidence_unfit", words).at("evidence"));
    }
    if let Some(of) = &row.of {
        let words: Vec<&String> = match row.evidence {
            Evidence::Attended | Evidence::Absent => standard.meetings.iter().map(|kind| &kind.kind).collect(),
            Evidence::TookPart => standard.activities.iter().map(|kind| &kind.kind).collect(),
            _ => {
                let words = "只有到会、缺席和参加活动才分会议或活动类型";
                return Err(Failure::new("not_asked", words).at("of"));
            }
        };
        if !words.contains(&of) {
            return Err(Failure::new("unknown_kind", "规范里没有这种会议或活动，请从列表里选").at("of"));
        }
    }
    match (&row.kind, row.about) {
        (Some(_), ScoreAbout::Member) => {
            Err(Failure::new("not_asked", "党员的细则不分岗位或项目类别，请去掉").at("kind"))
        }
        (Some(kind), ScoreAbout::Project) if ProjectKind::from_word(kind).is_none() => {
            Err(one_of("项目类别", ProjectKind::ALL.iter().map(|one| one.word()), "kind"))
        }
        _ => Ok(()),
    }
}

/// What a rule must be among those of its year.
fn checked(ground: &Ground<'_, '_>, row: &ScoreRule) -> Result<()> {
    sound(&ground.standard, row)?;
    let same =
        |one: &ScoreRule| one.id != row.id && (one.about, &one.kind, &one.text) == (row.about, &row.kind, &row.text);
    if ground.write.rules_of_year(row.year)?.iter().any(same) {
        return Err(Failure::new("has_already", "这一年已经有同样的细则，请换个写法").at("text"));
    }
    let over = |points: Points| row.cap.is_some_and(|cap| points.amount() > cap);
    if ground.write.entries_of_rule(row.id)?.iter().any(|entry| over(entry.points)) {
        return Err(Failure::new("cap_below", "已经登记的分有超过这个封顶的，请核对").at("cap"));
    }
    Ok(())
}
