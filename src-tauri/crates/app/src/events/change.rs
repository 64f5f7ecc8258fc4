//! What is said of somebody or of a household changes: name, number, particulars, tags, work, party membership.

use domain::date::PartialDate;
use domain::household::Household;
use domain::id::Id;
use domain::person::{MemberKind, PartyMember, Person, Residence, Work};
use domain::tag::{Subject, Tag, TagKind};
use intake::normal::text::squeeze;
use intake::normal::{tag, word};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, typed};
use crate::failure::{Failure, Result};
use crate::session::id;

/// 改名. The name until now is kept as 曾用名.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct Rename {
    /// Row id of the person.
    pub person: String,
    /// The name from now on.
    pub name: String,
    /// It had only been written wrong: no 曾用名.
    #[serde(default)]
    pub corrected: bool,
}

/// 改身份证号. Sex and birth follow a whole number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct Renumber {
    /// Row id of the person.
    pub person: String,
    /// The number; empty takes it away.
    pub id_number: String,
    /// Why a number that cannot be one is kept.
    #[serde(default)]
    pub id_reason: Option<String>,
}

/// 修改个人信息: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditPerson {
    /// Row id of the person.
    pub person: String,
    /// 性别.
    pub sex: Option<String>,
    /// 出生日期.
    pub birth: Option<String>,
    /// 电话.
    pub phone: Option<String>,
    /// 民族.
    pub ethnic: Option<String>,
    /// 文化程度.
    pub education: Option<String>,
    /// 特长.
    pub skills: Option<String>,
    /// 与户主关系: it had been written wrong.
    pub relation: Option<String>,
    /// 户籍, 常住, 暂住: it had been written wrong.
    pub residence: Option<String>,
}

/// 修改户信息: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditHousehold {
    /// Row id of the household.
    pub household: String,
    /// 户号.
    pub code: Option<String>,
    /// 村民小组.
    pub hamlet: Option<String>,
    /// 住址.
    pub address: Option<String>,
    /// 电话.
    pub phone: Option<String>,
}

/// 类别认定 of a person or of a household.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct AddTag {
    /// Row id of the person; or
    pub person: Option<String>,
    /// row id of the household.
    pub household: Option<String>,
    /// Kind: 低保户, 残疾人, …
    pub tag: String,
    /// First day; already so at the opening when it is left out.
    pub date: Option<String>,
    /// Such as 视力残疾.
    pub subtype: Option<String>,
    /// Such as 二级.
    pub grade: Option<String>,
    /// 证号.
    pub certificate: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// 类别结束: `date` is the first day on which it holds no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct EndTag {
    /// Row id of the tag.
    pub tag: String,
    /// First day without it.
    pub date: String,
}

/// 务工情况变化.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct ChangeWork {
    /// Row id of the person.
    pub person: String,
    /// 在家, 外出务工, 求学, 就近务工, 其他; empty when nothing is known any more.
    pub work: String,
    /// 务工地点.
    #[serde(default)]
    pub place: Option<String>,
    /// First day; already so at the opening when it is left out.
    #[serde(default)]
    pub date: Option<String>,
}

/// 党员登记 or its change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct Party {
    /// Row id of the person.
    pub person: String,
    /// 正式, 预备, 不详.
    pub member: String,
    /// First day of this standing; already so at the opening when it is left out.
    pub date: Option<String>,
    /// 入党时间.
    pub joined_on: Option<String>,
    /// 转正时间.
    pub full_on: Option<String>,
    /// 所在支部.
    pub branch: Option<String>,
    /// 流动党员.
    pub floating: bool,
    /// Why they need not attend.
    pub exempt: Option<String>,
}

impl Act for Rename {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?;
        let name = typed::name(&self.name)?;
        let former_name = if self.corrected || person.name == name { person.former_name } else { Some(person.name) };
        ground.write.put(&Person { name, former_name, ..person })?;
        Ok(person.id)
    }
}

