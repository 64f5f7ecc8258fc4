//! A ZIP before anybody unpacks it: what it holds, how large it gets, and that every byte of it is sound.
//!
//! [`inspect`] comes before any parser: names, claimed sizes, and the parts that the parser of .xlsx trusts (it reserves
//! what `sharedStrings.xml` claims, gives each cell format of `styles.xml` a copy of its font, and reads a part as
//! often as the relations name it).
//! [`verify`] may run beside it: a parser stops at the last row and so never reaches the checksum at the end of a
//! part; a flipped bit in an ID number would pass.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::xml::parser;
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

/// Unpacked size below which the ratio says nothing.
const SMALL: u64 = 16 << 20;
/// Unpacked size of the shared strings: a parser makes five bytes of memory of one. 30,000 rows × 40 columns, no text
/// twice, take 45 MiB.
const STRINGS_BYTES: u64 = 64 << 20;
/// Unpacked size of the parts that describe the workbook, of which a parser makes as much memory again.
const FRAME_BYTES: u64 = 16 << 20;
/// Fonts, fills, borders and cell formats together; the program that invented the format stops at 65,490 formats.
const STYLES: u64 = 400_000;
/// Cell formats times the longest element they may copy, in bytes.
const STYLE_BYTES: u64 = 64 << 20;

/// Names the package and says that it is safe to parse; whether it is sound, [`verify`] says.
///
/// # Errors
/// A ZIP of something else, by name; one that is encrypted, too large unpacked, or no whole ZIP.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Package, ReadError> {
    let mut archive = open(bytes)?;
    let package = package(&mut archive)?;
    if archive.len() as u64 > limits.parts {
        return Err(ReadError::Damaged);
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
        return Err(ReadError::Unpacked(total >> 20));
    }
    if archive.has_duplicate_names() {
        return Err(ReadError::Damaged);
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| ReadError::Damaged)?;
        let (name, size) = (part.name_raw().to_ascii_lowercase(), part.size());
        let part = BufReader::with_capacity(64 << 10, part);
        let (strings, styles) = (name.ends_with(b"sharedstrings.xml"), name.ends_with(b"styles.xml"));
        let (workbook, relations) = (name.ends_with(b"workbook.xml"), name.ends_with(b".rels"));
        if (strings && size > STRINGS_BYTES) || ((styles || workbook || relations) && size > FRAME_BYTES) {
            return Err(ReadError::Unpacked(size >> 20));
        }
        if strings {
            check_strings(part, size)?;
        } else if styles {
            check_styles(part)?;
        } else if relations {
            check_relations(part)?;
        }
    }
    Ok(package)
}

/// Unpacks every part to its end, where its checksum is compared.
///
/// # Errors
/// [`ReadError::Damaged`] for any flipped bit.
pub(super) fn verify(bytes: &[u8]) -> Result<(), ReadError> {
    let mut archive = open(bytes)?;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| ReadError::Damaged)?;
        // A damaged name would make an optional part (the styles, with every date in them) vanish without a word.
        let header = usize::try_from(part.header_start()).map_err(|_| ReadError::Damaged)?;
        let name = part.name_raw();
        if bytes.get(header..).and_then(|header| header.get(30..30 + name.len())) != Some(name) {
            return Err(ReadError::Damaged);
        }
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| ReadError::Damaged)?;
    }
    Ok(())
}

/// The archive in these bytes.
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
            // An unreadable part is found when it is read in earnest.
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

/// The table of shared strings must not claim more of them than it has room for (`<si/>` is five bytes).
fn check_strings(part: impl BufRead, size: u64) -> Result<(), ReadError> {
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
fn check_styles(part: impl BufRead) -> Result<(), ReadError> {
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

/// Two sheets must not share a part: a hundred tabs would unpack the same large one a hundred times.
fn check_relations(part: impl BufRead) -> Result<(), ReadError> {
    let (mut xml, mut buffer, mut sheets) = (parser(part), Vec::new(), HashSet::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| ReadError::Damaged)? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let (mut kind, mut target) = (String::new(), String::new());
                for attribute in element.attributes() {
                    let attribute = attribute.map_err(|_| ReadError::Damaged)?;
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| ReadError::Damaged)?;
                    match attribute.key.as_ref() {
                        "Type" => kind = value.into_owned(),
                        "Target" => target = value.to_lowercase(),
                        _ => {}
                    }
                }
                let file = target.rsplit('/').next().unwrap_or_default().to_owned();
                if kind.ends_with("/worksheet") && !sheets.insert(file) {
                    return Err(ReadError::Damaged);
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
