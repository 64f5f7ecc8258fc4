//! 党建目标责任书 of a year: which party group has one, signed or not, and what its targets were given. Clause 5.1.

mod list;
#[cfg(test)]
mod tests;

pub use list::{LetterItemRow, LetterList, LetterRow, LetterView, letter, letters};
pub(crate) use list::{Signed, signed};
