//! .xlsb, in the child process only: the library believes lengths in the records.
//!
//! The library gives the cells but no merged regions of this format; those are few and simple records, read here from
//! the same parts (MS-XLSB 2.1.4 record stream, 2.4.304 sheet, 2.4.719 merged cells).

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use calamine::{Data, Reader, SheetType, SheetVisible, Xlsb, XlsbError};
use domain::sheet::Workbook;
use quick_xml::events::Event;

use super::gather::{Gathered, Tally, workbook};
use super::xml::parser;
use super::{Limits, ReadError, archive, cell};

/// Record of a sheet in the workbook part.
const SHEET: u32 = 156;
/// Record of a merged region in a sheet part.
const MERGE: u32 = 176;

/// Reads an inspected package.
pub(super) fn read(bytes: &[u8], file: String, limits: &Limits) -> Result<Workbook, ReadError> {
    let parts = parts_by_sheet(bytes)?;
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let tabs = book.sheets_metadata().to_vec();
    let mut tally = Tally::new(limits);
    let mut sheets = Vec::new();
    for tab in tabs.iter().filter(|tab| tab.typ == SheetType::WorkSheet) {
        let mut sheet = Gathered::open(&mut tally, tab.name.clone(), tab.visible != SheetVisible::Visible)?;
        let mut cells = book.worksheet_cells_reader(&tab.name).map_err(|error| refusal(&error))?;
        while let Some(found) = cells.next_cell().map_err(|error| refusal(&error))? {
            let (row, column) = found.get_position();
            sheet.put(&mut tally, row, column, cell::of(Data::from(found.get_value().clone())))?;
        }
        let part = parts.get(&tab.name).ok_or(ReadError::Damaged)?;
        for (kind, record) in records(&unpacked(bytes, part)?)? {
            if kind == MERGE {
                let (first, last) = (number(record, 0)?, number(record, 4)?);
                let (left, right) = (number(record, 8)?, number(record, 12)?);
                sheet.merge(&mut tally, (first, left), (last, right))?;
            }
        }
        sheets.push(sheet.close());
    }
    workbook(file, sheets)
}

fn refusal(error: &XlsbError) -> ReadError {
    if matches!(error, XlsbError::Password) { ReadError::Encrypted } else { ReadError::Damaged }
}

/// Sheet name → part of the package.
fn parts_by_sheet(bytes: &[u8]) -> Result<HashMap<String, String>, ReadError> {
    let targets = relations(&unpacked(bytes, "xl/_rels/workbook.bin.rels")?)?;
    let mut parts = HashMap::new();
    for (kind, record) in records(&unpacked(bytes, "xl/workbook.bin")?)? {
        // A sheet without a part (its relation has the length of all ones) is none of the tabs either.
        if kind == SHEET && number(record, 8)? != u32::MAX {
            let (relation, after) = wide_text(record, 8)?;
            let (name, _) = wide_text(record, after)?;
            let target = targets.get(&relation).ok_or(ReadError::Damaged)?;
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            parts.insert(name, part);
        }
    }
    Ok(parts)
}

/// Relation id → target.
fn relations(part: &[u8]) -> Result<HashMap<String, String>, ReadError> {
    let (mut xml, mut buffer, mut targets) = (parser(part), Vec::new(), HashMap::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| ReadError::Damaged)? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let value = |name| {
                    let found = element.try_get_attribute(name).ok().flatten();
                    found.map(|attribute| attribute.value.into_owned()).ok_or(ReadError::Damaged)
                };
                targets.insert(value("Id")?, value("Target")?);
            }
            Event::Eof => return Ok(targets),
            _ => {}
        }
    }
}

fn unpacked(bytes: &[u8], name: &str) -> Result<Vec<u8>, ReadError> {
    let mut archive = archive::open(bytes)?;
    let index = (0..archive.len()).find(|index| {
        let found = archive.name_for_index(*index).and_then(Result::ok);
        found.is_some_and(|found| found.replace('\\', "/").eq_ignore_ascii_case(name))
    });
    let part = archive.by_index(index.ok_or(ReadError::Damaged)?).map_err(|_| ReadError::Damaged)?;
    let mut content = Vec::new();
    BufReader::new(part).read_to_end(&mut content).map_err(|_| ReadError::Damaged)?;
    Ok(content)
}

/// Kind and content of each record: kind in one or two bytes, length in one to four, seven bits each.
fn records(part: &[u8]) -> Result<Vec<(u32, &[u8])>, ReadError> {
    let (mut wanted, mut at) = (Vec::new(), 0);
    while at < part.len() {
        let mut kind = u32::from(part[at]);
        at += 1;
        if kind & 0x80 != 0 {
            kind = (kind & 0x7F) | u32::from(*part.get(at).ok_or(ReadError::Damaged)?) << 7;
            at += 1;
        }
        let mut length = 0usize;
        for shift in [0, 7, 14, 21] {
            let byte = *part.get(at).ok_or(ReadError::Damaged)?;
            at += 1;
            length |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let record = part.get(at..at + length).ok_or(ReadError::Damaged)?;
        at += length;
        if kind == SHEET || kind == MERGE {
            wanted.push((kind, record));
        }
    }
    Ok(wanted)
}

fn number(record: &[u8], at: usize) -> Result<u32, ReadError> {
    let bytes = record.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).ok_or(ReadError::Damaged)?;
    Ok(u32::from_le_bytes(bytes))
}

/// A text and where it ends: its length in UTF-16 units, then those.
fn wide_text(record: &[u8], at: usize) -> Result<(String, usize), ReadError> {
    let end = (number(record, at)? as usize).saturating_mul(2).saturating_add(at + 4);
    let units = record.get(at + 4..end).ok_or(ReadError::Damaged)?;
    let units = units.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Ok((char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect(), end))
}
