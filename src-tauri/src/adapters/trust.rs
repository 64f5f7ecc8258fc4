//! Who may open the book, handing it over, repairing it, and erasing somebody from it.

use app::check::{self, Chosen, Repaired};
use app::erase::{self, ErasePerson, ErasedView};
use app::failure::Result;
use app::handover::{self, HandOver, HandOverPreview};
use app::operators::{self, AddOperator, EndOperator, OperatorView};
use app::session::OpLabel;
use serde::Deserialize;
use tauri::State;

use crate::desk::Desk;

/// Findings to be repaired; none = all that can be.
#[derive(Deserialize)]
pub struct Repair {
    chosen: Option<Vec<Chosen>>,
}

#[tauri::command]
pub async fn operators(desk: State<'_, Desk>) -> Result<Vec<OperatorView>> {
    desk.with_book(operators::operators).await
}

#[tauri::command]
pub async fn add_operator(desk: State<'_, Desk>, req: AddOperator) -> Result<OpLabel> {
    desk.with_book(move |session| operators::add(session, &req)).await
}

#[tauri::command]
pub async fn end_operator(desk: State<'_, Desk>, req: EndOperator) -> Result<OpLabel> {
    desk.with_book(move |session| operators::end(session, &req)).await
}

#[tauri::command]
pub async fn preview_hand_over(desk: State<'_, Desk>, req: HandOver) -> Result<HandOverPreview> {
    desk.with_book(move |session| handover::preview(session, &req)).await
}

#[tauri::command]
pub async fn hand_over(desk: State<'_, Desk>, req: HandOver) -> Result<OpLabel> {
    desk.with_book(move |session| handover::hand_over(session, &req)).await
}

#[tauri::command]
pub async fn repair(desk: State<'_, Desk>, req: Repair) -> Result<Repaired> {
    desk.with_book(move |session| check::repair(session, req.chosen.as_deref())).await
}

#[tauri::command]
pub async fn preview_erase(desk: State<'_, Desk>, req: ErasePerson) -> Result<ErasedView> {
    desk.with_book(move |session| erase::preview(session, &req)).await
}

#[tauri::command]
pub async fn erase_person(desk: State<'_, Desk>, req: ErasePerson) -> Result<ErasedView> {
    desk.with_book(move |session| erase::erase(session, &req)).await
}
