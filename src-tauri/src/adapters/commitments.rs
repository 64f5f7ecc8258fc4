//! Posts with who claims them, and members with their commitments.

use app::commitments::{
    self, CommitmentChoices, CommitmentList, CommitmentQuery, CommitmentView, PostRow, choices, posts,
};
use app::failure::Result;
use app::history::Page;
use app::registers::RegisterQuery;
use tauri::State;

use super::ById;
use crate::desk::Desk;

#[tauri::command]
pub async fn commitment_choices(desk: State<'_, Desk>) -> Result<CommitmentChoices> {
    desk.with_book(choices).await
}

#[tauri::command]
pub async fn list_posts(desk: State<'_, Desk>, req: RegisterQuery) -> Result<Page<PostRow>> {
    desk.with_book(move |session| posts(session, &req)).await
}

#[tauri::command]
pub async fn list_commitments(desk: State<'_, Desk>, req: CommitmentQuery) -> Result<CommitmentList> {
    desk.with_book(move |session| commitments::commitments(session, &req)).await
}

#[tauri::command]
pub async fn commitment(desk: State<'_, Desk>, req: ById) -> Result<CommitmentView> {
    desk.with_book(move |session| commitments::commitment(session, &req.id)).await
}
