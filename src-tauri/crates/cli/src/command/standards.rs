//! `standards`: a pack looked over, the packs of a book, and another one chosen.

use app::failure::Result;
use app::standard::{self, PackRow, Tally};
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::{Arguments, Standards, StandardsAct};
use crate::book::open;
use crate::columns::columns;

pub fn run(arguments: &Arguments, typed: &Standards) -> Result<Answer> {
    match &typed.act {
        StandardsAct::Check { file } => {
            let tally = Tally::of(&standard::read_file(file)?);
            Ok(Answer::new(&tally, told(&tally)))
        }
        StandardsAct::List => {
            let found = standard::standards(&open(arguments)?)?;
            let row = |pack: &PackRow| {
                let state = match (&pack.trouble, pack.chosen) {
                    (Some(why), _) => why.clone(),
                    (None, true) => "使用中".to_owned(),
                    (None, false) => String::new(),
                };
                [pack.id.clone(), pack.name.clone(), pack.region.clone().unwrap_or_default(), state]
            };
            let rows: Vec<[String; 4]> = found.packs.iter().map(row).collect();
            let trouble = found.trouble.clone().unwrap_or_default();
            let value = json!({ "trouble": found.trouble, "packs": found.packs });
            Ok(Answer::new(&value, format!("{}{trouble}", columns(&rows))))
        }
        StandardsAct::Use { id } => {
            let op = standard::choose(&open(arguments)?, id)?.map(|label| label.op);
            let words = if op.is_some() { "已改用，可以用 undo 撤销" } else { "本来就用这个规范" };
            Ok(Answer::new(&json!({ "op": op }), words.to_owned()))
        }
    }
}

fn told(tally: &Tally) -> String {
    let Tally { name, region, statements, answered, later, .. } = tally;
    format!(
        "{name}（{region}）：共 {statements} 条要求，已做到 {answered} 条，以后做 {} 条\n{}",
        later.len(),
        later.join(" ")
    )
}
