//! The pages that were set last, so that the next page of a preview, and the PDF after it, are there at once.

use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use chrono::NaiveDate;
use domain::document::Document;
use domain::register::Register;
use paper::{Faces, Layout};

use super::FormRequest;
use crate::failure::Result;
use crate::session::Session;

/// A form that is set.
pub(crate) struct Sheet {
    pub documents: Vec<Document>,
    pub layout: Layout,
}

struct Last {
    request: FormRequest,
    /// The rows it was made of. Held weakly: it is only compared.
    register: Weak<Register>,
    today: NaiveDate,
    sheet: Arc<Sheet>,
}

/// Sets forms. One an open book: locking drops what it keeps.
#[derive(Default)]
pub(crate) struct Press {
    last: Mutex<Option<Last>>,
    /// With this machine's fonts, read only when a form needs a character that the shipped ones lack.
    rare: OnceLock<Faces>,
}

impl Press {
    /// Drops the pages that were set last.
    pub(crate) fn forget(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The pages of a request, and whether they had to be set: `build` is asked only then.
    pub(crate) fn sheet(
        &self,
        session: &Session,
        request: &FormRequest,
        build: impl FnOnce() -> Result<Vec<Document>>,
    ) -> Result<(Arc<Sheet>, bool)> {
        // Any write makes the register anew, settings and grids included.
        let register = Arc::downgrade(&session.register()?);
        let today = session.today();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last.as_ref()
            && last.request == *request
            && last.today == today
            && Weak::ptr_eq(&last.register, &register)
        {
            return Ok((Arc::clone(&last.sheet), false));
        }
        // What was there is given free before the new one takes room.
        *last = None;
        let sheet = Arc::new(self.set(session, build()?)?);
        *last = Some(Last { request: request.clone(), register, today, sheet: Arc::clone(&sheet) });
        Ok((sheet, true))
    }

    /// Sets documents that are no form of the book.
    pub(crate) fn set(&self, session: &Session, documents: Vec<Document>) -> Result<Sheet> {
        let shipped = Faces::shipped();
        let faces = if paper::missing(&documents, shipped)?.is_empty() {
            shipped
        } else {
            self.rare.get_or_init(|| Faces::with_system(session.host().typefaces()))
        };
        let layout = Layout::new(&documents, faces, session.today())?;
        Ok(Sheet { documents, layout })
    }
}
