//! Tags in free words: `低保、肢体残疾三级；退役军人`. Whose a tag is, household's or person's, is decided elsewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::codes::CodeTable;
use domain::tag::TagKind;

use super::text::{is_cross, is_tick, parts, says_nothing, squeeze, without_brackets};
use super::word::{is_no_tag, words};

/// A tag as one word says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagWord {
    /// Which.
    pub kind: TagKind,
    /// A finer word: 肢体, 烈属, 特困供养.
    pub subtype: Option<String>,
    /// 三级; or A类 of a 低保 list.
    pub grade: Option<String>,
}

impl TagWord {
    fn plain(kind: TagKind) -> Self {
        Self { kind, subtype: None, grade: None }
    }
}

static WORDS: LazyLock<HashMap<String, TagWord>> = LazyLock::new(|| {
    let mut index: HashMap<_, _> =
        TagKind::ALL.iter().map(|kind| (kind.word().to_owned(), TagWord::plain(*kind))).collect();
    for (own, others) in words().tag {
        let Some(kind) = TagKind::from_word(&own) else { continue };
        for line in others {
            let (word, subtype) = line.split_once(':').map_or((line.as_str(), None), |(word, fine)| (word, Some(fine)));
            index.insert(word.to_owned(), TagWord { subtype: subtype.map(str::to_owned), ..TagWord::plain(kind) });
        }
    }
    index
});

/// The tag of one word, squeezed; a disability with kind or grade among them.
#[must_use]
pub fn of_word(squeezed: &str) -> Option<TagWord> {
    if let Some(known) = WORDS.get(squeezed) {
        return Some(known.clone());
    }
    if let Some((subtype, grade)) = disability(squeezed)
        && (squeezed.contains('残') || (subtype.is_some() && grade.is_some()))
    {
        return Some(TagWord { kind: TagKind::Disabled, subtype, grade });
    }
    if let Some((first, rest)) = squeezed.split_once('/') {
        // 五保/特困: two words for one tag.
        return of_word(first).filter(|one| of_word(rest).is_some_and(|other| other.kind == one.kind));
    }
    let (bare, inside) = without_brackets(squeezed);
    let inside = inside?;
    let known = WORDS.get(bare.as_ref())?;
    if known.kind == TagKind::Disabled {
        let (subtype, grade) = disability(inside)?;
        return Some(TagWord { subtype, grade, ..known.clone() });
    }
    is_class(inside).then(|| TagWord { grade: Some(inside.to_owned()), ..known.clone() })
}

/// 残疾类别, as the certificate has it: 肢体 of `肢体`, `肢体残疾`, `肢残`, 4.
#[must_use]
pub fn disability_kind(squeezed: &str) -> Option<&'static str> {
    let rows = CodeTable::DisabilityKind.rows();
    if let Some((_, word)) = rows.iter().find(|(code, word)| *code == squeezed || *word == squeezed) {
        return Some(word);
    }
    let bare = squeezed.strip_suffix("残疾人").or_else(|| squeezed.strip_suffix("残疾")).unwrap_or(squeezed);
    match bare {
        "肢残" | "肢" => Some("肢体"),
        "智残" | "智障" => Some("智力"),
        "聋哑" | "语言" => Some("言语"),
        _ => rows.iter().find(|(_, word)| *word == bare).map(|(_, word)| *word),
    }
}

/// 残疾等级: 三级 of `三级`, `3级`, `三`, 3, `叁级`.
#[must_use]
pub fn disability_grade(squeezed: &str) -> Option<&'static str> {
    let bare = squeezed.strip_suffix('级').unwrap_or(squeezed);
    let code = match bare {
        "1" | "一" | "壹" | "Ⅰ" => "1",
        "2" | "二" | "贰" | "Ⅱ" => "2",
        "3" | "三" | "叁" | "Ⅲ" => "3",
        "4" | "四" | "肆" | "Ⅳ" => "4",
        _ => return None,
    };
    Some(CodeTable::DisabilityGrade.word(code))
}

