//! The direction of dependencies: shell and headless program → app → {store, intake, sheets, paper, pictures} → domain.
//! The middle ones do not know each other; only `app` joins them. Development dependencies obey the same rule.

use super::graph::Graph;

/// For each of our packages, which of our packages it may ask for. The `tests` member may ask for any.
const DIRECTION: &[(&str, &[&str])] = &[
    ("hongwang-desktop", &["app"]),
    ("hongwang", &["app"]),
    ("app", &["store", "intake", "sheets", "paper", "pictures", "domain"]),
    ("store", &["domain"]),
    ("intake", &["domain"]),
    ("sheets", &["domain"]),
    ("paper", &["domain", "fonts"]),
    ("pictures", &[]),
    ("fonts", &[]),
    ("domain", &[]),
    ("xtask", &[]),
];

/// The member that tests and measures the whole, with the libraries themselves beside it.
const TESTS: &str = "journeys";

/// Libraries that belong to one package, by name or by a beginning that ends with `-`.
const OWNED: &[(&str, &str)] = &[
    ("tauri", "hongwang-desktop"),
    ("tauri-", "hongwang-desktop"),
    ("wry", "hongwang-desktop"),
    ("tao", "hongwang-desktop"),
    ("gtk", "hongwang-desktop"),
    ("webkit2gtk", "hongwang-desktop"),
    ("rusqlite", "store"),
    ("libsqlite3-sys", "store"),
    ("typst", "paper"),
    ("typst-", "paper"),
    ("calamine", "sheets"),
    ("rust_xlsxwriter", "sheets"),
    ("ms-offcrypto-writer", "sheets"),
    ("csv", "sheets"),
    ("image", "pictures"),
];

/// All that the pure core may ask for: values, dates, errors, and the checking of its rules by generated cases.
const DOMAIN: &[&str] = &["chrono", "serde", "thiserror", "proptest", "serde_json"];

/// Libraries that speak over a network. The program never does.
const NETWORK: &[&str] = &[
    "attohttpc",
    "curl",
    "h2",
    "hyper",
    "isahc",
    "native-tls",
    "quinn",
    "reqwest",
    "rustls",
    "surf",
    "tungstenite",
    "ureq",
];

/// Edges that point the wrong way, and libraries in a package that is not theirs.
pub fn findings(graph: &Graph) -> Vec<String> {
    let mut findings = Vec::new();
    for package in graph.ours().filter(|package| package.name != TESTS) {
        let name = package.name.as_str();
        let Some((_, allowed)) = DIRECTION.iter().find(|(from, _)| *from == name) else {
            findings.push(format!("{name}: a package that the direction of dependencies does not know"));
            continue;
        };
        for wanted in &package.wants {
            let ours = wanted == TESTS || DIRECTION.iter().any(|(one, _)| one == wanted);
            if ours && !allowed.contains(&wanted.as_str()) {
                findings.push(format!("{name} → {wanted}: against the direction of dependencies"));
            }
            if let Some(owner) = owner(wanted).filter(|owner| *owner != name) {
                findings.push(format!("{name} → {wanted}: only {owner} may use it"));
            }
            if name == "domain" && !DOMAIN.contains(&wanted.as_str()) {
                findings.push(format!("domain → {wanted}: the core asks only for {}", DOMAIN.join(", ")));
            }
        }
        if name == "xtask" && !package.wants.is_empty() {
            findings.push("xtask: it has no dependencies, so that it starts in seconds".to_owned());
        }
    }
    findings
}

/// Libraries that only tests ask for, and that the `tests` member does not carry among its normal ones. Building for
/// tests would then give what lies below them other features than building for use, and everything above is built twice.
pub fn built_twice(graph: &Graph) -> Vec<String> {
    let carried = |name: &String| {
        graph.ours().any(|one| one.name == TESTS && one.wants.contains(name) && !one.wants_for_tests.contains(name))
    };
    let mut found: Vec<&String> =
        graph.ours().flat_map(|one| &one.wants_for_tests).filter(|name| !carried(name)).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|name| format!("{name}: name it in tests/Cargo.toml, or it is built twice")).collect()
}

