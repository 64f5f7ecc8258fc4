//! What a row below the captions is: a person, a hint how to fill the list, a sum, a signature line, a hamlet's name.

use domain::sheet::Cell;

use super::columns::Taken;
use super::content::looks_like_name;
use super::page::Line;
use crate::entry::Field;
use crate::normal::hamlet;
use crate::normal::text::{says_nothing, shown, squeeze};

/// One row's kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Somebody stands in it.
    Person,
    /// Nothing does.
    Blank,
    /// The name of a hamlet that begins here.
    Hamlet(String),
    /// A line of one cell: a title in mid-sheet.
    Title(String),
    /// A hint, a sum, a signature line, a note.
    Other,
}

/// The columns by which rows are told apart.
pub(super) struct Signs {
    name: Option<u16>,
    ids: Vec<u16>,
    person: Vec<u16>,
}

impl Signs {
    pub fn of(columns: &[Taken]) -> Self {
        let at = |field| columns.iter().find(|one| one.field == Some(field) && !one.of_head).map(|one| one.index);
        let ids = columns.iter().filter(|one| one.field == Some(Field::IdNumber)).map(|one| one.index).collect();
        let person =
            [Field::Relation, Field::Sex, Field::Birth, Field::Phone, Field::Ethnic, Field::Education, Field::Work]
                .into_iter()
                .filter_map(at)
                .collect();
        Self { name: at(Field::Name).or_else(|| at(Field::Head)), ids, person }
    }

    fn has_number(&self, line: &Line) -> bool {
        self.ids.iter().any(|column| match line.cell(*column) {
            Cell::Text(text) => text.chars().filter(|one| one.is_numeric()).count() >= 14,
            Cell::Number(number) => *number >= 1e13,
            _ => false,
        })
    }
}

/// Tells one row. `near_header`: one of the first two below the captions, where hints stand.
pub(super) fn tell(line: &Line, signs: &Signs, near_header: bool) -> Kind {
    let Some((_, first)) = line.written().next() else { return Kind::Blank };
    if signs.has_number(line) {
        let example = near_header && is_example(&shown(first));
        return if example { Kind::Other } else { Kind::Person };
    }
    let first = shown(first);
    let first = squeeze(&first);
    let filler = near_header && (is_example(&first) || is_numbering(line) || is_hint(line, signs));
    if is_sum(&first) || is_foot(&first) || filler {
        return Kind::Other;
    }
    let name = signs.name.map(|column| line.cell(column)).filter(|cell| !cell.is_blank());
    let written = line.written().count();
    if written == 1 {
        if let Some(hamlet) = hamlet::as_heading(&first) {
            return Kind::Hamlet(hamlet);
        }
        let alone = name.is_some() && signs.name.is_some_and(|column| !line.own(column).is_blank());
        return if alone && looks_like_name(&first) { Kind::Person } else { Kind::Title(first.into_owned()) };
    }
    let named = name.is_some_and(|cell| is_name(&squeeze(&shown(cell))));
    let known = signs.person.iter().filter(|column| says(line.own(**column))).count();
    if named || known >= 3 { Kind::Person } else { Kind::Other }
}

/// Whether a row cannot be a person's, before it is known which column is what: blank, a hint (`near_header`), a sum,
/// a signature line.
pub(super) fn is_filler(line: &Line, near_header: bool) -> bool {
    let Some((_, first)) = line.written().next() else { return true };
    let first = shown(first);
    let first = squeeze(&first);
    let hint = || {
        is_example(&first)
            || is_numbering(line)
            || is_hint(line, &Signs { name: None, ids: Vec::new(), person: Vec::new() })
    };
    is_sum(&first) || is_foot(&first) || (near_header && hint())
}

