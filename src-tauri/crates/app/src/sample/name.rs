//! Names put together by chance, and numerals for hamlets and grids.

use domain::codes::Sex;

use super::dice::Dice;

const SURNAMES: [&str; 72] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾",
    "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪",
    "田", "任", "姜", "范", "方", "石", "姚", "谭", "单", "解", "仇", "查", "覃", "翟", "尉迟",
];
const MALE: [&str; 36] = [
    "建国", "建军", "国强", "志强", "志刚", "永福", "德山", "德胜", "长林", "洪波", "海涛", "文斌", "晓东", "春生",
    "玉成", "福田", "守义", "宝山", "金柱", "满仓", "伟", "强", "勇", "磊", "军", "杰", "涛", "鹏", "浩然", "子轩",
    "宇航", "俊熙", "天佑", "庆丰", "兴旺", "有才",
];
const FEMALE: [&str; 36] = [
    "秀英", "桂兰", "玉兰", "淑珍", "凤英", "桂芝", "秀云", "玉梅", "丽华", "春梅", "艳红", "晓丽", "海燕", "金凤",
    "淑芬", "雪梅", "翠花", "素琴", "丽", "娟", "敏", "静", "芳", "霞", "婷", "雪", "欣怡", "梓涵", "诗雨", "佳琪",
    "若汐", "雨桐", "思颖", "小满", "腊梅", "彩霞",
];
/// Names that a program gets wrong when it counts UTF-16 units, splits at dots or lacks a typeface.
const RARE_MALE: [&str; 4] = ["王䶮", "李𠮷祥", "买买提·艾力江", "欧阳𠮷"];
const RARE_FEMALE: [&str; 4] = ["张䶮然", "赵𠮷娜", "阿依古丽·吐尔逊", "尉迟䶮"];

/// A surname.
pub(super) fn surname(dice: &mut Dice) -> &'static str {
    // The first ones are many times as frequent as the last ones.
    let among = if dice.percent(55) { 20 } else { SURNAMES.len() };
    SURNAMES[dice.below(among)]
}

/// A full name; one in 150 is a rare one.
pub(super) fn full(dice: &mut Dice, surname: &str, sex: Sex, rare: bool) -> String {
    let male = sex == Sex::Male;
    if rare {
        return (*dice.one(if male { &RARE_MALE } else { &RARE_FEMALE })).to_owned();
    }
    format!("{surname}{}", dice.one(if male { &MALE } else { &FEMALE }))
}

/// 一, 十二, 三十, 一百零三: up to 9999.
pub(super) fn numeral(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [&str; 4] = ["", "十", "百", "千"];
    let digits: Vec<usize> = number.to_string().bytes().map(|digit| usize::from(digit - b'0')).collect();
    let mut text = String::new();
    for (at, digit) in digits.iter().enumerate() {
        let rest_is_zero = digits[at..].iter().all(|digit| *digit == 0);
        if rest_is_zero {
            break;
        }
        if *digit == 0 {
            if !text.ends_with(DIGITS[0]) {
                text.push_str(DIGITS[0]);
            }
            continue;
        }
        let unit = UNITS.get(digits.len() - 1 - at).copied().unwrap_or_default();
        // 十二, not 一十二.
        if !(text.is_empty() && *digit == 1 && unit == "十") {
            text.push_str(DIGITS[*digit]);
        }
        text.push_str(unit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_those_of_signboards() {
        let said = [1, 10, 12, 30, 99, 100, 103, 110, 999].map(numeral);
        assert_eq!(said, ["一", "十", "十二", "三十", "九十九", "一百", "一百零三", "一百一十", "九百九十九"]);
    }
}
