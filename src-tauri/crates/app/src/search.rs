//! Finding people: by name in characters, pinyin, initials or any mixture, by the last four of a number, by household.
//!
//! The keys live in memory, made when a book is open, and are never stored. Every distinct character of the names gets
//! a number; a query is turned once into a table that says, for each such character and each place in the query, how
//! far the query is read when the character has been. A name is then matched by a few table look-ups.

mod keys;
mod query;

use serde::Serialize;
use ts_rs::TS;

pub use keys::{Keys, initials, pinyin};

use crate::failure::Result;
use crate::session::Session;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Hit {
    /// `person` or `household`.
    #[ts(type = "'person' | 'household'")]
    pub kind: &'static str,
    /// Its row id.
    pub id: String,
    /// The person's name, or the head's.
    pub name: String,
    /// Row id of the household to open.
    pub household: Option<String>,
    /// Its code.
    pub household_code: Option<String>,
    /// Its hamlet.
    pub hamlet: Option<String>,
    /// By what it was found.
    pub why: &'static str,
}

/// By what something is found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// The whole name.
    WholeName,
    /// The name begins so.
    NameBegins,
    /// 户号.
    Code,
    /// The end of the identity number, or all of it.
    IdNumber,
    /// The end of the phone number, or all of it.
    Phone,
    /// Inside the name.
    NameInside,
}

impl Why {
    fn words(self) -> &'static str {
        match self {
            Self::WholeName | Self::NameBegins | Self::NameInside => "姓名",
            Self::Code => "户号",
            Self::IdNumber => "证号",
            Self::Phone => "电话",
        }
    }
}

/// The best `limit` hits for what was typed.
///
/// # Errors
/// What the store says.
pub fn search(session: &Session, text: &str, limit: usize) -> Result<Vec<Hit>> {
    let register = session.register()?;
    let keys = session.keys()?;
    let found = keys.find(&register, text, limit);
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let rows = register.rows();
    let hits = found.into_iter().map(|(why, at)| {
        if why == Why::Code {
            let row = &rows.households[at as usize];
            let head = keys.head(at).map(|head| rows.persons[head as usize].name.clone());
            return Hit {
                kind: "household",
                id: row.id.to_string(),
                name: head.unwrap_or_default(),
                household: Some(row.id.to_string()),
                household_code: row.code.clone(),
                hamlet: row.hamlet.clone(),
                why: why.words(),
            };
        }
        let row = &rows.persons[at as usize];
        let home = keys.home(at).map(|home| &rows.households[home as usize]);
        Hit {
            kind: "person",
            id: row.id.to_string(),
            name: row.name.clone(),
            household: home.map(|home| home.id.to_string()),
            household_code: home.and_then(|home| home.code.clone()),
            hamlet: home.and_then(|home| home.hamlet.clone()),
            why: why.words(),
        }
    });
    Ok(hits.collect())
}
