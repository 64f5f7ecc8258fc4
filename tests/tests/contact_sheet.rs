//! One picture of all forms: the first page of each, filled from an invented village, to be looked at as a whole.

use std::path::Path;

use app::forms::{self, FormInfo, PageRequest};
use app::session::Session;
use base64::Engine;
use journeys::{bare, inside, pictures};
use typst::foundations::{Array, Bytes, Dict, IntoValue, dict};
use typst::utils::Scalar;
use typst_render::RenderOptions;

const TODAY: &str = "2026-06-30";

/// The largest that is kept in the tree, in bytes.
const LARGEST: usize = 600 << 10;

/// Pixels a point of a page before it is put on the sheet.
const SCALE: f64 = 1.0;

/// Every page in a square of its own with its title and its heading below.
const SHEET: &str = "\
#set page(width: 1960pt, height: auto, margin: 24pt, fill: rgb(\"f4f1ea\"))
#set text(font: (\"Noto Serif SC\", \"Noto Serif JP\"), fallback: false, size: 15pt, lang: \"zh\")
#grid(columns: (1fr,) * 7, column-gutter: 12pt, row-gutter: 20pt,
  ..sys.inputs.forms.map(it => align(center, stack(spacing: 7pt,
    box(height: 262pt, align(horizon, box(stroke: 0.5pt + luma(150),
      image(it.png, format: \"png\", fit: \"contain\", ..it.size)))),
    strong(it.title),
    text(size: 12pt, fill: luma(90), it.group),
  ))))
";

/// The first page of a form as it stands on the sheet.
fn cell(session: &Session, info: &FormInfo) -> Dict {
    let page = PageRequest { req: inside::filled(session, info, &TODAY[..7]), page: 0, scale: SCALE };
    let url = forms::page_image(session, &page).unwrap();
    let png = url.strip_prefix("data:image/png;base64,").expect("a picture within the address");
    let png = base64::engine::general_purpose::STANDARD.decode(png).expect("base64");
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    let key = if side(16) > side(20) { "width" } else { "height" };
    let size = dict! { key => typst::layout::Abs::pt(258.0) };
    dict! { "title" => info.title.as_str(), "group" => info.group.as_str(), "png" => Bytes::new(png), "size" => size }
}

#[test]
fn all_forms_stand_on_one_picture() {
    let folder = tempfile::tempdir().unwrap();
    let session = inside::village(folder.path(), TODAY);
    app::sample::sample(&session, 4, 200, 12, 7).unwrap();
    let known = forms::list(&session.standard().unwrap());
    let forms: Array = known.iter().map(|info| cell(&session, info).into_value()).collect();
    let sheet = bare::set(SHEET, dict! { "forms" => forms }, &bare::fonts()).unwrap();
    let options = RenderOptions { pixel_per_pt: Scalar::new(1.0), render_bleed: false };
    let png = typst_render::render(&sheet.pages()[0], &options).encode_png().unwrap();
    pictures::keep(Path::new(env!("CARGO_TARGET_TMPDIR")), "forms", &png, LARGEST);
}
