//! The words by which a person is known: names, numbers, a telephone. Somebody else's words are left alone.

use rusqlite::Connection;

use super::ERASED;
use crate::error::Result;

/// Shorter than this, a word is found in too many others.
const SHORTEST: usize = 2;

/// What is looked for in texts.
pub(super) struct Words {
    /// Longest first, so that a name is taken out before a part of it.
    own: Vec<String>,
    /// Names of others that hold one of them: 王小 is not meant by 王小测.
    longer: Vec<String>,
}

impl Words {
    /// Of these words those that are nobody else's; `records` are the person's own.
    pub(super) fn new(conn: &Connection, words: Vec<String>, records: &[&str]) -> Result<Self> {
        let marks = vec!["?"; records.len()].join(",");
        let mut taken = conn.prepare(&format!(
            "SELECT EXISTS (SELECT 1 FROM person WHERE id NOT IN ({marks})
             AND ? IN (name, former_name, id_number, phone))"
        ))?;
        let mut longer = conn.prepare(&format!(
            "SELECT name FROM person WHERE id NOT IN ({marks}) AND instr(name, ?) > 0
             UNION SELECT former_name FROM person WHERE id NOT IN ({marks}) AND instr(former_name, ?) > 0"
        ))?;
        let mut found = Self { own: Vec::new(), longer: Vec::new() };
        for word in words.into_iter().filter(|word| !ERASED.contains(word.as_str()) && word.chars().count() >= SHORTEST)
        {
            let asked: Vec<&str> = records.iter().copied().chain([word.as_str()]).collect();
            if taken.query_row(rusqlite::params_from_iter(&asked), |row| row.get(0))? {
                continue;
            }
            let twice = asked.iter().chain(&asked);
            let names = longer.query_map(rusqlite::params_from_iter(twice), |row| row.get::<_, String>(0))?;
            for name in names {
                found.longer.push(name?);
            }
            // A number of eighteen digits may stand in a text as the old one of fifteen.
            if word.len() == 18 && word.is_ascii() {
                found.own.push(format!("{}{}", &word[..6], &word[8..17]));
            }
            found.own.push(word);
        }
        found.own.sort_unstable_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        found.own.dedup();
        Ok(found)
    }

    /// Whether a text holds one of them.
    pub(super) fn are_in(&self, text: &str) -> bool {
        self.own.iter().any(|word| self.first(text, word).is_some())
    }

    /// The text with [`ERASED`] in their place; none when it holds none.
    pub(super) fn without(&self, text: &str) -> Option<String> {
        let mut left = text.to_owned();
        let mut changed = false;
        for word in &self.own {
            while let Some(at) = self.first(&left, word) {
                left.replace_range(at..at + word.len(), ERASED);
                changed = true;
            }
        }
        changed.then_some(left)
    }

    /// Where a word stands first that is not a part of somebody else's name.
    fn first(&self, text: &str, word: &str) -> Option<usize> {
        let covered = |at: usize| {
            self.longer.iter().any(|name| {
                text.match_indices(name.as_str()).any(|(from, _)| from <= at && at + word.len() <= from + name.len())
            })
        };
        text.match_indices(word).map(|(at, _)| at).find(|at| !covered(*at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(own: &[&str], longer: &[&str]) -> Words {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Words { own: owned(own), longer: owned(longer) }
    }

    #[test]
    fn a_word_is_taken_out_wherever_it_stands_but_not_out_of_somebody_elses_name() {
        let words = words(&["王小"], &["王小测"]);
        assert_eq!(words.without("王小测和王小、王小"), Some(format!("王小测和{ERASED}、{ERASED}")));
        assert_eq!(words.without("王小测在家"), None);
        assert!(!words.are_in("王小测在家") && words.are_in("王小在家"));
    }

    #[test]
    fn nothing_is_looked_for_where_no_word_is_the_persons_alone() {
        assert_eq!(words(&[], &[]).without("王小测"), None);
    }
}
