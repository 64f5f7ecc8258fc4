//! The history, the audit log, drafts and remembered mappings.

use domain::person::Person;
use store::{OpKind, StoreError};

use crate::common::{CHANGE, Shelf, add, put};

#[test]
fn the_history_says_who_did_what_and_whether_it_stands() {
    let (shelf, book) = Shelf::new();
    let (wang, first) = add(&book, "王小测");
    shelf.dice.pass(60);
    put(&book, &Person { phone: Some("1".to_owned()), ..wang });
    let undo = book.undo(None).unwrap().op;
    let (total, ops) = book.history(0, 10, None).unwrap();
    assert_eq!(total, 3);
    assert_eq!(ops.iter().map(|op| op.kind.as_str()).collect::<Vec<_>>(), ["undo", "change", "change"]);
    assert_eq!(ops.iter().map(|op| op.undoes).collect::<Vec<_>>(), [Some(first + 1), None, None]);
    assert_eq!(ops.iter().map(|op| op.undone_by).collect::<Vec<_>>(), [None, Some(undo), None]);
    assert_eq!(ops[2].operator, "示例组长");
    assert_eq!((ops[2].at.as_str(), ops[1].at.as_str()), ("2026-03-01T08:33:20.000Z", "2026-03-01T08:34:20.000Z"));
    assert_eq!(ops[2].rows, 1);
    book.redo().unwrap();
    let (_, ops) = book.history(0, 10, None).unwrap();
    assert_eq!(ops.iter().map(|op| op.undone_by).collect::<Vec<_>>(), [None, Some(undo + 1), None, None]);
    assert_eq!(book.history(1, 2, None).unwrap().1, ops[1..3]);
}

#[test]
fn the_history_of_a_record_names_only_the_operations_that_changed_it() {
    let (_shelf, book) = Shelf::new();
    let (wang, first) = add(&book, "王小测");
    add(&book, "李小测");
    let third = put(&book, &Person { phone: Some("1".to_owned()), ..wang.clone() }).unwrap();
    let (total, ops) = book.history(0, 10, Some(wang.id)).unwrap();
    assert_eq!(total, 2);
    assert_eq!(ops.iter().map(|op| op.op).collect::<Vec<_>>(), [third, first]);
}

#[test]
fn the_audit_log_is_whole_across_restarts_and_no_undo_touches_it() {
    let (shelf, book) = Shelf::new();
    book.audit_append("reveal", Some("身份证号"), Some("核对")).unwrap();
    book.write(OpKind::IMPORT, "导入", |w| w.note_audit("import", Some("名单.xlsx"), None)).unwrap();
    book.write(CHANGE, "改", |w| {
        let person = Person::named(w.mint(), "王小测");
        w.put(&person)?;
        w.note_audit("print", None, Some("上报"))
    })
    .unwrap();
    book.undo(None).unwrap();
    drop(book);
    let book = shelf.open();
    let (total, entries) = book.audit(0, 10).unwrap();
    assert_eq!(total, 3);
    assert_eq!(entries.iter().map(|entry| entry.act.as_str()).collect::<Vec<_>>(), ["print", "import", "reveal"]);
    assert_eq!(entries[2].reason.as_deref(), Some("核对"));
    assert_eq!(book.audit_broken().unwrap(), None);
}

#[test]
fn what_fails_is_not_in_the_audit_log() {
    let (_shelf, book) = Shelf::new();
    let failed = book.write(CHANGE, "错", |w| {
        w.note_audit("export", None, None)?;
        Err::<(), _>(StoreError::Full)
    });
    assert!(matches!(failed, Err(StoreError::Full)));
    assert_eq!(book.audit(0, 10).unwrap().0, 0);
}

#[test]
fn a_draft_survives_a_restart_and_stays_out_of_history() {
    let (shelf, book) = Shelf::new();
    book.save_draft("visit:1", "{\"findings\":\"屋顶漏\"}").unwrap();
    book.save_draft("visit:1", "{\"findings\":\"屋顶漏雨\"}").unwrap();
    drop(book);
    let book = shelf.open();
    assert_eq!(book.draft("visit:1").unwrap().unwrap().value, "{\"findings\":\"屋顶漏雨\"}");
    assert_eq!(book.drafts().unwrap().len(), 1);
    assert_eq!(book.history(0, 10, None).unwrap().0, 0);
    book.drop_draft("visit:1").unwrap();
    assert_eq!(book.draft("visit:1").unwrap(), None);
}

#[test]
fn a_mapping_is_remembered_by_its_captions_and_outlives_the_undo_of_its_import() {
    let (_shelf, book) = Shelf::new();
    book.write(OpKind::IMPORT, "导入", |w| {
        let person = Person::named(w.mint(), "王小测");
        w.put(&person)?;
        w.remember_mapping("姓名|住址", "{\"姓名\":\"name\"}")
    })
    .unwrap();
    book.undo(None).unwrap();
    assert_eq!(book.recall_mapping("姓名|住址").unwrap().as_deref(), Some("{\"姓名\":\"name\"}"));
    book.remember_mapping("姓名|住址", "{}").unwrap();
    assert_eq!(book.recall_mapping("姓名|住址").unwrap().as_deref(), Some("{}"));
    assert_eq!(book.recall_mapping("姓名").unwrap(), None);
}
