//! Finds the TTF files that npm brought and writes a list that embeds them.
//!
//! The files are not in the repository: they come with `ui/package.json` from the packages that carry the
//! OFL-licensed Noto Serif, in one fixed version, so a form prints the same on every machine.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// In the order in which a character is looked for.
const FACES: [&str; 3] = [
    "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf",
];

fn main() -> Result<(), String> {
    let here = folder("CARGO_MANIFEST_DIR")?;
    let packages = here.join("../../../ui/node_modules/@expo-google-fonts");
    let mut list = String::from("[\n");
    for face in FACES {
        let path = packages.join(face);
        println!("cargo:rerun-if-changed={}", path.display());
        let path = path.canonicalize().map_err(|error| missing(&path, &error))?;
        list.push_str(&format!("    include_bytes!({:?}),\n", path.display().to_string()));
    }
    list.push(']');
    fs::write(folder("OUT_DIR")?.join("faces.rs"), list).map_err(|error| error.to_string())
}

fn folder(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("{variable} is not set; build with cargo"))
}

fn missing(path: &Path, error: &io::Error) -> String {
    format!(
        "the typefaces are not installed: {} ({error}). Run `npm ci` in the folder `ui`, or `cargo xtask run`, \
         which does it, and build again.",
        path.display()
    )
}
