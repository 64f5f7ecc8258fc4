//! Whatever is done in whatever order: undo leads back through every state, redo forward again, restarts or not.

use domain::household::Household;
use domain::person::Person;
use proptest::prelude::*;
use store::{Book, StoreError, Write};

use crate::common::{CHANGE, Shelf, household, person, residence};
use crate::rows::everything;

/// One thing that somebody does; numbers choose among what there is.
#[derive(Clone, Debug)]
enum Act {
    Settle,
    Rename(usize, String),
    MoveOut(usize),
    Bulk(u8),
    Set(u8),
    Nothing,
    Fail,
    Undo,
    Redo,
    Restart,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => Just(Act::Settle),
        4 => (any::<usize>(), "\\PC{0,6}").prop_map(|(at, name)| Act::Rename(at, name)),
        3 => any::<usize>().prop_map(Act::MoveOut),
        1 => any::<u8>().prop_map(Act::Bulk),
        2 => any::<u8>().prop_map(Act::Set),
        1 => Just(Act::Nothing),
        1 => Just(Act::Fail),
        6 => Just(Act::Undo),
        4 => Just(Act::Redo),
        1 => Just(Act::Restart),
    ]
}

fn write(book: &Book, change: impl FnOnce(&mut Write<'_>) -> Result<(), StoreError>) -> Option<i64> {
    book.write(CHANGE, "随便", change).unwrap().op
}

fn settle(w: &mut Write<'_>) -> Result<(), StoreError> {
    let (person, household) = (person(w, "王小测"), household(w));
    let id = w.mint();
    w.put(&residence(id, person.id, household.id))?;
    w.put(&household)?;
    w.put(&person)?;
    Ok(())
}

fn some_person(w: &Write<'_>, at: usize) -> Result<Option<Person>, StoreError> {
    let all = w.all::<Person>()?;
    Ok(if all.is_empty() { None } else { Some(all[at % all.len()].clone()) })
}

fn move_out(w: &mut Write<'_>, person: &Person) -> Result<(), StoreError> {
    w.remove::<Person>(person.id)?;
    for one in w.residences_of_person(person.id)? {
        w.remove::<domain::person::Residence>(one.id)?;
        w.remove::<Household>(one.household)?;
    }
    Ok(())
}

/// Does it to the book; `Some` when it became an operation.
fn perform(book: &Book, act: &Act) -> Option<i64> {
    match act {
        Act::Settle => write(book, settle),
        Act::Rename(at, name) => write(book, |w| {
            if let Some(person) = some_person(w, *at)? {
                w.put(&Person { name: name.clone(), ..person })?;
            }
            Ok(())
        }),
        Act::MoveOut(at) => write(book, |w| match some_person(w, *at)? {
            Some(person) => move_out(w, &person),
            None => Ok(()),
        }),
        Act::Bulk(seed) => write(book, |w| {
            for (at, person) in w.all::<Person>()?.into_iter().enumerate() {
                match (at + usize::from(*seed)) % 3 {
                    0 => move_out(w, &person)?,
                    1 => drop(w.put(&Person { phone: Some(seed.to_string()), ..person })?),
                    _ => settle(w)?,
                }
            }
            Ok(())
        }),
        Act::Set(value) => write(book, |w| {
            w.set_setting(&format!("k{}", value % 3), (value % 2 == 0).then_some(&value.to_string())).map(drop)
        }),
        Act::Nothing => write(book, |w| w.all::<Person>()?.iter().try_for_each(|person| w.put(person).map(drop))),
        Act::Fail => {
            let failed = book.write(CHANGE, "错", |w| settle(w).and(Err::<(), _>(StoreError::Busy)));
            assert!(matches!(failed, Err(StoreError::Busy)));
            None
        }
        Act::Undo | Act::Redo | Act::Restart => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_and_redo_lead_through_the_same_states(acts in prop::collection::vec(act(), 200)) {
        let (shelf, mut book) = Shelf::new();
        let start = everything(&book);
        let mut present = start.clone();
        // What an editor would keep: the states behind and ahead.
        let (mut behind, mut ahead) = (Vec::new(), Vec::new());
        for act in &acts {
            match act {
                Act::Undo => match behind.pop() {
                    Some(state) => {
                        book.undo(None).unwrap();
                        ahead.push(std::mem::replace(&mut present, state));
                    }
                    None => prop_assert!(matches!(book.undo(None), Err(StoreError::NothingToUndo))),
                },
                Act::Redo => match ahead.pop() {
                    Some(state) => {
                        book.redo().unwrap();
                        behind.push(std::mem::replace(&mut present, state));
                    }
                    None => prop_assert!(matches!(book.redo(), Err(StoreError::NothingToRedo))),
                },
                Act::Restart => {
                    drop(book);
                    book = shelf.open();
                }
                _ => {
                    if perform(&book, act).is_some() {
                        behind.push(std::mem::replace(&mut present, everything(&book)));
                        ahead.clear();
                    }
                }
            }
            prop_assert_eq!(&everything(&book), &present);
        }
        while book.can_undo().unwrap().is_some() {
            book.undo(None).unwrap();
        }
        prop_assert_eq!(everything(&book), start);
        prop_assert_eq!(book.check(false).unwrap(), vec![]);
    }
}
