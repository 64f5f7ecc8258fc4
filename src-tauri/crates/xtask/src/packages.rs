//! What the system has to bring, as Debian and Ubuntu name it, and the step that installs what is missing.
//! On another system nothing is installed: the names are printed, and the person sees to their counterparts.

use crate::command;
use std::process::Command;

/// What building and opening the program takes.
pub const RUN: &[&str] = &[
    "build-essential",       // a C compiler and linker: SQLCipher is C
    "pkg-config",            // finds the libraries below
    "libwebkit2gtk-4.1-dev", // the window
    "libssl-dev",            // SQLCipher's cipher
    "fonts-noto-cjk",        // Chinese on the screen; paper carries its own typeface
];

/// What the checks and tests take besides.
pub const TEST: &[&str] = &[
    "git",               // the list of files that `lint` looks at
    "xvfb",              // a screen for the journeys
    "webkit2gtk-driver", // drives the real window
    "xdotool",           // types into it as a keyboard does
    "dbus-daemon",       // a session bus of their own
    "strace",            // shows that no socket is opened
    "poppler-utils",     // reads the PDF back
    "libreoffice-calc",  // opens the workbook as an office does
];

/// What the measures take besides.
pub const BENCH: &[&str] = &[
    "python3-venv", // the peers that are written in Python
];

/// Makes sure that every package of the lists is there. Root installs what is missing; anybody else is told the one
/// line to run, and the task stops.
pub fn install(lists: &[&[&str]]) -> Result<(), String> {
    let wanted: Vec<&str> = lists.concat();
    if !command::exists("dpkg-query") {
        println!(
            "这不是 Debian/Ubuntu，请自行装好下列软件的对应包 / not a Debian system, please see to: {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing = missing(&wanted);
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!("apt-get install --yes --no-install-recommends {}", missing.join(" "));
    if !is_root() {
        return Err(format!(
            "缺少系统软件包，请先运行下面这一行，再重试 / run this line, then try again:\n\n  sudo {line}\n"
        ));
    }
    println!("正在安装系统软件包 / installing: {}", missing.join(" "));
    apt(&["update"])?;
    apt(&line.split(' ').skip(1).collect::<Vec<_>>())
}

fn apt(arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new("apt-get");
    // Somebody else's unattended upgrade may hold the lock for a while: wait for it instead of failing.
    command.args(["--quiet=2", "--option=DPkg::Lock::Timeout=600", "--option=Dpkg::Use-Pty=0"]).args(arguments);
    command::output(command.env("DEBIAN_FRONTEND", "noninteractive")).map(drop)
}

/// dpkg-query fails when it does not know one of the names, yet lists the others: only its output counts.
fn missing<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    let listed = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"])
        .args(wanted)
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    not_installed(wanted, &listed)
}

fn not_installed<'a>(wanted: &[&'a str], listed: &str) -> Vec<&'a str> {
    let installed: Vec<&str> = listed.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    wanted.iter().copied().filter(|name| !installed.contains(name)).collect()
}

fn is_root() -> bool {
    command::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_package_that_is_fully_installed_counts() {
        let listed = "git installed\nxvfb config-files\npkg-config half-configured\n";
        assert_eq!(not_installed(&["git", "xvfb", "pkg-config", "strace"], listed), ["xvfb", "pkg-config", "strace"]);
    }
}
