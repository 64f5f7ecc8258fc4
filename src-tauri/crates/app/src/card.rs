//! The household card (一户一档) and what is shown of it only when asked.

use domain::codes::CodeTable;
use domain::date::PartialDate;
use domain::day::Day;
use domain::household::Household;
use domain::id::Id;
use domain::person::{FromReason, Person};
use domain::tag::{Subject, Tag};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::failure::{Failure, Result};
use crate::history::{self, HistoryRow};
use crate::session::{Session, id};
use crate::view::{Hangings, PersonRow};

/// A tag with its dates; its detail (grade, certificate) is masked until asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TagView {
    /// Row id.
    pub id: String,
    /// The kind, as a word.
    pub kind: String,
    /// `•••` where there is something.
    pub detail: Option<String>,
    /// Since when.
    pub from: Option<String>,
    /// Until when, exclusive.
    pub to: Option<String>,
    /// From which list.
    pub source: Option<String>,
}

/// Somebody in a household, or who was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MemberView {
    /// The person.
    pub person: PersonRow,
    /// Birth date, for grown-ups; of a child only the age is shown.
    pub birth: Option<String>,
    /// 户籍, 常住, 暂住.
    pub kind: String,
    /// Since when.
    pub from: Option<String>,
    /// Why.
    pub from_reason: String,
    /// Until when, exclusive.
    pub to: Option<String>,
    /// Why.
    pub to_reason: Option<String>,
    /// Their tags.
    pub tags: Vec<TagView>,
}

/// A household with all that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HouseholdCard {
    /// Row id.
    pub id: String,
    /// 户号.
    pub code: Option<String>,
    /// Name of the head.
    pub head: Option<String>,
    /// 村民小组.
    pub hamlet: Option<String>,
    /// 住址.
    pub address: Option<String>,
    /// Masked.
    pub phone: Option<String>,
    /// Name of the grid.
    pub grid: Option<String>,
    /// Since when.
    pub from: Option<String>,
    /// 期初, 立户, 分户.
    pub from_reason: String,
    /// Until when, exclusive.
    pub to: Option<String>,
    /// The household's own tags.
    pub tags: Vec<TagView>,
    /// Who lives here, the head first.
    pub members: Vec<MemberView>,
    /// Who lived here.
    pub former: Vec<MemberView>,
    /// The last operations that changed it.
    pub history: Vec<HistoryRow>,
    /// Open doubts about it and its people.
    pub doubts: usize,
}

/// Under this age a person's particulars are masked beyond name and age (class P3).
pub const CHILD: u32 = 14;

