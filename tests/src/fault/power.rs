//! A job whose power is cut at every one of its writes: one run under the shim's journal, then as many rebuilt folders as
//! there are cuts and seeds.

use super::each;
use super::job::{JOBS, Stage};
use super::journal::{Disk, Journal, Unflushed};
use super::shim;
use crate::layouts::chance::Chance;
use crate::program::Ended;

/// Cuts in which the job is done again from what is left: one in so many.
const AGAIN: usize = 8;

/// How the cuts of one job ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Changes that the job made to the folder.
    pub changes: usize,
    /// Folders rebuilt.
    pub cuts: usize,
    /// The content was what had been acknowledged.
    pub acknowledged: usize,
    /// It was one operation further.
    pub one_more: usize,
}

/// One run of a job, journalled.
struct Run {
    stage: Stage,
    before: Disk,
    journal: Journal,
    copy: crate::program::BookFolder,
}

impl Run {
    fn new(stage: Stage) -> Result<Self, String> {
        let copy = stage.book.copy();
        let before = Disk::of(copy.folder());
        let kept = tempfile::tempdir().expect("a folder can be made");
        let path = kept.path().join("journal");
        let mut command = stage.command(&copy);
        shim::journal(&mut command, copy.folder(), &path);
        let ended: Ended = command.output().expect("hongwang can be started").into();
        let told = stage.told(&ended)?;
        if let Some(code) = told.code {
            return Err(format!("{}: refused, {code}", stage.job.name));
        }
        let journal = Journal::read(&path);
        // The shim saw every change: what the journal says of the end is what lies there.
        let (whole, there) = (journal.cut(&before, journal.len(), Unflushed::Kept), Disk::of(copy.folder()));
        if whole.content(copy.folder()) != there.content(copy.folder()) {
            return Err(format!("{}: the journal does not say what happened to the folder", stage.job.name));
        }
        if journal.said(journal.len()) != ended.out {
            return Err(format!("{}: the journal does not say what was acknowledged", stage.job.name));
        }
        Ok(Self { stage, before, journal, copy })
    }

    /// Rebuilds what a cut leaves, and looks it over: acknowledgements before the cut, operations that are there.
    fn cut(&self, number: usize, cut: usize, unflushed: Unflushed) -> Result<(usize, usize), String> {
        let described = |why: String| {
            let all = self.journal.len();
            format!("{} cut before change {cut} of {all}, {unflushed:?}: {why}", self.stage.job.name)
        };
        let left = self.journal.cut(&self.before, cut, unflushed);
        let rebuilt = crate::program::BookFolder::empty(&self.copy.today);
        left.lay_out(self.copy.folder(), rebuilt.folder());
        let told = self.journal.said(cut);
        let said = told.lines().count();
        self.stage.backups(&told, self.copy.folder(), &rebuilt).map_err(described)?;
        let state = self.stage.look(&rebuilt, said).map_err(described)?;
        if state < said {
            return Err(described(format!("{said} acknowledged, {state} there")));
        }
        if state > said + 1 {
            return Err(described(format!("{said} acknowledged, {state} there: more than one beside")));
        }
        if state == 0 && number.is_multiple_of(AGAIN) {
            self.stage.again(&rebuilt).map_err(described)?;
        }
        Ok((said, state))
    }
}

/// Cuts the power of every job at `most` of its changes, evenly spread (all of them, where it makes no more), each with
/// nothing lost, with everything lost, and `seeds` times by chance.
///
/// # Errors
/// The first folder whose book does not open, is not sound, or lacks what was acknowledged.
pub fn cuts(most: usize, seeds: u64, seed: u64) -> Result<Vec<(&'static str, Cuts)>, String> {
    let mut all = Vec::new();
    for job in JOBS {
        let run = Run::new(Stage::new(job))?;
        let mut chance = Chance::new(seed);
        let places = run.journal.len() + 1;
        let mut planned = Vec::new();
        for place in 0..places.min(most) {
            let cut = place * places / places.min(most);
            planned.push((cut, Unflushed::Kept));
            planned.push((cut, Unflushed::Lost));
            planned.extend((0..seeds).map(|_| (cut, Unflushed::Drawn(chance.draw()))));
        }
        let ended = each(planned.len(), |at| run.cut(at, planned[at].0, planned[at].1))?;
        let more = ended.iter().filter(|(said, state)| state > said).count();
        all.push((
            job.name,
            Cuts { changes: run.journal.len(), cuts: ended.len(), acknowledged: ended.len() - more, one_more: more },
        ));
    }
    Ok(all)
}
