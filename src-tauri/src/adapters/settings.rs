//! Settings, grids, organisation, standards, drafts, and the size of the window's text.

use app::drafts;
use app::failure::Result;
use app::grids::{self, GridView, SaveGrid};
use app::organisation::{self, OrganisationView};
use app::session::OpLabel;
use app::settings::{self, Settings};
use app::standard::{self, Standards};
use serde::Deserialize;
use tauri::{State, WebviewWindow};

use super::ById;
use crate::desk::Desk;
use crate::text_size::TextSize;
use crate::window;

/// A size in percent.
#[derive(Deserialize)]
pub struct Percent {
    percent: u32,
}

/// What stands in a form that is not saved yet.
#[derive(Deserialize)]
pub struct Draft {
    key: String,
    value: String,
}

/// A form.
#[derive(Deserialize)]
pub struct ByKey {
    key: String,
}

#[tauri::command]
pub async fn settings(desk: State<'_, Desk>) -> Result<Settings> {
    desk.with_book(settings::settings).await
}

#[tauri::command]
pub async fn save_settings(desk: State<'_, Desk>, req: Settings) -> Result<Option<OpLabel>> {
    desk.with_book(move |session| settings::save(session, &req)).await
}

#[tauri::command]
pub async fn grids(desk: State<'_, Desk>) -> Result<Vec<GridView>> {
    desk.with_book(grids::grids).await
}

#[tauri::command]
pub async fn save_grid(desk: State<'_, Desk>, req: SaveGrid) -> Result<Option<OpLabel>> {
    desk.with_book(move |session| grids::save_grid(session, &req)).await
}

#[tauri::command]
pub async fn organisation(desk: State<'_, Desk>) -> Result<OrganisationView> {
    desk.with_book(organisation::organisation).await
}

#[tauri::command]
pub async fn standards(desk: State<'_, Desk>) -> Result<Standards> {
    desk.with_book(standard::standards).await
}

#[tauri::command]
pub async fn choose_standard(desk: State<'_, Desk>, req: ById) -> Result<Option<OpLabel>> {
    desk.with_book(move |session| standard::choose(session, &req.id)).await
}

#[tauri::command]
pub fn text_size(size: State<'_, TextSize>) -> u32 {
    size.percent()
}

#[tauri::command]
pub fn set_text_size(window: WebviewWindow, size: State<'_, TextSize>, req: Percent) -> Result<()> {
    size.choose(req.percent)?;
    // A web view that cannot does not matter: the size holds from the next start.
    let _ = window.set_zoom(window::scale(req.percent));
    Ok(())
}

#[tauri::command]
pub async fn save_draft(desk: State<'_, Desk>, req: Draft) -> Result<()> {
    desk.with_book(move |session| drafts::save(session, &req.key, &req.value)).await
}

#[tauri::command]
pub async fn draft(desk: State<'_, Desk>, req: ByKey) -> Result<Option<String>> {
    desk.with_book(move |session| drafts::draft(session, &req.key)).await
}

#[tauri::command]
pub async fn drop_draft(desk: State<'_, Desk>, req: ByKey) -> Result<()> {
    desk.with_book(move |session| drafts::discard(session, &req.key)).await
}
