//! What a pack offers for tasks, responsibility letters and assessment (clauses 3.1, 5.1, 5.5). A pack that says nothing
//! of these offers nothing.

use serde::Deserialize;

/// 交办.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tasks {
    /// 交办单位, the usual one first; any other can be typed.
    pub sources: Vec<String>,
}

/// 党建目标责任书.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letters {
    /// What the village's party organisation does of it.
    pub village: String,
    /// What the party group does of it.
    pub group: String,
    /// The usual targets, in their order.
    #[serde(rename = "target", default)]
    pub targets: Vec<PackTarget>,
}

/// A usual target of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackTarget {
    /// 目标任务.
    pub text: String,
    /// 具体要求.
    pub demand: String,
    /// 分值, such as `10`.
    pub points: String,
}

/// A usual rule of assessment, in the words of the window.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackRule {
    /// 党员, 岗位, 服务项目.
    pub about: String,
    /// Only posts or projects of this kind.
    #[serde(default)]
    pub kind: Option<String>,
    /// 考核内容.
    pub text: String,
    /// For each time: `2`, `-0.5`.
    pub points: String,
    /// In a period at most.
    #[serde(default)]
    pub cap: Option<String>,
    /// 每月, 每季, 每年.
    #[serde(default)]
    pub period: Option<String>,
    /// What gives the points.
    pub evidence: String,
    /// Only of this kind of meeting or activity.
    #[serde(default)]
    pub of: Option<String>,
}

#[cfg(test)]
mod tests {
    use domain::score::Points;

    use crate::events::rule_of_pack;
    use crate::standard::shipped;

    #[test]
    fn the_targets_of_a_letter_make_a_hundred_points() {
        let targets = &shipped().unwrap().letters.targets;
        let sum: Points = targets.iter().map(|target| target.points.parse::<Points>().unwrap()).sum();
        assert_eq!(sum.to_string(), "100");
    }

    #[test]
    fn every_rule_is_one_that_could_be_typed() {
        let standard = shipped().unwrap();
        assert!(standard.scores.len() >= 10);
        for rule in &standard.scores {
            rule_of_pack(standard, rule, 2026).unwrap();
        }
    }
}
