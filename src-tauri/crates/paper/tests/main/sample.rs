//! Forms of an invented village, as `app` would build them.

use domain::document::{
    Block, Cell, Column, Document, Field, Fields, HeadLine, INTERNAL, Line, Paper, Paragraph, Row, Run, Table, Value,
};

pub fn signatures() -> Vec<String> {
    ["填表人：", "审核人：", "（盖章）", "年　　月　　日"].map(str::to_owned).to_vec()
}

fn count(number: usize, key: &str) -> Value {
    Value::count(number).opening(key)
}

fn counts(pairs: &[(&str, usize)]) -> Cell {
    Cell::new(
        pairs.iter().map(|(name, n)| Line::pair(format!("{name}："), count(*n, &format!("tag/{name}")))).collect(),
    )
}

/// Annex A for two grids, the balance below it.
pub fn ledger() -> Document {
    let mut document = Document::new("「红网工程」管理台账", Paper::A4_LANDSCAPE);
    document
        .head
        .push(HeadLine { left: "向阳村　2026年11月".into(), right: "截至 2026-11-21（未结账）".into() });
    let mut table = Table::new(vec![
        Column::new("序号").mm(13.0).centred(),
        Column::new("网格党小组").share(1.2),
        Column::new("党小组组长").mm(26.0).centred(),
        Column::new("党小组成员").share(2.2),
        Column::new("志愿者服务队").share(1.4),
        Column::new("网格基本情况").mm(30.0),
        Column::new("服务对象").mm(33.0),
        Column::new("能人骨干").mm(33.0),
    ]);
    let row = |no: usize, group: &str, leader: &str, members: &[&str], captain: &str, figures: [usize; 9]| {
        let [households, persons, low, disabled, aid, care, growers, breeders, experts] = figures;
        Row(vec![
            Cell::number(Value::count(no)),
            Cell::text(group),
            Cell::names([leader]),
            Cell::names(members.iter().copied()),
            Cell::new(vec![
                Line(vec![Run::Text("队长 ".into()), Run::Kept(captain.into())]),
                Line(vec![Run::Text("共 ".into()), Run::Value(count(12, "volunteers")), Run::Text(" 人".into())]),
            ]),
            counts(&[("户数", households), ("人口", persons)]),
            counts(&[("低保户", low), ("残疾人", disabled), ("社会救助", aid), ("优抚对象", care)]),
            counts(&[("种植大户", growers), ("养殖专家", breeders), ("科技能手", experts)]),
        ])
    };
    table.rows.push(row(
        1,
        "第一网格党小组",
        "示例甲",
        &["示例乙", "示例丙", "吴𠮷", "龚䶮", "示例丁"],
        "示例己",
        [31, 98, 2, 4, 1, 2, 1, 1, 1],
    ));
    table.rows.push(row(
        2,
        "第二网格党小组",
        "阿卜杜拉·示例",
        &["示例辛", "示例壬", "阿依古丽·买买提吐尔逊·示例很长的名字要换行"],
        "示例癸",
        [31, 99, 2, 4, 1, 2, 0, 1, 1],
    ));
    table.total = Some(Row(vec![
        Cell::text("合计").over(3),
        Cell::blank(),
        Cell::text("共 24 人"),
        counts(&[("户数", 62), ("人口", 197)]),
        counts(&[("低保户", 4), ("残疾人", 8), ("社会救助", 2), ("优抚对象", 4)]),
        counts(&[("种植大户", 1), ("养殖专家", 2), ("科技能手", 2)]),
    ]));
    document.blocks.push(Block::Table(table));
    document.blocks.push(Block::Paragraph(Paragraph::note(vec![
        Line::text("人口口径：户籍与常住，含外出务工；暂住另计。"),
        Line(vec![
            Run::Text("对账：上月 196 人 + 出生 ".into()),
            Run::Value(count(1, "balance/born")),
            Run::Text(" 人 = 本月 197 人；户数 62 = 上月 62。".into()),
        ]),
    ])));
    document.signatures = signatures();
    document
}

