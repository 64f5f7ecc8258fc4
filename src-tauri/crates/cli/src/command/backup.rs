//! `backup`: making one, a copy of it elsewhere, and which there are.

use std::path::Path;

use app::backups::{self, BackupRow};
use app::failure::Result;
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::{Arguments, Backup};
use crate::book::{folder, open};
use crate::columns::{clock, columns, or_none};

pub fn run(arguments: &Arguments, typed: &Backup) -> Result<Answer> {
    if typed.list {
        return list(folder(arguments)?);
    }
    let session = open(arguments)?;
    let Some(to) = &typed.to else {
        let done = backups::backup(&session)?;
        let text = format!("已备份，核对无误：{}（{} 字节）", done.file, done.bytes);
        return Ok(Answer::new(&done, text));
    };
    let (backup, saved) = backups::copy_to(&session, to)?;
    let answer = json!({
        "file": saved.file,
        "sha256": saved.sha256,
        "proven": true,
        "number": backup.number,
        "bytes": saved.bytes,
        "made_at": backup.made_at,
    });
    Ok(Answer::new(&answer, format!("{}：{}", saved.message, saved.file)))
}

fn list(dir: &Path) -> Result<Answer> {
    let rows = backups::list(dir)?;
    let head = ["编号", "时间", "状态", "人", "户", "字节", "文件"].map(str::to_owned);
    let line = |row: &BackupRow| {
        let state = match row.state {
            "proven" => "核对无误",
            "newer" => "更新的版本",
            "set_aside" => "恢复时收起的账本",
            _ => "已损坏",
        };
        [
            row.number.to_string(),
            or_none(row.made_at.as_deref().map(clock).as_ref()),
            state.to_owned(),
            or_none(row.persons.map(|count| count.to_string())),
            or_none(row.households.map(|count| count.to_string())),
            row.bytes.to_string(),
            row.name.clone(),
        ]
    };
    let text = match rows.is_empty() {
        true => "还没有备份，请用 backup 做一个".to_owned(),
        false => columns(&std::iter::once(head).chain(rows.iter().map(line)).collect::<Vec<_>>()),
    };
    Ok(Answer::new(&rows, text))
}
