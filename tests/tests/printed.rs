//! Many pages and rare characters: captions on every page, every name on paper.

use std::path::Path;

use journeys::program::BookFolder;

use crate::office;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

fn number(order: u32) -> String {
    let seventeen = format!("99999919700101{order:03}");
    let sum: u32 = seventeen.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{seventeen}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

/// A village of many hamlets, each with one household whose head is a member of the party.
fn roster(file: &Path, hamlets: u32) {
    let mut text = String::from("\u{feff}组别,户号,姓名,与户主关系,性别,公民身份号码,政治面貌\r\n");
    for order in 1..=hamlets {
        let name = match order {
            1 => "𠮷野示".to_owned(),
            2 => "䶮示例".to_owned(),
            _ => format!("示例{}", char::from_u32(0x4E00 + order * 7).unwrap()),
        };
        text += &format!("{order}组,{order:03},{name},户主,男,{},中共党员\r\n", number(order * 2 + 1));
    }
    std::fs::write(file, text).unwrap();
}

#[test]
fn captions_stand_on_every_page_and_rare_characters_print() {
    let book = BookFolder::village("2026-03-15", &[]);
    let file = book.folder().join("名册.csv");
    roster(&file, 60);
    book.done(&["import".as_ref(), "--by-hamlet".as_ref(), "--commit".as_ref(), file.as_os_str()]);
    for (form, caption) in [("annex_a", "网格党小组"), ("party_roster", "姓名")] {
        let (xlsx, pdf) = (book.folder().join(format!("{form}.xlsx")), book.folder().join(format!("{form}.pdf")));
        let arguments =
            ["form".as_ref(), form.as_ref(), "--xlsx".as_ref(), xlsx.as_os_str(), "--pdf".as_ref(), pdf.as_os_str()];
        let made = book.done(&arguments);
        let pages = office::pages(&pdf);
        assert_eq!(made["pages"], pages.len(), "{form}");
        assert!(pages.len() > 1, "{form}");
        every_page_has(&pages, caption, form);
        // As an office prints our workbook.
        let folder = book.folder().join(form);
        std::fs::create_dir(&folder).unwrap();
        let printed = office::pages(&office::convert(&xlsx, "pdf", &folder));
        assert!(printed.len() > 1, "{form}");
        every_page_has(&printed, caption, form);
        if form == "party_roster" {
            for name in ["𠮷野示", "䶮示例"] {
                assert!(pages.concat().contains(name), "{name} in the PDF");
                assert!(office::sheet(&xlsx, &folder).contains(name), "{name} in the workbook");
            }
        }
    }
}

fn every_page_has(pages: &[String], caption: &str, form: &str) {
    for (at, page) in pages.iter().enumerate() {
        assert!(office::tight(page).contains(caption), "{form}, page {}: {page}", at + 1);
    }
}

#[test]
fn a_form_to_be_filled_in_by_hand_and_one_of_an_empty_month_are_whole_pages() {
    let book = BookFolder::village("2026-03-15", &[]);
    for form in book.done(&["form", "--list"]).as_array().unwrap() {
        let name = form["form"].as_str().unwrap();
        for more in [&["--blank"][..], &[]] {
            let pdf = book.folder().join("空.pdf");
            let arguments = [&["form", name, "--pdf", pdf.to_str().unwrap()], more].concat();
            let made = book.done(&arguments);
            let pages = office::pages(&pdf);
            assert_eq!(made["pages"], pages.len(), "{name} {more:?}");
            let title = form["title"].as_str().unwrap();
            assert!(office::tight(&pages[0]).contains(title), "{name} {more:?}: {}", pages[0]);
        }
    }
}
