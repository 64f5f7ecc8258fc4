//! What stands in one cell: lines made of words, numbers that open their records, and tick boxes.

use serde::{Deserialize, Serialize};

/// What a blank cell prints, so that nobody takes it for one forgotten.
pub const BLANK: &str = "—";

/// Names the records behind a number. Only who made the document understands it; everybody else hands it back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkKey(pub String);

/// A cell: its lines, and how many columns it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// From top to bottom; none, or none with anything in it, prints [`BLANK`].
    pub lines: Vec<Line>,
    /// Columns it covers, at least 1.
    pub columns: u16,
    /// Left empty for writing by hand, instead of printing [`BLANK`].
    pub room: bool,
}

impl Cell {
    /// A cell of these lines.
    #[must_use]
    pub fn new(lines: Vec<Line>) -> Self {
        Self { lines, columns: 1, room: false }
    }

    /// Nothing known: prints [`BLANK`].
    #[must_use]
    pub fn blank() -> Self {
        Self::new(Vec::new())
    }

    /// Room for writing by hand.
    #[must_use]
    pub fn room() -> Self {
        Self { room: true, ..Self::blank() }
    }

    /// Room for so many lines of handwriting.
    #[must_use]
    pub fn room_for(lines: usize) -> Self {
        Self { room: true, ..Self::new(vec![Line::default(); lines]) }
    }

    /// Text, one line for each `\n` in it. Stays text in Excel whatever it looks like: names, ID and phone numbers,
    /// codes, dates.
    #[must_use]
    pub fn text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        if text.is_empty() { Self::blank() } else { Self::new(text.split('\n').map(Line::text).collect()) }
    }

    /// Names with `、` between them; a short name is never torn in two at the end of a line.
    #[must_use]
    pub fn names<I: IntoIterator<Item: Into<String>>>(names: I) -> Self {
        let line = Line::names(names);
        if line.0.is_empty() { Self::blank() } else { Self::new(vec![line]) }
    }

    /// A number, which is a number in Excel too.
    #[must_use]
    pub fn number(value: Value) -> Self {
        Self::new(vec![Line(vec![Run::Value(value)])])
    }

    /// The same cell over `columns` columns.
    #[must_use]
    pub fn over(mut self, columns: u16) -> Self {
        self.columns = columns.max(1);
        self
    }

    /// Nothing to print in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(Line::is_blank)
    }

    /// The number, if the cell is a number and nothing else.
    #[must_use]
    pub fn as_number(&self) -> Option<&Value> {
        match self.lines.as_slice() {
            [Line(runs)] => match runs.as_slice() {
                [Run::Value(value)] => Some(value),
                _ => None,
            },
            _ => None,
        }
    }

    /// Its words as read from paper: lines joined by `\n`, [`BLANK`] where nothing is known, nothing where there is
    /// room to write.
    #[must_use]
    pub fn plain(&self) -> String {
        match (self.is_blank(), self.room) {
            (true, true) => String::new(),
            (true, false) => BLANK.to_owned(),
            (false, _) => self.lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// Runs that follow each other on a line, which may still wrap.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line(pub Vec<Run>);

impl Line {
    /// Words only.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self(vec![Run::Text(text.into())])
    }

    /// A caption and its number: `户数：` 31.
    #[must_use]
    pub fn pair(caption: impl Into<String>, value: Value) -> Self {
        Self(vec![Run::Text(caption.into()), Run::Value(value)])
    }

    /// Names with `、` between them.
    #[must_use]
    pub fn names<I: IntoIterator<Item: Into<String>>>(names: I) -> Self {
        let mut runs = Vec::new();
        for name in names {
            if !runs.is_empty() {
                runs.push(Run::Text("、".to_owned()));
            }
            runs.push(Run::Kept(name.into()));
        }
        Self(runs)
    }

    /// Whether nothing would be printed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|run| match run {
            Run::Text(text) | Run::Kept(text) => text.trim().is_empty(),
            Run::Value(value) => value.text.trim().is_empty(),
            Run::Tick(_) => false,
        })
    }

    /// Its words; a tick box as ☑ or □, which is also how Excel gets it.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(Run::plain).collect()
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    /// Words, which may wrap anywhere the script allows.
    Text(String),
    /// A name: kept on one line wherever the column is wide enough for it.
    Kept(String),
    /// A number.
    Value(Value),
    /// A tick box, ticked or not. Drawn on paper, since not every font has one.
    Tick(bool),
}

