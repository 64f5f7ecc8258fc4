//! A workbook as it is handed out, and what people and programs do to it.

use std::io::{Cursor, Read, Write};

use chrono::NaiveDate;
use sheets::Mark;
use sheets::read::{Carried, Limits, ReadError, read_carried};
use sheets::write::{CarriedColumn, Lists, Tab, WriteError};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::reading::make::Here;

pub const PASSWORD: &str = "示例密码123";
pub const EXPORT: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
pub const HEAD: &str = r#"{"kind":"return","month":"2026-11","a&b":"<1>"}"#;

pub fn mark() -> Mark {
    Mark { export: EXPORT.into(), head: HEAD.into() }
}

/// A column that is shown.
pub fn column<'a>(caption: &'a str, choices: Option<&'a [&'a str]>) -> CarriedColumn<'a> {
    CarriedColumn { caption, width_mm: 30.0, hidden: false, choices }
}

/// A column for the program.
pub fn hidden(caption: &str) -> CarriedColumn<'_> {
    CarriedColumn { caption, width_mm: 20.0, hidden: true, choices: None }
}

/// Names that must not be seen in the file.
pub fn names() -> Vec<String> {
    (0..50).map(|number| format!("示例人{}", char::from_u32(0x7532 + number * 7).unwrap())).collect()
}

/// Words, persons, details and ids, unfinished.
pub fn lists() -> Lists {
    let mut lists =
        Lists::marked("月报", "内部资料 & 注意保管", NaiveDate::from_ymd_opt(2026, 11, 30).unwrap(), &mark());
    let sexes: &[&str] = &["男", "女"];
    let columns = [
        column("行码", None),
        column("姓名", None),
        column("性别", Some(sexes)),
        column("身份证号", None),
        hidden("行号"),
    ];
    lists
        .carried("人", &columns, Tab::Main, |list| {
            for (at, name) in names().iter().enumerate() {
                list.text(&format!("R{at:03}"))?
                    .text(name)?
                    .text("男")?
                    .text("999999195003150014")?
                    .text("id-1")?
                    .end()?;
            }
            Ok::<_, WriteError>(())
        })
        .unwrap();
    lists
        .carried(
            "办理经过",
            &[column("说的", None), column("次数", None), hidden("行号")],
            Tab::Detail,
            |list| {
                list.asked("=1+1", "与本站登记的不同：示例原因。")?.number(3.0, 0)?.end()?;
                list.text("+86")?.text("0101")?.text("@A1")?.end()
            },
        )
        .unwrap();
    let ids = |list: &mut sheets::write::List<'_>| list.text("id-1")?.text("c0ffee")?.end();
    assert_eq!(lists.very_hidden("_校验", &["行号", "校验"], ids).unwrap(), 1);
    lists.words("说明", &[("村", "示例村"), ("怎样填", "在黄色的格子里改。")]).unwrap();
    lists
}

pub fn plain() -> Vec<u8> {
    lists().finish().unwrap()
}

/// Randomness that is the same every time.
pub fn chance() -> impl FnMut(&mut [u8]) {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    move |bytes| {
        for byte in bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = (state >> 32) as u8;
        }
    }
}

pub fn locked() -> Vec<u8> {
    lists().finish_locked(PASSWORD, chance()).unwrap()
}

/// What comes of `bytes` in a file called `name`.
pub fn open(name: &str, bytes: &[u8], password: Option<&str>) -> Result<Carried, ReadError> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read_carried(&path, password, &Limits::default(), &Here)
}

/// The code with which `bytes` are refused.
pub fn code(bytes: &[u8], password: Option<&str>) -> &'static str {
    open("月报.xlsx", bytes, password).expect_err("must be refused").code()
}

/// A part of a package, unpacked.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The package with each part as `change` leaves it; `None` leaves it out.
pub fn changed(bytes: &[u8], change: impl Fn(&str, String) -> Option<String>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut made = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let (name, mut text) = (part.name().unwrap().to_string(), String::new());
        part.read_to_string(&mut text).unwrap();
        if let Some(text) = change(&name, text) {
            made.start_file(name, SimpleFileOptions::default()).unwrap();
            made.write_all(text.as_bytes()).unwrap();
        }
    }
    made.finish().unwrap().into_inner()
}

/// What stands between two words, from the first on and up to the second.
pub fn without(text: &str, from: &str, to: &str) -> String {
    let (before, rest) = text.split_once(from).expect("it is there");
    let (_, after) = rest.split_once(to).expect("it ends");
    format!("{before}{after}")
}

/// An encrypted file with one of its two streams as `change` leaves it.
pub fn with_stream(bytes: &[u8], name: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes.to_vec())).unwrap();
    let mut stream = Vec::new();
    container.open_stream(name).unwrap().read_to_end(&mut stream).unwrap();
    container.create_stream(name).unwrap().write_all(&change(stream)).unwrap();
    container.flush().unwrap();
    container.into_inner().into_inner()
}
