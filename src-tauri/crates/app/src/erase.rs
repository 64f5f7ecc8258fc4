//! 清除个人信息: a person's right to be forgotten. With the audit log the only exception to undo.
//!
//! Only of one who is not counted any more. What the book holds of them is blanked everywhere, the history included;
//! what counting past months needs stays: that somebody lived there, from when to when. How and where is the store's
//! (`store::Erasure`); here stands who may be erased and what to say of copies that lie elsewhere.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::clock::read_civil;
use domain::date::PartialDate;
use domain::id::Id;
use domain::person::{Person, PersonMerge};
use serde::{Deserialize, Serialize};
use store::{Erasure, Reader};
use ts_rs::TS;

use crate::backups;
use crate::failure::{Failure, Result};
use crate::session::{Session, id};

/// Somebody to be erased.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct ErasePerson {
    /// Row id.
    pub person: String,
    /// Why; kept in the audit log, without their name.
    pub reason: String,
}

/// What is blanked in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ErasedPlace {
    /// `person`, `visit`, …
    pub table: String,
    /// In words.
    pub words: &'static str,
    /// Records.
    pub rows: usize,
    /// Earlier states of records in the history.
    pub images: usize,
}

/// A copy that may lie elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CopyElsewhere {
    /// RFC 3339, UTC.
    pub at: String,
    /// Who made it.
    pub operator: String,
    /// `导出` or `打印`.
    pub act: String,
    /// Which form of when: codes, never a value.
    pub what: String,
}

/// What an erasing blanks, or blanked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "ErasedPerson")]
pub struct ErasedView {
    /// Number of the operation; none of a preview.
    pub op: Option<i64>,
    /// How many records the person had: more than one when records were merged.
    pub records: usize,
    /// By place.
    pub places: Vec<ErasedPlace>,
    /// What was printed and exported since the person was registered, newest first; they may stand in it.
    pub copies: Vec<CopyElsewhere>,
    /// What to know and what to do next, in sentences.
    pub notes: Vec<String>,
}

/// What would be blanked.
///
/// # Errors
/// `still_counted`, `erased`, `reason_needed`; what the store says.
pub fn preview(session: &Session, request: &ErasePerson) -> Result<ErasedView> {
    erase_or_try(session, request, false)
}

/// Blanks all that the book holds of a person. It cannot be undone.
///
/// # Errors
/// As [`preview`]. Nothing is changed then.
pub fn erase(session: &Session, request: &ErasePerson) -> Result<ErasedView> {
    erase_or_try(session, request, true)
}

fn erase_or_try(session: &Session, request: &ErasePerson, commit: bool) -> Result<ErasedView> {
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(Failure::new("reason_needed", "请写明为什么清除，如本人申请、保存期已满").at("reason"));
    }
    let person = id(&request.person)?;
    let records = session.read(|reader| {
        let records = records(reader, person)?;
        gone(session, reader, person, &records)?;
        let since = reader.station()?.opened_on;
        let records = records.into_iter().map(|record| {
            let birth = reader.get::<Person>(record)?.and_then(|person| person.birth);
            // Who was born by the opening counts from the opening on, which needs no birth.
            Ok((record, birth.filter(|birth| since.is_none_or(|opened| opened < birth.first_day()))))
        });
        records.collect::<Result<Vec<(Id, Option<PartialDate>)>>>()
    })?;
    let since = registered(session, &records)?;
    // All that can fail is asked before: an erasing that is done is told as done.
    let (copies, backups) = (copies(session, &since)?, in_backups(session)?);
    let erased = session.book().erase(&Erasure { records: records.clone(), reason: reason.to_owned() }, commit);
    // Even where it is not known how far it came, nothing is shown of what was read before.
    session.forget();
    session.press().forget();
    let erased = erased?;
    let places = erased.tables.iter().map(|one| ErasedPlace {
        table: one.table.clone(),
        words: words(&one.table),
        rows: one.rows,
        images: one.images,
    });
    let mut notes = vec!["人口数和以前各月的台账不变；操作记录和审计日志保留，不再有姓名和号码".to_owned()];
    if !commit {
        notes.push("清除以后不能撤销，请再核对一遍是不是这个人".to_owned());
    } else if !erased.folded {
        notes.push("账本里已经清除；临时文件里还有一份旧页面，关闭账本时会一并去掉".to_owned());
    }
    notes.extend(backups);
    if !copies.is_empty() {
        notes.push("下面这些打印和导出里可能还有这个人，请逐一向拿到的人要回或请其销毁".to_owned());
    }
    Ok(ErasedView { op: erased.op, records: records.len(), places: places.collect(), copies, notes })
}

