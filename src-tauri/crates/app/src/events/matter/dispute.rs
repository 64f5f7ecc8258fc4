//! What a 矛盾纠纷 has beyond a matter: one row of it, always there while its matter is of such a kind.

use domain::codes::CodeTable;
use domain::id::Id;
use domain::matter::{Dispute, Matter};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::events::ground::Ground;
use crate::events::typed::{self, Count};
use crate::failure::{Failure, Result};
use crate::standard::{MatterKind, Standard};

/// A dispute: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct DisputeTyped {
    /// 类别: a word or a code of the table of classes.
    pub class: Option<String>,
    /// 规模: one of the pack's.
    pub scale: Option<String>,
    /// 当事人甲.
    pub party_a: Option<String>,
    /// 当事人乙.
    pub party_b: Option<String>,
    /// 涉及人数.
    pub involved: Option<Count>,
    /// 主要诉求.
    pub demand: Option<String>,
    /// 化解方式: a word or a code of the table of ways to settle.
    pub method: Option<String>,
    /// 是否成功.
    pub settled: Option<bool>,
}

/// Writes what was said of a dispute; of a matter that is none, nothing may be said.
pub(super) fn put(
    ground: &mut Ground<'_, '_>,
    matter: &Matter,
    kind: &MatterKind,
    typed: Option<&DisputeTyped>,
) -> Result<()> {
    let there = ground.write.dispute_of(matter.id)?;
    if !kind.dispute {
        if typed.is_some() {
            return Err(
                Failure::new("not_dispute", "只有矛盾纠纷才填当事人和化解情况，请改类别或去掉它们").at("dispute")
            );
        }
        let Some(there) = there else { return Ok(()) };
        if there != blank(there.id, matter.id) {
            let words = "已经填了矛盾纠纷的内容，请先把它们清空再改类别";
            return Err(Failure::new("dispute_filled", words).at("kind"));
        }
        ground.write.remove::<Dispute>(there.id)?;
        return Ok(());
    }
    let mut dispute = match there {
        Some(there) => there,
        None => blank(ground.write.mint(), matter.id),
    };
    if let Some(typed) = typed {
        change(&ground.standard, &mut dispute, typed).map_err(within)?;
    }
    ground.write.put(&dispute)?;
    Ok(())
}

/// How a dispute ended, said with a step.
pub(super) fn ended(
    ground: &mut Ground<'_, '_>,
    matter: &Matter,
    method: Option<&String>,
    settled: Option<bool>,
) -> Result<()> {
    if method.is_none() && settled.is_none() {
        return Ok(());
    }
    let dispute = ground.write.dispute_of(matter.id)?;
    let mut dispute =
        dispute.ok_or_else(|| Failure::new("not_dispute", "只有矛盾纠纷才填化解方式和是否成功").at("method"))?;
    coded(method, &mut dispute.method, CodeTable::DisputeResolution, "化解方式", "method")?;
    dispute.settled = settled.or(dispute.settled);
    ground.write.put(&dispute)?;
    Ok(())
}

fn within(failure: Failure) -> Failure {
    let field = failure.field.clone().unwrap_or_default();
    failure.at(&format!("dispute.{field}"))
}

fn blank(id: Id, matter: Id) -> Dispute {
    Dispute {
        id,
        matter,
        class: None,
        scale: None,
        party_a: None,
        party_b: None,
        involved: None,
        demand: None,
        method: None,
        settled: None,
    }
}

fn change(standard: &Standard, dispute: &mut Dispute, typed: &DisputeTyped) -> Result<()> {
    coded(typed.class.as_ref(), &mut dispute.class, CodeTable::DisputeClass, "纠纷类别", "class")?;
    coded(typed.method.as_ref(), &mut dispute.method, CodeTable::DisputeResolution, "化解方式", "method")?;
    if let Some(scale) = &typed.scale {
        let scales = &standard.matter_words.scales;
        let scale = typed::text(Some(scale));
        dispute.scale = scale.map(|scale| typed::one_of(&scale, scales, "规模", "scale")).transpose()?;
    }
    let texts = [
        (&typed.party_a, &mut dispute.party_a),
        (&typed.party_b, &mut dispute.party_b),
        (&typed.demand, &mut dispute.demand),
    ];
    for (said, kept) in texts {
        typed::change(said.as_ref(), kept);
    }
    if typed.involved.is_some() {
        dispute.involved = typed::count(typed.involved.as_ref(), "involved")?;
    }
    dispute.settled = typed.settled.or(dispute.settled);
    Ok(())
}

/// A word or a code of a table, kept as the code.
fn coded(said: Option<&String>, kept: &mut Option<String>, table: CodeTable, what: &str, field: &str) -> Result<()> {
    let Some(said) = said else { return Ok(()) };
    let Some(said) = typed::text(Some(said)) else {
        *kept = None;
        return Ok(());
    };
    let known = table.rows().iter().find(|(code, word)| *code == said || *word == said);
    let (code, _) = known.ok_or_else(|| {
        let words: Vec<&str> = table.rows().iter().map(|(_, word)| *word).collect();
        Failure::new("unknown_word", format!("{what}请写{}", words.join("、"))).at(field)
    })?;
    *kept = Some((*code).to_owned());
    Ok(())
}
