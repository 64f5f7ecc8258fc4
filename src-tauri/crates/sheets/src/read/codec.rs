//! What a reading child sends back: one outcome, length-prefixed, little-endian, with an end mark.
//!
//! ```text
//! "HWS1" · 0 · file · sheets:u32 · sheet… · "END."          sheet = name · hidden:u8 · rows:u32 · row… · merges:u32 · merge…
//! "HWS1" · 1 · code · number:u64 · "END."                   row   = number:u32 · cells:u32 · cell…
//! ```
//! A cell is a tag and its value: 0 empty, 1 text, 2 f64, 3 days from 1 January of year 1 as i32, 4 no, 5 yes. Text is
//! its length in bytes as u32, then UTF-8. Not for files: both ends are always the same program.

use std::io::{self, Read, Write};

use chrono::{Datelike, NaiveDate};
use domain::sheet::{Cell, Sheet, Workbook};

use super::gather::{Gathered, Tally};
use super::{Limits, ReadError};

const MARK: &[u8; 4] = b"HWS1";
const END: &[u8; 4] = b"END.";

/// Writes a workbook, or why there is none.
///
/// # Errors
/// Those of `out`.
pub fn encode(outcome: &Result<Workbook, ReadError>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(MARK)?;
    match outcome {
        Ok(workbook) => {
            out.write_all(&[0])?;
            put_text(out, &workbook.file)?;
            put_length(out, workbook.sheets.len())?;
            workbook.sheets.iter().try_for_each(|sheet| put_sheet(out, sheet))?;
        }
        Err(error) => {
            let (code, number) = error.parts();
            out.write_all(&[1])?;
            put_text(out, code)?;
            out.write_all(&number.to_le_bytes())?;
        }
    }
    out.write_all(END)?;
    out.flush()
}

fn put_sheet(out: &mut impl Write, sheet: &Sheet) -> io::Result<()> {
    put_text(out, &sheet.name)?;
    out.write_all(&[u8::from(sheet.hidden)])?;
    put_length(out, sheet.rows.len())?;
    for row in &sheet.rows {
        out.write_all(&row.number.to_le_bytes())?;
        put_length(out, row.cells.len())?;
        row.cells.iter().try_for_each(|cell| put_cell(out, cell))?;
    }
    put_length(out, sheet.merges.len())?;
    for merge in &sheet.merges {
        out.write_all(&merge.first_row.to_le_bytes())?;
        out.write_all(&merge.last_row.to_le_bytes())?;
        out.write_all(&merge.first_column.to_le_bytes())?;
        out.write_all(&merge.last_column.to_le_bytes())?;
    }
    Ok(())
}

fn put_cell(out: &mut impl Write, cell: &Cell) -> io::Result<()> {
    match cell {
        Cell::Empty => out.write_all(&[0]),
        Cell::Text(text) => {
            out.write_all(&[1])?;
            put_text(out, text)
        }
        Cell::Number(number) => {
            out.write_all(&[2])?;
            out.write_all(&number.to_le_bytes())
        }
        Cell::Date(date) => {
            out.write_all(&[3])?;
            out.write_all(&date.num_days_from_ce().to_le_bytes())
        }
        Cell::Bool(tick) => out.write_all(&[4 + u8::from(*tick)]),
    }
}

fn put_text(out: &mut impl Write, text: &str) -> io::Result<()> {
    put_length(out, text.len())?;
    out.write_all(text.as_bytes())
}

fn put_length(out: &mut impl Write, length: usize) -> io::Result<()> {
    let length = u32::try_from(length).map_err(|_| io::ErrorKind::InvalidInput)?;
    out.write_all(&length.to_le_bytes())
}

/// Reads what [`encode`] wrote, under the same caps as any file: no length in the stream is believed before its
/// bytes are there.
///
/// # Errors
/// The refusal that was sent; a cap that the stream exceeds; [`ReadError::ReaderDied`] for anything that is not a
/// whole stream.
pub fn decode(input: &mut impl Read, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut tally = Tally::new(limits);
    if &bytes::<4>(input)? != MARK {
        return Err(ReadError::ReaderDied);
    }
    let outcome = match byte(input)? {
        0 => {
            let file = text(input, limits)?;
            let count = number(input)?;
            let sheets: Result<Vec<_>, _> = (0..count).map(|_| sheet(input, &mut tally, limits)).collect();
            Ok(Workbook { file, sheets: sheets? })
        }
        1 => {
            let code = text(input, limits)?;
            let number = u64::from_le_bytes(bytes(input)?);
            Err(ReadError::from_parts(&code, number).unwrap_or(ReadError::ReaderDied))
        }
        _ => return Err(ReadError::ReaderDied),
    };
    if &bytes::<4>(input)? == END { outcome } else { Err(ReadError::ReaderDied) }
}

