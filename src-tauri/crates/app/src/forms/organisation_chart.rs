//! 组织架构图: boxes from the town's committee over the village's organisation to party groups and their volunteers on a
//! day, associations beside. Clauses 2.1 and 2.2.
//!
//! A page holds twenty groups. Where there are more, or branches that together have more than a row holds, the upper
//! part stands on a page of its own and each branch on the next ones.

use domain::document::{Block, Document, HeadLine, Line, Node, Paper, Run, Tree};
use domain::id::Id;
use domain::organisation::{OrgUnit, RoleKind, UnitKind};

use super::listing::Of;
use super::{About, Form, FormRequest, FormScope};
use crate::failure::Result;
use crate::organisation::Standing;
use crate::session::Session;

/// Groups in a row, and on a page.
const ROW: usize = 10;
const PAGE: usize = 20;

const CAPTIONS: [&str; 3] = ["组织", "负责人", "人数"];

/// Endings that are kept whole where a name wraps.
const ENDINGS: [&str; 5] = ["党小组", "志愿者服务队", "服务队", "党支部", "党组织"];

/// The chart.
pub(super) struct OrganisationChart;

impl Form for OrganisationChart {
    fn about(&self) -> &'static About {
        static ABOUT: About =
            About::new("organisation_chart", |titles| &titles.organisation_chart, FormScope::List, Paper::A4_LANDSCAPE)
                .everywhere();
        &ABOUT
    }

    fn build(&self, session: &Session, request: &FormRequest) -> Result<Vec<Document>> {
        let mut document = Document::new(self.title(&*session.standard()?), self.paper());
        let trees = if request.blank {
            document
                .head
                .push(HeadLine { left: "　　　　村".to_owned(), right: "年　　月　　日".to_owned() });
            vec![blank()]
        } else {
            let of = Of::new(session, request)?;
            document.head.push(of.line(self));
            let standing = Standing::new(&of.register, of.as_of);
            let only = of.grid.map(|at| of.register.rows().grids[at as usize].unit);
            let roots = standing.roots().into_iter().map(|unit| node(&standing, unit, only));
            split(roots.flatten().collect())
        };
        let captions: Vec<String> = CAPTIONS.map(str::to_owned).to_vec();
        let tree = |roots| Block::Tree(Tree { captions: captions.clone(), roots });
        document.blocks = trees.into_iter().map(tree).collect();
        Ok(vec![document])
    }
}

/// A unit with all that stands under it; where one group is asked for, only what leads to it.
fn node(standing: &Standing<'_>, unit: &OrgUnit, only: Option<Id>) -> Option<Node> {
    let mut own = Node::new(name(&unit.name), facts(standing, unit));
    let mut wanted = only.is_none_or(|only| only == unit.id || unit.parent == Some(only));
    for under in standing.below(unit.id) {
        let Some(next) = node(standing, under, only) else { continue };
        let takes_part = under.kind.rank() >= UnitKind::Association.rank() && under.kind != UnitKind::VolunteerTeam;
        let is_node = under.kind.rank() == UnitKind::PartyCentre.rank() && next.below.is_empty();
        if takes_part || is_node {
            own.beside.push(next);
        } else {
            wanted = true;
            own.below.push(next);
        }
    }
    // Volunteers without a team of their own name stand in a box all the same.
    if unit.kind == UnitKind::PartyGroup && own.below.is_empty() && standing.volunteers(unit.id) > 0 {
        let team = vec![holder(standing, unit.id, RoleKind::TeamLeader), count("", standing.volunteers(unit.id))];
        own.below.push(Node::new(name(UnitKind::VolunteerTeam.word()), team));
    }
    wanted.then_some(own)
}

fn facts(standing: &Standing<'_>, unit: &OrgUnit) -> Vec<Line> {
    match unit.kind {
        UnitKind::PartyGroup => {
            vec![holder(standing, unit.id, RoleKind::Leader), count("成员", standing.members(unit.id))]
        }
        UnitKind::VolunteerTeam => {
            let group = unit.parent.unwrap_or(unit.id);
            vec![holder(standing, group, RoleKind::TeamLeader), count("", standing.volunteers(group))]
        }
        UnitKind::VillageOrg => {
            vec![holder(standing, unit.id, RoleKind::Secretary), count("党员", standing.party_members())]
        }
        kind => {
            let leads = kind.roles().first().map(|role| holder(standing, unit.id, *role));
            vec![leads.unwrap_or_default(), count("党员", standing.of_branch(unit))]
        }
    }
}

/// `组长 示例甲`; blank where nobody holds the role.
fn holder(standing: &Standing<'_>, unit: Id, kind: RoleKind) -> Line {
    let word = kind.word().trim_start_matches("党小组");
    let names = standing.holders(unit, kind);
    let names = names.first().map(|name| vec![Run::Text(format!("{word} ")), Run::Kept((*name).to_owned())]);
    Line(names.unwrap_or_default())
}

