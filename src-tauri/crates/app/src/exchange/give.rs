//! Writing a workbook for another station.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::date::Month;
use domain::doubt::Doubt;
use domain::exchange::{Export, ExportKind, Peer};
use domain::id::Id;
use intake::merge::{Key, Rows};
use serde::{Deserialize, Serialize};
use sheets::Mark;
use store::{OpKind, Part, Reader};

use super::common::{Known, kept};
use super::compose::{Content, compose};
use super::head::{FORMAT, From, Head, To};
use super::sheets::Sheets;
use crate::failure::{Failure, Result};
use crate::saving::{Machine, Target, safe_name, take_back, write as save};
use crate::session::Session;

/// The profile of a workbook that goes to the village's own organisation: whole numbers, under a password.
pub(super) const VILLAGE: &str = "village";
/// The fewest characters of a workbook's password.
const LEAST: usize = 6;

/// Which workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportWhat {
    /// 建站包, village to grid.
    Start,
    /// 月报, grid to village.
    Return,
    /// 回执, village to grid.
    Answer,
}

/// A workbook that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ExportRequest {
    /// What it is for.
    pub what: ExportWhat,
    /// The grid that it is for, by row id or name; of a return nothing, it goes to the village.
    pub grid: Option<String>,
    /// The month that it reports, `2026-03`.
    pub month: Option<String>,
    /// Where: a folder that is there.
    pub folder: String,
    /// What opens it. Blank only with a reason, and then everybody can read it.
    pub password: Option<String>,
    /// Why it goes without a password.
    pub reason: Option<String>,
}

/// A workbook that is on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Its id.
    pub export_id: String,
    /// The whole path.
    pub file: String,
    /// Of the file.
    pub sha256: String,
    /// Its size.
    pub bytes: usize,
    /// Rows of each sheet that has any.
    pub sheets: Vec<(String, usize)>,
}

/// What goes into a workbook for a station.
pub(super) struct Given {
    pub kind: ExportKind,
    pub peer: Peer,
    /// The records, whole.
    pub rows: Rows,
}

/// Writes the workbook and notes it.
///
/// # Errors
/// `workbook_password`: one that is too short, or none without a reason; `no_space`, `read_only`, `place_gone`,
/// `not_same`, `save_failed`: the folder is as it was and nothing is noted.
pub(super) fn give(session: &Session, request: &ExportRequest, given: &Given) -> Result<Exported> {
    let password = password(request)?;
    let month = request.month.as_deref().map(|month| month.parse::<Month>().map_err(|_| bad_month())).transpose()?;
    let station = session.station()?;
    let (sheets, known, doubts) = session.read(|reader| {
        let doubts: Vec<Doubt> = crate::doubts::open(reader)?;
        Ok((Sheets::new(reader)?, Known::read(reader, given.peer.id)?, doubts))
    })?;
    let (asked, held) = questions(&sheets, &doubts);
    let all = session.read(|reader| sheets.rows(reader))?;
    let gone: BTreeSet<Key> = session.read(|reader| {
        let can_have = known.can_have(reader, &sheets)?;
        Ok(can_have.into_iter().filter(|key| !all.contains_key(key) && !held.contains(key)).collect())
    })?;
    let common = session.read(|reader| known.common(reader, &sheets, None))?;
    let labels = sheets.labels(&all);
    let export = store::mint(session.host());
    let head = Head {
        format: FORMAT,
        kind: given.kind,
        from: From {
            id: station.id,
            role: station.role,
            name: station.name.clone(),
            code: station.code.clone(),
            village: station.village.clone(),
            town: station.town.clone(),
            device: station.device,
            opened_on: station.opened_on,
        },
        to: To { id: given.peer.id, name: given.peer.name.clone(), code: given.peer.code.clone() },
        n: known.next(),
        ack: known.last().map(|export| export.id),
        month,
        date: session.today(),
        profile: VILLAGE.to_owned(),
    };
    let mark = Mark { export: export.to_string(), head: json(&head)? };
    let words = [
        ("报送单位", station.name.clone()),
        ("接收单位", given.peer.name.clone()),
        ("所属月份", month.map(|month| month.to_string()).unwrap_or_default()),
        ("导出日期", session.today().to_string()),
        (
            "填写说明",
            "可以在 WPS 里改内容、添行；改完存成 .xlsx 交回来，由程序逐格核对。行码和标题行请不要改。".to_owned(),
        ),
    ];
    let title = format!("{} {}", station.name, given.kind.word());
    let content = Content {
        title: &title,
        date: session.today(),
        rows: &given.rows,
        labels: &labels,
        asked: &asked,
        held: &held,
        gone: &gone,
        masked: false,
        words: &words,
    };
    let (lists, counts) = compose(&sheets, &content, &mark)?;
    let bytes = match password {
        Some(password) => lists.finish_locked(password, |bytes| session.host().fill(bytes))?,
        None => lists.finish()?,
    };
    let stem = format!("{title} {}", month.map_or_else(|| session.today().to_string(), |month| month.to_string()));
    let target = Target { folder: PathBuf::from(&request.folder), name: safe_name(&stem, "xlsx") };
    let file = save(&Machine, session.host(), &target, &bytes)?;
    let sheets_held: Vec<(String, usize)> = counts.into_iter().filter(|(_, rows)| *rows > 0).collect();
    let row = Export {
        id: export,
        out: true,
        kind: given.kind,
        peer: Some(given.peer.id),
        n: head.n,
        ack: head.ack,
        month,
        date: session.today(),
        device: station.device,
        file: name_of(&file.file),
        sha256: file.sha256.clone(),
        profile: head.profile,
        reason: request.reason.clone(),
        held: json(&sheets_held)?,
        delivered_on: Some(session.today()),
        due: None,
    };
    let noted = session.write(OpKind::new("export"), &format!("导出{} {}", given.kind, given.peer.name), |write| {
        write.put(&given.peer)?;
        write.put(&row)?;
        write.keep_rows(export, export, Part::Sent, &kept(&sheets, &as_sent(given, &asked, &held, &common.had)))?;
        let what = format!("{} sha256:{}", given.kind, row.sha256);
        Ok(write.note_audit("export", Some(&what), request.reason.as_deref())?)
    });
    if let Err(failure) = noted {
        take_back(&Machine, &file);
        return Err(failure);
    }
    Ok(Exported {
        export_id: export.to_string(),
        file: file.file.display().to_string(),
        sha256: file.sha256,
        bytes: file.bytes,
        sheets: sheets_held,
    })
}

