//! 会议记录: one meeting with its whole minutes; of a 民情分析会 the month's matters behind them. Clauses 3.1, 3.2, 5.2.

use chrono::NaiveTime;
use domain::date::Month;
use domain::document::{
    Block, Cell, Column, Document, Field, Fields, HeadLine, Line, Paper, Paragraph, Row, Table, Value,
};
use domain::id::Id;
use domain::meeting::{Attendance, AttendanceState, Meeting, Resolution};
use domain::register::Register;
use store::Reader;

use super::listing::{Of, bare, by_hand, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::activities::{Period, unit_name};
use crate::failure::{Failure, Result};
use crate::meetings::{Met, Review, ReviewOf, review, who};
use crate::session::{Session, id};
use crate::standard::Standard;

/// Room on a sheet that is filled in by hand: rows of each table and their height in millimetres.
const BLANK_SPEECHES: usize = 9;
const BLANK_SPEECH_MM: f64 = 16.0;
const BLANK_RESOLUTIONS: usize = 3;
const BLANK_ROW_MM: f64 = 9.0;

/// Who answers for the minutes.
const SIGNATURES: [&str; 3] = ["主持人签名：", "记录人签名：", "年　　月　　日"];

/// The minutes.
pub(super) struct MeetingMinutes;

impl Form for MeetingMinutes {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("meeting_minutes", |titles| &titles.meeting_minutes, FormScope::Meeting, Paper::A4);
        &ABOUT
    }

    /// `subject` is the meeting; without one, those of the month that is named, else of the running one.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        if request.blank {
            return Ok(vec![self.empty(standard, "　　　　村　　　　网格")]);
        }
        let of = Of::new(session, request)?;
        let documents = session.read(|reader| {
            let (met, one) = match &request.subject {
                Some(subject) => {
                    let row: Meeting = reader.get(id(subject)?)?.ok_or_else(Failure::gone)?;
                    let day = row.date.first_day();
                    (Met::read(reader, Period { from: day, to: day })?, Some(row.id))
                }
                None => (Met::read(reader, Period::of(of.month))?, None),
            };
            let unit = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
            let wanted = |row: &&Meeting| match one {
                Some(one) => row.id == one,
                None => unit.is_none() || row.unit == unit,
            };
            let rows = met.meetings.iter().filter(wanted);
            rows.map(|row| self.of(reader, standard, &of, &met, row)).collect::<Result<Vec<_>>>()
        })?;
        Ok(if documents.is_empty() { vec![self.empty(standard, &of.place)] } else { documents })
    }
}

impl MeetingMinutes {
    fn of(&self, reader: &Reader<'_>, standard: &Standard, of: &Of, met: &Met, meeting: &Meeting) -> Result<Document> {
        let register = &of.register;
        let kind = standard.meetings.iter().find(|kind| kind.kind == meeting.kind);
        let minutes = met.minutes(reader, meeting.id)?;
        let mut document = self.sheet(standard);
        document.name = format!("{} {}", meeting.date, meeting.name);
        let group = unit_name(register, meeting.unit).unwrap_or_default();
        let left = format!("{}　{group}", of.place).trim_end().to_owned();
        document.head.push(HeadLine { left, right: meeting.date.to_string() });
        document.blocks.push(Block::Fields(fields(register, met, meeting)));

        let mut told =
            Table::new(vec![Column::new("上次议定事项"), Column::new("责任人").mm(34.0), Column::new("办理情况")]);
        told.rows = minutes.told.iter().map(|row| report(register, row)).collect();
        if !told.rows.is_empty() {
            section(&mut document, "上次决议通报", told);
        }
        let mut speeches = Table::new(speech_columns());
        speeches.rows = minutes
            .speeches
            .iter()
            .map(|row| {
                let person = row.person.and_then(|person| name(register, person)).or_else(|| row.speaker.clone());
                Row(vec![Cell::names(person), Cell::text(&row.text)])
            })
            .collect();
        section(&mut document, "发言记录", or_none(speeches));
        let mut votes = Table::new(vote_columns());
        let heads = |count: u32| Cell::number(Value::count(count as usize));
        votes.rows = minutes
            .votes
            .iter()
            .map(|row| Row(vec![Cell::text(&row.subject), heads(row.yes), heads(row.no), heads(row.abstained)]))
            .collect();
        if kind.is_some_and(|kind| kind.vote) || !votes.rows.is_empty() {
            section(&mut document, "表决", or_none(votes));
        }
        let mut taken = Table::new(resolution_columns());
        taken.rows = (1..).zip(met.resolutions(meeting.id)).map(|(at, row)| resolution(register, at, row)).collect();
        section(&mut document, "决议", or_none(taken));
        if kind.is_some_and(|kind| kind.review) {
            let day = meeting.date.first_day();
            let of = ReviewOf { month: Month::of(day), unit: meeting.unit, as_of: day };
            analysis(&mut document, &review(reader, of)?);
        }
        if let Some(remark) = &meeting.remark {
            document.blocks.push(Block::Paragraph(Paragraph::note(vec![Line::text(format!("备注：{remark}"))])));
        }
        Ok(document)
    }

