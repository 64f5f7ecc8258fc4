//! Three hundred events by chance, the book closed and opened in between; then all of it taken back.

mod held;
mod matters;
mod met;
mod sealed;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use domain::balance::Between;
use domain::day::{Day, Scope};
use domain::id::Id;
use domain::person::ToReason;
use domain::register::Register;
use domain::visit::{Contact, Visit, VisitKind, VisitNeed, VisitOutcome};
use serde_json::{Value, json};
use store::{Book, Chance, Secret};

use super::family;
use crate::check::{CheckFinding, check};
use crate::content_hash::content_hash;
use crate::events::{Event, read, record};
use crate::history::undo;
use crate::session::Session;
use crate::testing::{Opened, Village, bench, day, open};
use domain::codes::Sex;
use held::Held;

/// How many are to be done; what is refused does not count.
const EVENTS: usize = 300;

/// Repeatable chance, and the days that it draws from.
struct Dice {
    state: u64,
    first: NaiveDate,
    days: usize,
}

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 16) as usize % limit
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Sometimes nothing.
    fn maybe<T>(&mut self, value: T) -> Option<T> {
        (self.below(3) > 0).then_some(value)
    }

    fn date(&mut self) -> String {
        let day = Days::new(self.below(self.days) as u64);
        (self.first + day).to_string()
    }
}

const TODAY: &str = "2026-03-20";

const RELATIONS: [&str; 9] = ["户主", "妻", "长子", "次女", "儿媳", "孙子", "父亲", "母亲", "其他"];

fn village(opened_on: &str) -> Village {
    let mut village = Village::opened(opened_on);
    let grids = [village.grid(1), village.grid(2)];
    village.found_groups();
    for at in 0..8 {
        let household = village.household(grids[at % 2]);
        for relation in RELATIONS.iter().take(1 + at % 5) {
            let sex = if matches!(*relation, "妻" | "次女" | "儿媳") { Sex::Female } else { Sex::Male };
            family(&mut village, household, relation, sex, "1970");
        }
    }
    village
}

/// The book closed and opened again, as after a restart.
fn restart(opened: Opened, done: usize, today: &str) -> Opened {
    let Opened { session, folder } = opened;
    let dir = session.book().dir().to_owned();
    drop(session);
    let host = Arc::new(bench(folder.path().to_owned(), today));
    // Chance goes on where it was, or row ids would come again.
    host.fill(&mut vec![0; done * 997]);
    let book = Book::open(&dir, Secret::Password("密码"), Arc::clone(&host) as Arc<dyn Chance>).unwrap();
    Opened { session: Session::new(book, host), folder }
}

/// What hangs on people and households: ids of it.
#[derive(Default)]
struct Hung {
    tags: Vec<Id>,
    visits: Vec<Id>,
    needs: Vec<Id>,
    contacts: Vec<Id>,
}

impl Hung {
    fn read(&mut self, session: &Session) {
        let read = |reader: &store::Reader<'_>| {
            self.visits = reader.all::<Visit>()?.iter().map(|row| row.id).collect();
            self.needs = reader.all::<VisitNeed>()?.iter().map(|row| row.id).collect();
            self.contacts = reader.all::<Contact>()?.iter().map(|row| row.id).collect();
            Ok(())
        };
        session.read(read).unwrap();
    }

    /// A visit as typed, or one that is corrected.
    fn visit(&self, dice: &mut Dice, kind: &str, home: Id, who: Id, date: &str) -> Value {
        let (way, outcome) = (dice.one(VisitKind::ALL).word(), dice.one(VisitOutcome::ALL).word());
        let needs: Vec<Value> =
            (0..dice.below(3)).map(|at| json!({ "text": format!("第{at}件"), "report": dice.below(2) == 0 })).collect();
        let mut value = json!({ "date": date, "kind": way, "outcome": outcome, "needs": needs });
        let (key, id) = if dice.below(2) == 0 { ("household", home) } else { ("person", who) };
        if kind == "visit" || dice.below(4) == 0 {
            value[key] = json!(id);
        }
        if kind == "edit_visit" {
            value["visit"] = json!(self.visits.first().map_or(who, |_| *dice.one(&self.visits)));
        }
        value
    }
}

