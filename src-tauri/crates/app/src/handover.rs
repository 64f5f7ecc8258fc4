//! 换届交接: a new leader comes, the old one goes, as one operation. The posts that others hold stay as they are.
//!
//! The new leader sets a password of their own; the old one's stops opening the book with the hand-over, or stays until
//! somebody ends it. The party group's 组长 is another person from today on; roles are dated, so that past months keep
//! their leader. The sheet that both sign is the form `handover`.

use domain::id::Id;
use domain::organisation::{Grid, OrgUnit, RoleKind};
use domain::person::Person;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::failure::{Failure, Result};
use crate::grids::{assign, begins};
use crate::operators::{done, new, refused};
use crate::session::{OpLabel, Session, id};

/// A hand-over.
#[derive(Clone, Deserialize, TS)]
#[ts(export)]
pub struct HandOver {
    /// Who takes over, as the history will name them.
    pub name: String,
    /// Theirs, to be typed by themselves; not asked for by the preview.
    pub password: String,
    /// Of who hands over; not asked for by the preview.
    pub own_password: String,
    /// Row id of the grid whose group gets another leader; blank = the only one, else none.
    pub grid: Option<String>,
    /// Row id of who becomes 组长; blank = the role stays as it is.
    pub leader: Option<String>,
    /// The old password goes on opening the book until somebody ends it.
    pub keep_old: bool,
}

/// One thing that a hand-over changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HandOverChange {
    /// `使用人`, `第一网格党小组 组长`.
    pub what: String,
    /// Until now; none where there was nobody.
    pub from: Option<String>,
    /// From today on; none where it is given up without a successor.
    pub to: Option<String>,
}

/// What a hand-over would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HandOverPreview {
    /// From which day on.
    pub on: String,
    /// What changes, with names.
    pub changes: Vec<HandOverChange>,
    /// What to know, in sentences.
    pub notes: Vec<&'static str>,
}

/// The group whose leader changes, and between whom.
struct Lead {
    unit: OrgUnit,
    old: Option<Person>,
    new: Person,
}

/// What would change. Passwords are not looked at.
///
/// # Errors
/// A grid or a person that is gone; what the store says.
pub fn preview(session: &Session, request: &HandOver) -> Result<HandOverPreview> {
    let lead = lead(session, request)?;
    let mut changes = vec![HandOverChange {
        what: "使用人".to_owned(),
        from: Some(session.book().operator().name.clone()),
        to: Some(request.name.trim().to_owned()),
    }];
    let mut notes = vec![if request.keep_old {
        "原使用人的密码还能打开账本，请尽快在「使用人」里停用"
    } else {
        "原使用人的密码从交接起打不开账本；以前的备份仍用那天的密码打开"
    }];
    match lead {
        Some(lead) => changes.push(HandOverChange {
            what: format!("{} 组长", lead.unit.name),
            from: lead.old.map(|person| person.name),
            to: Some(lead.new.name),
        }),
        None => notes.push("党小组组长不变；要换，请选接任的人"),
    }
    notes.push("成员、岗位、联系户和没办完的事都保留，由接手人继续");
    notes.push("交接不能撤销；办完请打印交接单，当面核对后两人签字");
    Ok(HandOverPreview { on: session.today().to_string(), changes, notes })
}

/// Hands the book over, as one operation.
///
/// # Errors
/// As [`preview`]; a name or a password that is missing, too short or somebody else's; a wrong own password.
pub fn hand_over(session: &Session, request: &HandOver) -> Result<OpLabel> {
    let lead = lead(session, request)?;
    let new = new(session, &request.name, &request.password)?;
    // The refusals of the keys and those of the rows cross as one kind, so that either leaves everything as it was.
    let written = session.book().hand_over(&request.own_password, new, !request.keep_old, |write| {
        let Some(lead) = &lead else { return Ok(()) };
        let since = begins(write, session)?;
        assign(write, session, lead.unit.id, RoleKind::Leader, &[lead.new.id.to_string()], since).map_err(Refused::Said)
    });
    // Its rows may stand though its keys could not be written.
    session.forget();
    let written = written.map_err(|refusal| match refusal {
        Refused::Store(error) => refused(error),
        Refused::Said(failure) => failure,
    })?;
    done(session, written.op, "换届交接")
}

