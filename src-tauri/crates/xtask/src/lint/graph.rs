//! The packages that go into the program, as `cargo metadata` tells them.

use crate::json::{self, Value};

/// Every package of the resolved graph.
pub struct Graph {
    pub packages: Vec<Package>,
}

/// One package, ours or another's.
#[derive(Debug, Clone, Default)]
pub struct Package {
    pub name: String,
    /// An SPDX expression; empty where the package names none.
    pub licence: String,
    /// One of the workspace's members.
    pub ours: bool,
    /// Names of the packages that it asks for, of every kind (normal, build, development) and for every system.
    pub wants: Vec<String>,
    /// Those of them that it asks for only to be tested.
    pub wants_for_tests: Vec<String>,
}

impl Graph {
    /// Reads the output of `cargo metadata --format-version 1`. Packages that the resolution left out are left out.
    pub fn read(text: &str) -> Result<Graph, String> {
        let metadata = json::parse(text)?;
        let resolve = metadata.get("resolve").ok_or("cargo metadata resolved nothing")?;
        let resolved: std::collections::HashSet<&str> =
            resolve.each("nodes").iter().map(|node| node.word("id")).collect();
        let members: Vec<&str> = metadata.each("workspace_members").iter().filter_map(Value::text).collect();
        let packages = metadata
            .each("packages")
            .iter()
            .filter(|package| resolved.contains(package.word("id")))
            .map(|package| Package {
                wants_for_tests: names(package, |kind| kind == "dev"),
                name: package.word("name").to_owned(),
                licence: package.word("license").to_owned(),
                ours: members.contains(&package.word("id")),
                wants: names(package, |_| true),
            })
            .collect();
        Ok(Graph { packages })
    }

    /// The workspace's members.
    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.ours)
    }
}

fn names(package: &Value, of: impl Fn(&str) -> bool) -> Vec<String> {
    let wanted = package.each("dependencies").iter().filter(|wanted| of(wanted.word("kind")));
    wanted.map(|wanted| wanted.word("name").to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_their_wishes_and_the_licences_are_read() {
        let text = r#"{"packages":[
            {"name":"app","id":"a","license":"MIT","dependencies":[{"name":"domain","kind":null},{"name":"proptest","kind":"dev"}]},
            {"name":"serde","id":"s","license":null,"dependencies":[]},
            {"name":"left-out","id":"l","license":"MIT","dependencies":[]}],
            "workspace_members":["a"],"resolve":{"nodes":[{"id":"a"},{"id":"s"}]}}"#;
        let graph = Graph::read(text).unwrap();
        assert_eq!(graph.packages.len(), 2);
        let app = graph.ours().next().unwrap();
        assert_eq!(
            (app.name.as_str(), app.wants.as_slice()),
            ("app", &["domain".to_owned(), "proptest".to_owned()][..])
        );
        assert_eq!(app.wants_for_tests, ["proptest"]);
        assert!(graph.packages[1].licence.is_empty() && graph.ours().count() == 1);
    }
}
