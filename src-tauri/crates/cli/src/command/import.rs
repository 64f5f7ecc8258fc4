//! `import`: rosters, previewed or written.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use app::failure::{Failure, Result};
use app::import::{self, ImportReport, ImportRequest, MappingChoice, SheetView, field_label, import_fields};
use app::progress::Unwatched;
use app::session::Session;
use serde::Serialize;

use crate::answer::{Answer, Exit};
use crate::arguments::Import;

/// What is printed: the report, and the operation that it became.
#[derive(Serialize)]
struct Told<'a> {
    op: Option<i64>,
    #[serde(flatten)]
    report: &'a ImportReport,
}

pub fn run(session: &Session, typed: &Import) -> Result<Answer> {
    let mut request = ImportRequest { paths: typed.files.clone(), by_hamlet: typed.by_hamlet, mappings: Vec::new() };
    if let Some(file) = &typed.map {
        let corrected = corrections(file)?;
        let seen = import::preview(session, &request, &Unwatched)?;
        request.mappings = mappings(&seen, &corrected)?;
    }
    // A commit is seen before it is written: what nobody could have meant is refused while nothing has happened.
    let report = import::preview(session, &request, &Unwatched)?;
    some_roster(&report)?;
    if !typed.commit {
        let text = words(&report) + "\n这只是预览，没有写入；要写入请加 --commit\n";
        return Ok(Answer::new(&Told { op: None, report: &report }, text));
    }
    if request.mappings.is_empty() {
        captions_are_there(&report)?;
    }
    let done = import::commit(session, &request, &Unwatched)?;
    let waiting = session.overview()?.doubts;
    let mut text = words(&done.report);
    match done.op {
        Some(op) => writeln!(text, "\n已写入，操作 {op}；可以用 undo 撤销"),
        None => writeln!(text, "\n账本里都有了，没有改动"),
    }
    .map_err(unwritable)?;
    let answer = |text| Answer::new(&Told { op: done.op, report: &done.report }, text);
    if waiting == 0 {
        return Ok(answer(text));
    }
    writeln!(text, "有 {waiting} 个疑点待定，请看 doubts").map_err(unwritable)?;
    Ok(answer(text).ending(Exit::DoubtsWait))
}

/// Refuses files of which none holds a list of people: nothing was written of them.
fn some_roster(report: &ImportReport) -> Result<()> {
    if report.files.iter().any(|file| !file.sheets.is_empty()) {
        return Ok(());
    }
    let over = report.files.iter().flat_map(|file| file.passed_over.iter().map(move |sheet| (&file.file, sheet)));
    let why: Vec<String> = over.map(|(file, sheet)| format!("{file} · {}：{}", sheet.sheet, sheet.why)).collect();
    let sentence = "没有认出名册，什么都没写；请看看是不是选错了文件，或在表格第一行写上表头（姓名、身份证号等）再导入";
    Err(Failure::new("no_roster", sentence).at("文件").hint(why.join("\n")))
}

/// Refuses a list without captions, whose columns were guessed by what stands in them, until somebody has said them.
fn captions_are_there(report: &ImportReport) -> Result<()> {
    let sheets = report.files.iter().flat_map(|file| file.sheets.iter().map(move |sheet| (&file.file, sheet)));
    let bare: Vec<String> = sheets
        .filter(|(_, sheet)| sheet.header_row == 0)
        .map(|(file, sheet)| format!("{file} · {}：{}", sheet.name, columns_of(sheet)))
        .collect();
    if bare.is_empty() {
        return Ok(());
    }
    let sentence = "名册没有表头，各列是什么只能猜，什么都没写；请在第一行写上表头，或用 --map 说明各列再导入";
    Err(Failure::new("no_header", sentence).at("文件").hint(bare.join("\n")))
}

fn unwritable(_: std::fmt::Error) -> Failure {
    Failure::new("store.text", "内存不够，请关掉别的程序再试")
}

