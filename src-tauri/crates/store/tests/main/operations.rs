//! Operations: what they keep, how they are taken back, and what refuses to be.

use domain::household::Household;
use domain::person::{Person, Residence};
use store::{OpKind, StoreError};

use crate::common::{CHANGE, Shelf, add, household, person, put, residence, settle};
use crate::rows::{everything, full};

#[test]
fn an_operation_that_changes_nothing_leaves_nothing_behind() {
    let (_shelf, book) = Shelf::new();
    let (wang, _) = add(&book, "王小测");
    assert_eq!(put(&book, &wang), None);
    assert_eq!(book.history(0, 10, None).unwrap().0, 1);
}

#[test]
fn a_failed_operation_leaves_nothing_behind() {
    let (_shelf, book) = Shelf::new();
    let failed = book.write(CHANGE, "错", |w| {
        let wang = person(w, "王小测");
        w.put(&wang)?;
        Err::<(), _>(StoreError::Busy)
    });
    assert!(matches!(failed, Err(StoreError::Busy)));
    assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 0);
    assert_eq!(book.history(0, 10, None).unwrap(), (0, vec![]));
}

#[test]
fn a_row_that_points_to_nothing_is_refused_when_the_operation_ends() {
    let (_shelf, book) = Shelf::new();
    let refused = book.write(CHANGE, "悬空", |w| {
        let (wang, home) = (person(w, "王小测"), household(w));
        let id = w.mint();
        // The order within an operation is free: the residence may come first.
        w.put(&residence(id, wang.id, home.id))?;
        w.put(&wang)
    });
    assert!(matches!(refused, Err(StoreError::Reference)));
    assert_eq!(book.read(|r| r.count::<Residence>()).unwrap(), 0);
}

#[test]
fn undo_and_redo_survive_a_restart() {
    let (shelf, book) = Shelf::new();
    let (wang, _) = add(&book, "王小测");
    let changed = Person { phone: Some("13900000000".to_owned()), ..wang.clone() };
    put(&book, &changed);
    drop(book);
    let book = shelf.open();
    book.undo(None).unwrap();
    assert_eq!(book.read(|r| r.get(wang.id)).unwrap(), Some(wang.clone()));
    drop(book);
    let book = shelf.open();
    book.undo(None).unwrap();
    assert_eq!(book.read(|r| r.get::<Person>(wang.id)).unwrap(), None);
    assert!(matches!(book.undo(None), Err(StoreError::NothingToUndo)));
    drop(book);
    let book = shelf.open();
    assert_eq!(book.redo().unwrap().label, "王小测");
    book.redo().unwrap();
    assert_eq!(book.read(|r| r.get(wang.id)).unwrap(), Some(changed));
    assert!(matches!(book.redo(), Err(StoreError::NothingToRedo)));
    assert_eq!(book.check(false).unwrap(), vec![]);
}

#[test]
fn households_and_persons_are_found_through_their_residence() {
    let (_shelf, book) = Shelf::new();
    let (wang, home, _) = settle(&book, "王小测");
    settle(&book, "李小测");
    let found = book.read(|r| r.residences_of_household(home.id)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].person, wang.id);
    assert_eq!(book.read(|r| r.residences_of_person(wang.id)).unwrap(), found);
    assert_eq!(book.read(|r| r.count::<Household>()).unwrap(), 2);
}

#[test]
fn every_table_gives_back_what_was_put_and_undo_gives_back_what_was_before() {
    let (shelf, book) = Shelf::new();
    let before = everything(&book);
    book.write(CHANGE, "全部", |w| full(w, false)).unwrap();
    let first = everything(&book);
    book.write(CHANGE, "全改", |w| full(w, true)).unwrap();
    let second = everything(&book);
    assert_eq!((first.len(), second.len()), (before.len() + 16, before.len() + 16));
    assert!(first.iter().zip(&second).filter(|(one, other)| one != other).count() >= 16);
    drop(book);
    let book = shelf.open();
    assert_eq!(everything(&book), second);
    book.undo(None).unwrap();
    assert_eq!(everything(&book), first);
    book.undo(None).unwrap();
    assert_eq!(everything(&book), before);
    book.redo().unwrap();
    book.redo().unwrap();
    assert_eq!(everything(&book), second);
    assert_eq!(book.check(false).unwrap(), vec![]);
}

#[test]
fn images_keep_every_text_to_the_letter() {
    let (_shelf, book) = Shelf::new();
    let (wang, _) = add(&book, "王小测");
    let odd = ["", " ", "\"", "\\", "\n\t\u{0}", "𠮷䶮", "\u{2028}\u{feff}", "null", "{\"id\":1}", "'; --", "阿·测"];
    for text in odd {
        put(&book, &Person { skills: Some(text.to_owned()), ..wang.clone() });
    }
    for text in odd.iter().rev().skip(1) {
        book.undo(None).unwrap();
        let found: Person = book.read(|r| r.get(wang.id)).unwrap().unwrap();
        assert_eq!(found.skills.as_deref(), Some(*text));
    }
    book.undo(None).unwrap();
    assert_eq!(book.read(|r| r.get(wang.id)).unwrap(), Some(wang));
}

