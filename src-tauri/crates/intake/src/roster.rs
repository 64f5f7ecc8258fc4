//! Any roster understood: a workbook's sheets as lists of entries, or passed over with the reason.
//!
//! | file | what it decides |
//! |---|---|
//! | `page` | what a person sees in a cell: merged regions filled down |
//! | `header` | which rows are captions, and how many tables there are |
//! | `caption`, `content`, `columns` | which column is what: a person's mapping, the caption, what stands below it |
//! | `title` | what the sheet's name and the lines above say of everybody |
//! | `line`, `body` | which rows are people, and their cells in the book's own words |
//! | `household` | which rows are one household |
//! | `mistake` | what is wrong with a row |
//!
//! Not here: reading files (`sheets`), whom an entry is about and what follows from it ([`crate::plan`]).

mod body;
mod caption;
mod columns;
mod content;
mod header;
mod household;
mod line;
mod mapping;
mod mistake;
mod page;
#[cfg(test)]
mod tests;
mod title;

use domain::codes::Relation;
use domain::sheet::{Cell, Workbook};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::entry::{Entry, Field, IdReading, List, ListName};
use crate::normal::hamlet;
use columns::Taken;
use content::SAMPLE;
use header::{Caption, Header};
use household::{Mark, Shape};
use line::{Kind, Signs};
pub use mapping::{Mapping, caption_key};
pub use mistake::{Mistake, Place, mistakes};
use page::{Line, Page};
use title::Title;

/// Why a sheet was not taken for a list of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Nothing in it.
    #[error("空白工作表")]
    Empty,
    /// Hidden, while others are shown.
    #[error("隐藏的工作表；要导入请先在 WPS 中取消隐藏")]
    Hidden,
    /// 目录, 封面, 填表说明.
    #[error("目录或说明，不是名册")]
    AboutTheWorkbook,
    /// No captions of people, and no columns that could be theirs.
    #[error("没有找到姓名、身份证号这样的列")]
    NoPeople,
    /// Captions without rows.
    #[error("只有表头，下面没有人")]
    NoRows,
}

/// A sheet that is not data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Its name.
    pub sheet: String,
    /// The reason.
    pub why: Why,
}

/// A workbook understood.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Understood {
    /// In the order of the sheets; a sheet with several tables gives several lists.
    pub lists: Vec<List>,
    /// The sheets that gave none.
    pub passed_over: Vec<PassedOver>,
}

/// Understands a workbook. `mapping` is asked once a table, with its captions from left to right as printed, for what a
/// person decided before ([`caption_key`] is what that is remembered by).
#[must_use]
pub fn understand(workbook: &Workbook, mapping: &dyn Fn(&[String]) -> Option<Mapping>) -> Understood {
    let mut understood = Understood::default();
    let some_shown = workbook.sheets.iter().any(|sheet| !sheet.hidden);
    for sheet in &workbook.sheets {
        let outcome = if sheet.rows.iter().all(|row| row.cells.iter().all(Cell::is_blank)) {
            Err(Why::Empty)
        } else if sheet.hidden && some_shown {
            Err(Why::Hidden)
        } else {
            let name = ListName { file: workbook.file.clone(), sheet: sheet.name.clone() };
            lists(&Page::of(sheet), &name, mapping)
        };
        match outcome {
            Ok(lists) => understood.lists.extend(lists),
            Err(why) => understood.passed_over.push(PassedOver { sheet: sheet.name.clone(), why }),
        }
    }
    understood
}

/// One table: its captions, and the lines that belong to it.
struct Table<'p, 'a> {
    header_row: u32,
    captions: Vec<Caption>,
    /// Lines above it that may be titles.
    titles: &'p [Line<'a>],
    /// Runs of lines below its captions; more than one where the captions were pasted in again.
    runs: Vec<&'p [Line<'a>]>,
}

type Ask<'a> = &'a dyn Fn(&[String]) -> Option<Mapping>;

