//! Rows 1 and 1p: all registers of a village as one workbook, from the store.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use calamine::{Data, Reader, Xlsx};
use rusqlite::Connection;
use rusqlite::types::Value;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook};

use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Measured, Outcome, alternate, child};
use crate::table::{Asked, Line};

/// Ours: book, file to leave behind if one is named.
pub fn ours(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let began = Instant::now();
    let made = app::workbook::registers(&session, false, None)?;
    let seconds = began.elapsed().as_secs_f64();
    if let Some(file) = arguments.get(1) {
        fs::write(file, &made.bytes)?;
    }
    let rows: usize = made.sheets.iter().map(|(_, rows)| rows).sum();
    let measured = Measured::of(seconds).and("sheets", made.sheets.len() as f64).and("rows", rows as f64);
    Ok(measured.and("bytes", made.bytes.len() as f64))
}

/// A sheet as the floor writes it: name, widths in pixels, cells with what they are.
type Sheet = (String, Vec<u32>, Vec<Vec<Data>>);

/// The sheets of a workbook of ours.
fn sheets_of(file: &str) -> Outcome<Vec<Sheet>> {
    let mut read: Xlsx<_> = calamine::open_workbook(file)?;
    let sheet = |(name, range): (String, calamine::Range<Data>)| {
        let rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let columns = rows.first().map_or(0, Vec::len);
        (name, vec![90; columns], rows)
    };
    Ok(read.worksheets().into_iter().map(sheet).collect())
}

/// The same cells in a plain database, a table a sheet, for the peer: file of ours, database.
pub fn plain(arguments: &[String]) -> Outcome<Measured> {
    let mut connection = Connection::open(argument(arguments, 1)?)?;
    let transaction = connection.transaction()?;
    for (name, columns, rows) in sheets_of(argument(arguments, 0)?)? {
        let columns: Vec<String> = (0..columns.len()).map(|column| format!("c{column}")).collect();
        transaction.execute_batch(&format!("CREATE TABLE \"{name}\"({})", columns.join(",")))?;
        let marks = vec!["?"; columns.len()].join(",");
        let mut insert = transaction.prepare(&format!("INSERT INTO \"{name}\" VALUES({marks})"))?;
        for row in rows {
            let cells = row.iter().map(|cell| match cell {
                Data::Float(number) => Value::Real(*number),
                Data::String(text) => Value::Text(text.clone()),
                _ => Value::Null,
            });
            insert.execute(rusqlite::params_from_iter(cells))?;
        }
    }
    transaction.commit()?;
    Ok(Measured::of(0.0))
}

/// The same cells and formats written by the library alone: file of ours. Reading it is not counted.
pub fn alone(arguments: &[String]) -> Outcome<Measured> {
    let sheets = sheets_of(argument(arguments, 0)?)?;
    let began = Instant::now();
    let cell = || {
        let format = Format::new().set_font_name("宋体").set_font_charset(134).set_font_size(10.5);
        format.set_align(FormatAlign::VerticalCenter).set_text_wrap().set_border(FormatBorder::Thin)
    };
    let caption = cell().set_bold().set_align(FormatAlign::Center);
    let text = cell().set_align(FormatAlign::Left).set_indent(1);
    let code = cell().set_align(FormatAlign::Left).set_indent(1).set_num_format("@");
    let numbers: HashMap<bool, Format> =
        [(true, "0"), (false, "0.0")].map(|(whole, form)| (whole, cell().set_num_format(form))).into();
    let mut workbook = Workbook::new();
    let mut cells = 0_u32;
    for (name, widths, rows) in &sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width_pixels(column, *width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        for (row, values) in (0..).zip(rows) {
            for (column, value) in (0..).zip(values) {
                cells += 1;
                match value {
                    Data::Float(number) => {
                        sheet.write_number_with_format(row, column, *number, &numbers[&(number.fract() == 0.0)])?;
                    }
                    Data::String(words) if row == 0 => {
                        sheet.write_string_with_format(row, column, words, &caption)?;
                    }
                    Data::String(words) => {
                        let digits = words.bytes().all(|byte| byte.is_ascii_digit() || b"Xx.-".contains(&byte));
                        sheet.write_string_with_format(row, column, words, if digits { &code } else { &text })?;
                    }
                    _ => {
                        sheet.write_blank(row, column, &text)?;
                    }
                }
            }
        }
    }
    let bytes = workbook.save_to_buffer()?;
    let seconds = began.elapsed().as_secs_f64();
    Ok(Measured::of(seconds).and("cells", f64::from(cells)).and("bytes", bytes.len() as f64))
}

/// Rows 1 and 1p.
pub fn rows(bench: &Bench) -> Vec<Line> {
    or_missing(measure(bench), |why| Line::missing("1", "workbook of all registers", Asked::Ratio(1.5), why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let book = bench.sample("return", ["8", "700", "12"])?;
    let file = bench.path("registers.xlsx");
    child("registers", &[&book, &file])?;
    let runs = alternate(7, &[&|| child("registers", &[&book]), &|| child("registers-alone", &[&file])])?;
    let get = |at: usize, name: &str| runs[at].first().map(|run| run.get(name)).unwrap_or_default();
    let (sheets, cells) = (get(0, "sheets"), get(1, "cells"));
    let job = format!("workbook of all registers from the store, {sheets:.0} sheets, {cells:.0} cells");
    let note = format!("{:.1} MB, there {:.1} MB", get(0, "bytes") / 1e6, get(1, "bytes") / 1e6);
    let line = Line::against("1", job, &runs[0], ("rust_xlsxwriter alone", &runs[1]), Asked::Ratio(1.5));
    Ok(vec![line.note(note), against_openpyxl(bench, &file, &runs[0])])
}

fn against_openpyxl(bench: &Bench, file: &str, ours: &[Measured]) -> Line {
    let asked = Asked::Ratio(1.0 / 15.0);
    let job = "the same";
    let peer = || -> Outcome<(Vec<Measured>, String)> {
        let (database, workbook) = (bench.path("registers.db"), bench.path("peer.xlsx"));
        child("registers-plain", &[file, &database])?;
        let python = bench.python()?;
        let runs = (0..3).map(|_| python.run("registers.py", &[&database, &workbook])).collect::<Outcome<_>>()?;
        Ok((runs, python.versions()?))
    };
    match peer() {
        Ok((runs, versions)) => Line::against("1p", job, ours, ("openpyxl + sqlite3", &runs), asked)
            .note(format!("{:.0} cells there; {versions}", runs[0].get("cells"))),
        Err(why) => Line::missing("1p", job, asked, why.to_string()),
    }
}
