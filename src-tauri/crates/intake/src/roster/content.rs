//! What a column holds, by its cells alone: for captions that nobody knows, and for lists without a caption row.

use domain::sheet::Cell;

use crate::entry::{Field, IdReading};
use crate::normal::date::{self, DateReading, DateStyle};
use crate::normal::phone::{self, PhoneReading};
use crate::normal::text::{says_nothing, shown, squeeze};
use crate::normal::{hamlet, id, tag, word};

/// Cells looked at in a column; a list is the same all the way down.
pub(super) const SAMPLE: usize = 200;

/// How many cells of a column are what.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// Rows looked at.
    pub rows: usize,
    /// Cells that say something.
    pub filled: usize,
    /// Identity numbers, damaged ones included.
    pub ids: usize,
    /// Twenty characters of a disability certificate.
    pub certificates: usize,
    phones: usize,
    sexes: usize,
    relations: usize,
    ethnic: usize,
    education: usize,
    political: usize,
    work: usize,
    tags: usize,
    hamlets: usize,
    dates: usize,
    names: usize,
    /// Cells that say the same as the one above, or nothing below one that said something.
    repeats: usize,
}

impl Content {
    /// Looks at the cells of one column.
    pub fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let mut content = Self::default();
        let mut above = String::new();
        for cell in cells.take(SAMPLE) {
            content.rows += 1;
            let text = shown(cell);
            let text = squeeze(&text);
            if !above.is_empty() && (text.is_empty() || *text == above) {
                content.repeats += 1;
            }
            if !text.is_empty() {
                above.clear();
                above.push_str(&text);
            }
            if !says_nothing(&text) {
                content.filled += 1;
                content.count(cell, &text);
            }
        }
        content
    }

    fn count(&mut self, cell: &Cell, text: &str) {
        let letters = text.chars().count();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_id = digits >= 14 && !matches!(id::read(cell, &mut Vec::new()), IdReading::Wrong(..) | IdReading::Blank);
        let looks_like_id = (17..=19).contains(&letters) && digits >= 16;
        self.ids += usize::from(is_id || looks_like_id || matches!(cell, Cell::Number(one) if *one >= 1e17));
        self.certificates += usize::from(letters >= 20 && digits >= 18);
        let mobile = |numbers: &str| numbers.len() >= 11 && numbers.starts_with('1');
        let is_phone = digits < 14 && matches!(phone::read(cell), PhoneReading::Numbers(all) if mobile(&all));
        self.phones += usize::from(is_phone);
        let is_date = matches!(cell, Cell::Date(_))
            || (letters >= 4 && !is_phone && matches!(date::read(cell, DateStyle::Unknown), DateReading::Date(_)));
        self.dates += usize::from(is_date);
        if digits > 0 {
            self.hamlets += usize::from(hamlet::as_heading(text).is_some());
            return;
        }
        self.sexes += usize::from(word::sex(text).is_some());
        self.relations += usize::from(word::relation(text, None).is_some());
        self.ethnic += usize::from(word::ethnic(text).is_some());
        self.education += usize::from(word::education(text).is_some());
        self.political += usize::from(word::political(text).is_some());
        self.work += usize::from(word::work(text).is_some());
        self.tags +=
            usize::from(matches!(tag::read(text, None), (tags, unknown) if !tags.is_empty() && unknown.is_empty()));
        self.hamlets += usize::from(hamlet::as_heading(text).is_some());
        self.names += usize::from(looks_like_name(text));
    }

    /// What the column can only be; `None` when it could be several things, or too little stands in it.
    pub fn only(&self) -> Option<Field> {
        let nearly = |count: usize| self.filled > 0 && count * 10 >= self.filled * 9;
        let most = |count: usize| self.filled > 0 && count * 10 >= self.filled * 7;
        match () {
            () if self.filled < 2 && self.rows > 2 => None,
            () if most(self.ids) => Some(Field::IdNumber),
            () if most(self.phones) => Some(Field::Phone),
            () if nearly(self.sexes) => Some(Field::Sex),
            () if nearly(self.relations) => Some(Field::Relation),
            () if nearly(self.ethnic) => Some(Field::Ethnic),
            () if nearly(self.political) => Some(Field::Political),
            () if nearly(self.education) => Some(Field::Education),
            () if nearly(self.work) => Some(Field::Work),
            () if nearly(self.tags) => Some(Field::PersonTags),
            () if nearly(self.hamlets) => Some(Field::Hamlet),
            () => None,
        }
    }

    /// Whether it stands once for several rows.
    pub fn recurs(&self) -> bool {
        self.repeats > 0 && self.repeats * 6 >= self.rows
    }

    /// Whether nearly all of it are days and months.
    pub fn is_dates(&self) -> bool {
        self.filled > 0 && self.dates * 10 >= self.filled * 9
    }

    /// Whether nearly all of it can be names of people.
    pub fn is_names(&self) -> bool {
        self.filled > 0 && self.names * 10 >= self.filled * 8
    }
}

/// The surnames of nearly everybody, two-character ones apart.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝区官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由𠮷";

const DOUBLE: [&str; 14] =
    ["欧阳", "上官", "司马", "诸葛", "尉迟", "万俟", "皇甫", "慕容", "令狐", "司徒", "东方", "夏侯", "呼延", "端木"];

/// Two to four Chinese characters after a known surname, or a long name with its dot.
pub(super) fn looks_like_name(squeezed: &str) -> bool {
    let letters = squeezed.chars().count();
    let chinese = squeezed.chars().all(|one| matches!(one, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}'));
    if squeezed.contains('·') {
        return letters >= 4 && squeezed.chars().all(|one| one == '·' || one > '\u{3400}');
    }
    chinese
        && ((2..=4).contains(&letters) && squeezed.starts_with(|first: char| SURNAMES.contains(first))
            || (3..=5).contains(&letters) && DOUBLE.iter().any(|surname| squeezed.starts_with(surname)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(texts: &[&str]) -> Option<Field> {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).into())).collect();
        Content::of(cells.iter()).only()
    }

    #[test]
    fn a_column_that_can_only_be_one_thing_is_that_thing() {
        assert_eq!(column(&["999999195003150014", "99999919500115007X", "无"]), Some(Field::IdNumber));
        assert_eq!(column(&["13800005924", "", "139 0000 0933"]), Some(Field::Phone));
        assert_eq!(column(&["男", "女", "女"]), Some(Field::Sex));
        assert_eq!(column(&["户主", "妻", "子"]), Some(Field::Relation));
        assert_eq!(column(&["一组", "第二组", "2组"]), Some(Field::Hamlet));
        assert_eq!(column(&["低保户", "", "残疾人、优抚对象"]), Some(Field::PersonTags));
    }

    #[test]
    fn a_column_that_could_be_two_things_is_none() {
        assert_eq!(column(&["2025-01", "2025-02", "2025-03"]), None, "born, joined or registered");
        assert_eq!(column(&["白伟", "田军红", "沈娟"]), None);
        assert_eq!(column(&["好", "一般", "好"]), None);
    }

    #[test]
    fn names_are_told_from_other_words() {
        for name in ["白伟", "田军红", "欧阳雨然", "阿卜杜拉·买买提", "𠮷娟"] {
            assert!(looks_like_name(name), "{name}");
        }
        for text in ["户主", "外出务工", "残疾人", "13800005924", "向阳村民委员会"] {
            assert!(!looks_like_name(text), "{text}");
        }
    }
}
