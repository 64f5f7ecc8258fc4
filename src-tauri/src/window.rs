//! The one window. Built here and not in tauri.conf.json, since a driven window must not be a private one.

use std::io::Write;

use tauri::webview::NewWindowResponse;
use tauri::{App, Url, WebviewUrl, WebviewWindowBuilder};

/// The window's label, which capabilities/main.json names.
pub const LABEL: &str = "main";

/// Opens it, with everything shown at `percent` of its normal size.
///
/// # Errors
/// What the system's web view says.
pub fn open(app: &App, percent: u32) -> tauri::Result<()> {
    let driven = std::env::var("TAURI_AUTOMATION").as_deref() == Ok("true");
    let mut window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("红网台账")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 700.0)
        .center()
        .devtools(false)
        // Nothing of a page reaches the disk. WebKit allows no automation of such a window.
        .incognito(!driven)
        .general_autofill_enabled(false)
        .zoom_hotkeys_enabled(false)
        .initialization_script(include_str!("window.js"))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false);
    if driven {
        window = window.initialization_script(include_str!("watch.js"));
    }
    if std::env::var_os("HONGWANG_READY").is_some() {
        window =
            window.initialization_script(include_str!("ready.js")).on_document_title_changed(|_, title| tell(&title));
    }
    window.build()?.set_zoom(scale(percent))
}

/// Says on standard output that the page can be used, and that an opened book's first page can, for who measures how
/// long that took.
fn tell(title: &str) {
    if matches!(title, "ready" | "opened") {
        // Nobody may be listening any more.
        let _ = writeln!(std::io::stdout(), "{title}");
    }
}

/// What the web view takes for a size in percent.
pub fn scale(percent: u32) -> f64 {
    f64::from(percent) / 100.0
}

/// The page never leaves its own files, `tauri://localhost` here and `http://tauri.localhost` on Windows.
fn is_ours(url: &Url) -> bool {
    matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_goes_nowhere_but_to_its_own_files() {
        for ours in ["tauri://localhost/", "tauri://localhost/#/people", "http://tauri.localhost/index.html"] {
            assert!(is_ours(&ours.parse().unwrap()), "{ours}");
        }
        for strange in ["https://example.org/", "http://localhost/", "file:///etc/passwd", "data:text/html,x"] {
            assert!(!is_ours(&strange.parse().unwrap()), "{strange}");
        }
    }
}
