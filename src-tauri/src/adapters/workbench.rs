//! 工作台: how the running month stands.

use app::failure::Result;
use app::workbench::{self, Workbench};
use tauri::State;

use crate::desk::Desk;

#[tauri::command]
pub async fn workbench(desk: State<'_, Desk>) -> Result<Workbench> {
    desk.with_book(workbench::workbench).await
}
