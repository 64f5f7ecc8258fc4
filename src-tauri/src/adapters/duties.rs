//! 规定动作: what is asked for, how it stands, what stands behind it, and a county's numbers.

use app::duties::{self, DutyBehind, DutyQuery, DutyRow, DutyRule, SaveDuty};
use app::failure::Result;
use app::session::OpLabel;
use serde::Deserialize;
use tauri::State;

use crate::desk::Desk;

/// A row.
#[derive(Deserialize)]
pub struct ByLink {
    link: String,
}

#[tauri::command]
pub async fn duties(desk: State<'_, Desk>, req: DutyQuery) -> Result<Vec<DutyRow>> {
    desk.with_book(move |session| duties::duties(session, &req)).await
}

#[tauri::command]
pub async fn duty_behind(desk: State<'_, Desk>, req: ByLink) -> Result<DutyBehind> {
    desk.with_book(move |session| duties::behind(session, &req.link)).await
}

#[tauri::command]
pub async fn duty_rules(desk: State<'_, Desk>) -> Result<Vec<DutyRule>> {
    desk.with_book(duties::duty_rules).await
}

#[tauri::command]
pub async fn save_duty(desk: State<'_, Desk>, req: SaveDuty) -> Result<Option<OpLabel>> {
    desk.with_book(move |session| duties::save_duty(session, &req)).await
}
