//! Files for the other tests, and the ways to read them.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use domain::sheet::{Cell, Sheet, Workbook};
use sheets::read::{Foreign, Limits, ReadError, read, read_foreign};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Foreign formats read in the test's own process.
pub struct Here;

impl Foreign for Here {
    fn read(&self, path: &Path) -> Result<Workbook, ReadError> {
        read_foreign(path, &Limits::default())
    }
}

/// A file of the project's invented rosters.
pub fn roster(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/rosters").join(name)
}

/// What comes of `bytes` in a file called `name`.
pub fn read_as(name: &str, bytes: &[u8]) -> Result<Workbook, ReadError> {
    read_within(name, bytes, &Limits::default())
}

/// The same under other caps.
pub fn read_within(name: &str, bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read(&path, limits, &Here)
}

/// The code with which `bytes` are refused.
pub fn code(name: &str, bytes: &[u8]) -> &'static str {
    read_as(name, bytes).expect_err("must be refused").code()
}

/// A ZIP of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const CONTENT_TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// The smallest .xlsx: one sheet a body, with the elements of `sheetData` and what follows it.
pub struct Xlsx<'a> {
    pub tabs: &'a str,
    pub sheets: &'a [&'a str],
    /// The relations of the workbook, when they are not simply one a sheet.
    pub relations: Option<&'a str>,
    pub strings: Option<&'a str>,
    pub styles: Option<&'a str>,
}

impl Default for Xlsx<'_> {
    fn default() -> Self {
        Self {
            tabs: r#"<sheet name="一组" sheetId="1" r:id="rId1"/>"#,
            sheets: &[],
            relations: None,
            strings: None,
            styles: None,
        }
    }
}

impl Xlsx<'_> {
    pub fn bytes(&self) -> Vec<u8> {
        let relation = |id: usize| {
            let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
            format!(r#"<Relationship Id="rId{id}" Type="{kind}" Target="worksheets/sheet{id}.xml"/>"#)
        };
        let each: String = (1..=self.sheets.len()).map(relation).collect();
        let relations = self.relations.unwrap_or(&each);
        let relations = format!("<?xml version=\"1.0\"?><Relationships>{relations}</Relationships>");
        let workbook = format!("<?xml version=\"1.0\"?><workbook><sheets>{}</sheets></workbook>", self.tabs);
        let sheet = |body: &&str| format!("<?xml version=\"1.0\"?><worksheet>{body}</worksheet>");
        let sheets: Vec<(String, String)> = self
            .sheets
            .iter()
            .enumerate()
            .map(|(at, body)| (format!("xl/worksheets/sheet{}.xml", at + 1), sheet(body)))
            .collect();
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
            ("_rels/.rels", RELATIONS.as_bytes()),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ];
        parts.extend(sheets.iter().map(|(name, content)| (name.as_str(), content.as_bytes())));
        parts.extend(self.strings.map(|content| ("xl/sharedStrings.xml", content.as_bytes())));
        parts.extend(self.styles.map(|content| ("xl/styles.xml", content.as_bytes())));
        package(&parts)
    }
}

/// An .xlsx whose only sheet has this body.
pub fn one_sheet(body: &str) -> Vec<u8> {
    Xlsx { sheets: &[body], ..Xlsx::default() }.bytes()
}

/// The text of a cell by row as shown and column from 0.
pub fn text(sheet: &Sheet, number: u32, column: usize) -> &str {
    match cell(sheet, number, column) {
        Cell::Text(text) => text,
        other => panic!("row {number}, column {column}: {other:?}"),
    }
}

/// A cell by row as shown and column from 0.
pub fn cell(sheet: &Sheet, number: u32, column: usize) -> &Cell {
    let row = sheet.rows.iter().find(|row| row.number == number).expect("the row exists");
    row.cells.get(column).unwrap_or(&Cell::Empty)
}
