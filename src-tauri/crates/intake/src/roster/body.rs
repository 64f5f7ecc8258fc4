//! Rows of people as entries: each cell by what its column is.

use domain::codes::Relation;
use domain::name;
use domain::person::{MemberKind, WorkKind};
use domain::sheet::Cell;
use domain::tag::TagKind;

use super::columns::Taken;
use super::household::Mark;
use super::page::Line;
use super::title::Title;
use crate::entry::{Entry, Field, PartySaid, TagSaid};
use crate::normal::date::{self, DateReading, DateStyle};
use crate::normal::phone::{self, PhoneReading};
use crate::normal::tag::{self, TagWord};
use crate::normal::text::{is_cross, is_tick, narrow, parts, says_nothing, shown, squeeze, without_brackets};
use crate::normal::word::{self, Political};
use crate::normal::{hamlet, id};

/// What of a row is not an entry yet.
#[derive(Default)]
struct Loose {
    member: Option<MemberKind>,
    is_member: bool,
    joined: Option<domain::date::PartialDate>,
    full: Option<domain::date::PartialDate>,
    branch: Option<String>,
    floating: Option<bool>,
    relation: Option<String>,
    disability: (Option<String>, Option<String>),
    disabled: bool,
    certificates: Vec<(Option<TagKind>, String)>,
}

/// Reads one row. The hamlet is the column's; the household's first row is settled later.
pub(super) fn read(line: &Line, columns: &[Taken], title: &Title) -> (Entry, Mark) {
    let mut entry = Entry { row: line.number, ..Entry::default() };
    let mut mark = Mark::default();
    let mut loose = Loose::default();
    for column in columns.iter().filter(|column| !column.of_head) {
        let Some(field) = column.field else { continue };
        let cell = line.cell(column.index);
        if cell.is_blank() {
            continue;
        }
        let own = !line.is_filled(column.index);
        match field {
            Field::HouseholdCode => mark.own_code |= own,
            Field::Head => mark.own_head |= own,
            Field::Hamlet => mark.own_hamlet |= own,
            Field::Number => mark.own_number |= own,
            _ => {}
        }
        take(&mut entry, &mut loose, field, cell, column, title);
    }
    finish(&mut entry, &mut mark, loose, title);
    (entry, mark)
}