fn lists(page: &Page, name: &ListName, mapping: Ask) -> Result<Vec<List>, Why> {
    let headers = header::find(page);
    if headers.is_empty() {
        return match title::is_about_the_workbook(&name.sheet) {
            true => Err(Why::AboutTheWorkbook),
            false => uncaptioned(page, name, mapping).map(|list| vec![list]).ok_or(Why::NoPeople),
        };
    }
    let mut lists = Vec::new();
    for mut table in tables(page, headers) {
        let title = table.title(name);
        title.complete(&mut table.captions);
        for captions in header::side_by_side(&table.captions) {
            let sample = sample(&table.runs);
            let texts: Vec<String> = captions.iter().map(|one| one.text.clone()).collect();
            let mut columns = columns::decide(captions, &sample, mapping(&texts).as_ref());
            if title::is_about_the_workbook(&name.sheet) && !has(&columns, Field::IdNumber) {
                return Err(Why::AboutTheWorkbook);
            }
            columns.retain(|one| !one.caption.is_empty());
            lists.extend(list(&table, &columns, name, &title));
        }
    }
    if lists.is_empty() { Err(Why::NoRows) } else { Ok(lists) }
}

fn has(columns: &[Taken], field: Field) -> bool {
    columns.iter().any(|one| one.field == Some(field))
}

/// Rows that show what the columns hold.
fn sample<'p, 'a>(runs: &[&'p [Line<'a>]]) -> Vec<&'p Line<'a>> {
    let people = |run: &&'p [Line<'a>]| {
        let run: &'p [Line<'a>] = run;
        run.iter().enumerate().filter(|(at, line)| !line::is_filler(line, *at < 2)).map(|(_, line)| line)
    };
    runs.iter().flat_map(people).filter(|line| line.written().nth(1).is_some()).take(SAMPLE).collect()
}

/// The tables under their headers. A header that repeats the one before goes on with its table.
fn tables<'p, 'a>(page: &'p Page<'a>, headers: Vec<Header>) -> Vec<Table<'p, 'a>> {
    let ends: Vec<usize> = headers.iter().skip(1).map(|next| next.first).chain([page.lines.len()]).collect();
    let mut tables: Vec<Table> = Vec::new();
    let mut above = 0;
    for (header, end) in headers.into_iter().zip(ends) {
        let run = &page.lines[header.last + 1..end.max(header.last + 1)];
        match tables.last_mut().filter(|table| header::is_same(&table.captions, &header.captions)) {
            Some(table) => table.runs.push(run),
            None => tables.push(Table {
                header_row: page.lines[header.last].number,
                titles: &page.lines[above..header.first],
                captions: header.captions,
                runs: vec![run],
            }),
        }
        // Titles of a table that follows are the last few lines of the one before.
        above = end.saturating_sub(4).max(header.last + 1);
    }
    tables
}

