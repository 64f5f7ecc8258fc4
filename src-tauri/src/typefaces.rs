//! Typefaces of this machine for the rare characters of names (CJK extensions B and later) that the shipped ones lack.

use std::path::{Path, PathBuf};

/// What such typefaces are called: SimSun-ExtB of Windows, which WPS and office packages bring to Linux too, and the
/// free ones that Debian packs.
const NAMES: [&str; 6] =
    ["simsunb.ttf", "SimSun-ExtB.ttf", "simsunextg.ttf", "HanaMinB.ttf", "HanaMinA.ttf", "BabelStoneHan.ttf"];

/// Folders below a typeface folder that are looked through.
const DEPTH: usize = 3;

/// A typeface larger than this is no typeface.
const LARGEST: u64 = 64 << 20;

/// The files of those that are there, whole.
pub fn rare() -> Vec<Vec<u8>> {
    folders().iter().flat_map(|folder| below(folder, DEPTH)).filter_map(|file| std::fs::read(file).ok()).collect()
}

fn folders() -> Vec<PathBuf> {
    let named = |name: &str, below: &str| std::env::var_os(name).map(|path| Path::new(&path).join(below));
    if cfg!(windows) {
        [named("WINDIR", "Fonts"), named("LOCALAPPDATA", "Microsoft/Windows/Fonts")].into_iter().flatten().collect()
    } else {
        let system = ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from);
        system.into_iter().chain(named("HOME", ".local/share/fonts")).collect()
    }
}

fn below(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(about) = entry.file_type() else { continue };
        if about.is_dir() && depth > 0 {
            found.extend(below(&path, depth - 1));
        } else if is_rare(&path) && path.metadata().is_ok_and(|about| about.len() <= LARGEST) {
            found.push(path);
        }
    }
    found
}

fn is_rare(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAMES.iter().any(|one| name.eq_ignore_ascii_case(one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_named_typefaces_are_taken_from_a_folder_and_those_below_it() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("truetype/hana");
        std::fs::create_dir_all(&inside).unwrap();
        for name in ["SIMSUNB.TTF", "truetype/hana/HanaMinB.ttf", "truetype/DejaVuSans.ttf"] {
            std::fs::write(folder.path().join(name), name).unwrap();
        }
        let mut found = below(folder.path(), DEPTH);
        found.sort();
        assert_eq!(found, [folder.path().join("SIMSUNB.TTF"), inside.join("HanaMinB.ttf")]);
        assert!(below(&folder.path().join("nowhere"), DEPTH).is_empty());
    }
}
