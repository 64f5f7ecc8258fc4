//! An empty window of the same Tauri: what ours is measured against. One page, one button, the same word when it is
//! ready.

use std::io::Write;
use std::process::ExitCode;

use tauri::{WebviewUrl, WebviewWindowBuilder};

#[allow(clippy::disallowed_methods, reason = "the context macro's own")]
fn main() -> ExitCode {
    let built = tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
                .title("empty")
                .inner_size(1280.0, 800.0)
                .initialization_script(include_str!("../../../src-tauri/src/ready.js"))
                .on_document_title_changed(|_, title| {
                    if title == "ready" {
                        // Nobody may be listening any more.
                        let _ = writeln!(std::io::stdout(), "ready");
                    }
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("bench/empty/tauri.conf.json"));
    if built.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
