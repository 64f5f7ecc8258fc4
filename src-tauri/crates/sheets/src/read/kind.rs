//! What a file is, by its content. The suffix is asked only where content cannot tell (.et inside OLE2).

use std::path::Path;

use super::archive::{self, Package};
use super::{Limits, ReadError};

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Text,
}

/// The signature of OLE2, the container of .xls, .doc and encrypted workbooks.
const OLE2: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Beginnings of files that are no tables.
const OTHERS: &[(&[u8], ReadError)] = &[
    (b"%PDF-", ReadError::Pdf),
    (b"\x89PNG", ReadError::Image),
    (b"\xFF\xD8\xFF", ReadError::Image),
    (b"GIF8", ReadError::Image),
    (b"II*\0", ReadError::Image),
    (b"MM\0*", ReadError::Image),
    (b"RIFF", ReadError::Image),
    (b"Rar!", ReadError::Archive),
    (b"7z\xBC\xAF\x27\x1C", ReadError::Archive),
    (b"\x1F\x8B", ReadError::Archive),
    (b"{\\rtf", ReadError::Document),
];

/// The kind of `bytes`, which are not empty; a ZIP is safe to parse on return, but not yet verified.
///
/// # Errors
/// Whatever is no table, by name; a ZIP that is cut off or too large.
pub(super) fn of(bytes: &[u8], path: &Path, limits: &Limits) -> Result<Kind, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return match archive::inspect(bytes, limits)? {
            Package::Workbook => Ok(Kind::Xlsx),
            Package::BinaryWorkbook => Ok(Kind::Xlsb),
            Package::OpenDocument => Ok(Kind::Ods),
        };
    }
    if bytes.starts_with(OLE2) {
        return compound(bytes, path);
    }
    if let Some((_, error)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(*error);
    }
    if bytes.get(4..8) == Some(b"ftyp") || (bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4])) {
        return Err(ReadError::Image);
    }
    if is_markup(bytes) {
        return Err(ReadError::WebPage);
    }
    if is_binary(bytes) { Err(ReadError::Unknown) } else { Ok(Kind::Text) }
}

/// Whether `bytes` are a package under a password, whatever it holds. A password on .xls or .ods is another matter.
#[must_use]
pub fn is_locked(bytes: &[u8]) -> bool {
    bytes.starts_with(OLE2) && holds(bytes, "EncryptedPackage")
}

/// Whether an OLE2 file has this stream. Its directory entries are 128 bytes long and begin at multiples of 128, so
/// they are found without following the sector chains, which in a damaged file lead anywhere.
fn holds(bytes: &[u8], name: &str) -> bool {
    let mut entry = [0u8; 64];
    for (pair, unit) in entry.chunks_exact_mut(2).zip(name.encode_utf16()) {
        pair.copy_from_slice(&unit.to_le_bytes());
    }
    let length = (name.encode_utf16().count() as u16 + 1) * 2;
    bytes.chunks_exact(128).any(|found| found[..64] == entry && found[64..66] == length.to_le_bytes())
}

fn compound(bytes: &[u8], path: &Path) -> Result<Kind, ReadError> {
    let holds = |name: &str| holds(bytes, name);
    let suffix = path.extension().map(|suffix| suffix.to_string_lossy().to_lowercase()).unwrap_or_default();
    if is_locked(bytes) {
        return Err(ReadError::Encrypted);
    }
    if holds("WordDocument") || holds("PowerPoint Document") {
        return Err(if suffix == "wps" { ReadError::Wps } else { ReadError::Document });
    }
    if ["et", "ett", "wps", "wpt"].contains(&suffix.as_str()) {
        return Err(ReadError::Wps);
    }
    if holds("Workbook") || holds("Book") || holds("WORKBOOK") { Ok(Kind::Xls) } else { Err(ReadError::Unknown) }
}

/// HTML, XML and MHTML, which spreadsheet programs open under the name .xls.
fn is_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let start = text.get(..16).unwrap_or(text).to_ascii_lowercase();
    if start.starts_with(b"mime-version:") {
        return true;
    }
    // UTF-16 with its mark: `<` followed or preceded by a zero.
    if bytes.starts_with(b"\xFF\xFE<\0") || bytes.starts_with(b"\xFE\xFF\0<") {
        return true;
    }
    start.first() == Some(&b'<') && start.get(1).is_some_and(|next| next.is_ascii_alphabetic() || b"!?".contains(next))
}

/// More than one in fifty of the first bytes, and not just one, is a control character that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return false;
    }
    let head = bytes.get(..4096).unwrap_or(bytes);
    let strange = head.iter().filter(|byte| **byte < 0x20 && !b"\t\n\r\x0B\x0C\x1A".contains(byte)).count();
    strange > 1 + head.len() / 50
}
