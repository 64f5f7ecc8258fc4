//! Forms: what can be printed, saved and looked at. A form is one small file that asks the register and builds
//! [`Document`]s; how they look is decided elsewhere, once for all of them.
//!
//! To add a form: a file here that implements [`Form`], its place in [`GROUPS`], its title in the pack.

mod able_people;
mod activity_list;
mod activity_record;
mod annex_a;
mod annexed;
mod behind;
mod commitment_list;
mod commitment_public;
mod commitment_sheet;
mod dispute_register;
mod first_asked;
mod ground_register;
mod handover;
mod household_card;
mod left_behind;
mod letter;
mod link;
mod listing;
mod loss_report;
mod masking;
mod matter_ledger;
mod matters_of_month;
mod meeting_minutes;
mod month_summary;
mod months;
mod organisation_chart;
mod papers;
mod party_roster;
mod person_sheet;
mod post_register;
mod press;
mod project_list;
pub(crate) mod recovery_sheet;
mod request;
mod resolution_list;
mod round_sheet;
mod score_rules;
mod score_sheet;
mod service_hours;
mod talk_record;
mod task_list;
mod visit_record;
mod volunteer_roster;
mod work_plan;

use std::sync::Arc;

use domain::document::{Block, Document, Paper};
use domain::organisation::StationRole;

pub(crate) use behind::subjects;
pub use behind::{Behind, records_behind};
pub use link::Part;
pub(crate) use link::{Link, What};
pub use months::{MonthRow, months};
pub(crate) use press::{Press, Sheet};
pub use request::{FormInfo, FormRequest, FormScope, FormView, Made, MissingView, PageRequest};

use crate::failure::{Failure, Result};
use crate::ledger::reason_for;
use crate::session::Session;
use crate::standard::{Standard, Titles};

/// What a form can lay open on request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LaysOpen {
    /// Names behind numbers.
    pub names: bool,
    /// Whole identity and phone numbers.
    pub numbers: bool,
}

/// What a form is, whatever is asked of it.
pub struct About {
    name: &'static str,
    title: fn(&Titles) -> &String,
    scope: FormScope,
    paper: Paper,
    lays_open: LaysOpen,
    all: bool,
    stations: &'static [StationRole],
}

impl About {
    /// A form that grids and villages fill in and that lays nothing open. `name` is for scripts and links, and the name
    /// of its file.
    const fn new(name: &'static str, title: fn(&Titles) -> &String, scope: FormScope, paper: Paper) -> Self {
        let stations = &[StationRole::Grid, StationRole::Village];
        Self { name, title, scope, paper, lays_open: LaysOpen { names: false, numbers: false }, all: true, stations }
    }

    /// Names behind its numbers can be asked for.
    const fn opening_names(mut self) -> Self {
        self.lays_open.names = true;
        self
    }

    /// Whole identity and phone numbers can be asked for.
    const fn opening_numbers(mut self) -> Self {
        self.lays_open.numbers = true;
        self
    }

    /// Made for one record at a time: nobody needs everybody's.
    const fn one_at_a_time(mut self) -> Self {
        self.all = false;
        self
    }

    /// Towns fill it in too.
    const fn everywhere(mut self) -> Self {
        self.stations = &[StationRole::Grid, StationRole::Village, StationRole::Town];
        self
    }
}

/// One form.
pub trait Form: Sync {
    /// What it is.
    fn about(&self) -> &'static About;

    /// Its title, out of the pack.
    fn title<'s>(&self, standard: &'s Standard) -> &'s str {
        (self.about().title)(&standard.titles)
    }

    /// What it is printed on.
    fn paper(&self) -> Paper {
        self.about().paper
    }

    /// Asks and builds: at least one document, an empty one where there is nothing to say, one to be filled in by hand
    /// when `request.blank`. Names and whole numbers stand in it only where the request asks for them.
    ///
    /// # Errors
    /// A month or a record that is not there; what the store says.
    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>>;
}

/// A heading and the forms under it.
type Group = (&'static str, &'static [&'static dyn Form]);

/// All forms under the headings and in the order in which they are offered: no form without a heading.
const GROUPS: &[Group] = &[
    ("台账与小结", &[&annex_a::AnnexA, &month_summary::MonthSummary]),
    (
        "走访与民情",
        &[
            &visit_record::VisitRecord,
            &round_sheet::RoundSheet,
            &matter_ledger::MatterLedger,
            &first_asked::FirstAsked,
            &dispute_register::DisputeRegister,
        ],
    ),
    ("会议与谈话", &[&meeting_minutes::MeetingMinutes, &resolution_list::ResolutionList, &talk_record::TalkRecord]),
    (
        "岗位与承诺",
        &[
            &post_register::PostRegister,
            &commitment_sheet::CommitmentSheet,
            &commitment_list::CommitmentList,
            &commitment_public::CommitmentPublic,
        ],
    ),
    ("计划与交办", &[&task_list::TaskList, &work_plan::WorkPlan]),
    ("责任与考核", &[&letter::Letter, &score_sheet::ScoreSheet, &score_rules::ScoreRules]),
    (
        "活动与志愿",
        &[
            &activity_record::ActivityRecord,
            &activity_list::ActivityList,
            &volunteer_roster::VolunteerRoster,
            &service_hours::ServiceHours,
            &project_list::ProjectList,
        ],
    ),
    ("组织与党员", &[&organisation_chart::OrganisationChart, &party_roster::PartyRoster, &handover::Handover]),
    (
        "户卡与名册",
        &[
            &household_card::HouseholdCard,
            &left_behind::LeftBehind,
            &able_people::AblePeople,
            &ground_register::GroundRegister,
        ],
    ),
    (
        "告知与申请",
        &[
            &papers::Notice,
            &papers::Consent,
            &person_sheet::PersonSheet,
            &papers::Correction,
            &loss_report::LossReport,
            &papers::OperationCard,
        ],
    ),
];

/// All forms, in the order in which they are offered.
fn all() -> impl Iterator<Item = &'static dyn Form> {
    GROUPS.iter().flat_map(|(_, forms)| forms.iter().copied())
}

/// Documents in one PDF at most.
const MOST_PAGES: usize = 200;

/// The forms there are, with the titles that a standard gives them.
#[must_use]
pub fn list(standard: &Standard) -> Vec<FormInfo> {
    let of_group = |(group, forms): &Group| -> Vec<FormInfo> {
        forms.iter().map(|form| FormInfo::of(*form, group, standard)).collect()
    };
    GROUPS.iter().flat_map(of_group).collect()
}

/// Their names.
pub(crate) fn names() -> Vec<&'static str> {
    all().map(|form| form.about().name).collect()
}

