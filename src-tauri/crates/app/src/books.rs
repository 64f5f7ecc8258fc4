//! The books (账本) on this laptop: a folder each, opened with a password.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use domain::organisation::Station;
pub use domain::organisation::StationRole;
use serde::{Deserialize, Serialize};
pub use store::Cost;
use store::{Book, BookState, Chance, Label, Secret, changed_at, mint, peek};
use ts_rs::TS;

use crate::failure::{Failure, Result};
use crate::host::Host;
use crate::session::Session;

/// A book as the first page lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BookOnDisk {
    /// Its folder.
    pub dir: String,
    /// The station's name; the folder's name when the cover cannot be read.
    pub name: String,
    /// `grid`, `village` or `town`.
    #[ts(type = "'grid' | 'village' | 'town' | null")]
    pub station: Option<&'static str>,
    /// Invented people.
    pub sample: bool,
    /// Whether it can be opened.
    #[ts(type = "'ready' | 'in_use' | 'damaged' | 'newer'")]
    pub state: &'static str,
    /// When its rows were last written, RFC 3339, UTC.
    pub changed_at: Option<String>,
}

/// A new book.
#[derive(Clone, Deserialize, TS)]
#[ts(export)]
pub struct CreateBook {
    /// `grid`, `village` or `town`.
    #[ts(type = "'grid' | 'village' | 'town'")]
    pub station: StationRole,
    /// 第一网格, 向阳村, 示范镇.
    pub name: String,
    /// Its village.
    pub village: Option<String>,
    /// Its town.
    pub town: Option<String>,
    /// Administrative code: 12 digits of a village, 12 to 20 of a grid.
    pub code: Option<String>,
    /// Who keeps it.
    pub operator: String,
    /// To open it with.
    pub password: String,
    /// First day of the book where it is known beforehand; else that of the month of the first import.
    #[serde(skip)]
    #[ts(skip)]
    pub opened_on: Option<NaiveDate>,
}

/// A new book, or a new recovery code of one.
#[derive(Clone, Serialize, TS)]
#[ts(export)]
pub struct Created {
    /// Its folder.
    pub dir: String,
    /// Shown once, to be printed and sealed.
    pub recovery_code: String,
}

const SAMPLE: &str = "示例网格";
/// The sample's people are nobody: its password keeps nothing secret and is not asked for.
const SAMPLE_PASSWORD: &str = "示例";

/// The books of this laptop, last used first. What cannot be opened is listed and said, never hidden.
///
/// # Errors
/// The folder of the books cannot be read.
pub fn list_books(host: &dyn Host) -> Result<Vec<BookOnDisk>> {
    let folder = host.books();
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |_| Failure::new("books_unreadable", "放账本的文件夹打不开，请检查磁盘后再试");
    let mut books = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let dir = entry.map_err(unreadable)?.path();
        let (state, label) = match peek(&dir) {
            BookState::None => continue,
            BookState::Ready(label) => ("ready", Some(label)),
            BookState::InUse(label) => ("in_use", Some(label)),
            BookState::Newer(label) => ("newer", Some(label)),
            BookState::Damaged { .. } => ("damaged", None),
        };
        let folder = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        books.push(BookOnDisk {
            name: label.as_ref().map_or(folder, |label| label.name.clone()),
            station: label.as_ref().map(|label| label.station.key()),
            sample: label.is_some_and(|label| label.sample),
            state,
            changed_at: changed_at(&dir),
            dir: dir.display().to_string(),
        });
    }
    books.sort_by(|one, other| other.changed_at.cmp(&one.changed_at).then_with(|| one.name.cmp(&other.name)));
    Ok(books)
}

/// A folder's name out of a station's: what every file system takes.
fn folder_name(name: &str) -> String {
    let kept: String =
        name.chars().filter(|one| one.is_alphanumeric() || matches!(one, '-' | '_' | '·')).take(40).collect();
    if kept.is_empty() { "账本".to_owned() } else { kept }
}

pub(crate) fn free_folder(host: &dyn Host, name: &str) -> PathBuf {
    let folder = host.books();
    let name = folder_name(name);
    let numbered = |count: u32| folder.join(if count == 1 { name.clone() } else { format!("{name}-{count}") });
    (1..).map(numbered).find(|dir| !dir.exists()).unwrap_or_else(|| folder.join(name))
}

fn check(request: &CreateBook) -> Result<()> {
    let needed = |text: &str, field: &str, sentence: &str| {
        if text.trim().is_empty() { Err(Failure::new("needed", sentence).at(field)) } else { Ok(()) }
    };
    needed(&request.name, "name", "请填写网格、村或镇的名称")?;
    needed(&request.operator, "operator", "请填写使用人的姓名")?;
    if let Some(code) = request.code.as_deref().filter(|code| !code.trim().is_empty()) {
        let digits = code.trim();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !(12..=20).contains(&digits.len()) {
            return Err(Failure::new("code_form", "编码应是 12 至 20 位数字；没有可以先空着").at("code"));
        }
    }
    Ok(())
}

/// A password that a grown-up can remember and a neighbour cannot guess at once.
pub(crate) fn check_password(password: &str) -> Result<()> {
    if password.chars().count() < 6 {
        return Err(Failure::new("short_password", "密码至少 6 个字，可以是一句话").at("password"));
    }
    Ok(())
}

/// Makes a book in the laptop's folder of books and opens it.
///
/// # Errors
/// A name or password that is missing or too short; what the store says.
pub fn create_book(host: &Arc<dyn Host>, request: &CreateBook) -> Result<(Session, Created)> {
    let dir = free_folder(host.as_ref(), &request.name);
    create_in(host, &dir, request, Cost::BOOK)
}

