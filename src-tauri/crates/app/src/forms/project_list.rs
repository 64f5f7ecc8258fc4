//! 服务项目清单: the projects that run on a day. Clauses 3.3, 4.5, 5.3.

use std::collections::HashMap;

use domain::date::{PartialDate, holds_on};
use domain::document::{Cell, Column, Document, Line, Paper, Row, Value};
use domain::id::Id;
use domain::project::Project;
use domain::register::Register;

use super::listing::{list, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::activities::{Period, held, unit_name};
use crate::failure::Result;
use crate::session::Session;

/// The list.
pub(super) struct ProjectList;

impl Form for ProjectList {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("project_list", |titles| &titles.project_list, FormScope::List, Paper::A4_LANDSCAPE);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        list(self, session, request, columns(), |of, table| {
            let unit = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
            let held = session.read(|reader| held(reader, Period::read(None, of.as_of)?))?;
            let mut activities: HashMap<Id, usize> = HashMap::new();
            for project in held.activities.iter().filter_map(|row| row.project) {
                *activities.entry(project).or_default() += 1;
            }
            let mut rows: Vec<&Project> = held
                .projects
                .values()
                .filter(|row| holds_on(row.from, row.to, of.as_of) && (unit.is_none() || row.unit == unit))
                .collect();
            rows.sort_by_key(|row| (row.kind, row.id));
            let number = |project: Id| activities.get(&project).copied().unwrap_or(0);
            table.rows = (1..).zip(&rows).map(|(at, one)| row(&of.register, at, one, number(one.id))).collect();
            Ok(Line::text(format!("共 {} 个项目。", rows.len())))
        })
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("项目名称").share(1.1),
        Column::new("类别").mm(22.0),
        Column::new("目标"),
        Column::new("责任单位").mm(32.0),
        Column::new("责任人").mm(20.0),
        Column::new("起止时间").mm(27.0).centred(),
        Column::new("服务对象"),
        Column::new("活动次数").mm(14.0).centred(),
        Column::new("进展").share(1.3),
    ]
}

fn row(register: &Register, number: usize, project: &Project, activities: usize) -> Row {
    let owner = project.owner.and_then(|owner| Some(register.person(owner)?.name.clone()));
    // The list's reader sees the last day, not the first one without.
    let until = |to: PartialDate| if to.is_day() { to.first_day().pred_opt() } else { Some(to.first_day()) };
    let when = match (project.from, project.to.and_then(until)) {
        (Some(from), Some(to)) => format!("{from}\n至 {to}"),
        (Some(from), None) => format!("{from} 起"),
        (None, Some(to)) => format!("至 {to}"),
        (None, None) => String::new(),
    };
    Row(vec![
        Cell::number(Value::count(number)),
        Cell::text(&project.name),
        Cell::text(project.kind.word()),
        maybe(project.goal.as_ref()),
        maybe(unit_name(register, project.unit).as_ref()),
        Cell::names(owner),
        Cell::text(when),
        maybe(project.served.as_ref()),
        Cell::number(Value::count(activities)),
        maybe(project.progress.as_ref()),
    ])
}
