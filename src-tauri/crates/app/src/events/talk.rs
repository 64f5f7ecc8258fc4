//! 谈心谈话: recorded, corrected, taken out again when it was entered by mistake. Clause 3.1.

use domain::date::PartialDate;
use domain::id::Id;
use domain::meeting::Talk;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use super::{Act, typed};
use crate::failure::{Failure, Result};
use crate::merged::Merged;
use crate::session::id;
use crate::standard::Standard;

/// 登记谈心谈话.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct HaveTalk {
    /// One of the pack's kinds; the usual one when it is left out.
    pub kind: Option<String>,
    /// The day.
    pub date: String,
    /// Row id of the 谈话人.
    pub talker: String,
    /// Row id of the 谈话对象.
    pub person: String,
    /// 地点.
    pub place: Option<String>,
    /// 主要内容.
    pub body: Option<String>,
    /// 问题.
    pub problems: Option<String>,
    /// 意见建议.
    pub suggestions: Option<String>,
    /// 整改落实.
    pub action: Option<String>,
}

/// 修改谈心谈话: what is left out stays, what is empty is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct EditTalk {
    /// Row id of the talk.
    pub talk: String,
    /// One of the pack's kinds.
    pub kind: Option<String>,
    /// The day.
    pub date: Option<String>,
    /// Row id of the 谈话人.
    pub talker: Option<String>,
    /// Row id of the 谈话对象.
    pub person: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// 主要内容.
    pub body: Option<String>,
    /// 问题.
    pub problems: Option<String>,
    /// 意见建议.
    pub suggestions: Option<String>,
    /// 整改落实.
    pub action: Option<String>,
}

/// 删除误记的谈心谈话.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DropTalk {
    /// Row id of the talk.
    pub talk: String,
}

impl Act for HaveTalk {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let id = ground.write.mint();
        let date = ground.day(&self.date, "谈话日期")?;
        let talk = Talk {
            id,
            kind: kind(&ground.standard, self.kind.as_deref())?,
            date,
            talker: there(ground, &self.talker, date, "谈话人", "talker")?,
            person: there(ground, &self.person, date, "谈话对象", "person")?,
            place: typed::text(self.place.as_deref()),
            body: typed::text(self.body.as_deref()),
            problems: typed::text(self.problems.as_deref()),
            suggestions: typed::text(self.suggestions.as_deref()),
            action: typed::text(self.action.as_deref()),
            entered_on: ground.today,
        };
        put(ground, &talk)
    }
}

impl Act for EditTalk {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let mut talk = known(ground, &self.talk)?;
        if self.kind.is_some() {
            talk.kind = kind(&ground.standard, self.kind.as_deref())?;
        }
        let moved = self.date.is_some();
        if let Some(date) = &self.date {
            talk.date = ground.day(date, "谈话日期")?;
        }
        // What is not touched is not looked at again: who lived where may have been put right since.
        if moved || self.talker.is_some() {
            let talker = self.talker.clone().unwrap_or_else(|| talk.talker.to_string());
            talk.talker = there(ground, &talker, talk.date, "谈话人", "talker")?;
        }
        if moved || self.person.is_some() {
            let person = self.person.clone().unwrap_or_else(|| talk.person.to_string());
            talk.person = there(ground, &person, talk.date, "谈话对象", "person")?;
        }
        let texts = [
            (&self.place, &mut talk.place),
            (&self.body, &mut talk.body),
            (&self.problems, &mut talk.problems),
            (&self.suggestions, &mut talk.suggestions),
            (&self.action, &mut talk.action),
        ];
        for (said, kept) in texts {
            typed::change(said.as_ref(), kept);
        }
        put(ground, &talk)
    }
}

impl Act for DropTalk {
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id> {
        let talk = known(ground, &self.talk)?.id;
        ground.write.remove::<Talk>(talk)?;
        Ok(talk)
    }
}

fn known(ground: &Ground<'_, '_>, talk: &str) -> Result<Talk> {
    ground.write.get(id(talk)?)?.ok_or_else(|| Failure::gone().at("talk"))
}

fn kind(standard: &Standard, word: Option<&str>) -> Result<String> {
    let kinds = &standard.talks.kinds;
    match (typed::text(word), kinds.first()) {
        (None, Some(usual)) => Ok(usual.clone()),
        (word, _) => typed::one_of(word.as_deref().unwrap_or_default(), kinds, "谈话类型", "kind"),
    }
}

fn there(ground: &Ground<'_, '_>, person: &str, date: PartialDate, what: &str, field: &str) -> Result<Id> {
    let person = typed::needed(person, what, field)?;
    ground.there(&person, date).map_err(|failure| failure.at(field))
}

fn put(ground: &mut Ground<'_, '_>, talk: &Talk) -> Result<Id> {
    let merged = Merged::read(ground.write)?;
    if merged.kept(talk.talker) == merged.kept(talk.person) {
        return Err(Failure::new("with_oneself", "谈话人和谈话对象是同一个人，请另选一个").at("person"));
    }
    ground.write.put(talk)?;
    Ok(talk.id)
}
