//! `ledger`: annex A of a month, printed, as workbook and as PDF.

use app::failure::Result;
use app::forms::FormRequest;
use app::ledger::{self, Figures, GroupRow, LedgerRequest};
use app::session::Session;

use super::form;
use crate::answer::Answer;
use crate::arguments::Ledger;
use crate::columns::{columns, or_none};

/// The form that is annex A.
const ANNEX_A: &str = "annex_a";

/// What is counted, in the order of annex A; the keys of its JSON.
const KINDS: [&str; 7] = ["低保户", "残疾人", "社会救助", "优抚对象", "种植大户", "养殖专家", "科技能手"];

pub fn run(session: &Session, typed: &Ledger) -> Result<Answer> {
    let request = LedgerRequest {
        month: Some(typed.month.clone()),
        grid: None,
        names: typed.names,
        reason: typed.reason.clone(),
    };
    let ledger = ledger::ledger(session, &request)?;
    let annex = FormRequest {
        form: ANNEX_A.to_owned(),
        month: Some(typed.month.clone()),
        names: typed.names,
        reason: typed.reason.clone(),
        ..FormRequest::default()
    };
    let saved = form::save(session, &annex, &typed.files)?;
    Ok(Answer::new(&ledger, words(&ledger) + &form::words(&saved)))
}

fn words(ledger: &ledger::Ledger) -> String {
    let mut lines = vec![format!("「红网工程」管理台账  {}  截至 {}", ledger.month, ledger.as_of)];
    if ledger.before_opening {
        lines.push("建账之前，仅供参考".to_owned());
    }
    lines.push(ledger.sealed.map_or("未结账".to_owned(), |version| format!("已结账，第{version}版")));
    let mut captions =
        vec!["序号".to_owned(), "网格党小组".to_owned(), "组长".to_owned(), "户数".to_owned(), "人口".to_owned()];
    captions.extend(KINDS.map(str::to_owned));
    let mut rows: Vec<[String; 12]> = Vec::new();
    rows.extend(<[String; 12]>::try_from(captions));
    rows.extend(ledger.rows.iter().filter_map(row));
    let mut last = vec![String::new(), "合计".to_owned(), String::new()];
    last.extend(numbers(ledger.total));
    rows.extend(<[String; 12]>::try_from(last));
    let mut text = lines.join("\n") + "\n\n" + &columns(&rows);
    text += &format!("\n{}\n", ledger.basis);
    for balance in &ledger.balance {
        let terms = &balance.terms;
        let part = |sign: &str, list: &[(&str, u32)]| -> String {
            list.iter()
                .filter(|(_, number)| *number > 0)
                .map(|(word, number)| format!(" {sign} {word} {number}"))
                .collect()
        };
        let (came, went) = (part("+", &terms.came), part("-", &terms.went));
        let corrected = match terms.corrected {
            0 => String::new(),
            number => format!(" {} 事后更正 {}", if number > 0 { "+" } else { "-" }, number.abs()),
        };
        text += &format!("{}：上月 {}{corrected}{came}{went} = 本月 {}", balance.grid, terms.last, terms.this);
        if terms.difference != 0 {
            text += &format!("，差 {}：{}", terms.difference, balance.persons.join("、"));
        }
        text.push('\n');
    }
    for cell in &ledger.adjustments {
        text += &format!("事后更正：{} {}  {} → {}\n", cell.row, cell.column, cell.before, cell.after);
    }
    for (kind, names) in ledger.names.iter().flatten() {
        text += &format!("{kind}：{}\n", names.join("、"));
    }
    text
}

fn row(group: &GroupRow) -> Option<[String; 12]> {
    let mut cells = vec![or_none(group.no), group.group.clone(), or_none(group.leader.as_ref())];
    cells.extend(numbers(group.figures));
    cells.try_into().ok()
}

fn numbers(figures: Figures) -> Vec<String> {
    let figures = serde_json::to_value(figures).unwrap_or_default();
    ["households", "persons"].into_iter().chain(KINDS).map(|key| figures[key].to_string()).collect()
}
