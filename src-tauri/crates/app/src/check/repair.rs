//! Repairs: each finding's own, all that are chosen as one operation.

use std::collections::BTreeSet;

use domain::codes::Relation;
use domain::date::PartialDate;
use domain::household::{CloseReason, Household, HouseholdGrid};
use domain::id::Id;
use domain::id_number::IdNumber;
use domain::person::{Person, Residence, ToReason};
use serde::{Deserialize, Serialize};
use store::OpKind;
use ts_rs::TS;

use super::{CheckFinding, find};
use crate::events::Ground;
use crate::failure::{Failure, Result};
use crate::session::Session;

/// What puts a finding right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fix {
    /// The copies of the key file; no row.
    Keys,
    /// Birth as the number has it.
    Birth { person: Id },
    /// Sex as the number has it.
    Sex { person: Id },
    /// An older home ends when the younger one began.
    Leave { residence: Id, to: PartialDate },
    /// An older place in a grid ends when the younger one began.
    LeaveGrid { place: Id, to: PartialDate },
    /// One head stays, what the others are to them is left open: it had been written wrong.
    OneHead { household: Id, person: Id },
    /// The only grown-up is the head: it had been left out.
    Crown { household: Id, person: Id },
    /// An emptied household ends.
    Close { household: Id, date: PartialDate },
}

/// A finding that was chosen to be repaired.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct Chosen {
    /// Its code.
    pub code: String,
    /// Its record.
    pub record: Option<String>,
}

/// What was repaired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Repaired {
    /// Number of the operation; none when no row had to change.
    pub op: Option<i64>,
    /// How many findings were put right.
    pub repaired: usize,
    /// What is found now.
    pub findings: Vec<CheckFinding>,
}

/// What the operation is called.
const LABEL: &str = "体检修复";

impl Fix {
    /// What it does, without names.
    pub fn words(&self) -> String {
        match self {
            Self::Keys => "用打开着的账本补上坏的钥匙文件".to_owned(),
            Self::Birth { .. } => "出生日期改成身份证号里的".to_owned(),
            Self::Sex { .. } => "性别改成身份证号里的".to_owned(),
            Self::Leave { to, .. } => format!("较早的那一户到 {to} 为止"),
            Self::LeaveGrid { to, .. } => format!("较早的那个网格到 {to} 为止"),
            Self::OneHead { .. } => "住得最久的留作户主，另一人与户主关系先空着".to_owned(),
            Self::Crown { .. } => "户里唯一的成年人定为户主".to_owned(),
            Self::Close { date, .. } => format!("从 {date} 起销户"),
        }
    }

    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<()> {
        match self {
            Self::Keys => {}
            Self::Birth { person } => {
                let (row, number) = numbered(ground, *person)?;
                ground.write.put(&Person { birth: Some(number.birth().into()), ..row })?;
            }
            Self::Sex { person } => {
                let (row, number) = numbered(ground, *person)?;
                ground.write.put(&Person { sex: Some(number.sex()), ..row })?;
            }
            Self::Leave { residence, to } => {
                let row: Residence = ground.write.get(*residence)?.ok_or_else(Failure::gone)?;
                ground.end(&row, *to, ToReason::TransferOut)?;
            }
            Self::LeaveGrid { place, to } => {
                let row: HouseholdGrid = ground.write.get(*place)?.ok_or_else(Failure::gone)?;
                ground.write.put(&HouseholdGrid { to: Some(*to), ..row })?;
            }
            Self::OneHead { household, person } => {
                for other in ground.members(*household)? {
                    if other.relation == Some(Relation::HEAD) && other.person != *person {
                        ground.write.put(&Residence { relation: None, ..other })?;
                    }
                }
            }
            Self::Crown { household, person } => {
                // Whoever left by another repair of the same operation leads nobody here any more.
                if let Some(own) = ground.members(*household)?.into_iter().find(|member| member.person == *person) {
                    ground.write.put(&Residence { relation: Some(Relation::HEAD), ..own })?;
                }
            }
            Self::Close { household, date } => {
                let row: Household = ground.write.get(*household)?.ok_or_else(Failure::gone)?;
                if row.to.is_none() && ground.members(*household)?.is_empty() {
                    ground.close(*household, *date, CloseReason::Closed)?;
                }
            }
        }
        Ok(())
    }
}

fn numbered(ground: &Ground<'_, '_>, person: Id) -> Result<(Person, IdNumber)> {
    let row: Person = ground.write.get(person)?.ok_or_else(Failure::gone)?;
    let number = row.id_number.as_deref().and_then(|number| IdNumber::parse(number).ok());
    Ok((row, number.ok_or_else(Failure::gone)?))
}

/// Puts findings right: those that are chosen, or all that can be. One operation, which can be undone; only the copies
/// of the key file are mended outside of it.
///
/// # Errors
/// `nothing_to_repair`; what the store says. Nothing is written then.
pub fn repair(session: &Session, chosen: Option<&[Chosen]>) -> Result<Repaired> {
    let wanted = |finding: &CheckFinding| {
        chosen.is_none_or(|chosen| chosen.iter().any(|one| one.code == finding.code && one.record == finding.record))
    };
    let found: Vec<Fix> =
        find(session, true)?.into_iter().filter(|(finding, _)| wanted(finding)).filter_map(|(_, fix)| fix).collect();
    if found.is_empty() {
        return Err(Failure::new("nothing_to_repair", "没有能自动修的；请照每条说明自己处理"));
    }
    let repaired = found.len();
    // In the order of `Fix`: homes before heads, heads before what ends. Persons of one household share a repair.
    let fixes: BTreeSet<Fix> = found.into_iter().collect();
    if fixes.contains(&Fix::Keys) {
        session.book().mend_keys()?;
    }
    let ((), op) = session.write(OpKind::new("repair"), LABEL, |write| {
        let mut ground = Ground::new(write, session)?;
        fixes.iter().try_for_each(|fix| fix.act(&mut ground))
    })?;
    Ok(Repaired { op, repaired, findings: super::check(session, false)? })
}
