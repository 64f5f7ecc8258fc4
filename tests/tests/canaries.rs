//! Nothing that is written down about people stands on the disk in the clear.

use journeys::canary::month;
use journeys::program::seed;

#[test]
fn after_a_month_with_kills_no_name_and_no_number_is_found_in_the_clear() {
    let month = month(seed("canaries")).unwrap();
    assert_eq!(month.canaries, 1000);
    assert!(month.kills >= 20 && month.mid_work >= 5, "{month:?}");
    assert!(month.files > 100 && month.bytes > 10_000_000, "{month:?}");
}
