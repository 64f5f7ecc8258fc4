//! 设岗定责: posts are set up, put right and given up. Clause 5.4.
//!
//! The pack holds the usual ones; any other can be typed. Who takes a post upon themselves stands in [`super::claim`].

use std::sync::Arc;

use domain::commitment::{Claim, Post};
use domain::id::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::activity::{only_unit, unit_of};
use super::ground::Ground;
use super::place::{ending, still_used};
use super::{Act, typed};
use crate::failure::{Failure, Result};
use crate::session::id;
use crate::standard::{PackPost, Standard};

/// 设岗.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct AddPost {
    /// 岗位类别: one of the pack's, or another.
    pub post_kind: String,
    /// 岗位名称; as the pack has it, else the kind with 岗, when it is left out.
    pub name: Option<String>,
    /// 岗位职责; as the pack has it when it is left out.
    pub duty: Option<String>,
    /// Row id of the grid whose party group it belongs to; a book's only one when it is left out, else the village.
    pub grid: Option<String>,
    /// First day; already so at the opening when it is left out.
    pub date: Option<String>,
}

/// 按规范设岗: several of the pack's posts at once. Those that are there already stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct SetPosts {
    /// Which of the pack's kinds.
    pub kinds: Vec<String>,
    /// Row id of the grid whose party group they belong to; a book's only one when it is left out, else the village.
    pub grid: Option<String>,
    /// First day; already so at the opening when it is left out.
    pub date: Option<String>,
}

/// 修改岗位: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditPost {
    /// Row id of the post.
    pub post: String,
    /// 岗位类别.
    pub post_kind: Option<String>,
    /// 岗位名称.
    pub name: Option<String>,
    /// 岗位职责.
    pub duty: Option<String>,
}

/// 撤销岗位, or taking it out when it was entered by mistake. Who claims it, claims it no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EndPost {
    /// Row id of the post.
    pub post: String,
    /// First day without it; entered by mistake when it is left out.
    pub date: Option<String>,
}

impl Act for AddPost {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let kind = typed::needed(&self.post_kind, "岗位类别", "post_kind")?;
        let standard = Arc::clone(&ground.standard);
        let usual = standard.posts.iter().find(|post| post.kind == kind);
        let name = typed::text(self.name.as_deref()).or_else(|| usual.map(|post| post.name.clone()));
        let duty = typed::text(self.duty.as_deref()).or_else(|| usual.map(|post| post.duty.clone()));
        let unit = unit(ground, self.grid.as_deref())?;
        let row = Post {
            id: ground.write.mint(),
            name: free_name(ground, unit, name.unwrap_or_else(|| format!("{kind}岗")), None)?,
            unit,
            kind,
            duty,
            from: typed::text(self.date.as_deref()).map(|date| ground.past(&date)).transpose()?,
            to: None,
        };
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for SetPosts {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        if self.kinds.is_empty() {
            return Err(Failure::new("needed", "请勾选要设的岗位").at("kinds"));
        }
        let unit = unit(ground, self.grid.as_deref())?;
        let from = typed::text(self.date.as_deref()).map(|date| ground.past(&date)).transpose()?;
        let there = running(ground, unit)?;
        let standard = Arc::clone(&ground.standard);
        let mut first = None;
        for (at, kind) in self.kinds.iter().enumerate() {
            let post = of_pack(&standard, kind).map_err(|failure| failure.of_row("kinds", at))?;
            if there.iter().any(|row| row.name == post.name) {
                continue;
            }
            let row = Post {
                id: ground.write.mint(),
                unit,
                kind: post.kind.clone(),
                name: post.name.clone(),
                duty: Some(post.duty.clone()),
                from,
                to: None,
            };
            if self.kinds[..at].contains(kind) {
                return Err(Failure::new("twice", "同一个岗位勾了两次，请去掉一个").of_row("kinds", at));
            }
            ground.write.put(&row)?;
            first = first.or(Some(row.id));
        }
        first.ok_or_else(|| Failure::new("has_already", "勾选的岗位都已经设了，不用再设").at("kinds"))
    }
}

impl Act for EditPost {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row = known(ground, &self.post)?;
        if let Some(kind) = &self.post_kind {
            row.kind = typed::needed(kind, "岗位类别", "post_kind")?;
        }
        if let Some(name) = &self.name {
            let name = typed::needed(name, "岗位名称", "name")?;
            row.name = free_name(ground, row.unit, name, Some(row.id))?;
        }
        typed::change(self.duty.as_ref(), &mut row.duty);
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl Act for EndPost {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row = known(ground, &self.post)?;
        let id = row.id;
        let claims = ground.write.claims_of_post(id)?;
        let Some(date) = typed::text(self.date.as_deref()) else {
            if !claims.is_empty() || !ground.write.commitments_of_post(id)?.is_empty() {
                return Err(still_used().at("post"));
            }
            ground.write.remove::<Post>(id)?;
            return Ok(id);
        };
        let date = ending(ground, &date, row.from, row.to)?;
        for claim in claims.into_iter().filter(|claim| claim.to.is_none()) {
            // Not before it began.
            let to = claim.from.filter(|from| date.first_day() < from.first_day()).unwrap_or(date);
            ground.write.put(&Claim { to: Some(to), ..claim })?;
        }
        ground.write.put(&Post { to: Some(date), ..row })?;
        Ok(id)
    }
}

pub(super) fn known(ground: &Ground<'_, '_>, post: &str) -> Result<Post> {
    ground.write.get(id(post)?)?.ok_or_else(|| Failure::gone().at("post"))
}

fn of_pack<'s>(standard: &'s Standard, kind: &str) -> Result<&'s PackPost> {
    let posts = &standard.posts;
    posts.iter().find(|post| post.kind == kind).ok_or_else(|| {
        let words: Vec<&str> = posts.iter().map(|post| post.kind.as_str()).collect();
        Failure::new("unknown_kind", format!("岗位类别请写{}", words.join("、")))
    })
}

fn unit(ground: &Ground<'_, '_>, grid: Option<&str>) -> Result<Option<Id>> {
    match typed::text(grid) {
        Some(grid) => Ok(Some(unit_of(ground, &grid)?)),
        None => only_unit(ground),
    }
}

fn running(ground: &Ground<'_, '_>, unit: Option<Id>) -> Result<Vec<Post>> {
    let mut posts: Vec<Post> = ground.write.all()?;
    posts.retain(|row| row.unit == unit && row.to.is_none());
    Ok(posts)
}

fn free_name(ground: &Ground<'_, '_>, unit: Option<Id>, name: String, own: Option<Id>) -> Result<String> {
    if running(ground, unit)?.iter().any(|row| row.name == name && Some(row.id) != own) {
        return Err(Failure::new("has_already", "已经有同名的岗位，请换个名称").at("name"));
    }
    Ok(name)
}
