//! The one book that is open in this window, and the long work that runs on it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use app::failure::{Failure, Result};
use app::session::Session;
use tauri::ipc::Channel;

use crate::desktop_host::DesktopHost;
use crate::progress::{Reported, Step};

/// How long the program waits at its end for a command that still works on the book. What it was writing is a
/// transaction either way.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the window works at.
pub struct Desk {
    host: Arc<DesktopHost>,
    open: Mutex<Option<Arc<Session>>>,
    stop: Mutex<Arc<AtomicBool>>,
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Both are replaced whole, so a panic elsewhere leaves them sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// No book open.
    pub fn new(host: Arc<DesktopHost>) -> Self {
        Self { host, open: Mutex::new(None), stop: Mutex::default() }
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
        let before = hold(&self.open).replace(Arc::new(session));
        drop(before);
    }

    /// Locks: long work is told to stop, and the store closes when nothing works on it any more.
    pub fn close(&self) -> Option<Arc<Session>> {
        self.cancel();
        hold(&self.open).take()
    }

    /// Closes the book at the end of the program, and waits for what still works on it.
    pub fn leave(&self) {
        let Some(session) = self.close() else { return };
        let began = Instant::now();
        while Arc::strong_count(&session) > 1 && began.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
        }
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
