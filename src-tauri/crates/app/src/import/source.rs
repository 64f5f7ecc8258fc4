//! The files of one import: read under caps, understood with the mapping that holds.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::sheet::Workbook;
use intake::entry::List;
use intake::roster::{self, Mapping};
use sha2::{Digest, Sha256};
use sheets::read::{Limits, read};
use store::{SourceFile, Write};

use super::fields::field;
use super::{ImportRequest, MappingChoice};
use crate::failure::{Failure, Result};
use crate::progress::Progress;
use crate::session::Session;

/// One file.
pub(super) struct SourceBook {
    pub name: String,
    pub sha256: String,
    pub bytes: u64,
    pub book: Workbook,
    pub passed_over: Vec<roster::PassedOver>,
    /// Its lists, by place in [`Source::lists`].
    pub lists: std::ops::Range<usize>,
}

/// All files of one import.
pub(super) struct Source {
    pub files: Vec<SourceBook>,
    pub lists: Vec<List>,
    /// Caption set and mapping, for those that a person corrected.
    pub remembered: Vec<(String, String)>,
}

fn fingerprint(path: &Path) -> Result<(String, u64)> {
    let failed = |_| Failure::new("file_unreadable", "文件打不开，请检查 U 盘是否插好，再选一次").at("paths");
    let mut file = File::open(path).map_err(failed)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut buffer).map_err(failed)?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        bytes += count as u64;
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((sha256, bytes))
}

/// A mapping as a person corrected it; fields that this program does not know are left out.
fn mapping(choice: &MappingChoice) -> Mapping {
    let mut mapping = Mapping::default();
    for (caption, key) in &choice.fields {
        mapping.set(caption.clone(), key.as_deref().and_then(field));
    }
    mapping
}

impl Source {
    pub(super) fn read(session: &Session, request: &ImportRequest, progress: &dyn Progress) -> Result<Self> {
        if request.paths.is_empty() {
            return Err(Failure::new("no_files", "还没有选文件，请先选一份名册").at("paths"));
        }
        let known = |captions: &[String]| -> Option<Mapping> {
            let key = roster::caption_key(captions);
            if let Some(choice) = request.mappings.iter().find(|choice| choice.captions_key == key) {
                return Some(mapping(choice));
            }
            let remembered = session.read(|reader| Ok(reader.mapping(&key)?)).ok().flatten()?;
            serde_json::from_str(&remembered).ok()
        };
        let mut source = Self { files: Vec::new(), lists: Vec::new(), remembered: Vec::new() };
        let total = request.paths.len() as u64;
        for (done, path) in (0..).zip(&request.paths) {
            progress.report(done * 80 / total, 100)?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let told = |failure: Failure| Failure { message: format!("{name}：{}", failure.message), ..failure };
            let book = read(path, &Limits::default(), session.host().foreign())
                .map_err(|error| told(Failure::from(error).at("paths")))?;
            let (sha256, bytes) = fingerprint(path)?;
            let understood = roster::understand(&book, &known);
            let first = source.lists.len();
            source.lists.extend(understood.lists);
            source.files.push(SourceBook {
                lists: first..source.lists.len(),
                passed_over: understood.passed_over,
                name,
                sha256,
                bytes,
                book,
            });
        }
        for choice in &request.mappings {
            let text = serde_json::to_string(&mapping(choice)).unwrap_or_default();
            source.remembered.push((choice.captions_key.clone(), text));
        }
        progress.report(80, 100)?;
        Ok(source)
    }

    /// Notes which files an operation took in.
    pub(super) fn note(&self, write: &mut Write<'_>) -> Result<()> {
        for file in &self.files {
            let row = SourceFile {
                id: write.mint(),
                name: file.name.clone(),
                sha256: file.sha256.clone(),
                bytes: file.bytes as i64,
                op: write.op(),
            };
            write.put(&row)?;
        }
        Ok(())
    }
}
