//! References hold: no row points to one that is not there, nothing is taken out that somebody still needs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ask, GONE_HERE, Key, Taking};
use crate::merge::cell::Why;

/// Takes back what would leave a reference without its record, and asks about the record instead.
pub(super) fn hold_together(taking: &mut Taking<'_>) {
    keep_what_is_needed(taking);
    leave_out_what_hangs_on_nothing(taking);
}

/// A record that is to go while a row that stays points to it, stays too.
fn keep_what_is_needed(taking: &mut Taking<'_>) {
    if taking.taken.remove.is_empty() {
        return;
    }
    // Who points to what is to go; it may stay by one that stays by another.
    let mut pointing: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    for (key, mine) in taking.mine {
        let values = taking.taken.put.get(key).unwrap_or(mine);
        for above in taking.references(*key, values).filter(|above| taking.taken.remove.contains(above)) {
            pointing.entry(above).or_default().push(*key);
        }
    }
    for (key, values) in taking.taken.put.iter().filter(|(key, _)| !taking.mine.contains_key(key)) {
        for above in taking.references(*key, values).filter(|above| taking.taken.remove.contains(above)) {
            pointing.entry(above).or_default().push(*key);
        }
    }
    loop {
        let stays = |key: &Key| !taking.taken.remove.contains(key);
        let needed: Vec<Key> = pointing
            .iter()
            .filter(|(above, below)| !stays(above) && below.iter().any(stays))
            .map(|(above, _)| *above)
            .collect();
        if needed.is_empty() {
            return;
        }
        for key in needed {
            taking.taken.remove.remove(&key);
            taking.taken.tally.removed_rows -= 1;
            taking.taken.tally.absent_rows += 1;
            taking.ask(Ask { key, column: None, why: Why::Gone, base: None, mine: None, theirs: None });
        }
    }
}

/// A new row that points to a record that was taken out here is not written; that record is asked about. A known row
/// keeps what it pointed to.
fn leave_out_what_hangs_on_nothing(taking: &mut Taking<'_>) {
    let mut asked: BTreeSet<Key> = BTreeSet::new();
    loop {
        let lost: Vec<(Key, Key)> = taking
            .taken
            .put
            .iter()
            .filter_map(|(key, values)| {
                let mut above = taking.references(*key, values);
                above.find(|above| taking.now(*above).is_none()).map(|above| (*key, above))
            })
            .collect();
        if lost.is_empty() {
            return;
        }
        for (key, above) in lost {
            match taking.mine.get(&key) {
                Some(mine) => {
                    let columns = &taking.tables[key.table].columns;
                    let values = taking.taken.put.entry(key).or_insert_with(|| mine.clone());
                    for (column, _) in columns.iter().enumerate().filter(|(_, column)| column.refers.is_some()) {
                        values[column].clone_from(&mine[column]);
                    }
                    if values == mine {
                        taking.taken.put.remove(&key);
                    }
                }
                None => {
                    taking.taken.put.remove(&key);
                    taking.taken.tally.new_rows -= 1;
                }
            }
            if !taking.mine.contains_key(&above) && asked.insert(above) {
                let theirs = Some(GONE_HERE.to_owned());
                taking.ask(Ask { key: above, column: None, why: Why::Gone, base: None, mine: None, theirs });
            }
        }
    }
}
