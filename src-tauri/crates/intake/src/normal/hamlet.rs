//! 村民小组 and 屯: `一组 第一组 1组 1 2.0 第二村民小组` are 一组 and 二组; 二屯 and 东屯 keep their own word.
//!
//! Whether 二屯 and 二组 are the same place, nobody but the village can say: they stay two.

use super::text::squeeze;

/// Words for a numbered hamlet, longest first, and the word it is written with.
const UNITS: [(&str, &str); 12] = [
    ("村民小组", "组"),
    ("居民小组", "组"),
    ("自然小组", "组"),
    ("生产小队", "队"),
    ("村民组", "组"),
    ("生产队", "队"),
    ("小组", "组"),
    ("小队", "队"),
    ("组", "组"),
    ("屯", "屯"),
    ("社", "社"),
    ("队", "队"),
];

const DIGITS: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// Numbers 1 to 99 in Chinese: 一, 十, 十二, 二十, 三十五. Empty for 0 and above 99.
#[must_use]
pub fn numeral(number: u32) -> String {
    let (tens, ones) = (number / 10, number % 10);
    match tens {
        _ if number > 99 => String::new(),
        0 => DIGITS[ones as usize].to_owned(),
        1 => format!("十{}", DIGITS[ones as usize]),
        _ => format!("{}十{}", DIGITS[tens as usize], DIGITS[ones as usize]),
    }
}

fn chinese_digit(one: char) -> Option<u32> {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match one {
        '零' => Some(0),
        '两' => Some(2),
        _ => digits.iter().position(|digit| *digit == one).map(|at| at as u32),
    }
}

/// A number of 1 to 99 at the start of `text`, in either writing, and the rest of the text.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let ascii = text.bytes().take_while(u8::is_ascii_digit).count();
    if ascii > 0 {
        let number = text[..ascii].parse().ok()?;
        let rest = &text[ascii..];
        let rest = rest.strip_prefix(".0").unwrap_or(rest);
        return (1..=99).contains(&number).then_some((number, rest));
    }
    let (mut number, mut ones, mut used) = (0, None, 0);
    for (at, one) in text.char_indices() {
        if one == '十' {
            if number >= 10 {
                return None;
            }
            number = ones.take().unwrap_or(1) * 10;
        } else if let Some(digit) = chinese_digit(one) {
            if ones.is_some() {
                return None;
            }
            ones = Some(digit);
        } else {
            break;
        }
        used = at + one.len_utf8();
    }
    number += ones.unwrap_or(0);
    (1..=99).contains(&number).then_some((number, &text[used..]))
}

/// A numbered hamlet at the start of squeezed `text`: its canonical word and what follows it.
fn leading(text: &str) -> Option<(String, &str)> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let (number, rest) = leading_number(text)?;
    let (unit, word) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit))?;
    Some((format!("{}{word}", numeral(number)), &rest[unit.len()..]))
}

/// The village's name in front comes off: 向阳村一组 is 一组. A hamlet may itself be called 上村: then nothing does.
fn after_village(text: &str) -> &str {
    ["村委会", "社区", "村"]
        .iter()
        .find_map(|word| text.find(word).map(|at| &text[at + word.len()..]))
        .filter(|rest| !rest.is_empty() && !rest.starts_with("民"))
        .unwrap_or(text)
}

/// What stands in a column of hamlets, canonical; `None` when it says nothing. A name is kept as it is.
#[must_use]
pub fn in_column(text: &str) -> Option<String> {
    let text = squeeze(text);
    let text = text.as_ref();
    if super::text::says_nothing(text) {
        return None;
    }
    if let Some((word, "")) = leading(text) {
        return Some(word);
    }
    if let Some((number, "")) = leading_number(text.strip_prefix('第').unwrap_or(text)) {
        return Some(format!("{}组", numeral(number)));
    }
    let rest = after_village(text);
    if let Some((word, "")) = leading(rest) {
        return Some(word);
    }
    let named = rest.strip_suffix("村民小组").filter(|name| name.chars().count() > 1).unwrap_or(rest);
    Some(named.to_owned())
}

/// The hamlet that a sheet or a line of its own is named after: 1组, 第一村民小组, 东屯, 向阳村二组; nothing else.
#[must_use]
pub fn as_heading(text: &str) -> Option<String> {
    let text = squeeze(text);
    let rest = after_village(&text);
    let bare = super::text::without_brackets(rest).0;
    let bare = ["花名册", "名单", "人口", "登记表", "人员", "名册"]
        .iter()
        .fold(bare.as_ref(), |text, word| text.strip_suffix(word).unwrap_or(text));
    match leading(bare) {
        Some((word, "")) => Some(word),
        Some(_) => None,
        None => is_named(bare).then(|| bare.to_owned()),
    }
}

