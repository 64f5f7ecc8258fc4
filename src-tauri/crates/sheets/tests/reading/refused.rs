//! Files that are no tables: each is named, whatever it is called.

use std::path::Path;

use encoding_rs::GB18030;
use sheets::read::{Limits, ReadError, read};
use tempfile::TempDir;

use super::make::{Here, code, one_sheet, package, read_as, roster, text};

/// An OLE2 file with this stream in its directory, as far as its kind goes.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(512 + 128, 0);
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.extend(&name);
    bytes.resize(512 + 128 + 64, 0);
    bytes.extend((name.len() as u16 + 2).to_le_bytes());
    bytes.resize(512 + 4 * 128, 0);
    bytes
}

#[test]
fn a_file_is_what_it_holds_not_what_it_is_called() {
    let folder = TempDir::new().unwrap();
    for (original, wrong) in [
        ("党员花名册.xlsx", "a.xls"),
        ("三留守登记表.xls", "b.xlsx"),
        ("一户一档.ods", "c.csv"),
        ("低保与优抚名单.csv", "d.xlsx"),
        ("常住人口登记表.xlsx", "没有后缀"),
    ] {
        let path = folder.path().join(wrong);
        std::fs::copy(roster(original), &path).unwrap();
        let read_as_named = read(&roster(original), &Limits::default(), &Here).unwrap();
        let found = read(&path, &Limits::default(), &Here).unwrap();
        assert_eq!(found.sheets[0].rows, read_as_named.sheets[0].rows, "{wrong}");
    }
}

#[test]
fn each_kind_of_other_file_has_its_own_code() {
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("空.xlsx", vec![], "file_empty"),
        ("版式.xlsx", b"%PDF-1.7\n...".to_vec(), "file_is_pdf"),
        ("公文.ofd", package(&[("OFD.xml", b"<OFD/>")]), "file_is_pdf"),
        ("照片.xls", b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), "file_is_image"),
        ("截图.xlsx", b"\x89PNG\r\n\x1A\n".to_vec(), "file_is_image"),
        ("导出.xls", b"\xEF\xBB\xBF\n <html><table><tr><td>1</td></tr></table></html>".to_vec(), "file_is_web_page"),
        ("导出.xls", b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), "file_is_web_page"),
        ("导出.xls", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n".to_vec(), "file_is_web_page"),
        ("通知.xlsx", package(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]), "file_is_document"),
        ("通知.doc", compound("WordDocument"), "file_is_document"),
        ("通知.odt", package(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), "file_is_document"),
        ("打包.xlsx", package(&[("名册.xlsx", b"")]), "file_is_archive"),
        ("打包.rar", b"Rar!\x1A\x07\x01\0".to_vec(), "file_is_archive"),
        ("名册.wps", compound("WordDocument"), "file_wps"),
        ("名册.et", compound("Workbook"), "file_wps"),
        ("密码.xlsx", compound("EncryptedPackage"), "file_encrypted"),
        ("程序.xlsx", (0..=255).cycle().take(5000).collect(), "file_unknown"),
        ("未知.xls", compound("Something"), "file_unknown"),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(code(name, bytes), *expected, "{name}");
    }
}

#[test]
fn a_password_on_an_open_document_is_named() {
    let manifest = br#"<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    let file = package(&[("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", b"\x12\x34")]);
    assert_eq!(code("密码.ods", &file), "file_encrypted");
}

#[test]
fn a_folder_and_a_file_that_is_not_there_are_named() {
    let folder = TempDir::new().unwrap();
    let result = |path: &Path| read(path, &Limits::default(), &Here).unwrap_err().code();
    assert_eq!(result(folder.path()), "file_is_folder");
    assert_eq!(result(&folder.path().join("没有.xlsx")), "file_missing");
}

#[test]
fn a_gb18030_list_keeps_characters_of_four_bytes() {
    let (bytes, _, _) = GB18030.encode("姓名,住址\r\n王𠮷,一组\r\n䶮德,\"二组\r\n三号\"\r\n");
    let book = read_as("名单.csv", &bytes).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.rows.len()), ("名单", 3));
    assert_eq!((text(sheet, 2, 0), text(sheet, 3, 0), text(sheet, 3, 1)), ("王𠮷", "䶮德", "二组\r\n三号"));
}

#[test]
fn a_text_that_cannot_be_trusted_is_refused_with_its_line() {
    assert_eq!(read_as("名单.csv", "姓名,住址\n白伟,\0一组\n".as_bytes()), Err(ReadError::TextNotPlain(2)));
    assert_eq!(read_as("名单.csv", "姓名,住址\n\"白伟,一组\n".as_bytes()), Err(ReadError::TextOpenQuote(2)));
    assert_eq!(read_as("名单.csv", b"\xEF\xBB\xBF\xE5\xA7,a\n"), Err(ReadError::TextEncoding));
    assert_eq!(read_as("名单.csv", b"\xFF\xFF,a\n\xFF\n"), Err(ReadError::TextEncoding));
}

#[test]
fn a_sentence_says_its_number_and_an_empty_sheet_is_no_mistake() {
    assert!(ReadError::TooManyRows(300_000).to_string().contains("300000"));
    assert_eq!(read_as("一.xlsx", &one_sheet("<sheetData/>")).unwrap().sheets[0].rows, []);
}
