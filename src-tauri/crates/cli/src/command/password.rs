//! `password`: another password for who opens the book, another recovery code.

use app::books::{change_password, new_recovery_code, open_book};
use app::failure::Result;
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::{Arguments, Password};
use crate::book::{chosen_password, folder, machine, password};

pub fn run(arguments: &Arguments, typed: &Password) -> Result<Answer> {
    let dir = folder(arguments)?;
    let mut valid = password(arguments, "现在的密码：")?;
    let session = open_book(&machine(arguments)?, dir, &valid)?;
    let mut lines = Vec::new();
    // Asked for a code alone, the password stays.
    let changed = typed.new_password_file.is_some() || !typed.new_recovery_code;
    if changed {
        let new = chosen_password(typed.new_password_file.as_deref())?;
        change_password(&session, &valid, &new)?;
        lines.push("密码已换；以前的备份仍用那天的密码打开".to_owned());
        valid = new;
    }
    let code = typed.new_recovery_code.then(|| new_recovery_code(&session, &valid)).transpose()?;
    let code = code.map(|created| created.recovery_code);
    if let Some(code) = &code {
        lines.push(format!("新的恢复码，只显示这一次，请抄下来封存，旧的已经作废：\n\n    {code}\n"));
    }
    Ok(Answer::new(&json!({ "changed": changed, "recovery_code": code }), lines.join("\n")))
}