/// 东屯, 王家屯, 小河沿屯: a short name that ends with 屯.
fn is_named(text: &str) -> bool {
    text.ends_with('屯') && (2..=6).contains(&text.chars().count()) && !text.starts_with(['各', '全', '村', '本'])
}

/// The hamlet at the start of an address: `1组7号`, `向阳村二组`, `东屯12号`.
#[must_use]
pub fn in_address(text: &str) -> Option<String> {
    let text = squeeze(text);
    let rest = after_village(&text);
    if let Some((word, after)) = leading(rest).or_else(|| leading(&text)) {
        // 三社区 and 一队伍 are no hamlets.
        let holds = after.is_empty() || !after.starts_with(['区', '伍', '会']);
        return holds.then_some(word);
    }
    let end = rest.find('屯')? + '屯'.len_utf8();
    is_named(&rest[..end]).then(|| rest[..end].to_owned())
}

/// The hamlet in a title: `向阳村第三村民小组花名册`. Only a numbered one with its word, or none.
#[must_use]
pub fn in_title(text: &str) -> Option<String> {
    let text = squeeze(text);
    let mut found = None;
    let mut rest = text.as_ref();
    while let Some(one) = rest.chars().next() {
        if let Some((word, after)) = leading(rest).filter(|(_, after)| !after.starts_with(['区', '伍', '会'])) {
            if found.as_ref().is_some_and(|known| *known != word) {
                return None;
            }
            found = Some(word);
            rest = after;
        } else {
            rest = &rest[one.len_utf8()..];
        }
    }
    found
}

/// The number of a hamlet: 2 of 二组 and of 二屯; `None` of 东屯.
#[must_use]
pub fn number(hamlet: &str) -> Option<u32> {
    let text = squeeze(hamlet);
    let text = text.strip_prefix('第').unwrap_or(&text);
    let (number, rest) = leading_number(text)?;
    (rest.is_empty() || UNITS.iter().any(|(unit, _)| *unit == rest)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hamlet_has_one_word_however_it_is_written() {
        for text in
            ["一组", "第一组", "1组", "1", "1.0", "第 一 村民小组", "向阳村一组", "０１组", "一", "向阳村第1村民小组"]
        {
            assert_eq!(in_column(text).as_deref(), Some("一组"), "{text}");
        }
        assert_eq!(in_column("十二组").as_deref(), Some("十二组"));
        assert_eq!(in_column("20").as_deref(), Some("二十组"));
        assert_eq!(in_column("二屯").as_deref(), Some("二屯"));
        assert_eq!(in_column("3社").as_deref(), Some("三社"));
        assert_eq!(in_column("第四生产队").as_deref(), Some("四队"));
    }

    #[test]
    fn a_name_stays_a_name() {
        for text in ["东屯", "王家屯", "上村", "小河沿"] {
            assert_eq!(in_column(text).as_deref(), Some(text));
            assert_eq!(number(text), None);
        }
        assert_eq!(in_column("/"), None);
    }

    #[test]
    fn the_number_of_a_hamlet() {
        assert_eq!(number("二组"), Some(2));
        assert_eq!(number("二屯"), Some(2));
        assert_eq!(number("三十五组"), Some(35));
    }

    #[test]
    fn a_sheet_is_named_after_its_hamlet_or_after_something_else() {
        assert_eq!(as_heading("1组").as_deref(), Some("一组"));
        assert_eq!(as_heading("第二村民小组").as_deref(), Some("二组"));
        assert_eq!(as_heading("三组花名册").as_deref(), Some("三组"));
        assert_eq!(as_heading("东屯").as_deref(), Some("东屯"));
        for text in ["Sheet1", "常住人口", "党员花名册", "1", "一组二组", "各屯"] {
            assert_eq!(as_heading(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_begins_with_its_hamlet() {
        assert_eq!(in_address("1组7号").as_deref(), Some("一组"));
        assert_eq!(in_address("示范镇向阳村二组16号").as_deref(), Some("二组"));
        assert_eq!(in_address("东屯12号").as_deref(), Some("东屯"));
        assert_eq!(in_address("和平路7号"), None);
        assert_eq!(in_address("第三社区2号楼"), None);
    }

    #[test]
    fn a_title_that_names_two_hamlets_names_none() {
        assert_eq!(in_title("向阳村第三村民小组花名册").as_deref(), Some("三组"));
        assert_eq!(in_title("向阳村一组二组花名册"), None);
        assert_eq!(in_title("示范镇向阳村常住人口登记表"), None);
    }
}