/// Network libraries in the graph of one system.
pub fn offline(graph: &Graph, platform: &str) -> Vec<String> {
    let network = graph.packages.iter().filter(|package| NETWORK.contains(&package.name.as_str()));
    network.map(|package| format!("{}: a network library, for {platform}", package.name)).collect()
}

fn owner(wanted: &str) -> Option<&'static str> {
    let owns = |name: &str| wanted == name || (name.ends_with('-') && wanted.starts_with(name));
    OWNED.iter().find(|(name, _)| owns(name)).map(|(_, owner)| *owner)
}

#[cfg(test)]
mod tests {
    use super::super::graph::Package;
    use super::*;

    fn graph(name: &str, wants: &[&str]) -> Graph {
        let wants = wants.iter().map(|wanted| (*wanted).to_owned()).collect();
        Graph { packages: vec![Package { name: name.into(), ours: true, wants, ..Package::default() }] }
    }

    #[test]
    fn the_drawn_edges_are_taken() {
        for (name, allowed) in DIRECTION {
            assert_eq!(findings(&graph(name, allowed)), Vec::<String>::new());
        }
        assert!(findings(&graph("store", &["rusqlite", "serde"])).is_empty());
        assert!(findings(&graph(TESTS, &["app", "store", "rusqlite", "typst-pdf", "calamine"])).is_empty());
    }

    #[test]
    fn an_edge_backwards_or_between_the_middle_ones_is_refused() {
        for (from, to) in
            [("domain", "store"), ("store", "intake"), ("sheets", "paper"), ("intake", "app"), ("paper", "store")]
        {
            let found = findings(&graph(from, &[to]));
            assert_eq!(found[0], format!("{from} → {to}: against the direction of dependencies"));
        }
        assert_eq!(findings(&graph("hongwang", &["domain"])).len(), 1, "the headless program knows only app");
        assert_eq!(findings(&graph("app", &[TESTS])).len(), 1, "nothing knows the tests");
    }

    #[test]
    fn a_library_of_another_package_is_refused() {
        for (from, to, owner) in [
            ("app", "tauri", "hongwang-desktop"),
            ("hongwang", "tauri-plugin-dialog", "hongwang-desktop"),
            ("app", "rusqlite", "store"),
            ("app", "typst-render", "paper"),
            ("intake", "calamine", "sheets"),
        ] {
            assert_eq!(findings(&graph(from, &[to])), [format!("{from} → {to}: only {owner} may use it")]);
        }
    }

    #[test]
    fn the_core_takes_no_library_beyond_its_list() {
        assert_eq!(findings(&graph("domain", &["getrandom"])).len(), 1);
    }

    #[test]
    fn a_library_for_tests_alone_is_built_twice_unless_the_tests_carry_it() {
        let mut found = graph("domain", &["proptest"]);
        found.packages[0].wants_for_tests = vec!["proptest".into()];
        assert_eq!(built_twice(&found), ["proptest: name it in tests/Cargo.toml, or it is built twice"]);
        found.packages.extend(graph(TESTS, &["proptest"]).packages);
        assert!(built_twice(&found).is_empty());
    }

    #[test]
    fn a_package_that_nobody_placed_is_refused() {
        assert_eq!(findings(&graph("helpers", &[])).len(), 1);
    }

    #[test]
    fn a_network_library_is_found_whoever_brings_it() {
        let mut found = graph("app", &[]);
        found.packages.push(Package { name: "reqwest".into(), ..Package::default() });
        assert_eq!(offline(&found, "linux"), ["reqwest: a network library, for linux"]);
        assert!(offline(&graph("hyperlink", &[]), "linux").is_empty());
    }
}
