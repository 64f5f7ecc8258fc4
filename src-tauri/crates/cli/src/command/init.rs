//! `init`: a new book.

use app::books::{Cost, CreateBook, create_in};
use app::failure::Result;
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::{Arguments, Init};
use crate::book::{folder, machine, new_password};

pub fn run(arguments: &Arguments, init: &Init) -> Result<Answer> {
    let dir = folder(arguments)?;
    let request = CreateBook {
        station: init.station.into(),
        name: init.name.clone(),
        village: init.village.clone(),
        town: init.town.clone(),
        code: init.code.clone(),
        operator: init.operator.clone().unwrap_or_else(|| init.name.clone()),
        password: new_password(arguments)?.to_string(),
        opened_on: init.opened,
    };
    let cost = if init.fast_key { Cost::SAMPLE } else { Cost::BOOK };
    let (session, created) = create_in(&machine(arguments)?, dir, &request, cost)?;
    let station = session.overview()?.station;
    let text = format!(
        "已建好「{}」的账本：{}\n恢复码，只显示这一次，请抄下来封存：\n\n    {}\n",
        init.name.trim(),
        created.dir,
        created.recovery_code
    );
    Ok(Answer::new(&json!({ "station": station, "recovery_code": created.recovery_code, "dir": created.dir }), text))
}
