//! Where the boxes of a chart stand, and the lines between them, in millimetres from the upper left corner.
//!
//! Boxes under one another in columns of one width; what does not fit beside each other goes on in a further row, joined
//! by a line along the left. How high a box is comes from an estimate that is rather too large (`width_em`).

use crate::form::{CELL_PT, PADDING_PT};
use domain::document::{Line, Node, Run, Tree, width_em};

/// Widest and narrowest box, and the widest of those that lead others.
const WIDEST: f64 = 40.0;
const NARROWEST: f64 = 23.0;
const LEADING: f64 = 46.0;
/// Between boxes side by side, and between one and those under it.
const ACROSS: f64 = 2.5;
const DOWN: f64 = 6.0;
/// Room of the line along the left where there are several rows.
const SPINE: f64 = 4.0;
/// From a box to what stands beside it.
const BESIDE: f64 = 5.0;
/// Type size of names and facts in points; distance of lines in type sizes; padding around them.
pub(crate) const NAME_PT: f64 = 9.5;
pub(crate) const FACT_PT: f64 = 9.0;
const LINE: f64 = 1.36;
const PADDING: (f64, f64) = (2.4, 3.2);
/// A point.
const PT: f64 = 25.4 / 72.0;

/// How wide a cell of a table would be that holds as many characters of its larger type as a box of this width.
pub(crate) fn as_cell(width: f64) -> f64 {
    (width - PADDING.0) * CELL_PT / NAME_PT + PADDING_PT.0 * PT
}

/// A box where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed<'t> {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub node: &'t Node,
}

/// A line from one point to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stroke {
    pub from: (f64, f64),
    pub to: (f64, f64),
    /// What stands beside takes part and is not led.
    pub dashed: bool,
}

/// A chart on its page.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Chart<'t> {
    pub boxes: Vec<Placed<'t>>,
    pub strokes: Vec<Stroke>,
    pub height: f64,
    /// Width of a column.
    width: f64,
}

/// The chart in so much width.
pub(crate) fn chart(tree: &Tree, width: f64) -> Chart<'_> {
    let columns: usize = tree.roots.iter().map(Node::columns).sum::<usize>().max(1);
    let most = ((width - SPINE + ACROSS) / (NARROWEST + ACROSS)).floor().max(1.0);
    // As many in a row as in every other: two rows of ten, not one of ten and one of nine and one.
    let per_row = (columns as f64 / (columns as f64 / most).ceil()).ceil();
    let mut chart =
        Chart { width: ((width - SPINE + ACROSS) / per_row - ACROSS).clamp(NARROWEST, WIDEST), ..Chart::default() };
    let rows = chart.rows(&tree.roots, width);
    let mut top = 0.0;
    for row in rows {
        top = chart.row(row, (0.0, width), top).1 + DOWN;
    }
    chart.height = (top - DOWN).max(0.0);
    chart
}

impl<'t> Chart<'t> {
    fn fits(&self, width: f64) -> usize {
        ((width + ACROSS + 0.01) / (self.width + ACROSS)).floor().max(1.0) as usize
    }

    fn span(&self, columns: usize) -> f64 {
        columns as f64 * (self.width + ACROSS) - ACROSS
    }

