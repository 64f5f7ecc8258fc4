//! XML of packages, read alike by all who look into one.

use std::io::BufRead;

use quick_xml::events::{BytesRef, BytesStart};
use quick_xml::{Reader, XmlVersion};

use super::ReadError;

/// Set up as the parser of .xlsx is, so that both see the same elements.
pub(super) fn parser<R: BufRead>(part: R) -> Reader<R> {
    let mut xml = Reader::from_reader(part);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    xml
}

/// The attribute of this name.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Result<Option<String>, ReadError> {
    let Some(found) = element.try_get_attribute(name).map_err(|_| ReadError::Damaged)? else { return Ok(None) };
    let value = found.normalized_value(XmlVersion::Implicit1_0).map_err(|_| ReadError::Damaged)?;
    Ok(Some(value.into_owned()))
}

/// `&amp;` and its kind, `&#x4DAE;`; the format defines no others.
pub(super) fn character(entity: &BytesRef) -> Result<char, ReadError> {
    if let Some(letter) = entity.resolve_char_ref().map_err(|_| ReadError::Damaged)? {
        return Ok(letter);
    }
    match entity.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(ReadError::Damaged),
    }
}
