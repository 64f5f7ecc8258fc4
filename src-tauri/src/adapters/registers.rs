//! Activities, volunteers, photographs, and the registers beside people.

use app::activities::{self, ActivityQuery, ActivityRow, ActivityView, RegisterChoices, VolunteerQuery, VolunteerRow};
use app::failure::Result;
use app::history::Page;
use app::photos;
use app::registers::{self, AssociationRow, OrganisationRow, PlaceEntry, ProjectRow, RegisterQuery, ThingRow};
use app::saving::Saved;
use app::workbook::{self, SaveRegisters};
use tauri::{State, WebviewWindow};

use super::ById;
use crate::desk::Desk;

#[tauri::command]
pub async fn register_choices(desk: State<'_, Desk>) -> Result<RegisterChoices> {
    desk.with_book(activities::choices).await
}

#[tauri::command]
pub async fn list_activities(desk: State<'_, Desk>, req: ActivityQuery) -> Result<Page<ActivityRow>> {
    desk.with_book(move |session| activities::activities(session, &req)).await
}

#[tauri::command]
pub async fn activity(desk: State<'_, Desk>, req: ById) -> Result<ActivityView> {
    desk.with_book(move |session| activities::activity(session, &req.id)).await
}

#[tauri::command]
pub async fn list_volunteers(desk: State<'_, Desk>, req: VolunteerQuery) -> Result<Page<VolunteerRow>> {
    desk.with_book(move |session| activities::volunteers(session, &req)).await
}

#[tauri::command]
pub async fn list_places(desk: State<'_, Desk>, req: RegisterQuery) -> Result<Page<PlaceEntry>> {
    desk.with_book(move |session| registers::places(session, &req)).await
}

#[tauri::command]
pub async fn list_things(desk: State<'_, Desk>, req: RegisterQuery) -> Result<Page<ThingRow>> {
    desk.with_book(move |session| registers::things(session, &req)).await
}

#[tauri::command]
pub async fn list_organisations(desk: State<'_, Desk>, req: RegisterQuery) -> Result<Page<OrganisationRow>> {
    desk.with_book(move |session| registers::organisations(session, &req)).await
}

#[tauri::command]
pub async fn list_associations(desk: State<'_, Desk>, req: RegisterQuery) -> Result<Page<AssociationRow>> {
    desk.with_book(move |session| registers::associations(session, &req)).await
}

#[tauri::command]
pub async fn list_projects(desk: State<'_, Desk>, req: RegisterQuery) -> Result<Page<ProjectRow>> {
    desk.with_book(move |session| registers::projects(session, &req)).await
}

#[tauri::command]
pub async fn choose_photos(window: WebviewWindow) -> Result<Vec<String>> {
    let dialog = rfd::AsyncFileDialog::new()
        .set_parent(&window)
        .set_title("选择照片")
        .add_filter("照片", &["jpg", "jpeg", "JPG", "JPEG", "png", "PNG", "webp"]);
    let chosen = dialog.pick_files().await.unwrap_or_default();
    Ok(chosen.iter().map(|file| file.path().display().to_string()).collect())
}

#[tauri::command]
pub async fn list_photos(desk: State<'_, Desk>, req: photos::PhotoQuery) -> Result<Vec<photos::PhotoRow>> {
    desk.with_book(move |session| photos::photos(session, &req)).await
}

#[tauri::command]
pub async fn photo(desk: State<'_, Desk>, req: ById) -> Result<String> {
    desk.with_book(move |session| photos::photo(session, &req.id)).await
}

#[tauri::command]
pub async fn save_registers(desk: State<'_, Desk>, req: SaveRegisters) -> Result<Saved> {
    desk.with_book(move |session| workbook::save_registers(session, &req)).await
}
