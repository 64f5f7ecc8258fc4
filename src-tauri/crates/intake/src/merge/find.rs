//! Which record each row of a table is about.
//!
//! Nothing alone is trusted. A row id hangs on a hidden column, which stays behind when somebody sorts only what they
//! see; a code is copied with the row that it stands in; a number is mistyped. So a row that says just what a record said
//! is that record's; then whole numbers speak; then id and code, if the row looks like the record that they name. What
//! remains is new, or asked.

use std::collections::{HashMap, HashSet};

use domain::id::Id;

/// As many records are offered for one row.
const MOST: usize = 9;

/// A record as it stood in the workbook when it was written.
#[derive(Clone, Debug)]
pub struct Known {
    /// Row id.
    pub id: Id,
    /// The code at its left.
    pub code: String,
    /// Its cells as shown, squeezed, in the order of the table's columns.
    pub texts: Vec<String>,
}

/// A row of the workbook.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// From the hidden column.
    pub id: Option<Id>,
    /// From the visible one; its check fits.
    pub code: Option<String>,
    /// Its cells as shown, squeezed; `None` where the column is not there.
    pub texts: Vec<Option<String>>,
    /// The row is as the program wrote it, its id with it.
    pub sure: bool,
}

/// Whom a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This record.
    Known(Id),
    /// A record that was not in the workbook; its id, when the program that wrote the row gave it one.
    New(Option<Id>),
    /// One of these, or somebody new.
    Ask(Vec<Id>),
    /// What another row says already.
    Twice,
}

/// Finds rows among the records of one table.
pub struct Finder<'k> {
    known: &'k [Known],
    at: HashMap<Id, usize>,
    by_code: HashMap<&'k str, Vec<usize>>,
    /// Columns of name and number, in a table of people.
    name: Option<usize>,
    number: Option<usize>,
}

