//! What a caption means: the dictionary `assets/sheets/captions.toml`, and the ways in which villages vary it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::entry::Field;
use crate::normal::tag::{self, TagWord};
use crate::normal::text::{squeeze, without_brackets};
use crate::normal::word;

#[derive(Deserialize, Default)]
struct Starts {
    starts: Vec<String>,
}

#[derive(Deserialize, Default)]
struct Parts {
    parts: Vec<String>,
}

#[derive(Deserialize, Default)]
struct WordList {
    words: HashSet<String>,
}

/// `assets/sheets/captions.toml` as it stands.
#[derive(Deserialize, Default)]
struct Captions {
    field: BTreeMap<Field, Vec<String>>,
    left_out: Parts,
    somebody_else: Starts,
    whose: Starts,
    also_values: WordList,
}

struct Dictionary {
    exact: HashMap<String, (Field, u16)>,
    captions: Captions,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut captions: Captions =
        toml::from_str(include_str!("../../../../../assets/sheets/captions.toml")).unwrap_or_default();
    let mut exact = HashMap::new();
    for (field, words) in &captions.field {
        for (at, word) in words.iter().enumerate() {
            exact.insert(bare(word).into_owned(), (*field, at as u16));
        }
    }
    // The longest beginning first, so that 残疾人 goes before 残疾.
    captions.whose.starts.sort_by_key(|word| std::cmp::Reverse(word.len()));
    Dictionary { exact, captions }
});

/// What a caption is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A field; the smaller the rank, the surer. Above [`LOOSE`] the caption was taken apart.
    Is(Field, u16),
    /// A field of the head's: 户主身份证号. It is the row's own where the list has no other name column.
    OfHead(Field, u16),
    /// About somebody else: never taken, whatever stands below.
    SomebodyElse,
    /// Not known; the content may say.
    Unknown,
}

/// Ranks from here on were found by parts of the caption.
pub(super) const LOOSE: u16 = 100;

/// A caption as it is printed, white space removed.
pub(super) fn printed(text: &str) -> String {
    squeeze(text).into_owned()
}

/// The caption without asterisks, colons, quotation marks and numbering: `*1.姓名：` is 姓名.
fn bare(text: &str) -> std::borrow::Cow<'_, str> {
    let text = squeeze(text);
    let numbered = text.trim_start_matches(|one: char| {
        one.is_ascii_digit() || matches!(one, '*' | ':' | '.' | '、' | '"' | '“' | '”' | '☆' | '★' | '-' | '_')
    });
    // The dot at the end stays: NO. is a caption.
    let inner = numbered.trim_end_matches(['*', ':', '、', '☆', '★']);
    if inner.len() == text.len() { text } else { inner.to_owned().into() }
}

/// The meaning of a caption below `group`, the caption that spans it and its neighbours (残疾情况 over 类别).
pub(super) fn meaning(caption: &str, group: Option<&str>) -> Meaning {
    let caption = bare(caption);
    if caption.is_empty() || caption.chars().count() > 24 {
        return Meaning::Unknown;
    }
    let group = group.map(bare).filter(|group| !group.is_empty());
    if let Some(group) = &group {
        let stem = stem(group);
        if let Some((field, rank)) = exact(&format!("{stem}{caption}")).filter(|_| !stem.is_empty()) {
            return Meaning::Is(field, rank);
        }
        if starts_with_any(&stem, &DICTIONARY.captions.somebody_else.starts) {
            return Meaning::SomebodyElse;
        }
        if stem == "户主"
            && let Meaning::Is(field, rank) = alone(&caption, false)
        {
            return of_head(field, rank);
        }
    }
    alone(&caption, group.as_ref().is_some_and(|group| group.starts_with(['户', '家'])))
}

/// 残疾情况 is 残疾, 家庭基本信息 is 家庭.
fn stem(group: &str) -> String {
    let group = without_brackets(group).0;
    ["基本", "情况", "信息", "资料", "登记", "状况", "栏"]
        .iter()
        .fold(group.into_owned(), |text, word| text.replace(word, ""))
}

fn exact(caption: &str) -> Option<(Field, u16)> {
    let words = &DICTIONARY.exact;
    words.get(caption).copied().or_else(|| {
        let (outside, inside) = without_brackets(caption);
        inside?;
        words.get(outside.as_ref()).copied()
    })
}

/// What describes a household stays the household's under 户主, all else is the head's own.
fn of_head(field: Field, rank: u16) -> Meaning {
    match field {
        Field::Number | Field::Hamlet | Field::HouseholdCode | Field::Head | Field::Address | Field::HouseholdTags => {
            Meaning::Is(field, rank)
        }
        _ => Meaning::OfHead(field, rank),
    }
}

fn starts_with_any(text: &str, starts: &[String]) -> bool {
    starts.iter().any(|start| text.starts_with(start.as_str()))
}

