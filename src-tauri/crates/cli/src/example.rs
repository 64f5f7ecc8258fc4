//! `--example`: filled input and output of every command. A test compares their keys with what the commands really
//! take and give.

use app::failure::{Failure, Result};
use serde_json::Value;

use crate::answer::Answer;

/// By command: `input` is what is typed (`arguments`) and what stands in files, `output` the JSON that comes back.
const EXAMPLES: &str = include_str!("example.json");

/// The example of one command.
pub fn of(command: &str) -> Result<Answer> {
    let mut examples: Value = serde_json::from_str(EXAMPLES).unwrap_or_default();
    let example = examples.get_mut(command).map(Value::take);
    let example = example.ok_or_else(|| Failure::new("usage", "没有这个命令，请看 hongwang --help"))?;
    let text = serde_json::to_string_pretty(&example).unwrap_or_default();
    Ok(Answer::new(&example, text))
}