/// A form by its name.
///
/// # Errors
/// `no_such_form`.
fn named(name: &str) -> Result<&'static dyn Form> {
    let known = all().find(|form| form.about().name == name);
    known.ok_or_else(|| Failure::new("no_such_form", "没有这张表，请从表册里选").at("form"))
}

/// The title of a form.
///
/// # Errors
/// `no_such_form`.
pub(crate) fn title<'s>(name: &str, standard: &'s Standard) -> Result<&'s str> {
    Ok(named(name)?.title(standard))
}

/// The documents of a form as data.
///
/// # Errors
/// `reason_needed` when names or whole numbers are asked for without a reason; a month or a record that is not there.
pub fn build(session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
    reason_for(request.lays_open(), request.reason.as_deref())?;
    named(&request.form)?.build(session, request)
}

/// Sets the form, or takes the pages that were set last when nothing has changed since.
pub(crate) fn sheet(session: &Session, request: &FormRequest) -> Result<(Arc<Sheet>, bool)> {
    session.press().sheet(session, request, || build(session, request))
}

/// As [`sheet`], for somebody to look at: names and whole numbers that come to the screen go to the audit log.
fn shown(session: &Session, request: &FormRequest) -> Result<Arc<Sheet>> {
    let (sheet, fresh) = sheet(session, request)?;
    if fresh && request.lays_open() {
        session.book().audit_append("reveal", Some(&request.what()), request.reason.as_deref())?;
    }
    Ok(sheet)
}

/// A form for the screen, with the number of its pages and what cannot be printed of it.
///
/// # Errors
/// As [`build`]; what layout says.
pub fn view(session: &Session, request: &FormRequest) -> Result<FormView> {
    let sheet = shown(session, request)?;
    let document = sheet.documents.first().cloned().ok_or_else(Failure::gone)?;
    Ok(FormView {
        request: request.clone(),
        documents: sheet.documents.len(),
        document,
        pages: sheet.layout.pages(),
        missing: sheet.layout.missing().iter().map(MissingView::from).collect(),
    })
}

/// One page as printed: `data:image/png;base64,…`.
///
/// # Errors
/// As [`build`]; a page that is not there.
pub fn page_image(session: &Session, request: &PageRequest) -> Result<String> {
    use base64::Engine;
    let png = shown(session, &request.req)?.layout.png(request.page, request.scale)?;
    Ok(format!("data:image/png;base64,{}", base64::engine::general_purpose::STANDARD.encode(png)))
}

/// The form as PDF. Who writes it anywhere notes it in the audit log: [`crate::saving`] and [`crate::printing`] do.
///
/// # Errors
/// As [`build`]; what layout says.
pub fn pdf(session: &Session, request: &FormRequest) -> Result<Made> {
    let (sheet, _) = sheet(session, request)?;
    Ok(Made { bytes: sheet.layout.pdf()?, pages: sheet.layout.pages(), rows: rows(&sheet.documents) })
}

/// The form as one PDF or, where it is a whole village's household cards, one a part of the village with that part's
/// name: pages above a few hundred take too much memory at once.
///
/// # Errors
/// As [`build`]; what layout says.
pub fn pdfs(session: &Session, request: &FormRequest) -> Result<Vec<(String, Vec<u8>)>> {
    let documents = build(session, request)?;
    if documents.len() <= MOST_PAGES {
        return Ok(vec![(String::new(), pdf(session, request)?.bytes)]);
    }
    // Documents of one part follow each other and have one line at their head.
    let part = |document: &Document| document.head.first().map(|line| line.left.clone()).unwrap_or_default();
    documents
        .chunk_by(|one, next| part(one) == part(next))
        .map(|chunk| {
            let name = part(&chunk[0]).rsplit('　').next().unwrap_or_default().to_owned();
            Ok((name, session.press().set(session, chunk.to_vec())?.layout.pdf()?))
        })
        .collect()
}

/// The form as a workbook, a sheet a document. Who writes it anywhere notes it in the audit log.
///
/// # Errors
/// As [`build`]; what does not fit into a workbook.
pub fn xlsx(session: &Session, request: &FormRequest) -> Result<Made> {
    let documents = build(session, request)?;
    let bytes = sheets::write::workbook(&documents, session.today())
        .map_err(|error| Failure::new("form_workbook", error.to_string()))?;
    Ok(Made { bytes, pages: documents.len(), rows: rows(&documents) })
}

fn rows(documents: &[Document]) -> usize {
    let count = |block: &Block| match block {
        Block::Table(table) => table.rows.len(),
        Block::Tree(tree) => tree.outline().len(),
        Block::Fields(_) | Block::Paragraph(_) => 0,
    };
    documents.iter().flat_map(|document| &document.blocks).map(count).sum()
}

#[cfg(test)]
mod tests;