fn alone(caption: &str, of_household: bool) -> Meaning {
    let known = &DICTIONARY.captions;
    if let Some((field, rank)) = exact(caption) {
        return Meaning::Is(field, rank);
    }
    if known.left_out.parts.iter().any(|part| caption.contains(part.as_str())) {
        return Meaning::Is(Field::LeftOut, 0);
    }
    if let Some(asked) = asked(caption) {
        return match alone(asked, of_household) {
            Meaning::Unknown => Meaning::SomebodyElse,
            known => known,
        };
    }
    let bare = without_brackets(caption).0;
    if own_tag(&bare).is_some() {
        return Meaning::Is(if of_household { Field::HouseholdTags } else { Field::PersonTags }, LOOSE);
    }
    if word::work(&bare).is_some() {
        return Meaning::Is(Field::Work, LOOSE);
    }
    if word::residence(&bare).is_some() {
        return Meaning::Is(Field::ResidenceKind, LOOSE);
    }
    if starts_with_any(&bare, &known.somebody_else.starts) {
        return Meaning::SomebodyElse;
    }
    if let Some((field, rank)) = bare.strip_prefix("户主").and_then(exact) {
        return of_head(field, rank);
    }
    if let Some(rest) = known.whose.starts.iter().find_map(|start| bare.strip_prefix(start.as_str()))
        && !rest.is_empty()
    {
        return match alone(rest, of_household) {
            Meaning::Is(field, rank) => Meaning::Is(field, rank.saturating_add(LOOSE)),
            other => other,
        };
    }
    by_part(&bare).map_or(Meaning::Unknown, |field| Meaning::Is(field, 3 * LOOSE))
}

