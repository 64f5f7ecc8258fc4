//! Documents set once, to be looked at, clicked, and written as PDF.

use crate::words::Missing;
use crate::{Faces, PaperError, form, world};
use chrono::{Datelike, NaiveDate};
use domain::document::{Document, Paper};
use typst::ecow::EcoVec;
use typst::foundations::{Array, Datetime, Dict, IntoValue, dict};
use typst::layout::{Abs, Point};
use typst::model::DocumentInfo;
use typst::utils::Scalar;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, Timestamp};
use typst_render::RenderOptions;

const FORM: &str = include_str!("../../../../assets/forms/document.typ");
const FEET: &str = include_str!("../../../../assets/forms/feet.typ");
/// From the foot's upper edge to the lower edge of the paper, in millimetres.
const FOOT_MM: f64 = 15.0;

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
        lay_feet(pages.make_mut(), &inputs.notes, faces)?;
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

/// Sets the foot of every page and lays it over. Typst could count the pages itself, but would then set the whole
/// form twice.
fn lay_feet(pages: &mut [Page], notes: &[String], faces: &Faces) -> Result<(), PaperError> {
    let feet = world::set(FEET, feet(pages, notes, faces), faces)?;
    for (page, foot) in pages.iter_mut().zip(feet.pages()) {
        let corner = Point::new(Abs::mm(Paper::SIDE_MARGIN_MM), page.frame.height() - Abs::mm(FOOT_MM));
        page.frame.push_frame(corner, foot.frame.clone());
    }
    Ok(())
}

/// A document begins where the count of pages begins anew.
fn feet(pages: &[Page], notes: &[String], faces: &Faces) -> Dict {
    let mut notes = notes.iter();
    let mut feet = Array::new();
    for run in pages.chunk_by(|_, next| next.number != 1) {
        let note = notes.next().map_or("", String::as_str);
        for page in run {
            feet.push(
                dict! {
                    "width" => page.frame.width() - Abs::mm(2.0 * Paper::SIDE_MARGIN_MM),
                    "note" => note,
                    "page" => page.number as i64,
                    "pages" => run.len(),
                }
                .into_value(),
            );
        }
    }
    dict! { "fonts" => form::families(faces), "feet" => feet }
}
