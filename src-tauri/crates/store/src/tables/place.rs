//! 地, 物, 组织.

use domain::place::{Organisation, Place, Thing};

crate::table::table!(Place, "place", [id, kind, name, hamlet, address, note, from, to]);
crate::table::table!(Thing, "thing", [id, kind, name, quantity, measure, place, note, from, to]);
crate::table::table!(Organisation, "organisation", [id, kind, name, person, head, phone, note, from, to]);
