//! The shell: one window, its permissions, and an adapter a command. No rules, no SQL, no forms: those are in `app`.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod adapters;
mod desk;
mod desktop_host;
mod faults;
mod progress;
mod text_size;
mod typefaces;
mod window;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use tauri::{Manager, RunEvent};

use crate::desk::Desk;
use crate::desktop_host::DesktopHost;

/// The hidden first argument of the child process that reads a workbook of a foreign format.
const READ_FOREIGN: &str = "read-foreign";

/// Opens the window and stays until it is closed; as `read-foreign PATH` reads that workbook to standard output instead.
pub fn start(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    if arguments.next().is_some_and(|first| first == READ_FOREIGN) {
        return match arguments.next() {
            Some(path) => read_foreign(Path::new(&path)),
            None => ExitCode::from(2),
        };
    }
    faults::only_positions(None);
    let said = match std::panic::catch_unwind(window) {
        Ok(Ok(code)) => return u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from),
        Ok(Err(error)) => error.to_string(),
        // The window's library ends so where no display answers.
        Err(_) => "没有可用的显示器，请改用 hongwang / no display answers, hongwang works without one".to_owned(),
    };
    // With no window, this is the only place left to say it; nothing of a book is in it.
    let _ = writeln!(std::io::stderr(), "窗口打不开 / the window cannot be opened: {said}");
    ExitCode::FAILURE
}

fn read_foreign(path: &Path) -> ExitCode {
    faults::only_positions(None);
    match app::host::serve_foreign(path, std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// The names of the declared commands, as the handler wants them.
macro_rules! commands {
    ($($area:ident::$name:ident),* $(,)?) => { tauri::generate_handler![$(adapters::$area::$name),*] };
}

#[allow(clippy::disallowed_methods, reason = "the context macro's own; ours leave by an ExitCode")]
fn window() -> tauri::Result<i32> {
    let app = tauri::Builder::default()
        .invoke_handler(include!("commands.in"))
        .setup(|app| {
            let books = books(app)?;
            let data = books.parent().unwrap_or(&books).to_owned();
            faults::only_positions(Some(data.join("faults.log")));
            let size = text_size::TextSize::kept_in(&data);
            app.manage(Desk::new(Arc::new(DesktopHost::new(books)?)));
            window::open(app, size.percent())?;
            app.manage(size);
            let handle = app.handle().clone();
            std::thread::spawn(move || handle.state::<Desk>().keep_backups());
            Ok(())
        })
        .build(tauri::generate_context!())?;
    Ok(app.run_return(|app, event| {
        if matches!(event, RunEvent::Exit) {
            app.state::<Desk>().leave();
        }
    }))
}

/// Where the books are: `HONGWANG_BOOKS`, or `hongwang/books` in the person's data folder.
fn books(app: &tauri::App) -> tauri::Result<PathBuf> {
    match std::env::var_os("HONGWANG_BOOKS") {
        Some(named) if !named.is_empty() => Ok(PathBuf::from(named)),
        _ => Ok(app.path().data_dir()?.join("hongwang").join("books")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    macro_rules! commands {
        ($($area:ident::$name:ident),* $(,)?) => { [$(stringify!($name)),*] };
    }

    /// What the page may do beside our commands: hear of files that are dropped on the window.
    const EVENTS: [&str; 2] = ["core:event:allow-listen", "core:event:allow-unlisten"];

    #[test]
    fn the_page_may_call_exactly_the_declared_commands() {
        let capability: serde_json::Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let permitted: BTreeSet<&str> =
            capability["permissions"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        let declared: Vec<String> =
            include!("commands.in").iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
        let wanted: BTreeSet<&str> = declared.iter().map(String::as_str).chain(EVENTS).collect();
        assert_eq!(permitted, wanted);
    }

    #[test]
    fn nothing_remote_and_no_inline_script_or_style_passes_the_policy() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
        let policy = config["app"]["security"]["csp"].as_str().unwrap();
        for part in policy.split("; ") {
            let allowed = ["'self'", "'none'", "data:", "ipc:", "http://ipc.localhost"];
            assert!(part.split(' ').skip(1).all(|source| allowed.contains(&source)), "{part}");
        }
        assert!(policy.starts_with("default-src 'self'; style-src 'self'; "), "{policy}");
    }
}
