//! The tree of organisation units.

use domain::organisation::OrgUnit;

crate::table::table!(
    OrgUnit,
    "org_unit",
    [id, kind, parent, name, code, founded_on, led_by, approved_by, dissolved_on]
);
