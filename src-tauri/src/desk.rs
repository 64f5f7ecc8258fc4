//! The one book that is open in this window, and the long work that runs on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use app::backups::{self, BackupDone, Moment};
use app::failure::{Failure, Result};
use app::session::Session;
use tauri::ipc::Channel;

use crate::desktop_host::DesktopHost;
use crate::progress::{Reported, Step};

/// How long the program waits at its end for a command that still works on the book: what it was writing is a
/// transaction either way. A lock waits for as long as it takes; nobody waits for a lock but who opens a book next.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often it is asked whether a backup is due.
const GLANCE: Duration = Duration::from_secs(60);

/// What the window works at.
pub struct Desk {
    host: Arc<DesktopHost>,
    open: Mutex<Option<Arc<Session>>>,
    stop: Mutex<Arc<AtomicBool>>,
    /// The book that was locked last: it is backed up and closed after the window is covered.
    closing: Closing,
    backups: Arc<Mutex<Backups>>,
    /// When the program began to end.
    leaving: Arc<OnceLock<Instant>>,
}

/// The book that was locked last, as long as it is not closed.
#[derive(Clone, Default)]
pub struct Closing(Arc<Mutex<Option<Locked>>>);

/// Folder of a book, and the thread that closes it.
type Locked = (PathBuf, JoinHandle<()>);

impl Closing {
    /// Whether it is the book of this folder. Whoever opens it waits for its closing.
    pub fn is(&self, dir: &Path) -> bool {
        hold(&self.0).as_ref().is_some_and(|(closing, work)| closing == dir && !work.is_finished())
    }

