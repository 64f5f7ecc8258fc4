//! Wrong passwords: each makes the next try wait longer. The count lies beside the key; who deletes it loses the waiting
//! and nothing else, and nothing but waiting ever follows from it.

use std::fs;
use std::path::Path;

use crate::chance::{Chance, millis};
use crate::error::{Result, StoreError};
use crate::folder::{self, TRIES};

const LONGEST: u64 = 300;

/// Seconds to wait after so many wrong tries: 1, 2, 4, … and at most five minutes.
fn wait_after(tries: u32) -> u64 {
    match tries {
        0 => 0,
        1..=9 => (1 << (tries - 1)).min(LONGEST),
        _ => LONGEST,
    }
}

fn read(dir: &Path) -> (u32, u64) {
    let text = fs::read_to_string(dir.join(TRIES)).unwrap_or_default();
    text.trim().split_once(' ').and_then(|(tries, at)| Some((tries.parse().ok()?, at.parse().ok()?))).unwrap_or((0, 0))
}

/// A count that cannot be written is a laxer lock, not a locked-out owner.
fn keep(dir: &Path, tries: u32, at: u64) {
    let _ = folder::write_whole(dir, TRIES, format!("{tries} {at}\n").as_bytes());
}

/// Lets a try pass, or says how long it has to wait.
pub(crate) fn allow(dir: &Path, chance: &dyn Chance) -> Result<()> {
    let (tries, at) = read(dir);
    let (now, wait) = (millis(chance), wait_after(tries));
    // A clock that was set back starts the waiting anew, once.
    if now < at {
        keep(dir, tries, now);
    }
    let left = (at.min(now) + wait * 1000).saturating_sub(now);
    if left == 0 { Ok(()) } else { Err(StoreError::Wait { seconds: left.div_ceil(1000) }) }
}

/// Counts a wrong one and says how long the next has to wait, in seconds.
pub(crate) fn wrong(dir: &Path, chance: &dyn Chance) -> u64 {
    let tries = read(dir).0.saturating_add(1);
    keep(dir, tries, millis(chance));
    wait_after(tries)
}

/// The right one: forgets the wrong ones.
pub(crate) fn right(dir: &Path) {
    let _ = fs::remove_file(dir.join(TRIES));
}
