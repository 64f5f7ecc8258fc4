//! Row 5: a thousand queries as people type them, among 300,000 persons.

use std::path::Path;
use std::time::Instant;

use app::search::{pinyin, search};
use domain::register::Register;

use super::{Bench, argument, or_missing};
use crate::host;
use crate::job::{Measured, Outcome, child, median};
use crate::table::{Asked, Line, seconds};

const QUERIES: usize = 1000;
/// As many as the search box shows.
const SHOWN: usize = 20;

/// Numbers that repeat (a linear congruence; only the upper bits are used).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

/// What somebody types who looks for a person: names and parts of them, pinyin, initials, ends of numbers, codes.
fn typed(register: &Register) -> Vec<String> {
    let rows = register.rows();
    let mut draw = Draw(20_261);
    let mut queries = Vec::with_capacity(QUERIES);
    while queries.len() < QUERIES {
        let person = &rows.persons[draw.below(rows.persons.len())];
        let letters: Vec<char> = person.name.chars().collect();
        let spelled = |from: usize| -> String {
            letters[from..].iter().map(|letter| pinyin(&letter.to_string())).collect::<Vec<_>>().concat()
        };
        let initials: String = letters.iter().filter_map(|letter| pinyin(&letter.to_string()).chars().next()).collect();
        let end = |text: &str| text.chars().skip(text.chars().count().saturating_sub(4)).collect::<String>();
        let query = match draw.below(10) {
            0 => person.name.clone(),
            1 => letters[..1].iter().collect(),
            2 => letters[letters.len() - 1..].iter().collect(),
            3 => spelled(0),
            4 | 5 => initials,
            6 => letters[0].to_string() + &spelled(1).chars().take(2).collect::<String>(),
            7 => person.id_number.as_deref().map(end).unwrap_or_default(),
            8 => person.phone.as_deref().map(end).unwrap_or_default(),
            _ => rows.households[draw.below(rows.households.len())].code.clone().unwrap_or_default(),
        };
        if !query.is_empty() {
            queries.push(query);
        }
    }
    queries
}

/// Asks them all. The time is the 95th percentile.
fn ask(session: &app::session::Session) -> Outcome<Measured> {
    let began = Instant::now();
    let register = session.register()?;
    let joined = began.elapsed().as_secs_f64();
    let began = Instant::now();
    drop(session.keys()?);
    let keys = began.elapsed().as_secs_f64();
    let mut found = 0_usize;
    let mut times = Vec::with_capacity(QUERIES);
    for query in typed(&register) {
        let began = Instant::now();
        found += usize::from(!search(session, &query, SHOWN)?.is_empty());
        times.push(began.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let middle = median(times.iter().copied());
    Ok(Measured::of(times[QUERIES * 95 / 100])
        .and("register", joined)
        .and("keys", keys)
        .and("median", middle)
        .and("slowest", times[QUERIES - 1])
        .and("found", found as f64)
        .and("persons", register.rows().persons.len() as f64))
}

/// Asks a thousand queries of a book: book.
pub fn queries(arguments: &[String]) -> Outcome<Measured> {
    ask(&host::open(Path::new(argument(arguments, 0)?))?)
}

/// Row 5.
pub fn rows(bench: &Bench) -> Vec<Line> {
    or_missing(measure(bench), |why| Line::missing("5", "search", Asked::Seconds(0.016), why))
}

fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let book = bench.town()?;
    let runs: Vec<Measured> = (0..3).map(|_| child("search", &[book])).collect::<Outcome<_>>()?;
    let figure = |name: &str| median(runs.iter().map(|run| run.get(name)));
    let job = format!("p95 of {QUERIES} queries, {:.0} persons", figure("persons"));
    Ok(vec![Line::alone("5", job, &runs, Asked::Seconds(0.016)).note(format!(
        "median query {}, slowest {}, {:.0} found something; after unlocking: register {}, keys {}",
        seconds(figure("median")),
        seconds(figure("slowest")),
        figure("found"),
        seconds(figure("register")),
        seconds(figure("keys"))
    ))])
}
