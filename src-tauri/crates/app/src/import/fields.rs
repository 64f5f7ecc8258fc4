//! What a column can be, in the words of the mapping table.

use intake::entry::Field;
use serde::Serialize;
use ts_rs::TS;

/// One choice of the mapping table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FieldChoice {
    /// As stored in mappings.
    pub key: String,
    /// As shown.
    pub label: &'static str,
}

const LABELS: [(Field, &str); 35] = [
    (Field::Number, "序号"),
    (Field::Hamlet, "村民小组"),
    (Field::HouseholdCode, "户号"),
    (Field::Head, "户主姓名"),
    (Field::Name, "姓名"),
    (Field::FormerName, "曾用名"),
    (Field::Relation, "与户主关系"),
    (Field::Sex, "性别"),
    (Field::Ethnic, "民族"),
    (Field::Birth, "出生日期"),
    (Field::Age, "年龄"),
    (Field::IdNumber, "身份证号"),
    (Field::Education, "文化程度"),
    (Field::Political, "政治面貌"),
    (Field::Phone, "联系电话"),
    (Field::Address, "住址"),
    (Field::Work, "务工情况"),
    (Field::WorkPlace, "务工地点"),
    (Field::ResidenceKind, "户籍或常住"),
    (Field::HouseholdTags, "家庭类别"),
    (Field::PersonTags, "人员类别"),
    (Field::DisabilityKind, "残疾类别"),
    (Field::DisabilityGrade, "残疾等级"),
    (Field::Certificate, "证号"),
    (Field::TagFrom, "起始时间"),
    (Field::TagUntil, "有效期至"),
    (Field::JoinedOn, "入党时间"),
    (Field::FullOn, "转正时间"),
    (Field::MemberKind, "党员类别"),
    (Field::Branch, "所在支部"),
    (Field::Floating, "流动党员"),
    (Field::MovedIn, "迁入日期"),
    (Field::Grid, "所属网格"),
    (Field::Remark, "备注"),
    (Field::LeftOut, "不收（表册用不到）"),
];

/// The key of a field, as mappings, previews and doubts write it.
pub(super) fn key(field: Field) -> String {
    serde_json::to_value(field).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The field of a key.
pub(super) fn field(key: &str) -> Option<Field> {
    serde_json::from_value(serde_json::Value::String(key.to_owned())).ok()
}

/// What a column of a list can be taken for.
#[must_use]
pub fn import_fields() -> Vec<FieldChoice> {
    LABELS.iter().map(|(field, label)| FieldChoice { key: key(*field), label }).collect()
}

/// The caption of a field by its key; the key itself when it is none.
#[must_use]
pub fn field_label(field_key: &str) -> String {
    LABELS.iter().find(|(field, _)| key(*field) == field_key).map_or(field_key, |(_, label)| label).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_label_and_leads_back_to_its_field() {
        for (one, label) in LABELS {
            assert_eq!(field(&key(one)), Some(one), "{label}");
            assert_eq!(field_label(&key(one)), label);
        }
        assert_eq!(field_label("nonsense"), "nonsense");
    }
}
