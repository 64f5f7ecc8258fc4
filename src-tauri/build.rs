//! Puts the commands under permissions, packs the page, and keeps our SQLite to ourselves.

/// The names of the declared commands.
macro_rules! commands {
    ($($area:ident::$name:ident),* $(,)?) => { &[$(stringify!($name)),*] };
}

const COMMANDS: &[&str] = include!("src/commands.in");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=src/commands.in");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // libwebkit2gtk looks for sqlite3_* and would find the encrypted SQLite that is linked into this program:
        // another version with other settings than its own.
        println!("cargo:rustc-link-arg=-Wl,--exclude-libs,ALL");
    }
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
