//! Which export a workbook is: one of four places is enough.

use sheets::Mark;

use super::make::{EXPORT, HEAD, changed, mark, open, part, plain, without};

const NAME: &str = "<definedName name=\"_hongwang_export\">";

/// The package without one of the places.
fn drop_place(bytes: &[u8], place: &str) -> Vec<u8> {
    let rows = |text: &str| without(text, "<sheetData>", "</sheetData>");
    changed(bytes, |name, text| match (place, name) {
        ("property", "docProps/custom.xml") => Some(without(&text, "<property ", "</Properties>") + "</Properties>"),
        ("name", "xl/workbook.xml") => Some(without(&text, NAME, "</definedName>")),
        ("hidden", "xl/worksheets/sheet4.xml") | ("words", "xl/worksheets/sheet1.xml") => Some(rows(&text)),
        _ => Some(text),
    })
}

fn found(bytes: &[u8]) -> Option<Mark> {
    open("月报.xlsx", bytes, None).unwrap().mark
}

#[test]
fn the_mark_stands_in_four_places_and_its_short_form_on_every_page() {
    let bytes = plain();
    assert!(part(&bytes, "docProps/custom.xml").contains(EXPORT));
    assert!(part(&bytes, "xl/workbook.xml").contains(&format!("{NAME}\"{EXPORT}\"</definedName>")));
    for sheet in 1..=3 {
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(sheet.contains("&amp;L内部资料 &amp;&amp; 注意保管　编号 099a8057&amp;C第"), "{sheet}");
    }
    let workbook = open("月报.xlsx", &bytes, None).unwrap().workbook;
    let rows = |at: usize| workbook.sheets[at].rows.iter().flat_map(|row| &row.cells).map(|cell| format!("{cell:?}"));
    assert!(rows(0).any(|cell| cell.contains(EXPORT)), "说明");
    assert!(rows(3).take(3).any(|cell| cell.contains(EXPORT)), "the very hidden sheet");
}

#[test]
fn the_mark_survives_the_loss_of_any_one_place_whole() {
    for place in ["property", "name", "hidden", "words"] {
        assert_eq!(found(&drop_place(&plain(), place)), Some(mark()), "without {place}");
    }
}

#[test]
fn any_one_place_is_enough_and_none_is_none() {
    let places = ["property", "name", "hidden", "words"];
    for kept in places {
        let bytes =
            places.iter().filter(|place| **place != kept).fold(plain(), |bytes, place| drop_place(&bytes, place));
        let found = found(&bytes).expect(kept);
        assert_eq!(found.export, EXPORT, "{kept}");
        assert_eq!(found.head, if ["property", "hidden"].contains(&kept) { HEAD } else { "" }, "{kept}");
    }
    let bytes = places.iter().fold(plain(), |bytes, place| drop_place(&bytes, place));
    assert_eq!(found(&bytes), None);
}

#[test]
fn a_head_counts_only_beside_its_own_id() {
    let other = "01890a5d-ac96-774b-bcce-b302099a0000";
    let bytes = changed(&drop_place(&plain(), "property"), |name, text| {
        Some(if name == "xl/workbook.xml" { text.replace(EXPORT, other) } else { text })
    });
    assert_eq!(found(&bytes), Some(Mark { export: other.into(), head: String::new() }));
}

#[test]
fn what_is_no_id_is_no_mark() {
    for damaged in ["01890a5d-ac96-774b-bcce-b302099a805", "01890a5d-ac96-774b-bcce-b302099a805g", "示例"] {
        let bytes = changed(&plain(), |_, text| Some(text.replace(EXPORT, damaged)));
        assert_eq!(found(&bytes), None, "{damaged}");
    }
}

#[test]
fn a_head_too_long_for_a_property_stands_in_the_hidden_sheet() {
    let long = Mark { head: format!("{{\"a\":\"{}\"}}", "长".repeat(300)), ..mark() };
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    let bytes = sheets::write::Lists::marked("月报", "", day, &long).finish().unwrap();
    assert_eq!(found(&bytes), Some(long));
}
