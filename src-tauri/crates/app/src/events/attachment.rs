//! Photographs of an activity, a visit, a place or a project. The file is read and made small before the operation
//! begins; what is kept of it is pixels.

use std::path::Path;

use domain::activity::Activity;
use domain::attachment::{Attachment, MOST, Owner};
use domain::id::Id;
use domain::place::Place;
use domain::project::Project;
use domain::visit::Visit;
use pictures::Picture;
use serde::{Deserialize, Serialize};
use store::Row;
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, typed};
use crate::failure::{Failure, Result};
use crate::photos;
use crate::session::id;

/// 加照片 to one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct AddPhoto {
    /// Row id of the activity; or
    pub activity: Option<String>,
    /// row id of the visit; or
    pub visit: Option<String>,
    /// row id of the place; or
    pub place: Option<String>,
    /// row id of the project.
    pub project: Option<String>,
    /// Path of a JPEG, PNG or WebP file of at most 40 MB.
    pub file: String,
    /// What is printed below it.
    pub caption: Option<String>,
    /// 拍摄日期.
    pub date: Option<String>,
}

/// 去掉照片.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DropPhoto {
    /// Row id of the photograph.
    pub photo: String,
}

impl Act for AddPhoto {
    fn bring(&self) -> Result<Option<Picture>> {
        let file = typed::needed(&self.file, "照片文件", "file")?;
        photos::read(Path::new(&file)).map(Some).map_err(|failure| failure.at("file"))
    }

    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let owner = self.owner(ground)?;
        let there = ground.write.photos_of(owner)?;
        if there.len() >= MOST {
            let words = format!("一条记录最多放 {MOST} 张照片，请先去掉一张");
            return Err(Failure::new("too_many_photos", words).at("file"));
        }
        let taken_on = typed::text(self.date.as_deref()).map(|date| ground.past(&date)).transpose()?;
        let picture = ground.brought.take().ok_or_else(Failure::gone)?;
        let sha256 = ground.write.keep_picture(&picture.jpeg)?;
        if there.iter().any(|photo| photo.sha256 == sha256) {
            return Err(Failure::new("has_already", "这张照片已经放进来了").at("file"));
        }
        let row = Attachment {
            id: ground.write.mint(),
            owner,
            caption: typed::text(self.caption.as_deref()),
            sha256,
            width: picture.width,
            height: picture.height,
            taken_on,
        };
        ground.write.put(&row)?;
        Ok(row.id)
    }
}

impl AddPhoto {
    /// The record that it shows, which is there.
    fn owner(&self, ground: &Ground<'_, '_>) -> Result<Owner> {
        fn known<T: Row>(ground: &Ground<'_, '_>, said: &str, owner: fn(Id) -> Owner) -> Result<Owner> {
            let id = id(said)?;
            ground.write.get::<T>(id)?.map(|_| owner(id)).ok_or_else(Failure::gone)
        }
        let said = [&self.activity, &self.visit, &self.place, &self.project].map(|said| typed::text(said.as_deref()));
        match said.each_ref().map(Option::as_deref) {
            [Some(one), None, None, None] => known::<Activity>(ground, one, Owner::Activity),
            [None, Some(one), None, None] => known::<Visit>(ground, one, Owner::Visit),
            [None, None, Some(one), None] => known::<Place>(ground, one, Owner::Place),
            [None, None, None, Some(one)] => known::<Project>(ground, one, Owner::Project),
            _ => Err(Failure::new("needed", "请选照片属于哪一次活动、走访，哪一处地点或哪个项目，只选一个")),
        }
    }
}

impl Act for DropPhoto {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let photo = id(&self.photo)?;
        if ground.write.remove::<Attachment>(photo)? { Ok(photo) } else { Err(Failure::gone().at("photo")) }
    }
}

/// Takes out the photographs of a record that is taken out itself.
pub(super) fn drop_all(ground: &mut Ground<'_, '_>, owner: Owner) -> Result<()> {
    for photo in ground.write.photos_of(owner)? {
        ground.write.remove::<Attachment>(photo.id)?;
    }
    Ok(())
}
