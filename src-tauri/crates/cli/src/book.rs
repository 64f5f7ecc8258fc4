//! Which book, and its password.

use std::path::Path;
use std::sync::Arc;

use app::books::open_book;
use app::failure::{Failure, Result};
use app::host::Host;
use app::session::Session;
use zeroize::Zeroizing;

use crate::arguments::Arguments;
use crate::host::Machine;

/// The environment variable that may hold the password.
const PASSWORD: &str = "HONGWANG_PASSWORD";

/// The machine, with the business date that was typed.
pub fn machine(arguments: &Arguments) -> Result<Arc<dyn Host>> {
    let machine = Machine::new(arguments.today)
        .map_err(|_| Failure::new("disk.io", "系统没有说明本程序在哪里，请重新启动电脑再试"))?;
    Ok(Arc::new(machine))
}

/// The folder that `--store` names.
pub fn folder(arguments: &Arguments) -> Result<&Path> {
    let unnamed = || Failure::new("no_store", "还没说是哪个账本，请加 --store 和账本所在的文件夹").at("--store");
    arguments.store.as_deref().ok_or_else(unnamed)
}

/// The book that was named, open.
pub fn open(arguments: &Arguments) -> Result<Session> {
    let dir = folder(arguments)?;
    if !dir.exists() {
        return Err(Failure::new("store.none", "没有这个文件夹，请检查 --store，或先用 init 新建账本").at("--store"));
    }
    open_book(&machine(arguments)?, dir, &password(arguments, "账本密码：")?)
}

/// The password: from the file that was named, else from the environment, else asked at the terminal.
pub fn password(arguments: &Arguments, question: &str) -> Result<Zeroizing<String>> {
    given(arguments)?.map_or_else(|| ask(question), Ok)
}

/// The password of a new book: from the same places, asked twice where it is asked.
pub fn new_password(arguments: &Arguments) -> Result<Zeroizing<String>> {
    given(arguments)?.map_or_else(|| ask_twice("给账本设一个密码（至少 6 个字）："), Ok)
}

/// Another password: from the file that was named, else asked twice at the terminal.
pub fn chosen_password(file: Option<&Path>) -> Result<Zeroizing<String>> {
    match file {
        Some(file) => first_line(file, "密码", "--new-password-file"),
        None => ask_twice("新密码（至少 6 个字）："),
    }
}

/// The recovery code in the first line of a file.
pub fn recovery_code(file: &Path) -> Result<Zeroizing<String>> {
    first_line(file, "恢复码", "--recovery-code-file")
}

/// The password of a workbook in the first line of a file.
pub fn workbook_password(file: &Path) -> Result<Zeroizing<String>> {
    first_line(file, "密码", "--workbook-password-file")
}

/// The password that need not be asked for.
fn given(arguments: &Arguments) -> Result<Option<Zeroizing<String>>> {
    match &arguments.password_file {
        Some(file) => first_line(file, "密码", "--password-file").map(Some),
        None => Ok(std::env::var(PASSWORD).ok().map(Zeroizing::new)),
    }
}

fn ask(question: &str) -> Result<Zeroizing<String>> {
    let nobody =
        |_| Failure::new("no_password", "没有密码，账本还锁着；请写 --password-file，或在终端里运行").at("password");
    rpassword::prompt_password(question).map(Zeroizing::new).map_err(nobody)
}

fn ask_twice(question: &str) -> Result<Zeroizing<String>> {
    let password = ask(question)?;
    if *ask("再输入一次：")? != *password {
        return Err(Failure::new("password_differs", "两次输入的密码不一样，请再来一次").at("password"));
    }
    Ok(password)
}

/// The first line of the file that an option names: an editor ends the file with a line break that is not the secret's.
fn first_line(file: &Path, what: &str, option: &str) -> Result<Zeroizing<String>> {
    let unreadable = |_| Failure::new("password_file", format!("{what}文件打不开，请检查 {option}")).at(option);
    let text = Zeroizing::new(std::fs::read_to_string(file).map_err(unreadable)?);
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().trim_start_matches('\u{feff}').to_owned()))
}