/// A word, or a number as long as a phone's or a date's: not a count.
fn says(cell: &Cell) -> bool {
    let text = shown(cell);
    let text = squeeze(&text);
    !text.is_empty() && !says_nothing(&text) && (text.len() >= 6 || !text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Anything that a name can be: no digits, no colon, not a sentence.
fn is_name(squeezed: &str) -> bool {
    let letters = squeezed.chars().count();
    (1..=40).contains(&letters)
        && !says_nothing(squeezed)
        && !squeezed.contains([':', '，', '。', '；'])
        && !squeezed.bytes().any(|byte| byte.is_ascii_digit())
        && !matches!(squeezed, "必填" | "选填" | "可空" | "姓名")
}

fn is_sum(first: &str) -> bool {
    const SUMS: [&str; 10] =
        ["合计", "小计", "总计", "共计", "累计", "本页合计", "本页小计", "总人数", "总户数", "其中"];
    let short = first.chars().count() <= 8;
    if short && ["合计", "小计", "总计"].iter().any(|word| first.ends_with(word)) {
        return true;
    }
    SUMS.iter().any(|word| first.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|one: char| one > '\u{4e00}')))
        || SUMS.contains(&first)
        || first.strip_prefix('共').is_some_and(|rest| rest.starts_with(|one: char| one.is_ascii_digit()))
}

fn is_foot(first: &str) -> bool {
    const FEET: [&str; 22] = [
        "填表人",
        "填报人",
        "制表人",
        "制表",
        "审核人",
        "审核",
        "复核人",
        "复核",
        "负责人",
        "单位负责人",
        "经办人",
        "填报单位",
        "填表单位",
        "填表日期",
        "填报日期",
        "填表时间",
        "联系电话",
        "联系人",
        "日期",
        "单位",
        "村(社区)",
        "村委会",
    ];
    const NOTES: [&str; 5] = ["注", "备注", "说明", "填表说明", "填写说明"];
    let after = |word: &str, ends: &[char]| first.strip_prefix(word).is_some_and(|rest| rest.starts_with(ends));
    FEET.iter().any(|word| after(word, &[':']))
        || NOTES.iter().any(|word| after(word, &[':', '1', '、', '.']))
        || first.contains("盖章")
        || (first.starts_with('第') && first.contains('页'))
}

fn is_example(first: &str) -> bool {
    let first = squeeze(first);
    matches!(first.as_ref(), "例" | "示例" | "样例" | "举例" | "范例" | "填写示例" | "例子" | "样表" | "填报示例")
        || ["例:", "示例:", "例如", "例1", "示例1"].iter().any(|word| first.starts_with(word))
}

/// A row that numbers the columns: `1 2 3`, `甲 乙 1 2`, `(1) (2)`.
fn is_numbering(line: &Line) -> bool {
    let mut written = 0;
    let each = line.written().all(|(_, cell)| {
        written += 1;
        let text = shown(cell);
        let text = squeeze(&text);
        let bare = text.trim_matches(['(', ')', '栏', '列']);
        let number = bare.len() <= 2 && bare.bytes().all(|byte| byte.is_ascii_digit());
        number || matches!(bare, "甲" | "乙" | "丙" | "丁" | "戊" | "己")
    });
    each && written >= 3
}

/// A row of hints how to fill each column: 必填, 18位, 男/女, 如1号.
fn is_hint(line: &Line, signs: &Signs) -> bool {
    let name = signs.name.map(|column| shown(line.cell(column)));
    if name.is_some_and(|text| matches!(squeeze(&text).as_ref(), "必填" | "选填" | "必填项" | "文本" | "汉字"))
    {
        return true;
    }
    let (mut hints, mut written) = (0, 0);
    for (_, cell) in line.written() {
        let text = shown(cell);
        let text = squeeze(&text);
        written += 1;
        let parts = [
            "必填",
            "选填",
            "可空",
            "填写",
            "例如",
            "如:",
            "示例",
            "格式",
            "下拉",
            "男/女",
            "是/否",
            "男或女",
            "是或否",
            "请填",
            "请选",
            "选择",
        ];
        let says = parts.iter().any(|part| text.contains(part))
            || text.starts_with('如')
            || (text.ends_with('等') && text.chars().count() > 2)
            || matches!(text.as_ref(), "18位" | "11位" | "15或18位" | "与户主" | "数字" | "文本" | "日期");
        hints += usize::from(says);
    }
    hints >= 2 && hints * 4 >= written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_signature_lines_are_no_people() {
        for text in ["合计", "小计:", "一组小计", "其中:男", "共197人", "总计", "本页小计"] {
            assert!(is_sum(text), "{text}");
        }
        for text in ["填表人:", "注:1.本表一式两份", "第1页共3页", "(盖章)", "备注:"] {
            assert!(is_foot(text), "{text}");
        }
        for name in ["白伟", "何敏", "注册", "单位"] {
            assert!(!is_sum(name) && !is_foot(name), "{name}");
        }
    }
}
