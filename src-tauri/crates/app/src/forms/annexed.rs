//! The photographs behind a form.

use std::collections::HashMap;

use domain::attachment::{Attachment, Owner};
use domain::document::{Annex, Picture};
use store::Reader;

use crate::failure::Result;

/// Photographs behind one form at most: five sheets of paper. A month of visits may have more.
const MOST: usize = 30;

/// The photographs of records, in the order of the records, each with what stands before its own caption; none when there
/// are none.
pub(super) fn photographs(reader: &Reader<'_>, owners: &[(Owner, String)]) -> Result<Option<Annex>> {
    let rows = match owners {
        [(owner, _)] => reader.photos_of(*owner)?,
        _ => reader.all::<Attachment>()?,
    };
    let mut by_owner: HashMap<Owner, Vec<Attachment>> = HashMap::new();
    for row in rows {
        by_owner.entry(row.owner).or_default().push(row);
    }
    let mut pictures = Vec::new();
    let mut left_out = 0;
    for (owner, before) in owners {
        for row in by_owner.remove(owner).unwrap_or_default() {
            if pictures.len() == MOST {
                left_out += 1;
                continue;
            }
            let Some(jpeg) = reader.picture(&row.sha256)? else { continue };
            pictures.push(Picture { caption: caption(before, &row), jpeg, width: row.width, height: row.height });
        }
    }
    let title = match left_out {
        0 => "附：照片".to_owned(),
        more => format!("附：照片（前 {MOST} 张，另有 {more} 张在账本里）"),
    };
    Ok((!pictures.is_empty()).then_some(Annex { title, pictures }))
}

fn caption(before: &str, row: &Attachment) -> String {
    let own = match (&row.caption, row.taken_on) {
        (Some(caption), Some(on)) => format!("{caption}（{on}）"),
        (Some(caption), None) => caption.clone(),
        (None, on) => on.map(|on| on.to_string()).unwrap_or_default(),
    };
    format!("{before}　{own}").trim_matches('　').to_owned()
}
