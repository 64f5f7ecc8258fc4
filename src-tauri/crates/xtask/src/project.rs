//! Where things lie: the root of the work tree and the folder that builds go into.

use crate::{command, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The work tree that the command was called in.
pub struct Project {
    /// The folder that holds the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder: `target` below the root, unless the person's own settings put it elsewhere.
    pub target: PathBuf,
}

impl Project {
    /// Walks up from the current folder, so that the command works anywhere inside the tree.
    pub fn find() -> Result<Project, String> {
        let here = std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("src-tauri/crates/xtask/Cargo.toml").is_file())
            .ok_or("this is not inside the project's folder: go there first")?
            .to_owned();
        let text = command::output(cargo(&root).args(["metadata", "--format-version", "1", "--no-deps"]))?;
        let target = json::parse(&text)?
            .get("target_directory")
            .and_then(json::Value::text)
            .map(PathBuf::from)
            .ok_or("cargo metadata names no target folder")?;
        Ok(Project { root, target })
    }

    /// `cargo`, the same that started this task, at the root of the tree.
    pub fn cargo(&self) -> Command {
        cargo(&self.root)
    }

    /// A program that the release build made.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    /// A path below the root.
    pub fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.root.join(below)
    }
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}
