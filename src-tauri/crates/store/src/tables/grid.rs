//! Grids.

use domain::organisation::Grid;

crate::table::table!(
    Grid,
    "grid",
    [
        id,
        unit,
        parent,
        number,
        name,
        level,
        kind,
        grid_code,
        external_code,
        hamlets,
        boundary,
        target_households,
        drawn_by,
        approved_by,
        filed_on,
        from,
        to
    ]
);
