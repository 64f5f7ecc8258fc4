//! `cargo xtask run`: from a fresh checkout to the open program. Where no display answers, the same main job is done
//! headless: rosters in, the month's ledger out as workbook and PDF.

use crate::project::Project;
use crate::{command, display, packages, programs};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A window that ends sooner than this, and not well, never was one: the display took the connection and refused it.
const NO_WINDOW: Duration = Duration::from_secs(10);

/// The folders that may hold the invented rosters, the first that is there.
const ROSTERS: [&str; 2] = ["assets/rosters", "tests/fixtures/rosters"];

pub fn run(project: &Project) -> Result<(), String> {
    programs::make(project, &[packages::RUN])?;
    if display::answers() {
        println!("正在打开窗口 / opening the window");
        if window(project)? {
            return Ok(());
        }
    }
    println!("没有可用的显示器，改用命令行完成 / no display answers, doing the main job without a window");
    headless(project)
}

/// Whether there was a window; an error when it ended badly after it had been there.
fn window(project: &Project) -> Result<bool, String> {
    let started = Instant::now();
    match command::shown(&mut Command::new(project.program("hongwang-desktop"))) {
        Err(_) if started.elapsed() < NO_WINDOW => Ok(false),
        ended => ended.map(|()| true),
    }
}

fn headless(project: &Project) -> Result<(), String> {
    let rosters = rosters(project)?;
    let folder = project.target.join("first-run");
    // Only ever our own output of the last time: it lies below the target folder.
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| format!("{} is in use: {error}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let password = folder.join("password.txt");
    std::fs::write(&password, "shili-zhangben-0001\n").map_err(|error| format!("the password file: {error}"))?;
    let (workbook, pdf) = (folder.join("台账.xlsx"), folder.join("台账.pdf"));
    let month = this_month();

    let hongwang = |arguments: &[&OsStr]| {
        let mut command = Command::new(project.program("hongwang"));
        command.arg("--store").arg(folder.join("book")).arg("--password-file").arg(&password).args(arguments);
        command
    };
    let words = |line: &'static str| line.split(' ').map(OsStr::new).collect::<Vec<_>>();

    command::output(&mut hongwang(&words("init --station village --name 示例村")))?;
    let files = rosters.iter().map(|file| file.as_os_str());
    let import: Vec<&OsStr> = words("import --by-hamlet --commit").into_iter().chain(files).collect();
    import_or_doubts(&mut hongwang(&import))?;
    let ledger = ["ledger".as_ref(), "--month".as_ref(), month.as_ref(), "--xlsx".as_ref(), workbook.as_os_str()];
    let said = command::output(&mut hongwang(&[&ledger[..], &["--pdf".as_ref(), pdf.as_os_str()]].concat()))?;

    println!("{}", said.trim_end());
    println!("\n{} 份示例花名册（虚构人物）已导入，{month} 的台账已生成：", rosters.len());
    println!("  Excel 工作簿：{}", workbook.display());
    println!("  PDF：        {}", pdf.display());
    println!("{} rosters of invented people were taken in; the ledger of {month}:", rosters.len());
    println!("  workbook: {}", workbook.display());
    println!("  PDF:      {}", pdf.display());
    written(&workbook)?;
    written(&pdf)
}

/// Exit code 4 of an import means done, with doubts waiting for a person.
fn import_or_doubts(import: &mut Command) -> Result<(), String> {
    let output =
        import.stdin(Stdio::null()).output().map_err(|error| format!("hongwang cannot be started: {error}"))?;
    match output.status.code() {
        Some(0 | 4) => Ok(()),
        _ => Err(format!("import: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr))),
    }
}

fn written(file: &Path) -> Result<(), String> {
    match file.metadata() {
        Ok(found) if found.len() > 0 => Ok(()),
        _ => Err(format!("{} was not written", file.display())),
    }
}

fn rosters(project: &Project) -> Result<Vec<PathBuf>, String> {
    let folder = ROSTERS
        .iter()
        .map(|below| project.path(below))
        .find(|folder| folder.is_dir())
        .ok_or("the invented rosters are not in the tree")?;
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|file| is_roster(file)).collect();
    files.sort();
    if files.is_empty() { Err(format!("{} holds no roster", folder.display())) } else { Ok(files) }
}

fn is_roster(file: &Path) -> bool {
    file.extension().is_some_and(|kind| ["xlsx", "xls", "ods", "csv"].iter().any(|one| kind == *one))
}

/// `YYYY-MM` by the civil time of UTC+8, which is the ledger's everywhere.
fn this_month() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    month_of((seconds + 8 * 3600) / 86_400)
}

/// The month of a day counted from 1970-01-01.
fn month_of(day: u64) -> String {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let (mut year, mut left) = (1970, day);
    loop {
        let february = if leap(year) { 29 } else { 28 };
        for (index, days) in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
            if left < days {
                return format!("{year}-{:02}", index + 1);
            }
            left -= days;
        }
        year += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_its_month() {
        assert_eq!(month_of(0), "1970-01");
        assert_eq!(month_of(58), "1970-02");
        assert_eq!(month_of(59), "1970-03");
        assert_eq!(month_of(11_016), "2000-02"); // 29 February 2000
        assert_eq!(month_of(20_543), "2026-03"); // 31 March 2026
        assert_eq!(month_of(20_544), "2026-04");
    }

    /// A project whose headless program is the given shell script.
    #[cfg(unix)]
    fn project_with(name: &str, script: &str) -> Project {
        use std::os::unix::fs::PermissionsExt;
        let root = std::env::temp_dir().join(format!("xtask-run-{name}-{}", std::process::id()));
        let project = Project { target: root.join("target"), root };
        let (program, roster) = (project.program("hongwang"), project.path(ROSTERS[1]).join("一户一档.csv"));
        for (file, text) in [(&program, script), (&roster, "户编号,姓名\n")] {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).unwrap();
        project
    }

    #[test]
    #[cfg(unix)]
    fn the_main_job_is_done_headless_and_doubts_do_not_stop_it() {
        let script = "#!/bin/sh\necho \"$@\" >> \"$2.calls\"\ncase \"$5\" in\n import) exit 4 ;;\n \
                      ledger) echo book > \"$9\"; shift 10; echo pdf > \"$1\" ;;\nesac\n";
        let project = project_with("whole", script);
        headless(&project).unwrap();
        let calls = std::fs::read_to_string(project.target.join("first-run/book.calls")).unwrap();
        let words: Vec<&str> = calls.lines().map(|line| line.split(' ').nth(4).unwrap()).collect();
        assert_eq!(words, ["init", "import", "ledger"]);
        assert!(calls.contains("--by-hamlet --commit") && calls.contains("一户一档.csv"), "{calls}");
        headless(&project).unwrap();
        std::fs::remove_dir_all(project.root).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn a_refused_import_or_a_missing_workbook_is_a_failure() {
        let refused = project_with("refused", "#!/bin/sh\n[ \"$5\" != import ] || { echo no header >&2; exit 3; }\n");
        assert!(headless(&refused).unwrap_err().contains("no header"));
        let silent = project_with("silent", "#!/bin/sh\nexit 0\n");
        assert!(headless(&silent).unwrap_err().ends_with("was not written"));
        for project in [refused, silent] {
            std::fs::remove_dir_all(project.root).unwrap();
        }
    }

    #[test]
    fn only_tables_are_rosters() {
        assert!(is_roster(Path::new("党员花名册.xlsx")) && is_roster(Path::new("a.csv")));
        assert!(!is_roster(Path::new("expected.json")) && !is_roster(Path::new("README")));
    }
}
