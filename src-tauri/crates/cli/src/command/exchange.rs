//! `export` and `take`: workbooks carried by hand between stations.

use std::path::Path;

use app::exchange::{ExportRequest, ExportWhat, Exported, TakeReport, TakeRequest, export, take};
use app::failure::Result;
use app::session::Session;
use serde::Serialize;

use crate::answer::{Answer, Exit};
use crate::arguments::{Export, Take, What};
use crate::book::workbook_password;

pub fn write(session: &Session, typed: &Export) -> Result<Answer> {
    let password = typed.workbook_password_file.as_deref().map(workbook_password).transpose()?;
    let done = export(
        session,
        &ExportRequest {
            what: match typed.what {
                What::Start => ExportWhat::Start,
                What::Return => ExportWhat::Return,
                What::Answer => ExportWhat::Answer,
            },
            grid: typed.grid.clone(),
            month: typed.month.clone(),
            folder: typed.to.display().to_string(),
            password: password.map(|password| password.to_string()),
            reason: typed.reason.clone(),
        },
    )?;
    let text = exported(&done, typed.plain);
    Ok(Answer::new(&done, text))
}

fn exported(done: &Exported, plain: bool) -> String {
    let sheets: Vec<String> = done.sheets.iter().map(|(name, rows)| format!("{name} {rows} 行")).collect();
    let lock = if plain { "没有密码，谁都能打开" } else { "已设密码，请另外告诉对方" };
    format!("已导出：{}\n{}\n{lock}", done.file, sheets.join("，"))
}

/// What became of one file.
#[derive(Serialize)]
struct Told {
    file: String,
    #[serde(flatten)]
    report: TakeReport,
}

pub fn read(session: &Session, typed: &Take) -> Result<Answer> {
    let password = typed.workbook_password_file.as_deref().map(workbook_password).transpose()?;
    let mut told = Vec::new();
    for file in &typed.files {
        let path = file.display().to_string();
        let request = TakeRequest { path: path.clone(), password: password.as_ref().map(|one| one.to_string()) };
        let report = take(session, &request, typed.commit)?;
        told.push(Told { file: path, report });
    }
    let waiting = told.iter().any(|one| one.report.doubts > 0);
    let mut text: String = told.iter().map(words).collect();
    if !typed.commit {
        text.push_str("这只是预览，没有写入；要写入请加 --commit\n");
    }
    let answer = Answer::new(&told, text);
    Ok(if waiting && typed.commit { answer.ending(Exit::DoubtsWait) } else { answer })
}

/// What became of one file, in sentences.
fn words(told: &Told) -> String {
    let TakeReport {
        from, kind, taken, kept, unchanged, repaired, new_rows, absent_rows, removed_rows, doubts, ..
    } = &told.report;
    let name = Path::new(&told.file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if told.report.older {
        return format!("{name}：{from} 的{kind}，已经收过，或已收过更新的，没有改动\n");
    }
    let mut lines = vec![
        format!("{name}：{from} 的{kind}"),
        format!("  采用对方的 {taken} 格，保留账本的 {kept} 格，相同 {unchanged} 格，修好证号 {repaired} 格"),
        format!("  新增 {new_rows} 行，对方删去 {removed_rows} 行，少了 {absent_rows} 行，待定疑点 {doubts} 个"),
    ];
    if told.report.other_laptop {
        lines.push("  注意：和上次不是同一台电脑，请问清楚是换了电脑，还是有两台在同时记".to_owned());
    }
    lines.join("\n") + "\n"
}
