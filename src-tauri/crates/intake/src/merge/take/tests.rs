//! What a workbook changes, record by record.

use super::*;

/// Households: code, phone. Persons: name, number, household.
fn tables() -> Vec<Table> {
    let column = |kind| Column { kind, refers: None };
    let home = Column { kind: Kind::Record, refers: Some(0) };
    vec![
        Table { columns: vec![column(Kind::Text), column(Kind::Phone)], number: None, natural: vec![] },
        Table { columns: vec![column(Kind::Name), column(Kind::IdNumber), home], number: Some(1), natural: vec![] },
    ]
}

fn id(at: u128) -> Id {
    Id::from_u128(at)
}

fn home(at: u128) -> Key {
    Key { table: 0, id: id(at) }
}

fn person(at: u128) -> Key {
    Key { table: 1, id: id(at) }
}

fn values(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| (!text.is_empty()).then(|| (*text).to_owned())).collect()
}

fn rows(list: &[(Key, &[&str])]) -> Rows {
    list.iter().map(|(key, texts)| (*key, values(texts))).collect()
}

fn said(rows: &Rows) -> Came {
    let row = |values: &Vec<Value>| Row { cells: values.iter().cloned().map(Said::Value).collect(), touched: false };
    Came {
        rows: rows.iter().map(|(key, values)| (*key, row(values))).collect(),
        covers: BTreeSet::from([0, 1]),
        ..Came::default()
    }
}

fn took(mine: &Rows, base: &Rows, came: Came, open: &[Open]) -> Taken {
    take(&tables(), Knows { mine, base, had: base, others: &[], open }, came)
}

const NUMBER: &str = "999999195003150014";

fn book() -> Rows {
    let first = id(1).to_string();
    rows(&[(home(1), &["001", "13800000000"]), (person(11), &["王一", NUMBER, &first])])
}

fn changed(key: Key, column: usize, text: &str) -> Rows {
    let mut rows = book();
    rows.get_mut(&key).unwrap()[column] = (!text.is_empty()).then(|| text.to_owned());
    rows
}

#[test]
fn the_same_workbook_changes_nothing() {
    let taken = took(&book(), &book(), said(&book()), &[]);
    assert_eq!((taken.put.len(), taken.remove.len(), taken.ask.len()), (0, 0, 0));
    assert_eq!(taken.tally, Tally { unchanged: 5, ..Tally::default() });
    assert_eq!(taken.base, book());
}

#[test]
fn a_cell_that_one_side_changed_is_that_sides_and_two_changes_are_asked_once() {
    let theirs = changed(home(1), 1, "13900000000");
    let taken = took(&book(), &book(), said(&theirs), &[]);
    assert_eq!(taken.put, rows(&[(home(1), &["001", "13900000000"])]));
    let mine = changed(home(1), 1, "13700000000");
    let taken = took(&mine, &book(), said(&theirs), &[]);
    assert!(taken.put.is_empty());
    let [ask] = &taken.ask[..] else { panic!("{:?}", taken.ask) };
    assert_eq!((ask.key, ask.column, ask.why), (home(1), Some(1), Why::Both));
    let open = Open {
        doubt: id(90),
        own: true,
        key: ask.key,
        column: ask.column,
        base: ask.base.clone(),
        theirs: ask.theirs.clone(),
    };
    let again = took(&mine, &taken.base, said(&theirs), std::slice::from_ref(&open));
    assert!(again.ask.is_empty() && again.settled.is_empty());
    // They took it back: only we changed it, and nothing is to be asked.
    let back = took(&mine, &taken.base, said(&book()), std::slice::from_ref(&open));
    assert!(back.put.is_empty() && back.ask.is_empty());
    assert_eq!(back.settled, BTreeSet::from([id(90)]));
}

#[test]
fn a_row_that_is_missing_is_asked_about_and_who_hangs_on_it_is_not_by_themselves() {
    let mut came = said(&book());
    came.rows.clear();
    let taken = took(&book(), &book(), came, &[]);
    let asked: Vec<_> = taken.ask.iter().map(|ask| (ask.key, ask.why)).collect();
    assert_eq!(asked, [(home(1), Why::Missing)]);
    assert!(taken.remove.is_empty());
}

