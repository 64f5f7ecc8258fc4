//! Duties as a pack writes them: `[[duty]]`, read into [`domain::duty::Duty`] with everything that cannot be refused.

use std::collections::BTreeSet;

use domain::duty::{Duty, DutyCounts, DutyOf, DutyPeriod, DutyScope, DutySource, DutyTalks};
use domain::visit::VisitKind;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// How often something can be asked for at most.
pub(crate) const MOST: u32 = 99;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    name: String,
    clause: String,
    source: DutySource,
    scope: DutyScope,
    of: Option<DutyOf>,
    min: Option<u32>,
    period: DutyPeriod,
    #[serde(default)]
    meetings: Vec<String>,
    #[serde(default)]
    activities: Vec<String>,
    #[serde(default)]
    visits: Vec<VisitKind>,
    talks: Option<DutyTalks>,
    #[serde(default)]
    claims: bool,
    #[serde(default)]
    commitments: bool,
    #[serde(default)]
    matters: Vec<String>,
    #[serde(default = "yes")]
    on: bool,
}

fn yes() -> bool {
    true
}

impl Written {
    /// What is wrong with it, in words for who writes packs.
    fn mistake(&self) -> Option<&'static str> {
        let together = !self.meetings.is_empty() || !self.activities.is_empty() || !self.matters.is_empty();
        let alone = self.claims || self.commitments;
        let nothing = !together && !alone && self.visits.is_empty() && self.talks.is_none();
        let of_persons = self.scope == DutyScope::Person;
        match self.scope {
            _ if self.id.is_empty() || self.id.contains('/') => Some("要有 id，里面不能有斜线"),
            _ if nothing => Some("没有写什么算数"),
            _ if self.min.is_some_and(|min| !(1..=MOST).contains(&min)) => {
                Some("次数要在 1 到 99 之间，没有次数就不写 min")
            }
            _ if of_persons != self.of.is_some() => Some("of 只写给 scope = \"person\"，而且要写"),
            DutyScope::Household | DutyScope::Person if together => Some("会议、活动、事项不落到一户一人"),
            DutyScope::Household if self.talks.is_some() => Some("谈话不落到一户"),
            _ if alone && !of_persons => Some("认岗和承诺只落到人"),
            _ if self.commitments && self.period != DutyPeriod::Year => Some("承诺一年一次，period 要写 year"),
            _ if !self.on && self.source == DutySource::Standard => Some("规范要求的不能先关着"),
            _ => None,
        }
    }
}

impl From<Written> for Duty {
    fn from(written: Written) -> Self {
        let counts = DutyCounts {
            meetings: written.meetings,
            activities: written.activities,
            visits: written.visits,
            talks: written.talks,
            claims: written.claims,
            commitments: written.commitments,
            matters: written.matters,
        };
        Self {
            id: written.id,
            name: written.name,
            clause: written.clause,
            source: written.source,
            scope: written.scope,
            of: written.of,
            min: written.min,
            period: written.period,
            counts,
            on: written.on,
        }
    }
}

/// Reads the duties of a pack; the first one that cannot be refuses it.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Duty>, D::Error> {
    let written = Vec::<Written>::deserialize(deserializer)?;
    let mut ids = BTreeSet::new();
    for one in &written {
        let mistake = one.mistake().or_else(|| (!ids.insert(one.id.as_str())).then_some("id 重复了"));
        if let Some(mistake) = mistake {
            return Err(D::Error::custom(format_args!("duty {}：{mistake}", one.id)));
        }
    }
    Ok(written.into_iter().map(Duty::from).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{read, shipped};
    use super::*;

    const PACK: &str = include_str!("../../../../../assets/standards/liaoning-grid.toml");

    #[test]
    fn the_standards_own_numbers_are_the_clauses_numbers() {
        let duties = &shipped().unwrap().duties;
        let numbered: Vec<_> = duties
            .iter()
            .filter(|duty| duty.source == DutySource::Standard && duty.min.is_some())
            .map(|duty| (duty.clause.as_str(), duty.name.as_str(), duty.min, duty.period))
            .collect();
        assert_eq!(
            numbered,
            [
                ("3.1", "党小组会", Some(1), DutyPeriod::Month),
                ("3.1", "组织生活会", Some(2), DutyPeriod::Year),
                ("5.2", "党建工作联席会议", Some(1), DutyPeriod::Month),
            ]
        );
        let practice = duties.iter().filter(|duty| duty.source == DutySource::Practice);
        assert!(practice.clone().count() > 10 && practice.into_iter().all(|duty| duty.min.is_some()));
    }

    #[test]
    fn what_duties_count_of_activities_is_in_the_pack() {
        let standard = shipped().unwrap();
        for kind in standard.duties.iter().flat_map(|duty| &duty.counts.activities) {
            assert!(standard.activities.iter().any(|known| known.kind == *kind), "{kind}");
        }
    }

    #[test]
    fn a_duty_that_cannot_be_refuses_the_pack_and_is_named() {
        let table = [
            ("min = 2\n", "min = 0\n", "1 到 99"),
            ("min = 2\n", "min = 2\nweekly = true\n", "weekly"),
            ("scope = \"village\"\n", "scope = \"village\"\nof = \"member\"\n", "of 只写给"),
            ("id = \"organisational-life\"", "id = \"party-group-meeting\"", "重复"),
            ("meetings = [\"联席会议\"]\n", "", "没有写什么算数"),
            ("commitments = true\n", "commitments = true\nmeetings = [\"党课\"]\n", "不落到一户一人"),
            ("meetings = [\"联席会议\"]\n", "claims = true\n", "只落到人"),
            ("meetings = [\"联席会议\"]\n", "meetings = [\"联席会议\"]\non = false\n", "不能先关着"),
        ];
        for (there, written, why) in table {
            assert!(PACK.contains(there), "{there}");
            let refused = format!("{:?}", read(&PACK.replacen(there, written, 1)).unwrap_err());
            assert!(refused.contains(why), "{refused}");
        }
    }
}
