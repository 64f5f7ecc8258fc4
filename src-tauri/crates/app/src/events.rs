//! What happens to people and households: each event is one operation, dated, and can be taken back.
//!
//! An event is a value: the window sends the same that `hongwang record` reads. What a kind needs stands in its struct,
//! what it does in its [`Act`]; afterwards every household that it touched is looked at once more.

mod activity;
mod association;
mod attachment;
mod change;
mod claim;
mod come;
mod commitment;
mod contact;
mod go;
mod ground;
mod hanging;
mod inside;
mod letter;
mod matter;
mod meeting;
mod owner;
mod place;
mod plan;
mod post;
mod project;
mod role;
mod rows;
mod same;
mod score;
mod sealed;
mod talk;
mod task;
#[cfg(test)]
mod tests;
mod typed;
mod unit;
mod visit;
mod volunteer;
mod year;

use domain::id::Id;
use domain::kin::to_new_head;
use pictures::Picture;
use serde::{Deserialize, Serialize};
use store::OpKind;
use ts_rs::TS;

pub use activity::{DropActivity, EditActivity, HoldActivity, TakesPart};
pub use association::{DissolveAssociation, EditAssociation, FoundAssociation};
pub use attachment::{AddPhoto, DropPhoto};
pub use change::{AddTag, ChangeWork, EditHousehold, EditPerson, EndTag, Party, Rename, Renumber};
pub use claim::{ClaimPost, EditClaim, EndClaim};
pub use come::{BackAgain, Birth, FoundHousehold, FoundLate, MoveIn, Newcomer};
pub use commitment::{Commit, DropCommitment, EditCommitment, StepCommitments};
pub use contact::{EndContact, KeepContact};
pub use go::{CloseHousehold, Death, Mistake, MoveOut};
pub use inside::{ChangeHead, MergeHouseholds, MoveHousehold, MoveInside, Split};
pub use letter::{DraftLetters, DropLetter, EditLetter, ScoreLetter, SignLetter, Target, TargetScore};
pub use matter::{DisputeTyped, DropMatter, EditMatter, OpenMatter, TakeMatterStep};
pub use meeting::{
    Attends, Casts, DropMeeting, EditMeeting, HoldMeeting, Reports, ResolutionDone, ResolutionProgress, Resolves, Says,
};
pub use place::{
    AddOrganisation, AddPlace, AddThing, EditOrganisation, EditPlace, EditThing, EndOrganisation, EndPlace, EndThing,
};
pub use plan::{DropPlan, EditPlan, MakePlan, PlanDone, Plans};
pub use post::{AddPost, EditPost, EndPost, SetPosts};
pub use project::{AddProject, EditProject, EndProject};
pub use role::{AssignRole, EditRole, EndRole};
pub use same::{MergePersons, SplitPersons};
pub use score::{AddRule, DropPoints, DropRule, EditRule, GivePoints, SetRules};
pub(crate) use score::{of_pack as rule_of_pack, points};
pub use talk::{DropTalk, EditTalk, HaveTalk};
pub use task::{DropTask, EditTask, GiveTask, TakeTaskStep};
pub use typed::Count;
pub use unit::{DissolveUnit, EditUnit, FoundUnit, MoveUnit};
pub use visit::{DropVisit, EditVisit, NeedResult, NeedTyped, PayVisit};
pub use volunteer::{VolunteerJoin, VolunteerLeave};
pub use year::{ChangeYear, GoesOn};

use crate::failure::{Failure, Result};
use crate::session::{Session, id};
pub(crate) use ground::Ground;
pub(crate) use role::{Beginning, begin, of_party};

/// A person, and what they are to a head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct Related {
    /// Row id of the person.
    pub person: String,
    /// 与户主关系, as typed; empty = left open.
    #[serde(default)]
    pub relation: Option<String>,
}

/// Who becomes the head of those who stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct NewHead {
    /// Row id of the person.
    pub person: String,
    /// What the others are to them; for who is left out, what follows for certain from what they were.
    #[serde(default)]
    pub relations: Vec<Related>,
}

/// Something that an event left open, or did beside what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "EventNote")]
pub struct Note {
    /// `closed`, `emptied`, `sole_head`, `no_head`, `leader_no_member`.
    pub code: &'static str,
    /// Row id of the household.
    pub household: String,
    /// In words.
    pub message: &'static str,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Recorded {
    /// Row id of the record that it is about.
    pub id: String,
    /// Number of the operation; none when nothing changed.
    pub op: Option<i64>,
    /// What it did, as the history says.
    pub label: &'static str,
    /// What is left to do, or was done beside it.
    pub notes: Vec<Note>,
}

/// What an event does.
trait Act {
    /// What it reads from outside of the book, which takes its time: done before the operation begins.
    fn bring(&self) -> Result<Option<Picture>> {
        Ok(None)
    }

    /// Writes its rows; gives the record that it is about.
    fn act(&self, ground: &mut Ground<'_, '_>) -> Result<Id>;

