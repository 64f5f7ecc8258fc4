//! Tasks, plans, responsibility letters, assessment, the change of a year.

use app::failure::Result;
use app::history::Page;
use app::letters::{self, LetterList, LetterView};
use app::plans::{self, PlanAsk, PlanDraft, PlanList, PlanQuery, PlanView};
use app::saving::Saved;
use app::scores::{self, RuleList, ScoreAsk, ScoreBehind, ScoreChoices, ScoreQuery, ScoreSheet};
use app::tasks::{self, TaskChoices, TaskQuery, TaskRow, TaskView};
use app::years::{self, ArchiveRequest, YearChange};
use serde::Deserialize;
use tauri::State;
use tauri::ipc::Channel;

use super::ById;
use crate::desk::Desk;
use crate::progress::Step;

/// Of one year; this year when none is named.
#[derive(Deserialize)]
pub struct OfYear {
    year: Option<u32>,
}

#[tauri::command]
pub async fn task_choices(desk: State<'_, Desk>) -> Result<TaskChoices> {
    desk.with_book(tasks::choices).await
}

#[tauri::command]
pub async fn list_tasks(desk: State<'_, Desk>, req: TaskQuery) -> Result<Page<TaskRow>> {
    desk.with_book(move |session| tasks::tasks(session, &req)).await
}

#[tauri::command]
pub async fn task(desk: State<'_, Desk>, req: ById) -> Result<TaskView> {
    desk.with_book(move |session| tasks::task(session, &req.id)).await
}

#[tauri::command]
pub async fn list_plans(desk: State<'_, Desk>, req: PlanQuery) -> Result<PlanList> {
    desk.with_book(move |session| plans::plans(session, &req)).await
}

#[tauri::command]
pub async fn plan(desk: State<'_, Desk>, req: ById) -> Result<PlanView> {
    desk.with_book(move |session| plans::plan(session, &req.id)).await
}

#[tauri::command]
pub async fn plan_draft(desk: State<'_, Desk>, req: PlanAsk) -> Result<PlanDraft> {
    desk.with_book(move |session| plans::plan_draft(session, &req)).await
}

#[tauri::command]
pub async fn list_letters(desk: State<'_, Desk>, req: OfYear) -> Result<LetterList> {
    desk.with_book(move |session| letters::letters(session, req.year)).await
}

#[tauri::command]
pub async fn letter(desk: State<'_, Desk>, req: ById) -> Result<LetterView> {
    desk.with_book(move |session| letters::letter(session, &req.id)).await
}

#[tauri::command]
pub async fn score_choices(desk: State<'_, Desk>) -> Result<ScoreChoices> {
    desk.with_book(scores::choices).await
}

#[tauri::command]
pub async fn score_rules(desk: State<'_, Desk>, req: OfYear) -> Result<RuleList> {
    desk.with_book(move |session| scores::rules(session, req.year)).await
}

#[tauri::command]
pub async fn score_sheet(desk: State<'_, Desk>, req: ScoreQuery) -> Result<ScoreSheet> {
    desk.with_book(move |session| scores::scores(session, &req)).await
}

#[tauri::command]
pub async fn score_behind(desk: State<'_, Desk>, req: ScoreAsk) -> Result<ScoreBehind> {
    desk.with_book(move |session| scores::behind(session, &req)).await
}

#[tauri::command]
pub async fn year_change(desk: State<'_, Desk>, req: OfYear) -> Result<YearChange> {
    desk.with_book(move |session| years::year_change(session, req.year)).await
}

#[tauri::command]
pub async fn archive_year(desk: State<'_, Desk>, req: ArchiveRequest, progress: Channel<Step>) -> Result<Saved> {
    let work = desk.work(progress);
    desk.with_book(move |session| years::archive(session, &req, &work)).await
}
