//! What is left behind: the questions that wait, and what both sides have in common.

use super::{Came, Taking};
use crate::merge::kind::Said;

impl Taking<'_> {
    /// Questions that wait: of this sender, those that this workbook does not raise again; of others, those whose cell
    /// has come to what they say, or back to what it was when they were asked.
    pub(super) fn waiting(&mut self, came: &Came) {
        for one in self.open {
            if one.own {
                let says_nothing = match (came.rows.get(&one.key), one.column) {
                    (Some(row), Some(column)) => row.cells[column] == Said::Nothing,
                    (Some(_), None) => false,
                    (None, _) => !came.covers.contains(&one.key.table) && !came.gone.contains(&one.key),
                };
                if !says_nothing && !self.again.contains(&one.doubt) {
                    self.taken.settled.insert(one.doubt);
                }
                continue;
            }
            let Some(column) = one.column else { continue };
            let now = self.now(one.key).map(|values| values[column].clone());
            if now.is_none() || now.as_ref() == Some(&one.theirs) {
                self.taken.settled.insert(one.doubt);
            } else if now.as_ref() == Some(&one.base) && self.base.contains_key(&one.key) {
                // Taken back by the one who had changed it: the other's change stands alone.
                if let Some(values) = self.taken.put.get_mut(&one.key) {
                    self.taken.settled.insert(one.doubt);
                    values[column].clone_from(&one.theirs);
                }
            }
        }
    }

    /// What both have in common now: what the workbook said, and where it said nothing what it was.
    pub(super) fn common(&mut self, came: &Came) {
        for (key, row) in &came.rows {
            let had = self.had.get(key).or_else(|| self.base.get(key));
            let values = row.cells.iter().enumerate().map(|(column, said)| match said {
                Said::Value(value) | Said::Mended(value) => value.clone(),
                Said::Nothing | Said::Asked | Said::Damaged(_) | Said::Unreadable(_) => {
                    had.and_then(|had| had.get(column)).cloned().flatten()
                }
            });
            self.taken.had.insert(*key, values.collect());
        }
        for (key, values) in self.had.iter().chain(self.base) {
            let stays = !came.covers.contains(&key.table) || came.held.contains(key);
            if stays && !came.gone.contains(key) {
                self.taken.had.entry(*key).or_insert_with(|| values.clone());
            }
        }
        self.taken.base = self.taken.had.clone();
        // As long as it is asked whether a record goes or stays out, it is what it was when one side took it out.
        for (key, values) in self.base {
            let asked = if self.mine.contains_key(key) {
                !self.taken.had.contains_key(key) && !self.taken.remove.contains(key)
            } else {
                self.taken.had.contains_key(key)
            };
            if asked {
                self.taken.base.insert(*key, values.clone());
            }
        }
        for ((key, column), base) in std::mem::take(&mut self.alike) {
            if let Some(values) = self.taken.base.get_mut(&key) {
                values[column] = base;
            }
        }
    }
}
