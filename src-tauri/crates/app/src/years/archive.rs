//! The archive folder of a year (归档): its forms as PDF, numbered in their order, and 卷内目录 with their pages.
//!
//! Sealed months are written as they were sealed. What a folder of that name holds already stays under another name, as
//! with everything that is saved.

use std::path::PathBuf;

use chrono::NaiveDate;
use domain::closing::MonthClosing;
use domain::date::Month;
use domain::document::{Block, Cell, Column, Document, HeadLine, Paper, Row, Table, Value};
use domain::plan::Plan;
use serde::Deserialize;
use ts_rs::TS;

use super::state::months;
use crate::activities::unit_name;
use crate::failure::{Failure, Result};
use crate::forms::{self, FormRequest};
use crate::progress::Progress;
use crate::saving::{Machine, Saved, Target, put, safe_name};
use crate::session::Session;

/// What each month leaves.
const MONTHLY: [&str; 9] = [
    "annex_a",
    "month_summary",
    "meeting_minutes",
    "resolution_list",
    "visit_record",
    "matter_ledger",
    "dispute_register",
    "activity_list",
    "task_list",
];

/// What each quarter leaves.
const QUARTERLY: [&str; 1] = ["score_sheet"];

/// What the year leaves, as its last month has it.
const YEARLY: [&str; 5] = ["post_register", "commitment_list", "letter", "score_rules", "project_list"];

/// A year to be archived.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct ArchiveRequest {
    /// Which.
    pub year: u32,
    /// Where: a folder that is there; the archive gets one of its own in it.
    pub folder: String,
}

/// One piece of it.
struct Piece {
    title: String,
    date: NaiveDate,
    pages: usize,
    remark: String,
}

/// Writes the archive of a year that has begun: months that have come, and were not before the opening.
///
/// # Errors
/// `month_not_come` for a year to come; `nothing_to_archive` before the opening; `cancelled`; as
/// [`crate::saving::save_form`]: files that were written are taken back then.
pub fn archive(session: &Session, request: &ArchiveRequest, progress: &dyn Progress) -> Result<Saved> {
    let today = session.today();
    let station = session.station()?;
    let come = months(request.year).into_iter().filter(|month| {
        month.first_day() <= today && station.opened_on.is_none_or(|opened| *month >= Month::of(opened))
    });
    let come: Vec<Month> = come.collect();
    let Some(last) = come.last().copied() else {
        let words = "这一年还没有到，或者在建账以前，没有可归档的";
        return Err(Failure::new("nothing_to_archive", words).at("year"));
    };
    let (sealed, plans) = session.read(|reader| Ok((reader.all::<MonthClosing>()?, reader.all::<Plan>()?)))?;
    let mut asked = asked(&come, last);
    asked.extend(planned(session, plans, request.year, last)?);
    let total = asked.len() as u64;
    let (mut pieces, mut files) = (Vec::new(), Vec::new());
    for (at, Asked { form, month, when, subject }) in (1..).zip(&asked) {
        progress.report(at - 1, total)?;
        let (form, subject) = ((*form).to_owned(), subject.clone());
        let request = FormRequest { form, month: Some(month.to_string()), subject, ..FormRequest::default() };
        let standard = session.standard()?;
        let title = format!("{when} {}", forms::title(&request.form, &standard)?);
        let name = safe_name(&format!("{at:03} {title}"), "pdf");
        let made = forms::pdf(session, &request)?;
        let versions = sealed.iter().filter(|row| row.month == *month && request.form == "annex_a");
        let version = versions.max_by_key(|row| row.version);
        pieces.push(Piece {
            title,
            date: version.map_or(month.last_day().min(today), |row| row.sealed_on),
            pages: made.pages,
            remark: version.map(|row| format!("第{}版", row.version)).unwrap_or_default(),
        });
        files.push((name, made.bytes));
    }
    progress.report(total, total)?;
    let index = index(&station.name, request.year, &pieces);
    files.insert(0, (safe_name("000 卷内目录", "pdf"), session.press().set(session, vec![index])?.layout.pdf()?));
    let folder = PathBuf::from(&request.folder);
    let folder = folder.join(safe_name(&format!("{} {}年档案", station.name, request.year), "").trim_end_matches('.'));
    let made = !folder.exists();
    std::fs::create_dir_all(&folder)
        .map_err(|_| Failure::new("save_failed", "建不了归档的文件夹，请换个位置再试").at("folder"))?;
    let targets: Vec<(Target, Vec<u8>)> =
        files.into_iter().map(|(name, bytes)| (Target { folder: folder.clone(), name }, bytes)).collect();
    let saved = put(session, &Machine, &targets, &format!("archive {}", request.year), None);
    if saved.is_err() && made {
        // Only when nothing is in it: what could not be taken back stays.
        let _ = std::fs::remove_dir(&folder);
    }
    saved
}

