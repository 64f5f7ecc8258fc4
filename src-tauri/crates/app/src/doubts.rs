//! 疑点: the questions that lists left, and answering them.

use domain::codes::{Relation, Sex};
use domain::date::PartialDate;
use domain::day::Day;
use domain::doubt::{Doubt, DoubtWhy};
use domain::household::Household;
use domain::id::Id;
use domain::id_number::IdNumber;
use domain::mask;
use domain::person::{FromReason, Person, ResidenceKind, ToReason};
use intake::plan::waiting_entry;
use serde::Serialize;
use store::{OpKind, Reader, Write};
use ts_rs::TS;

use crate::asked;
use crate::events::Ground;
use crate::exchange;
use crate::failure::{Failure, Result};
use crate::history::Page;
use crate::import::field_label;
use crate::session::{OpLabel, Session, id};

/// Somebody or some household that an answer may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Candidate {
    /// Row id.
    pub id: String,
    /// As shown.
    pub label: String,
}

/// One question, as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DoubtView {
    /// Row id.
    pub id: String,
    /// Why it is asked, in words.
    pub why: String,
    /// Whom it is about.
    pub subject: String,
    /// Row id of their household.
    pub household: Option<String>,
    /// Key of the field.
    pub field: Option<String>,
    /// Its caption.
    pub field_label: Option<String>,
    /// What both started from.
    pub base: Option<String>,
    /// What the book says.
    pub mine: Option<String>,
    /// What the list says.
    pub theirs: Option<String>,
    /// File, sheet and row.
    pub source: Option<String>,
    /// For somebody who could not be placed: who it might be.
    pub candidates: Vec<Candidate>,
    /// How it was answered.
    pub decision: Option<String>,
    /// When, RFC 3339, UTC.
    pub decided_at: Option<String>,
    /// By which operation, so that it can be undone.
    pub decided_op: Option<i64>,
}

/// All open doubts.
pub(crate) fn open(reader: &Reader<'_>) -> Result<Vec<Doubt>> {
    let mut doubts: Vec<Doubt> = reader.all()?;
    doubts.retain(Doubt::is_open);
    Ok(doubts)
}

/// The doubts, oldest first: those that are open, or those that were answered.
///
/// # Errors
/// What the store says.
pub fn list(session: &Session, open: bool, offset: usize, limit: usize) -> Result<Page<DoubtView>> {
    let mut doubts: Vec<Doubt> = session.read(|reader| Ok(reader.all()?))?;
    doubts.retain(|doubt| doubt.is_open() == open);
    let total = doubts.len();
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    let shown: Vec<Doubt> = doubts.into_iter().skip(offset).take(limit.min(500)).collect();
    let exchange = if shown.iter().any(|doubt| doubt.export.is_some()) {
        Some(session.read(exchange::decide::Book::read)?)
    } else {
        None
    };
    let of_exchange = |doubt: &Doubt| exchange.as_ref().filter(|_| doubt.export.is_some())?.show(doubt);
    let mut rows: Vec<DoubtView> = shown
        .into_iter()
        .map(|doubt| match of_exchange(&doubt) {
            Some(shown) => exchanged(doubt, shown),
            None => view(&day, doubt),
        })
        .collect();
    if !open {
        for row in &mut rows {
            let last = session.book().history(0, 1, Some(id(&row.id)?))?.1;
            row.decided_op = last.first().map(|op| op.op);
        }
    }
    Ok(Page { total, rows })
}

/// A question that a workbook of another station raised.
fn exchanged(doubt: Doubt, shown: exchange::decide::Shown) -> DoubtView {
    DoubtView {
        id: doubt.id.to_string(),
        why: doubt.why.word().to_owned(),
        subject: shown.subject,
        household: None,
        field: doubt.field,
        field_label: shown.field,
        base: shown.base,
        mine: shown.mine,
        theirs: shown.theirs,
        source: doubt.source,
        candidates: shown.candidates,
        decision: doubt.decision,
        decided_at: doubt.decided_at,
        decided_op: None,
    }
}

fn view(day: &Day<'_>, doubt: Doubt) -> DoubtView {
    let register = day.register();
    let rows = register.rows();
    let entry = waiting_entry(&doubt);
    let person = doubt.record.and_then(|record| register.person_index(record));
    let household = person
        .and_then(|person| day.household_of(person))
        .or_else(|| doubt.record.and_then(|record| register.household_index(record)));
    let name = person.map(|person| rows.persons[person as usize].name.clone());
    let subject = name.or_else(|| entry.as_ref().and_then(|entry| entry.name.clone())).unwrap_or_default();
    let is_number = doubt.field.as_deref() == Some("id_number");
    let shown = |value: &str, other: Option<&str>| match (is_number, other) {
        (true, Some(other)) => mask::compared(value, other),
        (true, None) => mask::id_number(value),
        (false, _) => value.to_owned(),
    };
    let candidates = entry.as_ref().and_then(|entry| entry.name.as_ref()).map(|name| namesakes(day, name));
    DoubtView {
        id: doubt.id.to_string(),
        why: doubt.why.word().to_owned(),
        subject,
        household: household.map(|at| rows.households[at as usize].id.to_string()),
        field_label: doubt.field.as_deref().map(field_label),
        base: doubt.base,
        mine: doubt.mine.as_deref().map(|mine| shown(mine, doubt.theirs.as_deref())),
        theirs: entry
            .as_ref()
            .map(words)
            .or(doubt.theirs.as_deref().map(|theirs| shown(theirs, doubt.mine.as_deref()))),
        source: doubt.source,
        candidates: candidates.unwrap_or_default(),
        decision: doubt.decision,
        decided_at: doubt.decided_at,
        field: doubt.field,
        decided_op: None,
    }
}