fn take(entry: &mut Entry, loose: &mut Loose, field: Field, cell: &Cell, column: &Taken, title: &Title) {
    match field {
        Field::Number | Field::LeftOut => return,
        Field::IdNumber => {
            entry.id = id::read(cell, &mut entry.repairs);
            return;
        }
        Field::Phone => {
            match phone::read(cell) {
                PhoneReading::Blank => {}
                PhoneReading::Numbers(numbers) => entry.phone = Some(numbers),
                PhoneReading::Unknown(text) => entry.unknown.push((field, text)),
            }
            return;
        }
        Field::Birth => return entry.birth = day(entry, field, cell, column.dates),
        Field::TagFrom => return entry.tag_from = day(entry, field, cell, column.dates),
        Field::MovedIn => return entry.moved_in = day(entry, field, cell, column.dates),
        Field::JoinedOn => return loose.joined = day(entry, field, cell, column.dates),
        Field::FullOn => return loose.full = day(entry, field, cell, column.dates),
        Field::TagUntil => {
            return entry.tag_to = day(entry, field, cell, column.dates).and_then(date::day_after);
        }
        _ => {}
    }
    let text = shown(cell);
    let word = squeeze(&text);
    if says_nothing(&word) {
        return;
    }
    match field {
        Field::Hamlet => entry.hamlet = hamlet::in_column(&word),
        Field::HouseholdCode => entry.household_code = Some(word.into_owned()),
        // 是否户主 marks the head; any other word is the head's name.
        Field::Head if is_tick(&word) => loose.relation = loose.relation.take().or_else(|| Some("户主".to_owned())),
        Field::Head if is_cross(&word) => {}
        Field::Head => entry.head = person_name(entry, field, &text),
        Field::Name => {
            entry.name = person_name(entry, field, &text);
            if word.ends_with("(户主)") {
                loose.relation.get_or_insert_with(|| "户主".to_owned());
            }
        }
        Field::FormerName => entry.former_name = Some(name::tidy(&text)),
        Field::Relation => loose.relation = Some(word.into_owned()),
        Field::Sex => entry.sex = known(entry, field, &word, word::sex(&word)),
        Field::Ethnic => entry.ethnic = known(entry, field, &word, word::ethnic(&word)).map(str::to_owned),
        Field::Education => entry.education = known(entry, field, &word, word::education(&word)).map(str::to_owned),
        Field::Address => entry.address = Some(narrow(&text).into_owned()),
        Field::WorkPlace => entry.work_place = Some(narrow(&text).into_owned()),
        Field::Grid => entry.grid = Some(narrow(&text).into_owned()),
        Field::Branch => loose.branch = Some(narrow(&text).into_owned()),
        Field::Age => {
            let digits = word.trim_end_matches(['周', '岁']);
            entry.age = known(entry, field, &word, digits.parse().ok().filter(|age| *age < 130));
        }
        Field::Political => political(entry, loose, ticked(&word, column)),
        Field::MemberKind => match word::member(&word) {
            Some(kind) => loose.member = Some(kind),
            None => entry.unknown.push((field, word.into_owned())),
        },
        Field::Floating => floating(entry, loose, &word),
        Field::Work => work(entry, ticked(&word, column)),
        Field::ResidenceKind => {
            let said = ticked(&word, column);
            if let Some(said) = said {
                entry.residence = known(entry, field, said, word::residence(said));
            }
        }
        Field::HouseholdTags | Field::PersonTags => {
            tags(entry, field, &text, column.own_tag.as_ref().or(title.tag.as_ref()));
        }
        Field::DisabilityKind | Field::DisabilityGrade => disability(entry, loose, field, &word),
        Field::Certificate if !is_tick(&word) && !is_cross(&word) => {
            loose.certificates.push((column.own_tag.as_ref().map(|tag| tag.kind), word.into_owned()));
        }
        Field::Remark => remark(entry, loose, &text),
        _ => {}
    }
}

fn day(entry: &mut Entry, field: Field, cell: &Cell, style: DateStyle) -> Option<domain::date::PartialDate> {
    match date::read(cell, style) {
        DateReading::Blank => None,
        DateReading::Date(date) => Some(date),
        DateReading::Unknown(text) => {
            entry.unknown.push((field, text));
            None
        }
    }
}

fn known<T>(entry: &mut Entry, field: Field, word: &str, found: Option<T>) -> Option<T> {
    if found.is_none() {
        entry.unknown.push((field, word.to_owned()));
    }
    found
}

/// The name without what stands in brackets behind it: `白伟（已故）` says something that a person must read.
fn person_name(entry: &mut Entry, field: Field, text: &str) -> Option<String> {
    let narrowed = narrow(text);
    let (bare, inside) = without_brackets(&narrowed);
    if let Some(inside) = inside.filter(|inside| *inside != "户主") {
        entry.unknown.push((field, inside.to_owned()));
    }
    let name = name::tidy(bare.trim_end_matches('*'));
    (!name.is_empty()).then_some(name)
}

/// What a cell says where its column may be one of ticks: the caption's own word for √, nothing for ×.
fn ticked<'a>(word: &'a str, column: &'a Taken) -> Option<&'a str> {
    if column.own_word.is_empty() {
        return Some(word);
    }
    if is_cross(word) {
        return None;
    }
    Some(if is_tick(word) { &column.own_word } else { word })
}

