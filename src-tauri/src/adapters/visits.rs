//! Visits: who is due, how far they reached, what was found and asked for.

use app::failure::Result;
use app::history::Page;
use app::visits::{self, ContactRow, Coverage, CoverageQuery, DueList, DueQuery, NeedRow, Round, VisitMonth, VisitRow};
use serde::Deserialize;
use tauri::State;

use super::ById;
use crate::desk::Desk;

/// The visits of a household, a part of them.
#[derive(Deserialize)]
pub struct OfHousehold {
    household: String,
    offset: usize,
    limit: usize,
}

/// The visits of a month, a part of them.
#[derive(Deserialize)]
pub struct OfMonth {
    month: String,
    offset: usize,
    limit: usize,
}

/// The number of a sheet of paper.
#[derive(Deserialize)]
pub struct Sheet {
    sheet: String,
}

/// How many months back.
#[derive(Deserialize)]
pub struct Months {
    months: usize,
}

#[tauri::command]
pub async fn due_households(desk: State<'_, Desk>, req: DueQuery) -> Result<DueList> {
    desk.with_book(move |session| visits::due(session, &req)).await
}

#[tauri::command]
pub async fn coverage(desk: State<'_, Desk>, req: CoverageQuery) -> Result<Coverage> {
    desk.with_book(move |session| visits::coverage(session, &req)).await
}

#[tauri::command]
pub async fn list_visits(desk: State<'_, Desk>, req: OfHousehold) -> Result<Page<VisitRow>> {
    desk.with_book(move |session| visits::visits_of(session, &req.household, req.offset, req.limit)).await
}

#[tauri::command]
pub async fn list_contacts(desk: State<'_, Desk>, req: ById) -> Result<Vec<ContactRow>> {
    desk.with_book(move |session| visits::contacts_of(session, &req.id)).await
}

#[tauri::command]
pub async fn visits_in_month(desk: State<'_, Desk>, req: OfMonth) -> Result<Page<VisitRow>> {
    desk.with_book(move |session| visits::visits_in(session, &req.month, req.offset, req.limit)).await
}

#[tauri::command]
pub async fn round_by_sheet(desk: State<'_, Desk>, req: Sheet) -> Result<Round> {
    desk.with_book(move |session| visits::round(session, &req.sheet)).await
}

#[tauri::command]
pub async fn visits_by_month(desk: State<'_, Desk>, req: Months) -> Result<Vec<VisitMonth>> {
    desk.with_book(move |session| visits::visits_by_month(session, req.months)).await
}

#[tauri::command]
pub async fn open_needs(desk: State<'_, Desk>) -> Result<Vec<NeedRow>> {
    desk.with_book(visits::needs_open).await
}
