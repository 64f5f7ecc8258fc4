//! The books of this laptop, and opening and locking one.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::books::{self, BookOnDisk, CreateBook, Created};
use app::failure::{Failure, Result};
use app::host::Host;
use app::session::{Overview, Session};
use serde::Deserialize;
use tauri::State;

use super::ByDir;
use crate::desk::{Closing, Desk, aside};

/// How long a book may take to close, its backup included, before whoever waits for it is told.
const STILL: Duration = Duration::from_secs(60);

/// A book and what opens it.
#[derive(Deserialize)]
pub struct OpenBook {
    dir: PathBuf,
    password: String,
}

/// A book whose password is forgotten.
#[derive(Deserialize)]
pub struct OpenWithRecovery {
    dir: PathBuf,
    recovery_code: String,
    new_password: String,
}

/// The password that holds, and the one that shall.
#[derive(Deserialize)]
pub struct ChangePassword {
    old: String,
    new: String,
}

/// The password of who asks.
#[derive(Deserialize)]
pub struct ByPassword {
    password: String,
}

/// Waits until the book that was locked last is closed. Something that hangs, a stick that was pulled, must not keep every
/// book shut without a word.
fn shut(closing: &Closing) -> Result<()> {
    if closing.wait(STILL) {
        return Ok(());
    }
    let words = "上一本账还有一件事没做完，关不上。请过一会儿再试；一直这样，请关掉程序重新打开";
    Err(Failure::new("still_closing", words))
}

/// Does `act` while no book is open: it may be about the one that was.
pub(super) async fn closed<T: Send + 'static>(
    desk: &Desk,
    act: impl FnOnce(&Arc<dyn Host>) -> Result<T> + Send + 'static,
) -> Result<T> {
    let host: Arc<dyn Host> = desk.host();
    desk.close();
    let closing = desk.closing();
    aside(move || {
        shut(&closing)?;
        act(&host)
    })
    .await
}

/// Opens what `act` opens, in the place of the book that is open now.
async fn opened<T: Send + 'static>(
    desk: &Desk,
    act: impl FnOnce(&Arc<dyn Host>) -> Result<(Session, T)> + Send + 'static,
) -> Result<T> {
    let (session, answer) = closed(desk, act).await?;
    desk.put(session);
    Ok(answer)
}

#[tauri::command]
pub async fn list_books(desk: State<'_, Desk>) -> Result<Vec<BookOnDisk>> {
    let host = desk.host();
    let mut books = aside(move || books::list_books(host.as_ref())).await?;
    // One that was locked a moment ago is still being backed up: who opens it waits for that and no more.
    for book in books.iter_mut().filter(|book| book.state == "in_use" && desk.closing().is(book.dir.as_ref())) {
        book.state = "ready";
    }
    Ok(books)
}

#[tauri::command]
pub async fn create_book(desk: State<'_, Desk>, req: CreateBook) -> Result<Created> {
    opened(&desk, move |host| books::create_book(host, &req)).await
}

#[tauri::command]
pub async fn open_book(desk: State<'_, Desk>, req: OpenBook) -> Result<()> {
    opened(&desk, move |host| Ok((books::open_book(host, &req.dir, &req.password)?, ()))).await
}

#[tauri::command]
pub async fn open_with_recovery(desk: State<'_, Desk>, req: OpenWithRecovery) -> Result<Created> {
    opened(&desk, move |host| books::open_with_recovery(host, &req.dir, &req.recovery_code, &req.new_password)).await
}

#[tauri::command]
pub async fn open_sample(desk: State<'_, Desk>) -> Result<()> {
    opened(&desk, |host| Ok((books::open_sample(host)?, ()))).await
}

#[tauri::command]
pub async fn remove_sample(desk: State<'_, Desk>, req: ByDir) -> Result<()> {
    let (host, closing) = (desk.host(), desk.closing());
    aside(move || {
        shut(&closing)?;
        books::remove_sample(host.as_ref(), &req.dir)
    })
    .await
}

#[tauri::command]
pub async fn close_book(desk: State<'_, Desk>) -> Result<()> {
    desk.close();
    Ok(())
}

#[tauri::command]
pub async fn session(desk: State<'_, Desk>) -> Result<Overview> {
    desk.with_book(Session::overview).await
}

#[tauri::command]
pub async fn change_password(desk: State<'_, Desk>, req: ChangePassword) -> Result<()> {
    desk.with_book(move |session| books::change_password(session, &req.old, &req.new)).await
}

#[tauri::command]
pub async fn new_recovery_code(desk: State<'_, Desk>, req: ByPassword) -> Result<Created> {
    desk.with_book(move |session| books::new_recovery_code(session, &req.password)).await
}