/// A household card: fields, a table of its people, tick boxes, room to write.
pub fn card() -> Document {
    let mut document = Document::new("一户一档", Paper::A4);
    document.name = "0101".into();
    document.head.push(HeadLine { left: "向阳村　一组".into(), right: "第一网格　户号 0101".into() });
    let tick = |on, text: &str| [Run::Tick(on), Run::Text(format!("{text}　"))];
    document.blocks.push(Block::Fields(Fields {
        per_row: 3,
        fields: vec![
            Field::new("户主", Cell::text("示例甲")),
            Field::new("人口", Cell::number(count(4, "persons"))),
            Field::new("联系电话", Cell::text("138****1234")),
            Field::new("住址", Cell::text("向阳村一组 12 号")).over(2),
            Field::new("联系人", Cell::names(["示例乙"])),
            Field::new(
                "类别认定",
                Cell::new(vec![Line(
                    [tick(true, "低保户"), tick(false, "社会救助"), tick(false, "种植大户")].concat(),
                )]),
            )
            .over(3),
            Field::new("备注", Cell::room()).over(3),
        ],
    }));
    document.blocks.push(Block::Paragraph(Paragraph::heading("家庭成员")));
    let mut table = Table::new(vec![
        Column::new("序号").mm(13.0).centred(),
        Column::new("姓名").share(1.4),
        Column::new("性别").mm(14.0).centred().under("基本信息"),
        Column::new("出生日期").mm(27.0).centred().under("基本信息"),
        Column::new("身份证号").mm(46.0).under("基本信息"),
        Column::new("与户主关系").mm(26.0).centred(),
        Column::new("备注"),
    ]);
    let people = [
        ("示例甲", "男", "1950-03-15", "999999********0014", "户主"),
        ("吴𠮷", "女", "1952-08", "999999********0021", "妻"),
        ("龚䶮", "男", "1978-01-02", "999999********0039", "长子"),
        ("示\u{E000}例", "女", "", "", "孙女"),
    ];
    for (index, (name, sex, birth, id, relation)) in people.into_iter().enumerate() {
        let mut cells = vec![Cell::number(Value::count(index + 1)), Cell::names([name])];
        cells.extend([sex, birth, id, relation].map(Cell::text));
        table.rows.push(Row(cells));
    }
    document.blocks.push(Block::Table(table));
    document.blocks.push(Block::Paragraph(Paragraph::heading("走访记录")));
    let mut visits = Table::new(vec![
        Column::new("日期").mm(27.0).centred(),
        Column::new("家庭近况").share(2.0),
        Column::new("反映问题").share(2.0),
        Column::new("走访人").mm(26.0).centred(),
    ]);
    visits.row_height_mm = 11.0;
    visits.rows = vec![Row(vec![Cell::room(); 4]); 5];
    document.blocks.push(Block::Table(visits));
    document.signatures = vec!["户主签字：".into(), "走访人：".into(), "年　　月　　日".into()];
    document.footer = INTERNAL.into();
    document
}

/// `rows` people in eight columns, with a row now and then that wraps.
pub fn roster(rows: usize) -> Document {
    let mut document = Document::new("常住人口花名册", Paper::A4_LANDSCAPE);
    document.head.push(HeadLine { left: "向阳村　2026年11月".into(), right: "截至 2026-11-21".into() });
    let columns = [
        ("序号", 15.0),
        ("户号", 18.0),
        ("姓名", 30.0),
        ("性别", 15.0),
        ("出生日期", 30.0),
        ("身份证号", 46.0),
        ("与户主关系", 30.0),
        ("备注", 77.0),
    ];
    let mut table = Table::new(columns.map(|(caption, width)| Column::new(caption).mm(width)).to_vec());
    table.columns[0].align = domain::document::Align::Centre;
    table.rows = (0..rows)
        .map(|index| {
            let note = match index % 10 {
                3 => {
                    "外出务工，每年春节前后回村居住，委托邻居代为照看房屋与承包地，联系电话见登记本；家中老人由长女照料"
                }
                _ => "",
            };
            Row(vec![
                Cell::number(Value::count(index + 1)),
                Cell::text(format!("{:04}", index / 3 + 1)),
                Cell::text(format!("示例{}", char::from_u32(0x4E00 + index as u32 % 5000).unwrap_or('甲'))),
                Cell::text(if index % 2 == 0 { "男" } else { "女" }),
                Cell::text(format!("19{:02}-{:02}-{:02}", 30 + index % 70, 1 + index % 12, 1 + index % 28)),
                Cell::text(format!("999999********{index:04}")),
                Cell::text(["户主", "配偶", "子", "女", "父亲"][index % 5]),
                Cell::text(note),
            ])
        })
        .collect();
    document.blocks.push(Block::Table(table));
    document.signatures = signatures();
    document.footer = INTERNAL.into();
    document
}
