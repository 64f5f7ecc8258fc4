//! Typst alone: one template, its data and the shipped fonts, without anything of this project around them.

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// The shipped fonts, parsed.
#[must_use]
pub fn fonts() -> Vec<Font> {
    fonts::faces().into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect()
}

struct Alone {
    library: LazyHash<Library>,
    template: Source,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl World for Alone {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn said(errors: &[SourceDiagnostic]) -> String {
    errors.first().map(|error| error.message.to_string()).unwrap_or_default()
}

/// The pages of `template` with `inputs` as its `sys.inputs`.
///
/// # Errors
/// What Typst says of it.
pub fn set(template: &str, inputs: Dict, fonts: &[Font]) -> Result<PagedDocument, String> {
    let path = VirtualPath::new("/bare.typ").map_err(|_| "a path that Typst does not take".to_owned())?;
    let world = Alone {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        template: Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), template.to_owned()),
        book: LazyHash::new(FontBook::from_fonts(fonts)),
        fonts: fonts.to_vec(),
    };
    typst::compile::<PagedDocument>(&world).output.map_err(|errors| said(&errors))
}

/// Pages as PDF, untagged as ours are.
///
/// # Errors
/// What Typst says of it.
pub fn pdf(document: &PagedDocument) -> Result<Vec<u8>, String> {
    typst_pdf::pdf(document, &PdfOptions { tagged: false, ..PdfOptions::default() }).map_err(|errors| said(&errors))
}
