//! What everybody is to a new head, from what they were to the old one (GB/T 4761).
//!
//! Only what follows for certain is answered: of two sons, nobody knows whose child the grandson is.

use chrono::NaiveDate;

use crate::codes::{Relation, Sex};

/// One person of a household, as far as kinship asks.
#[derive(Clone, Copy, Debug)]
pub struct Kin {
    /// What they are to the head of now; the head itself is 户主.
    pub relation: Option<Relation>,
    /// Their sex.
    pub sex: Option<Sex>,
    /// Their birth, where it is known.
    pub birth: Option<NaiveDate>,
}

/// Generations and marriages, as far as the code says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    Head,
    Spouse,
    Child,
    /// 儿媳, 女婿.
    ChildInLaw,
    Grandchild,
    Parent,
    /// 公公, 婆婆, 岳父, 岳母.
    ParentInLaw,
    Sibling,
    Other,
}

impl Kin {
    fn tie(self) -> Tie {
        let Some(relation) = self.relation else { return Tie::Other };
        match relation.code() {
            "02" => Tie::Head,
            "10" | "11" | "12" => Tie::Spouse,
            "28" | "38" => Tie::ChildInLaw,
            code if code.starts_with('2') || code.starts_with('3') => Tie::Child,
            "40" | "41" | "42" | "43" | "44" => Tie::Grandchild,
            "50" | "51" | "52" | "57" | "58" => Tie::Parent,
            "53" | "54" | "55" | "56" => Tie::ParentInLaw,
            "70" | "71" | "73" | "75" | "77" => Tie::Sibling,
            _ => Tie::Other,
        }
    }

    /// The sex that is recorded, else the one that the relation implies.
    fn sex(self) -> Option<Sex> {
        let implied = || match self.relation?.code() {
            "11" | "28" | "41" | "43" | "51" | "53" | "55" | "57" | "71" | "73" => Some(Sex::Male),
            "12" | "38" | "42" | "44" | "52" | "54" | "56" | "58" | "75" | "77" => Some(Sex::Female),
            code if code.starts_with('2') => Some(Sex::Male),
            code if code.starts_with('3') => Some(Sex::Female),
            _ => None,
        };
        self.sex.or_else(implied)
    }
}

fn by_sex(sex: Option<Sex>, male: &str, female: &str, unknown: Option<&str>) -> Option<Relation> {
    let code = match sex {
        Some(Sex::Male) => Some(male),
        Some(Sex::Female) => Some(female),
        None => unknown,
    };
    code.and_then(Relation::from_code)
}

/// What `household[other]` is to `household[head]`, who becomes the head in the place of who is it now. `None` where it
/// does not follow for certain.
///
/// # Panics
/// When an index lies beyond the household.
#[must_use]
pub fn to_new_head(household: &[Kin], head: usize, other: usize) -> Option<Relation> {
    let (new, one) = (household[head], household[other]);
    if head == other {
        return Some(Relation::HEAD);
    }
    let old = household.iter().find(|kin| kin.tie() == Tie::Head)?;
    let alone = |tie| household.iter().filter(|kin| kin.tie() == tie).count() == 1;
    let spouse = || by_sex(one.sex(), "11", "12", Some("10"));
    let parent = || by_sex(one.sex(), "51", "52", Some("50"));
    let child = || by_sex(one.sex(), "20", "30", None);
    let parent_in_law = || match new.sex()? {
        Sex::Female => by_sex(one.sex(), "53", "54", None),
        Sex::Male => by_sex(one.sex(), "55", "56", None),
    };
    match (new.tie(), one.tie()) {
        (Tie::Spouse, Tie::Head) | (Tie::Parent, Tie::Parent) => spouse(),
        (Tie::Spouse, Tie::Child | Tie::ChildInLaw | Tie::Grandchild) => one.relation,
        (Tie::Spouse, Tie::Parent) | (Tie::ChildInLaw, Tie::Head | Tie::Spouse) => parent_in_law(),
        (Tie::Spouse, Tie::ParentInLaw) | (Tie::Child, Tie::Head | Tie::Spouse) => parent(),
        (Tie::Child, Tie::Child) => sibling(new, one),
        (Tie::Child, Tie::ChildInLaw) if alone(Tie::Child) && new.sex() != one.sex() => spouse(),
        (Tie::ChildInLaw, Tie::Child) if alone(Tie::ChildInLaw) && alone(Tie::Child) => spouse(),
        (Tie::Child, Tie::Grandchild) if alone(Tie::Child) => child(),
        (Tie::ChildInLaw, Tie::Grandchild) if alone(Tie::ChildInLaw) && alone(Tie::Child) => child(),
        (Tie::Child, Tie::Parent) => match old.sex()? {
            Sex::Male => by_sex(one.sex(), "61", "62", Some("60")),
            Sex::Female => by_sex(one.sex(), "63", "64", Some("60")),
        },
        (Tie::Parent, Tie::Head) => by_sex(old.sex(), "20", "30", None),
        (Tie::Parent, Tie::Spouse) => by_sex(one.sex(), "28", "38", None),
        (Tie::Parent, Tie::Child) => match old.sex()? {
            Sex::Male => by_sex(one.sex(), "41", "42", Some("40")),
            Sex::Female => by_sex(one.sex(), "43", "44", Some("40")),
        },
        (Tie::Parent, Tie::Sibling) => child(),
        _ => None,
    }
}