/// A waiting row in words.
fn words(entry: &intake::entry::Entry) -> String {
    let number = match &entry.id {
        intake::entry::IdReading::Whole(number) => Some(mask::id_number(number.as_str())),
        _ => None,
    };
    let tags: Vec<&str> = entry.tags.iter().map(|tag| tag.kind.word()).collect();
    let party = entry.party.as_ref().map(|party| match party.kind {
        domain::person::MemberKind::Unknown => "党员".to_owned(),
        kind => format!("{kind}党员"),
    });
    let parts = [
        entry.name.clone(),
        entry.sex.map(|sex| sex.word().to_owned()),
        entry.birth.map(|birth| format!("{birth} 生")),
        entry.age.map(|age| format!("{age} 岁")),
        number,
        entry.hamlet.clone(),
        entry.address.clone(),
        entry.head.as_ref().map(|head| format!("户主 {head}")),
        Some(tags.join("、")),
        party,
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，")
}

/// People of the same name, with their hamlet and head.
fn namesakes(day: &Day<'_>, name: &str) -> Vec<Candidate> {
    let register = day.register();
    let rows = register.rows();
    let hangings = crate::view::Hangings::new(day);
    (0..)
        .zip(&rows.persons)
        .filter(|(_, person)| person.name == name)
        .map(|(at, person)| {
            let row = hangings.person_row(register, day, at);
            let head = row.head.map(|head| format!("户主 {head}"));
            let age = row.age.map(|age| format!("{age} 岁"));
            let parts: Vec<String> = [Some(row.name), row.sex, age, row.hamlet, head].into_iter().flatten().collect();
            Candidate { id: person.id.to_string(), label: parts.join(" ") }
        })
        .collect()
}

/// Answers one doubt: `mine` keeps the book, `theirs` takes the list, anything else is a value or the id of whom the
/// list means. One operation.
///
/// # Errors
/// A doubt that is gone or answered; a value that the field cannot have; an answer that needs a reason.
pub fn decide(session: &Session, doubt: &str, choice: &str, reason: Option<&str>) -> Result<OpLabel> {
    let record = id(doubt)?;
    let doubt: Doubt = session.read(|reader| Ok(reader.get(record)?))?.ok_or_else(Failure::gone)?;
    if !doubt.is_open() {
        return Err(Failure::new("decided", "这个疑点已经定过了；要改，请先撤销那次操作"));
    }
    if doubt.why == DoubtWhy::Unplaced && choice != "mine" {
        return crate::import::place(session, &doubt, choice);
    }
    let label = "定疑点";
    let ((), op) = session.write(OpKind::DECIDE, label, |write| {
        if doubt.export.is_some() {
            exchange::decide::apply(write, session, &doubt, choice)?;
            return close(write, &doubt, choice);
        }
        let value = match choice {
            "mine" => None,
            "theirs" => doubt.theirs.clone(),
            value => Some(value.to_owned()),
        };
        if let Some(value) = value {
            apply(write, session, &doubt, &value, reason)?;
        }
        close(write, &doubt, choice)
    })?;
    crate::history::done(session, op, label)?.ok_or_else(Failure::gone)
}

/// Marks a doubt as answered.
pub(crate) fn close(write: &mut Write<'_>, doubt: &Doubt, decision: &str) -> Result<()> {
    let row = Doubt {
        decision: Some(decision.to_owned()),
        decided_by: Some(write.operator()),
        decided_at: Some(write.at().to_owned()),
        ..doubt.clone()
    };
    write.put(&row)?;
    Ok(())
}

fn bad_value(field: &str) -> Failure {
    Failure::new("bad_value", format!("「{}」写成这样不行，请改了再定", field_label(field))).at("choice")
}

fn apply(write: &mut Write<'_>, session: &Session, doubt: &Doubt, value: &str, reason: Option<&str>) -> Result<()> {
    let record = doubt.record.ok_or_else(Failure::gone)?;
    let field = doubt.field.as_deref().unwrap_or_default();
    if doubt.kind.as_deref() == Some("household") {
        let mut household: Household = write.get(record)?.ok_or_else(Failure::gone)?;
        household.hamlet = intake::normal::hamlet::in_column(value);
        write.put(&household)?;
        return Ok(());
    }
    let mut person: Person = write.get(record)?.ok_or_else(Failure::gone)?;
    match field {
        "id_number" => {
            let text = value.trim().to_ascii_uppercase();
            // What the page shows masked, typed back as it stands, is no number.
            if text.contains('*') {
                return Err(bad_value(field));
            }
            match IdNumber::parse(&text) {
                Ok(number) => {
                    person.birth = Some(PartialDate::from(number.birth()));
                    person.sex = Some(number.sex());
                    person.id_number = Some(number.as_str().to_owned());
                    person.id_reason = None;
                }
                Err(mistake) => {
                    let reason = asked::words(reason);
                    let reason = reason.ok_or_else(|| {
                        Failure::new("reason_needed", format!("{mistake}；一定要照这样存，请写明原因")).at("reason")
                    })?;
                    person.id_reason = Some(reason.to_owned());
                    person.id_number = Some(text);
                }
            }
        }
        "name" => {
            person.former_name = Some(std::mem::replace(&mut person.name, domain::name::tidy(value)));
            if person.name.is_empty() {
                return Err(bad_value(field));
            }
        }
        "birth" => person.birth = Some(value.parse().map_err(|_| bad_value(field))?),
        "sex" => {
            let sex = [Sex::Male, Sex::Female].into_iter().find(|sex| sex.word() == value);
            person.sex = Some(sex.ok_or_else(|| bad_value(field))?);
        }
        "relation" => return relate(write, record, Relation::from_word(value).ok_or_else(|| bad_value(field))?),
        "head" => return move_house(write, session, record, value),
        "residence_kind" => return come_back(write, session, record),
        "tag_until" => return Ok(()),
        _ => return Err(bad_value(field)),
    }
    write.put(&person)?;
    Ok(())
}

fn relate(write: &mut Write<'_>, person: Id, relation: Relation) -> Result<()> {
    let Some(mut residence) = write.residences_of_person(person)?.into_iter().find(|one| one.to.is_none()) else {
        return Err(Failure::gone());
    };
    if relation == Relation::HEAD {
        for mut other in write.residences_of_household(residence.household)? {
            if other.to.is_none() && other.relation == Some(Relation::HEAD) && other.person != person {
                other.relation = None;
                write.put(&other)?;
            }
        }
    }
    residence.relation = Some(relation);
    write.put(&residence)?;
    Ok(())
}

/// Moves a person to the household that a list puts them in: known by `一组 001 户主 张三`, or by its row id.
fn move_house(write: &mut Write<'_>, session: &Session, person: Id, words: &str) -> Result<()> {
    let target = match words.parse::<Id>() {
        Ok(id) => Some(id),
        Err(_) => named_household(write, session, words)?,
    };
    let target = target.ok_or_else(|| {
        Failure::new("no_such_household", "账本里没有名单上的那一户，请直接选一户，或保留现在的户").at("choice")
    })?;
    let today = PartialDate::from(session.today());
    let mut ground = Ground::new(write, session)?;
    let mut relation = None;
    if let Some(left) = ground.home(person)? {
        relation = left.relation.filter(|relation| *relation != Relation::HEAD);
        ground.end(&left, today, ToReason::TransferOut)?;
    }
    let like = (ResidenceKind::Registered, relation);
    ground.come(person, target, like, Some(today), Some(FromReason::TransferIn))
}

fn named_household(reader: &Reader<'_>, session: &Session, words: &str) -> Result<Option<Id>> {
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    let hangings = crate::view::Hangings::new(&day);
    let households: Vec<Household> = reader.all()?;
    let found: Vec<Id> = households
        .iter()
        .filter(|row| {
            let head = hangings.head(row.id).map(|at| register.rows().persons[at as usize].name.clone());
            let head = head.map(|head| format!("户主 {head}"));
            let said = [row.hamlet.as_deref(), row.code.as_deref().or(row.address.as_deref()), head.as_deref()];
            said.into_iter().flatten().collect::<Vec<_>>().join(" ") == words
        })
        .map(|row| row.id)
        .collect();
    Ok(if let [only] = found.as_slice() { Some(*only) } else { None })
}

/// Somebody whom the book had let go lives here after all: 回迁, from today, into the household they left.
fn come_back(write: &mut Write<'_>, session: &Session, person: Id) -> Result<()> {
    let residences = write.residences_of_person(person)?;
    let left = residences.into_iter().max_by_key(|one| one.to).ok_or_else(Failure::gone)?;
    let mut row: Person = write.get(person)?.ok_or_else(Failure::gone)?;
    row.died_on = None;
    write.put(&row)?;
    let (today, like) = (PartialDate::from(session.today()), (ResidenceKind::Registered, left.relation));
    Ground::new(write, session)?.come(person, left.household, like, Some(today), Some(FromReason::MoveIn))
}
