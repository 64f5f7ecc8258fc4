//! Which files were taken in, and by which operation. The name is the file's own, without its folder.

use domain::id::Id;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::read::Reader;

/// A file that an import took in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Row id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Hash of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: i64,
    /// The operation that took it in: [`crate::Write::op`].
    pub op: i64,
}

crate::table::table!(SourceFile, "source_file", [id, name, sha256, bytes, op]);

impl Reader<'_> {
    /// The imports of a file of these bytes.
    pub fn source_files_of(&self, sha256: &str) -> Result<Vec<SourceFile>> {
        self.by_text("sha256", sha256)
    }
}
