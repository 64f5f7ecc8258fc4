//! Words with a code or a closed list: relation, sex, 民族, 文化程度, 政治面貌, 务工情况, 户籍.
//!
//! The words are data (`assets/sheets/words.toml`, compiled in) on top of the national tables.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use domain::codes::{CodeTable, Relation, Sex};
use domain::person::{MemberKind, ResidenceKind, WorkKind};
use serde::Deserialize;

use super::text::without_brackets;

type Lines = BTreeMap<String, Vec<String>>;

#[derive(Deserialize, Default)]
struct Nothing {
    words: Vec<String>,
}

/// `assets/sheets/words.toml` as it stands.
#[derive(Deserialize, Default)]
pub(super) struct Words {
    relation: Lines,
    relation_by_sex: Lines,
    education: Lines,
    political: Lines,
    political_nothing: Nothing,
    party: Lines,
    work: Lines,
    residence: Lines,
    pub(super) tag: Lines,
    tag_nothing: Nothing,
}

/// The file is part of the program; a test reads it, so that an empty one cannot come to be.
pub(super) fn words() -> Words {
    toml::from_str(include_str!("../../../../../assets/sheets/words.toml")).unwrap_or_default()
}

/// What 身份 and 政治面貌 may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Political {
    /// 群众, 村民 and the like.
    Nothing,
    /// Member of the party.
    Party(MemberKind),
    /// Code of GB/T 4762.
    Code(&'static str),
}

#[derive(Default)]
struct Tables {
    relation: HashMap<String, Relation>,
    by_sex: HashMap<String, (Relation, Relation)>,
    ethnic: HashMap<String, &'static str>,
    education: HashMap<String, &'static str>,
    political: HashMap<String, Political>,
    member: HashMap<String, MemberKind>,
    work: HashMap<String, WorkKind>,
    residence: HashMap<String, ResidenceKind>,
    tag_nothing: Vec<String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let words = words();
    let mut tables = Tables { tag_nothing: words.tag_nothing.words, ..Tables::default() };
    tables.relation = index(&words.relation, Relation::from_word);
    for (code, word) in CodeTable::Relation.rows() {
        tables.relation.extend(Relation::from_code(code).map(|relation| ((*word).to_owned(), relation)));
    }
    for (word, pair) in &words.relation_by_sex {
        if let [male, female] = pair.as_slice()
            && let (Some(male), Some(female)) = (Relation::from_word(male), Relation::from_word(female))
        {
            tables.by_sex.insert(word.clone(), (male, female));
        }
    }
    for (code, word) in CodeTable::Ethnic.rows() {
        tables.ethnic.insert((*word).to_owned(), code);
        if let Some(short) = word.strip_suffix('族') {
            tables.ethnic.insert(short.to_owned(), code);
        }
    }
    tables.education = coded(&words.education, CodeTable::Education);
    for (word, code) in coded(&words.political, CodeTable::Political) {
        tables.political.insert(word, Political::Code(code));
    }
    for word in words.political_nothing.words {
        tables.political.insert(word, Political::Nothing);
    }
    tables.member = index(&words.party, MemberKind::from_word);
    tables.member.remove(MemberKind::Unknown.word());
    for (word, kind) in &tables.member {
        tables.political.insert(word.clone(), Political::Party(*kind));
    }
    tables.work = index(&words.work, WorkKind::from_word);
    tables.residence = index(&words.residence, ResidenceKind::from_word);
    tables
});

/// Every way of writing, with what it means; the book's own word among them.
fn index<T: Copy>(lines: &Lines, meaning: impl Fn(&str) -> Option<T>) -> HashMap<String, T> {
    let mut index = HashMap::new();
    for (own, others) in lines {
        if let Some(meant) = meaning(own) {
            index.extend(others.iter().chain([own]).map(|word| (word.clone(), meant)));
        }
    }
    index
}

