//! Names, and the many ways in which lists say one thing.

use domain::codes::Sex;
use domain::tag::TagKind;
use intake::entry::Field;

use super::chance::Chance;

pub(super) const VILLAGES: &[&str] = &["红石村", "清水村", "大柳村", "上河村", "杏花村"];
pub(super) const HAMLETS: &[&str] = &["一组", "二组", "三组", "四组"];
pub(super) const NAMED_HAMLETS: &[&str] = &["东屯", "西屯", "王家屯", "下坎屯"];
pub(super) const SURNAMES: &[&str] = &["赵", "孙", "周", "吴", "郑", "冯", "卫", "欧阳", "单", "仇", "查", "覃", "𠮷"];
const GIVEN: &[&str] =
    &["伟", "芳", "国庆", "秀英", "建军", "桂兰", "子涵", "雨桐", "德福", "䶮", "玉", "春生", "小妹", "有才"];

pub(super) fn name(chance: &mut Chance, surname: &str) -> String {
    if chance.one_in(60) {
        return chance.pick(&["阿卜杜拉·买买提", "古丽·阿依", "迪丽努尔·吐尔逊江"]).to_owned();
    }
    let mut given = chance.pick(GIVEN).to_owned();
    if given.chars().count() == 1 && chance.one_in(3) {
        given.push_str(chance.pick(&["华", "平", "丽"]));
    }
    format!("{surname}{given}")
}

/// Captions of a field; none of them is met in a set of captions under `fixtures`.
pub(super) fn captions(field: Field) -> &'static [&'static str] {
    match field {
        Field::Number => &["序号", "编 号", "NO."],
        Field::Hamlet => &["组别", "所在组", "自然屯（组）", "村民小组名称", "小组"],
        Field::HouseholdCode => &["户编号", "家庭编号", "户号*"],
        Field::Head => &["户主姓名", "户  主", "所属户主", "户主名字"],
        Field::Name => &["姓名", "人员姓名", "家庭成员", "成员姓名（必填）", "姓\n名"],
        Field::Relation => &["与户主关系", "家庭关系", "与户主\n关系", "称谓", "和户主关系"],
        Field::Sex => &["性别", "性  别", "*性别"],
        Field::Ethnic => &["民族", "族别"],
        Field::Birth => &["出生日期", "出生年月", "生日", "出生年月日"],
        Field::Age => &["年龄", "周岁"],
        Field::IdNumber => &["身份证号", "居民身份证号码", "身份证号码（18位）", "公民身份证号", "身份证"],
        Field::Education => &["文化程度", "学历", "受教育程度"],
        Field::Political => &["政治面貌", "政治身份"],
        Field::Phone => &["联系电话", "手机号码", "联系方式", "电话（手机）"],
        Field::Address => &["家庭住址", "住址", "门牌号码", "详细地址"],
        Field::Work => &["务工情况", "外出情况", "就业状况", "在家/外出"],
        Field::HouseholdTags => &["家庭类别", "户类型", "家庭属性"],
        Field::PersonTags => &["人员类别", "特殊人群", "服务对象类别", "人群类别"],
        Field::DisabilityKind => &["残疾类别", "残疾类型"],
        Field::DisabilityGrade => &["残疾等级", "残疾级别"],
        Field::JoinedOn => &["入党时间", "入党年月"],
        Field::MemberKind => &["党员类别", "正式/预备"],
        Field::Remark => &["备注", "备  注", "情况说明"],
        Field::LeftOut => &["婚姻状况", "耕地面积（亩）", "人均收入"],
        _ => &["是否参合"],
    }
}

/// What stands in a column that no form needs or that nobody knows.
pub(super) fn filler(caption: &str, chance: &mut Chance) -> String {
    match caption {
        "婚姻状况" => chance.pick(&["已婚", "未婚"]).to_owned(),
        "耕地面积（亩）" | "人均收入" => chance.between(3, 9000).to_string(),
        _ => chance.pick(&["已参", "未参", ""]).to_owned(),
    }
}

pub(super) fn hamlet(hamlet: &str, chance: &mut Chance) -> String {
    let numeral = ["一", "二", "三", "四"];
    let Some(at) = numeral.iter().position(|one| hamlet == format!("{one}组")) else {
        return hamlet.to_owned();
    };
    let (digit, word) = (at + 1, numeral[at]);
    match chance.below(6) {
        0 => format!("{digit}组"),
        1 => format!("第{word}组"),
        2 => format!("第{word}村民小组"),
        3 => format!("{word}组"),
        4 => format!("第{digit}小组"),
        _ => format!("{word} 组"),
    }
}

pub(super) fn relation(national: &str, chance: &mut Chance) -> &'static str {
    chance.pick(match national {
        "户主" => &["户主", "本人"],
        "妻" => &["妻", "妻子", "之妻", "老婆"],
        "夫" => &["夫", "丈夫", "之夫"],
        "长子" => &["长子", "大儿子", "之长子"],
        "次女" => &["次女", "二女儿", "二女"],
        "孙女" => &["孙女", "之孙女", "长孙女"],
        _ => &["母亲", "母", "之母", "妈妈"],
    })
}

pub(super) fn sex(sex: Sex, chance: &mut Chance) -> &'static str {
    match sex {
        Sex::Male => chance.pick(&["男", "男", "男性"]),
        Sex::Female => chance.pick(&["女", "女", "女性"]),
    }
}

pub(super) fn ethnic(code: &str, chance: &mut Chance) -> &'static str {
    match code {
        "01" => chance.pick(&["汉", "汉族"]),
        "11" => chance.pick(&["满", "满族"]),
        "38" => chance.pick(&["锡伯", "锡伯族"]),
        _ => chance.pick(&["朝鲜", "朝鲜族"]),
    }
}

pub(super) fn education(code: &str) -> &'static str {
    match code {
        "80" => "小学",
        "70" => "初中",
        "60" => "高中",
        "41" => "中专",
        "30" => "大专",
        _ => "本科",
    }
}

pub(super) fn tag(kind: TagKind, chance: &mut Chance) -> &'static str {
    match kind {
        TagKind::LowIncome => chance.pick(&["低保户", "低保", "农村低保", "低保家庭"]),
        TagKind::Assistance => chance.pick(&["社会救助", "特困供养", "临时救助", "五保户"]),
        TagKind::Grower => chance.pick(&["种植大户", "种粮大户"]),
        TagKind::Preferential => chance.pick(&["优抚对象", "退役军人", "烈属", "优抚"]),
        TagKind::Disabled => chance.pick(&["残疾人", "残疾"]),
        TagKind::Technician => chance.pick(&["科技能手", "科技示范户"]),
        TagKind::LeftBehindChild => "留守儿童",
        _ => chance.pick(&["独居老人", "独居"]),
    }
}