/// Kind and grade in one word: `肢体残疾三级`, `肢体三级`, `三级肢残`, `残疾二级`; `None` when anything else stands there.
#[must_use]
pub fn disability(squeezed: &str) -> Option<(Option<String>, Option<String>)> {
    if !squeezed.contains(['残', '级', '体', '力', '语', '神', '重']) {
        return None;
    }
    let bare: String = squeezed
        .replace("残疾人", "")
        .replace("残疾", "")
        .replace("肢残", "肢体")
        .chars()
        .filter(|one| !matches!(one, '(' | ')' | '、' | '/' | ',' | '-' | ':'))
        .collect();
    let mut rest = bare.as_str();
    let (mut kind, mut grade) = (None, None);
    while let Some(first) = rest.chars().next() {
        if let Some((_, word)) = CodeTable::DisabilityKind.rows().iter().find(|(_, word)| rest.starts_with(word)) {
            rest = &rest[word.len()..];
            kind = Some((*word).to_owned());
            continue;
        }
        let after = rest[first.len_utf8()..].strip_prefix('级')?;
        grade = Some(disability_grade(&rest[..first.len_utf8()])?.to_owned());
        rest = after;
    }
    (kind.is_some() || grade.is_some()).then_some((kind, grade))
}

/// A类, B档, 二类: how assistance is graded.
fn is_class(text: &str) -> bool {
    let mut letters = text.chars();
    let (class, unit, end) = (letters.next(), letters.next(), letters.next());
    matches!(class, Some('A'..='D' | 'a'..='d' | '一' | '二' | '三' | '四' | '1'..='4'))
        && matches!(unit, Some('类' | '档' | '级'))
        && end.is_none()
}

/// Known words that follow each other without separators and leave nothing over: 低保户残疾人.
fn segments(token: &str) -> Option<Vec<TagWord>> {
    if token.is_empty() {
        return Some(Vec::new());
    }
    let ends: Vec<usize> = token.char_indices().map(|(at, one)| at + one.len_utf8()).take(10).collect();
    ends.iter().rev().find_map(|end| {
        let first = WORDS.get(&token[..*end])?.clone();
        let mut all = segments(&token[*end..])?;
        all.insert(0, first);
        Some(all)
    })
}

/// The one kind of tag that the title of a list names: `向阳村残疾人登记表`. None where it joins several
/// (`三留守及独居老人登记表`), since a word beside a conjunction may be one we do not know.
#[must_use]
pub fn in_title(squeezed: &str) -> Option<TagWord> {
    if squeezed.contains(['及', '与', '和', '、', '暨']) {
        return None;
    }
    let mut found: Option<TagWord> = None;
    let mut rest = squeezed;
    while let Some(first) = rest.chars().next() {
        let ends: Vec<usize> = rest.char_indices().map(|(at, one)| at + one.len_utf8()).take(10).collect();
        let longest = ends.iter().skip(1).rev().find_map(|end| WORDS.get(&rest[..*end]).map(|word| (word, *end)));
        let Some((word, end)) = longest else {
            rest = &rest[first.len_utf8()..];
            continue;
        };
        match &found {
            Some(known) if known.kind != word.kind => return None,
            _ => found = Some(word.clone()),
        }
        rest = &rest[end..];
    }
    found
}

