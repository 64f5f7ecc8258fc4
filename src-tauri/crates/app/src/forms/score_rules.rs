//! 考核细则: the rules of a year, by what they are about. Clause 5.5.

use chrono::Datelike;
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};

use super::listing::{list, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::scores::{RuleRow, rules};
use crate::session::Session;

/// The list.
pub(super) struct ScoreRules;

impl Form for ScoreRules {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("score_rules", |titles| &titles.score_rules, FormScope::Month, Paper::A4);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let mut documents = list(self, session, request, columns(), |of, table| {
            let rules = rules(session, Some(of.month.first_day().year().unsigned_abs()))?;
            table.rows = (1..).zip(&rules.rows).map(|(number, rule)| row(number, rule)).collect();
            Ok(Line::text(format!("{}年度，共 {} 条。", rules.year, rules.rows.len())))
        })?;
        for document in &mut documents {
            // Rules name nobody: they hang on the wall.
            document.footer.clear();
        }
        Ok(documents)
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("对象").mm(30.0),
        Column::new("考核内容"),
        Column::new("每次分值").mm(20.0).centred(),
        Column::new("封顶").mm(26.0).centred(),
        Column::new("计分依据").mm(44.0),
    ]
}

fn row(number: usize, rule: &RuleRow) -> Row {
    let of = |words: &str, kind: Option<&String>| match kind {
        Some(kind) => format!("{words}（{kind}）"),
        None => words.to_owned(),
    };
    let cap = rule.cap.as_ref().map(|cap| format!("{} {cap}", rule.period));
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(of(rule.about, rule.kind.as_ref())),
        Cell::text(&rule.text),
        Cell::text(&rule.points),
        maybe(cap.as_ref()),
        Cell::text(of(rule.evidence, rule.of.as_ref())),
    ])
}
