//! 户.

use domain::household::Household;

crate::table::table!(Household, "household", [id, code, hamlet, address, phone, from, from_reason, to, to_reason]);