    /// Waits until it is closed, no longer than `most`. Says whether it is.
    pub fn wait(&self, most: Duration) -> bool {
        let began = Instant::now();
        while hold(&self.0).as_ref().is_some_and(|(_, work)| !work.is_finished()) {
            if began.elapsed() >= most {
                return false;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        true
    }
}

/// How backups went.
struct Backups {
    /// The last one or the last attempt at one, or the opening of the book. A clock that does not jump.
    since: Instant,
    /// Why the last one was not made, by folder of the book, of those whose last one was not.
    failures: BTreeMap<PathBuf, Failure>,
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Both are replaced whole, so a panic elsewhere leaves them sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// No book open.
    pub fn new(host: Arc<DesktopHost>) -> Self {
        let backups = Arc::new(Mutex::new(Backups { since: Instant::now(), failures: BTreeMap::new() }));
        let (stop, closing, leaving) = Default::default();
        Self { host, open: Mutex::new(None), stop, closing, backups, leaving }
    }

    /// The machine.
    pub fn host(&self) -> Arc<DesktopHost> {
        Arc::clone(&self.host)
    }

    /// The open book.
    ///
    /// # Errors
    /// `locked` when there is none.
    pub fn session(&self) -> Result<Arc<Session>> {
        hold(&self.open).clone().ok_or_else(|| Failure::new("locked", "账本已锁定，请先输入密码打开"))
    }

    /// Makes `session` the open book. The one before, if any, is closed.
    pub fn put(&self, session: Session) {
        hold(&self.backups).since = Instant::now();
        let before = hold(&self.open).replace(Arc::new(session));
        self.put_away(before, true);
    }

    /// Locks, at once: the book is out of reach when this returns. Long work is told to stop. When nothing works on the
    /// book any more, a backup is made if one is due, and the store closes ([`Closing::wait`]).
    pub fn close(&self) {
        self.cancel();
        let before = hold(&self.open).take();
        self.put_away(before, true);
    }

    /// Closes the open book without a backup if a restore is about it: into its folder, which puts it aside whole and
    /// makes a backup of it one too many, or out of one of its backups, which thinning after another could take away.
    pub fn make_room(&self, dir: Option<&Path>, file: &Path) {
        let concerned = |session: &Arc<Session>| {
            let own = session.book().dir();
            dir == Some(own) || file.starts_with(own)
        };
        let before = hold(&self.open).take_if(|session| concerned(session));
        if before.is_some() {
            self.cancel();
        }
        self.put_away(before, false);
    }

    fn put_away(&self, session: Option<Arc<Session>>, keep: bool) {
        let Some(session) = session else { return };
        let dir = session.book().dir().to_owned();
        let (backups, leaving) = (Arc::clone(&self.backups), Arc::clone(&self.leaving));
        let mut closing = hold(&self.closing.0);
        let before = closing.take();
        let work = std::thread::spawn(move || {
            // One that panicked has rolled back and is closed too.
            let _ = before.map(|(_, work)| work.join());
            let late = || leaving.get().is_some_and(|since| since.elapsed() >= PATIENCE);
            while Arc::strong_count(&session) > 1 && !late() {
                std::thread::sleep(Duration::from_millis(10));
            }
            if keep {
                back_up(&session, Moment::Closing, &backups);
            }
        });
        *closing = Some((dir, work));
    }

    /// The book that was locked last, as long as it is not closed.
    pub fn closing(&self) -> Closing {
        self.closing.clone()
    }

    /// Closes the book at the end of the program, and waits for that.
    pub fn leave(&self) {
        self.leaving.get_or_init(Instant::now);
        self.close();
        self.closing.wait(Duration::MAX);
    }

    /// Asks once a minute, for as long as the program runs, whether a backup is due.
    pub fn keep_backups(&self) {
        let minutes = |since: Instant| since.elapsed().as_secs() / 60;
        loop {
            std::thread::sleep(GLANCE);
            let open = hold(&self.open).clone();
            if let Some(session) = open {
                let minutes = minutes(hold(&self.backups).since);
                back_up(&session, Moment::Working { minutes }, &self.backups);
            }
        }
    }

    /// Backs up the open book, whether anything changed or not.
    ///
    /// # Errors
    /// `locked` when there is none, which is no failure of a backup; why it was not made.
    pub async fn back_up_now(&self) -> Result<BackupDone> {
        let act = |session: &Session| Ok((session.book().dir().to_owned(), backups::backup(session)));
        let (dir, made) = self.with_book(act).await?;
        note(&self.backups, &dir, &made);
        made
    }

    /// Why the last backup of the book of this folder was not made, if it was not.
    pub fn backup_failure(&self, dir: &Path) -> Option<Failure> {
        hold(&self.backups).failures.get(dir).cloned()
    }

    /// Tells the running long work to stop.
    pub fn cancel(&self) {
        hold(&self.stop).store(true, Ordering::Relaxed);
    }

    /// Begins long work that reports to `channel` and that [`Desk::cancel`] stops.
    pub fn work(&self, channel: Channel<Step>) -> Reported {
        let stop = Arc::new(AtomicBool::new(false));
        *hold(&self.stop) = Arc::clone(&stop);
        Reported::new(channel, stop)
    }

    /// Does `act` with the open book, away from the window's thread.
    ///
    /// # Errors
    /// `locked`, what `act` says, and `internal` when it panicked.
    pub async fn with_book<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Session) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let session = self.session()?;
        aside(move || act(&session)).await
    }
}

/// Makes a backup if one is due, and notes how it went.
fn back_up(session: &Session, moment: Moment, backups: &Mutex<Backups>) {
    let made = backups::tick(session, moment);
    if !matches!(made, Ok(None)) {
        note(backups, session.book().dir(), &made);
    }
}

/// Notes that a backup was made, or why it was not. After either the next one is due in half an hour: a disk that is
/// full is not tried again every minute.
fn note<T>(backups: &Mutex<Backups>, dir: &Path, made: &Result<T>) {
    let mut backups = hold(backups);
    backups.since = Instant::now();
    match made {
        Ok(_) => backups.failures.remove(dir),
        Err(failure) => backups.failures.insert(dir.to_owned(), failure.clone()),
    };
}

/// Does `act` away from the window's thread.
///
/// # Errors
/// What `act` says; `internal` when it panicked: the store then has rolled its transaction back.
pub async fn aside<T: Send + 'static>(act: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let done = tauri::async_runtime::spawn_blocking(act).await;
    done.unwrap_or_else(|_| {
        Err(Failure::new("internal", "程序内部出错，账本没有改动。请重试；若再出现，请重新启动程序"))
    })
}

#[cfg(test)]
mod tests {
    use app::books::{Cost, CreateBook, StationRole, create_in, open_book};
    use app::host::Host;

