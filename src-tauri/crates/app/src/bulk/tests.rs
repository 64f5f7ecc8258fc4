use domain::tag::Tag;

use super::*;
use crate::testing::{Opened, Village, date, open};

fn households(hamlet: Option<&str>) -> BulkChosen {
    BulkChosen::Households(HouseholdQuery {
        text: String::new(),
        hamlet: hamlet.map(str::to_owned),
        grid: None,
        tag: None,
        offset: 7,
        limit: 0,
    })
}

fn persons(tag: Option<&str>) -> BulkChosen {
    BulkChosen::Persons(PersonQuery {
        text: String::new(),
        hamlet: None,
        grid: None,
        tag: tag.map(str::to_owned),
        work: None,
        party: false,
        offset: 0,
        limit: 0,
    })
}

fn request(chosen: BulkChosen, change: BulkChange) -> BulkRequest {
    BulkRequest { chosen, change, without: Vec::new() }
}

/// Three households of 一组 in the first grid, with a head and one more each; a second grid.
fn book() -> (Opened, Vec<Id>, Id) {
    let mut village = Village::opened("2025-01-01");
    let (one, two) = (village.grid(1), village.grid(2));
    village.found_groups();
    let homes: Vec<Id> = (0..3)
        .map(|_| {
            let home = village.household(one);
            village.rows.households.last_mut().unwrap().hamlet = Some("一组".to_owned());
            village.head(home);
            village.person(home);
            home
        })
        .collect();
    (open(&village.rows, "2026-03-20"), homes, two)
}

fn states(preview: &BulkPreview) -> (usize, usize, usize) {
    (preview.changes, preview.same, preview.refused)
}

#[test]
fn a_hamlet_is_renamed_for_everybody_whom_the_filter_gives_and_taken_back_in_one_step() {
    let (opened, _, _) = book();
    let session = &opened.session;
    let ask = request(households(Some("一组")), BulkChange::Hamlet { hamlet: " 东沟组 ".to_owned() });
    let before = crate::content_hash::content_hash(session).unwrap();
    let seen = preview(session, &ask).unwrap();
    assert_eq!((states(&seen), seen.after.as_str()), ((3, 0, 0), "东沟组"));
    assert_eq!(crate::content_hash::content_hash(session).unwrap(), before, "a preview wrote");
    change(session, &ask).unwrap();
    let hamlets = || crate::people::filters(session).unwrap().hamlets;
    assert_eq!(hamlets(), ["东沟组"]);
    crate::history::undo(session, None).unwrap();
    assert_eq!(hamlets(), ["一组"]);
    assert_eq!(crate::content_hash::content_hash(session).unwrap(), before);
}

#[test]
fn what_cannot_be_is_said_beside_its_row_and_the_rest_is_done_without_it() {
    let (opened, homes, two) = book();
    let session = &opened.session;
    let to_two = |date: &str| BulkChange::Grid { grid: two.to_string(), date: date.to_owned() };
    let one = homes[0].to_string();
    let alone = Event::MoveHousehold(MoveHousehold {
        household: one.clone(),
        grid: two.to_string(),
        date: "2026-03-10".to_owned(),
    });
    events::record(session, &alone).unwrap();
    let back = session.register().unwrap().rows().grids.iter().find(|grid| grid.id != two).unwrap().id;
    // Back into the first grid on a day before it came into the second.
    let ask = request(households(None), BulkChange::Grid { grid: back.to_string(), date: "2026-03-01".to_owned() });
    let seen = preview(session, &ask).unwrap();
    assert_eq!(states(&seen), (0, 2, 1));
    let refused = seen.rows.iter().find(|row| row.state == BulkState::Refused).unwrap();
    assert_eq!((refused.id.as_str(), refused.before.as_deref()), (one.as_str(), Some("第二网格")));
    assert!(refused.message.as_deref().unwrap().contains("日期"));
    let failure = change(session, &ask).unwrap_err();
    assert_eq!((failure.code.as_str(), failure.hint), ("ends_before_start", Some(one.clone())));
    assert_eq!(change(session, &BulkRequest { without: vec![one], ..ask }).unwrap_err().code, "nobody");
    change(session, &request(households(None), to_two("2026-03-15"))).unwrap();
    let register = session.register().unwrap();
    let day = Day::new(&register, session.today());
    assert!((0..3).all(|at| register.rows().grids[day.grid_of(at).unwrap() as usize].id == two));
}

#[test]
fn a_tag_begins_and_ends_for_many_and_who_has_it_already_stays_as_they_are() {
    let (opened, _, _) = book();
    let session = &opened.session;
    let add = |date: &str| BulkChange::AddTag { tag: "科技能手".to_owned(), date: Some(date.to_owned()) };
    let everybody = preview(session, &request(persons(None), add("2026-02-01"))).unwrap();
    assert_eq!(states(&everybody), (6, 0, 0));
    let without: Vec<String> = everybody.rows[2..].iter().map(|row| row.id.clone()).collect();
    change(session, &BulkRequest { without, ..request(persons(None), add("2026-02-01")) }).unwrap();
    assert_eq!(states(&preview(session, &request(persons(None), add("2026-02-01"))).unwrap()), (4, 2, 0));
    let end = BulkChange::EndTag { tag: "科技能手".to_owned(), date: "2026-03-01".to_owned() };
    change(session, &request(persons(Some("科技能手")), end)).unwrap();
    let tags: Vec<Tag> = session.read(|reader| Ok(reader.all()?)).unwrap();
    assert!(tags.len() == 2 && tags.iter().all(|tag| tag.to == date("2026-03-01")), "{tags:?}");
}

#[test]
fn work_changes_from_a_day_on_and_a_field_that_the_chosen_do_not_have_is_refused() {
    let (opened, _, two) = book();
    let session = &opened.session;
    let work = BulkChange::Work { work: "外出务工".to_owned(), date: Some("2026-02-20".to_owned()) };
    assert_eq!(states(&preview(session, &request(persons(None), work.clone())).unwrap()), (6, 0, 0));
    change(session, &request(persons(None), work.clone())).unwrap();
    assert_eq!(states(&preview(session, &request(persons(None), work.clone())).unwrap()), (0, 6, 0));
    assert_eq!(preview(session, &request(households(None), work)).unwrap_err().code, "bulk_field");
    let grid = BulkChange::Grid { grid: two.to_string(), date: "2026-02-20".to_owned() };
    assert_eq!(change(session, &request(persons(None), grid)).unwrap_err().code, "bulk_field");
}
