//! `plans`: the plans of a year, one with how far it is, what a new one would hold.

use app::failure::Result;
use app::plans::{PlanAsk, PlanDraft, PlanItemRow, PlanQuery, PlanRow, PlanView, plan, plan_draft, plans};
use app::session::Session;

use crate::answer::Answer;
use crate::arguments::Plans;
use crate::columns::{columns, or_none};

pub fn run(session: &Session, typed: &Plans) -> Result<Answer> {
    if let Some(period) = &typed.draft {
        let draft = plan_draft(session, &PlanAsk { period: period.clone(), grid: typed.grid.clone() })?;
        let text = proposed(&draft);
        return Ok(Answer::new(&draft, text));
    }
    if let Some(id) = &typed.id {
        let view = plan(session, id)?;
        return Ok(Answer::new(&view, one(&view)));
    }
    let list = plans(session, &PlanQuery { year: typed.year, grid: typed.grid.clone() })?;
    let text = of_year(&list.rows);
    Ok(Answer::new(&list, text))
}

fn of_year(rows: &[PlanRow]) -> String {
    let head = ["时间", "谁的", "目标", "几件", "做完", "误期"].map(str::to_owned);
    let row = |row: &PlanRow| {
        [
            row.period.clone(),
            row.group.clone().unwrap_or_else(|| "全村".to_owned()),
            or_none(row.targets.as_ref()),
            row.items.to_string(),
            row.done.to_string(),
            row.late.to_string(),
        ]
    };
    if rows.is_empty() {
        return "还没有工作计划；--draft 2026 看看该做什么".to_owned();
    }
    columns(&std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>())
}

fn one(view: &PlanView) -> String {
    let head = ["内容", "措施", "时限", "责任人", "情况", "说明"].map(str::to_owned);
    let state = |item: &PlanItemRow| match (&item.count, &item.done_on) {
        (Some(count), _) => count.clone(),
        (None, Some(done)) => format!("{done} 完成"),
        (None, None) if item.late => "误期".to_owned(),
        (None, None) => "没做完".to_owned(),
    };
    let row = |item: &PlanItemRow| {
        [
            item.text.clone(),
            or_none(item.measures.as_ref()),
            or_none(item.due.as_ref()),
            or_none(item.owner_name.as_ref()),
            state(item),
            or_none(item.result.as_ref()),
        ]
    };
    let items = columns(&std::iter::once(head).chain(view.items.iter().map(row)).collect::<Vec<_>>());
    let (targets, methods) = (or_none(view.plan.targets.as_ref()), or_none(view.methods.as_ref()));
    format!("{} 工作计划\n目标：{targets}\n办法：{methods}\n\n{items}", view.plan.period)
}

fn proposed(draft: &PlanDraft) -> String {
    let head = ["来历", "内容", "措施", "时限", "责任人"].map(str::to_owned);
    let rows = draft.items.iter().map(|item| {
        let (measures, due) = (or_none(item.measures.as_ref()), or_none(item.due.as_ref()));
        [item.from.to_owned(), item.text.clone(), measures, due, or_none(item.owner_name.as_ref())]
    });
    columns(&std::iter::once(head).chain(rows).collect::<Vec<_>>())
}