    use super::*;

    const PASSWORD: &str = "示例的密码一句";

    /// A desk with a new book open on it, its folder, and the folder of both.
    fn desk() -> (tempfile::TempDir, PathBuf, Desk) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("book");
        let desk = Desk::new(Arc::new(DesktopHost::new(folder.path().to_owned()).unwrap()));
        let host: Arc<dyn Host> = desk.host();
        let request = CreateBook {
            station: StationRole::Grid,
            name: "第一网格".to_owned(),
            village: None,
            town: None,
            code: None,
            operator: "示例组长".to_owned(),
            password: PASSWORD.to_owned(),
            opened_on: None,
        };
        desk.put(create_in(&host, &dir, &request, Cost::SAMPLE).unwrap().0);
        (folder, dir, desk)
    }

    fn again(desk: &Desk, dir: &Path) {
        let host: Arc<dyn Host> = desk.host();
        desk.closing().wait(Duration::MAX);
        desk.put(open_book(&host, dir, PASSWORD).unwrap());
    }

    #[test]
    fn a_locked_book_is_out_of_reach_at_once_and_backed_up_and_closed_soon_after() {
        let (_folder, dir, desk) = desk();
        let began = Instant::now();
        desk.close();
        assert!(began.elapsed() < Duration::from_millis(200));
        assert_eq!(desk.session().err().unwrap().code, "locked");
        desk.closing().wait(Duration::MAX);
        assert!(!desk.closing().is(&dir));
        assert_eq!(desk.backup_failure(&dir), None);
        assert_eq!(backups::list(&dir).unwrap().len(), 1);
        // Nothing was done in the second sitting.
        again(&desk, &dir);
        desk.leave();
        assert_eq!(backups::list(&dir).unwrap().len(), 1);
    }

    #[test]
    fn a_lock_waits_for_a_command_however_long_and_the_end_of_the_program_does_not() {
        let (_folder, dir, desk) = desk();
        let command = desk.session().unwrap();
        desk.close();
        std::thread::sleep(PATIENCE + Duration::from_millis(300));
        assert!(desk.closing().is(&dir), "the command still works on it");
        let began = Instant::now();
        desk.leave();
        assert!((PATIENCE..PATIENCE * 3).contains(&began.elapsed()), "{:?}", began.elapsed());
        drop(command);
    }

    #[test]
    fn a_backup_that_fails_is_remembered_of_its_book_until_one_is_made() {
        let (_folder, dir, desk) = desk();
        let other = dir.join("other");
        let full: Result<()> = Err(Failure::new("disk.full", "磁盘已满"));
        let began = Instant::now();
        note(&desk.backups, &dir, &full);
        note(&desk.backups, &other, &Ok(()));
        assert_eq!(desk.backup_failure(&dir).unwrap().code, "disk.full");
        assert_eq!(desk.backup_failure(&other), None);
        assert!(hold(&desk.backups).since >= began, "the next attempt is half an hour away");
        tauri::async_runtime::block_on(desk.back_up_now()).unwrap();
        assert_eq!(desk.backup_failure(&dir), None);
        desk.close();
        desk.closing().wait(Duration::MAX);
        let locked = tauri::async_runtime::block_on(desk.back_up_now()).unwrap_err();
        assert_eq!((locked.code.as_str(), desk.backup_failure(&dir)), ("locked", None));
    }

    #[test]
    fn only_the_book_that_a_restore_is_about_is_closed_for_it_and_without_a_backup() {
        let (folder, dir, desk) = desk();
        let (stick, own) = (folder.path().join("stick.hwb"), dir.join(backups::FOLDER).join("000001-.hwb"));
        desk.make_room(None, &stick);
        desk.make_room(Some(folder.path()), &stick);
        assert!(desk.session().is_ok());
        for (into, file) in [(Some(dir.as_path()), &stick), (None, &own)] {
            desk.make_room(into, file);
            desk.closing().wait(Duration::MAX);
            assert_eq!(desk.session().err().unwrap().code, "locked");
            assert_eq!(backups::list(&dir).unwrap(), []);
            again(&desk, &dir);
        }
        desk.leave();
        assert_eq!(backups::list(&dir).unwrap().len(), 1);
    }
}
