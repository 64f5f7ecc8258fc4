//! A chart: boxes under and beside each other, joined by lines.
//!
//! What stands in the boxes and what hangs on what; where they stand on the page is the business of `paper`. A workbook
//! has it as an indented table.

use serde::{Deserialize, Serialize};

use super::{Cell, Column, Line, Row, Run, Table};

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tree {
    /// Above the columns of the indented table: over the names, then over each fact.
    pub captions: Vec<String>,
    /// What stands at the top.
    pub roots: Vec<Node>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// What it is called; a part that is kept whole ([`super::Run::Kept`]) is never torn.
    pub name: Line,
    /// What else stands in it, a line each; a blank one stands in the table only.
    pub facts: Vec<Line>,
    /// What stands at its side.
    pub beside: Vec<Node>,
    /// What stands under it.
    pub below: Vec<Node>,
}

impl Node {
    /// A box with nothing around it.
    #[must_use]
    pub fn new(name: Line, facts: Vec<Line>) -> Self {
        Self { name, facts, beside: Vec::new(), below: Vec::new() }
    }

    /// Columns that it takes when everything under it stands side by side, at least 1.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.below.iter().map(Self::columns).sum::<usize>().max(1)
    }
}

impl Tree {
    /// Every box with its depth, as one reads a table of contents: what stands beside before what stands below.
    #[must_use]
    pub fn outline(&self) -> Vec<(usize, &Node)> {
        fn walk<'n>(node: &'n Node, depth: usize, found: &mut Vec<(usize, &'n Node)>) {
            found.push((depth, node));
            for next in node.beside.iter().chain(&node.below) {
                walk(next, depth + 1, found);
            }
        }
        let mut found = Vec::new();
        for root in &self.roots {
            walk(root, 0, &mut found);
        }
        found
    }
}

impl Tree {
    /// The same as an indented table: a box a row, its name as deep as it stands, then its facts.
    #[must_use]
    pub fn table(&self) -> Table {
        let column = |(at, caption): (usize, &String)| Column::new(caption).share(if at == 0 { 2.0 } else { 1.0 });
        let mut table = Table::new(self.captions.iter().enumerate().map(column).collect());
        table.rows = self
            .outline()
            .into_iter()
            .map(|(depth, node)| {
                let name = Line([&[Run::Text("　".repeat(depth))], node.name.0.as_slice()].concat());
                let facts = node.facts.iter().map(|fact| Cell::new(vec![fact.clone()]));
                Row(std::iter::once(Cell::new(vec![name])).chain(facts).collect())
            })
            .collect();
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_reads_from_the_top_down_and_counts_its_columns() {
        let node = |name: &str| Node::new(Line::text(name), Vec::new());
        let group = |name: &str| Node { below: vec![node("服务队")], ..node(name) };
        let village =
            Node { beside: vec![node("书画协会")], below: vec![group("甲"), group("乙")], ..node("村") };
        let tree = Tree { captions: Vec::new(), roots: vec![Node { below: vec![village], ..node("镇") }] };
        let read: Vec<(usize, String)> =
            tree.outline().into_iter().map(|(depth, node)| (depth, node.name.plain())).collect();
        let expected = [(0, "镇"), (1, "村"), (2, "书画协会"), (2, "甲"), (3, "服务队"), (2, "乙"), (3, "服务队")];
        assert_eq!(read, expected.map(|(depth, name)| (depth, name.to_owned())));
        let table = Tree { captions: vec!["组织".to_owned()], ..tree.clone() }.table();
        assert_eq!(table.rows[3].0[0].plain(), "　　甲");
        assert_eq!((tree.roots[0].columns(), node("丙").columns()), (2, 1));
    }
}
