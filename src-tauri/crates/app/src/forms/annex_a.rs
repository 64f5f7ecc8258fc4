//! Annex A 「红网工程」管理台账: one row a party group, the counting basis and the headcount balance below it.

use chrono::Datelike;
use domain::date::Month;
use domain::day::Scope;
use domain::document::{Block, Cell, Column, Document, HeadLine, Line, Paper, Paragraph, Row, Run, Table, Value};
use domain::register::Register;

use super::link::{Link, Part, What};
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::ledger::{Ask, GroupRow, Ledger, MEASURES, Names, Terms, facts};
use crate::session::Session;
use crate::settings;
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
        let standard = session.standard()?;
        let standard = &*standard;
        let mut document = Document::new(self.title(standard), self.paper());
        document.signatures.clone_from(&standard.paper.signatures);
        let mut table = Table::new(columns(standard, &settings::settings(session)?.captions));
        if request.blank {
            document
                .head
                .push(HeadLine { left: "　　　　村　　　　年　　月".to_owned(), right: String::new() });
            table.rows = vec![blank_row(standard); BLANK_ROWS];
            document.blocks.push(Block::Table(table));
            return Ok(vec![document]);
        }
        let (register, ask) = Ask::new(session, request.month.as_deref(), request.grid.as_deref(), request.names)?;
        let ledger = facts(&register, &ask);
        let sheet = Filled { standard, register: &register, month: ask.month };
        document.head.push(head(standard, &ask, &ledger));
        table.rows = ledger.rows.iter().map(|row| sheet.row(row)).collect();
        table.total = (ledger.rows.len() > 1).then(|| sheet.total(&ledger));
        document.blocks.push(Block::Table(table));
        document.blocks.push(Block::Paragraph(Paragraph::note(sheet.notes(&ledger))));
        if request.names {
            document.footer.clone_from(&standard.annex_a.names_footer);
        }
        Ok(vec![document])
    }
}

/// The first two captions are the standard's, the others may be the village's own.
fn columns(standard: &Standard, own: &[String]) -> Vec<Column> {
    let captions: Vec<&String> = standard.annex_a.captions[..2].iter().chain(own).collect();
    let caption = |at: usize| captions.get(at).map_or("", |caption| caption.as_str());
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

fn head(standard: &Standard, ask: &Ask, ledger: &Ledger) -> HeadLine {
    let words = &standard.paper;
    let state = if ledger.before_opening { &words.before_opening } else { &words.unclosed };
    let first = ask.month.first_day();
    let left = format!("{}　{}年{}月", ask.place, first.year(), first.month());
    HeadLine { left, right: format!("截至 {}　{state}", ledger.as_of) }
}

fn blank_row(standard: &Standard) -> Row {
    let words =
        |captions: &[String]| Cell::new(captions.iter().map(|caption| Line::text(format!("{caption}："))).collect());
    let annex = &standard.annex_a;
    let mut cells = vec![Cell::room(); 5];
    cells.extend([words(&annex.basics), words(&annex.served), words(&annex.able)]);
    Row(cells)
}

/// A sheet with numbers in it.
struct Filled<'a> {
    standard: &'a Standard,
    register: &'a Register,
    month: Month,
}