    /// Room to write by hand.
    fn empty(&self, standard: &Standard, left: &str) -> Document {
        let mut document = self.sheet(standard);
        document.head.push(HeadLine { left: left.to_owned(), right: "年　　月　　日".to_owned() });
        let field = |caption: &str| Field::new(caption, Cell::room());
        let tall = |caption: &str, lines: usize| Field::new(caption, Cell::room_for(lines)).over(2);
        let fields = vec![
            field("会议名称").over(2),
            field("类型"),
            field("时间"),
            field("地点"),
            field("主持人"),
            field("记录人"),
            Field::new("应到　实到", Cell::new(vec![Line::text("应到　　　人，实到　　　人")])),
            tall("到会人员", 2),
            tall("缺席及原因", 2),
            tall("列席", 1),
            tall("议题", 3),
        ];
        document.blocks.push(Block::Fields(Fields { per_row: 2, fields }));
        let tables = [
            ("发言记录", speech_columns(), BLANK_SPEECHES, BLANK_SPEECH_MM),
            ("表决", vote_columns(), 1, BLANK_ROW_MM),
            ("决议", resolution_columns(), BLANK_RESOLUTIONS, BLANK_ROW_MM),
        ];
        for (heading, columns, rows, height) in tables {
            let mut table = Table::new(columns);
            table.rows = vec![by_hand(&table.columns); rows];
            table.row_height_mm = height;
            section(&mut document, heading, table);
        }
        document
    }

    fn sheet(&self, standard: &Standard) -> Document {
        let mut document = bare(self, standard);
        document.signatures = SIGNATURES.map(str::to_owned).to_vec();
        document
    }
}

fn section(document: &mut Document, heading: &str, table: Table) {
    document.blocks.push(Block::Paragraph(Paragraph::heading(heading)));
    document.blocks.push(Block::Table(table));
}

/// A table of nothing has a row that says so.
fn or_none(mut table: Table) -> Table {
    if table.rows.is_empty() {
        table.rows.push(Row(Vec::new()));
    }
    table
}

fn speech_columns() -> Vec<Column> {
    vec![Column::new("发言人").mm(28.0), Column::new("发言内容")]
}

fn vote_columns() -> Vec<Column> {
    let heads = |caption| Column::new(caption).mm(18.0).centred();
    vec![Column::new("表决事项"), heads("赞成"), heads("反对"), heads("弃权")]
}

fn resolution_columns() -> Vec<Column> {
    vec![
        Column::new("序号").mm(13.0).centred(),
        Column::new("事项"),
        Column::new("责任人").mm(34.0),
        Column::new("时限").mm(28.0).centred(),
    ]
}

fn name(register: &Register, person: Id) -> Option<String> {
    register.person(person).map(|person| person.name.clone())
}

fn resolution(register: &Register, at: usize, row: &Resolution) -> Row {
    Row(vec![
        Cell::number(Value::count(at)),
        Cell::text(&row.text),
        Cell::text(who(register, row)),
        Cell::text(row.due.map(|due| due.to_string()).unwrap_or_default()),
    ])
}

fn report(register: &Register, row: &Resolution) -> Row {
    let state = row.done_on.map(|done| format!("{done} 办结"));
    let words: Vec<String> = [state, row.progress.clone()].into_iter().flatten().collect();
    Row(vec![Cell::text(&row.text), Cell::text(who(register, row)), Cell::text(words.join("　"))])
}