/// The rows as the other side will have them in common with us: what is asked about is what it last said.
fn as_sent(given: &Given, asked: &BTreeSet<(Key, usize)>, held: &BTreeSet<Key>, had: &Rows) -> Rows {
    let mut sent = given.rows.clone();
    for (key, column) in asked {
        if let (Some(values), Some(had)) = (sent.get_mut(key), had.get(key)) {
            values[*column].clone_from(&had[*column]);
        }
    }
    for key in held {
        match had.get(key) {
            Some(had) => drop(sent.insert(*key, had.clone())),
            None => drop(sent.remove(key)),
        }
    }
    sent
}

/// The cells and the records about which something is asked.
pub(super) fn questions(sheets: &Sheets, doubts: &[Doubt]) -> (BTreeSet<(Key, usize)>, BTreeSet<Key>) {
    let (mut asked, mut held) = (BTreeSet::new(), BTreeSet::new());
    for doubt in doubts.iter().filter(|doubt| doubt.export.is_some()) {
        let Some(table) = doubt.kind.as_deref().and_then(|table| sheets.place(table)) else { continue };
        let Some(record) = doubt.record else { continue };
        let key = Key { table, id: record };
        match &doubt.field {
            Some(field) => {
                let columns = &sheets.sheets[table].columns;
                asked.extend(columns.iter().position(|column| column.column == *field).map(|column| (key, column)));
            }
            None => drop(held.insert(key)),
        }
    }
    (asked, held)
}

fn password(request: &ExportRequest) -> Result<Option<&str>> {
    match request.password.as_deref() {
        Some(password) if password.chars().count() >= LEAST => Ok(Some(password)),
        None if request.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty()) => Ok(None),
        _ => Err(Failure::new(
            "workbook_password",
            format!("请给这份表设一个至少 {LEAST} 位的密码，另外告诉对方；一定要不加密，请写明原因"),
        )
        .at("password")),
    }
}

fn bad_month() -> Failure {
    Failure::new("bad_month", "月份写法不对，请写成 2026-03 这样").at("month")
}

fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Failure::new("exchange_pack", "交接表没有写成，请再试一次"))
}

fn name_of(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// All rows of the book: what a grid hands to its village.
pub(super) fn whole(session: &Session) -> Result<Rows> {
    session.read(|reader| Sheets::new(reader)?.rows(reader))
}

/// The stations that are known, by id.
pub(super) fn peers(reader: &Reader<'_>) -> Result<BTreeMap<Id, Peer>> {
    Ok(reader.all::<Peer>()?.into_iter().map(|peer| (peer.id, peer)).collect())
}
