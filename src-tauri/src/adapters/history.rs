//! What was done, taking it back, and whether the book is sound.

use app::audit::{self, AuditPage};
use app::check::{self, CheckFinding};
use app::failure::Result;
use app::history::{self, HistoryRow, Page};
use app::session::OpLabel;
use serde::Deserialize;
use tauri::State;

use super::Part;
use crate::desk::Desk;

/// A part of the operations; of one record when it is named.
#[derive(Deserialize)]
pub struct History {
    offset: usize,
    limit: usize,
    record: Option<String>,
}

/// Which operation to take back; none = the last that stands.
#[derive(Deserialize)]
pub struct Undo {
    op: Option<i64>,
}

#[tauri::command]
pub async fn history(desk: State<'_, Desk>, req: History) -> Result<Page<HistoryRow>> {
    desk.with_book(move |session| history::history(session, req.offset, req.limit, req.record.as_deref())).await
}

#[tauri::command]
pub async fn undo(desk: State<'_, Desk>, req: Undo) -> Result<OpLabel> {
    desk.with_book(move |session| history::undo(session, req.op)).await
}

#[tauri::command]
pub async fn redo(desk: State<'_, Desk>) -> Result<OpLabel> {
    desk.with_book(history::redo).await
}

#[tauri::command]
pub async fn check(desk: State<'_, Desk>) -> Result<Vec<CheckFinding>> {
    desk.with_book(|session| check::check(session, false)).await
}

#[tauri::command]
pub async fn audit(desk: State<'_, Desk>, req: Part) -> Result<AuditPage> {
    desk.with_book(move |session| audit::audit(session, req.offset, req.limit)).await
}
