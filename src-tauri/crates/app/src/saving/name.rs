//! What a saved form is called: `向阳村 「红网工程」管理台账 2026-11.xlsx`.

use domain::activity::Activity;
use domain::id::Id;
use domain::meeting::{Meeting, Talk};

use crate::failure::Result;
use crate::forms::{self, FormRequest, FormScope};
use crate::ledger::{reporting_day, running};
use crate::session::Session;

/// Longest name without its ending, in characters: well below what any file system takes, so that 旧版 fits behind it.
const LONGEST: usize = 60;

/// The file name of a form; `part` tells the files of one form apart.
pub(super) fn of_form(session: &Session, form: &FormRequest, part: &str, extension: &str) -> Result<String> {
    let station = session.station()?;
    let mut words = vec![station.village.unwrap_or(station.name)];
    if let Some(grid) = &form.grid {
        let register = session.register()?;
        words.extend(
            crate::asked::grid_named(&register, grid).map(|at| register.rows().grids[at as usize].name.clone()),
        );
    }
    let standard = session.standard()?;
    words.push(forms::title(&form.form, &standard)?.to_owned());
    let scope = forms::list(&standard).into_iter().find(|info| info.form == form.form).map(|info| info.scope);
    if let Some(subject) = &form.subject {
        words.extend(named(session, subject)?);
    }
    words.push(part.to_owned());
    words.push(match (scope, &form.month) {
        _ if form.blank => "空白表".to_owned(),
        (Some(FormScope::Month), month) => running(session, month.as_deref())?.to_string(),
        (_, Some(month)) => reporting_day(session, running(session, Some(month))?)?.to_string(),
        (_, None) => session.today().to_string(),
    });
    words.retain(|word| !word.is_empty());
    Ok(safe(&words.join(" "), extension))
}

/// A row id says nothing to anybody; a household's code does, a person's name, the day and the name of an activity or a
/// meeting, the day and the other person of a talk.
fn named(session: &Session, subject: &str) -> Result<Option<String>> {
    let Ok(id) = subject.parse::<Id>() else { return Ok(Some(subject.to_owned())) };
    let register = session.register()?;
    if let Some(household) = register.household(id) {
        return Ok(household.code.clone());
    }
    if let Some(person) = register.person(id) {
        return Ok(Some(person.name.clone()));
    }
    session.read(|reader| {
        if let Some(activity) = reader.get::<Activity>(id)? {
            return Ok(Some(format!("{} {}", activity.date, activity.name)));
        }
        if let Some(meeting) = reader.get::<Meeting>(id)? {
            return Ok(Some(format!("{} {}", meeting.date, meeting.name)));
        }
        let talk: Option<Talk> = reader.get(id)?;
        let name = |person| register.person(person).map(|person| person.name.clone()).unwrap_or_default();
        Ok(talk.map(|talk| format!("{} {}", talk.date, name(talk.person))))
    })
}

/// A name that FAT32, exFAT, NTFS and every other file system take.
pub(crate) fn safe(stem: &str, extension: &str) -> String {
    let taken = |one: char| if one.is_control() || "\\/:*?\"<>|".contains(one) { '_' } else { one };
    let stem: String = stem.chars().map(taken).take(LONGEST).collect();
    let stem = stem.trim().trim_end_matches('.');
    // Names of devices on Windows, whatever follows them.
    let device = ["CON", "PRN", "AUX", "NUL"].iter().any(|device| stem.eq_ignore_ascii_case(device));
    if stem.is_empty() || device { format!("表_{stem}.{extension}") } else { format!("{stem}.{extension}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_words_and_loses_what_a_stick_refuses() {
        assert_eq!(safe("向阳村 「红网工程」管理台账 2026-11", "xlsx"), "向阳村 「红网工程」管理台账 2026-11.xlsx");
        assert_eq!(safe("甲/乙:丙*?\"<>|\\\n丁. ", "pdf"), "甲_乙_丙________丁.pdf");
        assert_eq!(safe("nul", "pdf"), "表_nul.pdf");
        assert_eq!(safe("", "pdf"), "表_.pdf");
        assert_eq!(safe(&"长".repeat(500), "pdf").chars().count(), LONGEST + 4);
    }
}
