//! Captions, sheets, columns.

use super::*;
use crate::entry::{Field, IdReading};
use crate::roster::Why;

#[test]
fn titles_stand_above_the_captions_and_sums_below_the_people() {
    let list = list(&[
        "示范镇清水村花名册",
        "填报单位：清水村|||填报日期：2025年6月30日",
        "序号|姓名|性别|身份证号|联系电话",
        "1|白伟|男|999999195003150014|13800005924",
        "2|田燕|女||无",
        "合计||2人||",
        "填表人：      审核人：",
        "注：本表一式两份",
    ]);
    assert_eq!(list.header_row, 3);
    assert_eq!(names(&list), ["白伟", "田燕"]);
    assert_eq!(list.filled_on.map(|date| date.to_string()).as_deref(), Some("2025-06-30"));
    assert_eq!(list.entries[1].phone, None);
    assert!(!list.by_household);
}

#[test]
fn hints_and_an_example_below_the_captions_are_no_people() {
    let list = list(&[
        "序号|姓名|性别|身份证号|出生日期",
        "|必填|男/女|18位|如1960.01",
        "例|张三|男|999999195003150014|1950-03-15",
        "1|白伟|男|999999195003150014|1950-03-15",
    ]);
    assert_eq!(names(&list), ["白伟"]);
}

#[test]
fn a_row_that_numbers_the_columns_and_the_sums_of_hamlets_are_no_people() {
    let list =
        list(&["姓名|性别|年龄|联系电话", "甲|1|2|3", "白伟|男|40|13800005924", "一组小计|1||", "其中：男|1|2|3"]);
    assert_eq!(names(&list), ["白伟"]);
}

#[test]
fn a_caption_over_two_others_says_what_they_are_about() {
    let mut sheet = sheet(
        "Sheet1",
        &[
            "姓名|身份证号|残疾情况|||备注",
            "||类别|等级|证号|",
            "白伟|999999195003150014|肢体|三级|99999919500315001443|",
            "田燕|99999919500115007X||||",
        ],
    );
    for with_merges in [false, true] {
        if with_merges {
            sheet.merges =
                vec![merge((1, 1), (2, 4)), merge((1, 2), (0, 0)), merge((1, 2), (1, 1)), merge((1, 2), (5, 5))];
        }
        let list = of(vec![sheet.clone()]).lists.remove(0);
        assert_eq!(list.header_row, 2);
        assert_eq!(tags(&list.entries[0]), ["残疾人·肢体·三级·99999919500315001443"]);
        assert!(tags(&list.entries[1]).is_empty());
        assert!(matches!(list.entries[0].id, IdReading::Whole(_)));
    }
}

#[test]
fn pages_pasted_together_are_one_list_and_other_captions_begin_another() {
    let understood = of(vec![sheet(
        "Sheet1",
        &[
            "第一村民小组",
            "姓名|性别|联系电话",
            "白伟|男|13800005924",
            "清水村第二村民小组（续）",
            "姓名|性别|联系电话",
            "田燕|女|13900000933",
            "",
            "低保户名单",
            "户主姓名|身份证号",
            "白伟|999999195003150014",
        ],
    )]);
    let [people, tagged] = &understood.lists[..] else { panic!("two lists, not {}", understood.lists.len()) };
    assert_eq!((names(people), hamlets(people)), (vec!["白伟", "田燕"], vec!["一组", "二组"]));
    assert_eq!((tagged.header_row, tags(&tagged.entries[0])), (9, vec!["低保户".to_owned()]));
    assert_eq!(names(tagged), ["白伟"]);
}

#[test]
fn tables_side_by_side_are_two_lists() {
    let understood = of(vec![sheet(
        "Sheet1",
        &["姓名|身份证号||姓名|身份证号", "白伟|999999195003150014||田燕|99999919500115007X", "单平|||仇丽|"],
    )]);
    assert_eq!(understood.lists.iter().map(names).collect::<Vec<_>>(), [["白伟", "单平"], ["田燕", "仇丽"]]);
}

#[test]
fn a_list_without_captions_is_a_proposal_by_content() {
    let list = list(&[
        "1|白伟|户主|男|999999195003150014|13800005924",
        "2|田燕|妻|女|99999919500115007X|13900000933",
        "3|白芳|女|女|99999920150601002X|",
    ]);
    assert_eq!(list.header_row, 0);
    let fields: Vec<_> = list.columns.iter().filter_map(|column| column.field).collect();
    assert_eq!(fields, [Field::Name, Field::Relation, Field::Sex, Field::IdNumber, Field::Phone]);
    assert_eq!(list.columns[1].caption, "B列");
    assert_eq!(groups(&list), [0, 0, 0]);
}

