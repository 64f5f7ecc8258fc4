//! The peers that are written in Python, in a virtual environment that the bench makes for itself and keeps.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::job::{Failed, Measured, Outcome, run};

const PACKAGES: [&str; 2] = ["openpyxl", "pandas"];

/// A Python that has the peers' libraries.
pub struct Python {
    program: PathBuf,
    scripts: PathBuf,
}

impl Python {
    /// Makes the environment below `folder`, unless it is there and works.
    pub fn prepare(folder: &Path) -> Outcome<Self> {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/peers");
        let program = folder.join("venv/bin/python3");
        let python = Self { program, scripts };
        if !python.works() {
            quiet(Command::new("python3").args(["-m", "venv"]).arg(folder.join("venv")))?;
            let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
            quiet(Command::new(&python.program).args(pip).args(PACKAGES))?;
        }
        Ok(python)
    }

    fn works(&self) -> bool {
        let mut command = Command::new(&self.program);
        command.args(["-c", "import openpyxl, pandas"]).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    /// Versions, for the note.
    pub fn versions(&self) -> Outcome<String> {
        let code = "import openpyxl, pandas; print('pandas', pandas.__version__, 'openpyxl', openpyxl.__version__)";
        let output = Command::new(&self.program).args(["-c", code]).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Runs one of the scripts.
    pub fn run(&self, script: &str, arguments: &[&str]) -> Outcome<Measured> {
        run(Command::new(&self.program).arg(self.scripts.join(script)).args(arguments))
    }
}

fn quiet(command: &mut Command) -> Outcome<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failed(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim())))
}
