//! Backups, and bringing a book back from one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::backups::{self, BackupDone, BackupRow, BackupState, RestoreDone, RestorePreview, RestoreRequest};
use app::failure::{Failure, Result};
use app::saving::Saved;
use serde::{Deserialize, Serialize};
use tauri::{State, WebviewWindow};

use super::ByDir;
use super::books::closed;
use crate::desk::{Desk, aside};

/// Where a copy goes.
#[derive(Deserialize)]
pub struct ByFolder {
    folder: PathBuf,
}

/// How the open book stands with its backups.
#[derive(Serialize)]
pub struct Standing {
    #[serde(flatten)]
    state: BackupState,
    /// Why its last backup was not made.
    failure: Option<Failure>,
}

#[tauri::command]
pub async fn list_backups(req: ByDir) -> Result<Vec<BackupRow>> {
    aside(move || backups::list(&req.dir)).await
}

#[tauri::command]
pub async fn choose_backup(window: WebviewWindow) -> Result<Option<String>> {
    let dialog = rfd::AsyncFileDialog::new()
        .set_parent(&window)
        .set_title("选择备份")
        .add_filter("备份", &["hwb"])
        .add_filter("所有文件", &["*"]);
    Ok(dialog.pick_file().await.map(|file| file.path().display().to_string()))
}

#[tauri::command]
pub async fn backup_state(desk: State<'_, Desk>) -> Result<Standing> {
    let (dir, state) =
        desk.with_book(|session| Ok((session.book().dir().to_owned(), backups::state(session)?))).await?;
    Ok(Standing { state, failure: desk.backup_failure(&dir) })
}

#[tauri::command]
pub async fn backup_now(desk: State<'_, Desk>) -> Result<BackupDone> {
    desk.back_up_now().await
}

#[tauri::command]
pub async fn copy_backup(desk: State<'_, Desk>, req: ByFolder) -> Result<Saved> {
    desk.with_book(move |session| Ok(backups::copy_to(session, &req.folder)?.1)).await
}

#[tauri::command]
pub async fn restore_preview(desk: State<'_, Desk>, req: RestoreRequest) -> Result<RestorePreview> {
    let host = desk.host();
    aside(move || backups::preview(host.as_ref(), &req)).await
}

#[tauri::command]
pub async fn restore_backup(desk: State<'_, Desk>, req: RestoreRequest) -> Result<RestoreDone> {
    let dir = req.dir.as_deref().filter(|dir| !dir.is_empty());
    desk.make_room(dir.map(Path::new), Path::new(&req.file));
    closed(&desk, move |host| backups::restore(Arc::as_ref(host), &req)).await
}
