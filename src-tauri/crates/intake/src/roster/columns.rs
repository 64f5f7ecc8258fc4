//! Which column is what: the user's mapping first, then captions, then content.

use super::caption::{self, LOOSE, Meaning};
use super::content::{Content, SAMPLE};
use super::header::Caption;
use super::mapping::{Mapping, keys};
use super::page::Line;
use crate::entry::{Column, Field, IdReading};
use crate::normal::date::{self, DateReading, DateStyle};
use crate::normal::id;
use crate::normal::tag::TagWord;

/// A column with what its cells are read as.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    /// A = 0.
    pub index: u16,
    /// As printed; empty in a list without captions.
    pub caption: String,
    /// `None` = not taken.
    pub field: Option<Field>,
    /// The tag that its caption names.
    pub own_tag: Option<TagWord>,
    /// The word that a tick in it stands for.
    pub own_word: String,
    /// How its dates are written.
    pub dates: DateStyle,
    /// About the head, in a list whose rows are other people: 户主身份证号 beside 成员姓名.
    pub of_head: bool,
}

impl Taken {
    fn new(caption: &Caption, field: Option<Field>) -> Self {
        let own_tag = caption::own_tag(&caption.text)
            .or_else(|| caption.group.as_deref().and_then(caption::own_tag))
            .filter(|_| !matches!(field, Some(Field::Remark)));
        Self {
            index: caption.index,
            caption: caption.text.clone(),
            field,
            own_tag,
            own_word: caption::own_word(&caption.text),
            dates: DateStyle::Unknown,
            of_head: false,
        }
    }

    /// As the preview shows it.
    pub fn column(&self) -> Column {
        Column { index: self.index, caption: self.caption.clone(), field: self.field }
    }
}

/// Fields of which several columns may speak in one row.
fn may_repeat(field: Field) -> bool {
    matches!(
        field,
        Field::PersonTags
            | Field::HouseholdTags
            | Field::Remark
            | Field::LeftOut
            | Field::Political
            | Field::Certificate
    )
}

/// Fields that content alone may settle under a caption that nobody knows.
fn by_content(field: Field) -> bool {
    !matches!(field, Field::Hamlet | Field::Work | Field::Political)
}

struct Candidate {
    field: Option<Field>,
    rank: u16,
    fixed: bool,
    /// The content may speak.
    open: bool,
    /// The head's, not the row's: it takes no part in the choice of columns.
    of_head: Option<Field>,
}

/// Decides for every caption. `sample` are the rows below them.
pub(super) fn decide(captions: &[Caption], sample: &[&Line], mapping: Option<&Mapping>) -> Vec<Taken> {
    let contents: Vec<Content> =
        captions.iter().map(|one| Content::of(sample.iter().map(|line| line.cell(one.index)))).collect();
    let mut candidates = by_caption(captions, mapping);
    settle_heads(captions, &contents, &mut candidates);
    settle_numbers(captions, &contents, &mut candidates);
    for field in fields(&candidates) {
        if !may_repeat(field) {
            keep_best(field, &contents, &mut candidates);
        }
    }
    fill_from_content(&contents, &mut candidates);
    settle_birth(captions, sample, &contents, &mut candidates);
    let take = |(caption, candidate): (&Caption, &Candidate)| {
        let of_head = candidate.of_head.is_some();
        Taken { of_head, ..Taken::new(caption, candidate.field.or(candidate.of_head)) }
    };
    let mut taken: Vec<Taken> = captions.iter().zip(&candidates).map(take).collect();
    style(&mut taken, sample);
    taken
}

fn by_caption(captions: &[Caption], mapping: Option<&Mapping>) -> Vec<Candidate> {
    let keys = keys(captions.iter().map(|one| one.text.as_str()));
    let meanings: Vec<Meaning> = captions.iter().map(|one| caption::meaning(&one.text, one.group.as_deref())).collect();
    let named = meanings.iter().any(|one| matches!(one, Meaning::Is(Field::Name, _)));
    let candidate = |(at, meaning): (usize, &Meaning)| {
        let decided = mapping.and_then(|mapping| mapping.field(&keys[at]));
        // A mapping that leaves a head's column as it was proposed does not make it the row's own.
        let kept = matches!(*meaning, Meaning::OfHead(field, _) if named && decided == Some(Some(field)));
        if let Some(field) = decided.filter(|_| !kept) {
            return Candidate { field, rank: 0, fixed: true, open: false, of_head: None };
        }
        let (field, rank, of_head) = match *meaning {
            Meaning::Is(field, rank) => (Some(field), rank, None),
            Meaning::OfHead(field, rank) if !named => (Some(field), rank + LOOSE / 2, None),
            Meaning::OfHead(field, _) => (None, 0, may_be_heads(field).then_some(field)),
            Meaning::SomebodyElse | Meaning::Unknown => (None, 0, None),
        };
        Candidate { field, rank, fixed: false, open: *meaning == Meaning::Unknown, of_head }
    };
    meanings.iter().enumerate().map(candidate).collect()
}

