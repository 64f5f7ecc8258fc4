//! What was typed, ready to be held against names.

use super::keys::Glyph;

/// Longer queries are cut: no name is read beyond.
const LONGEST: usize = 60;

/// For each distinct character of the names and each place in the query: the places that are reached by reading it.
pub(super) struct Reading {
    /// `steps[glyph * (length + 1) + place]` has a bit for each place reached.
    steps: Vec<u64>,
    length: usize,
}

impl Reading {
    /// `None` when nothing is left of the query.
    pub(super) fn new(text: &str, glyphs: &[Glyph]) -> Option<Self> {
        let typed: Vec<char> = text
            .chars()
            .filter(|one| !one.is_whitespace() && !matches!(one, '\'' | '’'))
            .flat_map(char::to_lowercase)
            .take(LONGEST)
            .collect();
        let length = typed.len();
        if length == 0 {
            return None;
        }
        let mut steps = vec![0; glyphs.len() * (length + 1)];
        for (at, glyph) in glyphs.iter().enumerate() {
            for place in 0..length {
                steps[at * (length + 1) + place] = reached(&typed[place..], glyph) << place;
            }
        }
        Some(Self { steps, length })
    }

    /// Whether reading `name` from its first character on reads all of the query; and whether it reads all of the name.
    fn begins(&self, name: &[u16]) -> Option<bool> {
        let done = 1 << self.length;
        let mut places: u64 = 1;
        for (read, glyph) in name.iter().enumerate() {
            let row = &self.steps[usize::from(*glyph) * (self.length + 1)..][..=self.length];
            let mut next = 0;
            while places != 0 {
                next |= row[places.trailing_zeros() as usize];
                places &= places - 1;
            }
            if next & done != 0 {
                return Some(read + 1 == name.len());
            }
            if next == 0 {
                return None;
            }
            places = next;
        }
        None
    }

    /// How a name matches: from its beginning (and whether as a whole), or from a later character on.
    pub(super) fn matches(&self, name: &[u16]) -> Option<super::Why> {
        if let Some(whole) = self.begins(name) {
            return Some(if whole { super::Why::WholeName } else { super::Why::NameBegins });
        }
        (1..name.len()).any(|start| self.begins(&name[start..]).is_some()).then_some(super::Why::NameInside)
    }
}

/// A bit for each number of typed characters that one character of a name can stand for: itself, or any beginning of
/// one of its readings.
fn reached(typed: &[char], glyph: &Glyph) -> u64 {
    if typed.first() == Some(&glyph.character) {
        return 1 << 1;
    }
    let mut places = 0;
    for reading in &glyph.readings {
        for (count, (letter, one)) in reading.bytes().zip(typed).enumerate() {
            if char::from(letter) != *one {
                break;
            }
            places |= 1 << (count + 1);
        }
    }
    places
}
