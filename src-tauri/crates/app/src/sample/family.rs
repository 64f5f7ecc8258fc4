//! Households as villages have them: couples with children, three generations under one roof, the old alone.

use domain::codes::Sex;

use super::Place;
use super::name;
use super::village::Village;

/// Fills a grid.
pub(super) fn settle(village: &mut Village<'_>, place: &Place) {
    for at in 0..place.households {
        let hamlets = place.hamlets.len() as u32;
        let hamlet = &place.hamlets[(at % hamlets) as usize];
        let home = village.household(place.grid.id, hamlet, at / hamlets + 1);
        family(village, home);
    }
}

fn either(village: &mut Village<'_>) -> Sex {
    if village.dice.percent(51) { Sex::Male } else { Sex::Female }
}

fn family(village: &mut Village<'_>, home: usize) {
    let surname = name::surname(&mut village.dice);
    match village.dice.below(100) {
        0..5 => {
            let sex = either(village);
            head(village, home, surname, sex, (66, 88));
        }
        5..18 => {
            let age = head(village, home, surname, Sex::Male, (60, 82));
            spouse(village, home, age);
        }
        18..58 => {
            let age = head(village, home, surname, Sex::Male, (27, 50));
            spouse(village, home, age);
            let most = if village.dice.percent(12) { 3 } else { 2 };
            let count = village.dice.between(1, most);
            children(village, home, surname, age, count);
        }
        58..80 => {
            let age = head(village, home, surname, Sex::Male, (50, 70));
            spouse(village, home, age);
            let child = age - village.dice.between(22, 27);
            someone(village, home, surname, Sex::Male, child, "子");
            let other = name::surname(&mut village.dice);
            let wife = (child - village.dice.below(3) as u32).max(20);
            someone(village, home, other, Sex::Female, wife, "儿媳");
            for _ in 0..village.dice.between(1, 2) {
                let sex = either(village);
                let age = child.saturating_sub(village.dice.between(22, 30)).min(20);
                someone(village, home, surname, sex, age, if sex == Sex::Male { "孙子" } else { "孙女" });
            }
        }
        _ => {
            let age = head(village, home, surname, Sex::Male, (34, 55));
            spouse(village, home, age);
            let count = village.dice.between(1, 2);
            children(village, home, surname, age, count);
            let parent = age + village.dice.between(21, 28);
            let both = village.dice.percent(55);
            if both || village.dice.percent(40) {
                someone(village, home, surname, Sex::Male, parent, "父亲");
            }
            if both || village.inside[home].iter().all(|person| village.age(*person) < parent) {
                let other = name::surname(&mut village.dice);
                someone(village, home, other, Sex::Female, parent - 1, "母亲");
            }
        }
    }
}

fn someone(village: &mut Village<'_>, home: usize, surname: &str, sex: Sex, age: u32, relation: &str) {
    let birth = village.birth(age);
    village.person(home, surname, sex, birth, relation);
}

fn head(village: &mut Village<'_>, home: usize, surname: &str, sex: Sex, ages: (u32, u32)) -> u32 {
    let age = village.dice.between(ages.0, ages.1);
    someone(village, home, surname, sex, age, "户主");
    age
}

fn spouse(village: &mut Village<'_>, home: usize, age: u32) {
    let surname = name::surname(&mut village.dice);
    let age = (age + 2 - village.dice.below(6) as u32).max(22);
    someone(village, home, surname, Sex::Female, age, "妻");
}

fn children(village: &mut Village<'_>, home: usize, surname: &str, parent: u32, count: u32) {
    let first = parent - village.dice.between(23, 27).min(parent);
    for at in 0..count {
        let sex = either(village);
        let relation = match (sex, at) {
            (Sex::Male, 0) => "长子",
            (Sex::Male, _) => "子",
            (Sex::Female, 0) => "长女",
            (Sex::Female, _) => "女",
        };
        someone(village, home, surname, sex, first.saturating_sub(at * 3).min(26), relation);
    }
}