fn coded(lines: &Lines, table: CodeTable) -> HashMap<String, &'static str> {
    let mut index = index(lines, |word| table.code(word));
    index.extend(table.rows().iter().map(|(code, word)| ((*word).to_owned(), *code)));
    index
}

/// Looks a word up as it stands, then without what is in brackets.
fn find<T: Copy>(table: &HashMap<String, T>, squeezed: &str) -> Option<T> {
    table.get(squeezed).copied().or_else(|| {
        let (bare, inside) = without_brackets(squeezed);
        inside.and_then(|_| table.get(bare.as_ref()).copied())
    })
}

/// Relation to the head: `妻 之妻 妻子 户主之妻 12`. 孙 and 子女 need the person's sex. `None` = not known.
#[must_use]
pub fn relation(squeezed: &str, sex: Option<Sex>) -> Option<Relation> {
    if let Some(found) = find(&TABLES.relation, squeezed) {
        return Some(found);
    }
    if squeezed.len() == 2 && squeezed.is_ascii() {
        return Relation::from_code(squeezed);
    }
    const BEFORE: [&str; 9] = ["系户主之", "系户主的", "系户主", "为户主", "户主之", "户主的", "户主", "之", "其"];
    let bare = BEFORE.iter().find_map(|before| squeezed.strip_prefix(before)).unwrap_or(squeezed);
    if let Some(found) = find(&TABLES.relation, bare).filter(|_| bare != squeezed) {
        return Some(found);
    }
    let (male, female) = find(&TABLES.by_sex, bare)?;
    match sex {
        Some(Sex::Male) => Some(male),
        Some(Sex::Female) => Some(female),
        // 孙 of unknown sex is still a grandchild.
        None if male.code().starts_with('4') => Relation::from_code("40"),
        None => None,
    }
}

/// 男 男性 M 1, 女 女性 F 2.
#[must_use]
pub fn sex(squeezed: &str) -> Option<Sex> {
    match squeezed {
        "男" | "男性" | "男孩" | "男士" | "M" | "m" | "1" => Some(Sex::Male),
        "女" | "女性" | "女孩" | "女士" | "F" | "f" | "2" => Some(Sex::Female),
        _ => None,
    }
}

/// Code of GB/T 3304: 汉 and 汉族.
#[must_use]
pub fn ethnic(squeezed: &str) -> Option<&'static str> {
    find(&TABLES.ethnic, squeezed)
}

/// Code of GB/T 4658: 本科, 大专, 文盲 (其他).
#[must_use]
pub fn education(squeezed: &str) -> Option<&'static str> {
    find(&TABLES.education, squeezed)
}

/// 政治面貌 or 身份.
#[must_use]
pub fn political(squeezed: &str) -> Option<Political> {
    find(&TABLES.political, squeezed)
}

/// 党员类别: 正式党员, 预备党员, or only 党员.
#[must_use]
pub fn member(squeezed: &str) -> Option<MemberKind> {
    find(&TABLES.member, squeezed)
}

/// 务工情况. What stands in brackets behind it is a place and is given back: `外出务工（沈阳）`.
#[must_use]
pub fn work(squeezed: &str) -> Option<(WorkKind, Option<&str>)> {
    if let Some(kind) = TABLES.work.get(squeezed) {
        return Some((*kind, None));
    }
    let (bare, inside) = without_brackets(squeezed);
    TABLES.work.get(bare.as_ref()).map(|kind| (*kind, inside))
}

/// 户籍, 常住, 暂住.
#[must_use]
pub fn residence(squeezed: &str) -> Option<ResidenceKind> {
    find(&TABLES.residence, squeezed)
}

