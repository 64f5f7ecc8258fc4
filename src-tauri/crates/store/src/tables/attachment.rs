//! Photographs: the row goes through operations as every row does, its JPEG lies beside it by hash and is in no image.
//!
//! A picture is written in the operation of the first row that points to it and is never changed; operations keep their
//! images for good, so that one of them points to every picture. Erasing empties pictures (`erase`).

use std::collections::HashMap;

use domain::attachment::{Attachment, Owner};
use domain::id::Id;
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

use crate::error::{Result, StoreError};
use crate::hex;
use crate::read::Reader;
use crate::value::Value;
use crate::write::Write;

crate::table::table!(
    Attachment,
    "attachment",
    [id, owner("activity", "visit", "place", "project"), caption, sha256, width, height, taken_on]
);

impl Reader<'_> {
    /// The photographs of a record, in the order in which they came; none whose picture was erased.
    pub fn photos_of(&self, owner: Owner) -> Result<Vec<Attachment>> {
        let (column, id) = match owner {
            Owner::Activity(id) => ("activity", id),
            Owner::Visit(id) => ("visit", id),
            Owner::Place(id) => ("place", id),
            Owner::Project(id) => ("project", id),
        };
        let mut there = self.conn.prepare_cached("SELECT length(jpeg) > 0 FROM picture WHERE sha256 = ?1")?;
        let mut photos = Vec::new();
        for row in self.by::<Attachment>(column, id)? {
            if there.query_row([&row.sha256], |row| row.get(0))? {
                photos.push(row);
            }
        }
        Ok(photos)
    }

    /// How many photographs each activity has; those that have any.
    pub fn count_photos_of_activities(&self) -> Result<HashMap<Id, u32>> {
        let mut all = self
            .conn
            .prepare_cached("SELECT activity, count(*) FROM attachment WHERE activity IS NOT NULL GROUP BY activity")?;
        let rows = all.query_map([], |row| {
            let mut at = 0;
            Ok((Value::take(row, &mut at)?, Value::take(row, &mut at)?))
        })?;
        rows.map(|row| row.map_err(|error| StoreError::reading("attachment", error))).collect()
    }

    /// The JPEG of a hash; none when it was erased.
    pub fn picture(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        let mut one = self.conn.prepare_cached("SELECT jpeg FROM picture WHERE sha256 = ?1 AND length(jpeg) > 0")?;
        Ok(one.query_row([sha256], |row| row.get(0)).optional()?)
    }
}

impl Write<'_> {
    /// Keeps a JPEG, unless it is there already; gives its hash.
    pub fn keep_picture(&mut self, jpeg: &[u8]) -> Result<String> {
        let sha256 = hex::encode(&Sha256::digest(jpeg));
        self.conn
            .prepare_cached(
                "INSERT INTO picture(sha256, jpeg) VALUES(?1, ?2)
                 ON CONFLICT(sha256) DO UPDATE SET jpeg = excluded.jpeg WHERE length(jpeg) = 0",
            )?
            .execute((&sha256, jpeg))?;
        Ok(sha256)
    }
}