fn political(entry: &mut Entry, loose: &mut Loose, said: Option<&str>) {
    let Some(word) = said else { return };
    match word::political(word) {
        Some(Political::Nothing) => {}
        Some(Political::Party(kind)) => {
            loose.is_member = true;
            if kind != MemberKind::Unknown {
                loose.member = Some(kind);
            }
        }
        Some(Political::Code(code)) => entry.political = Some(code.to_owned()),
        None => entry.unknown.push((Field::Political, word.to_owned())),
    }
}

fn floating(entry: &mut Entry, loose: &mut Loose, word: &str) {
    match word {
        "流动党员" | "流动" => loose.floating = Some(true),
        "非流动党员" | "非流动" => loose.floating = Some(false),
        _ if is_tick(word) => loose.floating = Some(true),
        _ if is_cross(word) => loose.floating = Some(false),
        _ => entry.unknown.push((Field::Floating, word.to_owned())),
    }
}

fn work(entry: &mut Entry, said: Option<&str>) {
    let Some(word) = said else { return };
    match word::work(word) {
        Some((kind, place)) => {
            entry.work = Some(kind);
            if let Some(place) = place.filter(|_| entry.work_place.is_none()) {
                entry.work_place = Some(place.to_owned());
            }
        }
        None => entry.unknown.push((Field::Work, word.to_owned())),
    }
}

fn add_tag(entry: &mut Entry, word: TagWord, household_column: bool) {
    let TagWord { kind, subtype, grade } = word;
    if entry.tags.iter().any(|known| known.kind == kind && known.subtype == subtype) {
        return;
    }
    entry.tags.push(TagSaid { kind, household_column, subtype, grade, certificate: None });
}

fn tags(entry: &mut Entry, field: Field, text: &str, own: Option<&TagWord>) {
    let (words, unknown) = tag::read(text, own);
    for word in words {
        add_tag(entry, word, field == Field::HouseholdTags);
    }
    entry.unknown.extend(unknown.into_iter().map(|word| (field, word)));
}

fn disability(entry: &mut Entry, loose: &mut Loose, field: Field, word: &str) {
    if is_cross(word) && field == Field::DisabilityKind {
        return;
    }
    let found = match field {
        Field::DisabilityGrade => tag::disability_grade(word).map(|grade| (None, Some(grade.to_owned()))),
        _ => tag::disability_kind(word).map(|kind| (Some(kind.to_owned()), None)),
    };
    let several = || {
        let kinds: Vec<&str> = parts(word).filter_map(tag::disability_kind).collect();
        (kinds.len() > 1 && kinds.len() == parts(word).count()).then(|| (Some(kinds.join("、")), None))
    };
    match found.or_else(|| tag::disability(word)).or_else(several) {
        Some((kind, grade)) => {
            loose.disabled = true;
            loose.disability.0 = loose.disability.0.take().or(kind);
            loose.disability.1 = loose.disability.1.take().or(grade);
        }
        None if is_tick(word) || tag::of_word(word).is_some_and(|tag| tag.kind == TagKind::Disabled) => {
            loose.disabled = true;
        }
        None => entry.unknown.push((field, word.to_owned())),
    }
}

/// Known tags and 流动党员 out of free words. 行动不便 and 生活困难 are ticked by hand, dated, and not taken from here.
fn remark(entry: &mut Entry, loose: &mut Loose, text: &str) {
    for part in parts(text) {
        let word = squeeze(part);
        if word == "流动党员" {
            loose.floating = Some(true);
            continue;
        }
        let found = tag::of_word(&word).filter(|tag| !matches!(tag.kind, TagKind::Immobile | TagKind::Hardship));
        match found {
            Some(tag) => add_tag(entry, tag, false),
            None if says_nothing(&word) => {}
            None => entry.unknown.push((Field::Remark, word.into_owned())),
        }
    }
}

