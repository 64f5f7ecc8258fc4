//! `form`: any form, written where one says; and the list of forms.

use app::failure::{Failure, Result};
use app::forms::{self, FormInfo, FormRequest};
use app::saving::{FileKind, Saved, save_form_as};
use app::session::Session;
use app::standard;
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::{Arguments, Files, Form};
use crate::book::open;
use crate::columns::columns;

pub fn run(arguments: &Arguments, typed: &Form) -> Result<Answer> {
    let Some(name) = &typed.name else { return list(arguments) };
    let session = open(arguments)?;
    let request = FormRequest {
        form: name.clone(),
        month: typed.month.clone(),
        subject: typed.id.clone(),
        grid: typed.grid.clone(),
        blank: typed.blank,
        ..FormRequest::default()
    };
    // First of all, so that a request that cannot be answered leaves no file.
    let made = forms::pdf(&session, &request)?;
    let told = json!({ "form": name, "pages": made.pages, "rows": made.rows });
    let text = format!("{} 页，{} 行\n", made.pages, made.rows);
    let saved = save(&session, &request, &typed.files)?;
    if saved.is_empty() {
        return Ok(Answer::new(&told, text + "没有存成文件；要存请加 --pdf 或 --xlsx"));
    }
    Ok(Answer::new(&told, text + &words(&saved)))
}

/// The forms there are: no book is needed for it, one that is named says what they are called there.
fn list(arguments: &Arguments) -> Result<Answer> {
    let forms = match arguments.store {
        Some(_) => forms::list(&*open(arguments)?.standard()?),
        None => forms::list(standard::shipped()?),
    };
    let head = ["表名", "标题", "分组", "范围", "纸张"].map(str::to_owned);
    let row = |form: &FormInfo| {
        let scope = match form.scope {
            forms::FormScope::Month => "按月",
            forms::FormScope::List => "名册",
            forms::FormScope::Household => "按户",
            forms::FormScope::Person => "按人",
            forms::FormScope::Activity | forms::FormScope::Meeting | forms::FormScope::Talk => "按次或按月",
        };
        [form.form.clone(), form.title.clone(), form.group.clone(), scope.to_owned(), form.paper.clone()]
    };
    let text = columns(&std::iter::once(head).chain(forms.iter().map(row)).collect::<Vec<_>>());
    Ok(Answer::new(&forms, text))
}

/// Saves a form as the files that were typed.
pub fn save(session: &Session, request: &FormRequest, files: &Files) -> Result<Vec<Saved>> {
    if files.xlsx.is_some() && files.xlsx == files.pdf {
        return Err(Failure::new("usage", "--xlsx 和 --pdf 要写两个不同的文件").at("--pdf"));
    }
    let wanted = [(FileKind::Xlsx, &files.xlsx), (FileKind::Pdf, &files.pdf)];
    let wanted = wanted.into_iter().filter_map(|(kind, path)| Some((kind, path.as_ref()?)));
    wanted.map(|(kind, path)| Ok(save_form_as(session, request, kind, path)?.0)).collect()
}

/// What was saved, and what the file that had the name is called now.
pub fn words(saved: &[Saved]) -> String {
    let line = |saved: &Saved| {
        let old = saved.kept_old.as_ref().map(|old| format!("（原来的改名为 {old}）")).unwrap_or_default();
        format!("{}：{}{old}\n", saved.message, saved.file)
    };
    saved.iter().map(line).collect()
}