impl Act for Renumber {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?;
        let number = typed::number(Some(&self.id_number), self.id_reason.as_deref())?;
        if let Some(text) = &number.text
            && ground.write.persons_of_number(text)?.iter().any(|other| other.id != person.id)
        {
            return Err(super::come::taken());
        }
        let (sex, birth) = match &number.whole {
            Some(whole) => (Some(whole.sex()), Some(PartialDate::from(whole.birth()))),
            None => (person.sex, person.birth),
        };
        ground.write.put(&Person { id_number: number.text, id_reason: number.reason, sex, birth, ..person })?;
        Ok(person.id)
    }
}

/// The code of a word of a national table; empty takes it away.
fn code(
    value: Option<&str>,
    kept: Option<String>,
    read: fn(&str) -> Option<&'static str>,
    field: &str,
) -> Result<Option<String>> {
    let Some(value) = value else { return Ok(kept) };
    let Some(value) = typed::text(Some(value)) else { return Ok(None) };
    read(&squeeze(&value))
        .map(|code| Some(code.to_owned()))
        .ok_or_else(|| Failure::new("unknown_word", "这一项的写法不认识，请从列表里选").at(field))
}

impl Act for EditPerson {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut person = ground.person(&self.person)?;
        if let Some(sex) = &self.sex {
            person.sex = typed::sex(Some(sex))?;
        }
        if let Some(birth) = &self.birth {
            person.birth = typed::maybe_date(Some(birth), "birth")?;
        }
        if person.birth.is_some_and(|birth| !birth.begun_on(ground.today)) {
            return Err(Failure::new("in_future", "出生日期在今天以后，请核对").at("birth"));
        }
        let died_before = |birth: PartialDate| person.died_on.is_some_and(|died| died.first_day() < birth.first_day());
        if person.birth.is_some_and(died_before) {
            return Err(Failure::new("before_birth", "死亡日期早于出生日期，请核对").at("birth"));
        }
        if let Some(phone) = &self.phone {
            person.phone = typed::phone(Some(phone))?;
        }
        person.ethnic = code(self.ethnic.as_deref(), person.ethnic, word::ethnic, "ethnic")?;
        person.education = code(self.education.as_deref(), person.education, word::education, "education")?;
        if let Some(skills) = &self.skills {
            person.skills = typed::text(Some(skills));
        }
        ground.write.put(&person)?;
        if self.relation.is_some() || self.residence.is_some() {
            let home = ground.lived(&person)?;
            let relation = match &self.relation {
                Some(relation) => typed::relation(Some(relation), person.sex)?,
                None => home.relation,
            };
            let kind = match &self.residence {
                Some(kind) => typed::residence_kind(Some(kind))?,
                None => home.kind,
            };
            ground.touch(home.household);
            ground.write.put(&Residence { relation, kind, ..home })?;
        }
        Ok(person.id)
    }
}

impl Act for EditHousehold {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut row = ground.household(&self.household)?;
        if let Some(code) = &self.code {
            row.code = typed::text(Some(code));
        }
        if let Some(hamlet) = &self.hamlet {
            row.hamlet = intake::normal::hamlet::in_column(hamlet).or_else(|| typed::text(Some(hamlet)));
        }
        if let Some(address) = &self.address {
            row.address = typed::text(Some(address));
        }
        if let Some(phone) = &self.phone {
            row.phone = typed::phone(Some(phone))?;
        }
        ground.write.put::<Household>(&row)?;
        Ok(row.id)
    }
}

