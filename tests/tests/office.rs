//! What others read out of our files: LibreOffice the workbook, `pdftotext` the PDF.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Converts with LibreOffice, into `folder`.
pub fn convert(file: &Path, to: &str, folder: &Path) -> PathBuf {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--norestore", "--convert-to", to, "--outdir"])
        .args([folder, file])
        .output()
        .expect("LibreOffice is installed");
    let kind = to.split(':').next().unwrap();
    let made = folder.join(file.file_name().unwrap()).with_extension(kind);
    assert!(made.is_file(), "{} {}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    made
}

/// The text of a PDF, a page each.
pub fn pages(pdf: &Path) -> Vec<String> {
    let output = Command::new("pdftotext").args(["-layout".as_ref(), pdf.as_os_str(), "-".as_ref()]).output();
    let output = output.expect("poppler-utils is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.split('\u{c}').filter(|page| !page.trim().is_empty()).map(str::to_owned).collect()
}

/// The first sheet of a workbook, as LibreOffice shows it.
pub fn sheet(xlsx: &Path, folder: &Path) -> String {
    // 44 = comma, 34 = quote, 76 = UTF-8.
    std::fs::read_to_string(convert(xlsx, "csv:Text - txt - csv (StarCalc):44,34,76", folder)).unwrap()
}

/// The numbers that stand behind `caption：`, in reading order.
pub fn numbers(text: &str, caption: &str) -> Vec<u64> {
    let caption = format!("{caption}：");
    let behind = text.split(&caption).skip(1);
    let digits = behind.map(|rest| rest.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

/// The text without any white space: captions are set with air between their characters, and lines break anywhere.
pub fn tight(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}
