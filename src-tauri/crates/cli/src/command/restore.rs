//! `restore`: what would be lost, doing it, taking it back.

use std::path::{Path, PathBuf};

use app::backups::{self, RestoreRequest, UndoRestore};
use app::failure::Result;

use crate::answer::Answer;
use crate::arguments::{Arguments, Restore};
use crate::book::{folder, machine, password, recovery_code};
use crate::columns::clock;

pub fn run(arguments: &Arguments, typed: &Restore) -> Result<Answer> {
    let dir = folder(arguments)?;
    let host = machine(arguments)?;
    let (password, recovery_code) = match &typed.recovery_code_file {
        Some(file) => (None, Some(recovery_code(file)?.to_string())),
        None => (Some(password(arguments, "备份那天的密码：")?.to_string()), None),
    };
    let path = |path: &Path| path.display().to_string();
    let Some(file) = typed.file.as_deref() else {
        let done = backups::undo_restore(&*host, &UndoRestore { dir: path(dir), password, recovery_code })?;
        return Ok(Answer::new(&done, done.message.clone()));
    };
    let request = RestoreRequest { dir: Some(path(dir)), file: path(&found(dir, file)), password, recovery_code };
    if typed.commit {
        let done = backups::restore(&*host, &request)?;
        return Ok(Answer::new(&done, done.message.clone()));
    }
    let preview = backups::preview(&*host, &request)?;
    let mut text = format!(
        "{}：{} 户，{} 人（{}）\n{}\n",
        preview.station,
        preview.households,
        preview.persons,
        preview.made_at.as_deref().map_or_else(|| "恢复时收起的账本".to_owned(), clock),
        preview.message
    );
    text.extend(preview.labels.iter().map(|label| format!("  {label}\n")));
    Ok(Answer::new(&preview, text + "加 --commit 才真的恢复"))
}

/// A file as it was typed; a bare name may be one of the book's own backups.
fn found(dir: &Path, file: &Path) -> PathBuf {
    let own = dir.join(backups::FOLDER).join(file);
    if !file.exists() && file.components().count() == 1 && own.exists() { own } else { file.to_owned() }
}
