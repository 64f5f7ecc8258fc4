//! Workbooks that are handed out, in LibreOffice: their password, and what is left of their mark when they are saved.

use crate::office;
use chrono::NaiveDate;
use sheets::Mark;
use sheets::read::{Carried, Foreign, Limits, ReadError, read_carried, read_foreign};
use sheets::write::{CarriedColumn, Lists, Tab, WriteError};
use std::path::{Path, PathBuf};
use std::process::Command;

const PASSWORD: &str = "示例密码 8&9";

/// Foreign formats read in the test's own process.
struct Here;

impl Foreign for Here {
    fn read(&self, path: &Path) -> Result<domain::sheet::Workbook, ReadError> {
        read_foreign(path, &Limits::default())
    }
}

fn mark() -> Mark {
    Mark { export: "01890a5d-ac96-774b-bcce-b302099a8057".into(), head: r#"{"kind":"return","a":"<&>"}"#.into() }
}

/// One person, one sheet for the program, and words before them.
fn lists() -> Lists {
    let day = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    let mut lists = Lists::marked("月报", "内部资料", day, &mark());
    let column = |caption, hidden, choices| CarriedColumn { caption, width_mm: 30.0, hidden, choices };
    let columns =
        [column("姓名", false, None), column("性别", false, Some(&["男", "女"][..])), column("行号", true, None)];
    let person = |list: &mut sheets::write::List<'_>| {
        list.asked("示例张三", "与登记的不同")?.text("男")?.text("999999195003150014")?.end()?;
        list.text("=1+1")?.text("+86")?.text("0101")?.end()
    };
    lists.carried::<WriteError>("人", &columns, Tab::Main, person).unwrap();
    lists.very_hidden::<WriteError>("_校验", &["行号"], |list| list.text("c0ffee")?.end()).unwrap();
    lists.words("说明", &[("村", "示例村")]).unwrap();
    lists
}

fn locked(folder: &Path, name: &str) -> PathBuf {
    let mut state = 7u32;
    let chance = |bytes: &mut [u8]| {
        for byte in bytes {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = (state >> 24) as u8;
        }
    };
    let path = folder.join(name);
    std::fs::write(&path, lists().finish_locked(PASSWORD, chance).unwrap()).unwrap();
    path
}

fn read(path: &Path, password: Option<&str>) -> Carried {
    read_carried(path, password, &Limits::default(), &Here).unwrap()
}

/// LibreOffice without a window and with a profile of its own; it must end by itself.
fn libreoffice(profile: &Path, argument: &str) {
    let status = Command::new("timeout")
        .args(["--kill-after=5", "60", "soffice"])
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", argument])
        .status()
        .expect("LibreOffice is installed");
    assert_ne!(status.code(), Some(124), "LibreOffice waits for somebody");
}

/// Opens `file` with a password by a macro, which does `then` with `book`. Whatever fails ends the macro.
fn with_password(folder: &Path, file: &Path, password: &str, then: &str) {
    let (profile, ran) = (folder.join("macros"), folder.join("ran"));
    let library = profile.join("user/basic/Standard");
    if !library.is_dir() {
        // Its first start lays the profile out and runs nothing.
        libreoffice(&profile, "--terminate_after_init");
        std::fs::create_dir_all(&library).unwrap();
    }
    let (script, namespace) = ("http://openoffice.org/2000/script", "http://openoffice.org/2000/library");
    let source = format!(
        "Sub Main\nOn Error GoTo Ended\nDim how(1) As New com.sun.star.beans.PropertyValue\n\
         how(0).Name = \"Hidden\"\nhow(0).Value = True\nhow(1).Name = \"Password\"\nhow(1).Value = \"{password}\"\n\
         Dim book As Object\nbook = StarDesktop.loadComponentFromURL(\"file://{file}\", \"_blank\", 0, how())\n\
         {then}\nEnded:\nOpen \"{ran}\" For Output As #1\nClose #1\nStarDesktop.terminate()\nEnd Sub\n",
        password = password.replace('&', "&amp;"),
        file = file.display(),
        ran = ran.display()
    );
    let module = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<script:module xmlns:script=\"{script}\" script:name=\"Module1\" \
         script:language=\"StarBasic\">{source}</script:module>"
    );
    let inside = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<library:library xmlns:library=\"{namespace}\" \
         library:name=\"Standard\" library:readonly=\"false\" library:passwordprotected=\"false\"><library:element \
         library:name=\"Module1\"/></library:library>"
    );
    let libraries = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<library:libraries xmlns:library=\"{namespace}\"><library:library \
         library:name=\"Standard\" library:link=\"false\"/></library:libraries>"
    );
    std::fs::write(library.join("Module1.xba"), module).unwrap();
    std::fs::write(library.join("script.xlb"), inside).unwrap();
    std::fs::write(profile.join("user/basic/script.xlc"), libraries).unwrap();
    libreoffice(&profile, "macro:///Standard.Module1.Main");
    std::fs::remove_file(ran).expect("the macro ran to its end");
}

