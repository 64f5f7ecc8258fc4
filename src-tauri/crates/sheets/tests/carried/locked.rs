//! A password: what is written under one comes back with it, and only with it.

use std::time::{Duration, Instant};

use domain::sheet::Cell;
use sheets::read::{is_locked, read_foreign};
use sheets::write::WriteError;

use super::make::{
    EXPORT, HEAD, PASSWORD, chance, changed, code, lists, locked, mark, names, open, plain, with_stream,
};
use crate::reading::make::{Here, package, roster};

/// What `tests/carried/locked` holds: one row of an invented person, locked as Excel 2010 does it (`sha1-aes128`), and as
/// Excel 2007 does it, in a container with entries behind its end (`standard`, by officecrypto-tool).
fn by_others(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/carried/locked");
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn what_is_locked_comes_back_whole_with_its_password() {
    let (locked, plain) = (locked(), plain());
    assert!(is_locked(&locked) && !is_locked(&plain));
    let opened = open("月报.xlsx", &locked, Some(PASSWORD)).unwrap();
    let direct = open("月报.xlsx", &plain, None).unwrap();
    assert!(opened.locked && !direct.locked);
    assert_eq!(opened.workbook, direct.workbook);
    assert_eq!(opened.mark, Some(mark()));
    assert_eq!(
        open("月报.xlsx", &plain, Some("没有用")).unwrap(),
        direct,
        "a password that is not needed is not looked at"
    );
}

#[test]
fn the_wrong_password_and_none_have_their_own_refusals() {
    let locked = locked();
    for wrong in ["示例密码124", "示例密码123 ", "X", "示例密码123\0"] {
        assert_eq!(code(&locked, Some(wrong)), "wrong_workbook_password", "{wrong}");
    }
    assert_eq!(code(&locked, None), "workbook_password_needed");
    assert_eq!(code(&locked, Some("")), "workbook_password_needed");
    assert_eq!(crate::reading::make::code("月报.xlsx", &locked), "file_encrypted", "an import asks for no password");
}

#[test]
fn a_password_that_no_program_could_ask_for_is_refused() {
    for bad in [String::new(), "长".repeat(256)] {
        assert!(matches!(lists().finish_locked(&bad, chance()), Err(WriteError::Password)));
    }
    let longest = "𠮷".repeat(127) + "x";
    let bytes = lists().finish_locked(&longest, chance()).unwrap();
    assert!(open("月报.xlsx", &bytes, Some(&longest)).is_ok());
}

#[test]
fn nothing_of_what_is_locked_stands_in_the_clear() {
    let locked = locked();
    let found = |text: &str| {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let holds = |part: &[u8]| locked.windows(part.len()).any(|window| window == part);
        holds(text.as_bytes()) || holds(&wide)
    };
    assert_eq!(names().len(), 50);
    for name in
        names().iter().map(String::as_str).chain(["999999195003150014", EXPORT, HEAD, "月报", "示例村", "PK\u{3}\u{4}"])
    {
        assert!(!found(name), "{name}");
    }
    assert!(found("EncryptedPackage"), "what is there is found");
}

#[test]
fn two_exports_of_the_same_rows_share_no_key() {
    let mut chance = chance();
    let first = lists().finish_locked(PASSWORD, &mut chance).unwrap();
    let second = lists().finish_locked(PASSWORD, &mut chance).unwrap();
    let same = first
        .chunks(64)
        .filter(|chunk| chunk.iter().any(|byte| *byte != 0))
        .filter(|chunk| second.chunks(64).any(|other| other == *chunk));
    assert!(same.count() * 4 < first.len() / 64, "only the frame is alike");
}

#[test]
fn packages_of_every_length_around_a_segment_come_back() {
    // A comment at the end makes the package as long as it is wished for.
    let plain = plain();
    let direct = open("月报.xlsx", &plain, None).unwrap();
    let end = plain.len().next_multiple_of(4096);
    for length in [end - 1, end, end + 1, end + 15, end + 16, end + 17] {
        let spare = length - plain.len();
        let mut longer = plain.clone();
        let at = longer.len() - 2;
        longer[at..].copy_from_slice(&u16::try_from(spare).unwrap().to_le_bytes());
        longer.resize(length, b' ');
        let locked = super::tampered::lock(&longer);
        assert_eq!(open("月报.xlsx", &locked, Some(PASSWORD)).unwrap().workbook, direct.workbook, "{length}");
    }
}

#[test]
fn what_other_programs_lock_is_read() {
    for name in ["sha1-aes128.xlsx", "standard.xlsx"] {
        let opened = open(name, &by_others(name), Some(PASSWORD)).unwrap();
        let rows: Vec<_> = opened.workbook.sheets[0].rows.iter().map(|row| row.cells.clone()).collect();
        let text = |text: &str| Cell::Text(text.into());
        assert_eq!(rows, [vec![text("姓名"), text("身份证号")], vec![text("示例张三"), text("999999195003150014")]]);
        assert_eq!((opened.locked, opened.mark), (true, None));
        assert_eq!(code(&by_others(name), Some("别的密码")), "wrong_workbook_password", "{name}");
    }
}

#[test]
fn a_lock_of_parameters_that_nobody_writes_is_refused_at_once() {
    let locked = locked();
    for (from, to) in [
        ("spinCount=\"100000\"", "spinCount=\"1000001\""),
        ("spinCount=\"100000\"", "spinCount=\"4294967295\""),
        ("spinCount=\"100000\"", "spinCount=\"99999999999999999999\""),
        ("spinCount=\"100000\"", "spinCount=\"-1\""),
        ("hashAlgorithm=\"SHA512\"", "hashAlgorithm=\"MD5\""),
        ("cipherAlgorithm=\"AES\"", "cipherAlgorithm=\"RC2\""),
        ("cipherChaining=\"ChainingModeCBC\"", "cipherChaining=\"ChainingModeCFB\""),
        ("keyBits=\"256\"", "keyBits=\"40\""),
        ("blockSize=\"16\"", "blockSize=\"0\""),
        ("saltValue=\"", "saltValue=\"\" was=\""),
        ("<dataIntegrity", "<dataIntegrities"),
        ("<p:encryptedKey", "<p:encryptedKeys"),
    ] {
        let file = with_stream(&locked, "EncryptionInfo", |info| {
            let text = String::from_utf8(info[8..].to_vec()).unwrap();
            assert!(text.contains(from));
            [&info[..8], text.replace(from, to).as_bytes()].concat()
        });
        let start = Instant::now();
        assert_eq!(code(&file, Some(PASSWORD)), "lock_unknown", "{to}");
        assert!(start.elapsed() < Duration::from_secs(1), "{to}");
    }
    let version = with_stream(&locked, "EncryptionInfo", |info| [&[3, 0, 3, 0], &info[4..]].concat());
    assert_eq!(code(&version, Some(PASSWORD)), "lock_unknown");
}

#[test]
fn only_an_xlsx_is_taken_from_under_a_password() {
    let inside = |bytes: &[u8]| code(&super::tampered::lock(bytes), Some(PASSWORD));
    assert_eq!(inside(&std::fs::read(roster("一户一档.ods")).unwrap()), "lock_unknown");
    assert_eq!(inside(&package(&[("[Content_Types].xml", b""), ("word/document.xml", b"")])), "file_is_document");
    assert_eq!(inside("姓名,住址\n白伟,一组\n".as_bytes()), "lock_unknown");
    assert_eq!(inside(&super::tampered::lock(&plain())), "file_encrypted");
    let bomb = changed(&plain(), |name, text| {
        Some(if name.ends_with("sheet2.xml") { text + &" ".repeat(40 << 20) } else { text })
    });
    assert_eq!(inside(&bomb), "file_unpacks_too_large", "the caps hold under a password too");
}

#[test]
fn a_carried_file_of_another_format_goes_the_way_of_every_import() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("月报.ods");
    std::fs::copy(roster("一户一档.ods"), &path).unwrap();
    let limits = sheets::read::Limits::default();
    let carried = sheets::read::read_carried(&path, None, &limits, &Here).unwrap();
    assert_eq!(Ok(carried.workbook), read_foreign(&path, &limits));
    assert_eq!((carried.mark, carried.locked), (None, false));
}