/// Reads a cell of tags. `own` is the tag its column is captioned with, in a table of ticks (`残疾人 √`).
/// The second list holds the words that are not known.
#[must_use]
pub fn read(text: &str, own: Option<&TagWord>) -> (Vec<TagWord>, Vec<String>) {
    let squeezed = squeeze(text);
    if says_nothing(&squeezed) || is_no_tag(&squeezed) || (own.is_some() && is_cross(&squeezed)) {
        return (Vec::new(), Vec::new());
    }
    if let Some(own) = own {
        if is_tick(&squeezed) {
            return (vec![own.clone()], Vec::new());
        }
        if is_class(&squeezed) && own.kind != TagKind::Disabled {
            return (vec![TagWord { grade: Some(squeezed.into_owned()), ..own.clone() }], Vec::new());
        }
        if own.kind == TagKind::Disabled {
            let fine =
                disability(&squeezed).or_else(|| disability_kind(&squeezed).map(|kind| (Some(kind.to_owned()), None)));
            if let Some((subtype, grade)) = fine {
                return (vec![TagWord { subtype, grade, ..own.clone() }], Vec::new());
            }
        }
    }
    let (mut tags, mut unknown): (Vec<TagWord>, Vec<String>) = (Vec::new(), Vec::new());
    if let Some(whole) = of_word(&squeezed) {
        return (vec![whole], unknown);
    }
    for part in parts(text) {
        let part = squeeze(part);
        if says_nothing(&part) || is_no_tag(&part) {
            continue;
        }
        match of_word(&part).map(|one| vec![one]).or_else(|| segments(&part)) {
            Some(found) => {
                for one in found {
                    if !tags.iter().any(|known| known.kind == one.kind && known.subtype == one.subtype) {
                        tags.push(one);
                    }
                }
            }
            None => unknown.push(part.into_owned()),
        }
    }
    (tags, unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let (tags, unknown) = read(text, None);
        let say = |tag: TagWord| {
            [Some(tag.kind.word().to_owned()), tag.subtype, tag.grade]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("·")
        };
        tags.into_iter().map(say).chain(unknown.into_iter().map(|word| format!("?{word}"))).collect()
    }

    #[test]
    fn every_line_of_the_word_file_is_a_tag_of_the_book() {
        assert!(super::words().tag.keys().all(|word| TagKind::from_word(word).is_some()));
        assert!(WORDS.len() > 100);
    }

    #[test]
    fn one_word_however_it_is_written() {
        for text in ["低保", "低保户", "农村低保", " 低 保 户 "] {
            assert_eq!(words(text), ["低保户"], "{text}");
        }
        assert_eq!(words("五保户"), ["社会救助·特困供养"]);
        assert_eq!(words("临时救助"), ["社会救助·临时救助"]);
        assert_eq!(words("退役军人"), ["优抚对象·退役军人"]);
        assert_eq!(words("烈属"), ["优抚对象·烈属"]);
        assert_eq!(words("低保户（A类）"), ["低保户·A类"]);
    }

    #[test]
    fn a_disability_keeps_its_kind_and_grade() {
        for text in ["肢体残疾三级", "肢体三级", "残疾人（肢体三级）", "三级肢残", "肢体残疾3级", "肢体残疾人（三级）"]
        {
            assert_eq!(words(text), ["残疾人·肢体·三级"], "{text}");
        }
        assert_eq!(words("残疾二级"), ["残疾人·二级"]);
        assert_eq!(words("视力残疾"), ["残疾人·视力"]);
        assert_eq!(disability_kind("肢体残疾"), Some("肢体"));
        assert_eq!(disability_grade("3"), Some("三级"));
    }

    #[test]
    fn several_words_in_one_cell() {
        assert_eq!(words("低保户、残疾人"), ["低保户", "残疾人"]);
        assert_eq!(words("低保 残疾/优抚"), ["低保户", "残疾人", "优抚对象"]);
        assert_eq!(words("低保户残疾人"), ["低保户", "残疾人"]);
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        assert_eq!(words("低保边缘户"), ["?低保边缘户"]);
        assert_eq!(words("非残疾人家属"), ["?非残疾人家属"]);
        assert_eq!(words("低保、监测户"), ["低保户", "?监测户"]);
        for text in ["", "无", "/", "一般户", "普通农户"] {
            assert!(words(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_tick_says_what_its_column_is_captioned_with() {
        let own = of_word("残疾人");
        assert_eq!(read("√", own.as_ref()).0, [TagWord::plain(TagKind::Disabled)]);
        assert_eq!(read("否", own.as_ref()), (vec![], vec![]));
        assert_eq!(read("肢体三级", own.as_ref()).0[0].grade.as_deref(), Some("三级"));
        assert_eq!(read("√", None).1, ["√"], "a tick without a caption says nothing we know");
    }
}