#[test]
fn libreoffice_opens_a_locked_workbook_with_its_password_and_not_without() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = locked(folder.path(), "月报.xlsx");
    let made = folder.path().join("made.ods");
    let save = format!(
        "Dim saving(0) As New com.sun.star.beans.PropertyValue\nsaving(0).Name = \"FilterName\"\n\
         saving(0).Value = \"calc8\"\nbook.storeToURL(\"file://{}\", saving())",
        made.display()
    );
    for wrong in ["", "示例密码"] {
        with_password(folder.path(), &file, wrong, &save);
        assert!(!made.exists(), "opened with {wrong:?}");
    }
    with_password(folder.path(), &file, PASSWORD, &save);
    let opened = read(&made, None);
    let ours = read(&file, Some(PASSWORD));
    let cells = |carried: &Carried, name: &str| {
        let sheet = carried.workbook.sheets.iter().find(|sheet| sheet.name == name).unwrap();
        sheet.rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>()
    };
    assert_eq!(cells(&opened, "人"), cells(&ours, "人"));
    assert_eq!(cells(&opened, "_校验"), cells(&ours, "_校验"));
    assert_eq!(opened.mark, Some(mark()));
}

#[test]
fn what_libreoffice_saves_under_the_password_is_read() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = locked(folder.path(), "月报.xlsx");
    let before = std::fs::read(&file).unwrap();
    let change = "book.Sheets.getByName(\"人\").getCellByPosition(0, 1).setString(\"示例李四\")\nbook.store()";
    with_password(folder.path(), &file, PASSWORD, change);
    assert!(std::fs::read(&file).unwrap() != before, "it was saved");
    let carried = read(&file, Some(PASSWORD));
    let sheet = carried.workbook.sheets.iter().find(|sheet| sheet.name == "人").unwrap();
    assert_eq!(sheet.rows[1].cells[0], domain::sheet::Cell::Text("示例李四".into()));
    assert_eq!((carried.locked, carried.mark), (true, Some(mark())));
    let refused = read_carried(&file, Some("别的"), &Limits::default(), &Here).unwrap_err();
    assert_eq!(refused.code(), "wrong_workbook_password");
}

#[test]
fn a_workbook_saved_by_libreoffice_still_says_which_export_it_is() {
    let folder = tempfile::TempDir::new().unwrap();
    let source = folder.path().join("月报.xlsx");
    std::fs::write(&source, lists().finish().unwrap()).unwrap();
    let ours = read(&source, None);
    for format in ["xlsx:Calc MS Excel 2007 XML", "ods", "xls:MS Excel 97"] {
        let target = folder.path().join(format.split(':').next().unwrap());
        std::fs::create_dir(&target).unwrap();
        let saved = read(&office::convert(&source, format, &target), None);
        assert_eq!(saved.mark, Some(mark()), "{format}");
        let people = |carried: &Carried| {
            let sheet = carried.workbook.sheets.iter().find(|sheet| sheet.name == "人").unwrap();
            sheet.rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>()
        };
        assert_eq!(people(&saved), people(&ours), "{format}");
        assert!(saved.workbook.sheets.iter().any(|sheet| sheet.name == "_校验" && sheet.hidden), "{format}");
    }
}
