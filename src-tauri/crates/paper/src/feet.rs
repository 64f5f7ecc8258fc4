//! The foot of every page: what kind of paper this is, and 第 X 页 共 Y 页, laid over the finished pages.
//!
//! Typst could count the pages itself, but would then set the whole form twice. Feet that look the same on every form are
//! set once in the life of the program: setting them takes as long as a page of text.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use domain::document::Paper;
use typst::foundations::{Array, Dict, IntoValue, dict};
use typst::layout::{Abs, Frame, Point};
use typst_layout::Page;

use crate::{Faces, PaperError, form, world};

const FEET: &str = include_str!("../../../../assets/forms/feet.typ");
/// From the foot's upper edge to the lower edge of the paper, in millimetres.
const FOOT_MM: f64 = 15.0;
/// With more feet than this all are forgotten before the next form: those of rosters that nobody prints again.
const MOST: usize = 2000;

/// What a foot looks like.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Foot {
    width: Abs,
    note: String,
    page: u64,
    pages: usize,
}

/// The feet that were set in these typefaces.
#[derive(Default)]
pub(crate) struct Feet(Mutex<HashMap<Foot, Frame>>);

impl Feet {
    /// Lays a foot over every page; a note for each document.
    pub(crate) fn lay(&self, pages: &mut [Page], notes: &[String], faces: &Faces) -> Result<(), PaperError> {
        let feet = feet(pages, notes);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() > MOST {
            kept.clear();
        }
        let new: HashSet<&Foot> = feet.iter().filter(|foot| !kept.contains_key(foot)).collect();
        if !new.is_empty() {
            let new: Vec<&Foot> = new.into_iter().collect();
            let set = world::set(FEET, inputs(&new, faces), faces)?;
            kept.extend(new.into_iter().cloned().zip(set.pages().iter().map(|page| page.frame.clone())));
        }
        for (page, foot) in pages.iter_mut().zip(&feet) {
            let Some(frame) = kept.get(foot) else { continue };
            let corner = Point::new(Abs::mm(Paper::SIDE_MARGIN_MM), page.frame.height() - Abs::mm(FOOT_MM));
            page.frame.push_frame(corner, frame.clone());
        }
        Ok(())
    }
}

/// A document begins where the count of pages begins anew.
fn feet(pages: &[Page], notes: &[String]) -> Vec<Foot> {
    let mut notes = notes.iter();
    let mut feet = Vec::with_capacity(pages.len());
    for run in pages.chunk_by(|_, next| next.number != 1) {
        let note = notes.next().cloned().unwrap_or_default();
        feet.extend(run.iter().map(|page| Foot {
            width: page.frame.width() - Abs::mm(2.0 * Paper::SIDE_MARGIN_MM),
            note: note.clone(),
            page: page.number,
            pages: run.len(),
        }));
    }
    feet
}

fn inputs(feet: &[&Foot], faces: &Faces) -> Dict {
    let foot = |foot: &&Foot| {
        dict! {
            "width" => foot.width,
            "note" => foot.note.as_str(),
            "page" => foot.page as i64,
            "pages" => foot.pages,
        }
        .into_value()
    };
    let feet: Array = feet.iter().map(foot).collect();
    dict! { "fonts" => form::families(faces), "feet" => feet }
}
