//! What people do with the program, from the first start on. A journey is a function over a fresh folder.

mod begin;
mod closed;
mod committed;
mod doors;
mod events;
mod first_month;
mod held;
mod locked;
mod matters;
mod meeting;
mod no_network;
mod pages;
mod registers;
mod trust;
mod unseen;
mod visits;
mod work;

use std::path::Path;

/// A journey and its name, which is also its folder's.
pub type Journey = (&'static str, fn(&Path));

/// All of them.
pub const JOURNEYS: &[Journey] = &[
    ("first-month", first_month::first_month),
    ("events", events::events),
    ("visits", visits::visits),
    ("doors", doors::doors),
    ("held", held::held),
    ("matters", matters::matters),
    ("meeting", meeting::meeting),
    ("committed", committed::committed),
    ("work", work::work),
    ("registers", registers::registers),
    ("closed", closed::closed),
    ("trust", trust::trust),
    ("locked", locked::locked),
    ("unseen", unseen::unseen),
    ("pages-100", pages::pages_at_100),
    ("pages-150", pages::pages_at_150),
    ("no-network", no_network::no_network),
];

/// The invented rosters that the project ships.
pub fn roster(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rosters").join(name).display().to_string()
}
