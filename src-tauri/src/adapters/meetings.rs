//! 组织生活: meetings, what was decided, talks.

use app::failure::Result;
use app::history::Page;
use app::meetings::{
    self, AskMatrix, MeetingChoices, MeetingQuery, MeetingRow, MeetingView, PrepareMeeting, Prepared, ResolutionQuery,
    ResolutionRow, TalkMatrix, TalkQuery, TalkRow, TalkView,
};
use tauri::State;

use super::ById;
use crate::desk::Desk;

/// Needs no book, but is asked for beside forms of one.
#[tauri::command]
pub async fn meeting_choices(desk: State<'_, Desk>) -> Result<MeetingChoices> {
    desk.with_book(meetings::choices).await
}

#[tauri::command]
pub async fn prepare_meeting(desk: State<'_, Desk>, req: PrepareMeeting) -> Result<Prepared> {
    desk.with_book(move |session| meetings::prepare(session, &req)).await
}

#[tauri::command]
pub async fn list_meetings(desk: State<'_, Desk>, req: MeetingQuery) -> Result<Page<MeetingRow>> {
    desk.with_book(move |session| meetings::meetings(session, &req)).await
}

#[tauri::command]
pub async fn meeting(desk: State<'_, Desk>, req: ById) -> Result<MeetingView> {
    desk.with_book(move |session| meetings::meeting(session, &req.id)).await
}

#[tauri::command]
pub async fn list_resolutions(desk: State<'_, Desk>, req: ResolutionQuery) -> Result<Page<ResolutionRow>> {
    desk.with_book(move |session| meetings::resolutions(session, &req)).await
}

#[tauri::command]
pub async fn list_talks(desk: State<'_, Desk>, req: TalkQuery) -> Result<Page<TalkRow>> {
    desk.with_book(move |session| meetings::talks(session, &req)).await
}

#[tauri::command]
pub async fn talk(desk: State<'_, Desk>, req: ById) -> Result<TalkView> {
    desk.with_book(move |session| meetings::talk(session, &req.id)).await
}

#[tauri::command]
pub async fn talk_matrix(desk: State<'_, Desk>, req: AskMatrix) -> Result<TalkMatrix> {
    desk.with_book(move |session| meetings::talk_matrix(session, &req)).await
}
