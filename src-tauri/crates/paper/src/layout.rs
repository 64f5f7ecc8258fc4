//! Documents set once, to be looked at, clicked, and written as PDF.

use crate::words::Missing;
use crate::{Faces, PaperError, form, world};
use chrono::{Datelike, NaiveDate};
use domain::document::Document;
use typst::ecow::EcoVec;
use typst::foundations::Datetime;
use typst::model::DocumentInfo;
use typst::utils::Scalar;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, Timestamp};
use typst_render::RenderOptions;

const FORM: &str = include_str!("../../../../assets/forms/document.typ");

/// The finished pages of one or several documents, each document beginning on a page of its own and counted for
/// itself.
pub struct Layout {
    document: PagedDocument,
    missing: Vec<Missing>,
    today: NaiveDate,
}

impl Layout {
    /// Sets the documents one behind the other. `today` becomes the PDF's date: same documents, same day, same bytes.
    pub fn new(documents: &[Document], faces: &Faces, today: NaiveDate) -> Result<Self, PaperError> {
        let laid = Self::set(documents, faces, today);
        world::forget();
        laid
    }

    fn set(documents: &[Document], faces: &Faces, today: NaiveDate) -> Result<Self, PaperError> {
        let inputs = form::inputs(documents, faces)?;
        let mut pages: EcoVec<Page> = world::set(FORM, inputs.form, faces)?.pages().into();
        faces.feet().lay(pages.make_mut(), &inputs.notes, faces)?;
        let title = documents.first().map(|document| document.title.as_str().into());
        let info = DocumentInfo { title, ..DocumentInfo::default() };
        Ok(Self { document: PagedDocument::new(pages, info), missing: inputs.missing, today })
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// Characters that no font has, in reading order; each printed as [`crate::SUBSTITUTE`].
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// A page (from 0) as PNG, `scale` pixels a point: 1.0 shows A4 upright 595 pixels wide.
    pub fn png(&self, page: usize, scale: f64) -> Result<Vec<u8>, PaperError> {
        let no_such_page = PaperError::NoSuchPage { page, pages: self.pages() };
        let page = self.document.pages().get(page).ok_or(no_such_page)?;
        let options = RenderOptions { pixel_per_pt: Scalar::new(scale.clamp(0.1, 8.0)), render_bleed: false };
        typst_render::render(page, &options).encode_png().map_err(|_| PaperError::Picture)
    }

    /// All pages as PDF, untagged: tags multiply the size of a roster and nobody reads a printed form aloud.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let date = u8::try_from(self.today.month()).ok().zip(u8::try_from(self.today.day()).ok());
        let date = date.and_then(|(month, day)| Datetime::from_ymd_hms(self.today.year(), month, day, 0, 0, 0));
        let options = PdfOptions { tagged: false, timestamp: date.map(Timestamp::new_utc), ..PdfOptions::default() };
        let bytes = typst_pdf::pdf(&self.document, &options).map_err(|_| PaperError::Pdf);
        world::forget();
        bytes
    }
}
