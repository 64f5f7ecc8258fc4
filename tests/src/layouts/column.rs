//! Columns and the rows that caption them.

use domain::sheet::Cell;
use intake::entry::Field;

use super::chance::Chance;
use super::hand::text;
use super::paper::Paper;
use super::words;

/// A column: what it says, its caption, and the tag of a column of ticks.
#[derive(Clone)]
pub(super) struct Column {
    pub field: Field,
    pub caption: String,
    pub tick: Option<&'static str>,
    /// The caption above, of a two-row header.
    pub group: Option<&'static str>,
}

impl Column {
    /// A column with one of the captions of its field.
    pub fn new(field: Field, chance: &mut Chance) -> Self {
        Self { field, caption: chance.pick(words::captions(field)).to_owned(), tick: None, group: None }
    }

    /// A column of ticks, captioned with its word or asking for it.
    pub fn tick(field: Field, word: &'static str, asked: bool) -> Self {
        let caption = if asked { format!("是否{word}") } else { word.to_owned() };
        Self { field, caption, tick: Some(word), group: None }
    }
}

/// The caption rows; the number of the lowest.
pub(super) fn captions(paper: &mut Paper, columns: &[Column], two_rows: bool, chance: &mut Chance) -> u32 {
    if !two_rows {
        return paper.row(columns.iter().map(|column| text(&column.caption)).collect());
    }
    let grouped = columns.iter().any(|column| column.group.is_some());
    let mut upper = vec![Cell::Empty; columns.len()];
    let row = paper.next;
    if grouped {
        // Single captions reach over both rows; a group stands above its own.
        let mut lower = vec![Cell::Empty; columns.len()];
        for (at, column) in columns.iter().enumerate() {
            match column.group {
                None => {
                    upper[at] = text(&column.caption);
                    paper.merge((row, row + 1), (at, at));
                }
                Some(group) => {
                    lower[at] = text(&column.caption);
                    if at == 0 || columns[at - 1].group != column.group {
                        upper[at] = text(group);
                        paper.merge((row, row), (at, at + 1));
                    }
                }
            }
        }
        paper.row(upper);
        return paper.row(lower);
    }
    let middle = 1 + chance.below(columns.len() - 1);
    upper[0] = text("基本信息");
    upper[middle] = text("其他情况");
    paper.merge((row, row), (0, middle - 1));
    paper.merge((row, row), (middle, columns.len() - 1));
    paper.row(upper);
    paper.row(columns.iter().map(|column| text(&column.caption)).collect())
}

/// How the clerk tells others to fill the column.
pub(super) fn hint(field: Field) -> &'static str {
    match field {
        Field::Name => "必填",
        Field::IdNumber => "18位",
        Field::Sex => "男/女",
        Field::Birth => "如1960.01",
        Field::Relation => "与户主",
        Field::Remark => "可空",
        Field::Phone => "11位",
        _ => "",
    }
}