/// Which older backups and books that were put aside may still hold whoever is erased, and what to do about them.
fn in_backups(session: &Session) -> Result<Option<String>> {
    let rows = backups::list(session.book().dir())?;
    let days: Vec<NaiveDate> =
        rows.iter().filter_map(|row| Some(read_civil(row.made_at.as_deref()?)?.date())).collect();
    let aside = rows.iter().filter(|row| row.state == "set_aside").count();
    let backups = days.first().zip(days.last()).map(|(last, first)| {
        let many = days.len();
        format!("以前的 {many} 份备份（{first} 到 {last}）")
    });
    let aside = (aside > 0).then(|| format!("恢复时挪开的 {aside} 本旧账"));
    let places: Vec<String> = backups.into_iter().chain(aside).collect();
    Ok((!places.is_empty()).then(|| {
        format!(
            "{}里可能还有这个人。请现在重新备份一次；不再要的旧备份和旧账请从备份文件夹里删掉，拷到 U 盘上的也要删",
            places.join("和")
        )
    }))
}

/// All records of one person: those that were found to be the same and were not taken apart again.
fn records(reader: &Reader<'_>, person: Id) -> Result<BTreeSet<Id>> {
    let merges: Vec<PersonMerge> = reader.all()?;
    let mut records = BTreeSet::from([person]);
    loop {
        let before = records.len();
        for merge in merges.iter().filter(|merge| merge.to.is_none()) {
            if records.contains(&merge.kept) || records.contains(&merge.other) {
                records.extend([merge.kept, merge.other]);
            }
        }
        if records.len() == before {
            return Ok(records);
        }
    }
}

/// Whether the person left: dead, moved out, written off.
fn gone(session: &Session, reader: &Reader<'_>, person: Id, records: &BTreeSet<Id>) -> Result<()> {
    if reader.get::<Person>(person)?.is_none() {
        return Err(Failure::gone().at("person"));
    }
    if reader.is_erased(person)? {
        return Err(Failure::new("erased", "这个人的信息已经清除过了").at("person"));
    }
    for record in records {
        let stays = reader.residences_of_person(*record)?;
        if stays.iter().any(|stay| stay.to.is_none_or(|to| to.first_day() > session.today())) {
            let words = if *record == person {
                "这个人现在还算在本村，不能清除；请先登记死亡、迁出或误登注销"
            } else {
                "这条记录已并入另一条，那个人现在还算在本村，不能清除；并错了请先拆开"
            };
            return Err(Failure::new("still_counted", words).at("person"));
        }
    }
    Ok(())
}

/// The instant of the operation by which the first of the person's records came into the book.
fn registered(session: &Session, records: &[(Id, Option<PartialDate>)]) -> Result<String> {
    let first = records.iter().map(|(record, _)| Ok(session.book().first_change(*record)?.unwrap_or_default()));
    Ok(first.collect::<Result<Vec<String>>>()?.into_iter().min().unwrap_or_default())
}

/// What left the book since then, by the audit log.
fn copies(session: &Session, since: &str) -> Result<Vec<CopyElsewhere>> {
    let standard = session.standard()?;
    let out = session.book().audit_of(&["export", "print"])?.into_iter().filter(|row| row.at.as_str() >= since);
    Ok(out
        .map(|row| CopyElsewhere {
            act: crate::audit::words(&row.act).to_owned(),
            at: row.at,
            operator: row.operator,
            what: crate::audit::in_words(&standard, &row.act, row.what.as_deref().unwrap_or_default()),
        })
        .collect())
}

/// Who is meant by a row id, an identity number or a name, of those who left too.
///
/// # Errors
/// Nobody, or several: their row ids are the hint.
pub fn named(session: &Session, text: &str) -> Result<String> {
    if text.parse::<Id>().is_ok() {
        return Ok(text.to_owned());
    }
    let register = session.register()?;
    let is = |person: &&Person| person.name == text || person.id_number.as_deref() == Some(text);
    let found: Vec<String> = register.rows().persons.iter().filter(is).map(|person| person.id.to_string()).collect();
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Failure::new("not_found", "没有这个人，请写编号、身份证号或姓名").at("person")),
        several => Err(Failure::new("several_persons", "不止一个人，请改写编号").at("person").hint(several.join("\n"))),
    }
}

fn words(table: &str) -> &'static str {
    match table {
        "person" => "个人基本信息",
        "person_merge" => "合并记录里的证号",
        "work" => "务工地点",
        "residence" => "与户主关系",
        "tag" => "类别的等级、证号和出处",
        "role" => "任职的类别",
        "party_member" => "党员信息",
        "visit" => "走访记录",
        "visit_need" => "诉求和办理",
        "matter" => "反映的民情事项",
        "matter_step" => "民情事项的办理记录",
        "dispute" => "矛盾纠纷的内容",
        "doubt" => "疑点里的内容",
        "picture" => "照片",
        "attachment" => "照片的说明",
        "organisation" => "组织负责人的电话",
        "op" => "操作的名称",
        "draft" => "没保存的草稿",
        "audit_log" => "审计日志里的说明",
        "source_file" => "导入文件的名字",
        "setting" => "设置里的文字",
        "household" => "户信息里的文字",
        _ => "其他记录里的文字",
    }
}

#[cfg(test)]
mod tests;