/// An event over people and households that are there, possible or not.
fn event(dice: &mut Dice, register: &Register, (hung, held): (&Hung, &Held), done: &BTreeSet<&str>) -> Event {
    let tags = &hung.tags;
    let rows = register.rows();
    let household = |dice: &mut Dice| dice.one(&rows.households).id;
    let person = |dice: &mut Dice| dice.one(&rows.persons).id;
    let (mut kind, _) = *dice.one(Event::KINDS);
    let missing: Vec<&str> = Event::KINDS.iter().map(|(kind, _)| *kind).filter(|kind| !done.contains(kind)).collect();
    if !missing.is_empty() && dice.below(2) == 0 {
        kind = *dice.one(&missing);
    }
    let (home, who, date) = (household(dice), person(dice), dice.date());
    let house = rows.residences.iter().rev().find(|one| one.person == who && one.to.is_none());
    let house = house.map_or(home, |one| one.household);
    let together: Vec<Id> =
        rows.residences.iter().filter(|one| one.household == house && one.to.is_none()).map(|one| one.person).collect();
    let other = together.iter().copied().find(|one| *one != who);
    let head = other.map(|one| json!({ "person": one })).and_then(|head| dice.maybe(head));
    let new = json!({ "name": format!("示例{}", dice.below(1000)), "relation": dice.one(&RELATIONS[1..]) });
    let related = |persons: &[Id], dice: &mut Dice| -> Value {
        persons.iter().map(|one| json!({ "person": one, "relation": *dice.one(&RELATIONS[1..]) })).collect()
    };
    // An emptied household has to stay open once before it can be closed.
    let stays = dice.below(if done.contains("close_household") { 4 } else { 2 }) == 0;
    let running = |household: Id| rows.residences.iter().any(|one| one.household == household && one.to.is_none());
    let empty = rows.households.iter().find(|one| one.to.is_none() && !running(one.id));
    let lives = |person: Id| rows.residences.iter().any(|one| one.person == person && one.to.is_none());
    let gone: Vec<Id> = rows.persons.iter().map(|one| one.id).filter(|one| !lives(*one)).chain([who]).collect();
    let joined = rows.residences.iter().find(|one| one.to_reason == Some(ToReason::Merge));
    let mut value = match kind {
        "found_household" => json!({ "how": dice.one(&["迁入", "补登"]), "date": date,
            "members": [{ "name": "示例新户", "relation": "户主" }, new] }),
        "birth" | "move_in" | "found_late" => json!({ "household": home, "date": date, "person": new }),
        "back_again" => {
            json!({ "person": dice.one(&gone), "date": date, "mistaken": dice.below(2) == 0, "household": home })
        }
        "death" | "mistake" => json!({ "person": who, "date": date, "head": head, "keep_open": stays }),
        "move_out" => {
            let all = !done.contains("close_household") && dice.below(2) == 0;
            let count = if all { together.len() } else { 1 + dice.below(together.len().max(1)) };
            json!({ "persons": &together[..count.min(together.len())], "date": date, "keep_open": stays })
        }
        "move_inside" => json!({ "persons": related(&[who], dice), "household": home, "date": date, "head": head }),
        "split" => json!({ "household": house, "date": date, "head": head,
            "persons": [{ "person": who, "relation": "户主" }] }),
        "merge_households" => {
            json!({ "household": house, "into": home, "date": date, "persons": related(&together, dice) })
        }
        "change_head" => json!({ "household": house, "date": date, "head": { "person": who } }),
        "close_household" => json!({ "household": empty.map_or(home, |one| one.id), "date": date }),
        "move_household" => json!({ "household": home, "date": date, "grid": dice.one(&rows.grids).id }),
        "rename" => json!({ "person": who, "name": "示例改名" }),
        "renumber" => {
            json!({ "person": who, "id_number": dice.one(&["999999195003150014", "", "99999919500115007X"]) })
        }
        "edit_person" => {
            let relation = *dice.one(&RELATIONS);
            let relation = dice.maybe(relation);
            json!({ "person": who, "phone": "13800001234", "relation": relation })
        }
        "edit_household" => json!({ "household": home, "hamlet": format!("{}组", 1 + dice.below(4)) }),
        "add_tag" => json!({ "person": who, "tag": dice.one(&["残疾人", "优抚对象", "科技能手"]), "date": date }),
        "end_tag" => json!({ "tag": tags.first().map_or(who, |_| *dice.one(tags)), "date": date }),
        "change_work" => json!({ "person": who, "work": dice.one(&["在家", "外出务工", ""]), "date": date }),
        "party" => json!({ "person": who, "member": dice.one(&["正式", "预备"]), "date": date }),
        "merge_persons" => json!({ "person": who, "other": person(dice), "date": date, "head": head }),
        "split_persons" => json!({ "person": joined.map_or(who, |one| one.person), "date": date, "household": home }),
        "visit" | "edit_visit" => hung.visit(dice, kind, home, who, &date),
        "drop_visit" => json!({ "visit": hung.visits.first().map_or(who, |_| *dice.one(&hung.visits)) }),
        "need_result" => json!({ "need": hung.needs.first().map_or(who, |_| *dice.one(&hung.needs)),
            "result": dice.one(&["已办", ""]), "date": date }),
        "contact" => json!({ "person": who, "household": home, "date": dice.maybe(&date) }),
        "end_contact" => {
            json!({ "contact": hung.contacts.first().map_or(who, |_| *dice.one(&hung.contacts)), "date": date })
        }
        _ => held.value(dice, kind, who, home, &date),
    };
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, field| !field.is_null());
    }
    read(kind, value).unwrap()
}

