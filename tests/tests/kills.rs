//! kill -9 while the program writes; the long form is `cargo xtask faults`.

use journeys::kill::kills;
use journeys::program::seed;

#[test]
fn a_book_whose_program_is_killed_is_as_before_or_as_after() {
    for (work, tally) in kills(20, seed("kills")).unwrap() {
        assert_eq!(tally.killed, 20, "{work:?}");
        assert_eq!(tally.before + tally.after, tally.killed + tally.finished, "{work:?}");
    }
}
