//! A ZIP before anybody unpacks it: what it holds, how large it gets, and that every byte of it is sound.
//!
//! The whole archive is unpacked once into nothing. A parser of sheets stops at the last row and so never reaches the
//! checksum at the end of a part: a flipped bit in an ID number would pass. Two parts are looked into, since the
//! parser of .xlsx trusts them with memory: it reserves what `sharedStrings.xml` claims, and gives each cell format
//! of `styles.xml` a copy of its font.

use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::{Limits, ReadError};

/// What the parts of a ZIP make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Package {
    /// .xlsx, .xlsm, and their templates.
    Workbook,
    /// .xlsb
    BinaryWorkbook,
    /// .ods
    OpenDocument,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;
type Part<'a, 'b> = ZipFile<'a, Cursor<&'b [u8]>>;

/// Unpacked size below which the ratio says nothing.
const SMALL: u64 = 16 << 20;
/// Fonts, fills, borders and cell formats together; the program that invented the format stops at 65,490 formats.
const STYLES: u64 = 400_000;
/// Cell formats times the longest element they may copy, in bytes.
const STYLE_BYTES: u64 = 64 << 20;

/// Names the package and verifies it.
///
/// # Errors
/// A ZIP of something else, by name; one that is encrypted, too large unpacked, or damaged anywhere.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Package, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    let package = package(&mut archive)?;
    if archive.len() as u64 > limits.parts {
        return Err(ReadError::Unpacked(limits.unpacked_bytes >> 20));
    }
    let mut total = 0u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| ReadError::Damaged)?;
        if part.encrypted() {
            return Err(ReadError::Encrypted);
        }
        total = total.saturating_add(part.size());
    }
    // The claimed sizes are honest: unpacking stops with an error one byte above each.
    if total > limits.unpacked_bytes || (total > SMALL && total / limits.ratio > bytes.len() as u64) {
        return Err(ReadError::Unpacked(limits.unpacked_bytes >> 20));
    }
    if archive.has_duplicate_names() {
        return Err(ReadError::Damaged);
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| ReadError::Damaged)?;
        verify(part, bytes)?;
    }
    Ok(package)
}

/// The archive with every part that the caller may ask for already verified.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, ReadError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)
}

fn package(archive: &mut Archive) -> Result<Package, ReadError> {
    let names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(|name| name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    let starts = |start: &str| names.iter().any(|found| found.starts_with(start));
    if has("xl/workbook.bin") {
        Ok(Package::BinaryWorkbook)
    } else if has("[content_types].xml") && starts("xl/") {
        Ok(Package::Workbook)
    } else if starts("word/") || starts("ppt/") {
        Err(ReadError::Document)
    } else if has("ofd.xml") {
        Err(ReadError::Pdf)
    } else if has("mimetype") || has("meta-inf/manifest.xml") {
        open_document(archive)
    } else {
        Err(ReadError::Archive)
    }
}

/// An OpenDocument package says at its front what it is; its manifest says whether it has a password.
fn open_document(archive: &mut Archive) -> Result<Package, ReadError> {
    let mut beginning = |name: &str, length: u64| {
        let mut text = Vec::new();
        if let Ok(part) = archive.by_name(name) {
            // An unreadable part is found by `verify`.
            let _ = part.take(length).read_to_end(&mut text);
        }
        String::from_utf8_lossy(&text).into_owned()
    };
    let kind = beginning("mimetype", 256);
    let manifest = beginning("META-INF/manifest.xml", 1 << 20);
    if manifest.contains("encryption-data") {
        Err(ReadError::Encrypted)
    } else if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet")
        || (kind.is_empty() && manifest.contains("application/vnd.oasis.opendocument.spreadsheet"))
    {
        Ok(Package::OpenDocument)
    } else if kind.starts_with("application/vnd.oasis.opendocument.") {
        Err(ReadError::Document)
    } else {
        Err(ReadError::Archive)
    }
}

/// Unpacks one part to its end, where its checksum is compared.
fn verify(part: Part, bytes: &[u8]) -> Result<(), ReadError> {
    // A damaged name would make an optional part (the styles, with every date in them) vanish without a word.
    let header = usize::try_from(part.header_start()).map_err(|_| ReadError::Damaged)?;
    let name = part.name_raw();
    if bytes.get(header..).and_then(|header| header.get(30..30 + name.len())) != Some(name) {
        return Err(ReadError::Damaged);
    }
    let lower = name.to_ascii_lowercase();
    let size = part.size();
    let mut part = BufReader::with_capacity(64 << 10, part);
    if lower.ends_with(b"sharedstrings.xml") {
        check_strings(&mut part, size)?;
    } else if lower.ends_with(b"styles.xml") {
        check_styles(&mut part)?;
    }
    std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| ReadError::Damaged)?;
    Ok(())
}

/// The table of shared strings must not claim more of them than it has room for (`<si/>` is five bytes).
fn check_strings(part: &mut impl BufRead, size: u64) -> Result<(), ReadError> {
    let (mut xml, mut buffer) = (parser(part), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| ReadError::Damaged)? {
            Event::Start(element) if element.local_name().as_ref() == "sst" => {
                for attribute in element.attributes() {
                    let attribute = attribute.map_err(|_| ReadError::Damaged)?;
                    let claims = attribute.value.trim().parse::<u64>().unwrap_or(0);
                    if attribute.key.as_ref() == "uniqueCount" && claims > size / 5 {
                        return Err(ReadError::Damaged);
                    }
                }
                return Ok(());
            }
            Event::Start(_) | Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
}

/// The styles must stay small once each cell format has its own copy of the font and number format it names.
fn check_styles(part: &mut impl BufRead) -> Result<(), ReadError> {
    let (mut xml, mut buffer) = (parser(part), Vec::new());
    let (mut styles, mut longest) = (0u64, 0u64);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| ReadError::Damaged)? {
            Event::Start(element) => {
                let name = element.local_name();
                styles += u64::from(["xf", "font", "fill", "border", "numFmt"].contains(&name.as_ref()));
                longest = longest.max(element.len() as u64);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        if styles > STYLES || styles * longest > STYLE_BYTES {
            return Err(ReadError::Damaged);
        }
    }
}

/// Set up as the parser of .xlsx is, so that both see the same elements.
pub(super) fn parser<R: BufRead>(part: R) -> Reader<R> {
    let mut xml = Reader::from_reader(part);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    xml
}
