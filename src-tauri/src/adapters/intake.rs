//! Taking in rosters, and deciding the doubts that they leave.

use app::doubts::{self, DoubtView};
use app::failure::Result;
use app::history::Page;
use app::import::{self, FieldChoice, ImportReport, ImportRequest, Imported};
use app::places::{self, WorkbookOnDisk};
use app::session::OpLabel;
use serde::Deserialize;
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

use crate::desk::{Desk, aside};
use crate::progress::Step;

/// What the system's file dialog shows first.
const TABLES: [&str; 6] = ["xlsx", "xls", "xlsb", "ods", "csv", "txt"];

/// A part of the doubts, those that wait or those that are decided.
#[derive(Deserialize)]
pub struct Doubts {
    open: bool,
    offset: usize,
    limit: usize,
}

/// What a person says of one doubt.
#[derive(Deserialize)]
pub struct Decide {
    id: String,
    choice: String,
    reason: Option<String>,
}

#[tauri::command]
pub fn import_fields() -> Vec<FieldChoice> {
    import::import_fields()
}

#[tauri::command]
pub async fn find_workbooks(desk: State<'_, Desk>) -> Result<Vec<WorkbookOnDisk>> {
    let host = desk.host();
    aside(move || Ok(places::find_workbooks(host.as_ref()))).await
}

#[tauri::command]
pub async fn choose_files(window: WebviewWindow) -> Result<Vec<String>> {
    let dialog = rfd::AsyncFileDialog::new()
        .set_parent(&window)
        .set_title("选择名册")
        .add_filter("表格", &TABLES)
        .add_filter("所有文件", &["*"]);
    let chosen = dialog.pick_files().await.unwrap_or_default();
    Ok(chosen.iter().map(|file| file.path().display().to_string()).collect())
}

#[tauri::command]
pub async fn preview_import(
    desk: State<'_, Desk>,
    req: ImportRequest,
    progress: Channel<Step>,
) -> Result<ImportReport> {
    let work = desk.work(progress);
    desk.with_book(move |session| import::preview(session, &req, &work)).await
}

#[tauri::command]
pub async fn commit_import(desk: State<'_, Desk>, req: ImportRequest, progress: Channel<Step>) -> Result<Imported> {
    let work = desk.work(progress);
    desk.with_book(move |session| import::commit(session, &req, &work)).await
}

#[tauri::command]
pub fn cancel_work(desk: State<'_, Desk>) {
    desk.cancel();
}

#[tauri::command]
pub async fn list_doubts(desk: State<'_, Desk>, req: Doubts) -> Result<Page<DoubtView>> {
    desk.with_book(move |session| doubts::list(session, req.open, req.offset, req.limit)).await
}

#[tauri::command]
pub async fn decide(desk: State<'_, Desk>, req: Decide) -> Result<OpLabel> {
    desk.with_book(move |session| doubts::decide(session, &req.id, &req.choice, req.reason.as_deref())).await
}
