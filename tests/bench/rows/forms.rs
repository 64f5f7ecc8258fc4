//! Rows 12, 12p and 12t: every form there is of a village of 3,000 persons with a year behind it, as workbook, as PDF, and
//! blank as a small picture of its first page.

use std::path::Path;
use std::time::Instant;

use app::forms::{self, FormInfo, FormRequest, PageRequest};
use app::session::Session;
use domain::date::Month;
use domain::document::{
    Align, Block, Cell, Document, Fields, Paper, PaperSize, Paragraph, ParagraphKind, Run, Table, Tree,
};
use journeys::{bare, inside};
use paper::{Faces, Layout};
use typst::foundations::{Array, Dict, IntoValue, Value, dict};
use typst::layout::{Abs, HAlignment, VAlignment};
use typst::text::Font;

use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Failed, Measured, Outcome, child, median};
use crate::table::{Asked, Line, seconds};

/// Rounds of every form; fewer of one that takes long.
const ROUNDS: usize = 5;
const LONG: f64 = 3.0;
/// As the page of forms shows them.
const SMALL: f64 = 0.4;
/// Documents that bare Typst sets at once: no more than ours do.
const AT_ONCE: usize = 200;

/// All forms by turns, a round of each as workbook, picture, PDF, and PDF by Typst alone: book. By name `x:`, `t:`, `p:`,
/// `l:` (its document alone) and `b:` (that document by Typst) the middle time of each; `n:` its documents.
pub fn all(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let persons = session.register()?.rows().persons.len();
    let fonts = bare::fonts();
    let known = forms::list(&*session.standard()?);
    let mut measured = Measured::default().and("persons", persons as f64).and("forms", known.len() as f64);
    // Whatever is made once for all of them.
    if let Some(first) = known.first() {
        round(&session, first, &fonts)?;
    }
    for info in &known {
        let began = Instant::now();
        let mut rounds = Vec::new();
        while rounds.len() < ROUNDS && (rounds.is_empty() || began.elapsed().as_secs_f64() < LONG) {
            rounds.push(round(&session, info, &fonts)?);
        }
        for (at, kind) in ["x", "t", "p", "l", "b", "n"].into_iter().enumerate() {
            measured = measured.and(&format!("{kind}:{}", info.form), median(rounds.iter().map(|round| round[at])));
        }
    }
    Ok(measured)
}

fn round(session: &Session, info: &FormInfo, fonts: &[Font]) -> Outcome<[f64; 6]> {
    let month = Month::of(host::today()).previous().to_string();
    let request = inside::filled(session, info, &month);
    let timed = |act: &dyn Fn() -> Outcome<()>| {
        let began = Instant::now();
        act()?;
        Ok::<_, Failed>(began.elapsed().as_secs_f64())
    };
    let workbook = timed(&|| {
        forms::xlsx(session, &request)?;
        Ok(())
    })?;
    let blank = FormRequest { blank: true, subject: None, ..request.clone() };
    let small = PageRequest { req: blank, page: 0, scale: SMALL };
    // It also takes the place of the pages that were set last.
    let picture = timed(&|| {
        forms::page_image(session, &small)?;
        Ok(())
    })?;
    let pdf = timed(&|| {
        forms::pdfs(session, &request)?;
        Ok(())
    })?;
    let documents = forms::build(session, &request)?;
    let set = timed(&|| {
        for part in documents.chunks(AT_ONCE) {
            Layout::new(part, Faces::shipped(), host::today())?.pdf()?;
        }
        Ok(())
    })?;
    let alone = timed(&|| {
        for part in documents.chunks(AT_ONCE) {
            bare::pdf(&bare::set(TEMPLATE, inputs(part), fonts).map_err(Failed)?).map_err(Failed)?;
            typst::comemo::evict(0);
        }
        Ok(())
    })?;
    Ok([workbook, picture, pdf, set, alone, documents.len() as f64])
}

