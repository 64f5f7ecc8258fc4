//! 本人信息查阅单: all that the book holds of one person, for that person.
//!
//! Not here: what is said of others, and free texts about a household that only name the person among others.

use domain::codes::{CodeTable, Relation, Sex};
use domain::commitment::Post;
use domain::date::PartialDate;
use domain::document::{
    Block, Cell, Column, Document, Field, Fields, HeadLine, INTERNAL, Line, Paper, Paragraph, Row, Table,
};
use domain::doubt::Doubt;
use domain::household::Household;
use domain::id::Id;
use domain::organisation::OrgUnit;
use domain::person::{FromReason, Person, ToReason};
use store::Reader;

use super::masking::{Shown, masked};
use super::papers::{by_hand, place};
use super::{About, Form, FormRequest, FormScope};
use crate::failure::{Failure, Result};
use crate::matters::Cases;
use crate::session::{Session, id};

/// The sheet.
pub(super) struct PersonSheet;

impl Form for PersonSheet {
    fn about(&self) -> &'static About {
        static ABOUT: About = About::new("person_sheet", |titles| &titles.person_sheet, FormScope::Person, Paper::A4)
            .opening_numbers()
            .one_at_a_time();
        &ABOUT
    }

    /// `subject` is the person; without one a sheet to be filled in by hand: nobody asks for everybody's.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let mut document = Document::new(self.title(&*session.standard()?), self.paper());
        INTERNAL.clone_into(&mut document.footer);
        document.signatures = ["本人签名：", "经办人：", "（盖章）", "年　　月　　日"].map(str::to_owned).to_vec();
        let subject = request.subject.as_deref().filter(|_| !request.blank);
        let Some(subject) = subject else {
            document
                .head
                .push(HeadLine {
                    left: "　　　　村　　　　网格".to_owned(), right: "年　　月　　日".to_owned()
                });
            let captions =
                ["姓名", "曾用名", "性别", "出生日期", "身份证号", "电话", "住址", "与户主关系", "从业情况", "类别"];
            document.blocks.push(by_hand(&captions.map(|caption| (caption, 2)), 2));
            document.blocks.push(by_hand(&[("本人的意见", 4)], 1));
            return Ok(vec![document]);
        };
        let record = id(subject)?;
        document.head.push(HeadLine { left: place(session)?, right: format!("截至 {}", session.today()) });
        let shown = Shown { full: request.full_numbers, day: session.today() };
        session.read(|reader| {
            let person: Person = reader.get(record)?.ok_or_else(Failure::gone)?;
            if reader.is_erased(record)? {
                return Err(Failure::new("erased", "这个人的信息已经清除，账本里没有可看的了"));
            }
            let sheet = Sheet { reader, shown, person: &person };
            document.blocks.push(Block::Fields(sheet.own()));
            for (head, table) in sheet.tables()? {
                if !table.rows.is_empty() {
                    document.blocks.push(Block::Paragraph(Paragraph::heading(head)));
                    document.blocks.push(Block::Table(table));
                }
            }
            Ok(())
        })?;
        if !request.full_numbers {
            let note = "号码和证件遮去一部分；本人要看全的，写明原因再打印。";
            document.blocks.push(Block::Paragraph(Paragraph::note(vec![Line::text(note)])));
        }
        document.blocks.push(by_hand(&[("本人的意见", 4)], 1));
        Ok(vec![document])
    }
}

struct Sheet<'r, 'a> {
    reader: &'r Reader<'a>,
    shown: Shown,
    person: &'r Person,
}

fn date(date: Option<PartialDate>) -> Cell {
    Cell::text(date.map(|date| date.to_string()).unwrap_or_default())
}

fn text(text: Option<&str>) -> Cell {
    Cell::text(text.unwrap_or_default())
}

/// A table whose last two columns say since when and until when.
fn dated(captions: &[(&str, Option<f64>)]) -> Table {
    let column = |(caption, width): &(&str, Option<f64>)| {
        let column = Column::new(*caption);
        if let Some(width) = width { column.mm(*width) } else { column }
    };
    let spans = [("起", Some(24.0)), ("止", Some(24.0))];
    Table::new(captions.iter().chain(&spans).map(column).collect())
}

