//! .ods, in the child process only.
//!
//! Our own reader of `content.xml`: the library gives no merged regions of this format and lays every sheet out
//! densely. Rows and cells repeated to the sheet's end (the usual way to close a sheet) cost nothing when blank.
//!
//! Elements are known by their customary prefixes, which every program that writes the format uses. Left out:
//! content under a merged region, comments, drawings, tables inside cells, tracked changes.

use std::collections::HashSet;
use std::io::{BufRead, BufReader};

use domain::sheet::{Cell, Sheet, Workbook};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::gather::{COLUMNS, Gathered, ROWS, Tally, workbook};
use super::xml::{attribute, character, parser};
use super::{Limits, ReadError, archive, cell};

/// Reads an inspected package.
pub(super) fn read(bytes: &[u8], file: String, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut archive = archive::open(bytes)?;
    let part = archive.by_name("content.xml").map_err(|_| ReadError::Damaged)?;
    let mut content = Content { xml: parser(BufReader::new(part)), buffer: Vec::new() };
    let (mut tally, mut sheets) = (Tally::new(limits), Vec::new());
    let (mut style, mut hidden) = (None, HashSet::new());
    loop {
        match content.next()? {
            Event::Start(element) => match element.name().as_ref() {
                "style:style" => style = attribute(&element, "style:name")?,
                "style:table-properties" if attribute(&element, "table:display")?.as_deref() == Some("false") => {
                    hidden.extend(style.take());
                }
                "table:table" => {
                    let name = attribute(&element, "table:name")?.unwrap_or_default();
                    let hidden = attribute(&element, "table:style-name")?.is_some_and(|style| hidden.contains(&style));
                    let sheet = Gathered::open(&mut tally, name, hidden)?;
                    sheets.push(content.table(sheet, &mut tally)?);
                }
                "table:tracked-changes" | "table:dde-links" => {
                    let end = element.name().as_ref().to_owned();
                    content.skip(&end)?;
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    workbook(file, sheets)
}

struct Content<R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
}

/// One cell element: what it holds and how far it reaches.
struct Found {
    cell: Cell,
    repeated: u32,
    /// Rows and columns of a merged region; (1, 1) for none.
    span: (u32, u32),
}

impl<R: BufRead> Content<R> {
    fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.xml.read_event_into(&mut self.buffer).map_err(|_| ReadError::Damaged)
    }

    /// Passes over everything up to the end of the element `name` that has just begun.
    fn skip(&mut self, name: &str) -> Result<(), ReadError> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(element) if element.name().as_ref() == name => depth += 1,
                Event::End(element) if element.name().as_ref() == name => depth -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        Ok(())
    }

    fn table(&mut self, mut sheet: Gathered, tally: &mut Tally) -> Result<Sheet, ReadError> {
        let mut row = 0u32;
        loop {
            match self.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-row" => {
                        let repeated = count(&element, "table:number-rows-repeated")?;
                        let cells = self.row(tally)?;
                        let times = if cells.is_empty() { 0 } else { repeated };
                        for again in 0..times {
                            let row = row.saturating_add(again);
                            for (column, found) in &cells {
                                put(&mut sheet, tally, row, *column, found)?;
                            }
                        }
                        row = row.saturating_add(repeated);
                    }
                    name @ ("table:table" | "table:shapes" | "office:forms") => {
                        let name = name.to_owned();
                        self.skip(&name)?;
                    }
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "table:table" => return Ok(sheet.close()),
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
    }

    /// The cells of one row that hold something or begin a merged region, by column from 0.
    fn row(&mut self, tally: &Tally) -> Result<Vec<(u32, Found)>, ReadError> {
        let (mut cells, mut column) = (Vec::new(), 0u32);
        loop {
            match self.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-cell" => {
                        let element = element.into_owned();
                        let found = self.cell(&element, tally)?;
                        let repeated = found.repeated;
                        if found.cell != Cell::Empty || found.span != (1, 1) {
                            cells.push((column, found));
                        }
                        column = column.saturating_add(repeated);
                    }
                    "table:covered-table-cell" => {
                        let repeated = count(&element, "table:number-columns-repeated")?;
                        self.skip("table:covered-table-cell")?;
                        column = column.saturating_add(repeated);
                    }
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "table:table-row" => return Ok(cells),
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
    }

    fn cell(&mut self, element: &BytesStart, tally: &Tally) -> Result<Found, ReadError> {
        let span = (count(element, "table:number-rows-spanned")?, count(element, "table:number-columns-spanned")?);
        let repeated = count(element, "table:number-columns-repeated")?;
        let text = self.paragraphs(tally)?;
        let attribute = |name| attribute(element, name);
        let shown = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
        let is_error = attribute("calcext:value-type")?.as_deref() == Some("error");
        let kind = attribute("office:value-type")?;
        let cell = match kind.as_deref() {
            _ if is_error => Cell::Empty,
            Some("float" | "percentage" | "currency") => {
                let number = attribute("office:value")?.and_then(|value| value.parse().ok());
                number.map_or(shown(text), Cell::Number)
            }
            Some("date") => {
                let date = attribute("office:date-value")?.as_deref().and_then(cell::day);
                date.map_or(shown(text), Cell::Date)
            }
            Some("boolean") => Cell::Bool(attribute("office:boolean-value")?.as_deref() == Some("true")),
            Some("string") => shown(attribute("office:string-value")?.unwrap_or(text)),
            _ => shown(text),
        };
        Ok(Found { cell, repeated, span })
    }

    /// The text of a cell up to its end: its own paragraphs, one a line.
    fn paragraphs(&mut self, tally: &Tally) -> Result<String, ReadError> {
        let (mut text, mut paragraphs) = (String::new(), 0);
        let longest = tally.text_chars();
        loop {
            let mut inside = None;
            match self.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "text:p" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                    }
                    "text:s" => {
                        let spaces = u64::from(count(&element, "text:c")?).min(longest + 1);
                        text.extend((0..spaces).map(|_| ' '));
                    }
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    "text:span" | "text:a" | "text:ruby" | "text:ruby-base" => {}
                    // Whatever else stands in a cell has text of its own that is not the cell's.
                    name => inside = Some(name.to_owned()),
                },
                Event::Text(piece) if paragraphs > 0 => text.push_str(&piece.xml10_content()),
                Event::CData(piece) if paragraphs > 0 => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(entity) => text.push(character(&entity)?),
                Event::End(element) if element.name().as_ref() == "table:table-cell" => return Ok(text),
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
            if let Some(name) = inside {
                self.skip(&name)?;
            }
            if text.len() as u64 > longest.saturating_mul(4) {
                return Err(ReadError::LongCell(longest));
            }
        }
    }
}

fn put(sheet: &mut Gathered, tally: &mut Tally, row: u32, column: u32, found: &Found) -> Result<(), ReadError> {
    if found.span != (1, 1) {
        let last = (row.saturating_add(found.span.0 - 1), column.saturating_add(found.span.1 - 1));
        sheet.merge(tally, (row, column), (last.0.min(ROWS - 1), last.1.min(COLUMNS - 1)))?;
    }
    if found.cell == Cell::Empty {
        return Ok(());
    }
    (0..found.repeated).try_for_each(|again| sheet.put(tally, row, column.saturating_add(again), found.cell.clone()))
}

/// A count that is 1 when it is not given.
fn count(element: &BytesStart, name: &str) -> Result<u32, ReadError> {
    let Some(value) = attribute(element, name)? else { return Ok(1) };
    value.trim().parse().map(|count: u32| count.max(1)).map_err(|_| ReadError::Damaged)
}
