//! Plain sheets without figures: 告知书, 同意书, the register of requests, 操作卡. Their words are data
//! (`assets/forms/papers.toml`); what is written by hand has room.

use std::sync::LazyLock;

use domain::document::{
    Block, Cell, Column, Document, Field, Fields, HeadLine, INTERNAL, Line, Paper, Paragraph, Row, Run, Table,
};
use domain::person::Person;
use serde::Deserialize;

use super::{About, Form, FormRequest, FormScope};
use crate::failure::{Failure, Result};
use crate::session::{Session, id};
use crate::standard::Standard;

/// The words of the sheets.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Papers {
    notice: NoticeWords,
    consent: ConsentWords,
    pub loss: LossWords,
    operation_card: Vec<CardPage>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeWords {
    lead: String,
    section: Vec<Section>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    head: String,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsentWords {
    lead: String,
    ticks: Vec<String>,
    foot: String,
}

/// What is done when something is lost.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LossWords {
    pub lead: String,
    pub steps: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CardPage {
    title: String,
    #[serde(rename = "box")]
    boxes: Vec<CardBox>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CardBox {
    head: String,
    lines: Vec<String>,
}

/// The words, as shipped.
pub(super) fn papers() -> Result<&'static Papers> {
    static PAPERS: LazyLock<Option<Papers>> =
        LazyLock::new(|| toml::from_str(include_str!("../../../../../assets/forms/papers.toml")).ok());
    PAPERS.as_ref().ok_or_else(|| Failure::new("pack_unreadable", "表册的文字读不懂，请重新安装程序"))
}

/// The village, and the station where it is another.
pub(super) fn place(session: &Session) -> Result<String> {
    let station = session.station()?;
    Ok(match station.village {
        Some(village) if village != station.name => format!("{village}　{}", station.name),
        _ => station.name,
    })
}

/// Captions with room for so many lines of handwriting; more than one line takes the whole row.
pub(super) fn by_hand(captions: &[(&str, usize)], per_row: u16) -> Block {
    let field = |(caption, lines): &(&str, usize)| {
        let pairs = if *lines > 2 { per_row } else { 1 };
        Field::new(*caption, Cell::room_for(*lines)).over(pairs)
    };
    Block::Fields(Fields { per_row, fields: captions.iter().map(field).collect() })
}

fn titled(form: &dyn Form, standard: &Standard, session: &Session, request: &FormRequest) -> Result<Document> {
    let mut document = Document::new(form.title(standard), form.paper());
    let left = if request.blank { "　　　　村　　　　网格".to_owned() } else { place(session)? };
    let right = if request.blank { "年　　月　　日".to_owned() } else { session.today().to_string() };
    document.head.push(HeadLine { left, right });
    Ok(document)
}

/// 告知书: what people are told before anything is registered.
pub(super) struct Notice;

impl Form for Notice {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("notice", |titles| &titles.notice, FormScope::List, Paper::A4);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let words = &papers()?.notice;
        let mut document = titled(self, &*session.standard()?, session, request)?;
        document.blocks.push(Block::Paragraph(Paragraph::body(&words.lead)));
        for section in &words.section {
            document.blocks.push(Block::Paragraph(Paragraph::heading(&section.head)));
            document.blocks.push(Block::Paragraph(Paragraph::body(&section.text)));
        }
        document.blocks.push(by_hand(&[("联系人", 2), ("电话", 2), ("告知人", 2), ("告知日期", 2)], 2));
        document.signatures = ["户主或本人签名：", "监护人签名："].map(str::to_owned).to_vec();
        Ok(vec![document])
    }
}

/// 同意书: what somebody agrees to; `subject` is the person, whose name then stands in it.
pub(super) struct Consent;

