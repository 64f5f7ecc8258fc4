//! A second list, without households: members of the party, or people with a disability.

use std::collections::BTreeSet;

use domain::sheet::Workbook;
use domain::tag::TagKind;
use intake::entry::Field;

use super::chance::Chance;
use super::column::{Column, captions};
use super::hand::Hand;
use super::paper::Paper;
use super::person::of_person;
use super::village::{Person, Village};
use super::{File, Sheet};

/// Adds the list to the last workbook, or as a file of its own.
pub(super) fn lay_out(village: &Village, files: &mut Vec<File>, chance: &mut Chance) {
    let members = chance.one_in(2);
    let is_in = |person: &Person| match members {
        true => person.member.is_some(),
        false => person.tags.iter().any(|tag| tag.kind == TagKind::Disabled),
    };
    let rows: Vec<(usize, usize)> = (0..village.households.len())
        .flat_map(|at| (0..village.households[at].people.len()).map(move |place| (at, place)))
        .filter(|place| is_in(village.person(*place)))
        .collect();
    if rows.len() < 2 {
        return;
    }
    let mut fields = vec![Field::Number, Field::Name, Field::IdNumber, Field::Sex, Field::Phone];
    fields.extend(if members {
        [Field::JoinedOn, Field::MemberKind]
    } else {
        [Field::DisabilityKind, Field::DisabilityGrade]
    });
    let mut columns: Vec<Column> = fields.into_iter().map(|field| Column::new(field, chance)).collect();
    chance.shuffle(&mut columns);
    let name = if members { "党员花名册" } else { "残疾人名单" };
    let csv = chance.one_in(3);
    let mut hand = Hand::new(village, csv, chance);
    let mut paper = Paper::new();
    if chance.one_in(2) {
        let row = paper.line(&format!("{}{name}", village.name));
        paper.merge((row, row), (0, columns.len() - 1));
    }
    let header_row = captions(&mut paper, &columns, false, chance);
    for (at, place) in rows.iter().enumerate() {
        let person = village.person(*place);
        let cells = columns.iter().map(|column| match column.field {
            Field::Number => domain::sheet::Cell::Number((at + 1) as f64),
            field => of_person(field, person, &column.caption, &mut hand, chance),
        });
        let cells = cells.collect();
        paper.row(cells);
    }
    let says: BTreeSet<Field> = columns.iter().map(|column| column.field).collect();
    let sheet = paper.finish(name, csv);
    let said = Sheet {
        name: name.to_owned(),
        header_row,
        rows,
        says,
        register: false,
        repairs: hand.repairs,
        without_number: hand.without_number,
    };
    match files.last_mut().filter(|file| !csv && file.workbook.file.ends_with(".xlsx")) {
        Some(file) => {
            file.workbook.sheets.push(sheet);
            file.sheets.push(said);
        }
        None => {
            let file = format!("{name}.{}", if csv { "csv" } else { "xlsx" });
            files.push(File { workbook: Workbook { file, sheets: vec![sheet] }, sheets: vec![said] });
        }
    }
}
