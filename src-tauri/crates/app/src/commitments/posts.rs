//! Posts as lists show them, with who claims them.

use std::collections::HashMap;

use domain::commitment::{Claim, Post};
use domain::date::holds_on;
use domain::id::Id;
use domain::register::Register;
use serde::Serialize;
use ts_rs::TS;

use crate::activities::unit_name;
use crate::failure::Result;
use crate::history::Page;
use crate::merged::Merged;
use crate::registers::{RegisterQuery, is_over};
use crate::session::Session;
use crate::standard::Standard;

/// Who claims a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ClaimRow {
    /// Row id of the claim.
    pub id: String,
    /// Row id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// 认领日期; blank = since the opening.
    pub from: Option<String>,
    /// Until when, exclusive.
    pub to: Option<String>,
    /// 履岗情况.
    pub performance: Option<String>,
    /// 评岗.
    pub appraisal: Option<String>,
    /// 备注.
    pub remark: Option<String>,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PostRow {
    /// Row id.
    pub id: String,
    /// 岗位类别.
    pub kind: String,
    /// 岗位名称.
    pub name: String,
    /// 岗位职责.
    pub duty: Option<String>,
    /// Row id of the grid whose party group it belongs to; blank = the village.
    pub grid: Option<String>,
    /// Name of that party group.
    pub group: Option<String>,
    /// Since when; blank = since the opening.
    pub from: Option<String>,
    /// Until when, exclusive.
    pub to: Option<String>,
    /// Who claims it; who did too where ended rows are asked for.
    pub claims: Vec<ClaimRow>,
}

/// Where a post stands among others: the village's first, then grid by grid in the order of the pack.
pub(crate) fn place(register: &Register, standard: &Standard, post: &Post) -> (Option<u32>, usize, Id) {
    let grid = register.grid_of_unit(post.unit);
    let kind = standard.posts.iter().position(|one| one.kind == post.kind);
    (grid.map(|grid| grid.number), kind.unwrap_or(usize::MAX), post.id)
}

/// Posts with who claims them, the village's first, then by grid and in the order of the pack.
///
/// # Errors
/// `pack_unreadable`; what the store says.
pub fn posts(session: &Session, query: &RegisterQuery) -> Result<Page<PostRow>> {
    let register = session.register()?;
    let standard = session.standard()?;
    let (mut rows, all, merged): (Vec<Post>, Vec<Claim>, Merged) =
        session.read(|reader| Ok((reader.all()?, reader.all()?, Merged::read(reader)?)))?;
    let mut claims: HashMap<Id, Vec<ClaimRow>> = HashMap::new();
    for claim in all {
        // What ended in a merge goes on with the record that was kept.
        let ended = !holds_on(None, claim.to, session.today());
        if ended && (!query.ended || merged.ended(claim.person)) {
            continue;
        }
        let name = register.person(claim.person).map(|person| person.name.clone()).unwrap_or_default();
        claims.entry(claim.post).or_default().push(ClaimRow {
            id: claim.id.to_string(),
            person: claim.person.to_string(),
            name,
            from: claim.from.map(|from| from.to_string()),
            to: claim.to.map(|to| to.to_string()),
            performance: claim.performance,
            appraisal: claim.appraisal,
            remark: claim.remark,
        });
    }
    rows.retain(|row| {
        let names = claims.get(&row.id).into_iter().flatten().map(|claim| Some(claim.name.as_str()));
        let said: Vec<Option<&str>> = names.chain([Some(row.name.as_str()), row.duty.as_deref()]).collect();
        query.wants(&row.kind, &said, is_over(session, row.to))
    });
    rows.sort_by_cached_key(|row| place(&register, &standard, row));
    Ok(query.page(&rows, |row| {
        let grid = register.rows().grids.iter().find(|grid| Some(grid.unit) == row.unit);
        PostRow {
            id: row.id.to_string(),
            kind: row.kind.clone(),
            name: row.name.clone(),
            duty: row.duty.clone(),
            grid: grid.map(|grid| grid.id.to_string()),
            group: unit_name(&register, row.unit),
            from: row.from.map(|from| from.to_string()),
            to: row.to.map(|to| to.to_string()),
            claims: claims.get(&row.id).cloned().unwrap_or_default(),
        }
    }))
}
