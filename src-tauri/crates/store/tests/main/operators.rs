//! Several people, one book: each with a password of their own.

use std::sync::Arc;

use crate::common::{CHANGE, PASSWORD, Shelf, add, person};
use domain::date::PartialDate;
use domain::id::Id;
use domain::person::Person;
use store::{Book, Chance, NewOperator, Secret, StoreError, reset_password};

const HERS: &str = "李小测 2026";

fn day(text: &str) -> PartialDate {
    text.parse().unwrap()
}

fn hers() -> NewOperator<'static> {
    NewOperator { name: "李小测", password: HERS, from: day("2026-03-01") }
}

fn added(book: &Book) -> Id {
    book.add_operator(PASSWORD, hers()).unwrap().value
}

#[test]
fn who_is_added_opens_the_book_with_their_own_password_and_is_named_by_what_they_do() {
    let (shelf, book) = Shelf::new();
    added(&book);
    drop(book);
    let book = shelf.try_open(Secret::Password(HERS)).unwrap();
    assert_eq!(book.operator().name, "李小测");
    add(&book, "王小测");
    assert_eq!(book.history(0, 1, None).unwrap().1[0].operator, "李小测");
    drop(book);
    assert_eq!(shelf.open().operator().name, "示例组长");
}

#[test]
fn adding_asks_for_ones_own_password_and_for_a_name_and_a_password_of_nobody_else() {
    let (shelf, book) = Shelf::new();
    assert!(matches!(book.add_operator("不对", hers()), Err(StoreError::WrongPassword { .. })));
    shelf.dice.pass(1);
    let with = |name, password| book.add_operator(PASSWORD, NewOperator { name, password, ..hers() });
    assert!(matches!(with("李小测", ""), Err(StoreError::EmptyPassword)));
    assert!(matches!(with("李小测", PASSWORD), Err(StoreError::PasswordTaken)));
    assert!(matches!(with("示例组长", HERS), Err(StoreError::NameTaken)));
    added(&book);
    assert!(matches!(book.add_operator(PASSWORD, hers()), Err(StoreError::PasswordTaken)));
    let another = NewOperator { name: "赵小测", password: "赵小测 2026", ..hers() };
    assert!(matches!(book.add_operator(HERS, another), Err(StoreError::NotOwnPassword)));
    assert!(matches!(book.change_password(PASSWORD, HERS), Err(StoreError::PasswordTaken)));
    assert_eq!(book.operators().unwrap().len(), 2);
}

#[test]
fn who_is_ended_opens_nothing_any_more_and_keeps_their_name_in_the_history() {
    let (shelf, book) = Shelf::new();
    let id = added(&book);
    drop(book);
    let book = shelf.try_open(Secret::Password(HERS)).unwrap();
    add(&book, "王小测");
    drop(book);
    let book = shelf.open();
    assert!(matches!(book.end_operator("不对", id, day("2026-03-05")), Err(StoreError::WrongPassword { .. })));
    shelf.dice.pass(1);
    book.end_operator(PASSWORD, id, day("2026-03-05")).unwrap();
    let row = book.operators().unwrap().into_iter().find(|row| row.operator.id == id).unwrap();
    assert_eq!((row.operator.to, row.opens), (Some(day("2026-03-05")), false));
    let (_, history) = book.history(0, 10, None).unwrap();
    assert!(history.iter().any(|op| op.operator == "李小测"));
    let (_, entries) = book.audit(0, 10).unwrap();
    assert_eq!(entries.iter().map(|entry| entry.act.as_str()).collect::<Vec<_>>(), ["operator", "operator"]);
    drop(book);
    assert!(matches!(shelf.try_open(Secret::Password(HERS)), Err(StoreError::WrongPassword { .. })));
}

#[test]
fn nobody_ends_themselves_and_so_the_last_one_stays() {
    let (_shelf, book) = Shelf::new();
    let own = book.operator().id;
    assert!(matches!(book.end_operator(PASSWORD, own, day("2026-03-05")), Err(StoreError::OwnOperator)));
    assert!(matches!(
        book.end_operator(PASSWORD, Id::from_u128(1), day("2026-03-05")),
        Err(StoreError::NoSuchOperator)
    ));
}

#[test]
fn the_recovery_code_opens_for_the_first_operator_that_is_left() {
    let (shelf, book) = Shelf::new();
    let first = book.operator().id;
    let second = added(&book);
    drop(book);
    let book = shelf.try_open(Secret::Password(HERS)).unwrap();
    book.end_operator(HERS, first, day("2026-03-05")).unwrap();
    assert!(book.operators().unwrap().iter().all(|row| row.owner == (row.operator.id == second)));
    drop(book);
    let code = shelf.code.to_string();
    assert_eq!(shelf.try_open(Secret::Recovery(&code)).unwrap().operator().name, "李小测");
    let chance: Arc<dyn Chance> = shelf.dice.clone();
    reset_password(shelf.dir(), &code, "新密码", &chance).unwrap();
    assert_eq!(shelf.try_open(Secret::Password("新密码")).unwrap().operator().name, "李小测");
}