/// Whether a word in a column of tags says that there is none: 一般户.
#[must_use]
pub fn is_no_tag(squeezed: &str) -> bool {
    TABLES.tag_nothing.iter().any(|word| word == squeezed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> &'static str {
        relation(word, None).map_or("?", Relation::word)
    }

    #[test]
    fn every_line_of_the_word_file_means_something() {
        let words: Words = toml::from_str(include_str!("../../../../../assets/sheets/words.toml")).unwrap();
        assert!(words.relation.keys().all(|word| Relation::from_word(word).is_some()));
        assert!(words.relation_by_sex.values().flatten().all(|word| Relation::from_word(word).is_some()));
        assert!(words.education.keys().all(|word| CodeTable::Education.code(word).is_some()));
        assert!(words.political.keys().all(|word| CodeTable::Political.code(word).is_some()));
        assert!(words.party.keys().all(|word| MemberKind::from_word(word).is_some()));
        assert!(words.work.keys().all(|word| WorkKind::from_word(word).is_some()));
        assert!(words.residence.keys().all(|word| ResidenceKind::from_word(word).is_some()));
    }

    #[test]
    fn a_relation_has_one_code_however_it_is_said() {
        for word in ["妻", "之妻", "妻子", "老婆", "户主之妻", "系户主之妻", "户主妻子", "12"] {
            assert_eq!(of(word), "妻", "{word}");
        }
        for (word, national) in [
            ("户主", "户主"),
            ("本人", "户主"),
            ("户主本人", "户主"),
            ("配偶", "配偶"),
            ("爱人", "配偶"),
            ("丈夫", "夫"),
            ("之母", "母亲"),
            ("母亲", "母亲"),
            ("女", "女"),
            ("长女", "长女"),
            ("大女儿", "长女"),
            ("儿媳妇", "儿媳"),
            ("子", "子"),
            ("次子(二儿子)", "次子"),
            ("重孙", "曾孙子或外曾孙子"),
            ("02", "户主"),
        ] {
            assert_eq!(of(word), national, "{word}");
        }
    }

    #[test]
    fn a_word_of_two_meanings_is_settled_by_the_sex_or_not_at_all() {
        assert_eq!(relation("孙", Some(Sex::Male)), Relation::from_word("孙子"));
        assert_eq!(relation("孙", Some(Sex::Female)), Relation::from_word("孙女"));
        assert_eq!(relation("外孙", Some(Sex::Female)), Relation::from_word("外孙女"));
        assert_eq!(relation("孙", None), Relation::from_code("40"));
        assert_eq!(relation("子女", None), None);
        for word in ["媳妇", "邻居的表叔", "女的"] {
            assert_eq!(of(word), "?", "{word}");
        }
    }

    #[test]
    fn words_of_sex_and_of_the_tables() {
        assert_eq!(sex("男性"), Some(Sex::Male));
        assert_eq!(sex("男/女"), None);
        assert_eq!(ethnic("汉"), ethnic("汉族"));
        assert_eq!(ethnic("锡伯"), Some("38"));
        assert_eq!(education("本科"), Some("20"));
        assert_eq!(education("小学毕业"), Some("81"));
        assert_eq!(education("火星"), None);
    }

    #[test]
    fn a_member_is_a_member_and_the_masses_are_nothing() {
        assert_eq!(political("群众"), Some(Political::Nothing));
        assert_eq!(political("党员"), Some(Political::Party(MemberKind::Unknown)));
        assert_eq!(political("中共预备党员"), Some(Political::Party(MemberKind::Probationary)));
        assert_eq!(political("中共党员(正式)"), Some(Political::Party(MemberKind::Full)));
        assert_eq!(political("团员"), Some(Political::Code("03")));
        assert_eq!(political("不详"), None);
    }

    #[test]
    fn away_study_and_near_are_three_things() {
        assert_eq!(work("外出"), Some((WorkKind::Away, None)));
        assert_eq!(work("外出务工(沈阳)"), Some((WorkKind::Away, Some("沈阳"))));
        assert_eq!(work("在校学生"), Some((WorkKind::Study, None)));
        assert_eq!(work("县内务工"), Some((WorkKind::Local, None)));
        assert_eq!(work("沈阳"), None);
    }
}
