//! Annex A 「红网工程」管理台账: one row a party group, the counting basis and the headcount balance below it.

use std::ops::Range;

use chrono::Datelike;
use domain::date::Month;
use domain::document::{Block, Cell, Column, Document, HeadLine, Line, Paper, Paragraph, Row, Run, Table, Value};

use super::link::{Link, Part, What};
use super::{About, Form, FormRequest, FormScope};
use crate::closings;
use crate::failure::Result;
use crate::ledger::{CORRECTED, GroupRow, Ledger, Look, MEASURES, Names, Terms, Told, told};
use crate::session::Session;
use crate::standard::Standard;

/// Rows of a sheet that is filled in by hand.
const BLANK_ROWS: usize = 4;

/// The ledger.
pub(super) struct AnnexA;

impl Form for AnnexA {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("annex_a", |titles| &titles.annex_a, FormScope::Month, Paper::A4_LANDSCAPE)
            .opening_names()
            .everywhere();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        if request.blank {
            let look = Look::now(session)?;
            let (mut document, mut table) = begin(&look, self.paper());
            document
                .head
                .push(HeadLine { left: "　　　　村　　　　年　　月".to_owned(), right: String::new() });
            table.rows = vec![blank_row(&look); BLANK_ROWS];
            document.blocks.push(Block::Table(table));
            return Ok(vec![document]);
        }
        let told = told(session, request.month.as_deref(), request.grid.as_deref(), request.names)?;
        let (mut document, mut table) = begin(&told.look, self.paper());
        let (ledger, sheet) = (&told.ledger, Filled { look: &told.look, month: told.ask.month });
        document.head.push(head(standard, &told));
        table.rows = ledger.rows.iter().map(|row| sheet.row(row)).collect();
        table.total = (ledger.rows.len() > 1).then(|| sheet.total(ledger));
        document.blocks.push(Block::Table(table));
        document.blocks.push(Block::Paragraph(Paragraph::note(sheet.notes(ledger))));
        if request.names {
            document.footer.clone_from(&told.look.names_footer);
        }
        Ok(vec![document])
    }
}

fn begin(look: &Look, paper: Paper) -> (Document, Table) {
    let mut document = Document::new(&look.title, paper);
    document.signatures.clone_from(&look.signatures);
    (document, Table::new(columns(look)))
}

fn columns(look: &Look) -> Vec<Column> {
    let caption = |at: usize| look.caption(at);
    vec![
        Column::new(caption(0)).mm(13.0).centred(),
        Column::new(caption(1)).share(1.2),
        Column::new(caption(2)).mm(27.0).centred(),
        Column::new(caption(3)).share(2.0),
        Column::new(caption(4)).share(1.3),
        Column::new(caption(5)).mm(30.0),
        Column::new(caption(6)).mm(36.0),
        Column::new(caption(7)).mm(36.0),
    ]
}

/// Whose sheet it is, and how the month stands.
pub(super) struct Stand<'t> {
    pub place: &'t str,
    /// `截至 2026-03-31　未结账`.
    pub state: String,
}

pub(super) fn stand<'t>(told: &'t Told, standard: &Standard) -> Stand<'t> {
    let words = &standard.paper;
    let (place, state) = match &told.sealed {
        Some(sealed) => (&sealed.frozen.place, closings::words(sealed.version, sealed.sealed_on)),
        None if told.ledger.before_opening => (&told.ask.place, words.before_opening.clone()),
        None => (&told.ask.place, words.unclosed.clone()),
    };
    Stand { place, state: format!("截至 {}　{state}", told.ledger.as_of) }
}

fn head(standard: &Standard, told: &Told) -> HeadLine {
    let Stand { place, state } = stand(told, standard);
    let first = told.ask.month.first_day();
    HeadLine { left: format!("{place}　{}年{}月", first.year(), first.month()), right: state }
}

/// The balances of persons and households as lines.
pub(super) fn balances(told: &Told) -> Vec<Line> {
    Filled { look: &told.look, month: told.ask.month }.balances(&told.ledger)
}

/// Which of the nine numbers stand in the last three columns.
const CELLS: [Range<usize>; 3] = [0..2, 2..6, 6..9];

fn blank_row(look: &Look) -> Row {
    let words =
        |range: Range<usize>| Cell::new(range.map(|at| Line::text(format!("{}：", look.measure(at)))).collect());
    Row((0..5).map(|_| Cell::room()).chain(CELLS.map(words)).collect())
}

/// A sheet with numbers in it.
struct Filled<'a> {
    look: &'a Look,
    month: Month,
}

