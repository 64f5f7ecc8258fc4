//! `cargo xtask package`: the .deb, in `target/package`. Made with what the build needs anyway: `dpkg-shlibdeps` writes
//! down the libraries, `strip` takes out the symbols, `dpkg-deb` packs.
//!
//! Not here: the Windows bundle. It is configured in `src-tauri/tauri.conf.json` and described in the README.

use crate::project::Project;
use crate::{command, packages, programs};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAMS: [&str; 2] = ["hongwang-desktop", "hongwang"];

const DESKTOP: &str = "\
[Desktop Entry]
Type=Application
Name=红网台账
Comment=网格党小组的台账、花名册与报表
Exec=hongwang-desktop
Icon=hongwang
Terminal=false
Categories=Office;
StartupWMClass=hongwang-desktop
";

const COPYRIGHT: &str = "\
红网台账 (hongwang) is free software: MIT or Apache-2.0, as you choose.
On Debian systems the Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0.
The typefaces inside are Noto Serif SC and Noto Serif JP, SIL Open Font License 1.1.
The libraries inside keep their own licences; `cargo metadata` in the source names each.

";

pub fn run(project: &Project) -> Result<(), String> {
    programs::make(project, &[packages::RUN])?;
    let made = stage(project)?;
    println!("{}", made.display());
    Ok(())
}

fn stage(project: &Project) -> Result<PathBuf, String> {
    let folder = project.target.join("package");
    let root = folder.join("root");
    if root.exists() {
        fs::remove_dir_all(&root).map_err(|error| format!("{}: {error}", root.display()))?;
    }
    for name in PROGRAMS {
        let inside = root.join("usr/bin").join(name);
        copy(&project.program(name), &inside)?;
        command::output(Command::new("strip").arg("--strip-unneeded").arg(&inside))?;
        mode(&inside, 0o755)?;
    }
    write(&root.join("usr/share/applications/hongwang.desktop"), DESKTOP)?;
    let licence = project.path("LICENSE-MIT");
    let licence = fs::read_to_string(&licence).map_err(|error| format!("{}: {error}", licence.display()))?;
    write(&root.join("usr/share/doc/hongwang/copyright"), format!("{COPYRIGHT}{licence}"))?;
    let icon = project.path("src-tauri/icons/icon.png");
    let side = png_side(&fs::read(&icon).map_err(|error| format!("{}: {error}", icon.display()))?)?;
    copy(&icon, &root.join(format!("usr/share/icons/hicolor/{side}x{side}/apps/hongwang.png")))?;

    let architecture = command::output(Command::new("dpkg").arg("--print-architecture"))?;
    let control = control(env!("CARGO_PKG_VERSION"), architecture.trim(), &libraries(&folder, &root)?, size(&root)?);
    write(&root.join("DEBIAN/control"), &control)?;
    let package = folder.join(format!("hongwang_{}_{}.deb", env!("CARGO_PKG_VERSION"), architecture.trim()));
    let mut pack = Command::new("dpkg-deb");
    command::output(pack.args(["--root-owner-group", "-Zxz", "--build"]).arg(&root).arg(&package))?;
    Ok(package)
}

fn control(version: &str, architecture: &str, libraries: &str, kilobytes: u64) -> String {
    format!(
        "Package: hongwang\n\
         Version: {version}\n\
         Architecture: {architecture}\n\
         Maintainer: hongwang contributors <contributors@hongwang.invalid>\n\
         Installed-Size: {kilobytes}\n\
         Depends: {libraries}\n\
         Recommends: cups-client, fonts-noto-cjk\n\
         Section: misc\n\
         Priority: optional\n\
         Description: ledger of a grid party group, without a network\n \
         红网台账：网格党小组、村党组织、镇党委的台账、花名册与报表，全部离线。\n"
    )
}

/// The libraries that the programs are linked to, with the versions that they need. `dpkg-shlibdeps` wants to stand in
/// a source package: an empty one is made for it.
fn libraries(folder: &Path, root: &Path) -> Result<String, String> {
    write(&folder.join("debian/control"), "Source: hongwang\n\nPackage: hongwang\nArchitecture: any\n")?;
    let mut ask = Command::new("dpkg-shlibdeps");
    ask.current_dir(folder).args(["-O", "--warnings=0"]);
    let said = command::output(ask.args(PROGRAMS.map(|name| root.join("usr/bin").join(name))))?;
    let found = said.trim().strip_prefix("shlibs:Depends=").ok_or("dpkg-shlibdeps named no library")?;
    Ok(found.to_owned())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let bytes = fs::read(from).map_err(|error| format!("{}: {error}", from.display()))?;
    write(to, &bytes)
}

fn write(file: &Path, bytes: impl AsRef<[u8]>) -> Result<(), String> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, bytes))
        .map_err(|error| format!("{}: {error}", file.display()))
        .and_then(|()| mode(file, 0o644))
}

#[cfg(unix)]
fn mode(file: &Path, mode: u32) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(not(unix))]
fn mode(_: &Path, _: u32) -> Result<(), String> {
    Ok(())
}

/// What the installed files take, in units of 1024 bytes.
fn size(folder: &Path) -> Result<u64, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    entries.flatten().try_fold(0, |sum, entry| {
        let path = entry.path();
        let own =
            if path.is_dir() { size(&path)? } else { entry.metadata().map_or(0, |found| found.len().div_ceil(1024)) };
        Ok(sum + own)
    })
}

/// The width of a square PNG, from its header.
fn png_side(bytes: &[u8]) -> Result<u32, String> {
    let number = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    match (bytes.starts_with(b"\x89PNG\r\n\x1a\n"), number(16), number(20)) {
        (true, Some(width), Some(height)) if width == height => Ok(width),
        _ => Err("the icon is no square PNG".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_control_file_is_on_a_line_of_its_own() {
        let text = control("1.2.3", "amd64", "libssl3 (>= 3.0.0), libwebkit2gtk-4.1-0", 42);
        let names: Vec<&str> =
            text.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split(':').next()).collect();
        assert_eq!(
            names,
            [
                "Package",
                "Version",
                "Architecture",
                "Maintainer",
                "Installed-Size",
                "Depends",
                "Recommends",
                "Section",
                "Priority",
                "Description"
            ]
        );
        assert!(text.contains("\nDepends: libssl3 (>= 3.0.0), libwebkit2gtk-4.1-0\n") && text.ends_with("。\n"));
        assert_eq!(text.lines().last().unwrap().chars().take_while(|c| *c == ' ').count(), 1);
    }

    #[test]
    fn the_side_of_an_icon_is_read_from_its_header() {
        let header =
            |w: u32, h: u32| [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &w.to_be_bytes(), &h.to_be_bytes()].concat();
        assert_eq!(png_side(&header(512, 512)), Ok(512));
        assert!(png_side(&header(512, 256)).is_err() && png_side(b"GIF89a").is_err());
    }
}
