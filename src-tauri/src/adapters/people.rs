//! Households and persons: lists, cards, search.

use app::bulk::{self, BulkPreview, BulkRequest};
use app::card::{self, HouseholdCard, Reveal};
use app::events::{self, AskHead, Event, Recorded, Related};
use app::failure::Result;
use app::history::Page;
use app::people::{self, Filters, HouseholdQuery, PersonQuery};
use app::search::{self, Hit};
use app::session::OpLabel;
use app::view::{HouseholdRow, PersonRow};
use serde::Deserialize;
use tauri::State;

use super::ById;
use crate::desk::Desk;

/// What was typed, and how many answers are wanted.
#[derive(Deserialize)]
pub struct Search {
    text: String,
    limit: usize,
}

/// A typed text.
#[derive(Deserialize)]
pub struct Typed {
    text: String,
}

#[tauri::command]
pub async fn filters(desk: State<'_, Desk>) -> Result<Filters> {
    desk.with_book(people::filters).await
}

#[tauri::command]
pub async fn list_households(desk: State<'_, Desk>, req: HouseholdQuery) -> Result<Page<HouseholdRow>> {
    desk.with_book(move |session| people::households(session, &req)).await
}

#[tauri::command]
pub async fn list_persons(desk: State<'_, Desk>, req: PersonQuery) -> Result<Page<PersonRow>> {
    desk.with_book(move |session| people::persons(session, &req)).await
}

#[tauri::command]
pub async fn household_card(desk: State<'_, Desk>, req: ById) -> Result<HouseholdCard> {
    desk.with_book(move |session| card::household_card(session, &req.id)).await
}

#[tauri::command]
pub async fn reveal(desk: State<'_, Desk>, req: Reveal) -> Result<String> {
    desk.with_book(move |session| card::reveal(session, &req)).await
}

#[tauri::command]
pub async fn search(desk: State<'_, Desk>, req: Search) -> Result<Vec<Hit>> {
    desk.with_book(move |session| search::search(session, &req.text, req.limit)).await
}

#[tauri::command]
pub async fn record_event(desk: State<'_, Desk>, req: Event) -> Result<Recorded> {
    desk.with_book(move |session| events::record(session, &req)).await
}

#[tauri::command]
pub async fn propose_relations(desk: State<'_, Desk>, req: AskHead) -> Result<Vec<Related>> {
    desk.with_book(move |session| events::propose_relations(session, &req)).await
}

#[tauri::command]
pub async fn preview_bulk(desk: State<'_, Desk>, req: BulkRequest) -> Result<BulkPreview> {
    desk.with_book(move |session| bulk::preview(session, &req)).await
}

#[tauri::command]
pub async fn change_bulk(desk: State<'_, Desk>, req: BulkRequest) -> Result<Option<OpLabel>> {
    desk.with_book(move |session| bulk::change(session, &req)).await
}

/// Needs no book, but is asked for beside forms of one.
#[tauri::command]
pub async fn read_date(req: Typed) -> Result<Option<String>> {
    events::read_date(&req.text)
}
