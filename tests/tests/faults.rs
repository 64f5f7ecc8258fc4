//! Disks that fail and power that goes, in their short form; the long form is `cargo xtask faults`.

use journeys::fault::errors::errors;
use journeys::fault::power::cuts;
use journeys::program::seed;

#[test]
fn a_write_that_fails_is_refused_with_a_sentence_and_loses_nothing() {
    for (job, error, tally) in errors(200, 23).unwrap() {
        assert!(tally.runs >= 2, "{job} {error:?}: {tally:?}");
        assert!(tally.refused + tally.there_after_all > 0, "no write of {job} failed with {error:?}: {tally:?}");
    }
}

#[test]
fn what_was_acknowledged_is_there_when_the_power_goes() {
    for (job, tally) in cuts(12, 2, seed("power cuts")).unwrap() {
        assert_eq!(tally.cuts, 12 * 4, "{job} makes {} changes", tally.changes);
        assert!(tally.acknowledged > 0 && tally.one_more < tally.cuts, "every cut came too late for {job}: {tally:?}");
    }
}