/// Caption → field of the file that `--map` names.
fn corrections(file: &Path) -> Result<BTreeMap<String, Option<String>>> {
    let told = |sentence: &str| Failure::new("map_file", sentence).at("--map");
    let text = std::fs::read_to_string(file).map_err(|_| told("对照文件打不开，请检查 --map"))?;
    let corrected: BTreeMap<String, Option<String>> = serde_json::from_str(&text)
        .map_err(|_| told("对照文件要写成 {\"表头\": \"字段\"}，不收的列写 null，请照 import --example 的样例改"))?;
    let known = import_fields();
    for field in corrected.values().flatten() {
        if !known.iter().any(|one| one.key == *field) {
            let keys: Vec<String> = known.iter().map(|one| format!("{}（{}）", one.key, one.label)).collect();
            return Err(told(&format!("没有「{field}」这个字段，可用的见下")).hint(keys.join(" ")));
        }
    }
    Ok(corrected)
}

/// The corrections as mappings of the sheets that have these captions.
fn mappings(seen: &ImportReport, corrected: &BTreeMap<String, Option<String>>) -> Result<Vec<MappingChoice>> {
    let sheets = || seen.files.iter().flat_map(|file| &file.sheets);
    let unknown = corrected.keys().find(|caption| !sheets().any(|sheet| keyed(sheet).contains_key(*caption)));
    if let Some(caption) = unknown {
        return Err(
            Failure::new("no_such_caption", format!("名册里没有「{caption}」这一列，请照预览里的表头写")).at("--map")
        );
    }
    let mut choices: Vec<MappingChoice> = Vec::new();
    for sheet in
        sheets().filter(|sheet| !choices.iter().any(|one| one.captions_key == sheet.captions_key)).collect::<Vec<_>>()
    {
        let mut fields = keyed(sheet);
        let touched = corrected.iter().filter(|(caption, _)| fields.contains_key(*caption)).collect::<Vec<_>>();
        if touched.is_empty() {
            continue;
        }
        fields.extend(touched.into_iter().map(|(caption, field)| (caption.clone(), field.clone())));
        choices.push(MappingChoice { captions_key: sheet.captions_key.clone(), fields });
    }
    Ok(choices)
}

/// How a sheet's columns are understood, by caption; one that stands twice has `#2` behind it the second time.
fn keyed(sheet: &SheetView) -> BTreeMap<String, Option<String>> {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut fields = BTreeMap::new();
    for column in &sheet.columns {
        let count = seen.entry(&column.caption).or_default();
        *count += 1;
        let key = if *count == 1 { column.caption.clone() } else { format!("{}#{count}", column.caption) };
        fields.insert(key, column.field.clone());
    }
    fields
}

/// The report for a person.
fn words(report: &ImportReport) -> String {
    let mut lines = Vec::new();
    for file in &report.files {
        lines.push(file.file.clone());
        for sheet in &file.sheets {
            let header = match sheet.header_row {
                0 => "没有表头，各列按内容猜".to_owned(),
                row => format!("表头在第 {row} 行"),
            };
            lines.push(format!("  {}：{header}，{} 行", sheet.name, sheet.rows));
            lines.push(format!("    {}", columns_of(sheet)));
        }
        lines.extend(file.passed_over.iter().map(|sheet| format!("  {}：{}", sheet.sheet, sheet.why)));
    }
    let ImportReport { households, persons, party_members, new, changed, unchanged, doubts, .. } = report;
    lines.push(format!("户 {households}  人 {persons}  党员 {party_members}"));
    lines.push(format!("新增 {new} 人  变动 {changed} 人  不变 {unchanged} 人  疑点 {doubts}"));
    if report.absent > 0 {
        lines.push(format!("账本里有 {} 人不在这些名册上，没有动他们", report.absent));
    }
    for row in &report.mistake_rows {
        lines.push(format!("  {} · {} · 第 {} 行：{}", row.file, row.sheet, row.row, row.sentence));
    }
    lines.join("\n") + "\n"
}

/// How the columns of a sheet are understood.
fn columns_of(sheet: &SheetView) -> String {
    let columns = sheet.columns.iter().map(|column| match &column.field {
        Some(field) => format!("{}→{}", column.caption, field_label(field)),
        None => format!("{}（没认出，不收）", column.caption),
    });
    columns.collect::<Vec<_>>().join("  ")
}
