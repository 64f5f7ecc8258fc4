//! A roster understood: lists of entries, each entry one row in the book's own words.
//!
//! Made by [`crate::roster`] from a workbook and a mapping, taken by [`crate::plan`]. Whom an entry is about is not
//! decided here.

use chrono::NaiveDate;
use domain::codes::{Relation, Sex};
use domain::date::PartialDate;
use domain::id_number::{IdMistake, IdNumber};
use domain::person::{MemberKind, ResidenceKind, WorkKind};
use domain::tag::TagKind;
use serde::{Deserialize, Serialize};

/// What a column of a list can be. The keys are those of mappings, previews and `assets/sheets/captions.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 序号: read, never kept.
    Number,
    /// 组别, 村民小组, 屯.
    Hamlet,
    /// 户号.
    HouseholdCode,
    /// 户主姓名.
    Head,
    /// 姓名.
    Name,
    /// 曾用名.
    FormerName,
    /// 与户主关系.
    Relation,
    /// 性别.
    Sex,
    /// 民族.
    Ethnic,
    /// 出生日期.
    Birth,
    /// 年龄: a hint, never kept.
    Age,
    /// 公民身份号码.
    IdNumber,
    /// 文化程度.
    Education,
    /// 政治面貌, 身份.
    Political,
    /// 联系电话.
    Phone,
    /// 现住址, 门牌号.
    Address,
    /// 务工情况, 就业去向.
    Work,
    /// 务工地点.
    WorkPlace,
    /// 户籍, 常住, 暂住.
    ResidenceKind,
    /// 家庭类别: tags in it are the household's.
    HouseholdTags,
    /// 人员类别, 身份类别: tags in it are the person's.
    PersonTags,
    /// 残疾类别.
    DisabilityKind,
    /// 残疾等级.
    DisabilityGrade,
    /// 证号 of a tag.
    Certificate,
    /// 起始时间 of the tags in the row.
    TagFrom,
    /// 有效期至 of the tags in the row, inclusive in the list.
    TagUntil,
    /// 入党时间.
    JoinedOn,
    /// 转正时间.
    FullOn,
    /// 党员类别.
    MemberKind,
    /// 所在支部.
    Branch,
    /// 流动党员 是/否.
    Floating,
    /// 迁入日期.
    MovedIn,
    /// 所属网格.
    Grid,
    /// 备注, 说明: searched for known tags and 流动党员, the rest is not kept.
    Remark,
    /// Recognised, and left out on purpose: 婚姻, 土地, 收入, 健康, 宗教, account numbers.
    LeftOut,
}

/// Where a list says it was made: the same for all of its entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListName {
    /// The file's name without its folder.
    pub file: String,
    /// The sheet's.
    pub sheet: String,
}

/// One column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Counted from 0 (A = 0).
    pub index: u16,
    /// As printed, white space removed; of a two-row caption the lower one.
    pub caption: String,
    /// What it is taken for; `None` = not understood, not taken.
    pub field: Option<Field>,
}

/// One sheet that holds people.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// File and sheet.
    pub name: ListName,
    /// The lowest caption row, counted from 1.
    pub header_row: u32,
    /// In the order of the sheet, those with a caption.
    pub columns: Vec<Column>,
    /// In the order of the sheet.
    pub entries: Vec<Entry>,
    /// 填报日期, from a title row.
    pub filled_on: Option<PartialDate>,
    /// Whether it goes household by household (a head or household code column and a relation or several rows each).
    pub by_household: bool,
}

impl List {
    /// Whether it has a column for `field`.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.field == Some(field))
    }
}

/// What stands in the column of the identity number.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub enum IdReading {
    /// Nothing, or a word that says there is none.
    #[default]
    Blank,
    /// A number, after the repairs noted in [`Entry::repairs`].
    Whole(IdNumber),
    /// Typed as a number: rounded to fifteen digits, which are kept here.
    Rounded(String),
    /// `999999********0014`: what is shown of it.
    Masked(String),
    /// Cannot be a number, and why; the text as tidied.
    Wrong(String, IdMistake),
}

/// What was mended in a row before it was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// Full-width digits.
    IdFullWidth,
    /// A lower-case x.
    IdLowerX,
    /// Spaces or separators inside; a tab or blanks at the ends are not counted.
    IdSpace,
    /// A number of fifteen digits.
    Id15,
    /// A rounded or masked number, from the person it must be. Noted by [`crate::plan`].
    IdFromKnownPerson,
}

/// A tag that a row gives, before it is decided whose it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TagSaid {
    /// Which.
    pub kind: TagKind,
    /// Stood in a column of the household's.
    pub household_column: bool,
    /// 残疾类别 or another finer word.
    pub subtype: Option<String>,
    /// 残疾等级.
    pub grade: Option<String>,
    /// 证号.
    pub certificate: Option<String>,
}

/// What a row says of party membership.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartySaid {
    /// 正式, 预备, or 不详 where only 中共党员 stands.
    pub kind: MemberKind,
    /// 入党时间.
    pub joined_on: Option<PartialDate>,
    /// 转正时间.
    pub full_on: Option<PartialDate>,
    /// 所在支部.
    pub branch: Option<String>,
    /// 流动党员; `None` = not said.
    pub floating: Option<bool>,
}

/// One row, understood. Everything blank, 无, / and — in the row is `None` here.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// Counted from 1, as the spreadsheet shows it.
    pub row: u32,
    /// Canonical: 一组; from the column, the address (`1组7号`), or the sheet's name.
    pub hamlet: Option<String>,
    /// As the list writes it.
    pub household_code: Option<String>,
    /// Name in the head column, merged cells and blanks below it filled down.
    pub head: Option<String>,
    /// Tidied by `domain::name::tidy`.
    pub name: Option<String>,
    /// Tidied.
    pub former_name: Option<String>,
    /// National code; 本人 = 户主.
    pub relation: Option<Relation>,
    /// As the column says it.
    pub sex: Option<Sex>,
    /// To its own precision.
    pub birth: Option<PartialDate>,
    /// Years.
    pub age: Option<u16>,
    /// The number.
    pub id: IdReading,
    /// Code of GB/T 3304.
    pub ethnic: Option<String>,
    /// Code of GB/T 4658.
    pub education: Option<String>,
    /// Code of GB/T 4762, members of the party aside.
    pub political: Option<String>,
    /// Digits, `/` between several.
    pub phone: Option<String>,
    /// Tidied.
    pub address: Option<String>,
    /// 在家, 外出务工, …
    pub work: Option<WorkKind>,
    /// 务工地点.
    pub work_place: Option<String>,
    /// 户籍, 常住, 暂住.
    pub residence: Option<ResidenceKind>,
    /// 迁入日期.
    pub moved_in: Option<PartialDate>,
    /// 所属网格, as written.
    pub grid: Option<String>,
    /// In the order of the columns.
    pub tags: Vec<TagSaid>,
    /// 起始时间.
    pub tag_from: Option<PartialDate>,
    /// The day after 有效期至.
    pub tag_to: Option<NaiveDate>,
    /// Member of the party.
    pub party: Option<PartySaid>,
    /// Words that were not understood, with their captions: mistakes unknown_relation and unknown_kind, and remarks.
    pub unknown: Vec<(Field, String)>,
    /// What was mended.
    pub repairs: Vec<Repair>,
    /// Which household of the list the row belongs to, counted from 0; `None` in a list that does not go by household.
    pub group: Option<u32>,
}
