//! `init`: a new book, of its own or from the village's start pack.

use std::path::Path;

use app::books::{Cost, CreateBook, create_in};
use app::exchange::{BeginBook, begin};
use app::failure::{Failure, Result};
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::{Arguments, Init};
use crate::book::{folder, machine, new_password, workbook_password};

pub fn run(arguments: &Arguments, init: &Init) -> Result<Answer> {
    let cost = if init.fast_key { Cost::SAMPLE } else { Cost::BOOK };
    if let Some(pack) = &init.from {
        return from_pack(arguments, init, pack, cost);
    }
    let (Some(station), Some(name)) = (init.station, &init.name) else {
        return Err(Failure::new("usage", "还没说是谁的账本，请写 --station 和 --name，或用 --from 建站包"));
    };
    let request = CreateBook {
        station: station.into(),
        name: name.clone(),
        village: init.village.clone(),
        town: init.town.clone(),
        code: init.code.clone(),
        operator: init.operator.clone().unwrap_or_else(|| name.clone()),
        password: new_password(arguments)?.to_string(),
        opened_on: init.opened,
    };
    let (session, created) = create_in(&machine(arguments)?, folder(arguments)?, &request, cost)?;
    let station = session.overview()?.station;
    Ok(told(station, name.trim(), &created.dir, &created.recovery_code, ""))
}

fn from_pack(arguments: &Arguments, init: &Init, pack: &Path, cost: Cost) -> Result<Answer> {
    let workbook = init.workbook_password_file.as_deref().map(workbook_password).transpose()?;
    let request = BeginBook {
        path: pack.display().to_string(),
        workbook_password: workbook.map(|password| password.to_string()),
        operator: init.operator.clone().unwrap_or_default(),
        password: new_password(arguments)?.to_string(),
    };
    let (session, created, report) = begin(&machine(arguments)?, folder(arguments)?, &request, cost)?;
    let overview = session.overview()?;
    let rows = format!("收下村里的 {} 行记录\n", report.new_rows);
    Ok(told(overview.station, &overview.name, &created.dir, &created.recovery_code, &rows))
}

fn told(station: &str, name: &str, dir: &str, code: &str, more: &str) -> Answer {
    let text = format!("已建好「{name}」的账本：{dir}\n{more}恢复码，只显示这一次，请抄下来封存：\n\n    {code}\n");
    Answer::new(&json!({ "station": station, "recovery_code": code, "dir": dir }), text)
}