/// What is read of a head who has no row.
fn may_be_heads(field: Field) -> bool {
    matches!(field, Field::IdNumber | Field::Phone | Field::Sex | Field::Birth)
}

fn fields(candidates: &[Candidate]) -> Vec<Field> {
    let mut fields: Vec<Field> = candidates.iter().filter_map(|one| one.field).collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

fn has(candidates: &[Candidate], field: Field) -> bool {
    candidates.iter().any(|one| one.field == Some(field))
}

/// 姓名 beside 家庭成员姓名 is the head's: it stands once a household.
fn settle_heads(captions: &[Caption], contents: &[Content], candidates: &mut [Candidate]) {
    let names: Vec<usize> = (0..candidates.len()).filter(|at| candidates[*at].field == Some(Field::Name)).collect();
    let [first, second] = names[..] else { return };
    let is_member = |at: usize| captions[at].text.contains("成员") || captions[at].text.contains("家庭人");
    if has(candidates, Field::Head) || is_member(first) == is_member(second) {
        return;
    }
    let other = if is_member(first) { second } else { first };
    if !candidates[other].fixed && contents[other].recurs() {
        candidates[other].field = Some(Field::Head);
    }
}

/// 证号 and 编号 are what stands below them: identity numbers or those of a certificate, rows or households.
fn settle_numbers(captions: &[Caption], contents: &[Content], candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        let content = &contents[at];
        let candidate = &candidates[at];
        if candidate.fixed || content.filled == 0 {
            continue;
        }
        match candidate.field {
            Some(Field::IdNumber) if content.certificates * 2 > content.filled => {
                candidates[at].field = Some(Field::Certificate);
            }
            Some(Field::Certificate)
                if content.ids * 2 > content.filled
                    && content.certificates == 0
                    && captions[at].text.contains("证件")
                    && !has(candidates, Field::IdNumber) =>
            {
                candidates[at].field = Some(Field::IdNumber);
            }
            Some(Field::Number)
                if captions[at].text.contains("编号") && content.recurs() && !has(candidates, Field::HouseholdCode) =>
            {
                candidates[at].field = Some(Field::HouseholdCode);
            }
            _ => {}
        }
    }
}

/// Of several columns for one field: those that hold what they say, then those at least half as full as the fullest,
/// then the surest caption.
fn keep_best(field: Field, contents: &[Content], candidates: &mut [Candidate]) {
    let rivals: Vec<usize> = (0..candidates.len()).filter(|at| candidates[*at].field == Some(field)).collect();
    if rivals.len() < 2 {
        return;
    }
    let fullest = rivals.iter().map(|at| contents[*at].filled).max().unwrap_or(0);
    let fits = |at: usize| field != Field::IdNumber || contents[at].ids * 2 > contents[at].filled;
    let best = rivals.iter().copied().min_by_key(|at| {
        let thin = contents[*at].filled * 2 < fullest;
        (!candidates[*at].fixed, !fits(*at), thin, candidates[*at].rank, *at)
    });
    for at in rivals {
        if Some(at) != best {
            candidates[at].field = None;
        }
    }
}

fn fill_from_content(contents: &[Content], candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        if !candidates[at].open {
            continue;
        }
        let found = contents[at].only().filter(|field| by_content(*field));
        if let Some(field) = found.filter(|field| may_repeat(*field) || !has(candidates, *field)) {
            candidates[at].field = Some(field);
        }
    }
}

/// Dates under an unknown caption are births when they are those in the numbers.
fn settle_birth(captions: &[Caption], sample: &[&Line], contents: &[Content], candidates: &mut [Candidate]) {
    let Some(numbers) = candidates.iter().position(|one| one.field == Some(Field::IdNumber)) else { return };
    if has(candidates, Field::Birth) {
        return;
    }
    for at in 0..candidates.len() {
        if candidates[at].open && candidates[at].field.is_none() && contents[at].is_dates() {
            let agree = births_agree(sample, captions[at].index, captions[numbers].index);
            if agree {
                candidates[at].field = Some(Field::Birth);
                return;
            }
        }
    }
}