fn sibling(new: Kin, one: Kin) -> Option<Relation> {
    let elder = one.birth.zip(new.birth).map(|(one, new)| one < new);
    match (one.sex(), elder) {
        (Some(Sex::Male), Some(true)) => Relation::from_code("71"),
        (Some(Sex::Male), Some(false)) => Relation::from_code("73"),
        (Some(Sex::Female), Some(true)) => Relation::from_code("75"),
        (Some(Sex::Female), Some(false)) => Relation::from_code("77"),
        _ => Relation::from_code("70"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `妻` or `子 1990`: relation, and year of birth where it matters.
    fn kin(text: &str) -> Kin {
        let (relation, year) = text.split_once(' ').unwrap_or((text, ""));
        let (relation, sex) = match relation.split_once('/') {
            Some((relation, "男")) => (relation, Some(Sex::Male)),
            Some((relation, _)) => (relation, Some(Sex::Female)),
            None => (relation, None),
        };
        let birth = year.parse().ok().and_then(|year| NaiveDate::from_ymd_opt(year, 6, 1));
        Kin { relation: Relation::from_word(relation), sex, birth }
    }

    /// What everybody is to the one at `head`, as words; `?` where it does not follow.
    fn told(household: &[&str], head: usize) -> Vec<&'static str> {
        let household: Vec<Kin> = household.iter().map(|text| kin(text)).collect();
        (0..household.len()).map(|at| to_new_head(&household, head, at).map_or("?", Relation::word)).collect()
    }

    #[test]
    fn the_wife_follows_her_husband_as_head() {
        assert_eq!(
            told(&["户主/男", "妻", "长子", "儿媳", "孙子", "母亲", "弟"], 1),
            ["夫", "户主", "长子", "儿媳", "孙子", "婆婆", "?"]
        );
    }

    #[test]
    fn the_only_son_follows_his_father_with_his_own_wife_and_child() {
        assert_eq!(
            told(&["户主/男", "妻", "子", "儿媳", "孙女", "父亲"], 2),
            ["父亲", "母亲", "户主", "妻", "女", "祖父"]
        );
    }

    #[test]
    fn of_two_sons_nobody_knows_whose_the_grandson_is() {
        assert_eq!(told(&["户主/女", "长子 1980", "次子 1985", "儿媳", "孙子"], 1), ["母亲", "户主", "弟", "?", "?"]);
    }

    #[test]
    fn a_parent_follows_and_a_daughter_in_law_follows() {
        assert_eq!(
            told(&["户主/男", "妻", "女", "父亲", "母亲", "妹妹"], 3),
            ["子", "儿媳", "孙女", "户主", "妻", "女"]
        );
        assert_eq!(told(&["户主/男", "子", "儿媳", "孙子"], 2), ["公公", "夫", "户主", "子"]);
    }

    #[test]
    fn without_a_head_nothing_follows() {
        assert_eq!(told(&["妻", "子"], 1), ["?", "户主"]);
    }
}
