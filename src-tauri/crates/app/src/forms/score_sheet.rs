//! 党员考核积分表: the quarter's points of members, one a row, with the entries behind them and the service projects.
//! Clause 5.5. Nobody is ranked: rows stand by grid and role.

use domain::document::{Block, Cell, Column, Document, HeadLine, Line, Paper, Paragraph, Row, Table, Value};
use domain::id::Id;
use domain::project::Project;
use domain::score::Points;

use super::listing::{Of, bare, blank};
use super::{About, Form, FormRequest, FormScope};
use crate::commitments::Member;
use crate::failure::Result;
use crate::scores::{Quarter, Sheet, Sums};
use crate::session::Session;
use crate::standard::Standard;

/// The sheet.
pub(super) struct ScoreSheet;

impl Form for ScoreSheet {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("score_sheet", |titles| &titles.score_sheet, FormScope::Month, Paper::A4);
        &ABOUT
    }

    /// The quarter in which the month lies, up to the month's last day.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        if request.blank {
            return Ok(vec![blank(self, standard, columns())]);
        }
        let of = Of::new(session, request)?;
        // By the calendar, whatever day the month is reported on, as the caps of the rules are.
        let quarter = Quarter::of(of.month.last_day().min(session.today()));
        let sheet = session.read(|reader| Sheet::read(reader, &of.register, quarter, of.grid))?;
        let mut documents = vec![self.members(standard, &of, &sheet)];
        documents.extend(self.lines(standard, &of, &sheet));
        documents.extend(self.projects(standard, &of, &sheet));
        Ok(documents)
    }
}

impl ScoreSheet {
    fn members(&self, standard: &Standard, of: &Of, sheet: &Sheet) -> Document {
        let mut table = Table::new(columns());
        table.rows =
            (1..).zip(sheet.members()).map(|(number, (member, sums))| row(of, number, member, &sums)).collect();
        let rules = sheet.rules().len();
        let words = match rules {
            0 => "这一年还没有定考核细则。".to_owned(),
            rules => format!("按 {} 年考核细则 {rules} 条计分；每一分的来历见加减分明细。", sheet.quarter.year),
        };
        let mut document = self.page(standard, of, sheet, "积分", table);
        document.blocks.push(Block::Paragraph(Paragraph::note(vec![Line::text(words)])));
        document
    }

    /// 加减分明细, when there are any.
    fn lines(&self, standard: &Standard, of: &Of, sheet: &Sheet) -> Option<Document> {
        let mut table = Table::new(vec![
            Column::new("姓名").mm(22.0),
            Column::new("日期").mm(26.0).centred(),
            Column::new("考核内容"),
            Column::new("依据").share(1.2),
            Column::new("计分").mm(14.0).centred(),
            Column::new("审核人").mm(20.0),
        ]);
        for (member, _) in sheet.members() {
            let cells = |line: crate::scores::Line<'_>| {
                Row(vec![
                    name(of, Some(member.person)),
                    Cell::text(line.date.to_string()),
                    Cell::text(&line.rule.text),
                    Cell::text(line.title),
                    points(line.counted),
                    name(of, line.reviewer),
                ])
            };
            table.rows.extend(sheet.lines(member.person).map(cells));
        }
        (!table.rows.is_empty()).then(|| self.page(standard, of, sheet, "加减分明细", table))
    }

    /// 服务项目, when any ran.
    fn projects(&self, standard: &Standard, of: &Of, sheet: &Sheet) -> Option<Document> {
        let mut table = Table::new(vec![
            Column::new("序号").mm(12.0).centred(),
            Column::new("服务项目"),
            Column::new("项目类别").mm(30.0),
            Column::new("季度得分").mm(26.0).centred(),
            Column::new("年度累计").mm(26.0).centred(),
        ]);
        let cells = |(number, (project, sums)): (usize, (&Project, Sums))| {
            Row(vec![
                Cell::number(Value::count(number)),
                Cell::text(&project.name),
                Cell::text(project.kind.word()),
                points(sums.quarter),
                points(sums.year),
            ])
        };
        table.rows = (1..).zip(sheet.projects(&of.register)).map(cells).collect();
        (!table.rows.is_empty()).then(|| self.page(standard, of, sheet, "服务项目", table))
    }

    fn page(&self, standard: &Standard, of: &Of, sheet: &Sheet, name: &str, table: Table) -> Document {
        let Quarter { year, quarter, as_of, .. } = sheet.quarter;
        let mut document = bare(self, standard);
        document.name = name.to_owned();
        let right = format!("{year}年第{quarter}季度　截至 {as_of}　{name}");
        document.head.push(HeadLine { left: of.place.clone(), right });
        document.blocks.push(Block::Table(table));
        document
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(12.0).centred(),
        Column::new("姓名"),
        Column::new("基础分").mm(20.0).centred(),
        Column::new("加分").mm(18.0).centred(),
        Column::new("扣分").mm(18.0).centred(),
        Column::new("季度得分").mm(24.0).centred(),
        Column::new("年度累计").mm(24.0).centred(),
        Column::new("签字").mm(34.0),
    ]
}

fn name(of: &Of, person: Option<Id>) -> Cell {
    Cell::names(person.and_then(|person| of.register.person(person)).map(|person| person.name.clone()))
}

fn points(points: Points) -> Cell {
    Cell::text(points.to_string())
}

fn row(of: &Of, number: usize, member: &Member, sums: &Sums) -> Row {
    Row(vec![
        Cell::number(Value::count(number)),
        name(of, Some(member.person)),
        points(sums.base),
        points(sums.plus),
        points(sums.minus),
        points(sums.quarter),
        points(sums.year),
        Cell::room(),
    ])
}
