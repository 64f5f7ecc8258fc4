//! Households, hamlets, tags, membership.

use domain::codes::Relation;
use domain::person::{MemberKind, ResidenceKind, WorkKind};

use super::*;
use crate::entry::Field;

#[test]
fn merged_cells_and_blanks_below_the_head_are_the_households() {
    let lines = [
        "组别|户号|户主姓名|姓名|与户主关系|现住址",
        "一组|001|白伟|白伟|户主|1组1号",
        "|||田燕|妻|",
        "|||白芳|女|",
        "|002|单平|单平|户主|",
        "|||仇丽|妻|",
    ];
    let mut merged = sheet("Sheet1", &lines);
    merged.merges = vec![merge((2, 6), (0, 0)), merge((2, 4), (1, 1)), merge((2, 4), (2, 2)), merge((5, 6), (2, 2))];
    for sheet in [sheet("Sheet1", &lines), merged] {
        let list = of(vec![sheet]).lists.remove(0);
        assert!(list.by_household);
        assert_eq!(groups(&list), [0, 0, 0, 1, 1]);
        assert_eq!(hamlets(&list), ["一组"; 5], "written once, above all its households");
        let codes: Vec<_> = list.entries.iter().map(|entry| entry.household_code.as_deref().unwrap()).collect();
        assert_eq!(codes, ["001", "001", "001", "002", "002"]);
        let heads: Vec<_> = list.entries.iter().map(|entry| entry.head.as_deref().unwrap()).collect();
        assert_eq!(heads, ["白伟", "白伟", "白伟", "单平", "单平"]);
        assert_eq!(list.entries[1].address.as_deref(), Some("1组1号"));
        assert_eq!(list.entries[3].address, None, "an address is not the next household's");
    }
}

#[test]
fn where_only_the_relation_is_shown_each_head_begins_a_household() {
    let list = list(&["姓名|与户主关系|性别", "白伟|户主|男", "田燕|妻|女", "单平|本人|男", "单小军|子|男"]);
    assert!(list.by_household);
    assert_eq!(groups(&list), [0, 0, 1, 1]);
    assert_eq!(list.entries[3].head.as_deref(), Some("单平"));
    assert_eq!(list.entries[2].relation, Some(Relation::HEAD));
}

#[test]
fn a_household_whose_rows_stand_apart_is_still_one() {
    let list =
        list(&["户号|姓名|与户主关系|性别", "1|白伟|户主|男", "2|单平|户主|男", "1|田燕|妻|女", "2|单小军|子|男"]);
    assert_eq!(groups(&list), [0, 1, 0, 1]);
}

#[test]
fn two_heads_of_one_name_have_two_households() {
    let list = list(&[
        "户主|姓名|关系|身份证号",
        "白伟|白伟|本人|999999195003150014",
        "|田燕|妻|",
        "白伟|白伟|本人|99999919500115007X",
        "|单平|子|",
    ]);
    assert_eq!(groups(&list), [0, 0, 1, 1]);
}

#[test]
fn a_tick_may_say_who_is_the_head() {
    let list = list(&[
        "姓名|性别|是否户主|身份证号",
        "白伟|男|是|999999195003150014",
        "田燕|女|否|",
        "单平|男|√|",
        "仇丽|女||",
    ]);
    assert!(list.by_household);
    assert_eq!(groups(&list), [0, 0, 1, 1]);
    let heads: Vec<_> = list.entries.iter().map(|entry| entry.head.as_deref().unwrap()).collect();
    assert_eq!(heads, ["白伟", "白伟", "单平", "单平"]);
}

#[test]
fn a_head_told_of_beside_the_members_is_a_person_too() {
    let mut sheet = sheet(
        "Sheet1",
        &[
            "户主信息|||家庭成员信息||",
            "姓名|身份证号|电话|姓名|与户主关系|身份证号",
            "白伟|999999195003150014|13800005924|田燕|妻|99999919500115007X",
            "|||白芳|女|99999920150601002X",
            "单平|999999195003150030||||",
        ],
    );
    sheet.merges = vec![merge((1, 1), (0, 2)), merge((1, 1), (3, 5)), merge((3, 4), (0, 0)), merge((3, 4), (1, 1))];
    let list = of(vec![sheet.clone()]).lists.remove(0);
    assert_eq!(names(&list), ["白伟", "田燕", "白芳", "单平"]);
    let book = Workbook { file: "台账.xlsx".into(), sheets: vec![sheet] };
    let again = understand(&book, &|_| Some(Mapping::of(&list.columns)));
    assert_eq!(again.lists, std::slice::from_ref(&list), "a mapping left as it was changes nothing");
    assert_eq!(groups(&list), [0, 0, 0, 1]);
    assert_eq!(list.entries[0].phone.as_deref(), Some("13800005924"));
    assert_eq!(list.entries[3].relation, Some(Relation::HEAD));
    assert_eq!(crate::roster::mistakes(&[list]), []);
}