fn finish(entry: &mut Entry, mark: &mut Mark, loose: Loose, title: &Title) {
    if let Some(word) = loose.relation {
        mark.own_self = word == "本人" || word == "自己";
        let sex = entry.sex.or(match &entry.id {
            crate::entry::IdReading::Whole(number) => Some(number.sex()),
            _ => None,
        });
        entry.relation = word::relation(&word, sex);
        if entry.relation.is_none() {
            entry.unknown.push((Field::Relation, word));
        }
    }
    let disabled = loose.disabled || loose.certificates.iter().any(|(kind, _)| *kind == Some(TagKind::Disabled));
    if disabled {
        let at = entry.tags.iter().position(|tag| tag.kind == TagKind::Disabled);
        let at = at.unwrap_or_else(|| {
            add_tag(entry, TagWord { kind: TagKind::Disabled, subtype: None, grade: None }, false);
            entry.tags.len() - 1
        });
        let (kind, grade) = loose.disability;
        let tag = &mut entry.tags[at];
        tag.subtype = kind.or(tag.subtype.take());
        tag.grade = grade.or(tag.grade.take());
    }
    if let Some(tag) = &title.tag
        && !entry.tags.iter().any(|known| known.kind == tag.kind)
    {
        add_tag(entry, tag.clone(), false);
    }
    for (kind, number) in loose.certificates {
        let only = entry.tags.len() == 1;
        let tag = entry.tags.iter_mut().find(|tag| kind.map_or(only, |kind| tag.kind == kind));
        match tag {
            Some(tag) => tag.certificate = Some(number),
            None => entry.unknown.push((Field::Certificate, number)),
        }
    }
    let member = loose.is_member
        || title.party
        || loose.member.is_some()
        || loose.joined.is_some()
        || loose.full.is_some()
        || loose.floating == Some(true);
    if member {
        entry.party = Some(PartySaid {
            kind: loose.member.unwrap_or(MemberKind::Unknown),
            joined_on: loose.joined,
            full_on: loose.full,
            branch: loose.branch,
            floating: loose.floating,
        });
    }
    if entry.work.is_none()
        && entry.work_place.is_some()
        && entry.unknown.iter().all(|(field, _)| *field != Field::Work)
    {
        entry.work = place_is_away(entry.work_place.as_deref().unwrap_or_default()).then_some(WorkKind::Away);
    }
}

/// A place of work is away unless it says that it is here.
fn place_is_away(place: &str) -> bool {
    !["本村", "本地", "本镇", "本乡", "本县", "在家", "家", "村内", "镇内", "县内", "当地"]
        .iter()
        .any(|here| place.starts_with(here))
}

/// The head of the row's household, where a list tells of heads beside the members (`户主姓名 户主身份证号 | 成员姓名 …`):
/// taken for a person where no row of the household is theirs.
pub(super) fn head_beside(line: &Line, columns: &[Taken]) -> Option<Entry> {
    let own = |column: &&Taken| !line.own(column.index).is_blank();
    let number = columns.iter().filter(own).find(|column| column.of_head && column.field == Some(Field::IdNumber))?;
    let head = columns.iter().filter(own).find(|column| column.field == Some(Field::Head))?;
    let mut entry = Entry { row: line.number, relation: Some(Relation::HEAD), ..Entry::default() };
    entry.name = person_name(&mut entry, Field::Head, &shown(line.own(head.index)));
    entry.id = id::read(line.own(number.index), &mut entry.repairs);
    let (mut loose, title) = (Loose::default(), Title::default());
    for column in columns.iter().filter(own).filter(|column| column.of_head && column.index != number.index) {
        if let Some(field) = column.field {
            take(&mut entry, &mut loose, field, line.own(column.index), column, &title);
        }
    }
    entry.name.is_some().then_some(entry)
}

/// Heads alone: a list of households with one row each, whose only name is the head's.
pub(super) fn name_by_head(entry: &mut Entry) {
    if entry.name.is_none() {
        entry.name.clone_from(&entry.head);
        if entry.name.is_some() && entry.relation.is_none() {
            entry.relation = Some(Relation::HEAD);
        }
    }
}
