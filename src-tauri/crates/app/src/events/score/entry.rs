//! Points entered by hand: for whom, why, and who looked at it.

use chrono::Datelike;
use domain::commitment::Post;
use domain::date::holds_on;
use domain::id::Id;
use domain::project::Project;
use domain::score::{Evidence, ScoreAbout, ScoreEntry, ScoreRule};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{known, points};
use crate::events::claim::member;
use crate::events::ground::Ground;
use crate::events::{Act, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 登记考核加分、扣分.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct GivePoints {
    /// Row id of the rule, one that is entered by hand.
    pub rule: String,
    /// Row id of whose points they are.
    pub person: Option<String>,
    /// Row id of the project, under a rule for projects.
    pub project: Option<String>,
    /// The day of what happened.
    pub date: String,
    /// As many as the rule says when it is left out.
    pub points: Option<String>,
    /// 事由.
    pub reason: String,
    /// Row id of the 审核人, somebody else.
    pub reviewer: String,
}

/// 删除登记的分.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DropPoints {
    /// Row id of the entry.
    pub entry: String,
}

impl Act for GivePoints {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let rule = known(ground, &self.rule)?;
        if rule.evidence != Evidence::ByHand {
            let words = format!("这条细则按「{}」的记录自动计分，不用登记；分不对请改那条记录", rule.evidence);
            return Err(Failure::new("not_by_hand", words).at("rule"));
        }
        let day = ground.day(&self.date, "日期")?;
        let date = day.first_day();
        if date.year().unsigned_abs() != rule.year {
            let words = format!("日期不在这条细则的年份 {} 里，请核对", rule.year);
            return Err(Failure::new("other_year", words).at("date"));
        }
        let (person, project) = match rule.about {
            ScoreAbout::Project => (None, Some(self.project(ground, &rule, date)?)),
            ScoreAbout::Member | ScoreAbout::Post => (Some(self.person(ground, &rule, date)?), None),
        };
        let reason = typed::needed(&self.reason, "事由", "reason")?;
        let reviewer = typed::needed(&self.reviewer, "审核人", "reviewer")?;
        let reviewer = ground.there(&reviewer, day).map_err(|failure| failure.at("reviewer"))?;
        if person == Some(reviewer) {
            return Err(Failure::new("own_reviewer", "审核人不能是本人，请另选一个").at("reviewer"));
        }
        let row = ScoreEntry {
            id: ground.write.mint(),
            rule: rule.id,
            person,
            project,
            date,
            points: self.points(&rule)?,
            reason,
            reviewer,
        };
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl GivePoints {
    fn points(&self, rule: &ScoreRule) -> Result<domain::score::Points> {
        let Some(text) = typed::text(self.points.as_deref()) else { return Ok(rule.points) };
        let points = points(&text, "points")?;
        if points.in_tenths().signum() != rule.points.in_tenths().signum() {
            let what = if rule.points.is_negative() { "扣分，请写负数" } else { "加分，请写正数" };
            return Err(Failure::new("other_sign", format!("这条细则是{what}")).at("points"));
        }
        if rule.cap.is_some_and(|cap| points.amount() > cap) {
            return Err(Failure::new("over_cap", "超过了这条细则的封顶，请核对").at("points"));
        }
        Ok(points)
    }

    fn person(&self, ground: &Ground<'_, '_>, rule: &ScoreRule, date: chrono::NaiveDate) -> Result<Id> {
        let said = typed::text(self.person.as_deref());
        let said = said.ok_or_else(|| Failure::new("needed", "请选给谁记分").at("person"))?;
        if typed::text(self.project.as_deref()).is_some() {
            return Err(Failure::new("not_asked", "这条细则是给人记分的，请去掉项目").at("project"));
        }
        let person = member(ground, &said, None, date)?;
        if rule.about == ScoreAbout::Post {
            let mut fills = false;
            for claim in ground.write.claims_of_person(person)? {
                if holds_on(claim.from, claim.to, date) {
                    let post: Option<Post> = ground.write.get(claim.post)?;
                    fills |= post.is_some_and(|post| rule.kind.as_ref().is_none_or(|kind| *kind == post.kind));
                }
            }
            if !fills {
                let words = "这个人那天没有认领这类岗位，请核对日期或另选一人";
                return Err(Failure::new("not_claimed", words).at("person"));
            }
        }
        Ok(person)
    }

    fn project(&self, ground: &Ground<'_, '_>, rule: &ScoreRule, date: chrono::NaiveDate) -> Result<Id> {
        let said = typed::text(self.project.as_deref());
        let said = said.ok_or_else(|| Failure::new("needed", "请选给哪个服务项目记分").at("project"))?;
        if typed::text(self.person.as_deref()).is_some() {
            return Err(Failure::new("not_asked", "这条细则是给服务项目记分的，请去掉人").at("person"));
        }
        let row: Option<Project> = ground.write.get(id(&said)?)?;
        let row = row.ok_or_else(|| Failure::gone().at("project"))?;
        if rule.kind.as_ref().is_some_and(|kind| kind != row.kind.word()) {
            return Err(Failure::new("other_kind", "这条细则不管这一类项目，请另选细则或项目").at("project"));
        }
        if !holds_on(row.from, row.to, date) {
            return Err(Failure::new("not_running", "这个项目那天没有开展，请核对日期").at("project"));
        }
        Ok(row.id)
    }
}

impl Act for DropPoints {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row: Option<ScoreEntry> = ground.write.get(id(&self.entry)?)?;
        let row = row.ok_or_else(|| Failure::gone().at("entry"))?;
        ground.write.remove::<ScoreEntry>(row.id)?;
        Ok(row.person.or(row.project).unwrap_or(row.rule))
    }
}