    /// Siblings in rows, each with so many columns as fit, all about as full.
    fn rows(&self, nodes: &'t [Node], width: f64) -> Vec<&'t [Node]> {
        let pack = |most: usize| {
            let mut rows: Vec<&'t [Node]> = Vec::new();
            let (mut start, mut used) = (0, 0);
            for (at, node) in nodes.iter().enumerate() {
                if at > start && used + node.columns() > most {
                    rows.push(&nodes[start..at]);
                    (start, used) = (at, 0);
                }
                used += node.columns();
            }
            if start < nodes.len() {
                rows.push(&nodes[start..]);
            }
            rows
        };
        let rows = pack(self.fits(width));
        let even = pack(nodes.iter().map(Node::columns).sum::<usize>().div_ceil(rows.len().max(1)));
        if even.len() > rows.len() { rows } else { even }
    }

    /// Siblings side by side in the middle of a room; gives the middle of each, and where the lowest under them ends.
    fn row(&mut self, row: &'t [Node], (left, width): (f64, f64), top: f64) -> (Vec<f64>, f64) {
        let columns: usize = row.iter().map(Node::columns).sum();
        let used = self.span(columns).min(width);
        let height = row.iter().map(|node| self.height(node, self.own_width(node, width))).fold(0.0, f64::max);
        let mut at = left + (width - used) / 2.0;
        let (mut middles, mut bottom) = (Vec::new(), top);
        for node in row {
            // One that is too wide for the room has all of it, and breaks what is under it into rows.
            let room = self.span(node.columns()).min(width);
            let (middle, end) = self.node(node, (at, room), top, height);
            middles.push(middle);
            bottom = f64::max(bottom, end);
            at += room + ACROSS;
        }
        (middles, bottom)
    }

    fn own_width(&self, node: &Node, room: f64) -> f64 {
        if node.below.is_empty() && node.beside.is_empty() || node.columns() == 1 && node.beside.is_empty() {
            return self.width;
        }
        LEADING.max(self.width).min(self.span(node.columns()).max(self.width)).min(room).max(self.width.min(LEADING))
    }

    /// A box with all that is beside and under it; gives its middle, and where the lowest of them ends.
    fn node(&mut self, node: &'t Node, (left, room): (f64, f64), top: f64, height: f64) -> (f64, f64) {
        let own = if node.beside.is_empty() { self.own_width(node, room) } else { LEADING };
        let middle = left + room / 2.0;
        self.boxes.push(Placed { x: middle - own / 2.0, y: top, width: own, height, node });
        let mut end = top + height;
        if !node.beside.is_empty() {
            end = end.max(self.beside(&node.beside, (middle, own), (left, room), (top, height)));
        }
        if node.below.is_empty() {
            return (middle, end);
        }
        let several = self.rows(&node.below, room).len() > 1;
        let inner = if several { (left + SPINE, room - SPINE) } else { (left, room) };
        let rows = self.rows(&node.below, inner.1);
        let bus = end + DOWN / 2.0;
        self.line((middle, top + height), (middle, bus));
        let mut under = end + DOWN;
        let mut last_bus = bus;
        for (at, row) in rows.iter().enumerate() {
            let (middles, bottom) = self.row(row, inner, under);
            let bus = under - DOWN / 2.0;
            let ends = middles.iter().copied().chain([if several { left } else { middle }]);
            let ends = ends.chain((at == 0).then_some(middle));
            let (first, last) = ends.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
            self.line((first, bus), (last, bus));
            for x in middles {
                self.line((x, bus), (x, under));
            }
            (last_bus, end, under) = (bus, bottom, bottom + DOWN * 1.4);
        }
        if several {
            self.line((left, bus), (left, last_bus));
        }
        (middle, end)
    }

    /// What stands at both sides of a box, the right one first, in rows; gives where the lowest ends.
    fn beside(
        &mut self,
        nodes: &'t [Node],
        (middle, own): (f64, f64),
        (left, room): (f64, f64),
        (top, height): (f64, f64),
    ) -> f64 {
        let width = self.width.clamp(28.0, 34.0);
        let free = f64::min(left + room - middle, middle - left) - own / 2.0 - BESIDE;
        let per_side = (((free + ACROSS) / (width + ACROSS)).floor().max(1.0)) as usize;
        let right = nodes.len().div_ceil(2);
        let tall = nodes.iter().map(|node| self.height(node, width)).fold(height, f64::max);
        let mut end = top + height;
        for (side, nodes) in [(1.0, &nodes[..right]), (-1.0, &nodes[right..])] {
            let edge = middle + side * own / 2.0;
            for (row, nodes) in nodes.chunks(per_side).enumerate() {
                let y = top + row as f64 * (tall + ACROSS);
                let across = y + tall.min(height.max(tall)) / 2.0;
                let elbow = edge + side * BESIDE / 2.0;
                if row == 0 {
                    self.dashes((edge, top + height / 2.0), (elbow, top + height / 2.0));
                }
                self.dashes((elbow, top + height / 2.0), (elbow, across));
                let mut reached = elbow;
                for (at, node) in nodes.iter().enumerate() {
                    let near = edge + side * (BESIDE + at as f64 * (width + ACROSS));
                    self.dashes((reached, across), (near, across));
                    let x = if side > 0.0 { near } else { near - width };
                    self.boxes.push(Placed { x, y, width, height: tall, node });
                    reached = near + side * width;
                }
                end = end.max(y + tall);
            }
        }
        end
    }

    fn height(&self, node: &Node, width: f64) -> f64 {
        let inner = width - PADDING.0;
        let facts = node.facts.iter().filter(|fact| !fact.is_blank());
        let lines: usize = facts.map(|fact| lines(fact, inner / (FACT_PT * PT))).sum();
        let name = lines_of_name(&node.name, inner) as f64 * NAME_PT;
        (name + lines as f64 * FACT_PT) * LINE * PT + PADDING.1
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.stroke(from, to, false);
    }

    fn dashes(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.stroke(from, to, true);
    }

    fn stroke(&mut self, from: (f64, f64), to: (f64, f64), dashed: bool) {
        if from != to {
            self.strokes.push(Stroke { from, to, dashed });
        }
    }
}

fn lines_of_name(name: &Line, inner: f64) -> usize {
    lines(name, inner / (NAME_PT * PT))
}

/// Lines that runs need in so many type sizes: what is kept whole moves to the next line, other words wrap.
fn lines(line: &Line, width: f64) -> usize {
    let (mut lines, mut used) = (1, 0.0);
    for run in &line.0 {
        let em = width_em(run.plain());
        if used > 0.0 && used + em > width && (matches!(run, Run::Kept(_)) || em > width) {
            (lines, used) = (lines + 1, 0.0);
        }
        used += em;
        while used > width {
            (lines, used) = (lines + 1, used - width);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(number: usize) -> Node {
        let name = Line(vec![Run::Kept(format!("第{number}网格")), Run::Kept("党小组".to_owned())]);
        let team = Node::new(Line::text("志愿者服务队"), vec![Line::text("队长 示例乙"), Line::text("12 人")]);
        Node { below: vec![team], ..Node::new(name, vec![Line::text("组长 示例甲"), Line::text("成员 8 人")]) }
    }

    fn village(groups: usize) -> Tree {
        let song = |_| Node::new(Line::text("示例歌舞协会"), vec![Line::text("负责人 示例丙")]);
        let village = Node {
            beside: (0..5).map(song).collect(),
            below: (1..=groups).map(group).collect(),
            ..Node::new(Line::text("示例村党组织"), vec![Line::text("书记 示例丁")])
        };
        let town = Node { below: vec![village], ..Node::new(Line::text("示例镇党委"), Vec::new()) };
        Tree { captions: Vec::new(), roots: vec![town] }
    }

    #[test]
    fn no_box_lies_on_another_and_none_leaves_the_page() {
        for groups in [0, 1, 2, 3, 8, 9, 10, 11, 19, 20] {
            let tree = village(groups);
            let chart = chart(&tree, 261.0);
            assert_eq!(chart.boxes.len(), tree.outline().len(), "{groups}: every box stands once");
            for (at, one) in chart.boxes.iter().enumerate() {
                assert!(one.x >= -0.01 && one.x + one.width <= 261.01, "{groups}: {one:?}");
                assert!(one.y + one.height <= chart.height + 0.01, "{groups}: {one:?}");
                for other in &chart.boxes[at + 1..] {
                    let apart = one.x + one.width <= other.x + 0.01
                        || other.x + other.width <= one.x + 0.01
                        || one.y + one.height <= other.y + 0.01
                        || other.y + other.height <= one.y + 0.01;
                    assert!(apart, "{groups}: {one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn twenty_groups_stand_in_two_rows_of_ten_and_fit_a_page_on_its_side() {
        let tree = village(20);
        let chart = chart(&tree, 261.0);
        let groups: Vec<&Placed<'_>> =
            chart.boxes.iter().filter(|one| one.node.name.plain().ends_with("党小组")).collect();
        let first = groups.iter().filter(|one| one.y == groups[0].y).count();
        assert_eq!((groups.len(), first), (20, 10));
        assert!(chart.height < 150.0, "{}", chart.height);
    }

    #[test]
    fn every_box_under_another_is_reached_by_a_line() {
        for groups in [1, 8, 20] {
            let tree = village(groups);
            let chart = chart(&tree, 261.0);
            for one in chart.boxes.iter().filter(|one| one.node.name.plain().contains("网格")) {
                let (middle, top) = (one.x + one.width / 2.0, one.y);
                let reaches = |stroke: &Stroke| {
                    (stroke.to.0 - middle).abs() < 0.01 && (stroke.to.1 - top).abs() < 0.01 && !stroke.dashed
                };
                assert!(chart.strokes.iter().any(reaches), "{groups}: {one:?}");
            }
        }
    }
}
