//! What happens to the people of a book in endless supply: lines for `hongwang record --batch -`, each of which can be
//! recorded whatever became of those before it.

use app::failure::Failure;
use app::session::Session;
use chrono::NaiveDate;
use domain::codes::Relation;
use domain::day::Day;
use serde_json::{Value, json};

use crate::layouts::chance::Chance;

/// The kinds that are drawn; a visit is what most lines are.
const KINDS: usize = 12;

/// A book's people, each of whom something happens to once, and its households.
pub struct Happenings {
    chance: Chance,
    /// The days on which it happens.
    days: Vec<NaiveDate>,
    households: Vec<String>,
    /// Who is no head, so that nobody has to follow them.
    free: Vec<String>,
    count: usize,
}

impl Happenings {
    /// Of the people who are counted in the book today.
    ///
    /// # Errors
    /// What reading the book says.
    pub fn new(session: &Session, seed: u64) -> Result<Self, Failure> {
        let mut chance = Chance::new(seed);
        let register = session.register()?;
        let rows = register.rows();
        let day = Day::new(&register, session.today());
        let mut households = Vec::new();
        let mut free = Vec::new();
        for (person, at) in rows.persons.iter().zip(0..) {
            let (Some(household), Some(home)) = (day.household_of(at), day.home_of(at)) else { continue };
            let home = &rows.residences[home as usize];
            if home.relation == Some(Relation::HEAD) {
                households.push(rows.households[household as usize].id.to_string());
            } else if home.from.is_none() && rows.roles.iter().all(|role| role.person != person.id) {
                free.push(person.id.to_string());
            }
        }
        chance.shuffle(&mut free);
        Ok(Self { chance, days: vec![session.today()], households, free, count: 0 })
    }

    /// On any day from `first` to today instead of today alone.
    #[must_use]
    pub fn since(mut self, first: NaiveDate) -> Self {
        let last = self.days.pop().unwrap_or(first);
        self.days = first.iter_days().take_while(|day| *day <= last).collect();
        self
    }

    /// Kind and value of the next one.
    pub fn draw(&mut self) -> (&'static str, Value) {
        self.count += 1;
        let household = self.households[self.chance.below(self.households.len())].clone();
        let day = self.days[self.chance.below(self.days.len())];
        let (date, name) = (day.to_string(), format!("示例{}", letters(self.count)));
        let kind = self.chance.below(KINDS);
        // When everybody had their turn, households are left.
        let person = if kind < 6 { self.free.pop() } else { None };
        match (kind, person) {
            (0, Some(person)) => ("death", json!({ "person": person, "date": date })),
            (1, Some(person)) => ("move_out", json!({ "persons": [person], "date": date })),
            (2, Some(person)) => ("rename", json!({ "person": person, "name": name })),
            (3, Some(person)) => ("edit_person", json!({ "person": person, "phone": self.phone() })),
            (4, Some(person)) => ("change_work", json!({ "person": person, "work": "外出务工", "date": date })),
            (5, Some(person)) => ("contact", json!({ "person": person, "household": household, "date": date })),
            (6, _) => ("birth", json!({ "household": household, "date": date, "person": { "name": name } })),
            (7, _) => ("move_in", json!({ "household": household, "date": date, "person": { "name": name } })),
            (8, _) => (
                "found_household",
                json!({ "how": "迁入", "date": date, "members": [{ "name": name, "relation": "户主" }] }),
            ),
            _ => (
                "visit",
                json!({
                    "household": household, "date": date, "kind": "入户", "outcome": "见到",
                    "findings": format!("{name}说家里都好"), "needs": [{ "text": "门前路灯不亮", "report": true }],
                }),
            ),
        }
    }

    fn phone(&mut self) -> String {
        format!("199{:08}", self.chance.below(100_000_000))
    }
}

/// A number in letters that a name may have.
fn letters(number: usize) -> String {
    const DIGITS: [char; 10] = ['春', '兰', '秋', '菊', '山', '川', '河', '海', '日', '月'];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}
