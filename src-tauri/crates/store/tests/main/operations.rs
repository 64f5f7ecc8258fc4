//! Operations: what they keep, how they are taken back, and what refuses to be.

use domain::household::Household;
use domain::person::{Person, Residence};
use store::StoreError;

use crate::common::{CHANGE, Shelf, add, household, person, put, residence};

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
    let (wang, home) = book
        .write(CHANGE, "立户", |w| {
            let (wang, home) = (person(w, "王小测"), household(w));
            w.put(&wang)?;
            w.put(&home)?;
            let id = w.mint();
            w.put(&residence(id, wang.id, home.id))?;
            Ok::<_, StoreError>((wang, home))
        })
        .unwrap()
        .value;
    let found = book.read(|r| r.residences_of_household(home.id)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(book.read(|r| r.residences_of_person(wang.id)).unwrap(), found);
    assert_eq!(book.read(|r| r.all::<Household>()).unwrap(), vec![home]);
}
