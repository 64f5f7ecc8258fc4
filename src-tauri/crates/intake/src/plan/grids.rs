//! In which grid each household lies: by the list's own column, the hamlets of a grid, or one grid a hamlet.

use std::collections::{BTreeMap, HashMap};

use domain::household::HouseholdGrid;
use domain::organisation::{Grid, GridKind, OrgUnit, UnitKind};

use super::draft::Draft;
use crate::normal::hamlet::{number, numeral};

/// Puts every household that lies in no grid into the one its hamlet belongs to, making grids where asked.
pub(super) fn place(draft: &mut Draft<'_>) {
    let only = draft.setting.only_grid;
    if only.is_none() && draft.setting.by_hamlet {
        found(draft);
    }
    let mut by_hamlet: HashMap<String, usize> = HashMap::new();
    for (at, grid) in draft.grids.rows.iter().enumerate().filter(|(_, grid)| grid.to.is_none()) {
        for hamlet in &grid.hamlets {
            by_hamlet.entry(hamlet.clone()).or_insert(at);
        }
    }
    for home in 0..draft.households.rows.len() {
        if draft.grid_of.contains_key(&home) || draft.households.rows[home].to.is_some() {
            continue;
        }
        let hamlet = draft.households.rows[home].hamlet.as_ref();
        let grid = only.or_else(|| hamlet.and_then(|hamlet| by_hamlet.get(hamlet)).map(|at| draft.grids.rows[*at].id));
        if let Some(grid) = grid {
            let row = HouseholdGrid {
                id: draft.mint(),
                household: draft.households.rows[home].id,
                grid,
                from: None,
                to: None,
            };
            let at = draft.household_grids.add(row);
            draft.grid_of.insert(home, at);
        }
    }
}

/// 第N网格 with 第N网格党小组 for each hamlet without one: N is the hamlet's own number; a hamlet that has none takes the
/// next free number, in the order of its name.
fn found(draft: &mut Draft<'_>) {
    let mut taken: BTreeMap<u32, ()> = draft.grids.rows.iter().map(|grid| (grid.number, ())).collect();
    let covered: Vec<String> = draft.grids.rows.iter().flat_map(|grid| grid.hamlets.clone()).collect();
    let mut hamlets: Vec<String> = draft.households.rows.iter().filter_map(|home| home.hamlet.clone()).collect();
    hamlets.sort_by_cached_key(|hamlet| (number(hamlet).is_none(), number(hamlet), (draft.setting.pinyin)(hamlet)));
    hamlets.dedup();
    for hamlet in hamlets.into_iter().filter(|hamlet| !covered.contains(hamlet)) {
        let own = number(&hamlet).filter(|own| !taken.contains_key(own));
        let own = own.unwrap_or_else(|| (1..).find(|free| !taken.contains_key(free)).unwrap_or(u32::MAX));
        taken.insert(own, ());
        let name = format!("第{}网格", numeral(own));
        let unit = draft.mint();
        draft.units.add(OrgUnit {
            id: unit,
            kind: UnitKind::PartyGroup,
            parent: draft.setting.above,
            name: format!("{name}党小组"),
            code: None,
            founded_on: None,
            led_by: None,
            approved_by: None,
            dissolved_on: None,
        });
        let id = draft.mint();
        draft.grids.add(Grid {
            id,
            unit,
            parent: None,
            number: own,
            name,
            level: 3,
            kind: GridKind::General,
            grid_code: None,
            external_code: None,
            hamlets: vec![hamlet],
            boundary: None,
            target_households: None,
            drawn_by: None,
            approved_by: None,
            filed_on: None,
            from: None,
            to: None,
        });
    }
}
