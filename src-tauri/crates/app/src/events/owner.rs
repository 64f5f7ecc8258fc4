//! 责任人 of what is still to be done: somebody who lives here now. Whose it was already is not looked at again.

use domain::id::Id;

use super::ground::Ground;
use super::typed;
use crate::failure::Result;

/// Who is named; nobody when the field is empty.
pub(super) fn read(ground: &Ground<'_, '_>, said: Option<&str>, known: Option<Id>) -> Result<Option<Id>> {
    let Some(said) = typed::text(said) else { return Ok(None) };
    if known.is_some_and(|known| known.to_string() == said) {
        return Ok(known);
    }
    let person = ground.person(&said).map_err(|failure| failure.at("owner"))?;
    ground.lived(&person).map_err(|failure| failure.at("owner"))?;
    Ok(Some(person.id))
}
