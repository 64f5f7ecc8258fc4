//! `registers`: all registers as one workbook.

use app::failure::Result;
use app::session::Session;
use app::workbook::{SaveRegisters, save_registers_as};
use serde_json::json;

use super::form::words;
use crate::answer::Answer;
use crate::arguments::Registers;
use crate::columns::columns;

pub fn run(session: &Session, typed: &Registers) -> Result<Answer> {
    let ask =
        SaveRegisters { full_numbers: typed.full_numbers, reason: typed.reason.clone(), ..SaveRegisters::default() };
    let (saved, sheets) = save_registers_as(session, &ask, &typed.xlsx)?;
    let rows: Vec<[String; 2]> = sheets.iter().map(|(name, rows)| [(*name).to_owned(), rows.to_string()]).collect();
    let told = json!({
        "bytes": saved.bytes,
        "file": saved.file,
        "sha256": saved.sha256,
        "sheets": sheets.iter().map(|(name, rows)| json!({ "name": name, "rows": rows })).collect::<Vec<_>>(),
    });
    Ok(Answer::new(&told, format!("{}\n{}", columns(&rows), words(&[saved]))))
}
