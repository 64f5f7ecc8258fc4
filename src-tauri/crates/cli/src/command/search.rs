//! `search`: people and households, as the search box finds them.

use app::failure::Result;
use app::search::search;
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Search;
use crate::columns::{columns, or_none};

pub fn run(session: &Session, typed: &Search) -> Result<Answer> {
    let hits = search(session, &typed.text, typed.limit)?;
    if hits.is_empty() {
        return Ok(Answer::new(&hits, "没有找到；可以试试姓名、拼音首字母、户号、证号或电话的后四位"));
    }
    let head = ["姓名", "村民小组", "户号", "凭"].map(str::to_owned);
    let rows = hits.iter().map(|hit| {
        let name = if hit.kind == "household" { format!("{} 户", hit.name) } else { hit.name.clone() };
        [name, or_none(hit.hamlet.as_ref()), or_none(hit.household_code.as_ref()), hit.why.to_owned()]
    });
    let text = columns(&std::iter::once(head).chain(rows).collect::<Vec<_>>());
    Ok(Answer::new(&hits, text))
}