fn sheet(input: &mut impl Read, tally: &mut Tally, limits: &Limits) -> Result<Sheet, ReadError> {
    let name = text(input, limits)?;
    let mut sheet = Gathered::open(tally, name, byte(input)? != 0)?;
    for _ in 0..number(input)? {
        let row = number(input)?.checked_sub(1).ok_or(ReadError::ReaderDied)?;
        for column in 0..number(input)? {
            sheet.put(tally, row, column, cell(input, limits)?)?;
        }
    }
    for _ in 0..number(input)? {
        let (first, last) = (number(input)?, number(input)?);
        let (left, right) = (u16::from_le_bytes(bytes(input)?), u16::from_le_bytes(bytes(input)?));
        let first = (first.checked_sub(1).ok_or(ReadError::ReaderDied)?, u32::from(left));
        let last = (last.checked_sub(1).ok_or(ReadError::ReaderDied)?, u32::from(right));
        sheet.merge(tally, first, last)?;
    }
    Ok(sheet.close())
}

fn cell(input: &mut impl Read, limits: &Limits) -> Result<Cell, ReadError> {
    match byte(input)? {
        0 => Ok(Cell::Empty),
        1 => text(input, limits).map(Cell::Text),
        2 => Ok(Cell::Number(f64::from_le_bytes(bytes(input)?))),
        3 => {
            let date = NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(bytes(input)?));
            date.map(Cell::Date).ok_or(ReadError::ReaderDied)
        }
        tag @ (4 | 5) => Ok(Cell::Bool(tag == 5)),
        _ => Err(ReadError::ReaderDied),
    }
}

fn text(input: &mut impl Read, limits: &Limits) -> Result<String, ReadError> {
    let length = u64::from(number(input)?);
    // A character has four bytes at most.
    if length > limits.text_chars.saturating_mul(4) {
        return Err(ReadError::LongCell(limits.text_chars));
    }
    let mut text = String::with_capacity(length as usize);
    let got = input.take(length).read_to_string(&mut text).map_err(|_| ReadError::ReaderDied)?;
    if got as u64 == length { Ok(text) } else { Err(ReadError::ReaderDied) }
}

fn number(input: &mut impl Read) -> Result<u32, ReadError> {
    bytes(input).map(u32::from_le_bytes)
}

fn byte(input: &mut impl Read) -> Result<u8, ReadError> {
    bytes::<1>(input).map(|[byte]| byte)
}

fn bytes<const N: usize>(input: &mut impl Read) -> Result<[u8; N], ReadError> {
    let mut bytes = [0; N];
    input.read_exact(&mut bytes).map_err(|_| ReadError::ReaderDied)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::sheet::{Region, Row};

    fn sample() -> Workbook {
        let date = NaiveDate::from_ymd_opt(1949, 10, 1).unwrap();
        let cells = vec![
            Cell::Empty,
            Cell::Text("𠮷䶮".into()),
            Cell::Number(-0.5),
            Cell::Date(date),
            Cell::Bool(true),
            Cell::Bool(false),
        ];
        let rows = vec![Row { number: 1, cells: cells.clone() }, Row { number: 1_048_576, cells }];
        let merges = vec![Region { first_row: 1, last_row: 3, first_column: 0, last_column: 16_383 }];
        let sheet = Sheet { name: "一组".into(), hidden: true, rows, merges };
        Workbook { file: "名册.xls".into(), sheets: vec![sheet, Sheet::default()] }
    }

    fn sent(outcome: &Result<Workbook, ReadError>) -> Vec<u8> {
        let mut stream = Vec::new();
        encode(outcome, &mut stream).unwrap();
        stream
    }

    #[test]
    fn what_is_sent_arrives() {
        for outcome in [Ok(sample()), Err(ReadError::Encrypted), Err(ReadError::TooManyRows(7))] {
            assert_eq!(decode(&mut &sent(&outcome)[..], &Limits::default()), outcome);
        }
    }

    #[test]
    fn a_stream_cut_anywhere_is_no_workbook() {
        let stream = sent(&Ok(sample()));
        for end in 0..stream.len() {
            assert_eq!(decode(&mut &stream[..end], &Limits::default()), Err(ReadError::ReaderDied), "cut at {end}");
        }
    }

    #[test]
    fn lengths_that_nothing_follows_take_no_memory() {
        let mut stream = b"HWS1\0".to_vec();
        stream.extend(u32::MAX.to_le_bytes());
        assert_eq!(decode(&mut &stream[..], &Limits::default()).unwrap_err().code(), "cell_too_long");
        let rows = Limits { rows: 1, ..Limits::default() };
        assert_eq!(decode(&mut &sent(&Ok(sample()))[..], &rows), Err(ReadError::TooManyRows(1)));
    }
}
