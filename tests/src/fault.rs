//! Disks that fail, and power that goes: the program under a preloaded shim (`tests/faults/shim.c`), on Linux only.
//!
//! [`errors`] has every single write of a job answered with an error; [`power`] cuts a job's power at every write and
//! loses or tears what was not flushed by then. Not here: kills, which need no shim ([`crate::kill`]).
#![allow(clippy::expect_used, reason = "it runs in tests only: what fails here ends the test with its reason")]

pub mod errors;
mod job;
mod journal;
pub mod power;
mod shim;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does `work` for each of 0 to `end`, `end` apart, on all cores; the first failure by number is the answer.
fn each<T: Send>(end: usize, work: impl Fn(usize) -> Result<T, String> + Sync) -> Result<Vec<T>, String> {
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut done: Vec<(usize, Result<T, String>)> = thread::scope(|scope| {
        let worker = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= end {
                    return done;
                }
                let one = work(at);
                if one.is_err() {
                    next.store(end, Ordering::Relaxed);
                }
                done.push((at, one));
            }
        };
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, one)| one).collect()
}