impl Run {
    /// Its words.
    #[must_use]
    pub fn plain(&self) -> &str {
        match self {
            Self::Text(text) | Self::Kept(text) => text,
            Self::Value(value) => &value.text,
            Self::Tick(true) => "☑",
            Self::Tick(false) => "□",
        }
    }
}

/// A number as printed, and the key to the records that it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// As printed: `31`, `12.50`.
    pub text: String,
    /// What opens when it is clicked.
    pub link: Option<LinkKey>,
}

impl Value {
    /// A number as it is to be printed.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), link: None }
    }

    /// How many there are of something.
    #[must_use]
    pub fn count(number: usize) -> Self {
        Self::new(number.to_string())
    }

    /// The same number, opening the records it counts.
    #[must_use]
    pub fn opening(mut self, link: impl Into<String>) -> Self {
        self.link = Some(LinkKey(link.into()));
        self
    }

    /// The number and its decimal places, when the text is the plain decimal form of one that a spreadsheet keeps
    /// exactly: at most 15 digits, no leading zero, no exponent. Anything else is better left as text.
    #[must_use]
    pub fn number(&self) -> Option<(f64, usize)> {
        let unsigned = self.text.strip_prefix('-').unwrap_or(&self.text);
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let plain = digits(whole)
            && (digits(decimals) || !unsigned.contains('.'))
            && (whole == "0" || !whole.starts_with('0'))
            && whole.len() + decimals.len() <= 15;
        if plain { self.text.parse().ok().map(|number| (number, decimals.len())) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_reads_as_it_prints() {
        let cell = Cell::new(vec![
            Line::pair("户数：", Value::count(31).opening("households/1")),
            Line::pair("人口：", Value::count(98)),
        ]);
        assert_eq!(cell.plain(), "户数：31\n人口：98");
        assert_eq!(Cell::text("甲\n乙").lines.len(), 2);
        assert_eq!(Cell::names(["示例甲", "示例乙"]).plain(), "示例甲、示例乙");
        assert_eq!(Cell::new(vec![Line(vec![Run::Tick(true), Run::Text("是".into())])]).plain(), "☑是");
    }

    #[test]
    fn what_is_not_known_prints_a_dash_and_room_prints_nothing() {
        for cell in [Cell::blank(), Cell::text(""), Cell::text("　"), Cell::names(Vec::<String>::new())] {
            assert_eq!(cell.plain(), BLANK);
        }
        assert_eq!(Cell::room().plain(), "");
        assert_ne!(Cell::number(Value::count(0)).plain(), BLANK);
    }

    #[test]
    fn only_a_plain_decimal_counts_as_a_number() {
        let number = |text: &str| Value::new(text).number();
        assert_eq!(number("31"), Some((31.0, 0)));
        assert_eq!(number("-12.50"), Some((-12.5, 2)));
        assert_eq!(number("0"), Some((0.0, 0)));
        for text in ["", "-", "007", "1.", ".5", "1e5", "１２", "12 ", "999999195003150014", "+1", "NaN"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_one_only_when_it_stands_alone() {
        assert!(Cell::number(Value::count(3)).as_number().is_some());
        assert!(Cell::text("3").as_number().is_none());
        assert!(Cell::new(vec![Line::pair("户数：", Value::count(3))]).as_number().is_none());
    }
}