enum Refused {
    Store(store::StoreError),
    Said(Failure),
}

impl From<store::StoreError> for Refused {
    fn from(error: store::StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Said(failure)
    }
}

/// The group that gets another leader; none when nobody was named, or somebody who leads it already.
fn lead(session: &Session, request: &HandOver) -> Result<Option<Lead>> {
    let Some(leader) = request.leader.as_deref().filter(|leader| !leader.is_empty()) else { return Ok(None) };
    session.read(|reader| {
        let person: Person = reader.get(id(leader)?)?.ok_or_else(|| Failure::gone().at("leader"))?;
        if reader.is_erased(person.id)? {
            return Err(Failure::gone().at("leader"));
        }
        let mut grids: Vec<Grid> = reader.all()?;
        grids.retain(|grid| grid.to.is_none());
        let named = request.grid.as_deref().filter(|grid| !grid.is_empty()).map(id).transpose()?;
        let grid = match (named, grids.as_slice()) {
            (Some(named), grids) => grids.iter().find(|grid| grid.id == named),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let grid = grid.ok_or_else(|| Failure::new("which_grid", "请选是哪个网格的党小组换组长").at("grid"))?;
        let unit: OrgUnit = reader.get(grid.unit)?.ok_or_else(Failure::gone)?;
        let roles = reader.roles_of_unit(unit.id)?;
        let old = roles.into_iter().find(|role| role.kind == RoleKind::Leader && role.to.is_none());
        if old.as_ref().is_some_and(|role| role.person == person.id) {
            return Ok(None);
        }
        let old = old.map(|role| reader.get::<Person>(role.person)).transpose()?.flatten();
        Ok(Some(Lead { unit, old, new: person }))
    })
}

/// Who handed over to whom, and when; as the last hand-over left it.
pub(crate) struct Handed {
    /// Who went.
    pub old: String,
    /// Who came.
    pub new: String,
    /// The instant, RFC 3339, UTC.
    pub at: String,
}

/// The last hand-over of the book, if there was one.
pub(crate) fn last(session: &Session) -> Result<Option<Handed>> {
    let operators = session.book().operators()?;
    let name = |id: &str| {
        let id: Id = id.parse().ok()?;
        operators.iter().find(|row| row.operator.id == id).map(|row| row.operator.name.clone())
    };
    let Some(row) = session.book().audit_of(&["hand_over"])?.into_iter().next() else { return Ok(None) };
    let ids = row.what.as_deref().and_then(|what| what.split_once(' '));
    let names = ids.and_then(|(old, new)| Some((name(old)?, name(new)?)));
    Ok(names.map(|(old, new)| Handed { old, new, at: row.at }))
}

#[cfg(test)]
mod tests {
    use domain::organisation::{Role, StationRole};

    use super::*;
    use crate::history;
    use crate::testing::{Opened, Village, open_as};

    struct Known {
        opened: Opened,
        old: Id,
        new: Id,
        member: Id,
        unit: Id,
    }

    fn known() -> Known {
        let mut village = Village::opened("2026-01-01");
        let grid = village.grid(1);
        village.found_groups();
        let home = village.household(grid);
        let (old, new, member) = (village.head(home), village.person(home), village.person(home));
        village.name(new, "李小测");
        let unit = village.role(old, grid, RoleKind::Leader).unit;
        village.role(member, grid, RoleKind::Member);
        let opened = open_as(StationRole::Grid, "第一网格", &village.rows, "2026-03-20");
        Known { opened, old, new, member, unit }
    }

    impl Known {
        fn request(&self) -> HandOver {
            HandOver {
                name: "李小测".into(),
                password: "李小测 2026".into(),
                own_password: "密码".into(),
                grid: None,
                leader: Some(self.new.to_string()),
                keep_old: false,
            }
        }

        fn leaders(&self, on: &str) -> Vec<Id> {
            let roles: Vec<Role> = self.opened.session.read(|reader| Ok(reader.roles_of_unit(self.unit)?)).unwrap();
            let holds = |role: &Role| domain::date::holds_on(role.from, role.to, on.parse().unwrap());
            roles.iter().filter(|role| role.kind == RoleKind::Leader && holds(role)).map(|role| role.person).collect()
        }
    }

    #[test]
    fn a_hand_over_changes_operator_and_leader_from_today_on_and_nothing_else() {
        let known = known();
        let session = &known.opened.session;
        let shown = preview(session, &known.request()).unwrap();
        let words: Vec<&str> = shown.changes.iter().map(|change| change.what.as_str()).collect();
        assert_eq!((words, shown.changes[0].to.as_deref()), (vec!["使用人", "第一网格党小组 组长"], Some("李小测")));
        assert_eq!(history::history(session, 0, 9, None).unwrap().total, 1, "a preview writes nothing");
        hand_over(session, &known.request()).unwrap();
        assert_eq!((known.leaders("2026-03-19"), known.leaders("2026-03-20")), (vec![known.old], vec![known.new]));
        session
            .read(|reader| {
                assert!(reader.roles_of_person(known.member)?.iter().all(|role| role.to.is_none()));
                Ok(())
            })
            .unwrap();
        let operators = crate::operators::operators(session).unwrap();
        assert_eq!((operators[0].name.as_str(), operators[0].owner), ("李小测", true));
        assert_eq!((operators[1].opens, operators[1].to.as_deref()), (false, Some("2026-03-20")));
        let handed = last(session).unwrap().unwrap();
        assert_eq!((handed.old.as_str(), handed.new.as_str()), ("示例使用人", "李小测"));
        assert_eq!(&handed.at[..10], "2026-03-20");
    }

    #[test]
    fn with_the_old_password_kept_both_open_the_book() {
        let known = known();
        hand_over(&known.opened.session, &HandOver { keep_old: true, leader: None, ..known.request() }).unwrap();
        assert!(crate::operators::operators(&known.opened.session).unwrap().iter().all(|row| row.opens));
        assert_eq!(known.leaders("2026-03-20"), [known.old]);
    }

    #[test]
    fn a_hand_over_that_was_cut_short_before_the_keys_is_finished_by_the_same_request() {
        for keep_old in [true, false] {
            let known = known();
            let session = &known.opened.session;
            let request = HandOver { keep_old, ..known.request() };
            // The key file cannot be written: the rows stand, the keys do not.
            let hindrance = session.book().dir().join("store.key.new");
            std::fs::create_dir(&hindrance).unwrap();
            assert!(hand_over(session, &request).is_err());
            let stands = history::history(session, 0, 1, None).unwrap();
            std::fs::remove_dir(hindrance).unwrap();
            let done = hand_over(session, &request).unwrap();
            assert_eq!((done.op, done.label.as_str()), (stands.rows[0].op, "换届交接"));
            assert_eq!(history::history(session, 0, 1, None).unwrap(), stands, "no second operation");
            assert_eq!(known.leaders("2026-03-20"), [known.new]);
            let opens: Vec<bool> =
                crate::operators::operators(session).unwrap().into_iter().map(|row| row.opens).collect();
            assert_eq!(opens, [true, keep_old]);
            // Once more: the password is the new one's by now, and nothing changes.
            let again = hand_over(session, &request).unwrap_err();
            assert_eq!(again.field.as_deref(), Some(if keep_old { "password" } else { "own_password" }));
            assert_eq!(history::history(session, 0, 1, None).unwrap(), stands);
        }
    }

    #[test]
    fn what_is_refused_changes_neither_roles_nor_operators() {
        let known = known();
        let session = &known.opened.session;
        let wrong = HandOver { own_password: "不对".into(), ..known.request() };
        assert_eq!(hand_over(session, &wrong).unwrap_err().field.as_deref(), Some("own_password"));
        let gone = HandOver { leader: Some(Id::from_u128(9999).to_string()), ..known.request() };
        assert_eq!(preview(session, &gone).unwrap_err().code, "not_found");
        assert_eq!(known.leaders("2026-03-20"), [known.old]);
        assert_eq!(crate::operators::operators(session).unwrap().len(), 1);
    }
}
