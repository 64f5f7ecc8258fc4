//! Which caption is which field, as a person decided it; remembered by the set of captions.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::entry::{Column, Field};

/// Caption → field; a caption with `None` is not taken. A caption that stands twice has `#2` behind it the second time.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<String, Option<Field>>);

impl Mapping {
    /// The mapping that a list was understood by: what is shown for a person to change.
    #[must_use]
    pub fn of(columns: &[Column]) -> Self {
        let keys = keys(columns.iter().map(|column| column.caption.as_str()));
        Self(keys.into_iter().zip(columns.iter().map(|column| column.field)).collect())
    }

    /// Takes the column `key` for `field`, or not at all.
    pub fn set(&mut self, key: impl Into<String>, field: Option<Field>) {
        self.0.insert(key.into(), field);
    }

    /// What `key` was decided to be; the outer `None` = nothing was decided.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<Option<Field>> {
        self.0.get(key).copied()
    }

    /// All of it, by caption.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<Field>)> {
        self.0.iter().map(|(caption, field)| (caption.as_str(), *field))
    }
}

/// The keys of captions in the order of the columns: 姓名, 身份证号, 姓名#2.
pub(super) fn keys<'a>(captions: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    captions
        .map(|caption| {
            let count = seen.entry(caption).or_insert(0);
            *count += 1;
            if *count == 1 { caption.to_owned() } else { format!("{caption}#{count}") }
        })
        .collect()
}

/// What a mapping is remembered by: the set of captions, whatever their order.
#[must_use]
pub fn caption_key(captions: &[String]) -> String {
    let mut captions: Vec<&str> = captions.iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
    captions.sort_unstable();
    captions.dedup();
    captions.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_columns_does_not_change_what_is_remembered() {
        let key = |captions: &[&str]| caption_key(&captions.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        assert_eq!(key(&["姓名", "性别"]), key(&["性别", "姓名", ""]));
        assert_ne!(key(&["姓名", "性别"]), key(&["姓名", "电话"]));
    }

    #[test]
    fn a_mapping_goes_through_json_as_a_plain_table() {
        let column = |caption: &str, field| Column { index: 0, caption: caption.into(), field };
        let mapping =
            Mapping::of(&[column("姓名", Some(Field::Head)), column("姓名", Some(Field::Name)), column("备", None)]);
        let json = serde_json::to_string(&mapping).unwrap();
        assert_eq!(json, r#"{"备":null,"姓名":"head","姓名#2":"name"}"#);
        assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);
    }
}
