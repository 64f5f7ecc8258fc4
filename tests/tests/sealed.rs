//! A year of sealed months outlasts a thousand edits: its workbooks cell by cell, its PDFs text by text.

use app::events::{read, record};
use journeys::happenings::Happenings;
use journeys::inside;
use journeys::program::{BookFolder, seed};
use serde_json::Value;

use crate::office;

const TODAY: &str = "2026-03-31";

/// Edits after the last sealing.
const LATE: usize = 1000;

/// The months of the year up to [`TODAY`], the oldest first.
fn months() -> Vec<String> {
    let months = (4..=12).map(|month| format!("2025-{month:02}"));
    months.chain((1..=3).map(|month| format!("2026-{month:02}"))).collect()
}

/// What a month's ledger puts out: its JSON less what is listed beside it, its workbook, its PDF.
fn put_out(book: &BookFolder, month: &str) -> (Value, String, Vec<String>) {
    let folder = book.folder().join(month);
    std::fs::create_dir_all(&folder).unwrap();
    let (xlsx, pdf) = (folder.join("台账.xlsx"), folder.join("台账.pdf"));
    let files = ["--xlsx", xlsx.to_str().unwrap(), "--pdf", pdf.to_str().unwrap()];
    let mut ledger = book.done(&[&["ledger", "--month", month][..], &files].concat());
    ledger.as_object_mut().unwrap().remove("adjustments");
    (ledger, office::sheet(&xlsx, &folder), office::pages(&pdf))
}

#[test]
fn twelve_sealed_months_put_out_the_same_after_a_thousand_edits() {
    let seed = seed("sealed");
    let book = BookFolder::village(TODAY, &["--opened", "2025-04-01"]);
    book.done(&["sample", "--grids", "2", "--households", "60", "--months", "12", "--seed", &(seed % 997).to_string()]);
    let mut sealed = Vec::new();
    for month in months() {
        assert_eq!(book.done(&["close", "--month", &month])["version"], 1, "seed {seed}, {month}");
        sealed.push(put_out(&book, &month));
    }
    assert!(sealed.iter().any(|(_, _, pages)| pages[0].contains("第1版")));
    late(&book, seed);
    let mut adjusted = 0;
    for (month, then) in months().iter().zip(&sealed) {
        let now = put_out(&book, month);
        assert_eq!(now.0, then.0, "seed {seed}, {month}: numbers");
        assert_eq!(now.1, then.1, "seed {seed}, {month}: the workbook");
        assert_eq!(now.2, then.2, "seed {seed}, {month}: the pages");
        let told = book.done(&["ledger", "--month", month]);
        adjusted += usize::from(!told["adjustments"].as_array().unwrap().is_empty());
    }
    assert!(adjusted >= 10, "seed {seed}: a thousand edits change what is known of most months, not of {adjusted}");
    assert_eq!(book.run(&["check"]).code, Some(0), "seed {seed}");
}

/// A thousand things that are found out later, of any day of the year.
fn late(book: &BookFolder, seed: u64) {
    let session = inside::open(book).unwrap();
    let mut happenings = Happenings::new(&session, seed).unwrap().since("2025-04-01".parse().unwrap());
    let (mut done, mut refused) = (0, 0);
    while done < LATE {
        let (kind, value) = happenings.draw();
        match record(&session, &read(kind, value).unwrap()) {
            Ok(_) => done += 1,
            // Something of a day on which they were not there yet.
            Err(failure) => {
                refused += 1;
                assert!(refused < LATE, "seed {seed}: {failure:?}");
            }
        }
    }
    inside::close(session);
}