impl Sheet<'_, '_> {
    fn own(&self) -> Fields {
        let person = self.person;
        let code = |table: CodeTable, code: Option<&str>| text(code.map(|code| table.word(code)));
        Fields {
            per_row: 2,
            fields: vec![
                Field::new("姓名", Cell::names([&person.name])),
                Field::new("曾用名", text(person.former_name.as_deref())),
                Field::new("性别", text(person.sex.map(Sex::word))),
                Field::new("出生日期", date(person.birth)),
                Field::new("身份证号", self.shown.id_number(person.id_number.as_deref())),
                Field::new("电话", self.shown.phone(person.phone.as_deref())),
                Field::new("民族", code(CodeTable::Ethnic, person.ethnic.as_deref())),
                Field::new("文化程度", code(CodeTable::Education, person.education.as_deref())),
                Field::new("政治面貌", code(CodeTable::Political, person.political.as_deref())),
                Field::new("特长", text(person.skills.as_deref())),
                Field::new("证号说明", text(person.id_reason.as_deref())),
                Field::new("去世日期", date(person.died_on)),
            ],
        }
    }

    fn tables(&self) -> Result<Vec<(&'static str, Table)>> {
        let all = [
            ("住在哪一户", self.homes()?),
            ("类别", self.tags()?),
            ("从业情况", self.work()?),
            ("党员", self.party()?),
            ("任职", self.roles()?),
            ("联系户", self.contacts()?),
            ("认领的岗位", self.claims()?),
            ("公开承诺", self.commitments()?),
            ("对本人的走访", self.visits()?),
            ("本人反映的事项", self.matters()?),
            ("还没定的疑点", self.doubts()?),
        ];
        Ok(all.into_iter().collect())
    }

    fn household(&self, household: Id) -> Result<Cell> {
        let row: Option<Household> = self.reader.get(household)?;
        let said =
            row.map(|row| [row.hamlet, row.code, row.address].into_iter().flatten().collect::<Vec<_>>().join(" "));
        Ok(text(said.as_deref()))
    }

    fn homes(&self) -> Result<Table> {
        let mut table =
            dated(&[("户", None), ("与户主关系", Some(26.0)), ("登记", Some(18.0)), ("来去原因", Some(34.0))]);
        for row in self.reader.residences_of_person(self.person.id)? {
            let why = [row.from_reason.map(FromReason::word), row.to_reason.map(ToReason::word)];
            let why = why.into_iter().flatten().collect::<Vec<_>>().join("、");
            let relation = text(row.relation.map(Relation::word));
            let household = self.household(row.household)?;
            let kind = Cell::text(row.kind.word());
            table.rows.push(Row(vec![household, relation, kind, Cell::text(why), date(row.from), date(row.to)]));
        }
        Ok(table)
    }

    fn tags(&self) -> Result<Table> {
        let mut table = dated(&[("类别", Some(28.0)), ("细类、等级、证号", None), ("来自", Some(36.0))]);
        for row in self.reader.tags_of_person(self.person.id)? {
            let detail = [row.subtype, row.grade, row.certificate].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let detail = if detail.is_empty() || self.shown.full { Cell::text(detail) } else { masked() };
            let kind = Cell::text(row.kind.word());
            table.rows.push(Row(vec![kind, detail, text(row.source.as_deref()), date(row.from), date(row.to)]));
        }
        Ok(table)
    }

    fn work(&self) -> Result<Table> {
        let mut table = dated(&[("从业情况", Some(32.0)), ("地点", None)]);
        for row in self.reader.work_of_person(self.person.id)? {
            let cells = vec![Cell::text(row.kind.word()), text(row.place.as_deref()), date(row.from), date(row.to)];
            table.rows.push(Row(cells));
        }
        Ok(table)
    }

    fn party(&self) -> Result<Table> {
        let columns =
            [("类别", Some(18.0)), ("入党", Some(24.0)), ("转正", Some(24.0)), ("支部", None), ("备注", None)];
        let mut table = dated(&columns);
        for row in self.reader.memberships_of_person(self.person.id)? {
            let notes = [row.floating.then_some("流动党员"), row.exempt.then_some("可不参加会议")];
            let notes = notes.into_iter().flatten().chain(row.exempt_reason.as_deref()).collect::<Vec<_>>().join("、");
            table.rows.push(Row(vec![
                Cell::text(row.kind.word()),
                date(row.joined_on),
                date(row.full_on),
                text(row.branch.as_deref()),
                Cell::text(notes),
                date(row.from),
                date(row.to),
            ]));
        }
        Ok(table)
    }

    fn roles(&self) -> Result<Table> {
        let mut table = dated(&[("组织", None), ("职务", Some(30.0))]);
        for row in self.reader.roles_of_person(self.person.id)? {
            let unit: Option<OrgUnit> = self.reader.get(row.unit)?;
            let unit = text(unit.map(|unit| unit.name).as_deref());
            table.rows.push(Row(vec![unit, Cell::text(row.kind.word()), date(row.from), date(row.to)]));
        }
        Ok(table)
    }