fn text(date: Option<PartialDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn tag_view(tag: &Tag) -> TagView {
    let detail = tag.subtype.is_some() || tag.grade.is_some() || tag.certificate.is_some();
    TagView {
        id: tag.id.to_string(),
        kind: tag.kind.word().to_owned(),
        detail: detail.then(|| "•••".to_owned()),
        from: text(tag.from),
        to: text(tag.to),
        source: tag.source.clone(),
    }
}

/// The card of a household as of today.
///
/// # Errors
/// A household that is not there; what the store says.
pub fn household_card(session: &Session, household: &str) -> Result<HouseholdCard> {
    let household = id(household)?;
    let register = session.register()?;
    let day = Day::new(&register, session.today());
    let rows = register.rows();
    let at = register.household_index(household).ok_or_else(Failure::gone)?;
    let row = &rows.households[at as usize];
    let hangings = Hangings::new(&day);
    let tags_of = |subject: Subject| rows.tags.iter().filter(|tag| tag.subject == subject).map(tag_view).collect();
    let (mut members, mut former) = (Vec::new(), Vec::new());
    for (index, residence) in rows.residences.iter().enumerate().filter(|(_, one)| one.household == household) {
        let Some(person) = register.person_index(residence.person) else { continue };
        let shown = hangings.person_row(&register, &day, person);
        let child = shown.age.is_some_and(|age| age < CHILD);
        let began = register.stay_began(index);
        let view = MemberView {
            birth: text(rows.persons[person as usize].birth).filter(|_| !child),
            kind: residence.kind.word().to_owned(),
            from: text(rows.residences[began].from),
            from_reason: register.entry(began).map_or(FromReason::Opening, |(_, reason)| reason).word().to_owned(),
            to: text(residence.to),
            to_reason: residence.to_reason.map(|reason| reason.word().to_owned()),
            tags: tags_of(Subject::Person(residence.person)),
            person: PersonRow { relation: residence.relation.map(|one| one.word().to_owned()), ..shown },
        };
        let order = residence.relation.map_or("~", domain::codes::Relation::code);
        if residence.to.is_some_and(|to| to.begun_on(day.date())) {
            former.push((residence.person, residence.to, view));
        } else {
            members.push((order, view));
        }
    }
    members.sort_by_key(|(order, _)| *order);
    // Who lives here now, with whatever relation, is not former; who came and went twice is shown as they last went.
    former.retain(|(person, _, _)| !members.iter().any(|(_, one)| one.person.id == person.to_string()));
    former.sort_by_key(|(person, to, _)| (*person, std::cmp::Reverse(*to)));
    former.dedup_by_key(|(person, _, _)| *person);
    let ids: Vec<Id> = rows
        .residences
        .iter()
        .filter(|one| one.household == household)
        .map(|one| one.person)
        .chain([household])
        .collect();
    let doubts = session.read(crate::doubts::open)?;
    let grid = day.grid_of(at).map(|grid| rows.grids[grid as usize].name.clone());
    let open_reason = if row.from.is_some() { "立户" } else { "期初" };
    Ok(HouseholdCard {
        id: row.id.to_string(),
        code: row.code.clone(),
        head: hangings.head(household).map(|head| rows.persons[head as usize].name.clone()),
        hamlet: row.hamlet.clone(),
        address: row.address.clone(),
        phone: row.phone.as_deref().map(domain::mask::phone),
        grid,
        from: text(row.from),
        from_reason: row.from_reason.map_or(open_reason, domain::household::OpenReason::word).to_owned(),
        to: text(row.to),
        tags: tags_of(Subject::Household(household)),
        members: members.into_iter().map(|(_, view)| view).collect(),
        former: former.into_iter().map(|(_, _, view)| view).collect(),
        history: history::history(session, 0, 20, Some(&household.to_string()))?.rows,
        doubts: doubts.iter().filter(|doubt| doubt.record.is_some_and(|record| ids.contains(&record))).count(),
    })
}

/// Whose value is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RevealedKind {
    /// A person's number, phone, or a child's birth.
    Person,
    /// A household's phone.
    Household,
    /// A tag's grade and certificate.
    Tag,
}

/// What can be shown in full, one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Revealed {
    /// 身份证号.
    IdNumber,
    /// 电话.
    Phone,
    /// 出生日期.
    Birth,
    /// 等级, 证号 of a tag.
    TagDetail,
}

impl Revealed {
    const fn key(self) -> &'static str {
        match self {
            Self::IdNumber => "id_number",
            Self::Phone => "phone",
            Self::Birth => "birth",
            Self::TagDetail => "tag_detail",
        }
    }
}

/// Which value is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct Reveal {
    /// Whose.
    pub kind: RevealedKind,
    /// Row id of the person, the household or the tag.
    pub id: String,
    /// Which of its values.
    pub field: Revealed,
}

/// Shows one masked value in full; it goes to the audit log, without the value.
///
/// # Errors
/// A record that is not there, or has no such value; what the store says.
pub fn reveal(session: &Session, ask: &Reveal) -> Result<String> {
    let record = id(&ask.id)?;
    let value = session.read(|reader| {
        Ok(match (ask.kind, ask.field) {
            (RevealedKind::Tag, Revealed::TagDetail) => {
                let tag: Tag = reader.get(record)?.ok_or_else(Failure::gone)?;
                let grade = tag.grade.map(|grade| CodeTable::DisabilityGrade.word(&grade).to_owned());
                let kind = tag.subtype.map(|kind| CodeTable::DisabilityKind.word(&kind).to_owned());
                let parts: Vec<String> = [kind, grade, tag.certificate].into_iter().flatten().collect();
                Some(parts.join(" ")).filter(|text| !text.is_empty())
            }
            (RevealedKind::Household, Revealed::Phone) => {
                reader.get::<Household>(record)?.ok_or_else(Failure::gone)?.phone
            }
            (RevealedKind::Person, field) => {
                let person: Person = reader.get(record)?.ok_or_else(Failure::gone)?;
                match field {
                    Revealed::IdNumber => person.id_number,
                    Revealed::Phone => person.phone,
                    Revealed::Birth => text(person.birth),
                    Revealed::TagDetail => None,
                }
            }
            _ => None,
        })
    })?;
    let value = value.ok_or_else(|| Failure::new("nothing_there", "这一项没有登记"))?;
    session.book().audit_append("reveal", Some(&format!("{} {record}", ask.field.key())), None)?;
    Ok(value)
}
