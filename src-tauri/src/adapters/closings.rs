//! Months: how their closing stands, sealing, sealing again.

use app::closings::{self, CloseMonth, Closed, ClosingView};
use app::failure::Result;
use serde::Deserialize;
use tauri::State;

use crate::desk::Desk;

/// One month.
#[derive(Deserialize)]
pub struct ByMonth {
    month: String,
}

#[tauri::command]
pub async fn closing(desk: State<'_, Desk>, req: ByMonth) -> Result<ClosingView> {
    desk.with_book(move |session| closings::closing(session, &req.month)).await
}

#[tauri::command]
pub async fn close_month(desk: State<'_, Desk>, req: CloseMonth) -> Result<Closed> {
    desk.with_book(move |session| closings::close(session, &req)).await
}

#[tauri::command]
pub async fn amend_month(desk: State<'_, Desk>, req: CloseMonth) -> Result<Closed> {
    desk.with_book(move |session| closings::amend(session, &req)).await
}
