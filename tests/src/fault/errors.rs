//! Every write of a job answered with an error, one run each: refused with a sentence, the book as before or, if it was
//! acknowledged, as after, and the same command works when the disk is well again.

use std::collections::BTreeMap;

use super::each;
use super::job::{JOBS, Stage};
use super::shim::{self, DiskError, DiskFault};
use crate::program::Ended;

/// How the runs of one job with one error ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusals {
    /// Writes of the job that can fail so.
    pub writes: usize,
    /// Runs in which the error was given.
    pub runs: usize,
    /// Of these, the program did its work all the same: the error fell behind its last word.
    pub done: usize,
    /// Refused, the book as before.
    pub refused: usize,
    /// Refused, and yet the book is as after: the flush itself failed, and what it was to make certain turned out to be
    /// there when the disk was read again.
    pub there_after_all: usize,
    /// How often each code was given.
    pub codes: BTreeMap<String, usize>,
}

/// How many writes of the job can fail so.
fn writes(stage: &Stage, error: DiskError) -> usize {
    let copy = stage.book.copy();
    let kept = tempfile::tempdir().expect("a folder can be made");
    let count = kept.path().join("count");
    let mut command = stage.command(&copy);
    shim::count(&mut command, copy.folder(), error, &count);
    assert!(command.output().expect("hongwang can be started").status.code().is_some());
    std::fs::read_to_string(count).expect("the shim counted").parse().expect("a number")
}

/// One run: what was acknowledged, how many acknowledgements the book's content stands for, the code of the refusal.
fn run(stage: &Stage, fault: DiskFault) -> Result<(usize, usize, Option<String>), String> {
    let copy = stage.book.copy();
    let told = tempfile::tempdir().expect("a folder can be made");
    let told = told.path().join("told");
    let mut command = stage.command(&copy);
    shim::fail(&mut command, copy.folder(), fault, &told);
    let ended: Ended = command.output().expect("hongwang can be started").into();
    let described = |why: String| format!("{} with {fault:?}: {why}", stage.job.name);
    if !told.exists() {
        return Err(described(format!("the fault was not given: {ended:?}")));
    }
    let answer = stage.told(&ended).map_err(described)?;
    if answer.code.is_none() {
        stage.backups(&ended.out, copy.folder(), &copy).map_err(described)?;
    }
    let state = stage.look(&copy, answer.said).map_err(described)?;
    if state < answer.said {
        return Err(described(format!("{} acknowledged, {state} there", answer.said)));
    }
    if state > answer.said + 1 {
        return Err(described(format!("{} acknowledged, {state} there: more than one beside", answer.said)));
    }
    let called = ["disk.full", "no_space", "restore.half"];
    let full = answer.code.as_deref().is_none_or(|code| called.contains(&code));
    if fault.error == DiskError::Full && fault.lasts && !full {
        return Err(described(format!("a full disk is called {:?}", answer.code)));
    }
    // The flush that failed is the one case in which nobody can know; a restore that was cut short says so itself.
    let half = answer.code.as_deref() == Some("restore.half");
    if state > answer.said && fault.error != DiskError::Broken && !half {
        return Err(described("refused, and there all the same".to_owned()));
    }
    if state == 0 {
        stage.again(&copy).map_err(described)?;
    }
    Ok((answer.said, state, answer.code))
}

/// Fails the first `most` writes of every job, `step` apart, each way, once and for good.
///
/// # Errors
/// The first run that ended without a sentence, lost what it had acknowledged, or left a book that is not sound.
pub fn errors(most: usize, step: usize) -> Result<Vec<(&'static str, DiskError, Refusals)>, String> {
    let mut all = Vec::new();
    for job in JOBS {
        let stage = Stage::new(job);
        for error in DiskError::ALL {
            let mut tally = Refusals { writes: writes(&stage, error), ..Refusals::default() };
            let faults = tally.writes.min(most).div_ceil(step) * 2;
            let fault = |at: usize| DiskFault { error, at: 1 + at / 2 * step, lasts: at % 2 == 1 };
            for (said, state, code) in each(faults, |at| run(&stage, fault(at)))? {
                tally.runs += 1;
                match code {
                    None => tally.done += 1,
                    Some(_) if state == said => tally.refused += 1,
                    Some(_) => tally.there_after_all += 1,
                }
                if let Some(code) = code {
                    *tally.codes.entry(code).or_default() += 1;
                }
            }
            all.push((job.name, error, tally));
        }
    }
    Ok(all)
}