/// Makes a book in a folder of its own and opens it. `cost` is what deriving the key from a password takes.
///
/// # Errors
/// As [`create_book`]; the folder holds a book already.
pub fn create_in(host: &Arc<dyn Host>, dir: &Path, request: &CreateBook, cost: Cost) -> Result<(Session, Created)> {
    check(request)?;
    check_password(&request.password)?;
    make(host, dir, request, cost, false)
}

fn make(
    host: &Arc<dyn Host>,
    dir: &Path,
    request: &CreateBook,
    cost: Cost,
    sample: bool,
) -> Result<(Session, Created)> {
    let chance: Arc<dyn Chance> = Arc::<dyn Host>::clone(host);
    let filled =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let name = request.name.trim().to_owned();
    let station = Station {
        id: mint(chance.as_ref()),
        role: request.station,
        code: filled(&request.code),
        village: filled(&request.village).or_else(|| (request.station == StationRole::Village).then(|| name.clone())),
        town: filled(&request.town),
        device: mint(chance.as_ref()),
        opened_on: request.opened_on,
        name: name.clone(),
    };
    let label = Label { name, station: request.station, sample };
    made(host, dir, &label, &station, &request.operator, &request.password, cost)
}

/// Makes the book of a station that somebody else has named.
pub(crate) fn make_station(
    host: &Arc<dyn Host>,
    dir: &Path,
    station: &Station,
    operator: &str,
    password: &str,
    cost: Cost,
) -> Result<(Session, Created)> {
    check_password(password)?;
    let operator = if operator.trim().is_empty() { &station.name } else { operator };
    let label = Label { name: station.name.clone(), station: station.role, sample: false };
    made(host, dir, &label, station, operator, password, cost)
}

fn made(
    host: &Arc<dyn Host>,
    dir: &Path,
    label: &Label,
    station: &Station,
    operator: &str,
    password: &str,
    cost: Cost,
) -> Result<(Session, Created)> {
    let chance: Arc<dyn Chance> = Arc::<dyn Host>::clone(host);
    let (book, code) = Book::create_with(dir, label, password, operator.trim(), station, chance, cost)?;
    let created = Created { dir: dir.display().to_string(), recovery_code: code.to_string() };
    Ok((Session::new(book, Arc::clone(host)), created))
}

/// Opens a book.
///
/// # Errors
/// `wrong_password` and `wait`, slower each time; a book in use, damaged or newer. Nothing is changed then.
pub fn open_book(host: &Arc<dyn Host>, dir: &Path, password: &str) -> Result<Session> {
    let chance: Arc<dyn Chance> = Arc::<dyn Host>::clone(host);
    Ok(Session::new(Book::open(dir, Secret::Password(password), chance)?, Arc::clone(host)))
}

/// Opens a book whose password is forgotten: sets a new one and gives a new recovery code, the old one being used up.
///
/// # Errors
/// A code that is wrong or mistyped; a new password that is too short.
pub fn open_with_recovery(host: &Arc<dyn Host>, dir: &Path, code: &str, password: &str) -> Result<(Session, Created)> {
    check_password(password)?;
    let chance: Arc<dyn Chance> = Arc::<dyn Host>::clone(host);
    store::reset_password(dir, code, password, &chance)?;
    let session = open_book(host, dir, password)?;
    let created = new_recovery_code(&session, password)?;
    Ok((session, created))
}

/// Gives a new recovery code; the old one opens nothing any more.
///
/// # Errors
/// A wrong password.
pub fn new_recovery_code(session: &Session, password: &str) -> Result<Created> {
    let code = session.book().new_recovery_code(password)?;
    session.book().audit_append("key", Some("recovery_code"), None)?;
    Ok(Created { dir: session.book().dir().display().to_string(), recovery_code: code.to_string() })
}

/// Sets a new password.
///
/// # Errors
/// A wrong old one; a new one that is too short.
pub fn change_password(session: &Session, old: &str, new: &str) -> Result<()> {
    check_password(new).map_err(|failure| failure.at("new"))?;
    session.book().change_password(old, new)?;
    session.book().audit_append("key", Some("password"), None)?;
    Ok(())
}

/// Opens the sample grid of invented people, making it when it is not there.
///
/// # Errors
/// What the store says.
pub fn open_sample(host: &Arc<dyn Host>) -> Result<Session> {
    let dir = host.books().join(SAMPLE);
    if !matches!(peek(&dir), BookState::None) {
        return open_book(host, &dir, SAMPLE_PASSWORD);
    }
    let request = CreateBook {
        station: StationRole::Grid,
        name: "第一网格".to_owned(),
        village: Some("示例村".to_owned()),
        town: Some("示例镇".to_owned()),
        code: None,
        operator: "示例组长".to_owned(),
        password: SAMPLE_PASSWORD.to_owned(),
        opened_on: None,
    };
    let (session, _) = make(host, &dir, &request, Cost::SAMPLE, true)?;
    crate::sample::sample(&session, 1, 52, 6, 20_261)?;
    Ok(session)
}

/// Throws the sample grid away. Only a book marked as sample, never another.
///
/// # Errors
/// `not_a_sample`; a book in use.
pub fn remove_sample(host: &dyn Host, dir: &Path) -> Result<()> {
    let inside = dir.parent() == Some(host.books().as_path());
    match peek(dir) {
        BookState::Ready(label) if label.sample && inside => {}
        BookState::InUse(_) => return Err(store::StoreError::InUse.into()),
        _ => return Err(Failure::new("not_a_sample", "这不是示例账本，不能在这里移除")),
    }
    fs::remove_dir_all(dir).map_err(|error| store::StoreError::from(error).into())
}
