//! 使用人: who may open the book, each with a password of their own. What they did keeps their name.

use domain::date::PartialDate;
use serde::{Deserialize, Serialize};
use store::NewOperator;
use ts_rs::TS;

use crate::books::check_password;
use crate::failure::{Failure, Result};
use crate::history;
use crate::session::{OpLabel, Session, id};

/// Somebody who uses or used the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OperatorView {
    /// Row id.
    pub id: String,
    /// As the history names them.
    pub name: String,
    /// First day; none for who made the book.
    pub from: Option<String>,
    /// First day no more.
    pub to: Option<String>,
    /// Their password opens the book. Neither that nor `to`: their adding was cut short; add them again.
    pub opens: bool,
    /// The recovery code opens the book in their name.
    pub owner: bool,
    /// Who is at it now.
    pub current: bool,
}

/// Somebody to be added.
#[derive(Clone, Deserialize, TS)]
#[ts(export)]
pub struct AddOperator {
    /// As the history will name them.
    pub name: String,
    /// Theirs, to be typed by themselves.
    pub password: String,
    /// Of who is at it.
    pub own_password: String,
}

/// Somebody to be ended.
#[derive(Clone, Deserialize, TS)]
#[ts(export)]
pub struct EndOperator {
    /// Row id.
    pub id: String,
    /// Of who is at it.
    pub own_password: String,
}

/// Who uses and used the book: those who can open it first, in the order of their coming.
///
/// # Errors
/// What the store says.
pub fn operators(session: &Session) -> Result<Vec<OperatorView>> {
    let current = session.book().operator().id;
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string());
    let mut rows: Vec<OperatorView> = session
        .book()
        .operators()?
        .into_iter()
        .map(|row| OperatorView {
            id: row.operator.id.to_string(),
            from: date(row.operator.from),
            to: date(row.operator.to),
            opens: row.opens,
            owner: row.owner,
            current: row.operator.id == current,
            name: row.operator.name,
        })
        .collect();
    rows.sort_by_key(|row| !row.opens);
    Ok(rows)
}

/// Adds somebody with a password of their own.
///
/// # Errors
/// A name that is missing or somebody else's; a password that is too short or somebody else's; a wrong own password.
pub fn add(session: &Session, request: &AddOperator) -> Result<OpLabel> {
    let new = new(session, &request.name, &request.password)?;
    let written = session.book().add_operator(&request.own_password, new).map_err(refused)?;
    done(session, written.op, "添加使用人")
}

/// Ends somebody: their password opens nothing any more.
///
/// # Errors
/// Oneself; the last one; somebody who is gone; a wrong own password.
pub fn end(session: &Session, request: &EndOperator) -> Result<OpLabel> {
    let today = PartialDate::from(session.today());
    let written = session.book().end_operator(&request.own_password, id(&request.id)?, today).map_err(refused)?;
    done(session, written.op, "停用使用人")
}

/// Somebody new, from today on.
pub(crate) fn new<'a>(session: &Session, name: &'a str, password: &'a str) -> Result<NewOperator<'a>> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Failure::new("needed", "请填写使用人的姓名").at("name"));
    }
    check_password(password)?;
    Ok(NewOperator { name, password, from: PartialDate::from(session.today()) })
}

/// A refusal with the field that it is about: here two passwords are typed.
pub(crate) fn refused(error: store::StoreError) -> Failure {
    use store::StoreError as Error;
    let field = match &error {
        Error::WrongPassword { .. } | Error::Wait { .. } | Error::NotOwnPassword => Some("own_password"),
        Error::PasswordTaken | Error::EmptyPassword => Some("password"),
        Error::NameTaken => Some("name"),
        _ => None,
    };
    let failure = Failure::from(error);
    match field {
        Some(field) => failure.at(field),
        None => failure,
    }
}

/// What was done. A repetition that only had to give the password again is no operation of its own: what it answers is
/// the one whose rows stand already.
pub(crate) fn done(session: &Session, op: Option<i64>, label: &str) -> Result<OpLabel> {
    session.forget();
    match history::done(session, op, label)? {
        Some(done) => Ok(done),
        None => history::newest(session, label)?.ok_or_else(Failure::gone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Opened, Village, open};

    fn opened() -> Opened {
        open(&Village::opened("2026-01-01").rows, "2026-03-20")
    }

    fn request(name: &str, password: &str, own: &str) -> AddOperator {
        AddOperator { name: name.to_owned(), password: password.to_owned(), own_password: own.to_owned() }
    }

    #[test]
    fn who_is_added_stands_in_the_list_and_who_is_ended_stays_in_it() {
        let opened = opened();
        add(&opened.session, &request(" 李小测 ", "李小测 2026", "密码")).unwrap();
        let added = operators(&opened.session).unwrap().pop().unwrap();
        assert_eq!(
            (added.name.as_str(), added.from.as_deref(), added.opens, added.owner, added.current),
            ("李小测", Some("2026-03-20"), true, false, false)
        );
        let done = end(&opened.session, &EndOperator { id: added.id, own_password: "密码".into() }).unwrap();
        let rows = history::history(&opened.session, 0, 1, None).unwrap().rows;
        assert_eq!((rows[0].op, rows[0].label.as_str(), rows[0].can_undo), (done.op, "停用使用人", false));
        let ended = operators(&opened.session).unwrap().pop().unwrap();
        assert_eq!((ended.to.as_deref(), ended.opens), (Some("2026-03-20"), false));
    }

    #[test]
    fn each_refusal_names_its_field() {
        let opened = opened();
        let field = |request: &AddOperator| add(&opened.session, request).unwrap_err().field.unwrap();
        assert_eq!(field(&request(" ", "李小测 2026", "密码")), "name");
        assert_eq!(field(&request("示例使用人", "李小测 2026", "密码")), "name");
        assert_eq!(field(&request("李小测", "短", "密码")), "password");
        assert_eq!(field(&request("李小测", "李小测 2026", "不对")), "own_password");
        let own = operators(&opened.session).unwrap().remove(0);
        assert!(own.current && own.owner);
    }
}
