//! How far long work is, told to the page through a channel.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::progress::{Cancelled, Progress};
use serde::Serialize;
use tauri::ipc::Channel;

/// Least time between two messages: a page draws no more often, and work must not wait for it.
const BEAT: Duration = Duration::from_millis(50);

/// `done` of `total`; `total` 0 = not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    done: u64,
    total: u64,
}

/// Long work whose steps the page sees.
pub struct Reported {
    channel: Channel<Step>,
    stop: Arc<AtomicBool>,
    last: Mutex<Option<Instant>>,
}

impl Reported {
    /// Reports to `channel` until `stop` is set.
    pub fn new(channel: Channel<Step>, stop: Arc<AtomicBool>) -> Self {
        Self { channel, stop, last: Mutex::new(None) }
    }
}

impl Progress for Reported {
    fn report(&self, done: u64, total: u64) -> Result<(), Cancelled> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Cancelled);
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if done >= total || last.is_none_or(|at| at.elapsed() >= BEAT) {
            *last = Some(Instant::now());
            // A page that is gone needs no news; the work ends as it would have.
            let _ = self.channel.send(Step { done, total });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard() -> (Channel<Step>, Arc<Mutex<Vec<String>>>) {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = Arc::clone(&heard);
        let channel = Channel::new(move |body| {
            if let tauri::ipc::InvokeResponseBody::Json(text) = body {
                ear.lock().unwrap().push(text);
            }
            Ok(())
        });
        (channel, heard)
    }

    #[test]
    fn the_first_and_the_last_step_are_told_and_a_hurry_between_them_is_not() {
        let (channel, heard) = heard();
        let work = Reported::new(channel, Arc::default());
        for done in 0..=1000 {
            work.report(done, 1000).unwrap();
        }
        let heard = heard.lock().unwrap();
        assert_eq!(heard.first().unwrap(), r#"{"done":0,"total":1000}"#);
        assert_eq!(heard.last().unwrap(), r#"{"done":1000,"total":1000}"#);
        assert!(heard.len() < 100, "{}", heard.len());
    }

    #[test]
    fn work_that_is_not_wanted_any_more_learns_it_at_its_next_report() {
        let stop = Arc::new(AtomicBool::new(false));
        let work = Reported::new(heard().0, Arc::clone(&stop));
        assert_eq!(work.report(1, 3), Ok(()));
        stop.store(true, Ordering::Relaxed);
        assert_eq!(work.report(2, 3), Err(Cancelled));
    }
}
