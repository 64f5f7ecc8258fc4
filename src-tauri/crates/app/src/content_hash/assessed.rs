//! Tasks with their steps, plans, responsibility letters, and rules of assessment with what was entered under them.

use std::collections::{BTreeMap, HashMap};

use domain::id::Id;
use domain::letter::{Letter, LetterItem};
use domain::plan::{Plan, PlanItem};
use domain::score::{ScoreEntry, ScoreRule};
use domain::task::{Task, TaskStep};
use store::Reader;

use super::{Record, sorted};
use crate::failure::Result;

/// The rows.
#[derive(Default)]
pub(super) struct Assessed {
    tasks: Vec<Task>,
    steps: Vec<TaskStep>,
    plans: Vec<Plan>,
    plan_items: Vec<PlanItem>,
    letters: Vec<Letter>,
    letter_items: Vec<LetterItem>,
    rules: Vec<ScoreRule>,
    entries: Vec<ScoreEntry>,
}

impl Assessed {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Ok(Self {
            tasks: reader.all()?,
            steps: reader.all()?,
            plans: reader.all()?,
            plan_items: reader.all()?,
            letters: reader.all()?,
            letter_items: reader.all()?,
            rules: reader.all()?,
            entries: reader.all()?,
        })
    }

    /// The hashes of each kind. A person is the hash of their own row, a unit the hash of the unit, a project the hash of
    /// the project.
    pub fn hashes(
        &self,
        own: impl Fn(Id) -> Option<String>,
        units: &HashMap<Id, String>,
        projects: &HashMap<Id, String>,
    ) -> BTreeMap<&'static str, Vec<String>> {
        let owned = |record: Record, owner: Option<Id>| record.with("owner", owner.and_then(&own).as_ref());
        let of_unit = |record: Record, unit: Option<Id>| record.with("unit", unit.and_then(|unit| units.get(&unit)));

        let steps = self.steps.iter().map(|row| (row.task, Record::of("step", row).without(&["task"])));
        let mut steps = under(steps);
        let tasks = self.tasks.iter().map(|row| {
            let record = of_unit(owned(Record::of("task", row), row.owner), row.unit);
            record.hanging(steps.remove(&row.id).unwrap_or_default()).hash()
        });

        let items = self.plan_items.iter();
        let items = items.map(|row| (row.plan, owned(Record::of("item", row).without(&["plan"]), row.owner)));
        let mut plan_items = under(items);
        let plans = self.plans.iter().map(|row| {
            let record = of_unit(Record::of("plan", row), row.unit);
            record.hanging(plan_items.remove(&row.id).unwrap_or_default()).hash()
        });

        let items = self.letter_items.iter();
        let items = items.map(|row| (row.letter, owned(Record::of("item", row).without(&["letter"]), row.owner)));
        let mut letter_items = under(items);
        let letters = self.letters.iter().map(|row| {
            let record = of_unit(Record::of("letter", row), Some(row.unit));
            record.hanging(letter_items.remove(&row.id).unwrap_or_default()).hash()
        });

        let mut entries = under(self.entries.iter().map(|row| {
            let record = Record::of("entry", row).without(&["rule"]);
            let record = record.with("person", row.person.and_then(&own).as_ref());
            let record = record.with("project", row.project.and_then(|project| projects.get(&project)));
            (row.rule, record.with("reviewer", own(row.reviewer).as_ref()))
        }));
        let rules = self.rules.iter().map(|row| {
            let record = Record::of("score_rule", row);
            record.hanging(entries.remove(&row.id).unwrap_or_default()).hash()
        });
        BTreeMap::from([
            ("letters", sorted(letters)),
            ("plans", sorted(plans)),
            ("score_rules", sorted(rules)),
            ("tasks", sorted(tasks)),
        ])
    }
}

/// The hashes of what hangs on each record.
fn under(rows: impl Iterator<Item = (Id, Record)>) -> HashMap<Id, Vec<String>> {
    let mut under: HashMap<Id, Vec<String>> = HashMap::new();
    for (of, record) in rows {
        under.entry(of).or_default().push(record.hash());
    }
    under
}