/// Whether nearly all dates of a column are the births inside the numbers of another.
pub(super) fn births_agree(sample: &[&Line], dates: u16, numbers: u16) -> bool {
    let (mut same, mut seen) = (0, 0);
    for line in sample.iter().take(SAMPLE) {
        if let IdReading::Whole(number) = id::read(line.cell(numbers), &mut Vec::new())
            && let DateReading::Date(date) = date::read(line.cell(dates), DateStyle::Unknown)
        {
            seen += 1;
            same += usize::from(date.is_refined_by(number.birth().into()));
        }
    }
    seen >= 2 && same * 10 >= seen * 9
}

fn is_date(field: Field) -> bool {
    matches!(field, Field::Birth | Field::JoinedOn | Field::FullOn | Field::TagFrom | Field::TagUntil | Field::MovedIn)
}

/// Finds how each column of dates writes its months.
pub(super) fn style(taken: &mut [Taken], lines: &[&Line]) {
    for column in taken.iter_mut().filter(|one| one.field.is_some_and(is_date)) {
        if lines.iter().any(|line| DateStyle::shows_two_digits(line.cell(column.index))) {
            column.dates = DateStyle::TwoDigits;
        }
    }
}

/// A proposal for a list without captions, by content alone; `None` when it does not look like people.
pub(super) fn propose(sample: &[&Line], mapping: impl Fn(&[String]) -> Option<Mapping>) -> Option<Vec<Taken>> {
    let width = sample.iter().map(|line| line.width()).max().unwrap_or(0);
    let contents: Vec<Content> =
        (0..width).map(|column| Content::of(sample.iter().map(|line| line.cell(column)))).collect();
    let mut fields: Vec<Option<Field>> = vec![None; usize::from(width)];
    for (at, content) in contents.iter().enumerate() {
        let found = content.only();
        fields[at] = found.filter(|field| may_repeat(*field) || !fields.contains(&Some(*field)));
    }
    let names: Vec<usize> = (0..fields.len()).filter(|at| fields[*at].is_none() && contents[*at].is_names()).collect();
    match names[..] {
        [name] => fields[name] = Some(Field::Name),
        [head, name, ..] if contents[head].recurs() => {
            fields[head] = Some(Field::Head);
            fields[name] = Some(Field::Name);
        }
        [name, ..] => fields[name] = Some(Field::Name),
        [] => {}
    }
    if let Some(numbers) = fields.iter().position(|field| *field == Some(Field::IdNumber)) {
        let birth =
            (0..width).find(|at| contents[usize::from(*at)].is_dates() && births_agree(sample, *at, numbers as u16));
        if let Some(at) = birth {
            fields[usize::from(at)] = Some(Field::Birth);
        }
    }
    let is = |field| fields.contains(&Some(field));
    let also = [Field::Sex, Field::Relation, Field::Phone, Field::Hamlet, Field::PersonTags];
    let people = is(Field::Name) && (is(Field::IdNumber) || also.into_iter().any(is)) && sample.len() >= 2;
    if !people {
        return None;
    }
    let captions: Vec<Caption> = (0..width)
        .filter(|at| contents[usize::from(*at)].filled > 0)
        .map(|at| Caption { index: at, text: letter(at), group: None })
        .collect();
    let texts: Vec<String> = captions.iter().map(|one| one.text.clone()).collect();
    let mapping = mapping(&texts);
    let mut taken: Vec<Taken> = captions
        .iter()
        .map(|one| {
            let given = mapping.as_ref().and_then(|mapping| mapping.field(&one.text));
            Taken { own_word: String::new(), ..Taken::new(one, given.unwrap_or(fields[usize::from(one.index)])) }
        })
        .collect();
    style(&mut taken, sample);
    Some(taken)
}

/// A列, B列 … AA列: what a column without a caption is called.
fn letter(column: u16) -> String {
    let one = |at: u16| char::from(b'A' + (at % 26) as u8);
    match column {
        0..26 => format!("{}列", one(column)),
        _ => format!("{}{}列", one(column / 26 - 1), one(column)),
    }
}
