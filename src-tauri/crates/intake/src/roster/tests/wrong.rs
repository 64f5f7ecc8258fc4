//! Mistakes: each row once, under the first kind that applies, where the list has the column.

use super::*;
use crate::roster::{Mistake, mistakes};

fn found(lines: &[&str]) -> Vec<(u32, &'static str)> {
    mistakes(&[list(lines)]).into_iter().map(|(place, mistake)| (place.row, mistake.key())).collect()
}

#[test]
fn each_kind_by_its_row() {
    let found = found(&[
        "户号|姓名|与户主关系|性别|出生日期|身份证号|人员类别",
        "1|白伟|户主|男|1950-03-15|999999195003150014|",
        "1||妻|女|1950-01-15|99999919500115007X|",
        "1|白芳|女|女|||",
        "1|白强|子|男||999999195003150000|",
        "1|白平|子|男||99999919500315|",
        "1|白明|子|男||999999195003150015|",
        "1|白亮|子|男||999999198102290016|",
        "2|单平|户主|男||999999195003150030|",
        "2|单丽|妻|男||99999920150601002X|烈属",
        "3|仇丽|户主|女|1951|999999195003150049|",
        "4|覃平|子|||999999195003150057|",
        "5|查明|户主|||999999195003150073|",
        "5|查亮|户主||||",
        "5|查丽|户主|||99999919500315009X|",
        "5|查芳|表叔|||999999195003150110|",
        "5|查平|子|||999999195003150137|监测户",
    ]);
    assert_eq!(
        found,
        [
            (3, "no_name"),
            (4, "no_id"),
            (5, "id_precision_lost"),
            (6, "wrong_length"),
            (7, "wrong_check_digit"),
            (8, "impossible_date"),
            (10, "sex_contradicts_id"),
            (11, "birth_contradicts_id"),
            (12, "no_head"),
            (14, "no_id"),
            (15, "two_heads"),
            (16, "unknown_relation"),
            (17, "unknown_kind"),
        ]
    );
}

#[test]
fn a_list_is_not_blamed_for_columns_that_it_has_not() {
    assert_eq!(found(&["姓名|性别|联系电话", "白伟|男|", "田燕||"]), []);
}

#[test]
fn a_shared_number_is_the_later_rows_mistake_and_neither_row_is_looked_at_further() {
    let lines = [
        "户主|姓名|与户主关系|性别|身份证号",
        "白伟|白伟|户主|女|999999195003150014",
        "白伟|白强|子|男|999999195003150014",
        "白伟|白明|子|男|999999195003150014",
    ];
    assert_eq!(found(&lines), [(3, "duplicate_id"), (4, "duplicate_id")]);
}

#[test]
fn numbers_are_shared_within_a_file_and_only_among_lists_by_household() {
    let household = |name: &str| sheet(name, &["姓名|与户主关系|身份证号", "白伟|户主|999999195003150014"]);
    let tagged = sheet("低保户", &["姓名|身份证号", "白伟|999999195003150014", "白伟|999999195003150014"]);
    let places = |sheets| {
        let found = mistakes(&of(sheets).lists);
        found.into_iter().map(|(place, mistake)| (place.list, mistake)).collect::<Vec<_>>()
    };
    assert_eq!(places(vec![household("1组"), household("2组")]), [(1, Mistake::DuplicateId)]);
    assert_eq!(places(vec![household("1组"), tagged]), []);
}
