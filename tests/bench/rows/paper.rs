//! Row 7: a roster of 3,000 rows and eight columns as PDF.

use std::fs;
use std::path::Path;
use std::time::Instant;

use app::session::Session;
use domain::day::Day;
use domain::document::{Block, Cell, Column, Document, Paper, Row, Table};
use journeys::bare;
use paper::{Faces, Layout};
use typst::foundations::{Array, Dict, IntoValue};

use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Failed, Measured, Outcome, alternate, child};
use crate::table::{Asked, Line};

const ROWS: usize = 3000;
/// Captions and widths in millimetres: 174 together, the width between A4's margins.
const COLUMNS: [(&str, f64); 8] = [
    ("序号", 14.0),
    ("户号", 14.0),
    ("姓名", 26.0),
    ("性别", 12.0),
    ("出生日期", 26.0),
    ("与户主关系", 22.0),
    ("住址", 44.0),
    ("备注", 16.0),
];
/// About 23 rows a page, as a roster with room to write in.
const ROW_MM: f64 = 10.4;

/// The texts of the table, at most `most` rows.
fn texts(session: &Session, most: usize) -> Outcome<Vec<[String; 8]>> {
    let register = session.register()?;
    let rows = register.rows();
    let day = Day::new(&register, host::today());
    let mut texts = Vec::with_capacity(most);
    for (person, at) in rows.persons.iter().zip(0..) {
        let Some(home) = day.home_of(at).map(|home| &rows.residences[home as usize]) else { continue };
        let household = register.household(home.household);
        texts.push([
            (texts.len() + 1).to_string(),
            household.and_then(|row| row.code.clone()).unwrap_or_default(),
            person.name.clone(),
            person.sex.map(|sex| sex.word().to_owned()).unwrap_or_default(),
            person.birth.map(|birth| birth.to_string()).unwrap_or_default(),
            home.relation.map(|relation| relation.word().to_owned()).unwrap_or_default(),
            household.and_then(|row| row.address.clone()).unwrap_or_default(),
            home.kind.word().to_owned(),
        ]);
        if texts.len() == most {
            break;
        }
    }
    Ok(texts)
}

fn document(texts: &[[String; 8]]) -> Document {
    let mut table = Table::new(COLUMNS.iter().map(|(caption, width)| Column::new(*caption).mm(*width)).collect());
    table.row_height_mm = ROW_MM;
    table.rows = texts.iter().map(|row| Row(row.iter().map(Cell::text).collect())).collect();
    let mut document = Document::new("示例村人员花名册", Paper::A4);
    document.blocks.push(Block::Table(table));
    document
}

/// Ours: book, rows if not as many as row 7 has.
pub fn ours(arguments: &[String]) -> Outcome<Measured> {
    let most = arguments.get(1).and_then(|most| most.parse().ok()).unwrap_or(ROWS);
    let document = document(&texts(&host::open(Path::new(argument(arguments, 0)?))?, most)?);
    let began = Instant::now();
    let layout = Layout::new(&[document], Faces::shipped(), host::today())?;
    let pdf = layout.pdf()?;
    Ok(Measured::of(began.elapsed().as_secs_f64()).and("pages", layout.pages() as f64).and("bytes", pdf.len() as f64))
}

/// The table as somebody writes it who knows Typst.
const TEMPLATE: &str = "\
#set page(paper: \"a4\", margin: (x: 18mm, top: 18mm, bottom: 20mm),
  footer: context align(center)[第 #counter(page).display() 页 共 #counter(page).final().first() 页])
#set text(font: (\"Noto Serif SC\", \"Noto Serif JP\"), fallback: false, size: 10.5pt, lang: \"zh\", region: \"cn\")
#align(center, text(size: 22pt, weight: \"bold\")[示例村人员花名册])
#table(columns: sys.inputs.widths, rows: (auto, ..sys.inputs.heights), stroke: 0.5pt, inset: (x: 5pt, y: 5.5pt),
  align: left + horizon, table.header(..sys.inputs.captions.map(strong)), ..sys.inputs.cells)
";

/// The same table by Typst alone: book.
pub fn typst_alone(arguments: &[String]) -> Outcome<Measured> {
    use typst::layout::Abs;
    let texts = texts(&host::open(Path::new(argument(arguments, 0)?))?, ROWS)?;
    let began = Instant::now();
    let array = |values: &mut dyn Iterator<Item = typst::foundations::Value>| values.collect::<Array>();
    let mut inputs = Dict::new();
    let mut put = |name: &str, values: Array| inputs.insert(name.into(), values.into_value());
    put("widths", array(&mut COLUMNS.iter().map(|(_, width)| Abs::mm(*width).into_value())));
    put("heights", array(&mut texts.iter().map(|_| Abs::mm(ROW_MM).into_value())));
    put("captions", array(&mut COLUMNS.iter().map(|(caption, _)| (*caption).into_value())));
    put("cells", array(&mut texts.iter().flatten().map(|text| text.as_str().into_value())));
    let document = bare::set(TEMPLATE, inputs, &bare::fonts()).map_err(Failed)?;
    let pdf = bare::pdf(&document).map_err(Failed)?;
    let pages = document.pages().len();
    Ok(Measured::of(began.elapsed().as_secs_f64()).and("pages", pages as f64).and("bytes", pdf.len() as f64))
}

/// The same table as a workbook, for LibreOffice: book, file.
pub fn workbook(arguments: &[String]) -> Outcome<Measured> {
    let document = document(&texts(&host::open(Path::new(argument(arguments, 0)?))?, ROWS)?);
    fs::write(argument(arguments, 1)?, sheets::write::workbook(&[document], host::today())?)?;
    Ok(Measured::default())
}

/// Row 7.
pub fn rows(bench: &Bench) -> Vec<Line> {
    or_missing(measure(bench), |why| Line::missing("7", "PDF of a roster", Asked::Ratio(1.15), why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let book = bench.village()?;
    let runs = alternate(7, &[&|| child("pdf", &[book]), &|| child("typst", &[book])])?;
    let pages = |runs: &[Measured]| runs.first().map(|run| run.get("pages")).unwrap_or_default();
    let job = format!("PDF of {ROWS} rows × {} columns, {:.0} pages", COLUMNS.len(), pages(&runs[0]));
    let bytes = runs[0][0].get("bytes") / 1e6;
    let mut lines = vec![
        Line::against("7", &job, &runs[0], ("Typst alone", &runs[1]), Asked::Ratio(1.15))
            .note(format!("{:.0} pages there; {bytes:.1} MB; peak asked ≤ 600 MB", pages(&runs[1]))),
    ];
    let office = || -> Outcome<Vec<Measured>> {
        let (file, profile, folder) = (bench.path("roster-7.xlsx"), bench.path("office"), bench.path("pdf"));
        child("workbook", &[book, &file])?;
        fs::create_dir_all(&folder)?;
        let python = bench.python()?;
        let run = || python.run("office.py", &[&file, &folder, &profile]);
        // The first start makes LibreOffice's own settings: not counted.
        run()?;
        (0..7).map(|_| run()).collect()
    };
    lines.push(match office() {
        Ok(office) => Line::against("7", &job, &runs[0], ("LibreOffice, headless", &office), Asked::Ratio(0.6)),
        Err(why) => Line::missing("7", &job, Asked::Ratio(0.6), why.to_string()),
    });
    Ok(lines)
}
