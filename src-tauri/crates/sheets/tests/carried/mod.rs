//! Workbooks that are handed out and come back.

mod lists;
mod locked;
mod make;
mod marks;
mod tampered;
