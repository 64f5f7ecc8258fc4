//! Every event, what it refuses, and three hundred of them by chance.

mod assessed;
mod committed;
mod held;
mod matters;
mod met;
mod random;
mod refused;
mod visited;

use domain::codes::{Relation, Sex};
use domain::day::Day;
use domain::id::Id;
use domain::organisation::RoleKind;
use domain::person::MemberKind;
use domain::register::Rows;
use domain::tag::{Subject, TagKind};
use serde_json::{Value, json};

use super::{Recorded, read, record};
use crate::card::{HouseholdCard, household_card};
use crate::check::check;
use crate::failure::Failure;
use crate::history::{redo, undo};
use crate::testing::{Opened, Village, open};

/// A village: 第一户 with 户主, 妻, 长子; 第二户 with one person; both in one grid.
struct Known {
    opened: Opened,
    first: Id,
    second: Id,
    man: Id,
    wife: Id,
    son: Id,
    alone: Id,
}

fn family(village: &mut Village, household: Id, relation: &str, sex: Sex, birth: &str) -> Id {
    let person = village.person(household);
    village.last_stay().relation = Relation::from_word(relation);
    let row = village.rows.persons.last_mut().unwrap();
    (row.sex, row.birth) = (Some(sex), birth.parse().ok());
    person
}

fn known() -> Known {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let (first, second) = (village.household(grid), village.household(grid));
    let man = family(&mut village, first, "户主", Sex::Male, "1960-05-01");
    let wife = family(&mut village, first, "妻", Sex::Female, "1962-08-15");
    let son = family(&mut village, first, "长子", Sex::Male, "1985-01-20");
    let alone = family(&mut village, second, "户主", Sex::Female, "1950-03-01");
    village.tag(Subject::Person(man), TagKind::Disabled, "", "");
    village.tag(Subject::Household(second), TagKind::LowIncome, "", "");
    village.role(man, grid, RoleKind::Member);
    village.member(man, MemberKind::Full, None);
    Known { opened: open(&village.rows, "2026-03-20"), first, second, man, wife, son, alone }
}

impl Known {
    fn done(&self, kind: &str, value: Value) -> Recorded {
        self.tried(kind, value).unwrap_or_else(|failure| panic!("{kind}: {failure:?}"))
    }

    fn tried(&self, kind: &str, value: Value) -> Result<Recorded, Failure> {
        record(&self.opened.session, &read(kind, value)?)
    }

    /// The code of what is refused; nothing was written then.
    fn refused(&self, kind: &str, value: Value) -> String {
        let before = self.opened.session.overview().unwrap().undo;
        let failure = self.tried(kind, value).expect_err(kind);
        assert_eq!(self.opened.session.overview().unwrap().undo, before);
        failure.code
    }

    fn card(&self, household: Id) -> HouseholdCard {
        household_card(&self.opened.session, &household.to_string()).unwrap()
    }

    /// Who lives in a household now: what they are to its head.
    fn relations(&self, household: Id) -> Vec<String> {
        let members = self.card(household).members;
        members.into_iter().map(|one| one.person.relation.unwrap_or_default()).collect()
    }

    fn counted(&self, on: &str) -> usize {
        let register = self.opened.session.register().unwrap();
        let day = Day::new(&register, on.parse().unwrap());
        day.behind(domain::day::Measure::Persons, domain::day::Scope::Village).len()
    }

    /// What the check finds of people, by code; its village is hardly organised.
    fn found(&self) -> Vec<&'static str> {
        let codes = check(&self.opened.session, true).unwrap().into_iter().map(|finding| finding.code);
        codes.filter(|code| !code.starts_with("organisation.")).collect()
    }
}

fn codes(recorded: &Recorded) -> Vec<&'static str> {
    recorded.notes.iter().map(|note| note.code).collect()
}

