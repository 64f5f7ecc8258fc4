//! Who may belong to a party group. Clause 2.2; kinds of volunteers stand among the registers.

use serde::Deserialize;

/// Words to choose from where roles are given.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Whom clause 2.2 sees among the members.
    pub members: Vec<String>,
}
