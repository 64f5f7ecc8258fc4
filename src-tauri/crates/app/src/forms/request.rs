//! What is asked of a form, and what is answered.

use domain::document::{Document, PaperSize};
use domain::organisation::StationRole;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Form, LaysOpen};
use crate::search::initials;
use crate::standard::Standard;

/// What one copy of a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum FormScope {
    /// A month.
    Month,
    /// Everybody of a kind, as of a day.
    List,
    /// One household, or all of them.
    Household,
    /// One person, or everybody it can be about.
    Person,
    /// One activity, or all of a month.
    Activity,
    /// One meeting, or all of a month.
    Meeting,
    /// One talk, or all of a month.
    Talk,
}

/// A form that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FormInfo {
    /// Its name.
    pub form: String,
    /// Its title.
    pub title: String,
    /// The heading that it stands under, `会议与谈话`; forms of one follow each other.
    pub group: String,
    /// By which letters each character of the title can be looked for: `["h", "y", "j", "l"]`, `"dt"` for a
    /// character that is read in two ways.
    pub letters: Vec<String>,
    /// What one copy is about.
    pub scope: FormScope,
    /// `A4 横向`.
    pub paper: String,
    /// Which stations fill it in.
    #[ts(type = "('grid' | 'village' | 'town')[]")]
    pub stations: Vec<&'static str>,
    /// Names behind its numbers can be asked for, with a reason.
    pub names: bool,
    /// Whole identity and phone numbers can be asked for, with a reason.
    pub numbers: bool,
    /// All records that it can be about can be asked for in one go.
    pub all: bool,
}

impl FormInfo {
    pub(super) fn of(form: &dyn Form, group: &str, standard: &Standard) -> Self {
        let paper = form.paper();
        let About { name, scope, lays_open: LaysOpen { names, numbers }, all, stations, .. } = *form.about();
        let size = match paper.size {
            PaperSize::A4 => "A4",
            PaperSize::A3 => "A3",
        };
        let title = form.title(standard);
        Self {
            form: name.to_owned(),
            title: title.to_owned(),
            group: group.to_owned(),
            letters: initials(title),
            scope,
            paper: format!("{size} {}", if paper.landscape { "横向" } else { "纵向" }),
            stations: stations.iter().copied().map(StationRole::key).collect(),
            names,
            numbers,
            all,
        }
    }
}

/// A form that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormRequest {
    /// Its name.
    pub form: String,
    /// `2026-11`; blank = the running month, or today for what is no month's.
    pub month: Option<String>,
    /// Of which record: its row id, or a household's code; blank = all, of activities, meetings and talks the month's.
    pub subject: Option<String>,
    /// One grid only: row id, name or number.
    pub grid: Option<String>,
    /// With names where the form has numbers.
    pub names: bool,
    /// With ID and phone numbers in full, and whatever else is masked.
    pub full_numbers: bool,
    /// Why, for either.
    pub reason: Option<String>,
    /// To be filled in by hand.
    pub blank: bool,
}

impl FormRequest {
    /// Shows more than the form shows to everybody.
    pub(crate) fn lays_open(&self) -> bool {
        !self.blank && (self.names || self.full_numbers)
    }

    /// In the words of the audit log: which form of when and whom, and what it lays open. Ids, never names.
    pub(crate) fn what(&self) -> String {
        let mut words = vec![self.form.clone()];
        words.extend([&self.month, &self.grid, &self.subject].into_iter().flatten().cloned());
        let flags = [(self.names, "姓名"), (self.full_numbers, "完整号码"), (self.blank, "空白")];
        words.extend(flags.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned()));
        words.join(" ")
    }
}

/// One page of a form.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
#[ts(export)]
pub struct PageRequest {
    /// The form.
    pub req: FormRequest,
    /// From 0.
    pub page: usize,
    /// Pixels a point.
    pub scale: f64,
}

/// A character that no font has: it prints as 〓 and is written in by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "Missing")]
pub struct MissingView {
    /// The character.
    pub character: String,
    /// `第 12 行 姓名`.
    pub place: String,
    /// The name it belongs to, as printed.
    pub text: String,
}

impl From<&paper::Missing> for MissingView {
    fn from(missing: &paper::Missing) -> Self {
        Self { character: missing.character.to_string(), place: missing.place.clone(), text: missing.text.clone() }
    }
}

/// A form for the screen.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FormView {
    /// What was asked for.
    pub request: FormRequest,
    /// The first document, which is the only one but where all subjects were asked for.
    #[ts(type = "import('../document').Document")]
    pub document: Document,
    /// How many documents there are.
    pub documents: usize,
    /// How many pages.
    pub pages: usize,
    /// What cannot be printed.
    pub missing: Vec<MissingView>,
}

/// A form as a file's contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// Pages, or sheets of a workbook.
    pub pages: usize,
    /// Rows of its tables.
    pub rows: usize,
}
