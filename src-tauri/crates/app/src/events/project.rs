//! 服务项目 (clauses 3.3, 4.5, 5.3): set up, carried on, ended.

use domain::attachment::Owner;
use domain::id::Id;
use domain::project::{Project, ProjectKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::activity::unit_of;
use super::ground::Ground;
use super::place::{ending, still_used};
use super::{Act, attachment, owner, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 确立服务项目.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct AddProject {
    /// 乡村振兴, 为民服务, 党建品牌.
    pub kind: String,
    /// 项目名称.
    pub name: String,
    /// 目标.
    pub goal: Option<String>,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// Row id of the grid whose party group does it; the village when it is left out.
    pub grid: Option<String>,
    /// 服务对象.
    pub served: Option<String>,
    /// 进展.
    pub progress: Option<String>,
    /// Since when; already so at the opening when it is left out.
    pub date: Option<String>,
}

/// 修改服务项目或登记进展: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditProject {
    /// Row id of the project.
    pub project: String,
    /// 乡村振兴, 为民服务, 党建品牌.
    pub kind: Option<String>,
    /// 项目名称.
    pub name: Option<String>,
    /// 目标.
    pub goal: Option<String>,
    /// Row id of the 责任人.
    pub owner: Option<String>,
    /// Row id of the grid whose party group does it.
    pub grid: Option<String>,
    /// 服务对象.
    pub served: Option<String>,
    /// 进展.
    pub progress: Option<String>,
}

/// 结束服务项目, or taking it out when it was entered by mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EndProject {
    /// Row id of the project.
    pub project: String,
    /// First day without it; entered by mistake when it is left out.
    pub date: Option<String>,
}

impl Act for AddProject {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = Project {
            id: ground.write.mint(),
            kind: kind(&self.kind)?,
            name: typed::needed(&self.name, "项目名称", "name")?,
            goal: typed::text(self.goal.as_deref()),
            owner: owner::read(ground, self.owner.as_deref(), None)?,
            unit: typed::text(self.grid.as_deref()).map(|grid| unit_of(ground, &grid)).transpose()?,
            served: typed::text(self.served.as_deref()),
            progress: typed::text(self.progress.as_deref()),
            from: typed::text(self.date.as_deref()).map(|date| ground.past(&date)).transpose()?,
            to: None,
        };
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EditProject {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row = known(ground, &self.project)?;
        if let Some(word) = &self.kind {
            row.kind = kind(word)?;
        }
        if let Some(name) = &self.name {
            row.name = typed::needed(name, "项目名称", "name")?;
        }
        if self.owner.is_some() {
            row.owner = owner::read(ground, self.owner.as_deref(), row.owner)?;
        }
        if self.grid.is_some() {
            row.unit = typed::text(self.grid.as_deref()).map(|grid| unit_of(ground, &grid)).transpose()?;
        }
        typed::change(self.goal.as_ref(), &mut row.goal);
        typed::change(self.served.as_ref(), &mut row.served);
        typed::change(self.progress.as_ref(), &mut row.progress);
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EndProject {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.project)?;
        let id = row.id;
        let last = ground.write.last_activity_of_project(id)?;
        let Some(date) = typed::text(self.date.as_deref()) else {
            if last.is_some() || !ground.write.entries_of_project(id)?.is_empty() {
                return Err(still_used().at("project"));
            }
            attachment::drop_all(ground, Owner::Project(id))?;
            ground.write.remove::<Project>(id)?;
            return Ok(id);
        };
        let date = ending(ground, &date, row.from, row.to)?;
        if last.is_some_and(|last| date.first_day() <= last.first_day()) {
            return Err(Failure::new("still_used", "项目在这天以后还有活动，请核对结束日期").at("date"));
        }
        ground.write.put(&Project { to: Some(date), ..row })?;
        Ok(id)
    }
}

fn known(ground: &Ground<'_, '_>, project: &str) -> Result<Project> {
    ground.write.get(id(project)?)?.ok_or_else(|| Failure::gone().at("project"))
}

fn kind(word: &str) -> Result<ProjectKind> {
    ProjectKind::from_word(word.trim())
        .ok_or_else(|| Failure::new("unknown_kind", "项目类别请写乡村振兴、为民服务或党建品牌").at("kind"))
}
