//! Photographs on their way in from a file, and out to the screen.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use base64::Engine;
use domain::attachment::{Attachment, Owner};
use pictures::{MOST_BYTES, Picture, PictureError};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::failure::{Failure, Result};
use crate::session::{Session, id};

/// A photograph, as lists name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PhotoRow {
    /// Row id, for [`photo`].
    pub id: String,
    /// What is printed below it.
    pub caption: Option<String>,
    /// 拍摄日期.
    pub taken_on: Option<String>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl From<&Attachment> for PhotoRow {
    fn from(row: &Attachment) -> Self {
        Self {
            id: row.id.to_string(),
            caption: row.caption.clone(),
            taken_on: row.taken_on.map(|date| date.to_string()),
            width: row.width,
            height: row.height,
        }
    }
}

impl From<PictureError> for Failure {
    fn from(error: PictureError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

/// Reads a file as a photograph, no further than one may be large.
pub(crate) fn read(file: &Path) -> Result<Picture> {
    let unreadable = |_| Failure::new("photo_unreadable", "照片文件打不开，请检查是否还在、优盘是否插好");
    let file = File::open(file).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(Failure::new("photo_unreadable", "选的不是文件，请选一张照片"));
    }
    if about.len() > MOST_BYTES {
        return Err(PictureError::TooLarge.into());
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(pictures::read(&bytes)?)
}

/// Of which record photographs are asked for: one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct PhotoQuery {
    /// Row id of the activity; or
    pub activity: Option<String>,
    /// row id of the visit; or
    pub visit: Option<String>,
    /// row id of the place; or
    pub place: Option<String>,
    /// row id of the project.
    pub project: Option<String>,
}

/// The photographs of a record, in the order in which they came.
///
/// # Errors
/// `needed` when no record or several are named; what the store says.
pub fn photos(session: &Session, query: &PhotoQuery) -> Result<Vec<PhotoRow>> {
    let owner = match [&query.activity, &query.visit, &query.place, &query.project].map(Option::as_deref) {
        [Some(one), None, None, None] => Owner::Activity(id(one)?),
        [None, Some(one), None, None] => Owner::Visit(id(one)?),
        [None, None, Some(one), None] => Owner::Place(id(one)?),
        [None, None, None, Some(one)] => Owner::Project(id(one)?),
        _ => return Err(Failure::new("needed", "请选一次活动、走访，一处地点或一个项目")),
    };
    session.read(|reader| Ok(reader.photos_of(owner)?.iter().map(PhotoRow::from).collect()))
}

/// A photograph for the screen: `data:image/jpeg;base64,…`, at most 1600 pixels a side.
///
/// # Errors
/// A photograph that is not there; what the store says.
pub fn photo(session: &Session, photo: &str) -> Result<String> {
    let photo = id(photo)?;
    let jpeg = session.read(|reader| {
        let row: Attachment = reader.get(photo)?.ok_or_else(Failure::gone)?;
        reader.picture(&row.sha256)?.ok_or_else(Failure::gone)
    })?;
    Ok(format!("data:image/jpeg;base64,{}", base64::engine::general_purpose::STANDARD.encode(jpeg)))
}
