//! Rosters of a village, read from files and understood.

mod files;
mod layouts;
