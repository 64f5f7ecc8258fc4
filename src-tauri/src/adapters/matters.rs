//! 民情事项: board, list, one whole, trends, 零报告.

use app::failure::Result;
use app::history::Page;
use app::matters::{
    self, MatterAsk, MatterChoices, MatterColumn, MatterQuery, MatterRow, MatterTrends, MatterView, ZeroReport,
};
use serde::Deserialize;
use tauri::State;

use crate::desk::Desk;

/// A month; blank = the running one.
#[derive(Deserialize)]
pub struct OfMonth {
    month: Option<String>,
}

/// Needs no book, but is asked for beside forms of one.
#[tauri::command]
pub async fn matter_choices(desk: State<'_, Desk>) -> Result<MatterChoices> {
    desk.with_book(matters::choices).await
}

#[tauri::command]
pub async fn list_matters(desk: State<'_, Desk>, req: MatterQuery) -> Result<Page<MatterRow>> {
    desk.with_book(move |session| matters::matters(session, &req)).await
}

#[tauri::command]
pub async fn matter_board(desk: State<'_, Desk>, req: MatterQuery) -> Result<Vec<MatterColumn>> {
    desk.with_book(move |session| matters::board(session, &req)).await
}

#[tauri::command]
pub async fn matter(desk: State<'_, Desk>, req: MatterAsk) -> Result<MatterView> {
    desk.with_book(move |session| matters::matter(session, &req)).await
}

#[tauri::command]
pub async fn matter_trends(desk: State<'_, Desk>, req: MatterQuery) -> Result<MatterTrends> {
    desk.with_book(move |session| matters::trends(session, &req)).await
}

#[tauri::command]
pub async fn zero_report(desk: State<'_, Desk>, req: OfMonth) -> Result<ZeroReport> {
    desk.with_book(move |session| matters::zero_report(session, req.month.as_deref())).await
}