/// `成员 8 人`; blank where there is nobody.
fn count(word: &str, number: usize) -> Line {
    if number == 0 { Line::default() } else { Line::text(format!("{word} {number} 人").trim_start()) }
}

fn name(name: &str) -> Line {
    let ending = ENDINGS.iter().find(|ending| name.len() > ending.len() && name.ends_with(*ending));
    let at = ending.map_or(name.len(), |ending| name.len() - ending.len());
    let (front, ending) = name.split_at(at);
    Line([front, ending].into_iter().filter(|part| !part.is_empty()).map(|part| Run::Kept(part.to_owned())).collect())
}

/// The charts, one a page.
fn split(roots: Vec<Node>) -> Vec<Vec<Node>> {
    let columns: usize = roots.iter().map(Node::columns).sum();
    let leads = |node: &Node| node.below.iter().any(|next| next.columns() > 1 || next.below.len() > 1);
    let deep = roots.iter().any(|root| leads(root) && root.below.iter().any(leads) || several(root));
    if columns <= ROW || (columns <= PAGE && !deep) {
        return vec![roots];
    }
    // The upper part first; what stands under its ends follows on pages of its own.
    let mut parts = Vec::new();
    let upper = roots.into_iter().map(|root| cut(root, &mut parts)).collect();
    [vec![upper], parts.into_iter().map(|part| vec![part]).collect()].concat()
}

/// Branches side by side that lead groups.
fn several(node: &Node) -> bool {
    node.below.iter().filter(|next| next.below.len() > 1).count() > 1 || node.below.iter().any(several)
}

/// Takes what stands under the lowest box that leads several columns onto pages of its own.
fn cut(mut node: Node, parts: &mut Vec<Node>) -> Node {
    let lowest = node.below.iter().all(|next| next.columns() == 1 && next.below.iter().all(|one| one.below.is_empty()));
    if !lowest || node.below.is_empty() {
        node.below = std::mem::take(&mut node.below).into_iter().map(|next| cut(next, parts)).collect();
        return node;
    }
    let below = std::mem::take(&mut node.below);
    if below.len() == 1 {
        return Node { below, ..node };
    }
    let mut rest = below;
    while !rest.is_empty() {
        let more = rest.split_off(rest.len().min(PAGE));
        parts.push(Node { below: rest, beside: Vec::new(), ..node.clone() });
        rest = more;
    }
    node
}

/// To be filled in by hand: from the town to four groups.
fn blank() -> Vec<Node> {
    let room = |captions: &[&str]| captions.iter().map(|caption| Line::text(format!("{caption}　　　　"))).collect();
    let group = || {
        let team = Node::new(name("志愿者服务队"), room(&["队长：", "人数："]));
        Node { below: vec![team], ..Node::new(Line::text("　　　　党小组"), room(&["组长：", "成员："])) }
    };
    let village = Node {
        beside: vec![
            Node::new(name("党建中心"), room(&["负责人："])),
            Node::new(name("社会组织"), room(&["负责人："])),
        ],
        below: (0..4).map(|_| group()).collect(),
        ..Node::new(Line::text("　　　　村党组织"), room(&["书记：", "党员："]))
    };
    vec![Node { below: vec![village], ..Node::new(Line::text("　　　　镇党委"), room(&["书记："])) }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(name: &str) -> Node {
        Node::new(Line::text(name), Vec::new())
    }

    fn village(branches: &[usize]) -> Vec<Node> {
        let group = |_| Node { below: vec![leaf("服务队")], ..leaf("党小组") };
        let branch = |groups: &usize| Node { below: (0..*groups).map(group).collect(), ..leaf("支部") };
        let below = if let [only] = branches { branch(only).below } else { branches.iter().map(branch).collect() };
        vec![Node { below: vec![Node { below, ..leaf("村") }], ..leaf("镇") }]
    }

    #[test]
    fn a_page_holds_twenty_groups_and_branches_that_need_more_than_a_row_have_their_own() {
        for (branches, pages) in [
            (&[1][..], &[1][..]),
            (&[8], &[8]),
            (&[20], &[20]),
            (&[21], &[1, 20, 1]),
            (&[4, 4], &[8]),
            (&[8, 12], &[2, 8, 12]),
            (&[30, 2], &[2, 20, 10, 2]),
        ] {
            let columns: Vec<usize> =
                split(village(branches)).iter().map(|page| page.iter().map(Node::columns).sum()).collect();
            assert_eq!(columns, pages, "{branches:?}");
        }
    }

    #[test]
    fn a_name_wraps_before_what_it_ends_in() {
        let parts = |text: &str| name(text).0.iter().map(|run| run.plain().to_owned()).collect::<Vec<_>>();
        assert_eq!(parts("第十二网格党小组"), ["第十二网格", "党小组"]);
        assert_eq!(parts("志愿者服务队"), ["志愿者", "服务队"]);
        assert_eq!(parts("示例镇党委"), ["示例镇党委"]);
    }
}
