//! Twelve months are sealed while the village lives on, then a thousand things are put right afterwards.

use std::collections::BTreeMap;

use domain::date::Month;
use domain::day::Measure;
use domain::document::Document;

use super::*;
use crate::closings::{ChangedCell, CloseMonth, Frozen, adjustments, close, latest};
use crate::forms::{self, FormRequest};
use crate::ledger::{Ask, Figures, Ledger, MEASURES, facts};

/// Edits after the last sealing.
const LATE: usize = 1000;

/// Does so many events by chance, as far as they are possible.
fn live(opened: &Opened, dice: &mut Dice, count: usize, what: &str) -> usize {
    let (mut hung, mut held) = (Hung::default(), Held::new(opened.folder.path()));
    let (mut done, mut tries) = (0, 0);
    while done < count {
        let event = next(&opened.session, dice, (&mut hung, &mut held), &BTreeSet::new());
        if let Ok(recorded) = record(&opened.session, &event) {
            done += usize::from(recorded.op.is_some());
        }
        tries += 1;
        assert!(tries < count * 60 + 600, "{what}: nothing is possible any more");
    }
    done
}

fn sheet(session: &Session, month: &str) -> Document {
    let request = FormRequest { form: "annex_a".to_owned(), month: Some(month.to_owned()), ..FormRequest::default() };
    forms::build(session, &request).unwrap().remove(0)
}

/// What was kept of a sealed month, its sheet, and what stood in it.
struct Kept {
    frozen: String,
    sheet: Document,
}

fn kept(session: &Session, month: Month) -> Kept {
    let frozen = session.read(|reader| Ok(reader.closings_of(month)?.pop())).unwrap().unwrap().frozen;
    Kept { frozen, sheet: sheet(session, &month.to_string()) }
}

/// The ledger of a month out of the book as it is, sealed or not.
fn as_known_now(session: &Session, month: Month) -> Ledger {
    let (register, ask) = Ask::new(session, Some(&month.to_string()), None, false).unwrap();
    facts(&register, &ask)
}

/// Every number of annex A by part of the village and measure.
fn numbers(ledger: &Ledger) -> BTreeMap<(String, usize), i64> {
    let of = |figures: &Figures, part: String| {
        let one = |(at, measure): (usize, Measure)| ((part.clone(), at), i64::from(figures.get(measure)));
        MEASURES.into_iter().enumerate().map(one).collect::<Vec<_>>()
    };
    ledger.rows.iter().flat_map(|row| of(&row.figures, row.part.to_string())).collect()
}

/// What was sealed, with what is listed beside it.
fn with(sealed: &Ledger, cells: &[ChangedCell], captions: &[String]) -> BTreeMap<(String, usize), i64> {
    let mut numbers = numbers(sealed);
    for cell in cells {
        let Some(at) = captions.iter().position(|caption| *caption == cell.column) else { continue };
        let Some(part) = cell.part else { continue };
        let number = numbers.entry((part.to_string(), at)).or_default();
        assert_eq!(number.to_string(), cell.before, "{cell:?}");
        *number += cell.came.len() as i64 - cell.went.len() as i64;
        assert_eq!(number.to_string(), cell.after, "{cell:?}");
    }
    numbers
}

#[test]
fn twelve_sealed_months_outlast_a_thousand_edits_and_are_what_is_known_now_less_what_is_listed() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_260_331_u64);
    let mut dice = Dice { state: seed, first: day("2025-04-01"), days: 28 };
    let mut opened = open(&village("2025-04-01").rows, "2025-04-30");
    let mut sealed: Vec<(Month, Kept)> = Vec::new();
    let (mut month, mut done) = (Month::of(day("2025-04-01")), 0);
    for _ in 0..12 {
        let today = month.last_day().to_string();
        opened = restart(opened, done + 1, &today);
        // Of this month, and now and then something late of the one before.
        (dice.first, dice.days) = (month.first_day() - Days::new(6), 34);
        done += live(&opened, &mut dice, 12, &format!("SEED={seed} {month}"));
        let request = CloseMonth { month: month.to_string(), reason: None };
        let closed = close(&opened.session, &request).unwrap_or_else(|failure| panic!("SEED={seed}: {failure:?}"));
        assert_eq!(closed.version, 1);
        sealed.push((month, kept(&opened.session, month)));
        month = month.next();
    }
    let last = opened.session.today();
    opened = restart(opened, done + 20, &last.to_string());
    (dice.first, dice.days) = (day("2025-04-01"), 364);
    live(&opened, &mut dice, LATE, &format!("SEED={seed}"));
    opened = restart(opened, done + LATE, &last.to_string());
    let session = &opened.session;
    let mut adjusted = 0;
    for (month, then) in &sealed {
        let what = format!("SEED={seed} {month}");
        let now = kept(session, *month);
        assert!(now.frozen == then.frozen, "{what}: byte for byte");
        assert_eq!(now.sheet, then.sheet, "{what}: what is printed and what is saved are made of this");
        let sealed = session.read(|reader| latest(reader, *month)).unwrap().unwrap();
        // From history alone.
        let rebuilt = Frozen::of(&session.then(sealed.op), *month).unwrap().text();
        assert!(rebuilt == then.frozen, "{what}: the book as it was says what was sealed: {rebuilt}");
        let cells = adjustments(session, &sealed).unwrap();
        let known = as_known_now(session, *month);
        let listed = with(&sealed.frozen.ledger().unwrap(), &cells, &sealed.frozen.look.measures);
        for (at, number) in numbers(&known) {
            assert_eq!(listed.get(&at).copied().unwrap_or(0), number, "{what}: {at:?}");
        }
        adjusted += usize::from(!cells.is_empty());
    }
    assert!(adjusted >= 10, "a thousand edits change what is known of most months: {adjusted}");
}
