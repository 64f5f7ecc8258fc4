//! The words around the numbers of a ledger: they are sealed with it, so that a sealed month prints the same after a
//! caption was changed or another pack was chosen.

use crate::failure::Result;
use crate::session::Session;
use crate::settings;
use serde::{Deserialize, Serialize};

/// Titles and captions of annex A.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Look {
    /// 「红网工程」管理台账.
    pub title: String,
    /// Of its eight columns: the first two are the standard's, the others may be the village's own.
    pub captions: Vec<String>,
    /// What the last three columns count, in the order of [`super::MEASURES`].
    pub measures: Vec<String>,
    /// The line at the end.
    pub signatures: Vec<String>,
    /// Of the sheet that lists names.
    pub names_footer: String,
}

impl Look {
    /// The words of the book's pack, with the captions that are set.
    pub fn now(session: &Session) -> Result<Self> {
        let standard = session.standard()?;
        let annex = &standard.annex_a;
        let own = session.read(|reader| settings::captions(reader, &standard))?;
        Ok(Self {
            title: standard.titles.annex_a.clone(),
            captions: annex.captions[..2].iter().cloned().chain(own).collect(),
            measures: annex.basics.iter().chain(&annex.served).chain(&annex.able).cloned().collect(),
            signatures: standard.paper.signatures.clone(),
            names_footer: annex.names_footer.clone(),
        })
    }

    /// A caption; empty for one that there is not.
    pub fn caption(&self, at: usize) -> &str {
        self.captions.get(at).map_or("", String::as_str)
    }

    /// What a number is called.
    pub fn measure(&self, at: usize) -> &str {
        self.measures.get(at).map_or("", String::as_str)
    }
}