impl Act for AddTag {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let kind = TagKind::from_word(self.tag.trim())
            .ok_or_else(|| Failure::new("unknown_tag", "没有这一类别，请从列表里选").at("tag"))?;
        let (subject, known) = match (&self.person, &self.household) {
            (Some(person), None) => {
                let person = ground.person(person)?.id;
                (Subject::Person(person), ground.write.tags_of_person(person)?)
            }
            (None, Some(household)) => {
                let household = ground.household(household)?.id;
                (Subject::Household(household), ground.write.tags_of_household(household)?)
            }
            _ => return Err(Failure::new("needed", "类别要定给一个人，或定给一户").at("person")),
        };
        if known.iter().any(|tag| tag.kind == kind && tag.to.is_none()) {
            return Err(Failure::new("has_already", "已经有这一类别，不用再加").at("tag"));
        }
        let from = typed::maybe_date(self.date.as_deref(), "date")?;
        if from.is_some_and(|from| !from.begun_on(ground.today)) {
            return Err(Failure::new("in_future", "日期在今天以后，请核对").at("date"));
        }
        let tag = Tag {
            id: ground.write.mint(),
            subject,
            kind,
            subtype: code(self.subtype.as_deref(), None, tag::disability_kind, "subtype")?,
            grade: code(self.grade.as_deref(), None, tag::disability_grade, "grade")?,
            certificate: typed::text(self.certificate.as_deref()),
            from,
            to: None,
            source: typed::text(self.source.as_deref()),
        };
        ground.write.put(&tag)?;
        Ok(tag.id)
    }
}

impl Act for EndTag {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let row: Tag = ground.write.get(id(&self.tag)?)?.ok_or_else(|| Failure::gone().at("tag"))?;
        let date = typed::date(&self.date, "date")?;
        if row.to.is_some() {
            return Err(Failure::new("ended_already", "这个类别已经结束，请核对").at("tag"));
        }
        if row.from.is_some_and(|from| date.first_day() <= from.first_day()) {
            return Err(Failure::new("ends_before_start", "结束日期不能早于开始日期，请核对").at("date"));
        }
        ground.write.put(&Tag { to: Some(date), ..row })?;
        Ok(row.id)
    }
}

impl Act for ChangeWork {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?.id;
        let from = typed::maybe_date(self.date.as_deref(), "date")?;
        if from.is_some_and(|from| !from.begun_on(ground.today)) {
            return Err(Failure::new("in_future", "日期在今天以后，请核对").at("date"));
        }
        let next = typed::work(Some(&self.work))?;
        for row in ground.write.work_of_person(person)?.into_iter().filter(|row| row.to.is_none()) {
            match from {
                Some(from) if row.from.is_none_or(|since| since.first_day() < from.first_day()) => {
                    ground.write.put(&Work { to: Some(from), ..row })?;
                }
                // Said without a date, or of the same day: what stood there was wrong.
                _ => {
                    ground.write.remove::<Work>(row.id)?;
                }
            }
        }
        let Some((kind, inside)) = next else { return Ok(person) };
        let place = typed::text(self.place.as_deref()).or(inside);
        let row = Work { id: ground.write.mint(), person, kind, place, from, to: None };
        ground.write.put(&row)?;
        Ok(person)
    }
}

impl Act for Party {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let person = ground.person(&self.person)?.id;
        let kind = MemberKind::from_word(self.member.trim())
            .ok_or_else(|| Failure::new("unknown_member", "党员类别请写正式、预备或不详").at("member"))?;
        let from = typed::maybe_date(self.date.as_deref(), "date")?;
        let running = ground.write.memberships_of_person(person)?.into_iter().find(|row| row.to.is_none());
        let mut row = PartyMember {
            id: ground.write.mint(),
            person,
            kind,
            joined_on: typed::maybe_date(self.joined_on.as_deref(), "joined_on")?,
            full_on: typed::maybe_date(self.full_on.as_deref(), "full_on")?,
            branch: typed::text(self.branch.as_deref()),
            floating: self.floating,
            exempt: typed::text(self.exempt.as_deref()).is_some(),
            exempt_reason: typed::text(self.exempt.as_deref()),
            from,
            to: None,
        };
        if let Some(known) = running {
            let changes = known.kind != kind
                && from.is_some_and(|from| known.from.is_none_or(|since| since.first_day() < from.first_day()));
            if changes {
                ground.write.put(&PartyMember { to: from, ..known.clone() })?;
            } else {
                // The same standing, or said without a date: the row itself is put right.
                (row.id, row.from) = (known.id, known.from);
            }
            row.joined_on = row.joined_on.or(known.joined_on);
            row.full_on = row.full_on.or(known.full_on);
            row.branch = row.branch.or(known.branch);
        }
        ground.write.put(&row)?;
        Ok(person)
    }
}