    /// The date on which a household that it empties ends, and whether it stays open instead.
    fn closing(&self) -> (Option<&str>, bool) {
        (None, true)
    }
}

/// Declares the kinds: as scripts name them, as the history calls them.
macro_rules! events {
    ($($name:ident = $key:literal, $label:literal;)+) => {
        /// One event.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(tag = "kind", content = "value")]
        #[ts(export, rename = "BookEvent")]
        pub enum Event {
            $(#[doc = $label] #[serde(rename = $key)] $name($name),)+
        }

        impl Event {
            /// All kinds, `(key, words)`.
            pub const KINDS: &'static [(&'static str, &'static str)] = &[$(($key, $label)),+];

            /// Its kind, `(key, words)`.
            #[must_use]
            pub fn kind(&self) -> (&'static str, &'static str) {
                match self { $(Self::$name(_) => ($key, $label)),+ }
            }

            fn act(&self) -> &dyn Act {
                match self { $(Self::$name(event) => event),+ }
            }
        }
    };
}

events! {
    FoundHousehold = "found_household", "立户";
    Birth = "birth", "登记出生";
    MoveIn = "move_in", "登记迁入";
    FoundLate = "found_late", "补登";
    BackAgain = "back_again", "登记回迁";
    Death = "death", "登记死亡";
    MoveOut = "move_out", "登记迁出";
    Mistake = "mistake", "误登注销";
    MoveInside = "move_inside", "调动到另一户";
    Split = "split", "分户";
    MergeHouseholds = "merge_households", "并户";
    ChangeHead = "change_head", "变更户主";
    CloseHousehold = "close_household", "销户";
    MoveHousehold = "move_household", "调整所属网格";
    Rename = "rename", "改名";
    Renumber = "renumber", "改身份证号";
    EditPerson = "edit_person", "修改个人信息";
    EditHousehold = "edit_household", "修改户信息";
    AddTag = "add_tag", "类别认定";
    EndTag = "end_tag", "类别到期";
    ChangeWork = "change_work", "务工情况变化";
    Party = "party", "党员登记";
    MergePersons = "merge_persons", "合并重复的人";
    SplitPersons = "split_persons", "拆开误并的人";
    PayVisit = "visit", "登记走访";
    EditVisit = "edit_visit", "修改走访";
    DropVisit = "drop_visit", "删除误记的走访";
    NeedResult = "need_result", "登记诉求办理结果";
    OpenMatter = "open_matter", "登记民情事项";
    EditMatter = "edit_matter", "修改民情事项";
    TakeMatterStep = "matter_step", "办理民情事项";
    DropMatter = "drop_matter", "删除误记的民情事项";
    KeepContact = "contact", "结成联系户";
    EndContact = "end_contact", "结束联系户";
    HoldActivity = "hold_activity", "登记活动";
    EditActivity = "edit_activity", "修改活动";
    DropActivity = "drop_activity", "删除误记的活动";
    HoldMeeting = "hold_meeting", "登记会议";
    EditMeeting = "edit_meeting", "修改会议记录";
    DropMeeting = "drop_meeting", "删除误记的会议";
    ResolutionProgress = "resolution_progress", "登记决议办理情况";
    ResolutionDone = "resolution_done", "决议办结";
    HaveTalk = "talk", "登记谈心谈话";
    EditTalk = "edit_talk", "修改谈心谈话";
    DropTalk = "drop_talk", "删除误记的谈心谈话";
    AddPhoto = "add_photo", "加照片";
    DropPhoto = "drop_photo", "去掉照片";
    VolunteerJoin = "volunteer_join", "加入志愿者服务队";
    VolunteerLeave = "volunteer_leave", "退出志愿者服务队";
    FoundAssociation = "found_association", "登记社会组织";
    EditAssociation = "edit_association", "修改社会组织";
    DissolveAssociation = "dissolve_association", "社会组织解散";
    FoundUnit = "found_unit", "成立组织";
    EditUnit = "edit_unit", "修改组织";
    MoveUnit = "move_unit", "调整上级";
    DissolveUnit = "dissolve_unit", "撤销组织";
    AssignRole = "assign_role", "任职";
    EditRole = "edit_role", "更正任职";
    EndRole = "end_role", "卸任";
    AddProject = "add_project", "确立服务项目";
    EditProject = "edit_project", "修改服务项目";
    EndProject = "end_project", "结束服务项目";
    AddPlace = "add_place", "登记地点";
    EditPlace = "edit_place", "修改地点";
    EndPlace = "end_place", "注销地点";
    AddThing = "add_thing", "登记物品设施";
    EditThing = "edit_thing", "修改物品设施";
    EndThing = "end_thing", "注销物品设施";
    AddOrganisation = "add_organisation", "登记组织";
    EditOrganisation = "edit_organisation", "修改组织";
    EndOrganisation = "end_organisation", "注销组织";
    AddPost = "add_post", "设岗";
    SetPosts = "set_posts", "按规范设岗";
    EditPost = "edit_post", "修改岗位";
    EndPost = "end_post", "撤销岗位";
    ClaimPost = "claim_post", "认岗";
    EditClaim = "edit_claim", "登记履岗情况";
    EndClaim = "end_claim", "退岗";
    Commit = "commit", "提诺";
    EditCommitment = "edit_commitment", "修改承诺";
    StepCommitments = "commitment_step", "登记承诺步骤";
    DropCommitment = "drop_commitment", "删除误记的承诺";
    GiveTask = "give_task", "登记交办";
    EditTask = "edit_task", "修改交办";
    TakeTaskStep = "task_step", "办理交办";
    DropTask = "drop_task", "删除误记的交办";
    MakePlan = "make_plan", "制定工作计划";
    EditPlan = "edit_plan", "修改工作计划";
    PlanDone = "plan_done", "登记计划完成情况";
    DropPlan = "drop_plan", "删除工作计划";
    DraftLetters = "draft_letters", "起草目标责任书";
    EditLetter = "edit_letter", "修改目标责任书";
    SignLetter = "sign_letter", "签订目标责任书";
    ScoreLetter = "score_letter", "目标责任书评分";
    DropLetter = "drop_letter", "删除目标责任书";
    SetRules = "set_rules", "定考核细则";
    AddRule = "add_rule", "添考核细则";
    EditRule = "edit_rule", "修改考核细则";
    DropRule = "drop_rule", "删除考核细则";
    GivePoints = "give_points", "登记考核分";
    DropPoints = "drop_points", "删除登记的分";
    ChangeYear = "change_year", "年度更替";
}

/// Does an event, as one operation.
///
/// # Errors
/// What the event refuses, with the field it is about; what the store says. Nothing is written then.
pub fn record(session: &Session, event: &Event) -> Result<Recorded> {
    let (kind, label) = event.kind();
    let act = event.act();
    let brought = act.bring()?;
    let ((id, notes), op) = session.write(OpKind::new(kind), label, |write| {
        let mut ground = Ground::new(write, session)?;
        ground.brought = brought;
        let id = act.act(&mut ground)?;
        let (date, keep_open) = act.closing();
        let date = date.map(|date| typed::date(date, "date")).transpose()?;
        Ok((id, ground.finish(date, keep_open)?))
    })?;
    Ok(Recorded { id: id.to_string(), op, label, notes })
}

/// Does an event among others of one operation.
pub(crate) fn act(event: &Event, ground: &mut Ground<'_, '_>) -> Result<Id> {
    event.act().act(ground)
}

/// An event out of its kind and its fields.
///
/// # Errors
/// A kind that is not there; a field too many, too few, or of another form.
pub fn read(kind: &str, value: serde_json::Value) -> Result<Event> {
    if !Event::KINDS.iter().any(|(key, _)| *key == kind) {
        return Err(Failure::new("usage", "没有这一种，请用 record --list 看有哪些").at("kind"));
    }
    let tagged = [("kind".to_owned(), kind.into()), ("value".to_owned(), value)];
    serde_json::from_value(serde_json::Value::Object(tagged.into_iter().collect())).map_err(|error| {
        Failure::new("input_fields", "要登记的内容缺了一项，或多了一项，请照 record --example 的样例改")
            .hint(expected(&error.to_string()))
    })
}

/// Which field is missing, or what was expected, out of what the reader of JSON says. What it says of what was typed
/// instead is left out: that could be a name.
fn expected(said: &str) -> String {
    if said.starts_with("missing field") {
        return said.to_owned();
    }
    said.rsplit_once(", expected ").map(|(_, expected)| format!("expected {expected}")).unwrap_or_default()
}

/// How a typed date is understood, as it would be stored; to be shown beside the field.
///
/// # Errors
/// A text that is no date.
pub fn read_date(text: &str) -> Result<Option<String>> {
    Ok(typed::maybe_date(Some(text), "date")?.map(|date| date.to_string()))
}

/// Who would be what to a new head: asked before it is decided.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct AskHead {
    /// Row id of the household.
    pub household: String,
    /// Row id of the new head.
    pub person: String,
}

/// What everybody in a household would be to a new head; blank where it does not follow for certain.
///
/// # Errors
/// A household or person that is not there; what the store says.
pub fn propose_relations(session: &Session, ask: &AskHead) -> Result<Vec<Related>> {
    let (household, person) = (id(&ask.household)?, id(&ask.person)?);
    session.read(|reader| {
        let mut members = reader.residences_of_household(household)?;
        members.retain(|one| one.to.is_none());
        let at = members.iter().position(|one| one.person == person).ok_or_else(Failure::gone)?;
        let kin = ground::kin(reader, &members)?;
        Ok(members
            .iter()
            .enumerate()
            .map(|(other, one)| Related {
                person: one.person.to_string(),
                relation: to_new_head(&kin, at, other).map(|relation| relation.word().to_owned()),
            })
            .collect())
    })
}
