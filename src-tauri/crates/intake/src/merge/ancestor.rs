//! What two sides had in common when their exports crossed on the way.

use super::kind::Value;
use super::take::Rows;

/// What both sides have in common once the other one says that it has taken our export `sent`, when we have taken its
/// workbook `last` since we wrote that; `before` is what both had in common before we took it.
///
/// A cell that one of the two changed is what that one made of it; where both did, ours stands, and a question about
/// it waits on both sides.
#[must_use]
pub fn ancestor(before: &Rows, sent: &Rows, last: &Rows) -> Rows {
    let mut common = sent.clone();
    for (key, theirs) in last {
        let had = before.get(key);
        match (common.get_mut(key), had) {
            (Some(ours), had) => {
                for (column, (ours, theirs)) in ours.iter_mut().zip(theirs).enumerate() {
                    let had: Option<&Value> = had.and_then(|had| had.get(column));
                    if had.is_none_or(|had| had == ours) {
                        ours.clone_from(theirs);
                    }
                }
            }
            // We had it and took it out.
            (None, Some(_)) => {}
            (None, None) => {
                common.insert(*key, theirs.clone());
            }
        }
    }
    // What they took out, and we had not touched.
    common.retain(|key, ours| last.contains_key(key) || before.get(key) != Some(ours));
    common
}