/// The next event to try on the book as it is.
fn next(session: &Session, dice: &mut Dice, (hung, held): (&mut Hung, &mut Held), done: &BTreeSet<&str>) -> Event {
    let register = session.register().unwrap();
    hung.read(session);
    held.read(session);
    event(dice, &register, (hung, held), done)
}

/// All residences of whom a finding is about, for messages.
fn lives(session: &Session, finding: &CheckFinding) -> String {
    let register = session.register().unwrap();
    let rows = register.rows();
    let is = |id: Id, told: &Option<String>| told.as_deref() == Some(&id.to_string());
    let stays =
        rows.residences.iter().filter(|one| is(one.person, &finding.record) || is(one.household, &finding.household));
    let households = rows.households.iter().filter(|one| is(one.id, &finding.household));
    let stays: Vec<String> = stays
        .map(|one| {
            let ends = (one.from, one.from_reason, one.to, one.to_reason);
            format!("{} in {}: {:?} {} {ends:?}", one.person, one.household, one.relation, one.kind)
        })
        .collect();
    let households: Vec<String> =
        households.map(|one| format!("{:?} {:?} {:?}", one.from, one.to, one.to_reason)).collect();
    format!("{}: {finding:?}\n{}\n{}", finding.code, stays.join("\n"), households.join("\n"))
}

/// Nobody came or went without a reason, in the village and in each grid; who has no head is known.
fn sound(session: &Session, told: &mut BTreeSet<String>, notes: &[crate::events::Note], what: &str) {
    told.extend(
        notes
            .iter()
            .filter(|note| matches!(note.code, "no_head" | "emptied" | "gap"))
            .map(|note| note.household.clone()),
    );
    for finding in check(session, true).unwrap() {
        match finding.code {
            "household.no_head" | "balance.household" => {
                let household = finding.household.clone().unwrap();
                assert!(told.contains(&household), "{what} never said: {}", lives(session, &finding));
            }
            "household.two_heads" | "person.two_homes" | "balance.person" => {
                panic!("{what}: {}", lives(session, &finding))
            }
            _ => assert!(!finding.code.starts_with("integrity"), "{what}: {}", finding.code),
        }
    }
    let register = session.register().unwrap();
    let days = ["2026-01-31", "2026-02-28", "2026-03-20"].map(|day| Day::new(&register, day.parse().unwrap()));
    for pair in days.windows(2) {
        let between = Between::new(&pair[0], &pair[1]);
        let grids = (0..).take(register.rows().grids.len()).map(|grid| Scope::Grid(Some(grid)));
        for scope in grids.chain([Scope::Grid(None), Scope::Village]) {
            let balance = between.of_persons(scope);
            assert_eq!((balance.difference(), balance.unexplained.len()), (0, 0), "{what}: {scope:?} {balance:?}");
        }
    }
}

#[test]
fn three_hundred_events_balance_and_all_of_them_can_be_taken_back() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_260_320_u64);
    // From 1 February to 22 March: two days have not come yet.
    let mut dice = Dice { state: seed, first: day("2026-02-01"), days: 50 };
    let mut opened = open(&village("2026-01-01").rows, TODAY);
    let start = content_hash(&opened.session).unwrap();
    let (mut done, mut refused, mut told, mut hung) = (0, 0, BTreeSet::new(), Hung::default());
    let mut held = Held::new(opened.folder.path());
    let mut kinds = BTreeSet::new();
    // Until there were so many, and of each kind one.
    while done < EVENTS || kinds.len() < Event::KINDS.len() {
        let event = next(&opened.session, &mut dice, (&mut hung, &mut held), &kinds);
        let what = format!("SEED={seed}, {done} done: {event:?}");
        match record(&opened.session, &event) {
            Ok(recorded) => {
                done += usize::from(recorded.op.is_some());
                kinds.insert(event.kind().0);
                if event.kind().0 == "add_tag" {
                    hung.tags.push(recorded.id.parse().unwrap());
                }
                sound(&opened.session, &mut told, &recorded.notes, &what);
                let never = || Event::KINDS.iter().filter(|(kind, _)| !kinds.contains(kind)).collect::<Vec<_>>();
                assert!(done < EVENTS * 4, "SEED={seed}: never possible: {:?}", never());
                if done % 40 == 0 {
                    opened = restart(opened, done, TODAY);
                }
            }
            Err(failure) => {
                assert!(failure.message.chars().count() > 5 && failure.code.is_ascii(), "{what}: {failure:?}");
                refused += 1;
                assert!(refused < EVENTS * 60, "nothing is possible any more");
            }
        }
    }
    assert_ne!(content_hash(&opened.session).unwrap(), start);
    opened = restart(opened, done, TODAY);
    for _ in 0..done {
        undo(&opened.session, None).unwrap_or_else(|failure| panic!("SEED={seed}: {failure:?}"));
    }
    assert_eq!(content_hash(&opened.session).unwrap(), start, "SEED={seed}");
}