    fn contacts(&self) -> Result<Table> {
        let mut table = dated(&[("联系哪一户", None)]);
        for row in self.reader.contacts_of_person(self.person.id)? {
            table.rows.push(Row(vec![self.household(row.household)?, date(row.from), date(row.to)]));
        }
        Ok(table)
    }

    fn claims(&self) -> Result<Table> {
        let mut table = dated(&[("岗位", Some(32.0)), ("履岗、评岗、备注", None)]);
        for row in self.reader.claims_of_person(self.person.id)? {
            let post: Option<Post> = self.reader.get(row.post)?;
            let said =
                [row.performance, row.appraisal, row.remark].into_iter().flatten().collect::<Vec<_>>().join("；");
            let post = text(post.map(|post| post.name).as_deref());
            table.rows.push(Row(vec![post, Cell::text(said), date(row.from), date(row.to)]));
        }
        Ok(table)
    }

    fn commitments(&self) -> Result<Table> {
        let mut table = Table::new(vec![
            Column::new("年度").mm(16.0),
            Column::new("承诺事项"),
            Column::new("具体措施"),
            Column::new("时限").mm(24.0),
            Column::new("五步").share(1.4),
        ]);
        for row in self.reader.commitments_of_person(self.person.id)? {
            let steps = self.reader.steps_of_commitment(row.id)?.into_iter().map(|step| {
                let note = step.note.map(|note| format!("：{note}")).unwrap_or_default();
                format!("{} {}{note}", step.date, step.step)
            });
            table.rows.push(Row(vec![
                Cell::text(row.year.to_string()),
                Cell::text(&row.text),
                text(row.measures.as_deref()),
                date(row.due),
                Cell::text(steps.collect::<Vec<_>>().join("\n")),
            ]));
        }
        Ok(table)
    }

    fn visits(&self) -> Result<Table> {
        let mut table = Table::new(vec![
            Column::new("日期").mm(26.0),
            Column::new("方式").mm(22.0),
            Column::new("记了什么"),
            Column::new("诉求和办理"),
        ]);
        for row in self.reader.visits_of_person(self.person.id)? {
            let needs = self.reader.needs_of_visit(row.id)?;
            let needs = needs.into_iter().map(|need| {
                [Some(need.text), need.answer, need.result].into_iter().flatten().collect::<Vec<_>>().join("；")
            });
            let said = [row.findings, row.remark].into_iter().flatten().collect::<Vec<_>>().join("；");
            table.rows.push(Row(vec![
                Cell::text(row.date.to_string()),
                Cell::text(row.kind.word()),
                Cell::text(said),
                Cell::text(needs.collect::<Vec<_>>().join("\n")),
            ]));
        }
        Ok(table)
    }

    /// What they reported; of a dispute, in which others have their part, only that and how it stands.
    fn matters(&self) -> Result<Table> {
        let mut table = Table::new(vec![
            Column::new("编号").mm(24.0),
            Column::new("日期").mm(26.0),
            Column::new("类别").mm(26.0),
            Column::new("内容"),
            Column::new("办理结果"),
        ]);
        let cases = Cases::read(self.reader)?;
        let own = |one: Id| cases.merged.kept(one) == self.person.id;
        for case in cases.all.iter().filter(|case| case.matter.reporter.is_some_and(own)) {
            let state = case.standing.state.word().to_owned();
            let result = case.standing.settled.as_ref().and_then(|settled| settled.result.clone());
            let said = |text: &str| if case.dispute.is_some() { masked() } else { Cell::text(text) };
            table.rows.push(Row(vec![
                Cell::text(&case.matter.no),
                Cell::text(case.matter.date.to_string()),
                Cell::text(&case.matter.kind),
                said(&case.matter.content),
                result.map_or_else(|| Cell::text(state), |result| said(&result)),
            ]));
        }
        Ok(table)
    }

    fn doubts(&self) -> Result<Table> {
        let mut table =
            Table::new(vec![Column::new("疑点").mm(40.0), Column::new("哪一项").mm(40.0), Column::new("出处")]);
        for doubt in self.reader.doubts_of_record(self.person.id)?.into_iter().filter(Doubt::is_open) {
            let field = doubt.field.as_deref().map(crate::import::field_label);
            let why = Cell::text(doubt.why.word());
            table.rows.push(Row(vec![why, text(field.as_deref()), text(doubt.source.as_deref())]));
        }
        Ok(table)
    }
}
