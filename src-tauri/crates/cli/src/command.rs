//! One module a command: what was typed goes to `app`, what comes back is put into words.

mod activities;
mod audit;
mod backup;
mod check;
mod close;
mod commitments;
mod count;
mod doubts;
mod duties;
mod erase;
mod exchange;
mod form;
mod history;
mod import;
mod init;
mod ledger;
mod letters;
mod matters;
mod meetings;
mod password;
mod plans;
mod record;
mod registers;
mod restore;
mod sample;
mod scores;
mod search;
mod standards;
mod tasks;
mod visits;
mod year;

use app::failure::{Failure, Result};

use crate::answer::Answer;
use crate::arguments::{Arguments, Command};
use crate::book::open;

/// Does what was typed.
pub fn run(arguments: &Arguments) -> Result<Answer> {
    match &arguments.command {
        Command::Init(init) => init::run(arguments, init),
        Command::Import(import) => import::run(&open(arguments)?, import),
        Command::Count(count) => count::run(&open(arguments)?, count),
        Command::Search(search) => search::run(&open(arguments)?, search),
        Command::Record(record) => record::run(arguments, record),
        Command::Visits(visits) => visits::run(&open(arguments)?, visits),
        Command::Activities(activities) => activities::run(&open(arguments)?, activities),
        Command::Duties(duties) => duties::run(&open(arguments)?, duties),
        Command::Matters(matters) => matters::run(&open(arguments)?, matters),
        Command::Commitments(commitments) => commitments::run(&open(arguments)?, commitments),
        Command::Meetings(meetings) => meetings::run(&open(arguments)?, meetings),
        Command::Tasks(tasks) => tasks::run(&open(arguments)?, tasks),
        Command::Plans(plans) => plans::run(&open(arguments)?, plans),
        Command::Letters(letters) => letters::run(&open(arguments)?, letters),
        Command::Scores(scores) => scores::run(&open(arguments)?, scores),
        Command::Year(year) => year::run(&open(arguments)?, year),
        Command::Registers(registers) => registers::run(&open(arguments)?, registers),
        Command::Ledger(ledger) => ledger::run(&open(arguments)?, ledger),
        Command::Close(typed) => close::first(&open(arguments)?, typed),
        Command::Reopen(typed) => close::again(&open(arguments)?, typed),
        Command::Form(form) => form::run(arguments, form),
        Command::Export(typed) => exchange::write(&open(arguments)?, typed),
        Command::Take(typed) => exchange::read(&open(arguments)?, typed),
        Command::Doubts => doubts::list(&open(arguments)?),
        Command::Decide(decide) => doubts::decide(&open(arguments)?, decide),
        Command::Undo(undo) => history::undo(&open(arguments)?, undo),
        Command::Redo => history::redo(&open(arguments)?),
        Command::Standards(standards) => standards::run(arguments, standards),
        Command::History(history) => history::list(&open(arguments)?, history),
        Command::Backup(backup) => backup::run(arguments, backup),
        Command::Restore(restore) => restore::run(arguments, restore),
        Command::Check(check) => check::run(&open(arguments)?, check),
        Command::ContentHash => check::content_hash(&open(arguments)?),
        Command::Sample(sample) => sample::run(&open(arguments)?, sample),
        Command::Audit(audit) => audit::run(&open(arguments)?, audit),
        Command::Password(password) => password::run(arguments, password),
        Command::Erase(erase) => erase::run(&open(arguments)?, erase),
        Command::ReadForeign { path } => read_foreign(path),
    }
}

/// Reads a workbook to standard output, in the words of `app` and its caller; nothing else may stand there.
fn read_foreign(path: &std::path::Path) -> Result<Answer> {
    app::host::serve_foreign(path, std::io::stdout().lock())
        .map_err(|_| Failure::new("reader_missing", "读到一半，没有人在听了"))?;
    Ok(Answer::nothing())
}
