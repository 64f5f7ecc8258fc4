//! 组织: the station, the tree of organisation units, grids, and who holds which role. Clauses 2.1 and 2.2.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::id::Id;
use crate::words::words;

/// Which level of the party organisation a book belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StationRole {
    /// 网格党小组.
    Grid,
    /// 村党组织.
    Village,
    /// 镇党委.
    Town,
}

impl StationRole {
    /// As stored.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Village => "village",
            Self::Town => "town",
        }
    }

    /// From what is stored.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Grid, Self::Village, Self::Town].into_iter().find(|role| role.key() == key)
    }
}

/// Whose book this is: one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Station {
    /// Row id.
    pub id: Id,
    /// Grid, village or town.
    pub role: StationRole,
    /// 向阳村 第一网格.
    pub name: String,
    /// Administrative code, when known.
    pub code: Option<String>,
    /// 向阳村.
    pub village: Option<String>,
    /// 示范镇.
    pub town: Option<String>,
    /// This laptop.
    pub device: Id,
    /// First day of the month of the first committed import; blank until then.
    pub opened_on: Option<NaiveDate>,
}

words! {
    /// Kinds of unit of clause 2.1.
    UnitKind {
        TownCommittee = "镇党委",
        VillageOrg = "村党组织",
        PartyBranch = "党支部",
        JointBranch = "联合党支部",
        PartyCentre = "党建中心",
        PartyGroup = "网格党小组",
        VolunteerTeam = "志愿者服务队",
        Association = "社会组织",
        WorkingBody = "工作机构",
    }
}

impl UnitKind {
    /// How far below the town's committee it stands: a unit stands under one that is nearer to the top (clause 2.1).
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::TownCommittee => 0,
            Self::VillageOrg => 1,
            Self::PartyBranch | Self::JointBranch | Self::PartyCentre => 2,
            Self::PartyGroup => 3,
            Self::VolunteerTeam | Self::Association | Self::WorkingBody => 4,
        }
    }

    /// Whether a unit of this kind may stand under one of that kind. Volunteers follow a party group.
    #[must_use]
    pub const fn stands_under(self, above: Self) -> bool {
        match self {
            Self::VolunteerTeam => matches!(above, Self::PartyGroup),
            _ => above.rank() < self.rank(),
        }
    }

    /// Who can hold which role in one, whoever leads it first.
    #[must_use]
    pub const fn roles(self) -> &'static [RoleKind] {
        match self {
            Self::TownCommittee | Self::VillageOrg | Self::PartyBranch | Self::JointBranch => &[RoleKind::Secretary],
            Self::PartyGroup => &[
                RoleKind::Leader,
                RoleKind::Member,
                RoleKind::GridChief,
                RoleKind::GridWorker,
                RoleKind::CentralHousehold,
                RoleKind::TeamLeader,
                RoleKind::Volunteer,
            ],
            Self::VolunteerTeam => &[RoleKind::TeamLeader, RoleKind::Volunteer],
            Self::PartyCentre | Self::Association | Self::WorkingBody => &[RoleKind::Head],
        }
    }
}

/// One unit of the tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrgUnit {
    /// Row id.
    pub id: Id,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above.
    pub parent: Option<Id>,
    /// 第一网格党小组.
    pub name: String,
    /// Its code.
    pub code: Option<String>,
    /// 成立日期.
    pub founded_on: Option<PartialDate>,
    /// Who led the founding (clause 2.1: the grid worker).
    pub led_by: Option<Id>,
    /// Who approved.
    pub approved_by: Option<String>,
    /// 撤销日期.
    pub dissolved_on: Option<PartialDate>,
}

words! {
    /// 网格类型.
    GridKind { General = "综合", Special = "专属", Micro = "微" }
}

/// A grid with its party group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// Row id.
    pub id: Id,
    /// Its party group.
    pub unit: Id,
    /// The grid above.
    pub parent: Option<Id>,
    /// Its place in the village's order, from 1: annex A's 序号.
    pub number: u32,
    /// 第一网格.
    pub name: String,
    /// 1 to 3.
    pub level: u8,
    /// 综合, 专属, 微.
    pub kind: GridKind,
    /// 12-digit village code + 3 digits.
    pub grid_code: Option<String>,
    /// A code from above, 12 to 20 digits.
    pub external_code: Option<String>,
    /// Hamlets that lie in it.
    pub hamlets: Vec<String>,
    /// 四至.
    pub boundary: Option<String>,
    /// 应有户数.
    pub target_households: Option<u32>,
    /// Who drew it.
    pub drawn_by: Option<String>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// 备案日期.
    pub filed_on: Option<PartialDate>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}

words! {
    /// Roles in a unit.
    RoleKind {
        Leader = "党小组组长",
        Member = "党小组成员",
        Volunteer = "志愿者",
        TeamLeader = "队长",
        GridChief = "网格长",
        GridWorker = "网格员",
        Secretary = "书记",
        CentralHousehold = "中心户长",
        Head = "负责人",
    }
}

impl RoleKind {
    /// Held by one person of a unit at a time.
    #[must_use]
    pub const fn is_single(self) -> bool {
        matches!(self, Self::Leader | Self::TeamLeader | Self::GridChief | Self::Secretary | Self::Head)
    }

    /// Volunteers and who leads them.
    #[must_use]
    pub const fn volunteers(self) -> bool {
        matches!(self, Self::Volunteer | Self::TeamLeader)
    }
}

/// Who holds which role where, dated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Row id.
    pub id: Id,
    /// Who.
    pub person: Id,
    /// Where.
    pub unit: Id,
    /// As what.
    pub kind: RoleKind,
    /// Which of clause 2.2's members: 退休党员, 农民党员, 村民组长, 优秀妇女, 中心户长.
    pub member_kind: Option<String>,
    /// Which of clause 2.2's volunteers: 党员, 能人, 乡贤, 热心大妈, 巧手大姐.
    pub volunteer_kind: Option<String>,
    /// Inclusive; blank = already so at the opening.
    pub from: Option<PartialDate>,
    /// Exclusive.
    pub to: Option<PartialDate>,
}
