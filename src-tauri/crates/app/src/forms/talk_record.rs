//! 谈心谈话记录: one talk on a page, signed by both. Clause 3.1.

use domain::document::{Block, Cell, Document, Field, Fields, HeadLine, Paper};
use domain::id::Id;
use domain::meeting::Talk;

use super::listing::{Of, bare, maybe};
use super::{About, Form, FormRequest, FormScope};
use crate::activities::Period;
use crate::failure::{Failure, Result};
use crate::merged::Merged;
use crate::session::{Session, id};
use crate::standard::Standard;

/// Lines to write on by hand.
const BLANK_LINES: usize = 7;

/// Both sign.
const SIGNATURES: [&str; 3] = ["谈话人签名：", "谈话对象签名：", "年　　月　　日"];

/// The record.
pub(super) struct TalkRecord;

impl Form for TalkRecord {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("talk_record", |titles| &titles.talk_record, FormScope::Talk, Paper::A4);
        &ABOUT
    }

    /// `subject` is the talk; without one, those of the month that is named, else of the running one.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        if request.blank {
            return Ok(vec![self.empty(standard, "　　　　村　　　　网格")]);
        }
        let of = Of::new(session, request)?;
        let (talks, merged) = session.read(|reader| {
            let month = Period::of(of.month);
            let talks = match &request.subject {
                Some(subject) => vec![reader.get::<Talk>(id(subject)?)?.ok_or_else(Failure::gone)?],
                None => reader.talks_between(month.from, month.to)?,
            };
            Ok((talks, Merged::read(reader)?))
        })?;
        let documents: Vec<Document> = talks.iter().map(|talk| self.of(standard, &of, &merged, talk)).collect();
        Ok(if documents.is_empty() { vec![self.empty(standard, &of.place)] } else { documents })
    }
}

impl TalkRecord {
    fn of(&self, standard: &Standard, of: &Of, merged: &Merged, talk: &Talk) -> Document {
        let name = |person: Id| of.register.person(merged.kept(person)).map(|person| person.name.clone());
        let mut document = self.sheet(standard);
        document.name = format!("{} {}", talk.date, name(talk.person).unwrap_or_default());
        document.head.push(HeadLine { left: of.place.clone(), right: talk.date.to_string() });
        let cells = [
            Cell::text(talk.date.to_string()),
            maybe(talk.place.as_ref()),
            Cell::names(name(talk.talker)),
            Cell::names(name(talk.person)),
            Cell::text(&talk.kind),
            maybe(talk.body.as_ref()),
            maybe(talk.problems.as_ref()),
            maybe(talk.suggestions.as_ref()),
            maybe(talk.action.as_ref()),
        ];
        document.blocks.push(Block::Fields(fields(cells)));
        document
    }

    /// Room to write by hand.
    fn empty(&self, standard: &Standard, left: &str) -> Document {
        let mut document = self.sheet(standard);
        document.head.push(HeadLine { left: left.to_owned(), right: "年　　月　　日".to_owned() });
        let lines = [1, 1, 1, 1, 1, BLANK_LINES, BLANK_LINES, BLANK_LINES, BLANK_LINES];
        document.blocks.push(Block::Fields(fields(lines.map(Cell::room_for))));
        document
    }

    fn sheet(&self, standard: &Standard) -> Document {
        let mut document = bare(self, standard);
        document.signatures = SIGNATURES.map(str::to_owned).to_vec();
        document
    }
}

/// The captions, each with what stands beside it.
fn fields(cells: [Cell; 9]) -> Fields {
    let captions = ["日期", "地点", "谈话人", "谈话对象", "谈话类型", "主要内容", "存在问题", "意见建议", "整改落实"];
    let field =
        |(at, (caption, cell)): (usize, (&str, Cell))| Field::new(caption, cell).over(if at < 4 { 1 } else { 2 });
    Fields { per_row: 2, fields: captions.into_iter().zip(cells).enumerate().map(field).collect() }
}