#[test]
fn what_the_other_side_says_it_took_out_goes_unless_it_was_changed_or_is_needed() {
    let mut came = said(&book());
    came.rows.remove(&person(11));
    came.gone.insert(person(11));
    assert_eq!(took(&book(), &book(), came.clone(), &[]).remove, BTreeSet::from([person(11)]));
    let mine = changed(person(11), 0, "王小一");
    let taken = took(&mine, &book(), came, &[]);
    assert!(taken.remove.is_empty());
    assert_eq!(taken.ask[0].why, Why::Gone);
    let mut came = said(&book());
    came.rows.remove(&home(1));
    came.gone.insert(home(1));
    let taken = took(&book(), &book(), came, &[]);
    assert!(taken.remove.is_empty(), "somebody lives there");
    assert_eq!(taken.ask[0].why, Why::Gone);
}

#[test]
fn what_was_taken_out_here_stays_out_and_is_asked_when_the_other_side_changed_it() {
    let mut mine = book();
    mine.remove(&person(11));
    let taken = took(&mine, &book(), said(&book()), &[]);
    assert!(taken.put.is_empty() && taken.ask.is_empty());
    let theirs = changed(person(11), 0, "王小一");
    let taken = took(&mine, &book(), said(&theirs), &[]);
    assert!(taken.put.is_empty());
    assert_eq!((taken.ask[0].key, taken.ask[0].why), (person(11), Why::Gone));
}

#[test]
fn a_row_that_points_to_what_was_taken_out_here_is_not_written() {
    let mut mine = book();
    mine.retain(|key, _| key.table == 2);
    let (mut theirs, first) = (book(), id(1).to_string());
    theirs.insert(person(12), values(&["王二", "", &first]));
    let taken = took(&mine, &book(), said(&theirs), &[]);
    assert!(taken.put.is_empty());
    let asked: Vec<_> = taken.ask.iter().map(|ask| (ask.key, ask.why)).collect();
    assert_eq!(asked, [(home(1), Why::Gone)]);
}

#[test]
fn somebody_whom_both_sides_entered_is_one_person_by_their_number() {
    let first = id(1).to_string();
    let mut theirs = rows(&[(home(1), &["001", "13800000000"])]);
    theirs.insert(person(50), values(&["王一", NUMBER, &first]));
    theirs.insert(person(51), values(&["王二", "", &first]));
    let taken = took(&book(), &Rows::new(), said(&theirs), &[]);
    assert_eq!(taken.joined, BTreeMap::from([(id(50), id(11))]));
    assert_eq!(taken.put.keys().copied().collect::<Vec<_>>(), [person(51)]);
    assert!(taken.base.contains_key(&person(11)) && !taken.base.contains_key(&person(50)));
}

#[test]
fn what_a_column_that_is_not_there_would_have_said_is_not_cleared() {
    let mut came = said(&book());
    for row in came.rows.values_mut() {
        row.cells[1] = Said::Nothing;
    }
    let taken = took(&book(), &book(), came, &[]);
    assert!(taken.put.is_empty() && taken.ask.is_empty());
    assert_eq!(taken.base, book(), "what both had stays what it was");
}

#[test]
fn what_another_says_by_themselves_is_not_written_over_without_a_question() {
    let theirs = changed(home(1), 1, "13900000000");
    let other = rows(&[(home(1), &["001", "13800000000"])]);
    let (mine, base) = (book(), book());
    let knows = |others| Knows { mine: &mine, base: &base, had: &base, others, open: &[] };
    let taken = take(&tables(), knows(std::slice::from_ref(&other)), said(&theirs));
    assert!(taken.put.is_empty());
    assert_eq!(taken.ask[0].why, Why::Both);
    assert_eq!(take(&tables(), knows(&[]), said(&theirs)).put.len(), 1);
}