impl Form for Consent {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("consent", |titles| &titles.consent, FormScope::List, Paper::A4);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let words = &papers()?.consent;
        let mut document = titled(self, &*session.standard()?, session, request)?;
        let subject = request.subject.as_deref().filter(|_| !request.blank);
        let name = match subject {
            Some(subject) => {
                let person: Option<Person> = session.read(|reader| Ok(reader.get(id(subject)?)?))?;
                Cell::names([person.ok_or_else(Failure::gone)?.name])
            }
            None => Cell::room_for(2),
        };
        let room = |caption: &str| Field::new(caption, Cell::room_for(2));
        document.blocks.push(Block::Fields(Fields {
            per_row: 2,
            fields: vec![Field::new("姓名", name), room("住址"), room("监护人"), room("与本人关系")],
        }));
        document.blocks.push(Block::Paragraph(Paragraph::body(&words.lead)));
        let lines = words.ticks.iter().map(|text| Line(vec![Run::Tick(false), Run::Text(text.clone())]));
        for line in lines.chain([Line(vec![Run::Tick(false), Run::Text("其他：".to_owned())])]) {
            document.blocks.push(Block::Paragraph(Paragraph { lines: vec![line], ..Paragraph::body("") }));
        }
        document.blocks.push(Block::Paragraph(Paragraph::body(&words.foot)));
        document.blocks.push(by_hand(&[("纸质编号", 2), ("经办人", 2), ("撤回日期", 2), ("撤回的内容", 2)], 2));
        document.signatures = ["本人签名：", "监护人签名：", "年　　月　　日"].map(str::to_owned).to_vec();
        Ok(vec![document])
    }
}

/// 查阅、更正、删除申请登记: requests of those who are registered, written by hand.
pub(super) struct Correction;

/// Rows of the register, and their height in millimetres.
const ROWS: usize = 9;
const ROW_MM: f64 = 13.5;

impl Form for Correction {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("correction", |titles| &titles.correction, FormScope::List, Paper::A4_LANDSCAPE);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let mut document = titled(self, &*session.standard()?, session, request)?;
        let wanted = ["查阅", "更正", "删除", "撤回同意"];
        let mut table = Table::new(vec![
            Column::new("序号").mm(11.0).centred(),
            Column::new("日期").mm(22.0).centred(),
            Column::new("申请人").mm(20.0),
            Column::new("与本人关系").mm(18.0).centred(),
            Column::new("要求").mm(50.0),
            Column::new("内容和理由").share(1.6),
            Column::new("核对的证件").mm(24.0),
            Column::new("处理结果").share(1.2),
            Column::new("答复日期").mm(22.0).centred(),
            Column::new("申请人签名").mm(24.0),
        ]);
        table.row_height_mm = ROW_MM;
        table.rows = (1..=ROWS)
            .map(|number| {
                let ticks = wanted.iter().flat_map(|word| [Run::Tick(false), Run::Text(format!("{word}　"))]);
                let mut cells = vec![Cell::room(); 10];
                cells[0] = Cell::text(number.to_string());
                cells[4] = Cell::new(vec![Line(ticks.collect())]);
                Row(cells)
            })
            .collect();
        document.blocks.push(Block::Table(table));
        document.signatures = ["经办人：", "审核人：", "（盖章）"].map(str::to_owned).to_vec();
        INTERNAL.clone_into(&mut document.footer);
        Ok(vec![document])
    }
}

/// 操作卡: two pages in large type that lie beside the computer.
pub(super) struct OperationCard;

impl Form for OperationCard {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("operation_card", |titles| &titles.operation_card, FormScope::List, Paper::A4).everywhere();
        &ABOUT
    }

    fn build(&self, _session: &Session, _request: &FormRequest) -> Result<Vec<Document>> {
        let pages = papers()?.operation_card.iter().map(|page| {
            let mut document = Document::new(&page.title, self.paper());
            for one in &page.boxes {
                let lines = std::iter::once(Line::text(&one.head)).chain(one.lines.iter().map(|line| with_keys(line)));
                document.blocks.push(Block::Paragraph(Paragraph::card(lines.collect())));
            }
            document
        });
        Ok(pages.collect())
    }
}

/// A line in which `{Ctrl L}` is a key.
fn with_keys(text: &str) -> Line {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((key, after)) = after.split_once('}') else { break };
        if !before.is_empty() {
            runs.push(Run::Text(before.to_owned()));
        }
        runs.push(Run::Kept(key.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        runs.push(Run::Text(rest.to_owned()));
    }
    Line(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_read_and_a_key_stands_alone() {
        assert_eq!(papers().unwrap().operation_card.len(), 2);
        let line = with_keys("按 {Ctrl L} 锁上");
        assert_eq!(line.0, [Run::Text("按 ".into()), Run::Kept("Ctrl L".into()), Run::Text(" 锁上".into())]);
        assert_eq!(with_keys("写到 { 为止").plain(), "写到 { 为止");
    }
}
