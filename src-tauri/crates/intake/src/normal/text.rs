//! Text of cells: width, white space, and what says nothing.

use std::borrow::Cow;

use domain::sheet::Cell;

/// Characters that no eye sees: zero-width spaces and joiners, soft hyphens, byte order marks.
fn is_unseen(one: char) -> bool {
    matches!(one, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn is_wide(one: char) -> bool {
    matches!(one, '\u{ff01}'..='\u{ff5e}')
}

/// The narrow form of a full-width character.
fn narrow_char(one: char) -> char {
    if is_wide(one) { char::from_u32(one as u32 - 0xfee0).unwrap_or(one) } else { one }
}

/// Full-width letters, digits and signs narrow, every white space and unseen character gone: `（必 填）` is `(必填)`.
#[must_use]
pub fn squeeze(text: &str) -> Cow<'_, str> {
    let drop = |one: char| one.is_whitespace() || is_unseen(one);
    if !text.chars().any(|one| drop(one) || is_wide(one)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|one| !drop(*one)).map(narrow_char).collect())
}

/// Narrow and trimmed, inner spaces kept as single ones.
#[must_use]
pub fn narrow(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(|one: char| one.is_whitespace() || is_unseen(one));
    if !text.chars().any(|one| is_wide(one) || is_unseen(one) || (one.is_whitespace() && one != ' ')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for one in text.chars().filter(|one| !is_unseen(*one)) {
        match one {
            _ if !one.is_whitespace() => out.push(narrow_char(one)),
            _ if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// What a cell shows, as text: whole numbers without a point, dates as `2025-01-31`, a tick as 是 or 否.
#[must_use]
pub fn shown(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Cow::Owned((*number as i64).to_string())
        }
        Cell::Number(number) => Cow::Owned(number.to_string()),
        Cell::Date(day) => Cow::Owned(day.to_string()),
        Cell::Bool(true) => Cow::Borrowed("是"),
        Cell::Bool(false) => Cow::Borrowed("否"),
    }
}

/// Whether squeezed text says nothing: empty, 无, a dash or stroke, or a word for not known.
#[must_use]
pub fn says_nothing(squeezed: &str) -> bool {
    const WORDS: [&str; 16] = [
        "无",
        "没有",
        "暂无",
        "空",
        "无电话",
        "无手机",
        "没电话",
        "无号码",
        "不详",
        "未知",
        "不清楚",
        "不明",
        "N/A",
        "NA",
        "null",
        "none",
    ];
    squeezed.chars().all(|one| matches!(one, '/' | '\\' | '-' | '—' | '–' | '_' | '－' | '─' | '.' | '。' | '、' | '~'))
        || WORDS.iter().any(|word| squeezed.eq_ignore_ascii_case(word))
}

/// Whether squeezed text is a tick: √ ✓ ☑ 是 有 1 Y.
#[must_use]
pub fn is_tick(squeezed: &str) -> bool {
    matches!(
        squeezed,
        "√" | "✓" | "✔" | "☑" | "■" | "●" | "▲" | "★" | "是" | "有" | "1" | "Y" | "y" | "yes" | "YES" | "对"
    )
}

/// Whether squeezed text says no in a column of ticks: × 否 0 N, or an empty box.
#[must_use]
pub fn is_cross(squeezed: &str) -> bool {
    matches!(
        squeezed,
        "×" | "✗" | "✘" | "x" | "X" | "否" | "不是" | "非" | "0" | "N" | "n" | "no" | "NO" | "□" | "☐" | "○"
    )
}

/// The parts of `text` between the separators that lists use inside one cell; never an empty one.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|one: char| {
        one.is_whitespace() || matches!(one, '、' | '，' | ',' | ';' | '；' | '/' | '／' | '|' | '+' | '。')
    })
    .filter(|part| !part.is_empty())
}

/// Text without what stands in brackets, and the first bracket's content: `姓名（必填）` is 姓名 and 必填. Squeezed in.
#[must_use]
pub fn without_brackets(squeezed: &str) -> (Cow<'_, str>, Option<&str>) {
    const OPEN: [char; 4] = ['(', '[', '【', '〔'];
    const CLOSE: [char; 4] = [')', ']', '】', '〕'];
    let Some(first) = squeezed.find(OPEN) else {
        return (Cow::Borrowed(squeezed), None);
    };
    let inside = squeezed[first..].split_terminator(CLOSE).next().and_then(|text| {
        let mut letters = text.chars();
        letters.next();
        let inside = letters.as_str();
        (!inside.is_empty()).then_some(inside)
    });
    let mut depth = 0_u32;
    let mut out = String::with_capacity(squeezed.len());
    for one in squeezed.chars() {
        if OPEN.contains(&one) {
            depth += 1;
        } else if CLOSE.contains(&one) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            out.push(one);
        }
    }
    (Cow::Owned(out), inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_white_space_make_no_difference() {
        assert_eq!(squeeze("户\u{3000} 主\n"), "户主");
        assert_eq!(squeeze("（必填）"), "(必填)");
        assert_eq!(narrow(" Ａ区 \t二组\u{feff}"), "A区 二组");
        assert!(matches!(squeeze("姓名"), Cow::Borrowed(_)));
    }

    #[test]
    fn dashes_strokes_and_words_for_none_say_nothing() {
        for text in ["", "无", "/", "—", "——", "-", "无电话", "暂无", "n/a"] {
            assert!(says_nothing(text), "{text}");
        }
        for text in ["0", "吴", "无锡"] {
            assert!(!says_nothing(text), "{text}");
        }
    }

    #[test]
    fn a_number_is_shown_as_a_person_reads_it() {
        assert_eq!(shown(&Cell::Number(13_800_005_924.0)), "13800005924");
        assert_eq!(shown(&Cell::Number(1960.01)), "1960.01");
    }

    #[test]
    fn brackets_come_off() {
        assert_eq!(without_brackets("姓名(必填)"), (Cow::Borrowed("姓名"), Some("必填")));
        assert_eq!(without_brackets("低保[A类]户"), (Cow::Borrowed("低保户"), Some("A类")));
        assert_eq!(without_brackets("姓名("), (Cow::Borrowed("姓名"), None));
    }

    #[test]
    fn one_cell_may_hold_several_words() {
        assert_eq!(parts("低保、残疾人；优抚 科技能手").collect::<Vec<_>>(), ["低保", "残疾人", "优抚", "科技能手"]);
    }
}
