//! Any order of the same lists, at once or one after another, ends in the same book.

use domain::person::{MemberKind, WorkKind};
use domain::tag::TagKind;
use intake::entry::{Entry, IdReading, List, PartySaid};
use proptest::prelude::*;

use crate::desk::{Desk, list, loose, number, row, tag, whole};

/// One person of a village: what is true of them.
#[derive(Clone, Debug)]
struct Truth {
    household: u32,
    seat: u32,
    order: u32,
    member: bool,
    away: bool,
    disabled: bool,
}

/// What one list knows of a person.
#[derive(Clone, Copy, Debug)]
struct Sight {
    rounded: bool,
    code: bool,
    fine: bool,
    party: bool,
    tags: bool,
}

const HEADS: [&str; 5] = ["张三", "李四", "王五", "张三", "赵六"];
const SEATS: [(&str, &str, &str); 4] =
    [("", "户主", "户主"), ("妻", "配偶", "妻"), ("大", "子", "长子"), ("二", "女", "次女")];

fn name(truth: &Truth) -> String {
    let head = HEADS[truth.household as usize];
    if truth.seat == 0 { head.to_owned() } else { format!("{head}{}", SEATS[truth.seat as usize].0) }
}

fn birth(truth: &Truth) -> String {
    format!("{}-0{}-1{}", 1950 + truth.seat * 20 + truth.household, truth.seat + 1, truth.household)
}

fn entry(truth: &Truth, sight: Sight) -> Entry {
    let (_, coarse, fine) = SEATS[truth.seat as usize];
    let id = number(&birth(truth), truth.order);
    let mut said =
        row(truth.household, HEADS[truth.household as usize], &name(truth), if sight.fine { fine } else { coarse });
    said.id = if sight.rounded { IdReading::Rounded(id[..15].to_owned()) } else { whole(&birth(truth), truth.order) };
    said.household_code = sight.code.then(|| format!("{:03}", truth.household + 1));
    said.birth = if sight.fine { birth(truth).parse().ok() } else { birth(truth)[..7].parse().ok() };
    said.work = truth.away.then_some(WorkKind::Away);
    if sight.party && truth.member {
        said.party =
            Some(PartySaid { kind: MemberKind::Unknown, joined_on: None, full_on: None, branch: None, floating: None });
    }
    if sight.tags && truth.disabled {
        said.tags = vec![tag(TagKind::Disabled, false)];
    }
    said
}

fn lists(village: &[Truth], sights: &[Sight]) -> Vec<List> {
    let mut lists: Vec<List> =
        sights.iter().map(|sight| list(village.iter().map(|truth| entry(truth, *sight)))).collect();
    let dated = village.iter().filter(|truth| truth.disabled).map(|truth| Entry {
        id: whole(&birth(truth), truth.order),
        tags: vec![tag(TagKind::Disabled, false)],
        tag_from: "2025-01".parse().ok(),
        ..loose(&name(truth))
    });
    let members = village.iter().filter(|truth| truth.member).map(|truth| Entry {
        id: whole(&birth(truth), truth.order),
        party: Some(PartySaid {
            kind: MemberKind::Full,
            joined_on: "2004-12".parse().ok(),
            full_on: None,
            branch: None,
            floating: truth.away.then_some(true),
        }),
        ..loose(&name(truth))
    });
    lists.extend([list(dated.collect::<Vec<_>>()), list(members.collect::<Vec<_>>())]);
    lists
}

fn village() -> impl Strategy<Value = Vec<Truth>> {
    let person = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    prop::collection::vec(person, 20).prop_map(|people| {
        people
            .into_iter()
            .zip(0..)
            .filter(|((there, ..), at)| *there || at % 4 == 0)
            .map(|((_, member, away, disabled), at)| Truth {
                household: at / 4,
                seat: at % 4,
                order: at + 1,
                member,
                away,
                disabled,
            })
            .collect()
    })
}

fn sight() -> impl Strategy<Value = Sight> {
    any::<(bool, bool, bool, bool)>().prop_map(|(code, fine, party, tags)| Sight {
        rounded: false,
        code,
        fine,
        party,
        tags,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_order_ends_in_the_same_book(
        village in village(),
        mut sights in prop::collection::vec(sight(), 1..4),
        damaged in any::<bool>(),
        order in prop::collection::vec(any::<u32>(), 8),
    ) {
        sights[0].code = true;
        if damaged {
            sights.push(Sight { rounded: true, ..sights[0] });
        }
        let lists = lists(&village, &sights);
        let mut together = Desk::default();
        together.take(&lists);
        prop_assert!(together.open().is_empty());
        prop_assert_eq!(together.rows.persons.len(), village.len());
        let mut shuffled: Vec<&List> = lists.iter().collect();
        shuffled.sort_by_key(|list| order[lists.iter().position(|one| std::ptr::eq(one, *list)).unwrap_or(0) % 8]);
        let mut apart = Desk::default();
        for list in shuffled {
            apart.take(std::slice::from_ref(list));
        }
        prop_assert_eq!(apart.content(), together.content());
        let before = apart.content();
        for list in &lists {
            let again = apart.take(std::slice::from_ref(list));
            prop_assert_eq!((again.new, again.changed, again.doubts), (0, 0, 0));
        }
        prop_assert_eq!(apart.content(), before);
    }
}