#[test]
fn who_has_the_heads_name_is_the_head_and_the_self_of_others_is_not() {
    let list = list(&["户主|姓名|关系|性别", "白伟|白伟||男", "白伟|田燕|本人|女"]);
    assert_eq!(list.entries[0].relation, Some(Relation::HEAD));
    assert_eq!(list.entries[1].relation, None);
    assert_eq!(list.entries[1].unknown, [(Field::Relation, "本人".to_owned())]);
}

#[test]
fn a_list_of_heads_alone_has_a_household_a_row() {
    let list = list(&[
        "户主姓名|身份证号|户主电话|人口数",
        "白伟|999999195003150014|13800005924|3",
        "单平|99999919500115007X|13900000933|2",
    ]);
    assert!(list.by_household);
    assert_eq!((names(&list), groups(&list)), (vec!["白伟", "单平"], vec![0, 1]));
    assert!(list.entries.iter().all(|entry| entry.relation == Some(Relation::HEAD)));
    assert_eq!(list.entries[0].phone.as_deref(), Some("13800005924"));
}

#[test]
fn the_hamlet_comes_from_its_column_a_line_the_sheet_the_address_or_the_title() {
    let hamlet = |name: &str, lines: &[&str]| {
        of(vec![sheet(name, lines)]).lists[0].entries[0].hamlet.clone().unwrap_or_default()
    };
    let row = "白伟|男|13800005924";
    assert_eq!(hamlet("3组", &["姓名|性别|组别", "白伟|男|2"]), "二组");
    assert_eq!(hamlet("Sheet1", &["姓名|性别|电话", "东屯", row]), "东屯");
    assert_eq!(hamlet("第三村民小组", &["清水村五组名册", "姓名|性别|电话", row]), "三组");
    assert_eq!(hamlet("Sheet1", &["清水村五组名册", "姓名|性别|住址", "白伟|男|2组7号"]), "二组");
    assert_eq!(hamlet("Sheet1", &["清水村五组名册", "姓名|性别|电话", row]), "五组");
}

#[test]
fn ticks_say_what_their_columns_are_captioned_with() {
    let list = list(&[
        "户主|姓名|与户主关系|低保户|残疾人|是否党员|外出务工|留守儿童",
        "白伟|白伟|户主|√|是|√||",
        "|田燕|妻|√|否||√|",
        "|白芳|女|√|肢体三级|||1",
    ]);
    let [head, wife, girl] = &list.entries[..] else { panic!("three rows") };
    assert_eq!(tags(head), ["低保户", "残疾人"]);
    assert_eq!(tags(wife), ["低保户"]);
    assert_eq!(tags(girl), ["低保户", "残疾人·肢体·三级", "留守儿童"]);
    assert!(head.party.is_some() && wife.party.is_none());
    assert_eq!((head.work, wife.work), (None, Some(WorkKind::Away)));
}

#[test]
fn a_title_gives_everybody_below_it_the_tag_it_names() {
    let understood = of(vec![
        sheet("残疾人名单", &["姓名|性别|类别|等级", "白伟|男|肢体|三级", "田燕|女|视力|"]),
        sheet("党员", &["向阳支部党员花名册", "姓名|性别|联系电话", "白伟|男|13800005924"]),
        sheet("低保与优抚", &["姓名|性别|类别", "白伟|男|低保", "田燕|女|烈属"]),
    ]);
    let all: Vec<Vec<String>> = understood.lists.iter().flat_map(|list| list.entries.iter().map(tags)).collect();
    assert_eq!(all, [vec!["残疾人·肢体·三级"], vec!["残疾人·视力"], vec![], vec!["低保户"], vec!["优抚对象·烈属"]]);
    let party = understood.lists[1].entries[0].party.as_ref().unwrap();
    assert_eq!(party.kind, MemberKind::Unknown);
    assert!(understood.lists.iter().all(|list| !list.by_household));
}

#[test]
fn members_dates_remarks_and_the_end_of_a_tag() {
    let list = list(&[
        "姓名|政治面貌|党员类别|入党时间|类别|起始时间|有效期至|备注|人口类型",
        "白伟|中共党员|预备党员|2025.12|低保|2025年1月|2025-12-31|流动党员|户籍人口",
        "田燕|群众||||||独居老人，年老体弱，行动不便|流动人口",
    ]);
    let [member, other] = &list.entries[..] else { panic!("two rows") };
    let party = member.party.as_ref().unwrap();
    assert_eq!((party.kind, party.floating), (MemberKind::Probationary, Some(true)));
    assert_eq!(party.joined_on.unwrap().to_string(), "2025-12");
    assert_eq!(member.tag_from.unwrap().to_string(), "2025-01");
    assert_eq!(member.tag_to.unwrap().to_string(), "2026-01-01", "the day after the last");
    assert_eq!(tags(other), ["独居老人"], "行动不便 is ticked by hand");
    let said: Vec<_> = other.unknown.iter().map(|(field, word)| (*field, word.as_str())).collect();
    assert_eq!(said, [(Field::Remark, "年老体弱"), (Field::Remark, "行动不便")]);
    assert_eq!((member.residence, other.residence), (Some(ResidenceKind::Registered), Some(ResidenceKind::Temporary)));
    assert!(other.party.is_none());
}
