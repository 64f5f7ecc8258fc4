//! Words on their way to paper: a character that no font has becomes [`SUBSTITUTE`] and is reported.

use crate::Faces;
use std::borrow::Cow;

/// Stands where a character could not be printed and is written in by hand: 〓.
pub const SUBSTITUTE: char = '〓';

/// A character that no font has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// Where it stands: `第 12 行 姓名`, the caption of a field, `标题`.
    pub place: String,
    /// The name or text it belongs to, as printed: with [`SUBSTITUTE`] in it.
    pub text: String,
}

/// Writes words and notes what is missing.
pub(crate) struct Words<'a> {
    faces: &'a Faces,
    pub(crate) missing: Vec<Missing>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(faces: &'a Faces) -> Self {
        Self { faces, missing: Vec::new() }
    }

    /// The text as it prints; `place` is asked for only when something is missing.
    pub(crate) fn print<'t>(&mut self, text: &'t str, place: &dyn Fn() -> String) -> Cow<'t, str> {
        if text.chars().all(|character| !is_odd(character) && self.faces.covers(character)) {
            return Cow::Borrowed(text);
        }
        let mut lost = Vec::new();
        let printed: String = text
            .chars()
            .map(|character| match character {
                '\n' => '\n',
                odd if is_odd(odd) => ' ',
                known if self.faces.covers(known) => known,
                lacking => {
                    lost.push(lacking);
                    SUBSTITUTE
                }
            })
            .collect();
        self.missing.extend(lost.into_iter().map(|character| Missing {
            character,
            place: place(),
            text: printed.clone(),
        }));
        Cow::Owned(printed)
    }
}

/// Control characters, which a pasted text may hold: they print as a space. A line break is none.
fn is_odd(character: char) -> bool {
    character != '\n' && character.is_control()
}
