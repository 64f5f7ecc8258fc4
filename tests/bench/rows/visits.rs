//! Row 8: one saved visit, durable. And the years of visits that row 4 is measured with.

use std::path::Path;
use std::time::Instant;

use app::events::{Event, PayVisit, record};
use chrono::Days;
use domain::date::PartialDate;
use domain::visit::{Visit, VisitKind, VisitOutcome};
use store::OpKind;

use super::store::{connect, entity_rows, fill};
use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Failed, Measured, Outcome, alternate, child, median};
use crate::table::{Asked, Line};

/// Saves in one run.
const SAVES: usize = 200;
const FINDINGS: &str = "家中平安，老人身体尚好";

/// Pays visits until a book has so many, over so many years back, each household in turn; one operation: book, visits,
/// years.
pub fn visited(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let number = |at| argument(arguments, at)?.parse::<usize>().map_err(|_| Failed("not a number".to_owned()));
    let (wanted, days) = (number(1)?, number(2)? * 365);
    let register = session.register()?;
    let households = &register.rows().households;
    let there = session.read(|reader| Ok(reader.count::<Visit>()?))?;
    let began = Instant::now();
    session.book().write(OpKind::new("sample"), "示例", |write| {
        for at in there..wanted {
            // Spread over the years by a step that shares no factor with their days.
            let back = (at * 7919) % days;
            let date = host::today().checked_sub_days(Days::new(back as u64)).unwrap_or_default();
            let household = &households[at % households.len()];
            let visit = Visit {
                id: write.mint(),
                household: household.id,
                person: None,
                date: PartialDate::from(date),
                kind: if at % 11 == 0 { VisitKind::Call } else { VisitKind::Home },
                outcome: if at % 9 == 0 { VisitOutcome::NotHome } else { VisitOutcome::Met },
                visitors: Some("示例组长".to_owned()),
                findings: Some(FINDINGS.to_owned()),
                next: None,
                satisfied: None,
                remark: None,
                entered_on: None,
            };
            write.put(&visit)?;
        }
        Ok::<_, store::StoreError>(())
    })?;
    Ok(Measured::of(began.elapsed().as_secs_f64()).and("visits", wanted as f64))
}

/// Visits recorded as the window and `hongwang` record them: book. The time is one visit's.
pub fn saved(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let register = session.register()?;
    let mut times = Vec::with_capacity(SAVES);
    for household in register.rows().households.iter().filter(|household| household.to.is_none()).take(SAVES) {
        let visit = Event::PayVisit(PayVisit {
            household: Some(household.id.to_string()),
            date: host::today().to_string(),
            kind: VisitKind::Home.word().to_owned(),
            outcome: VisitOutcome::Met.word().to_owned(),
            visitors: Some("示例组长".to_owned()),
            findings: Some(FINDINGS.to_owned()),
            ..PayVisit::default()
        });
        let began = Instant::now();
        record(&session, &visit)?;
        times.push(began.elapsed().as_secs_f64());
    }
    Ok(Measured::of(median(times)))
}

/// The floor: the same rows in an encrypted store of the same tables, a commit each, no log: book, file.
pub fn inserted(arguments: &[String]) -> Outcome<Measured> {
    let session = host::open(Path::new(argument(arguments, 0)?))?;
    let register = session.register()?;
    let file = Path::new(argument(arguments, 1)?);
    if !file.exists() {
        let mut tables = entity_rows(&session)?;
        tables.extend(super::store::visit_rows(&session)?);
        fill(&tables, file, true)?;
    }
    let mut connection = connect(file, true)?;
    let first: i64 = connection.query_row("SELECT count(*) FROM visit", [], |row| row.get(0))?;
    let mut times = Vec::with_capacity(SAVES);
    let open = register.rows().households.iter().filter(|household| household.to.is_none());
    for (household, at) in open.take(SAVES).zip(first..) {
        // As our ids: each after the one before it.
        let id = format!("ffffffff-0000-7000-8000-{at:012}");
        let began = Instant::now();
        let transaction = connection.transaction()?;
        transaction
            .prepare_cached(
                "INSERT INTO visit(id, household, \"date\", kind, outcome, visitors, findings)
                 VALUES(?1, ?2, ?3, '入户', '见到', '示例组长', ?4)",
            )?
            .execute((id, household.id.to_string(), host::today().to_string(), FINDINGS))?;
        transaction.commit()?;
        times.push(began.elapsed().as_secs_f64());
    }
    Ok(Measured::of(median(times)))
}

/// Row 8.
pub fn rows(bench: &Bench) -> Vec<Line> {
    or_missing(measure(bench), |why| Line::missing("8", "one saved visit", Asked::Ratio(1.5), why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let book = bench.sample("visits", ["10", "810", "12"])?;
    let file = bench.path("visits.db");
    child("inserted", &[&book, &file])?;
    let runs = alternate(7, &[&|| child("saved", &[&book]), &|| child("inserted", &[&book, &file])])?;
    Ok(vec![
        Line::against(
            "8",
            "one saved visit, durable",
            &runs[0],
            ("SQLCipher, one commit of the same row", &runs[1]),
            Asked::Ratio(1.5),
        )
        .note(format!("of {SAVES} saves each; ours with its checks, its operation and its image")),
    ])
}