#[test]
fn a_death_settles_head_tags_roles_and_membership_in_one_step() {
    let village = known();
    let done = village
        .done("death", json!({ "person": village.man, "date": "2026-03-10", "head": { "person": village.wife } }));
    assert_eq!(codes(&done), [""; 0]);
    assert_eq!(village.relations(village.first), ["户主", "长子"]);
    assert_eq!((village.counted("2026-03-09"), village.counted("2026-03-10")), (4, 3));
    village
        .opened
        .session
        .read(|reader| {
            assert!(reader.tags_of_person(village.man)?.iter().all(|tag| tag.to.is_some()));
            assert!(reader.roles_of_person(village.man)?.iter().all(|role| role.to.is_some()));
            assert!(reader.memberships_of_person(village.man)?.iter().all(|member| member.to.is_some()));
            Ok(())
        })
        .unwrap();
    assert_eq!(village.found(), [""; 0]);
    let former: Vec<_> = village.card(village.first).former.into_iter().map(|one| one.to_reason).collect();
    assert_eq!(former, [Some("死亡".to_owned())], "who stays and changed their relation is not former");

    undo(&village.opened.session, None).unwrap();
    assert_eq!(village.relations(village.first), ["户主", "妻", "长子"]);
    redo(&village.opened.session).unwrap();
    assert_eq!(village.relations(village.first), ["户主", "长子"]);
}

#[test]
fn without_a_successor_the_program_says_that_there_is_no_head() {
    let village = known();
    let done = village.done("death", json!({ "person": village.man, "date": "2026-03-10" }));
    assert_eq!(codes(&done), ["no_head"]);
    assert_eq!(village.found(), ["household.no_head"]);
}

#[test]
fn the_last_one_closes_the_household_unless_it_is_to_stay() {
    let village = known();
    let done = village.done("move_out", json!({ "persons": [village.alone], "date": "2026-03" }));
    assert_eq!(codes(&done), ["closed"]);
    assert_eq!(village.card(village.second).to.as_deref(), Some("2026-03"));
    assert_eq!(village.found(), [""; 0], "销户 explains the household, 迁出 the person");

    let village = known();
    let value = json!({ "persons": [village.alone], "date": "2026-03-05", "keep_open": true });
    assert_eq!(codes(&village.done("move_out", value)), ["emptied"]);
    assert_eq!(village.found(), ["household.empty", "balance.household"]);
    village.done("close_household", json!({ "household": village.second, "date": "2026-03-05" }));
    assert_eq!(village.found(), [""; 0]);
}

#[test]
fn who_is_left_alone_becomes_the_head() {
    let village = known();
    let value = json!({ "persons": [village.man, village.wife], "date": "2026-03-05" });
    assert_eq!(codes(&village.done("move_out", value)), ["sole_head"]);
    assert_eq!(village.relations(village.first), ["户主"]);
}

#[test]
fn a_birth_a_move_and_somebody_found_late_count_from_their_day() {
    let village = known();
    village.done(
        "birth",
        json!({ "household": village.first, "date": "2026-03-01", "person": { "name": "示例甲", "relation": "孙女" } }),
    );
    village.done(
        "move_in",
        json!({ "household": village.first, "date": "2026-03-02",
                "person": { "name": "示例乙", "relation": "长媳", "id_number": "９９９９９９195003150014 " , "residence": "户籍" } }),
    );
    village.done(
        "found_late",
        json!({ "household": village.second, "date": "2026-03-03", "person": { "name": "示例丙", "relation": "夫" } }),
    );
    assert_eq!([village.counted("2026-02-28"), village.counted("2026-03-03")], [4, 7]);
    assert_eq!(village.relations(village.first), ["户主", "妻", "长子", "儿媳", "孙女"]);
    assert_eq!(village.found(), [""; 0]);
}

#[test]
fn back_again_where_they_were_and_back_from_a_mistaken_death() {
    let village = known();
    village.done("move_out", json!({ "persons": [village.son], "date": "2026-02-01" }));
    assert_eq!(village.refused("back_again", json!({ "person": village.son, "date": "2026-01-15" })), "before_left");
    village.done("back_again", json!({ "person": village.son, "date": "2026-03-01" }));
    assert_eq!(village.relations(village.first), ["户主", "妻", "长子"]);
    assert_eq!(village.refused("back_again", json!({ "person": village.son, "date": "2026-03-02" })), "here_already");

    village.done("death", json!({ "person": village.son, "date": "2026-03-05" }));
    assert_eq!(village.refused("back_again", json!({ "person": village.son, "date": "2026-03-06" })), "died_already");
    village.done("back_again", json!({ "person": village.son, "date": "2026-03-06", "mistaken": true }));
    assert_eq!([village.counted("2026-03-05"), village.counted("2026-03-06")], [3, 4]);
    assert_eq!(village.found(), [""; 0]);
}

