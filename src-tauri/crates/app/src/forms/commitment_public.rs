//! 公开承诺公示: what is posted on the wall. Name, post, commitment, deadline of those that were published, and nothing
//! else, whatever is asked for. Clause 5.4.

use domain::commitment::{CommitmentStepKind, last_of};
use domain::document::{Block, Column, Document, HeadLine, Paper, Row, Table};

use super::commitment_list::{due, made, name, of_year, post};
use super::listing::{Of, bare, blank};
use super::{About, Form, FormRequest, FormScope};
use crate::commitments::listed;
use crate::failure::Result;
use crate::session::Session;

/// The public list.
pub(super) struct CommitmentPublic;

impl Form for CommitmentPublic {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("commitment_public", |titles| &titles.commitment_public, FormScope::Month, Paper::A4);
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let standard = &*session.standard()?;
        let mut document = if request.blank {
            blank(self, standard, columns())
        } else {
            let of = Of::new(session, request)?;
            let made = made(session, &of)?;
            let mut table = Table::new(columns());
            for one in listed(&of.register, &made, of.grid) {
                let Some(whole) = one.commitment else { continue };
                if last_of(&whole.steps, CommitmentStepKind::Published).is_some() {
                    let text = domain::document::Cell::text(&whole.row.text);
                    table.rows.push(Row(vec![name(&of, &one), post(&made, whole), text, due(whole)]));
                }
            }
            let mut document = bare(self, standard);
            document.head.push(HeadLine { left: of.place.clone(), right: of_year(&of) });
            document.blocks.push(Block::Table(table));
            document
        };
        // It hangs on the wall: it is no internal paper, and nobody's name stands under it.
        document.footer.clear();
        document.signatures = ["党组织（盖章）", "年　　月　　日"].map(str::to_owned).to_vec();
        Ok(vec![document])
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("姓名").mm(26.0),
        Column::new("岗位").mm(36.0),
        Column::new("承诺事项"),
        Column::new("完成时限").mm(30.0).centred(),
    ]
}
