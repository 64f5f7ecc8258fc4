//! kill -9 while the program writes; the long form is `cargo xtask faults`.

use journeys::kill::{batches, kills};
use journeys::program::seed;

#[test]
fn a_book_whose_program_is_killed_is_as_before_or_as_after() {
    for (work, tally) in kills(20, seed("kills")).unwrap() {
        assert_eq!(tally.killed, 20, "{work:?}");
        assert_eq!(tally.before + tally.after, tally.killed + tally.finished, "{work:?}");
    }
}

#[test]
fn what_a_batch_acknowledged_is_in_the_book_when_the_program_is_killed() {
    let tally = batches(20, seed("batches")).unwrap();
    assert_eq!(tally.killed, 20);
    assert!(tally.between >= 15, "three of four kills fall between two acknowledgements: {tally:?}");
    assert!(tally.acknowledged > tally.killed, "{tally:?}");
}