impl<'k> Finder<'k> {
    /// Over the records that the table had; `name` and `number` are columns of a table of people.
    #[must_use]
    pub fn new(known: &'k [Known], name: Option<usize>, number: Option<usize>) -> Self {
        let mut by_code: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, record) in known.iter().enumerate() {
            by_code.entry(&record.code).or_default().push(at);
        }
        let at = known.iter().enumerate().map(|(at, record)| (record.id, at)).collect();
        Self { known, at, by_code, name, number }
    }

    /// Finds all rows of the table at once: each record is the one of at most one row.
    #[must_use]
    pub fn find(&self, rows: &[Hint]) -> Vec<Found> {
        let mut found: Vec<Option<Found>> = vec![None; rows.len()];
        let mut taken: HashSet<usize> = HashSet::new();
        self.sure(rows, &mut found, &mut taken);
        self.exact(rows, &mut found, &mut taken);
        self.numbered(rows, &mut found, &mut taken);
        // The best likeness first, so that of two rows with one code the copy is the one left over.
        let mut claims: Vec<(usize, usize, usize)> = Vec::new();
        for (row, hint) in rows.iter().enumerate().filter(|(row, _)| found[*row].is_none()) {
            claims.extend(self.claimed(hint).into_iter().map(|at| (self.likeness(hint, at), row, at)));
        }
        claims.sort_by_key(|(like, row, _)| (std::cmp::Reverse(*like), *row));
        for (like, row, at) in claims {
            if found[row].is_none() && !taken.contains(&at) && self.is_like(&rows[row], at, like) {
                taken.insert(at);
                found[row] = Some(Found::Known(self.known[at].id));
            }
        }
        let rest = |(row, found): (usize, Option<Found>)| found.unwrap_or_else(|| self.rest(&rows[row], &taken));
        found.into_iter().enumerate().map(rest).collect()
    }

    /// Rows that nobody has written into.
    fn sure(&self, rows: &[Hint], found: &mut [Option<Found>], taken: &mut HashSet<usize>) {
        let mut new: HashSet<Id> = HashSet::new();
        for (row, hint) in rows.iter().enumerate().filter(|(_, hint)| hint.sure) {
            let Some(id) = hint.id else { continue };
            found[row] = Some(match self.at.get(&id) {
                Some(at) if taken.insert(*at) => Found::Known(id),
                None if new.insert(id) => Found::New(Some(id)),
                _ => Found::Twice,
            });
        }
    }

    /// Rows that say just what one record said.
    fn exact(&self, rows: &[Hint], found: &mut [Option<Found>], taken: &mut HashSet<usize>) {
        let Some(shape) = rows.iter().map(|row| row.texts.iter().map(Option::is_some).collect::<Vec<_>>()).next()
        else {
            return;
        };
        let seen = |texts: &[String]| -> Vec<String> {
            texts.iter().zip(&shape).filter(|(_, there)| **there).map(|(text, _)| text.clone()).collect()
        };
        let mut by_texts: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        for (at, record) in self.known.iter().enumerate() {
            by_texts.entry(seen(&record.texts)).or_default().push(at);
        }
        for (row, hint) in rows.iter().enumerate().filter(|(_, hint)| !hint.sure) {
            let said: Vec<String> = hint.texts.iter().flatten().cloned().collect();
            let Some(same) = by_texts.get(&said) else { continue };
            let claimed = self.claimed(hint);
            let own = claimed.iter().copied().find(|at| same.contains(at));
            let only = || if same.len() == 1 { same.first().copied() } else { None };
            if let Some(at) = own.or_else(only) {
                let again = !taken.insert(at);
                found[row] = Some(if again { Found::Twice } else { Found::Known(self.known[at].id) });
            }
        }
    }

    /// Whole numbers of people: theirs, unless the row names its record otherwise and bears that one's name.
    fn numbered(&self, rows: &[Hint], found: &mut [Option<Found>], taken: &mut HashSet<usize>) {
        let Some(number) = self.number else { return };
        let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, record) in self.known.iter().enumerate().filter(|(_, record)| record.texts[number].len() == 18) {
            by_number.entry(&record.texts[number]).or_default().push(at);
        }
        for (row, hint) in rows.iter().enumerate() {
            let whole = hint.texts.get(number).and_then(Option::as_deref).filter(|text| text.len() == 18);
            let Some([at]) = whole.and_then(|text| by_number.get(text)).map(Vec::as_slice) else { continue };
            let claimed = self.claimed(hint);
            let named = claimed.iter().any(|claim| claim != at && self.bears_name(hint, *claim));
            if found[row].is_none() && !named && taken.insert(*at) {
                found[row] = Some(Found::Known(self.known[*at].id));
            }
        }
    }

    /// The records that a row's id and code name.
    fn claimed(&self, hint: &Hint) -> Vec<usize> {
        let mut claimed: Vec<usize> = hint.id.and_then(|id| self.at.get(&id)).copied().into_iter().collect();
        if let Some(known) = hint.code.as_deref().and_then(|code| self.by_code.get(code)) {
            claimed.extend(known.iter().filter(|at| Some(self.known[**at].id) != hint.id));
        }
        claimed
    }

    fn bears_name(&self, hint: &Hint, at: usize) -> bool {
        let Some(name) = self.name else { return false };
        hint.texts.get(name).and_then(Option::as_ref) == self.known[at].texts.get(name)
    }

    /// How many cells that hold anything say the same.
    fn likeness(&self, hint: &Hint, at: usize) -> usize {
        let same = |(said, known): &(&Option<String>, &String)| !known.is_empty() && said.as_ref() == Some(*known);
        hint.texts.iter().zip(&self.known[at].texts).filter(same).count()
    }

    /// Enough of the row is still as it was: the name of a person, or a third of what there was.
    fn is_like(&self, hint: &Hint, at: usize, like: usize) -> bool {
        let there =
            hint.texts.iter().zip(&self.known[at].texts).filter(|(said, known)| said.is_some() && !known.is_empty());
        let there = there.count();
        there == 0 || self.bears_name(hint, at) || like * 3 >= there
    }

    /// A row that is nobody's so far.
    fn rest(&self, hint: &Hint, taken: &HashSet<usize>) -> Found {
        let claimed = self.claimed(hint);
        // A copy of a row, made into somebody new: its code is the other's, what it says is not.
        let free: Vec<Id> = claimed.iter().filter(|at| !taken.contains(at)).map(|at| self.known[*at].id).collect();
        if !free.is_empty() {
            return Found::Ask(free);
        }
        if let Some(id) = hint.id.filter(|id| claimed.is_empty() && !self.at.contains_key(id)) {
            return Found::New(Some(id));
        }
        let free = (0..self.known.len()).filter(|at| !taken.contains(at));
        let alike: Vec<Id> =
            free.filter(|at| self.might_be(hint, *at)).map(|at| self.known[at].id).take(MOST).collect();
        if alike.is_empty() { Found::New(None) } else { Found::Ask(alike) }
    }

    /// A row without a name of its own may be that of a record whose row is missing: by a person's name, else by half of
    /// what it says.
    fn might_be(&self, hint: &Hint, at: usize) -> bool {
        if self.name.is_some() {
            return self.bears_name(hint, at);
        }
        let said = hint.texts.iter().flatten().filter(|text| !text.is_empty()).count();
        said > 0 && self.likeness(hint, at) * 2 >= said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: [&str; 3] = ["999999195003150014", "99999919500115007X", "99999920150601002X"];

    fn known() -> Vec<Known> {
        let record = |at: usize, name: &str, home: &str| Known {
            id: Id::from_u128(at as u128 + 1),
            code: format!("R{at}"),
            texts: vec![name.into(), NUMBERS[at].into(), home.into(), "汉族".into()],
        };
        vec![record(0, "王一", "001"), record(1, "李二", "002"), record(2, "王三", "001")]
    }

    fn hint(at: usize, code: bool, id: bool, texts: [&str; 4]) -> Hint {
        Hint {
            id: id.then(|| Id::from_u128(at as u128 + 1)),
            code: code.then(|| format!("R{at}")),
            texts: texts.iter().map(|text| Some((*text).to_owned())).collect(),
            sure: false,
        }
    }

    fn find(rows: &[Hint]) -> Vec<Found> {
        Finder::new(&known(), Some(0), Some(1)).find(rows)
    }

    fn at(at: u128) -> Found {
        Found::Known(Id::from_u128(at + 1))
    }

    #[test]
    fn a_row_is_found_by_its_id_by_its_code_and_by_its_number() {
        let rows = [
            hint(0, false, true, ["王一", "", "009", ""]),
            hint(1, true, false, ["李二", "", "008", "满族"]),
            hint(9, false, false, ["王小三", NUMBERS[2], "007", ""]),
        ];
        assert_eq!(find(&rows), [at(0), at(1), at(2)]);
    }

    #[test]
    fn who_sorts_only_what_they_see_loses_nobody() {
        let rows = [
            hint(0, true, true, ["李二", NUMBERS[1], "002", "汉族"]),
            hint(1, true, true, ["王三", NUMBERS[2], "001", "满族"]),
            hint(2, true, true, ["王一", "", "001", "满族"]),
        ];
        assert_eq!(find(&rows)[..2], [at(1), at(2)]);
        // Whose row that is cannot be known from the code of another: it is asked, and nobody is doubled.
        assert_eq!(find(&rows)[2], Found::Ask(vec![Id::from_u128(1)]));
    }

    #[test]
    fn a_copied_row_with_another_person_in_it_is_somebody_new() {
        let rows = [
            hint(0, true, true, ["王小新", "", "001", "汉族"]),
            hint(0, true, true, ["王一", NUMBERS[0], "001", "满族"]),
        ];
        assert_eq!(find(&rows), [Found::New(None), at(0)]);
    }

    #[test]
    fn a_row_that_stands_there_twice_is_one() {
        let row = || hint(0, true, true, ["王一", NUMBERS[0], "001", "汉族"]);
        assert_eq!(find(&[row(), row()]), [at(0), Found::Twice]);
    }

    #[test]
    fn a_number_mistyped_into_that_of_another_does_not_make_one_of_the_other() {
        let rows = [hint(0, true, true, ["王一", NUMBERS[1], "001", "满族"])];
        assert_eq!(find(&rows), [at(0)]);
    }

    #[test]
    fn a_row_that_looks_like_nobody_it_names_is_asked() {
        let rows = [hint(0, true, true, ["赵六", "", "", "满族"])];
        assert_eq!(find(&rows), [Found::Ask(vec![Id::from_u128(1)])]);
    }

    #[test]
    fn a_row_that_nobody_has_written_into_is_the_record_that_it_says() {
        let mut rows = [hint(0, true, true, ["新名", "", "", ""]), hint(0, true, true, ["新名", "", "", ""])];
        rows.iter_mut().for_each(|row| row.sure = true);
        assert_eq!(find(&rows), [at(0), Found::Twice]);
    }

    #[test]
    fn rows_that_the_other_side_made_keep_their_ids() {
        let mut row = hint(0, false, false, ["赵六", "", "", ""]);
        row.id = Some(Id::from_u128(77));
        assert_eq!(find(&[row]), [Found::New(Some(Id::from_u128(77)))]);
    }
}