impl Filled<'_> {
    fn number(&self, number: u32, part: Part, what: What) -> Value {
        Value::count(number as usize).opening(Link { month: self.month, part, what }.to_string())
    }

    fn row(&self, row: &GroupRow) -> Row {
        let volunteers = match row.volunteers {
            0 => Cell::blank(),
            number => {
                let chief = row.team_leader.iter().map(|name| Line(vec![text("队长 "), Run::Kept(name.clone())]));
                let count = vec![text("共 "), Run::Value(self.number(number, row.part, What::Volunteers)), text(" 人")];
                Cell::new(chief.chain([Line(count)]).collect())
            }
        };
        let mut cells = vec![
            row.no.map_or_else(Cell::blank, |no| Cell::number(Value::count(no as usize))),
            Cell::text(&row.group),
            Cell::names(row.leader.clone()),
            Cell::names(row.members.clone()),
            volunteers,
        ];
        cells.extend(self.figures(row.part, |at| row.figures.get(MEASURES[at]), row.names.as_ref()));
        Row(cells)
    }

    fn total(&self, ledger: &Ledger) -> Row {
        let volunteers: u32 = ledger.rows.iter().map(|row| row.volunteers).sum();
        let mut cells = vec![Cell::text("合计").over(4), Cell::text(format!("共 {volunteers} 人"))];
        cells.extend(self.figures(Part::Village, |at| ledger.total.get(MEASURES[at]), None));
        Row(cells)
    }

    /// The last three columns: the standard's captions, each with its number.
    fn figures(&self, part: Part, number: impl Fn(usize) -> u32, names: Option<&Names>) -> [Cell; 3] {
        let line = |at: usize| {
            let mut line = Line::pair(
                format!("{}：", self.look.measure(at)),
                self.number(number(at), part, What::Measure(MEASURES[at])),
            );
            let word = match MEASURES[at] {
                domain::day::Measure::Tag(kind) => kind.word(),
                _ => "",
            };
            if let Some(list) = names.and_then(|names| names.get(word)).filter(|list| !list.is_empty()) {
                line.0.push(text("（"));
                line.0.extend(Line::names(list.clone()).0);
                line.0.push(text("）"));
            }
            line
        };
        CELLS.map(|range| Cell::new(range.map(line).collect()))
    }

    /// The counting basis, who stays for a while, and the balances.
    fn notes(&self, ledger: &Ledger) -> Vec<Line> {
        let mut lines = vec![Line::text(format!("口径：{}", ledger.basis))];
        if ledger.temporary > 0 {
            let part = ledger.balance.last().map_or(Part::Village, |balance| balance.part);
            let number = self.number(ledger.temporary, part, What::Measure(domain::day::Measure::Temporary));
            lines.push(Line(vec![text("另有暂住 "), Run::Value(number), text(" 人。")]));
        }
        lines.extend(self.balances(ledger));
        lines
    }

    /// Of the whole, and of each grid where anything happened.
    fn balances(&self, ledger: &Ledger) -> Vec<Line> {
        let mut lines = Vec::new();
        let last = ledger.balance.len().saturating_sub(1);
        let (grids, whole) = ledger.balance.split_at(last);
        let grids = grids.iter().map(|balance| (false, balance));
        for (whole, balance) in whole.iter().map(|balance| (true, balance)).chain(grids) {
            let name = if whole && last == 0 { "" } else { balance.grid.as_str() };
            let homes = &balance.households;
            if whole || happened(&balance.terms) {
                lines.push(self.sentence(
                    &format!("{name}人口"),
                    balance.part,
                    &balance.terms,
                    Side {
                        last: What::Last,
                        corrected: What::Corrected,
                        term: What::person_term,
                        open: What::Unexplained,
                        named: &balance.persons,
                        unexplained: (balance.unexplained, "人"),
                    },
                ));
            }
            if whole || happened(&homes.terms) {
                let side = Side {
                    last: What::LastHouseholds,
                    corrected: What::CorrectedHouseholds,
                    term: What::household_term,
                    open: What::UnexplainedHouseholds,
                    named: &homes.households,
                    unexplained: (homes.unexplained, "户"),
                };
                lines.push(self.sentence(&format!("{name}户数"), balance.part, &homes.terms, side));
            }
        }
        lines
    }

    /// `人口：上月 196 + 出生 1 = 本月 197。`
    fn sentence(&self, name: &str, part: Part, terms: &Terms, side: Side<'_>) -> Line {
        let number = |number: u32, what: What| Run::Value(self.number(number, part, what));
        let mut runs = vec![text(&format!("{name}：上月 ")), number(terms.last, side.last)];
        if terms.corrected != 0 {
            runs.push(text(&format!(" {} {CORRECTED} ", sign(terms.corrected))));
            runs.push(number(size(terms.corrected), side.corrected));
        }
        for (sign, list) in [("+", &terms.came), ("−", &terms.went)] {
            for (word, count) in list.iter().filter(|(_, count)| *count > 0) {
                runs.push(text(&format!(" {sign} {word} ")));
                runs.extend((side.term)(word).map(|what| number(*count, what)));
            }
        }
        if terms.difference != 0 {
            runs.push(text(&format!(" {} 差额 ", sign(terms.difference))));
            runs.push(number(size(terms.difference), side.open));
        }
        runs.push(text(&format!(" = 本月 {}。", terms.this)));
        if !side.named.is_empty() {
            runs.push(text("说不清去来的："));
            runs.extend(Line::names(side.named.iter().cloned()).0);
            runs.push(text("。"));
        } else if side.unexplained.0 > 0 {
            let (count, measure) = side.unexplained;
            runs.push(text("说不清去来的 "));
            runs.push(number(count, side.open));
            runs.push(text(&format!(" {measure}。")));
        }
        Line(runs)
    }
}

/// What tells persons and households apart in a balance.
#[derive(Clone, Copy)]
struct Side<'a> {
    last: What,
    corrected: What,
    term: fn(&str) -> Option<What>,
    open: What,
    named: &'a [String],
    /// How many they are, and of what; a sealed month has no names of them.
    unexplained: (u32, &'static str),
}

fn sign(number: i64) -> &'static str {
    if number > 0 { "+" } else { "−" }
}

fn size(number: i64) -> u32 {
    u32::try_from(number.unsigned_abs()).unwrap_or(u32::MAX)
}

/// Anything but being there from the beginning.
fn happened(terms: &Terms) -> bool {
    terms.difference != 0
        || terms.corrected != 0
        || terms.came.iter().chain(&terms.went).any(|(word, number)| *number > 0 && *word != "期初")
}

fn text(words: &str) -> Run {
    Run::Text(words.to_owned())
}