/// 是否低保户 asks about 低保户.
fn asked(caption: &str) -> Option<&str> {
    let rest = caption.strip_prefix("是否")?;
    let rest = ["属于", "为", "属", "是", "有", "享受"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    (!rest.is_empty()).then_some(rest)
}

/// Captions that nobody listed, by the part that cannot mean two things.
fn by_part(caption: &str) -> Option<Field> {
    let has = |parts: &[&str]| parts.iter().any(|part| caption.contains(part));
    let when = has(&["时间", "日期", "年月"]);
    match () {
        () if has(&["身份证", "证件号", "身份号"]) => {
            let about = has(&["类型", "种类", "有效", "地址", "复印", "照片", "正面", "反面", "名称", "是否"]);
            (!about).then_some(Field::IdNumber)
        }
        () if has(&["残疾", "残联"]) && has(&["证"]) => Some(Field::Certificate),
        () if has(&["残疾"]) && has(&["级"]) => Some(Field::DisabilityGrade),
        () if has(&["残疾"]) && has(&["类", "种"]) => Some(Field::DisabilityKind),
        () if has(&["电话", "手机", "联系方式"]) => Some(Field::Phone),
        () if has(&["出生"]) && !has(&["地", "证", "缺陷", "医学"]) => Some(Field::Birth),
        () if has(&["入党"]) && when => Some(Field::JoinedOn),
        () if has(&["转正"]) && when => Some(Field::FullOn),
        () if caption.starts_with("与户主") => Some(Field::Relation),
        () if has(&["户主姓名", "户主名"]) => Some(Field::Head),
        () if has(&["住址", "地址"]) => Some(Field::Address),
        () if has(&["政治面貌"]) => Some(Field::Political),
        () if has(&["文化程度", "学历"]) => Some(Field::Education),
        () if has(&["性别"]) => Some(Field::Sex),
        () if has(&["民族"]) => Some(Field::Ethnic),
        () if has(&["年龄"]) && !has(&["段"]) => Some(Field::Age),
        () if has(&["村民小组", "村民组"]) => Some(Field::Hamlet),
        () if has(&["务工", "外出", "打工"]) && has(&["地"]) => Some(Field::WorkPlace),
        () if has(&["务工", "外出", "打工"]) && has(&["情况", "去向", "状"]) => Some(Field::Work),
        () if has(&["备注"]) => Some(Field::Remark),
        () if caption.ends_with("姓名") => Some(Field::Name),
        () => None,
    }
}

/// The tag that a column of ticks is captioned with: 低保户, 是否残疾人, 五保户, 残疾人情况, 低保类别.
pub(super) fn own_tag(caption: &str) -> Option<TagWord> {
    let caption = bare(caption);
    let caption = without_brackets(&caption).0;
    let caption = asked(&caption).unwrap_or(&caption);
    let direct = tag::of_word(caption);
    direct.or_else(|| {
        let ends = ["情况", "类别", "类型", "人员", "等级", "对象", "证号", "证编号", "证", "户"];
        ends.iter().filter_map(|end| caption.strip_suffix(end)).find_map(tag::of_word)
    })
}

/// The word that a tick in the column stands for, of any field: 是否外出 is 外出, 党员 is 党员.
pub(super) fn own_word(caption: &str) -> String {
    let caption = bare(caption);
    let caption = without_brackets(&caption).0;
    asked(&caption).unwrap_or(&caption).to_owned()
}

/// A caption that no row below it would hold: what header rows are found by.
pub(super) fn unmistakable(text: &str) -> Option<Field> {
    if text.len() > 60 || DICTIONARY.captions.also_values.words.contains(squeeze(text).as_ref()) {
        return None;
    }
    match meaning(text, None) {
        Meaning::Is(field, rank) if rank < 3 * LOOSE => Some(field),
        Meaning::OfHead(field, _) => Some(field),
        Meaning::Is(field @ (Field::IdNumber | Field::Phone | Field::Birth | Field::Name), _) => Some(field),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(caption: &str) -> Option<Field> {
        match meaning(caption, None) {
            Meaning::Is(field, _) => Some(field),
            _ => None,
        }
    }

    #[test]
    fn every_caption_of_the_file_means_its_field() {
        let captions: Captions = toml::from_str(include_str!("../../../../../assets/sheets/captions.toml")).unwrap();
        for (wanted, words) in &captions.field {
            for word in words {
                assert_eq!(field(word), Some(*wanted), "{word}");
            }
        }
        assert!(captions.field.len() > 30);
    }

    #[test]
    fn brackets_asterisks_blanks_and_line_breaks_make_no_difference() {
        for text in ["姓名", " 姓 名 ", "姓\n名", "*姓名", "姓名（必填）", "姓名*", "1.姓名：", "姓\u{3000}名"]
        {
            assert_eq!(field(text), Some(Field::Name), "{text}");
        }
        assert_eq!(field("与户主\n关 系"), Some(Field::Relation));
        assert_eq!(field("身份证号码（18位）"), Some(Field::IdNumber));
    }

    #[test]
    fn whose_a_column_is_decides_more_than_what_it_is() {
        assert_eq!(field("老人姓名"), Some(Field::Name));
        assert_eq!(field("残疾人身份证号"), Some(Field::IdNumber));
        for text in ["监护人姓名", "监护人身份证号", "儿童监护人电话", "帮扶责任人", "父亲姓名", "联系人"]
        {
            assert_eq!(meaning(text, None), Meaning::SomebodyElse, "{text}");
        }
        assert!(matches!(meaning("户主身份证号", None), Meaning::OfHead(Field::IdNumber, _)));
    }

    #[test]
    fn a_group_above_says_what_a_short_caption_is_about() {
        let below = |group, caption| match meaning(caption, Some(group)) {
            Meaning::Is(field, _) => Some(field),
            _ => None,
        };
        assert_eq!(below("残疾情况", "类别"), Some(Field::DisabilityKind));
        assert_eq!(below("残疾情况", "证号"), Some(Field::Certificate));
        assert_eq!(below("户主信息", "姓名"), Some(Field::Head));
        assert_eq!(below("家庭成员情况", "姓名"), Some(Field::Name));
        assert_eq!(below("家庭情况", "类别"), Some(Field::HouseholdTags));
        assert_eq!(below("其他", "手机"), Some(Field::Phone));
        assert!(matches!(meaning("身份证号", Some("户主信息")), Meaning::OfHead(Field::IdNumber, _)));
        assert_eq!(meaning("姓名", Some("监护人情况")), Meaning::SomebodyElse);
    }

    #[test]
    fn a_tick_column_is_captioned_with_its_tag() {
        for text in ["低保户", "是否低保户", "残疾人", "五保户", "留守儿童", "是否残疾", "退役军人"]
        {
            assert_eq!(field(text), Some(Field::PersonTags), "{text}");
            assert!(own_tag(text).is_some(), "{text}");
        }
        assert_eq!(field("外出务工"), Some(Field::Work));
        assert_eq!(field("是否党员"), Some(Field::Political));
        assert_eq!(own_word("是否外出"), "外出");
        assert_eq!(field("残疾人数"), None);
    }

    #[test]
    fn what_no_form_needs_is_recognised_and_left_out() {
        for text in [
            "婚姻状况",
            "耕地面积（亩）",
            "家庭年收入",
            "健康状况",
            "血型",
            "宗教信仰",
            "银行卡号",
            "一卡通账号",
            "承包土地",
        ] {
            assert_eq!(field(text), Some(Field::LeftOut), "{text}");
        }
    }

    #[test]
    fn words_that_rows_hold_too_make_no_header() {
        assert_eq!(unmistakable("户主"), None);
        assert_eq!(unmistakable("残疾人"), None);
        assert_eq!(unmistakable("户主姓名"), Some(Field::Head));
        assert_eq!(unmistakable("白伟"), None);
    }
}
