//! The register of a village: everybody, household by household.

use std::collections::BTreeSet;

use domain::codes::Relation;
use domain::sheet::{Cell, Workbook};
use domain::tag::TagKind;
use intake::entry::Field;

use super::chance::Chance;
use super::column::{Column, captions, hint};
use super::hand::{Hand, text};
use super::paper::Paper;
use super::person::{is_ticked, of_person, tag_words};
use super::village::{Household, Village};
use super::{File, Sheet, words};

/// How a household's own columns look below its first row.
#[derive(Clone, Copy, PartialEq)]
enum Below {
    Merged,
    Blank,
    Repeated,
}

/// Where the hamlet stands.
#[derive(Clone, Copy, PartialEq)]
enum HamletIn {
    Column,
    Lines,
    Address,
    SheetName,
    Title,
}

struct Layout {
    below: Below,
    hamlet: HamletIn,
    columns: Vec<Column>,
    sign: &'static str,
    sorted: bool,
    blank_lines: bool,
    page: usize,
    two_rows: bool,
    hints: bool,
    titles: usize,
    csv: bool,
}

pub(super) fn lay_out(village: &Village, csv: bool, chance: &mut Chance) -> Vec<File> {
    let apart = chance.one_in(3);
    let layout = layout(village, csv, apart, chance);
    let parts: Vec<Vec<usize>> = if apart {
        let of = |hamlet: &String| {
            (0..village.households.len()).filter(|at| village.households[*at].hamlet == *hamlet).collect()
        };
        village.hamlets.iter().map(of).collect()
    } else {
        vec![(0..village.households.len()).collect()]
    };
    let mut files: Vec<File> = Vec::new();
    let mut sheets = Vec::new();
    if !csv && chance.one_in(3) {
        sheets.push(contents(village));
    }
    let mut told = Vec::new();
    for (at, households) in parts.iter().enumerate() {
        let hamlet = &village.households[households[0]].hamlet;
        let name = match layout.hamlet {
            HamletIn::SheetName => words::hamlet(hamlet, chance),
            _ if apart && csv => format!("花名册{}", at + 1),
            _ if apart => format!("Sheet{}", at + 1),
            _ => chance.pick(&["Sheet1", "常住人口花名册", "全村"]).to_owned(),
        };
        let (sheet, said) = sheet(village, households, &layout, &name, chance);
        if csv {
            let workbook = Workbook { file: format!("{}.csv", sheet.name), sheets: vec![sheet] };
            files.push(File { workbook, sheets: vec![said] });
        } else {
            sheets.push(sheet);
            told.push(said);
        }
    }
    if !csv {
        let workbook = Workbook { file: format!("{}人口台账.xlsx", village.name), sheets };
        files.push(File { workbook, sheets: told });
    }
    files
}

/// A sheet about the workbook.
fn contents(village: &Village) -> domain::sheet::Sheet {
    let mut paper = Paper::new();
    paper.line(&format!("{}户籍目录", village.name));
    paper.row(vec![text("组别"), text("户数"), text("页码")]);
    for (at, hamlet) in village.hamlets.iter().enumerate() {
        paper.row(vec![text(hamlet), Cell::Number(9.0), Cell::Number(at as f64)]);
    }
    paper.finish("目录", false)
}

