//! 换届交接单: how the book stands on the day on which it goes over into other hands, to be signed by both: its figures,
//! its last backup, what is still open, and what is handed over on the spot.
//!
//! Not here: the hand-over itself ([`crate::handover`]), and which backups there are beside the last.

use std::collections::BTreeMap;

use domain::clock::read_civil;
use domain::day::{Day, Measure};
use domain::document::{
    Block, Cell, Column, Document, Field, Fields, HeadLine, INTERNAL, Line, Paper, Paragraph, Row, Table, Value,
};
use domain::tag::TagKind;

use super::papers::place;
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::handover::last;
use crate::matters::Cases;
use crate::session::Session;

/// The sheet.
pub(super) struct Handover;

impl Form for Handover {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("handover", |titles| &titles.handover, FormScope::List, Paper::A4);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = session.standard()?;
        let standard = &*standard;
        let mut document = Document::new(self.title(standard), self.paper());
        INTERNAL.clone_into(&mut document.footer);
        document.signatures = ["交出人：", "接手人：", "见证人：", "（盖章）"].map(str::to_owned).to_vec();
        let handed = if request.blank { None } else { last(session)? };
        let (old, new) = match &handed {
            Some(handed) => (Cell::names([&handed.old]), Cell::names([&handed.new])),
            None if request.blank => (Cell::room(), Cell::room()),
            None => (Cell::names([&session.book().operator().name]), Cell::room()),
        };
        let on = handed.as_ref().and_then(|handed| read_civil(&handed.at));
        let on = on.map_or_else(|| Cell::room_for(2), |at| Cell::text(at.date().to_string()));
        let room = |caption: &str| Field::new(caption, Cell::room_for(2));
        let head = vec![
            Field::new("交出人", old),
            Field::new("接手人", new),
            Field::new("交接日期", on),
            room("交接地点"),
            room("见证人"),
            room("见证人单位"),
            Field::new("最近一次备份", if request.blank { Cell::room() } else { Cell::text(last_backup(session)?) }),
        ];
        let (left, right) = if request.blank {
            ("　　　　村　　　　网格".to_owned(), "年　　月　　日".to_owned())
        } else {
            (place(session)?, format!("截至 {}", session.today()))
        };
        document.head.push(HeadLine { left, right });
        document.blocks.push(Block::Fields(Fields { per_row: 2, fields: head }));
        document.blocks.push(Block::Paragraph(Paragraph::heading("账本里有")));
        document.blocks.push(Block::Table(figures(session, request.blank)?));
        let mut needs = needs_table();
        if request.blank {
            needs.rows = vec![Row(vec![Cell::room(); 4]); 6];
            needs.row_height_mm = 9.0;
        } else {
            needs.rows = open_needs(session)?;
        }
        if !needs.rows.is_empty() {
            document.blocks.push(Block::Paragraph(Paragraph::heading("没办完的诉求")));
            document.blocks.push(Block::Table(needs));
        }
        document.blocks.push(Block::Paragraph(Paragraph::heading("当面交接")));
        let things = ["电脑和电源", "U 盘", "封存的恢复单", "纸质台账和走访单", "印章", "钥匙"];
        let ticks = things.iter().flat_map(|thing| {
            use domain::document::Run;
            [Run::Tick(false), Run::Text(format!("{thing}　"))]
        });
        document.blocks.push(Block::Paragraph(Paragraph { lines: vec![Line(ticks.collect())], ..Paragraph::body("") }));
        document.blocks.push(super::papers::by_hand(&[("其他说明", 4)], 1));
        Ok(vec![document])
    }
}

/// When the book was last backed up and the backup proven.
fn last_backup(session: &Session) -> Result<String> {
    let Some(last) = crate::backups::state(session)?.last else { return Ok("还没有备份".to_owned()) };
    let at = last.made_at.as_deref().and_then(read_civil);
    let at = at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
    Ok(format!("{at} 第 {} 份，已验证", last.number))
}

/// Captions and numbers, three a row.
fn figures(session: &Session, blank: bool) -> Result<Table> {
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    let mut counts: BTreeMap<Measure, usize> = BTreeMap::new();
    day.each(|measure, _, _| *counts.entry(measure).or_default() += 1);
    let of = |measure| counts.get(&measure).copied().unwrap_or_default();
    let tags = TagKind::ANNEX_A.map(|kind| (kind.word().to_owned(), of(Measure::Tag(kind))));
    let (needs, doubts) = (crate::visits::needs_open(session)?.len(), session.overview()?.doubts);
    let mut all = vec![
        ("户数".to_owned(), of(Measure::Households)),
        ("人口".to_owned(), of(Measure::Persons)),
        ("党员".to_owned(), of(Measure::PartyMembers)),
    ];
    all.extend(tags);
    let matters = session.read(Cases::read)?.all.iter().filter(|case| case.standing.is_open()).count();
    all.extend([("没办完的诉求、事项".to_owned(), needs + matters), ("没定的疑点".to_owned(), doubts)]);
    let mut table =
        Table::new((0..3).flat_map(|_| [Column::new("项目"), Column::new("数").mm(20.0).centred()]).collect());
    table.rows = all
        .chunks(3)
        .map(|row| {
            let cells = row.iter().flat_map(|(caption, number)| {
                [Cell::text(caption), if blank { Cell::room() } else { Cell::number(Value::count(*number)) }]
            });
            Row(cells.collect())
        })
        .collect();
    Ok(table)
}

fn needs_table() -> Table {
    Table::new(vec![
        Column::new("走访日期").mm(26.0).centred(),
        Column::new("户主").mm(24.0),
        Column::new("诉求"),
        Column::new("是否上报").mm(20.0).centred(),
    ])
}

fn open_needs(session: &Session) -> Result<Vec<Row>> {
    let needs = crate::visits::needs_open(session)?;
    Ok(needs
        .into_iter()
        .map(|need| {
            Row(vec![
                Cell::text(need.date),
                Cell::names(need.head),
                Cell::text(need.text),
                Cell::text(if need.report { "是" } else { "否" }),
            ])
        })
        .collect())
}