#[test]
fn a_caption_that_nobody_knows_is_what_stands_below_it_if_that_is_plain() {
    let list = list(&[
        "姓名|性别|号码一|甲|乙",
        "白伟|男|999999195003150014|13800005924|好",
        "田燕|女|99999919500115007X|13900000933|好",
    ]);
    let fields: Vec<_> = list.columns.iter().map(|column| column.field).collect();
    assert_eq!(fields, [Some(Field::Name), Some(Field::Sex), Some(Field::IdNumber), Some(Field::Phone), None]);
}

#[test]
fn a_certificate_is_no_identity_number() {
    let list = list(&[
        "姓名|证件号码|身份证号",
        "白伟|99999919500315001443|999999195003150014",
        "田燕|99999919500115007X32|99999919500115007X",
    ]);
    let fields: Vec<_> = list.columns.iter().map(|column| column.field).collect();
    assert_eq!(fields, [Some(Field::Name), Some(Field::Certificate), Some(Field::IdNumber)]);
}

#[test]
fn the_fuller_of_two_columns_for_one_field_is_taken() {
    let list =
        list(&["姓名|性别|联系电话|手机号码", "白伟|男||13800005924", "田燕|女||13900000933", "单平|男|1|13900000934"]);
    assert_eq!(list.entries[0].phone.as_deref(), Some("13800005924"));
    assert_eq!(list.columns[2].field, None);
}

#[test]
fn somebody_elses_columns_are_not_the_persons() {
    let list = list(&[
        "儿童姓名|性别|监护人姓名|监护人身份证号|监护人电话",
        "白小芳|女|白伟|999999195003150014|13800005924",
        "田小军|男|田燕|99999919500115007X|13900000933",
    ]);
    assert_eq!(names(&list), ["白小芳", "田小军"]);
    assert_eq!((&list.entries[0].id, &list.entries[0].phone), (&IdReading::Blank, &None));
}

#[test]
fn sheets_without_people_are_passed_over_with_the_reason() {
    let mut hidden = sheet("旧表", &["姓名|性别", "白伟|男"]);
    hidden.hidden = true;
    let understood = of(vec![
        sheet("目录", &["序号|户主姓名|页码", "1|白伟|3"]),
        sheet("统计", &["组|户数|人数", "1组|31|93"]),
        sheet("空", &[]),
        sheet("待填", &["姓名|性别|身份证号"]),
        hidden,
        sheet("1组", &["姓名|性别", "白伟|男"]),
    ]);
    let why: Vec<_> = understood.passed_over.iter().map(|one| one.why).collect();
    assert_eq!(why, [Why::AboutTheWorkbook, Why::NoPeople, Why::Empty, Why::NoRows, Why::Hidden]);
    assert_eq!(hamlets(&understood.lists[0]), ["一组"]);
}

#[test]
fn a_person_may_decide_what_a_column_is() {
    let lines = ["姓名|性别|去处", "白伟|男|沈阳市", "田燕|女|"];
    let decided = |captions: &[String]| {
        assert_eq!(captions, ["姓名", "性别", "去处"]);
        let mut mapping = Mapping::default();
        mapping.set("去处", Some(Field::WorkPlace));
        mapping.set("性别", None);
        Some(mapping)
    };
    let book = Workbook { file: "台账.xlsx".into(), sheets: vec![sheet("Sheet1", &lines)] };
    let list = understand(&book, &decided).lists.remove(0);
    assert_eq!(list.entries[0].work_place.as_deref(), Some("沈阳市"));
    assert_eq!(list.entries[0].sex, None);
    assert_eq!(Mapping::of(&list.columns).field("性别"), Some(None));
}

#[test]
fn what_no_form_needs_is_named_and_not_read() {
    let list = list(&["姓名|性别|婚姻状况|银行卡号", "白伟|男|已婚|999999195003150014"]);
    let left: Vec<_> = list
        .columns
        .iter()
        .filter(|column| column.field == Some(Field::LeftOut))
        .map(|column| column.caption.as_str())
        .collect();
    assert_eq!(left, ["婚姻状况", "银行卡号"]);
    assert_eq!(list.entries[0].id, IdReading::Blank);
}