/// `2026-03-10 08:30 至 10:00`.
fn when(meeting: &Meeting) -> String {
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    let date = meeting.date;
    match (meeting.start.map(time), meeting.end.map(time)) {
        (Some(start), Some(end)) => format!("{date} {start} 至 {end}"),
        (Some(start), None) => format!("{date} {start}"),
        (None, Some(end)) => format!("{date} 至 {end}"),
        (None, None) => date.to_string(),
    }
}

/// Names, each with its reason: 示例甲（外出务工）.
fn with_reasons(register: &Register, people: &[Attendance], state: AttendanceState) -> Cell {
    let of = people.iter().filter(|row| row.state == state);
    Cell::names(of.filter_map(|row| {
        let name = name(register, row.person)?;
        Some(row.reason.as_ref().map_or_else(|| name.clone(), |reason| format!("{name}（{reason}）")))
    }))
}

fn fields(register: &Register, met: &Met, meeting: &Meeting) -> Fields {
    let people = met.people(meeting.id);
    let expected = met.count(meeting.id, AttendanceState::is_expected);
    let present = met.count(meeting.id, |state| state == AttendanceState::Present);
    let count = |count: usize| Cell::number(Value::count(count));
    let person = |person: Option<Id>| Cell::names(person.and_then(|person| name(register, person)));
    let there = people.iter().filter(|row| row.state == AttendanceState::Present);
    let guests = people.iter().filter(|row| row.state == AttendanceState::Guest);
    let guests = guests.filter_map(|row| name(register, row.person)).chain(meeting.guests.clone());
    let agenda = meeting
        .agenda
        .iter()
        .zip(1..)
        .map(|(item, at)| if meeting.agenda.len() > 1 { format!("{at}. {item}") } else { item.clone() });
    let mut fields = vec![
        Field::new("会议名称", Cell::text(&meeting.name)).over(2),
        Field::new("类型", Cell::text(&meeting.kind)),
        Field::new("时间", Cell::text(when(meeting))),
        Field::new("地点", maybe(meeting.place.as_ref())),
        Field::new("主题", maybe(meeting.topic.as_ref())),
        Field::new("主持人", person(meeting.chair)),
        Field::new("记录人", person(meeting.recorder)),
        Field::new("应到", count(expected)),
        Field::new("实到", count(present)),
        Field::new("到会人员", Cell::names(there.filter_map(|row| name(register, row.person)))).over(2),
        Field::new("缺席及原因", with_reasons(register, people, AttendanceState::Absent)).over(2),
    ];
    if met.count(meeting.id, |state| state == AttendanceState::Excused) > 0 {
        fields.push(Field::new("免到", with_reasons(register, people, AttendanceState::Excused)).over(2));
    }
    fields.push(Field::new("列席", Cell::names(guests)).over(2));
    fields.push(Field::new("议题", Cell::text(agenda.collect::<Vec<_>>().join("\n"))).over(2));
    Fields { per_row: 2, fields }
}

/// The month's matters by kind, and how those stand that are open.
fn analysis(document: &mut Document, review: &Review) {
    let number = |caption| Column::new(caption).mm(24.0).centred();
    let columns = ["月初未结", "本月新增", "本月重开", "本月办结", "现在未结", "其中超期"];
    let mut table = Table::new(std::iter::once(Column::new("事项类别")).chain(columns.map(number)).collect());
    let row = |words: &str, row: &crate::meetings::ReviewRow| {
        let counts = [row.before, row.came, row.reopened, row.settled, row.open, row.late];
        let counts = counts.map(|count| Cell::number(Value::count(count as usize)));
        Row(std::iter::once(Cell::text(words)).chain(counts).collect())
    };
    table.rows = review.kinds.iter().map(|one| row(&one.kind, one)).collect();
    table.total = Some(row("合计", &review.total));
    section(document, &format!("{} 民情事项", review.month), table);
    let states: Vec<String> = review.states.iter().map(|one| format!("{} {} 件", one.state, one.count)).collect();
    let words = if states.is_empty() {
        "没有未结的事项。".to_owned()
    } else {
        format!("未结的：{}。", states.join("，"))
    };
    document.blocks.push(Block::Paragraph(Paragraph::note(vec![Line::text(words)])));
}