/// The forms as somebody writes them who knows Typst: the same words in the same tables, nothing that opens anything.
const TEMPLATE: &str = "\
#set text(font: (\"Noto Serif SC\", \"Noto Serif JP\"), fallback: false, size: 10.5pt, lang: \"zh\", region: \"cn\")
#set table(stroke: 0.5pt, inset: (x: 5pt, y: 5.5pt))
#let run(it) = if type(it) == str { it } else { box(it.kept) }
#let words(it) = if type(it) == str { it } else { it.map(line => line.map(run).join()).join(linebreak()) }
#let cell(it) = if type(it) != dictionary { words(it) } else { table.cell(colspan: it.columns, words(it.text)) }
#let head(it) = table.cell(x: it.x, y: it.y, colspan: it.columns, rowspan: it.levels, strong(it.text))
#let part(it) = if it.kind == \"table\" {
  table(columns: it.widths, rows: it.heights, align: it.align,
    table.header(..it.head.map(head)), ..it.cells.map(cell))
} else if it.kind == \"fields\" {
  table(columns: it.widths, align: left + horizon,
    ..it.cells.map(it => (strong(it.caption), table.cell(colspan: it.columns, words(it.text)))).flatten())
} else if it.kind == \"tree\" {
  for one in it.nodes { pad(left: one.depth, rect(stroke: 0.9pt, align(center, [*#words(one.name)* \\ #words(one.facts)]))) }
} else if it.kind == \"card\" {
  block(stroke: 1.4pt, radius: 9pt, width: 100%, inset: (x: 14pt, y: 10pt), text(size: 16.5pt, words(it.text)))
} else if it.kind == \"heading\" { strong(words(it.text)) } else { par(words(it.text)) }
#for it in sys.inputs.documents {
  page(width: it.width, height: it.height, margin: (x: 18mm, top: 18mm, bottom: 20mm),
    footer: context [#it.footer #h(1fr) 第 #counter(page).display() 页 共 #counter(page).final().first() 页 #h(1fr)], {
    align(center, text(size: 22pt, weight: \"bold\", it.title))
    for line in it.head { block(line.at(0) + h(1fr) + line.at(1)) }
    it.parts.map(part).join()
    block(it.signatures.join(h(1fr)))
  })
}
";

fn inputs(documents: &[Document]) -> Dict {
    let documents: Array = documents.iter().map(|document| plain(document).into_value()).collect();
    dict! { "documents" => documents }
}

fn plain(document: &Document) -> Dict {
    let width = document.paper.text_width_mm();
    let parts: Array = document.blocks.iter().map(|block| part(block, width).into_value()).collect();
    let head = document.head.iter().map(|line| array([line.left.as_str(), line.right.as_str()]).into_value());
    let Paper { size, landscape } = document.paper;
    let (short, long) = match size {
        PaperSize::A4 => (210.0, 297.0),
        PaperSize::A3 => (297.0, 420.0),
    };
    let (wide, high) = if landscape { (long, short) } else { (short, long) };
    dict! {
        "width" => Abs::mm(wide),
        "height" => Abs::mm(high),
        "title" => document.title.as_str(),
        "head" => head.collect::<Array>(),
        "parts" => parts,
        "signatures" => array(document.signatures.iter().map(String::as_str)),
        "footer" => document.footer.as_str(),
    }
}

fn part(block: &Block, width: f64) -> Dict {
    match block {
        Block::Table(it) => table(it, width),
        Block::Fields(it) => fields(it, width),
        Block::Paragraph(it) => paragraph(it),
        Block::Tree(it) => tree(it),
    }
}

fn table(table: &Table, width: f64) -> Dict {
    let head = table.head().into_iter().map(|cell| {
        let (x, y) = (cell.column, cell.level);
        dict! { "text" => cell.caption, "x" => x, "y" => y, "columns" => cell.columns, "levels" => cell.levels }
            .into_value()
    });
    let height = if table.row_height_mm > 0.0 { Abs::mm(table.row_height_mm).into_value() } else { Value::Auto };
    let rows: Vec<_> = table.rows.iter().chain(&table.total).collect();
    let heights = (0..table.levels()).map(|_| Value::Auto).chain(rows.iter().map(|_| height.clone()));
    let places = rows.iter().flat_map(|row| row.places(table.columns.len()).unwrap_or_default());
    let cells = places.map(|(_, cell)| match cell.columns {
        1 => words(&cell),
        columns => dict! { "text" => words(&cell), "columns" => columns }.into_value(),
    });
    let align = table.columns.iter().map(|column| {
        let across = match column.align {
            Align::Left => HAlignment::Left,
            Align::Centre => HAlignment::Center,
            Align::Right => HAlignment::Right,
        };
        (across + VAlignment::Horizon).into_value()
    });
    dict! {
        "kind" => "table",
        "widths" => lengths(table.widths_mm(width)),
        "heights" => heights.collect::<Array>(),
        "align" => align.collect::<Array>(),
        "head" => head.collect::<Array>(),
        "cells" => cells.collect::<Array>(),
    }
}

fn fields(fields: &Fields, width: f64) -> Dict {
    let (caption, value) = fields.widths_mm(width);
    let cells = fields.rows().into_iter().flatten().map(|(field, pairs)| {
        let columns = i64::from(2 * pairs - 1);
        dict! { "caption" => field.caption.as_str(), "text" => words(&field.value), "columns" => columns }.into_value()
    });
    let widths = lengths((0..fields.per_row.max(1)).flat_map(|_| [caption, value]));
    dict! { "kind" => "fields", "widths" => widths, "cells" => cells.collect::<Array>() }
}

fn paragraph(paragraph: &Paragraph) -> Dict {
    let kind = match paragraph.kind {
        ParagraphKind::Heading => "heading",
        ParagraphKind::Card => "card",
        ParagraphKind::Body | ParagraphKind::Note => "words",
    };
    dict! { "kind" => kind, "text" => lines(&paragraph.lines) }
}

/// Its boxes in a list, each further in than the one above it: who draws by hand has no rule for where they stand.
fn tree(tree: &Tree) -> Dict {
    let nodes = tree.outline().into_iter().map(|(depth, node)| {
        let name = lines(std::slice::from_ref(&node.name));
        dict! { "depth" => Abs::mm(8.0 * depth as f64), "name" => name, "facts" => lines(&node.facts) }.into_value()
    });
    dict! { "kind" => "tree", "nodes" => nodes.collect::<Array>() }
}

/// Plain words, or lines in which names stay whole.
fn words(cell: &Cell) -> Value {
    let is_kept = |line: &domain::document::Line| line.0.iter().any(|run| matches!(run, Run::Kept(_)));
    if cell.lines.iter().any(is_kept) { lines(&cell.lines).into_value() } else { cell.plain().into_value() }
}

fn lines(lines: &[domain::document::Line]) -> Array {
    let run = |run: &Run| match run {
        Run::Kept(name) => dict! { "kept" => name.as_str() }.into_value(),
        other => other.plain().into_value(),
    };
    lines.iter().map(|line| line.0.iter().map(run).collect::<Array>().into_value()).collect()
}

fn array<'a>(texts: impl IntoIterator<Item = &'a str>) -> Array {
    texts.into_iter().map(IntoValue::into_value).collect()
}

fn lengths(millimetres: impl IntoIterator<Item = f64>) -> Array {
    millimetres.into_iter().map(|length| Abs::mm(length).into_value()).collect()
}

/// Rows 12, 12p and 12t.
pub fn rows(bench: &Bench) -> Vec<Line> {
    or_missing(measure(bench), |why| Line::missing("12", "any form as workbook", Asked::Seconds(1.0), why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let book = bench.sample("forms", ["10", "810", "12"])?;
    let all = child("forms", &[&book])?;
    let of = |kind: &str| -> Vec<(String, f64)> {
        let named = all.more.iter().filter_map(|(name, time)| Some((name.strip_prefix(kind)?.to_owned(), *time)));
        named.collect()
    };
    let alone = |times: &[(String, f64)]| {
        let (name, time) = times.iter().max_by(|one, other| one.1.total_cmp(&other.1)).cloned().unwrap_or_default();
        let whole: f64 = times.iter().map(|(_, time)| time).sum();
        let run = Measured { seconds: time, peak: all.peak, ..Measured::default() };
        (name, run, median(times.iter().map(|(_, time)| *time)), whole)
    };
    let what = format!("of {:.0} forms, {:.0} persons, a year of records", all.get("forms"), all.get("persons"));

    let (slowest, run, middle, _) = alone(&of("x:"));
    let workbook = Line::alone("12", format!("workbook, the slowest {what}"), &[run], Asked::Seconds(1.0)).note(
        format!("{slowest}, {:.0} documents; the middle form {}", all.get(&format!("n:{slowest}")), seconds(middle)),
    );

    let ratio = |(name, ours): &(String, f64)| ours / all.get(&format!("b:{name}"));
    let mut set = of("l:");
    set.sort_by(|one, other| ratio(other).total_cmp(&ratio(one)));
    let mut lines = vec![workbook];
    if let Some(worst) = set.first() {
        let run = |seconds| [Measured { seconds, peak: all.peak, ..Measured::default() }];
        let floor = run(all.get(&format!("b:{}", worst.0)));
        let first: Vec<String> = set.iter().take(4).map(|one| format!("{} {:.2}", one.0, ratio(one))).collect();
        let (longest, from_book, middle, _) = alone(&of("p:"));
        let job = format!("PDF of its document, the worst {what}");
        lines.push(Line::against("12p", job, &run(worst.1), ("Typst alone", &floor), Asked::Ratio(1.5)).note(format!(
            "{}; the middle form {:.2}; from the book the longest {longest} in {}, the middle form {}",
            first.join(", "),
            median(set.iter().map(ratio)),
            seconds(from_book.seconds),
            seconds(middle)
        )));
    }
    let (slowest, run, middle, whole) = alone(&of("t:"));
    lines.push(Line::alone("12t", "small picture of a blank form, the slowest", &[run], Asked::Nothing).note(format!(
        "{slowest}; the middle form {}, all {} together {}",
        seconds(middle),
        all.get("forms"),
        seconds(whole)
    )));
    Ok(lines)
}
