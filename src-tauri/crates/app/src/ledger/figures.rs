//! The nine numbers of a row.

use std::collections::BTreeMap;

use domain::day::Measure;
use domain::tag::TagKind;
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What annex A counts, in its order: 户数, 人口, 服务对象, 能人骨干.
pub(crate) const MEASURES: [Measure; 9] = [
    Measure::Households,
    Measure::Persons,
    Measure::Tag(TagKind::LowIncome),
    Measure::Tag(TagKind::Disabled),
    Measure::Tag(TagKind::Assistance),
    Measure::Tag(TagKind::Preferential),
    Measure::Tag(TagKind::Grower),
    Measure::Tag(TagKind::Breeder),
    Measure::Tag(TagKind::Technician),
];

/// The numbers of one row, in the order of annex A. As JSON: `households`, `persons`, then the kinds as words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures([u32; 9]);

impl Figures {
    /// Takes annex A's numbers out of all that a day counts.
    pub(super) fn of(counts: &BTreeMap<Measure, u32>) -> Self {
        Self(MEASURES.map(|measure| counts.get(&measure).copied().unwrap_or(0)))
    }

    pub(super) fn add(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    /// Nobody at all.
    pub(super) fn is_empty(self) -> bool {
        self.0.iter().all(|number| *number == 0)
    }

    /// One number; 0 for what annex A does not count.
    #[must_use]
    pub fn get(self, measure: Measure) -> u32 {
        MEASURES.iter().position(|known| *known == measure).map_or(0, |at| self.0[at])
    }
}

/// How a number is called in JSON.
fn key(measure: Measure) -> &'static str {
    match measure {
        Measure::Households => "households",
        Measure::Tag(kind) => kind.word(),
        _ => "persons",
    }
}

impl<'de> Deserialize<'de> for Figures {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let numbers = BTreeMap::<String, u32>::deserialize(deserializer)?;
        let mut figures = Self::default();
        for (name, number) in numbers {
            let at = MEASURES.iter().position(|measure| key(*measure) == name);
            figures.0[at.ok_or_else(|| D::Error::custom("a number that annex A does not count"))?] = number;
        }
        Ok(figures)
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(MEASURES.len()))?;
        for (measure, number) in MEASURES.iter().zip(self.0) {
            map.serialize_entry(key(*measure), &number)?;
        }
        map.end()
    }
}