#[test]
fn a_change_of_operators_cannot_be_undone_and_ctrl_z_passes_over_it() {
    let (_shelf, book) = Shelf::new();
    let (_, op) = add(&book, "王小测");
    let written = book.add_operator(PASSWORD, hers()).unwrap();
    assert_eq!(book.can_undo().unwrap().unwrap().op, op);
    let refused = book.undo(written.op).unwrap_err();
    assert!(matches!(refused, StoreError::OperatorsStay) && refused.to_string().starts_with("使用人的变动不能撤销"));
    book.undo(None).unwrap();
    assert_eq!(book.operators().unwrap().len(), 2);
    assert!(!book.history(0, 10, None).unwrap().1.iter().any(|row| row.kind == "operator" && row.can_undo()));
}

#[test]
fn a_hand_over_is_one_operation_and_the_old_password_ends_with_it() {
    let (shelf, book) = Shelf::new();
    let written = book
        .hand_over(PASSWORD, hers(), true, |w| {
            let row = person(w, "王小测");
            w.put(&row).map(drop)
        })
        .unwrap();
    let op = book.history(0, 1, None).unwrap().1.remove(0);
    assert_eq!((Some(op.op), op.label.as_str(), op.rows), (written.op, "换届交接", 3));
    assert!(matches!(book.undo(written.op), Err(StoreError::OperatorsStay)));
    assert_eq!(book.check(false).unwrap(), vec![]);
    drop(book);
    assert!(matches!(shelf.try_open(Secret::Password(PASSWORD)), Err(StoreError::WrongPassword { .. })));
    shelf.dice.pass(1);
    let book = shelf.try_open(Secret::Password(HERS)).unwrap();
    assert_eq!(book.operator().id, written.value);
    drop(book);
    let code = shelf.code.to_string();
    assert_eq!(shelf.try_open(Secret::Recovery(&code)).unwrap().operator().name, "李小测");
}

#[test]
fn a_hand_over_that_fails_changes_neither_rows_nor_keys() {
    let (shelf, book) = Shelf::new();
    let refused = book.hand_over(PASSWORD, hers(), true, |_| Err(StoreError::Constraint));
    assert!(matches!(refused, Err(StoreError::Constraint)));
    assert_eq!((book.operators().unwrap().len(), book.history(0, 1, None).unwrap().0), (1, 0));
    drop(book);
    shelf.open();
}

#[test]
fn cut_between_row_and_key_the_book_opens_and_adding_again_completes_it() {
    let (shelf, book) = Shelf::new();
    let before = shelf.files();
    let id = added(&book);
    drop(book);
    // The rows of after, the keys of before.
    for name in ["store.key", "store.key.2"] {
        shelf.spoil(name, |bytes| bytes.clone_from(&before[name]));
    }
    let book = shelf.open();
    let rows = book.operators().unwrap();
    assert!(rows.iter().any(|row| row.operator.id == id && !row.opens && row.operator.to.is_none()));
    assert_eq!(book.add_operator(PASSWORD, hers()).unwrap().value, id, "the same row gets its password");
    drop(book);
    assert_eq!(shelf.try_open(Secret::Password(HERS)).unwrap().operator().id, id);
}

#[test]
fn cut_before_the_row_an_ended_operator_is_ended_by_doing_it_again() {
    let (shelf, book) = Shelf::new();
    let id = added(&book);
    drop(book);
    let mut before = shelf.files();
    let book = shelf.open();
    book.end_operator(PASSWORD, id, day("2026-03-05")).unwrap();
    drop(book);
    // The keys of after, the rows of before.
    shelf.spoil("store.db", |bytes| *bytes = before.remove("store.db").unwrap());
    let book = shelf.open();
    let row = |book: &Book| book.operators().unwrap().into_iter().find(|row| row.operator.id == id).unwrap();
    assert!(!row(&book).opens && row(&book).operator.to.is_none());
    book.end_operator(PASSWORD, id, day("2026-03-06")).unwrap();
    assert_eq!(row(&book).operator.to, Some(day("2026-03-06")));
    book.write(CHANGE, "照常", |w| {
        let row = person(w, "王小测");
        w.put(&row).map(drop)
    })
    .unwrap();
}

#[test]
fn a_running_book_mends_the_copies_of_its_key() {
    let (shelf, book) = Shelf::new();
    shelf.spoil("store.key.2", |bytes| bytes.truncate(20));
    std::fs::remove_file(shelf.dir().join("store.key")).unwrap();
    assert!(!book.check(true).unwrap().is_empty());
    assert_eq!(book.mend_keys().unwrap(), ["store.key", "store.key.2"]);
    assert_eq!((book.check(true).unwrap(), book.mend_keys().unwrap()), (vec![], vec![]));
    drop(book);
    shelf.open();
}

#[test]
fn what_a_hand_over_went_on_with_is_refused_as_such_and_not_as_something_to_be_undone_first() {
    let (_shelf, book) = Shelf::new();
    let (wang, op) = add(&book, "王小测");
    book.hand_over(PASSWORD, hers(), false, |w| w.put(&Person { name: "王小试".to_owned(), ..wang.clone() }).map(drop))
        .unwrap();
    assert!(matches!(book.undo(Some(op)), Err(StoreError::OperatorsStay)));
    assert_eq!(book.read(|r| r.get::<Person>(wang.id)).unwrap().unwrap().name, "王小试");
}
