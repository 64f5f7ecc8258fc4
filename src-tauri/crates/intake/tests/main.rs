//! What lists change in a book, rule by rule.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "plan/desk.rs"]
mod desk;
#[path = "plan/disagree.rs"]
mod disagree;
#[path = "merge/orders.rs"]
mod merge_orders;
#[path = "plan/orders.rs"]
mod orders;
#[path = "merge/stations.rs"]
mod stations;
