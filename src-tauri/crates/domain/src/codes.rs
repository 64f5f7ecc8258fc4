//! National code tables: the code is stored, the word is shown and exchanged.
//!
//! The tables are assets (`assets/codes`), compiled in. Synonyms that lists use for these words are `intake`'s.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Which national table a code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeTable {
    /// GB/T 2261.1, 性别.
    Sex,
    /// GB/T 4761, 家庭关系.
    Relation,
    /// GB/T 3304, 民族.
    Ethnic,
    /// GB/T 4658, 文化程度.
    Education,
    /// GB/T 4762, 政治面貌.
    Political,
    /// 残疾类别, as on the certificate.
    DisabilityKind,
    /// 残疾等级.
    DisabilityGrade,
    /// 矛盾纠纷类别.
    DisputeClass,
    /// 化解方式.
    DisputeResolution,
}

type Rows = Vec<(&'static str, &'static str)>;

fn parse(text: &'static str) -> Rows {
    text.lines().skip(1).filter_map(|line| line.split_once(',')).collect()
}

static TABLES: LazyLock<[Rows; 9]> = LazyLock::new(|| {
    [
        parse(include_str!("../../../../assets/codes/gbt2261.1-sex.csv")),
        parse(include_str!("../../../../assets/codes/gbt4761-relation.csv")),
        parse(include_str!("../../../../assets/codes/gbt3304-ethnic.csv")),
        parse(include_str!("../../../../assets/codes/gbt4658-education.csv")),
        parse(include_str!("../../../../assets/codes/gbt4762-political.csv")),
        parse(include_str!("../../../../assets/codes/disability-kind.csv")),
        parse(include_str!("../../../../assets/codes/disability-grade.csv")),
        parse(include_str!("../../../../assets/codes/dispute-class.csv")),
        parse(include_str!("../../../../assets/codes/dispute-resolution.csv")),
    ]
});

impl CodeTable {
    /// All rows, `(code, word)`, in the standard's order.
    #[must_use]
    pub fn rows(self) -> &'static [(&'static str, &'static str)] {
        &TABLES[self as usize]
    }

    /// The word of a code; the code itself when the table has it not (a newer edition).
    #[must_use]
    pub fn word(self, code: &str) -> &str {
        self.rows().iter().find(|(known, _)| *known == code).map_or(code, |(_, word)| word)
    }

    /// The code of a word, to the letter.
    #[must_use]
    pub fn code(self, word: &str) -> Option<&'static str> {
        self.rows().iter().find(|(_, known)| *known == word).map(|(code, _)| *code)
    }
}

/// 性别, as far as forms print it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sex {
    /// 男, code 1.
    #[serde(rename = "1")]
    Male,
    /// 女, code 2.
    #[serde(rename = "2")]
    Female,
}

impl Sex {
    /// The national code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "1",
            Self::Female => "2",
        }
    }

    /// The sex of a national code; 0 and 9 (unknown, unstated) are none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "1" => Some(Self::Male),
            "2" => Some(Self::Female),
            _ => None,
        }
    }

    /// As forms print it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

/// Relation to the head of the household, GB/T 4761.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Relation(&'static str);

impl Relation {
    /// 户主. The person with this relation is the head; there is no second place for it.
    pub const HEAD: Self = Self("02");
    /// 配偶.
    pub const SPOUSE: Self = Self("10");

    /// The relation of a national code. 本人 (01) in a list by household means the head.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "01" {
            return Some(Self::HEAD);
        }
        CodeTable::Relation.rows().iter().find(|(known, _)| *known == code).map(|(known, _)| Self(known))
    }

    /// The relation of a national word, to the letter.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        CodeTable::Relation.code(word).and_then(Self::from_code)
    }

    /// The national code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The national word.
    #[must_use]
    pub fn word(self) -> &'static str {
        CodeTable::Relation.word(self.0)
    }

    /// Whether `other` says the same or more: 子 is refined by 长子, not by 女婿.
    #[must_use]
    pub fn is_refined_by(self, other: Self) -> bool {
        let finer: &[&str] = match self.0 {
            "10" => &["11", "12"],
            "20" => &["21", "22", "23", "24", "25", "26", "27"],
            "30" => &["31", "32", "33", "34", "35", "36", "37"],
            "40" => &["41", "42", "43", "44"],
            "50" => &["51", "52", "57", "58"],
            "60" => &["61", "62", "63", "64"],
            "70" => &["71", "73", "75", "77"],
            _ => &[],
        };
        self == other || finer.contains(&other.0)
    }
}

impl fmt::Debug for Relation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Relation {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("unknown relation code"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_turn_codes_into_words_and_back() {
        assert_eq!(CodeTable::Ethnic.word("11"), "满族");
        assert_eq!(CodeTable::Education.code("小学教育"), Some("80"));
        assert_eq!(CodeTable::Political.word("99"), "99");
        assert_eq!(Relation::from_word("户主"), Some(Relation::HEAD));
        assert_eq!(Relation::from_word("本人"), Some(Relation::HEAD));
    }

    #[test]
    fn a_finer_relation_refines_a_plain_one_and_never_the_other_way() {
        let relation = |word| Relation::from_word(word).unwrap();
        assert!(relation("子").is_refined_by(relation("长子")));
        assert!(relation("配偶").is_refined_by(relation("妻")));
        assert!(!relation("长子").is_refined_by(relation("子")));
        assert!(!relation("子").is_refined_by(relation("女婿")));
        assert!(!relation("妻").is_refined_by(relation("夫")));
    }
}
