//! One module a table: which type lies in it, its columns, and the readers that it alone needs.
//!
//! The tables themselves are made in `migrations/`; `change`, `op`, `draft` and `audit_log` are not rows that anybody
//! puts, and stand with what they serve.

mod activity;
mod attachment;
mod closing;
mod commitment;
mod doubt;
mod exchange;
mod grid;
mod household;
mod household_grid;
pub(crate) mod import_mapping;
mod letter;
mod matter;
mod meeting;
pub(crate) mod operator;
mod org_unit;
mod party_member;
mod person;
mod place;
mod plan;
mod project;
mod residence;
mod role;
mod score;
pub(crate) mod setting;
pub(crate) mod source_file;
mod station;
mod tag;
mod task;
pub(crate) mod visit;
mod work;

use crate::table::{Columns, Sql};

/// Every table whose rows are written through operations, in the order of their dependence.
pub(crate) fn logged() -> [&'static Sql; 51] {
    [
        operator::Operator::sql(),
        domain::organisation::Station::sql(),
        domain::organisation::OrgUnit::sql(),
        domain::organisation::Grid::sql(),
        domain::household::Household::sql(),
        domain::household::HouseholdGrid::sql(),
        domain::person::Person::sql(),
        domain::person::PersonMerge::sql(),
        domain::person::Work::sql(),
        domain::person::Residence::sql(),
        domain::tag::Tag::sql(),
        domain::organisation::Role::sql(),
        domain::person::PartyMember::sql(),
        domain::visit::Visit::sql(),
        domain::visit::VisitNeed::sql(),
        domain::visit::Contact::sql(),
        domain::project::Project::sql(),
        domain::activity::Activity::sql(),
        domain::activity::ActivityPerson::sql(),
        domain::place::Place::sql(),
        domain::place::Thing::sql(),
        domain::place::Organisation::sql(),
        domain::attachment::Attachment::sql(),
        domain::meeting::Meeting::sql(),
        domain::meeting::Attendance::sql(),
        domain::meeting::Speech::sql(),
        domain::meeting::Vote::sql(),
        domain::meeting::Resolution::sql(),
        domain::meeting::Talk::sql(),
        domain::commitment::Post::sql(),
        domain::commitment::Claim::sql(),
        domain::commitment::Commitment::sql(),
        domain::commitment::CommitmentStep::sql(),
        domain::matter::Matter::sql(),
        domain::matter::MatterStep::sql(),
        domain::matter::Dispute::sql(),
        domain::task::Task::sql(),
        domain::task::TaskStep::sql(),
        domain::plan::Plan::sql(),
        domain::plan::PlanItem::sql(),
        domain::letter::Letter::sql(),
        domain::letter::LetterItem::sql(),
        domain::score::ScoreRule::sql(),
        domain::score::ScoreEntry::sql(),
        domain::closing::MonthClosing::sql(),
        domain::doubt::Doubt::sql(),
        domain::exchange::Peer::sql(),
        domain::exchange::Export::sql(),
        domain::exchange::Joined::sql(),
        setting::Setting::sql(),
        source_file::SourceFile::sql(),
    ]
}

/// Reads a row as the type of its table, to see whether it is one.
pub(crate) type Reads = fn(&rusqlite::Row<'_>) -> rusqlite::Result<()>;

macro_rules! carried {
    ($($type:ty),+ $(,)?) => {
        /// The tables whose rows are carried from station to station. Not among them: what is this book's own (operators,
        /// the station, doubts, settings, sealed months), and photographs, which no workbook holds.
        pub(crate) fn carried() -> Vec<(&'static Sql, Reads)> {
            vec![$((<$type>::sql(), |row| <$type as Columns>::from_row(row).map(drop))),+]
        }
    };
}

carried![
    domain::organisation::OrgUnit,
    domain::organisation::Grid,
    domain::household::Household,
    domain::household::HouseholdGrid,
    domain::person::Person,
    domain::person::PersonMerge,
    domain::person::Work,
    domain::person::Residence,
    domain::tag::Tag,
    domain::organisation::Role,
    domain::person::PartyMember,
    domain::visit::Visit,
    domain::visit::VisitNeed,
    domain::visit::Contact,
    domain::project::Project,
    domain::activity::Activity,
    domain::activity::ActivityPerson,
    domain::place::Place,
    domain::place::Thing,
    domain::place::Organisation,
    domain::meeting::Meeting,
    domain::meeting::Attendance,
    domain::meeting::Speech,
    domain::meeting::Vote,
    domain::meeting::Resolution,
    domain::meeting::Talk,
    domain::commitment::Post,
    domain::commitment::Claim,
    domain::commitment::Commitment,
    domain::commitment::CommitmentStep,
    domain::matter::Matter,
    domain::matter::MatterStep,
    domain::matter::Dispute,
    domain::task::Task,
    domain::task::TaskStep,
    domain::plan::Plan,
    domain::plan::PlanItem,
    domain::letter::Letter,
    domain::letter::LetterItem,
    domain::score::ScoreRule,
    domain::score::ScoreEntry,
];