impl Table<'_, '_> {
    /// What the sheet's name and the lines above say of everybody.
    fn title(&self, name: &ListName) -> Title {
        let lines = self.titles.iter().filter(|line| line.written().nth(3).is_none());
        let words: Vec<&str> = lines
            .flat_map(Line::written)
            .filter_map(|(_, cell)| match cell {
                Cell::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        Title::of(&name.file, &name.sheet, words.iter().copied())
    }
}

/// A list whose columns were settled; `None` when nobody stands in it.
fn list(table: &Table, columns: &[Taken], name: &ListName, title: &Title) -> Option<List> {
    let People { mut entries, marks, heads } = people(&table.runs, columns, title, table.header_row > 0);
    if entries.is_empty() {
        return None;
    }
    // 是否户主 is a column of ticks: it names nobody, but says who is the head.
    let ticked = has(columns, Field::Head) && entries.iter().all(|entry| entry.head.is_none());
    let shape = Shape {
        code: has(columns, Field::HouseholdCode),
        head: has(columns, Field::Head) && !ticked,
        number: has(columns, Field::Number),
        relation: has(columns, Field::Relation) || ticked,
    };
    let groups = household::gather(&mut entries, &marks, shape);
    if heads.iter().any(Option::is_some) {
        household::seat(&mut entries, heads);
    }
    let by_household = goes_by_household(&entries, groups, shape, has(columns, Field::Name), title);
    for entry in &mut entries {
        if !by_household {
            entry.group = None;
        }
        if entry.hamlet.is_none() {
            let address = || entry.address.as_deref().and_then(hamlet::in_address);
            entry.hamlet = title.sheet_hamlet.clone().or_else(address).or_else(|| title.line_hamlet.clone());
        }
    }
    Some(List {
        name: name.clone(),
        header_row: table.header_row,
        columns: columns.iter().map(Taken::column).collect(),
        entries,
        filled_on: title.filled_on,
        by_household,
    })
}

/// The rows of a table that are people; the three lists are in one order.
#[derive(Default)]
struct People {
    entries: Vec<Entry>,
    marks: Vec<Mark>,
    /// Heads told of beside a member.
    heads: Vec<Option<Entry>>,
}

fn people(runs: &[&[Line]], columns: &[Taken], title: &Title, captioned: bool) -> People {
    let signs = Signs::of(columns);
    let heads_only = !has(columns, Field::Name);
    let heads_beside = columns.iter().any(|column| column.of_head);
    let rows = runs.iter().map(|run| run.len()).sum();
    let mut people = People { entries: Vec::with_capacity(rows), marks: Vec::with_capacity(rows), heads: Vec::new() };
    let mut section: Option<String> = None;
    let mut begins = false;
    for run in runs {
        for (at, line) in run.iter().enumerate() {
            let found = match line::tell(line, &signs, captioned && at < 2) {
                Kind::Person => None,
                Kind::Hamlet(hamlet) => Some(hamlet),
                Kind::Title(text) => match hamlet::in_title(&text) {
                    Some(hamlet) => Some(hamlet),
                    None => continue,
                },
                Kind::Blank | Kind::Other => continue,
            };
            if found.is_some() {
                begins = found != section;
                section = found;
                continue;
            }
            let (mut entry, mut mark) = body::read(line, columns, title);
            if heads_only {
                body::name_by_head(&mut entry);
            }
            if entry.hamlet.is_none() && section.is_some() {
                entry.hamlet.clone_from(&section);
                mark.own_hamlet |= std::mem::take(&mut begins);
            }
            if heads_beside {
                let mut head = body::head_beside(line, columns);
                if entry.name.is_none() && entry.id == IdReading::Blank {
                    // The row is the head's alone.
                    if let Some(alone) = head.take() {
                        entry = Entry {
                            hamlet: entry.hamlet,
                            household_code: entry.household_code,
                            address: entry.address,
                            head: entry.head,
                            tags: entry.tags,
                            ..alone
                        };
                    }
                }
                people.heads.push(head);
            }
            people.entries.push(entry);
            people.marks.push(mark);
        }
    }
    people
}

/// Whether the list goes household by household. One in which everybody has a tag or is a member joins people who are
/// known from elsewhere, even where it names their heads; unless each household in it is there with its head.
fn goes_by_household(entries: &[Entry], groups: u32, shape: Shape, named: bool, title: &Title) -> bool {
    let said = |entry: &Entry| !entry.tags.is_empty() || entry.party.is_some();
    let heads = entries.iter().filter(|entry| entry.relation == Some(Relation::HEAD)).count();
    let whole = shape.relation && heads == groups as usize;
    if title.tag.is_some() || title.party || (!whole && entries.iter().all(said)) {
        return false;
    }
    let related = shape.relation && entries.iter().any(|entry| entry.relation.is_some());
    let several = (shape.code || shape.head) && entries.len() * 10 >= groups as usize * 16;
    related || several || (shape.head && !named)
}

/// A list without captions: a proposal by what its columns hold.
fn uncaptioned(page: &Page, name: &ListName, mapping: Ask) -> Option<List> {
    let from = page.lines.iter().position(|line| line.written().nth(1).is_some())?;
    let runs = vec![&page.lines[from..]];
    let sample = sample(&runs);
    let columns = columns::propose(&sample, mapping)?;
    let table = Table { header_row: 0, captions: Vec::new(), titles: &page.lines[..from], runs };
    let title = table.title(name);
    list(&table, &columns, name, &title)
}
