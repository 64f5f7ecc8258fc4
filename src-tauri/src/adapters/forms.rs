//! Forms on the screen, on paper, and in a folder.

use app::failure::Result;
use app::forms::{self, Behind, FormInfo, FormRequest, FormView, MonthRow, PageRequest};
use app::places::{self, Place};
use app::printing::{self, PrintRecoverySheet, PrintRequest, Printed, Printer};
use app::saving::{self, SaveRecoverySheet, SaveRequest, Saved};
use serde::Deserialize;
use tauri::{State, WebviewWindow};

use crate::desk::{Desk, aside};

/// What a number of a form is linked to.
#[derive(Deserialize)]
pub struct ByLink {
    link: String,
}

#[tauri::command]
pub async fn forms(desk: State<'_, Desk>) -> Result<Vec<FormInfo>> {
    desk.with_book(|session| Ok(forms::list(&*session.standard()?))).await
}

#[tauri::command]
pub async fn months(desk: State<'_, Desk>) -> Result<Vec<MonthRow>> {
    desk.with_book(forms::months).await
}

#[tauri::command]
pub async fn form_view(desk: State<'_, Desk>, req: FormRequest) -> Result<FormView> {
    desk.with_book(move |session| forms::view(session, &req)).await
}

#[tauri::command]
pub async fn page_image(desk: State<'_, Desk>, req: PageRequest) -> Result<String> {
    desk.with_book(move |session| forms::page_image(session, &req)).await
}

#[tauri::command]
pub async fn records_behind(desk: State<'_, Desk>, req: ByLink) -> Result<Behind> {
    desk.with_book(move |session| forms::records_behind(session, &req.link)).await
}

#[tauri::command]
pub async fn places(desk: State<'_, Desk>) -> Result<Vec<Place>> {
    let host = desk.host();
    aside(move || Ok(places::places(host.as_ref()))).await
}

#[tauri::command]
pub async fn choose_folder(window: WebviewWindow) -> Result<Option<String>> {
    let dialog = rfd::AsyncFileDialog::new().set_parent(&window).set_title("选择保存位置");
    let chosen = dialog.pick_folder().await;
    Ok(chosen.map(|folder| folder.path().display().to_string()))
}

#[tauri::command]
pub async fn save_form(desk: State<'_, Desk>, req: SaveRequest) -> Result<Saved> {
    desk.with_book(move |session| saving::save_form(session, &req)).await
}

#[tauri::command]
pub async fn printers() -> Result<Vec<Printer>> {
    aside(|| Ok(printing::printers())).await
}

#[tauri::command]
pub async fn print_form(desk: State<'_, Desk>, req: PrintRequest) -> Result<Printed> {
    desk.with_book(move |session| printing::print_form(session, &req)).await
}

#[tauri::command]
pub async fn save_recovery_sheet(desk: State<'_, Desk>, req: SaveRecoverySheet) -> Result<Saved> {
    desk.with_book(move |session| saving::save_recovery_sheet(session, &req)).await
}

#[tauri::command]
pub async fn print_recovery_sheet(desk: State<'_, Desk>, req: PrintRecoverySheet) -> Result<Printed> {
    desk.with_book(move |session| printing::print_recovery_sheet(session, &req)).await
}
