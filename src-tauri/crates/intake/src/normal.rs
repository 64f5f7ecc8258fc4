//! Words of lists in the book's own words: one file a kind of word.
//!
//! Conservative throughout: a word that is not known stays unknown and is shown to a person; nothing is guessed from
//! part of a word. The known words are data, `assets/sheets/words.toml`. Which column a word stands in, is decided
//! elsewhere ([`crate::roster`]).

pub mod date;
pub mod hamlet;
pub mod id;
pub mod phone;
pub mod tag;
pub mod text;
pub mod word;
