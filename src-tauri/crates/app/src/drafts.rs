//! Drafts: what was typed and not yet saved. They survive a lock and a kill; they are no operations and are not undone.

use crate::failure::Result;
use crate::session::Session;

/// Keeps what stands in a form.
///
/// # Errors
/// What the store says.
pub fn save(session: &Session, key: &str, value: &str) -> Result<()> {
    Ok(session.book().save_draft(key, value)?)
}

/// What stood in a form.
///
/// # Errors
/// What the store says.
pub fn draft(session: &Session, key: &str) -> Result<Option<String>> {
    Ok(session.book().draft(key)?.map(|draft| draft.value))
}

/// The form was saved, or given up.
///
/// # Errors
/// What the store says.
pub fn discard(session: &Session, key: &str) -> Result<()> {
    Ok(session.book().drop_draft(key)?)
}