impl Filled<'_> {
    fn number(&self, number: u32, scope: Scope, what: What) -> Value {
        let part = Part::of(scope, self.register);
        Value::count(number as usize).opening(Link { month: self.month, part, what }.to_string())
    }

    fn row(&self, row: &GroupRow) -> Row {
        let volunteers = match row.volunteers {
            0 => Cell::blank(),
            number => {
                let chief = row.team_leader.iter().map(|name| Line(vec![text("队长 "), Run::Kept(name.clone())]));
                let count =
                    vec![text("共 "), Run::Value(self.number(number, row.scope, What::Volunteers)), text(" 人")];
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
        cells.extend(self.figures(row.scope, |at| row.figures.get(MEASURES[at]), row.names.as_ref()));
        Row(cells)
    }

    fn total(&self, ledger: &Ledger) -> Row {
        let volunteers: u32 = ledger.rows.iter().map(|row| row.volunteers).sum();
        let mut cells = vec![Cell::text("合计").over(4), Cell::text(format!("共 {volunteers} 人"))];
        cells.extend(self.figures(Scope::Village, |at| ledger.total.get(MEASURES[at]), None));
        Row(cells)
    }

    /// The last three columns: the standard's captions, each with its number.
    fn figures(&self, scope: Scope, number: impl Fn(usize) -> u32, names: Option<&Names>) -> [Cell; 3] {
        let annex = &self.standard.annex_a;
        let captions: Vec<&String> = annex.basics.iter().chain(&annex.served).chain(&annex.able).collect();
        let line = |at: usize| {
            let mut line =
                Line::pair(format!("{}：", captions[at]), self.number(number(at), scope, What::Measure(MEASURES[at])));
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
        [
            Cell::new((0..2).map(line).collect()),
            Cell::new((2..6).map(line).collect()),
            Cell::new((6..9).map(line).collect()),
        ]
    }

    /// The counting basis, who stays for a while, and the balances: of the whole, and of each grid where anything
    /// happened.
    fn notes(&self, ledger: &Ledger) -> Vec<Line> {
        let mut lines = vec![Line::text(format!("口径：{}", ledger.basis))];
        if ledger.temporary > 0 {
            let scope = ledger.balance.last().map_or(Scope::Village, |balance| balance.scope);
            let number = self.number(ledger.temporary, scope, What::Measure(domain::day::Measure::Temporary));
            lines.push(Line(vec![text("另有暂住 "), Run::Value(number), text(" 人。")]));
        }
        let last = ledger.balance.len().saturating_sub(1);
        let (grids, whole) = ledger.balance.split_at(last);
        let grids = grids.iter().map(|balance| (false, balance));
        for (whole, balance) in whole.iter().map(|balance| (true, balance)).chain(grids) {
            let name = if whole && last == 0 { "" } else { balance.grid.as_str() };
            let homes = &balance.households;
            if whole || happened(&balance.terms) {
                lines.push(self.sentence(
                    &format!("{name}人口"),
                    balance.scope,
                    &balance.terms,
                    Side {
                        last: What::Last,
                        term: What::person_term,
                        open: What::Unexplained,
                        named: &balance.persons,
                    },
                ));
            }
            if whole || happened(&homes.terms) {
                let side = Side {
                    last: What::LastHouseholds,
                    term: What::household_term,
                    open: What::UnexplainedHouseholds,
                    named: &homes.households,
                };
                lines.push(self.sentence(&format!("{name}户数"), balance.scope, &homes.terms, side));
            }
        }
        lines
    }

    /// `人口：上月 196 + 出生 1 = 本月 197。`
    fn sentence(&self, name: &str, scope: Scope, terms: &Terms, side: Side<'_>) -> Line {
        let number = |number: u32, what: What| Run::Value(self.number(number, scope, what));
        let mut runs = vec![text(&format!("{name}：上月 ")), number(terms.last, side.last)];
        for (sign, list) in [("+", &terms.came), ("−", &terms.went)] {
            for (word, count) in list.iter().filter(|(_, count)| *count > 0) {
                runs.push(text(&format!(" {sign} {word} ")));
                runs.extend((side.term)(word).map(|what| number(*count, what)));
            }
        }
        if terms.difference != 0 {
            let sign = if terms.difference > 0 { "+" } else { "−" };
            runs.push(text(&format!(" {sign} 差额 ")));
            runs.push(number(u32::try_from(terms.difference.unsigned_abs()).unwrap_or(u32::MAX), side.open));
        }
        runs.push(text(&format!(" = 本月 {}。", terms.this)));
        if !side.named.is_empty() {
            runs.push(text("说不清去来的："));
            runs.extend(Line::names(side.named.iter().cloned()).0);
            runs.push(text("。"));
        }
        Line(runs)
    }
}

/// What tells persons and households apart in a balance.
#[derive(Clone, Copy)]
struct Side<'a> {
    last: What,
    term: fn(&str) -> Option<What>,
    open: What,
    named: &'a [String],
}

/// Anything but being there from the beginning.
fn happened(terms: &Terms) -> bool {
    terms.difference != 0 || terms.came.iter().chain(&terms.went).any(|(word, number)| *number > 0 && *word != "期初")
}

fn text(words: &str) -> Run {
    Run::Text(words.to_owned())
}