/// What is to be written.
struct Asked {
    form: &'static str,
    month: Month,
    /// When it is of, in words.
    when: String,
    /// One record of the month's or year's.
    subject: Option<String>,
}

/// Every plan of the year, the year's own first.
fn planned(session: &Session, plans: Vec<Plan>, year: u32, last: Month) -> Result<Vec<Asked>> {
    let register = session.register()?;
    let mut plans: Vec<Plan> = plans.into_iter().filter(|plan| plan.period.year().unsigned_abs() == year).collect();
    plans.sort_by_key(|plan| (plan.period.to_string(), plan.id));
    let asked = |plan: &Plan| {
        let group = unit_name(&register, plan.unit).unwrap_or_default();
        let when = match plan.period.month() {
            Some(month) => format!("{year}年{month}月"),
            None => format!("{year}年"),
        };
        let when = format!("{when} {group}").trim_end().to_owned();
        Asked { form: "work_plan", month: last, when, subject: Some(plan.id.to_string()) }
    };
    Ok(plans.iter().map(asked).collect())
}

/// The forms of months, quarters and the year, in the order of the folder.
fn asked(come: &[Month], last: Month) -> Vec<Asked> {
    let of = |month: &Month| {
        let text = month.to_string();
        let (year, month) = text.split_once('-').unwrap_or((&text, ""));
        format!("{year}年{}月", month.trim_start_matches('0'))
    };
    let made = |form, month, when| Asked { form, month, when, subject: None };
    let mut asked = Vec::new();
    for form in MONTHLY {
        asked.extend(come.iter().map(|month| made(form, *month, of(month))));
    }
    for form in QUARTERLY {
        for quarter in 0..4_u32 {
            let mut in_quarter =
                come.iter().filter(|month| chrono::Datelike::month0(&month.first_day()) / 3 == quarter);
            let year = chrono::Datelike::year(&last.first_day());
            asked.extend(
                in_quarter.next_back().map(|month| made(form, *month, format!("{year}年第{}季度", quarter + 1))),
            );
        }
    }
    let year = chrono::Datelike::year(&last.first_day());
    asked.extend(YEARLY.into_iter().map(|form| made(form, last, format!("{year}年"))));
    asked
}

/// 卷内目录.
fn index(station: &str, year: u32, pieces: &[Piece]) -> Document {
    let mut document = Document::new("卷内目录", Paper::A4);
    document.head.push(HeadLine { left: station.to_owned(), right: format!("{year}年") });
    let mut table = Table::new(vec![
        Column::new("件号").mm(13.0).centred(),
        Column::new("责任者").mm(28.0),
        Column::new("题名"),
        Column::new("日期").mm(24.0).centred(),
        Column::new("页数").mm(14.0).centred(),
        Column::new("备注").mm(16.0),
    ]);
    let row = |(number, piece): (usize, &Piece)| {
        Row(vec![
            Cell::number(Value::count(number)),
            Cell::text(station),
            Cell::text(&piece.title),
            Cell::text(piece.date.to_string()),
            Cell::number(Value::count(piece.pages)),
            Cell::text(&piece.remark),
        ])
    };
    table.rows = (1..).zip(pieces).map(row).collect();
    document.blocks.push(Block::Table(table));
    document
}