#[test]
fn a_row_changed_twice_in_one_operation_goes_back_to_before_it() {
    let (_shelf, book) = Shelf::new();
    let (wang, _) = add(&book, "王小测");
    book.write(CHANGE, "改两次", |w| {
        w.put(&Person { phone: Some("1".to_owned()), ..wang.clone() })?;
        w.put(&Person { phone: Some("2".to_owned()), ..wang.clone() })?;
        w.remove::<Person>(wang.id)?;
        w.put(&Person { phone: Some("3".to_owned()), ..wang.clone() })
    })
    .unwrap();
    book.undo(None).unwrap();
    assert_eq!(book.read(|r| r.get(wang.id)).unwrap(), Some(wang));
    book.redo().unwrap();
    assert_eq!(book.read(|r| r.all::<Person>()).unwrap()[0].phone.as_deref(), Some("3"));
}

#[test]
fn an_operation_that_came_to_nothing_is_undone_once() {
    let (_shelf, book) = Shelf::new();
    let (wang, first) = add(&book, "王小测");
    book.write(CHANGE, "来回", |w| {
        w.put(&Person { phone: Some("1".to_owned()), ..wang.clone() })?;
        w.put(&wang)
    })
    .unwrap();
    book.undo(None).unwrap();
    assert_eq!(book.can_undo().unwrap().unwrap().op, first);
    assert_eq!(book.check(true).unwrap(), vec![]);
}

#[test]
fn a_new_operation_ends_what_could_be_redone() {
    let (_shelf, book) = Shelf::new();
    add(&book, "王小测");
    book.undo(None).unwrap();
    assert_eq!(book.can_redo().unwrap().unwrap().label, "王小测");
    add(&book, "李小测");
    assert_eq!(book.can_redo().unwrap(), None);
    assert!(matches!(book.redo(), Err(StoreError::NothingToRedo)));
}

#[test]
fn settings_are_undone_with_the_operation_that_set_them() {
    let (_shelf, book) = Shelf::new();
    let set = |value| book.write(OpKind::SETTING, "设置", |w| w.set_setting("basis", value)).unwrap().op;
    set(Some("户籍")).unwrap();
    set(Some("常住")).unwrap();
    assert_eq!(set(Some("常住")), None);
    set(None).unwrap();
    assert_eq!(book.setting("basis").unwrap(), None);
    book.undo(None).unwrap();
    assert_eq!(book.setting("basis").unwrap().as_deref(), Some("常住"));
    book.undo(None).unwrap();
    assert_eq!(book.setting("basis").unwrap().as_deref(), Some("户籍"));
    assert_eq!(book.read(|r| r.settings()).unwrap(), vec![("basis".to_owned(), "户籍".to_owned())]);
}

#[test]
fn an_operation_out_of_the_past_is_undone_when_nobody_touched_its_rows_since() {
    let (_shelf, book) = Shelf::new();
    let (wang, first) = add(&book, "王小测");
    let (li, _) = add(&book, "李小测");
    book.undo(Some(first)).unwrap();
    assert_eq!(book.read(|r| r.all::<Person>()).unwrap(), vec![li.clone()]);
    assert!(matches!(book.undo(Some(first)), Err(StoreError::AlreadyUndone)));
    book.redo().unwrap();
    assert_eq!(book.read(|r| r.get(wang.id)).unwrap(), Some(wang));
    // By its own number again, though it stands through its redo.
    book.undo(Some(first)).unwrap();
    assert_eq!(book.read(|r| r.all::<Person>()).unwrap(), vec![li]);
    assert!(matches!(book.undo(Some(99)), Err(StoreError::NoSuchOp)));
}

#[test]
fn an_operation_whose_rows_later_ones_changed_is_refused_with_their_list() {
    let (_shelf, book) = Shelf::new();
    let (wang, first) = add(&book, "王小测");
    let second = put(&book, &Person { phone: Some("1".to_owned()), ..wang.clone() }).unwrap();
    add(&book, "李小测");
    let fourth = put(&book, &Person { phone: Some("2".to_owned()), ..wang.clone() }).unwrap();
    let files = book.read(|r| r.all::<Person>()).unwrap();
    let Err(StoreError::Later(later)) = book.undo(Some(first)) else { panic!("undone under later operations") };
    assert_eq!(later.iter().map(|op| op.op).collect::<Vec<_>>(), [fourth, second]);
    assert_eq!(later[0].label, "改");
    assert_eq!(book.read(|r| r.all::<Person>()).unwrap(), files);
    // Once they are undone, it is free.
    book.undo(Some(fourth)).unwrap();
    book.undo(Some(second)).unwrap();
    book.undo(Some(first)).unwrap();
    assert_eq!(book.read(|r| r.get::<Person>(wang.id)).unwrap(), None);
}

#[test]
fn what_was_changed_and_changed_back_is_no_hindrance() {
    let (_shelf, book) = Shelf::new();
    let (wang, first) = add(&book, "王小测");
    put(&book, &Person { phone: Some("1".to_owned()), ..wang.clone() });
    put(&book, &wang);
    book.undo(Some(first)).unwrap();
    assert_eq!(book.read(|r| r.count::<Person>()).unwrap(), 0);
}

#[test]
fn an_operation_on_which_later_rows_hang_is_refused_with_their_list() {
    let (_shelf, book) = Shelf::new();
    let (_, home, first) = settle(&book, "王小测");
    let (li, _) = add(&book, "李小测");
    let third = book
        .write(CHANGE, "迁入", |w| {
            let id = w.mint();
            w.put(&residence(id, li.id, home.id))
        })
        .unwrap()
        .op
        .unwrap();
    let Err(StoreError::Later(later)) = book.undo(Some(first)) else { panic!("undone under a later residence") };
    assert_eq!(later.iter().map(|op| op.op).collect::<Vec<_>>(), [third]);
    assert_eq!(book.read(|r| r.count::<Residence>()).unwrap(), 2);
    assert_eq!(book.check(true).unwrap(), vec![]);
}