#[test]
fn a_split_and_a_merge_of_households_leave_the_village_as_many() {
    let village = known();
    let split = json!({ "household": village.first, "date": "2026-03-01",
                        "persons": [{ "person": village.son, "relation": "户主" }] });
    let new: Id = village.done("split", split).id.parse().unwrap();
    assert_eq!((village.relations(new), village.relations(village.first).len()), (vec!["户主".to_owned()], 2));
    assert_eq!(village.counted("2026-03-01"), 4);
    assert_eq!(village.found(), [""; 0]);

    let merge = json!({ "household": new, "into": village.first, "date": "2026-03-08",
                        "persons": [{ "person": village.son, "relation": "长子" }] });
    village.done("merge_households", merge);
    assert_eq!(village.relations(village.first), ["户主", "妻", "长子"]);
    assert_eq!(village.card(new).to.as_deref(), Some("2026-03-08"));
    assert_eq!(village.found(), [""; 0]);
}

#[test]
fn the_head_changes_and_so_does_what_everybody_is_to_it() {
    let village = known();
    let value = json!({ "household": village.first, "date": "2026-03-01", "head": { "person": village.son } });
    assert_eq!(codes(&village.done("change_head", value)), [""; 0]);
    assert_eq!(village.relations(village.first), ["户主", "父亲", "母亲"]);
    let register = village.opened.session.register().unwrap();
    let before = Day::new(&register, "2026-02-28".parse().unwrap());
    let of = |person: Id| {
        let home = before.home_of(register.person_index(person).unwrap()).unwrap();
        register.rows().residences[home as usize].relation
    };
    assert_eq!(of(village.man), Some(Relation::HEAD), "in February he still was");
    assert_eq!(village.found(), [""; 0]);
}

#[test]
fn somebody_moves_over_and_their_household_gets_another_head() {
    let village = known();
    let value = json!({ "persons": [{ "person": village.man, "relation": "其他" }], "household": village.second,
                        "date": "2026-03-01", "head": { "person": village.wife } });
    village.done("move_inside", value);
    assert_eq!(village.relations(village.first), ["户主", "长子"]);
    assert_eq!(village.relations(village.second), ["户主", "其他"]);
    assert_eq!((village.counted("2026-03-01"), village.found()), (4, vec![]));
}

#[test]
fn two_records_of_one_person_become_one_and_two_again() {
    let village = known();
    let twin = village.done(
        "found_late",
        json!({ "household": village.second, "date": "2026-02-10",
                "person": { "name": "示例重", "relation": "其他", "id_number": "999999198501200014", "phone": "13800001234" } }),
    );
    let twin: Id = twin.id.parse().unwrap();
    village.done("add_tag", json!({ "person": twin, "tag": "优抚对象" }));
    village.done("contact", json!({ "person": twin, "household": village.first }));
    let contacts = |person: Id| {
        let rows = village.opened.session.read(|reader| Ok(reader.contacts_of_person(person)?)).unwrap();
        rows.into_iter().filter(|row| row.to.is_none()).count()
    };
    let merge = json!({ "person": village.son, "other": twin, "date": "2026-03-01" });
    village.done("merge_persons", merge.clone());
    assert_eq!([village.counted("2026-02-28"), village.counted("2026-03-01")], [5, 4]);
    assert_eq!(village.found(), [""; 0]);
    let son = |village: &Known| {
        village.opened.session.read(|reader| Ok(reader.get::<domain::person::Person>(village.son)?)).unwrap().unwrap()
    };
    assert_eq!(son(&village).id_number.as_deref(), Some("999999198501200014"));
    assert_eq!((contacts(village.son), contacts(twin)), (1, 0), "what hung on the one, hangs on the other");

    assert_eq!(village.refused("back_again", json!({ "person": twin, "date": "2026-03-02" })), "merged");
    village.done("split_persons", json!({ "person": twin, "date": "2026-03-05", "relation": "其他" }));
    assert_eq!([village.counted("2026-03-04"), village.counted("2026-03-05")], [4, 5]);
    assert_eq!(son(&village).id_number, None);
    let running = |person: Id| {
        let tags = village.opened.session.read(|reader| Ok(reader.tags_of_person(person)?)).unwrap();
        tags.into_iter().filter(|tag| tag.to.is_none()).count()
    };
    assert_eq!((running(village.son), running(twin)), (0, 1));
    assert_eq!((contacts(village.son), contacts(twin)), (0, 1));
    assert_eq!(village.found(), [""; 0]);
}

