//! Whose terms the program carries: every package of the graph must be usable under the short list below.

use super::graph::Graph;

/// SPDX names that the project takes. All allow shipping inside a program under its own terms; MPL-2.0 asks that
/// changes to its own files stay open, which nobody here makes; `blessing` and WTFPL stand for SQLite and a part of
/// SQLCipher's build.
const TAKEN: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "WTFPL",
    "Zlib",
    "blessing",
];

/// Exceptions that only give more.
const EXCEPTIONS: &[&str] = &["LLVM-exception"];

/// Packages whose terms are not on the list.
pub fn findings(graph: &Graph) -> Vec<String> {
    let refused = graph.packages.iter().filter(|package| !is_taken(&package.licence));
    refused.map(|package| format!("{}: its licence is not on the list: {:?}", package.name, package.licence)).collect()
}

/// Whether an SPDX expression can be met. The old form `A/B` means A OR B. What cannot be read is not taken.
fn is_taken(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest) == Some(true) && rest.is_empty()
}

fn either(rest: &mut &[&str]) -> Option<bool> {
    let mut taken = both(rest)?;
    while next_is(rest, "OR") {
        taken |= both(rest)?;
    }
    Some(taken)
}

fn both(rest: &mut &[&str]) -> Option<bool> {
    let mut taken = one(rest)?;
    while next_is(rest, "AND") {
        taken &= one(rest)?;
    }
    Some(taken)
}

fn one(rest: &mut &[&str]) -> Option<bool> {
    let (first, more) = rest.split_first()?;
    *rest = more;
    if *first == "(" {
        let taken = either(rest)?;
        return next_is(rest, ")").then_some(taken);
    }
    let mut taken = TAKEN.contains(first);
    if next_is(rest, "WITH") {
        let (exception, more) = rest.split_first()?;
        *rest = more;
        taken &= EXCEPTIONS.contains(exception);
    }
    Some(taken)
}

fn next_is(rest: &mut &[&str], word: &str) -> bool {
    match rest.split_first() {
        Some((first, more)) if *first == word => {
            *rest = more;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::Package;
    use super::*;

    #[test]
    fn a_choice_needs_one_good_side_and_a_sum_needs_all() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "GPL-2.0/MIT",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
            "MIT AND BSD-3-Clause AND blessing",
        ] {
            assert!(is_taken(good), "{good} was refused");
        }
        for bad in [
            "",
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "GPL-3.0 OR MIT AND AGPL-3.0",
            "Apache-2.0 WITH Odd-exception",
            "MIT OR",
            "(MIT",
            "MIT MIT",
            "LGPL-2.1-or-later",
        ] {
            assert!(!is_taken(bad), "{bad} was taken");
        }
    }

    #[test]
    fn a_package_without_a_licence_is_named() {
        let nameless = Package { name: "nameless".into(), ..Package::default() };
        let found = findings(&Graph { packages: vec![nameless] });
        assert!(found[0].starts_with("nameless: "), "{found:?}");
    }
}
