//! One module a table: which type lies in it, its columns, and the readers that it alone needs.
//!
//! The tables themselves are made in `migrations/`; `change`, `op`, `draft` and `audit_log` are not rows that anybody
//! puts, and stand with what they serve.

mod activity;
mod attachment;
mod closing;
mod commitment;
mod doubt;
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
pub(crate) fn logged() -> [&'static Sql; 48] {
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
        setting::Setting::sql(),
        source_file::SourceFile::sql(),
    ]
}