fn layout(village: &Village, csv: bool, apart: bool, chance: &mut Chance) -> Layout {
    let mut below = [Below::Merged, Below::Blank, Below::Repeated][chance.below(3)];
    if csv && below == Below::Merged {
        below = Below::Blank;
    }
    let numbered = village.hamlets[0] == "一组";
    let hamlet = match (apart, chance.below(4)) {
        (true, 0) if numbered => HamletIn::Title,
        (true, 1) => HamletIn::Column,
        (true, _) => HamletIn::SheetName,
        (false, 0) => HamletIn::Lines,
        (false, 1) => HamletIn::Address,
        (false, _) => HamletIn::Column,
    };
    let mut fields = vec![Field::Name, Field::Relation, Field::IdNumber];
    let maybe = [
        Field::Number,
        Field::Sex,
        Field::Birth,
        Field::Phone,
        Field::Ethnic,
        Field::Education,
        Field::Remark,
        Field::LeftOut,
        Field::Grid,
    ];
    fields.extend(maybe.into_iter().filter(|_| !chance.one_in(3)));
    match chance.below(4) {
        0 => fields.push(Field::HouseholdCode),
        1 => fields.extend([Field::HouseholdCode, Field::Head]),
        2 => fields.push(Field::Head),
        _ => {}
    }
    if hamlet == HamletIn::Address || chance.one_in(2) {
        fields.push(Field::Address);
    }
    if hamlet == HamletIn::Column {
        fields.push(Field::Hamlet);
    }
    let mut columns: Vec<Column> = fields.into_iter().map(|field| Column::new(field, chance)).collect();
    columns.extend(statements(chance));
    chance.shuffle(&mut columns);
    let two_rows = !csv && chance.one_in(3);
    if chance.one_in(3) {
        let group = two_rows.then_some("残疾情况");
        for (field, short) in [(Field::DisabilityKind, "类别"), (Field::DisabilityGrade, "等级")] {
            let own = Column::new(field, chance);
            columns.push(Column { caption: if two_rows { short.to_owned() } else { own.caption }, group, ..own });
        }
    }
    let has = |field| columns.iter().any(|column| column.field == field);
    let sorted =
        below == Below::Repeated && has(Field::HouseholdCode) && matches!(hamlet, HamletIn::Column) && chance.one_in(3);
    Layout {
        below,
        hamlet,
        sign: chance.pick(&["√", "是", "1", "✓", "有"]),
        sorted,
        blank_lines: !sorted && chance.one_in(4),
        page: if chance.one_in(4) { 15 } else { usize::MAX },
        two_rows: two_rows || (!csv && chance.one_in(5)),
        hints: chance.one_in(4),
        titles: if hamlet == HamletIn::Title { 2 } else { chance.below(4) },
        csv,
        columns,
    }
}

/// Columns of tags, membership and work: in words, or as ticks.
fn statements(chance: &mut Chance) -> Vec<Column> {
    let mut columns = Vec::new();
    let asked = chance.one_in(3);
    if chance.one_in(2) {
        columns.push(Column::new(Field::PersonTags, chance));
        if chance.one_in(2) {
            columns.push(Column::new(Field::HouseholdTags, chance));
        }
        columns.push(Column::new(Field::Political, chance));
        columns.push(Column::new(Field::Work, chance));
    } else {
        for word in ["低保户", "残疾人", "特困供养", "种植大户", "留守儿童", "独居老人", "优抚对象", "科技能手"]
        {
            columns.push(Column::tick(Field::PersonTags, word, asked));
        }
        columns.push(Column::tick(Field::Political, "党员", asked));
        columns.push(Column::tick(Field::Work, "外出务工", asked));
    }
    columns
}

fn sheet(
    village: &Village,
    households: &[usize],
    layout: &Layout,
    name: &str,
    chance: &mut Chance,
) -> (domain::sheet::Sheet, Sheet) {
    let mut paper = Paper::new();
    let mut hand = Hand::new(village, layout.csv, chance);
    let first = &village.households[households[0]];
    titles(&mut paper, village, first, layout, chance);
    let header_row = captions(&mut paper, &layout.columns, layout.two_rows, chance);
    if layout.hints {
        paper.row(layout.columns.iter().map(|column| text(hint(column.field))).collect());
    }
    let mut rows: Vec<(usize, usize)> = households
        .iter()
        .flat_map(|at| (0..village.households[*at].people.len()).map(move |place| (*at, place)))
        .collect();
    if layout.sorted {
        rows.sort_by_key(|place| village.person(*place).birth);
    }
    let mut said_hamlet: Option<&str> = None;
    for (at, place) in rows.iter().enumerate() {
        let household = &village.households[place.0];
        if at > 0 && at % layout.page == 0 {
            paper.line(&format!("{}人口花名册（续表）", village.name));
            captions(&mut paper, &layout.columns, layout.two_rows, chance);
        }
        if layout.hamlet == HamletIn::Lines && said_hamlet != Some(&household.hamlet) {
            paper.line(&words::hamlet(&household.hamlet, chance));
            said_hamlet = Some(&household.hamlet);
        }
        if layout.blank_lines && place.1 == 0 && at > 0 {
            paper.row(Vec::new());
        }
        let shown = place.1 == 0 || layout.below == Below::Repeated;
        let number = paper.next;
        let cells =
            layout.columns.iter().map(|column| cell(column, at, household, place.1, shown, layout, &mut hand, chance));
        let cells = cells.collect();
        paper.row(cells);
        let last = number + household.people.len() as u32 - 1;
        let whole_page = (at + household.people.len() - 1) / layout.page == at / layout.page;
        if layout.below == Below::Merged && place.1 == 0 && whole_page {
            for column in (0..layout.columns.len()).filter(|at| is_households(layout.columns[*at].field)) {
                paper.merge((number, last), (column, column));
            }
        }
    }
    feet(&mut paper, rows.len(), chance);
    let mut says: BTreeSet<Field> = layout.columns.iter().map(|column| column.field).collect();
    says.insert(Field::Hamlet);
    let said = Sheet {
        name: name.to_owned(),
        header_row,
        rows,
        says,
        register: true,
        repairs: hand.repairs,
        without_number: hand.without_number,
    };
    (paper.finish(name, layout.csv), said)
}

