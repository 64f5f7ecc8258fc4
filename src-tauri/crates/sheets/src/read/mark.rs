//! Which export a workbook is: looked for wherever [`Mark`] is put, the surest place first.
//!
//! A place that cannot be read is one where nothing stands; whether the file is sound, others say.

use std::io::{BufReader, Read};

use domain::sheet::{Cell, Sheet, Workbook};
use quick_xml::events::Event;

use super::archive;
use super::xml::{attribute, character, parser};
use crate::mark::{CAPTION, HEAD_PROPERTY, Mark, NAME, PROPERTY, is_id};

/// Unpacked size of what is looked at of a part; the properties and names of a workbook take a few kilobytes.
const PART: u64 = 4 << 20;
/// Rows of a sheet that are looked at.
const ROWS: usize = 200;

/// The mark in a workbook, and in the package it was read from when that is an inspected .xlsx.
pub(super) fn find(package: Option<&[u8]>, workbook: &Workbook) -> Option<Mark> {
    let (property, head, name) = package.map(in_package).unwrap_or_default();
    let inside: Vec<Mark> = workbook.sheets.iter().flat_map(in_sheet).collect();
    let export = property.or(name).or_else(|| {
        let with_head = inside.iter().find(|mark| !mark.head.is_empty());
        with_head.or(inside.first()).map(|mark| mark.export.clone())
    })?;
    // A head counts only beside its own id: sheets of two exports may stand in one workbook.
    let beside = inside.into_iter().find(|mark| mark.export == export && !mark.head.is_empty());
    let head = head.filter(|(id, _)| *id == export).map(|(_, head)| head);
    Some(Mark { head: head.or(beside.map(|mark| mark.head)).unwrap_or_default(), export })
}

/// Id and head by their properties, and the id by its defined name.
type InPackage = (Option<String>, Option<(String, String)>, Option<String>);

fn in_package(bytes: &[u8]) -> InPackage {
    let property = text_of(bytes, b"docprops/custom.xml", "property", PROPERTY).filter(|text| is_id(text));
    let head = property.clone().zip(text_of(bytes, b"docprops/custom.xml", "property", HEAD_PROPERTY));
    let name = text_of(bytes, b"xl/workbook.xml", "definedName", NAME);
    let name = name.map(|text| text.trim_matches('"').to_owned()).filter(|text| is_id(text));
    (property, head, name)
}

/// The text in the element whose `name` is this, in the part that is called so.
fn text_of(bytes: &[u8], part: &[u8], element: &str, name: &str) -> Option<String> {
    let mut archive = archive::open(bytes).ok()?;
    let is_part = |found: &[u8]| found.to_ascii_lowercase().ends_with(part);
    let at = (0..archive.len()).find(|at| archive.by_index_raw(*at).is_ok_and(|found| is_part(found.name_raw())))?;
    let part = archive.by_index(at).ok()?.take(PART);
    let (mut xml, mut buffer, mut text) = (parser(BufReader::new(part)), Vec::new(), None::<String>);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(start) if start.local_name().as_ref() == element => {
                text = (attribute(&start, "name").ok()?.as_deref() == Some(name)).then(String::new);
            }
            Event::Text(piece) => text.iter_mut().for_each(|text| text.push_str(&piece.xml10_content())),
            Event::GeneralRef(entity) => {
                let letter = character(&entity).ok()?;
                text.iter_mut().for_each(|text| text.push(letter));
            }
            Event::End(end) if end.local_name().as_ref() == element && text.is_some() => {
                return text.map(|text| text.trim().to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Ids that stand in a sheet behind one of our two words, each with the text behind it.
fn in_sheet(sheet: &Sheet) -> Vec<Mark> {
    let text = |cell: Option<&Cell>| match cell {
        Some(Cell::Text(text)) => text.trim().to_owned(),
        _ => String::new(),
    };
    let mark = |cells: &[Cell]| {
        let (word, export, head) = (text(cells.first()), text(cells.get(1)), text(cells.get(2)));
        ((word == PROPERTY || word == CAPTION) && is_id(&export)).then_some(Mark { export, head })
    };
    let rows = sheet.rows.iter().take(ROWS);
    rows.filter_map(|row| row.cells.iter().position(|cell| !cell.is_blank()).and_then(|at| mark(&row.cells[at..])))
        .collect()
}