#[test]
fn names_numbers_and_particulars_change_with_their_history() {
    let village = known();
    let old = village.card(village.first).members.into_iter().nth(2).unwrap().person.name;
    village.done("rename", json!({ "person": village.son, "name": "示 例新" }));
    village.done("renumber", json!({ "person": village.son, "id_number": "99999919500115007x" }));
    village.done(
        "edit_person",
        json!({ "person": village.son, "phone": "138 0000 1234", "education": "大专", "ethnic": "汉" }),
    );
    village.done("change_work", json!({ "person": village.son, "work": "外出务工（沈阳）", "date": "2026-02" }));
    village.done("party", json!({ "person": village.son, "member": "预备", "joined_on": "2025-07-01" }));
    let (person, works, members) = village
        .opened
        .session
        .read(|reader| {
            let person: domain::person::Person = reader.get(village.son)?.unwrap();
            Ok((person, reader.work_of_person(village.son)?, reader.memberships_of_person(village.son)?))
        })
        .unwrap();
    assert_eq!((person.name.as_str(), person.former_name.as_deref()), ("示例新", Some(old.as_str())));
    assert_eq!((person.id_number.as_deref(), person.sex), (Some("99999919500115007X"), Some(Sex::Male)));
    assert_eq!(
        (person.phone.as_deref(), person.education.as_deref(), person.ethnic.as_deref()),
        (Some("13800001234"), Some("30"), Some("01"))
    );
    assert_eq!((works[0].place.as_deref(), members[0].kind), (Some("沈阳"), MemberKind::Probationary));

    village.done("edit_person", json!({ "person": village.son, "phone": "" }));
    let history = crate::history::history(&village.opened.session, 0, 20, Some(&village.son.to_string())).unwrap();
    assert!(history.rows.iter().any(|row| row.kind == "rename"), "every record shows its history");
}

#[test]
fn a_record_shows_what_was_done_to_what_hangs_on_it() {
    let village = known();
    let ops = |record: Id| {
        let page = crate::history::history(&village.opened.session, 0, 50, Some(&record.to_string())).unwrap();
        assert_eq!(page.total, page.rows.len());
        page.rows.into_iter().map(|row| row.op).collect::<Vec<_>>()
    };
    let (son, home) = (ops(village.son), ops(village.first));
    let work = village.done("change_work", json!({ "person": village.son, "work": "外出务工", "date": "2026-03-01" }));
    assert_eq!(ops(village.son), [&[work.op.unwrap()][..], &son].concat(), "what they do");
    assert_eq!(ops(village.first), home, "it is not the household's");
    let out = village.done("move_out", json!({ "persons": [village.son], "date": "2026-03-10" }));
    assert_eq!(ops(village.son)[0], out.op.unwrap(), "where they live");
    assert_eq!(ops(village.first), [&[out.op.unwrap()][..], &home].concat(), "who lives there");
}

#[test]
fn a_household_of_five_is_entered_at_once() {
    let village = known();
    let members = ["户主", "妻", "长子", "儿媳", "孙子"]
        .map(|relation| json!({ "name": format!("示例{relation}"), "relation": relation }));
    let value =
        json!({ "hamlet": "3组", "address": "示例路1号", "how": "补登", "date": "2026-03-01", "members": members });
    let new: Id = village.done("found_household", value).id.parse().unwrap();
    assert_eq!(village.relations(new).len(), 5);
    assert_eq!(
        (village.card(new).hamlet.as_deref(), village.card(new).head.as_deref()),
        (Some("三组"), Some("示例户主"))
    );
    assert_eq!((village.counted("2026-03-01"), village.found()), (9, vec![]));
}

#[test]
fn a_book_without_a_roster_is_opened_by_its_first_household() {
    let opened = open(&Rows::default(), "2026-03-20");
    let event =
        read("found_household", json!({ "how": "期初", "members": [{ "name": "示例", "relation": "户主" }] })).unwrap();
    record(&opened.session, &event).unwrap();
    let overview = opened.session.overview().unwrap();
    assert_eq!((overview.opened_on.as_deref(), overview.persons, overview.households), (Some("2026-03-01"), 1, 1));
}