fn is_households(field: Field) -> bool {
    matches!(field, Field::Hamlet | Field::HouseholdCode | Field::Head | Field::Address | Field::HouseholdTags)
}

fn titles(paper: &mut Paper, village: &Village, first: &Household, layout: &Layout, chance: &mut Chance) {
    if layout.titles > 0 {
        let part = if layout.hamlet == HamletIn::Title { first.hamlet.as_str() } else { "" };
        let row = paper.line(&format!("示例镇{}{part}人口花名册", village.name));
        paper.merge((row, row), (0, layout.columns.len() - 1));
    }
    if layout.titles > 1 {
        let mut cells = vec![Cell::Empty; 5];
        cells[0] = text(format!("填报单位：{}村民委员会", village.name));
        cells[4] = text(chance.pick(&["填报日期：2026年3月1日", "填表时间:2026.03.01"]));
        paper.row(cells);
    }
    if layout.titles > 2 {
        paper.row(Vec::new());
    }
}

fn feet(paper: &mut Paper, people: usize, chance: &mut Chance) {
    if chance.one_in(2) {
        paper.row(vec![text(chance.pick(&["合计", "总计", "合  计"])), Cell::Empty, text(format!("{people}人"))]);
    }
    if chance.one_in(2) {
        paper.line("填表人：            审核人：            联系电话：");
    }
    if chance.one_in(4) {
        paper.line("注：本表一式两份，村、组各存一份。");
    }
}

#[allow(clippy::too_many_arguments, reason = "all that decides one cell")]
fn cell(
    column: &Column,
    at: usize,
    household: &Household,
    place: usize,
    shown: bool,
    layout: &Layout,
    hand: &mut Hand,
    chance: &mut Chance,
) -> Cell {
    let person = &household.people[place];
    if is_households(column.field) && !shown {
        return Cell::Empty;
    }
    if let Some(word) = column.tick {
        return if is_ticked(column.field, word, person, household) {
            text(layout.sign)
        } else {
            text(chance.pick(&["", "", "否"]))
        };
    }
    match column.field {
        Field::Number => Cell::Number((at + 1) as f64),
        Field::Hamlet => text(words::hamlet(&household.hamlet, chance)),
        Field::HouseholdCode => text(&household.code),
        Field::Head => text(&household.people[0].name),
        Field::Address => text(&household.address),
        Field::HouseholdTags => text(tag_words(&household.tags, chance)),
        Field::Relation => text(words::relation(person.relation.word(), chance)),
        Field::PersonTags => {
            let mut kinds: Vec<TagKind> = person.tags.iter().map(|tag| tag.kind).collect();
            let apart = layout.columns.iter().any(|column| column.field == Field::HouseholdTags);
            if !apart && person.relation == Relation::HEAD {
                kinds.extend(&household.tags);
            }
            text(tag_words(&kinds, chance))
        }
        field => of_person(field, person, &column.caption, hand, chance),
    }
}
