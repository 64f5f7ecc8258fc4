//! The text of a file without saying in which encoding: UTF-8, UTF-16 with its mark, else GB18030.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::ReadError;

/// Decodes the whole file.
///
/// GB18030 takes nearly any bytes for Chinese, so a UTF-8 file with a few damaged places must not come to it: where
/// whole characters outnumber the damage ten to one, the file is damaged UTF-8.
///
/// # Errors
/// [`ReadError::TextEncoding`] when no encoding reads all of it; [`ReadError::TextNotPlain`] with the line of a NUL,
/// which a write cut off half-way leaves behind.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    let text = if bytes.starts_with(b"\xFF\xFE") {
        strict(UTF_16LE, bytes)
    } else if bytes.starts_with(b"\xFE\xFF") {
        strict(UTF_16BE, bytes)
    } else if bytes.starts_with(b"\xEF\xBB\xBF") || std::str::from_utf8(bytes).is_ok() {
        strict(UTF_8, bytes)
    } else if is_damaged_utf8(bytes) {
        None
    } else {
        strict(GB18030, bytes)
    };
    let text = text.ok_or(ReadError::TextEncoding)?;
    match text.split_once('\0') {
        Some((before, _)) => Err(ReadError::TextNotPlain(line_at(before))),
        None => Ok(text),
    }
}

/// The number of the line that follows `before`, from 1.
pub(super) fn line_at(before: &str) -> u64 {
    before.bytes().filter(|byte| *byte == b'\n').count() as u64 + 1
}

fn strict<'a>(encoding: &'static encoding_rs::Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    (!damaged).then_some(text)
}

fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 10
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "姓名,性别,住址\n白伟,男,红旗村一组三号\n田梓燕,女,红旗村二组五号\n";

    #[test]
    fn the_same_text_comes_out_of_every_encoding() {
        let (gb, _, unmappable) = GB18030.encode(ROW);
        assert!(!unmappable);
        let utf16 = |bytes: fn(u16) -> [u8; 2]| format!("\u{FEFF}{ROW}").encode_utf16().flat_map(bytes).collect();
        let files: [Vec<u8>; 5] = [
            ROW.as_bytes().to_vec(),
            format!("\u{FEFF}{ROW}").into_bytes(),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
            gb.into_owned(),
        ];
        for file in files {
            assert_eq!(decode(&file).unwrap(), ROW);
        }
    }

    #[test]
    fn characters_of_four_bytes_survive_gb18030() {
        let (gb, _, _) = GB18030.encode("𠮷䶮");
        assert_eq!(decode(&gb).unwrap(), "𠮷䶮");
        assert!(gb.len() > 4);
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_gb18030() {
        let mut bytes = ROW.repeat(3).into_bytes();
        let third = bytes.len() / 3;
        bytes[third + 1] = 0xC0;
        assert_eq!(decode(&bytes), Err(ReadError::TextEncoding));
    }

    #[test]
    fn a_nul_is_refused_with_its_line() {
        assert_eq!(decode(b"a,b\n1,2\n3,\0\n"), Err(ReadError::TextNotPlain(3)));
    }
}
