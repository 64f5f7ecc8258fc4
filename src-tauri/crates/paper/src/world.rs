//! What Typst can see: one template, the data handed in, the fonts. No file system, no packages, no network, no clock.

use crate::{Faces, PaperError};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

struct Desk<'a> {
    library: LazyHash<Library>,
    template: Source,
    faces: &'a Faces,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.book()
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
        self.faces.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets `template` with `inputs` as its `sys.inputs`. What Typst remembers of it stays until [`forget`].
pub(crate) fn set(template: &str, inputs: Dict, faces: &Faces) -> Result<PagedDocument, PaperError> {
    let path = VirtualPath::new("/form.typ").map_err(|_| PaperError::Template { line: 0 })?;
    let desk = Desk {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        template: Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), template.to_owned()),
        faces,
    };
    let result = typst::compile::<PagedDocument>(&desk).output;
    result.map_err(|errors| PaperError::Template { line: errors.first().map_or(0, |error| line_of(&desk, error)) })
}

/// Makes Typst forget whatever it set: the next form is another one, and a roster of thousands of rows would otherwise
/// stay in memory. It takes milliseconds, so once a form is enough.
pub(crate) fn forget() {
    typst::comemo::evict(0);
}

/// Line of the template, from 1; 0 when Typst does not say.
fn line_of(desk: &Desk<'_>, error: &typst::diag::SourceDiagnostic) -> usize {
    use typst::WorldExt;
    let start = desk.range(error.span).map(|range| range.start);
    start.and_then(|start| desk.template.lines().byte_to_line(start)).map_or(0, |line| line + 1)
}
