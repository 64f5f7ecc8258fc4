//! How large the window shows everything: a choice about this screen, so it is kept beside the books and not in one.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use app::failure::{Failure, Result};

/// The sizes that pages are made for, in percent.
pub const SIZES: [u32; 3] = [100, 125, 150];

/// The chosen size and the file that keeps it.
pub struct TextSize {
    file: PathBuf,
    percent: AtomicU32,
}

impl TextSize {
    /// What was chosen on this machine; 100 when nothing was, or nothing sensible.
    pub fn kept_in(data: &Path) -> Self {
        let file = data.join("text-size");
        let kept = std::fs::read_to_string(&file).ok().and_then(|text| text.trim().parse().ok());
        let percent = kept.filter(|percent| SIZES.contains(percent)).unwrap_or(SIZES[0]);
        Self { file, percent: AtomicU32::new(percent) }
    }

    /// Percent of the normal size.
    pub fn percent(&self) -> u32 {
        self.percent.load(Ordering::Relaxed)
    }

    /// Chooses a size and keeps it.
    ///
    /// # Errors
    /// `text_size` for one that pages are not made for.
    pub fn choose(&self, percent: u32) -> Result<()> {
        if !SIZES.contains(&percent) {
            return Err(Failure::new("text_size", "字号只有 100%、125% 和 150% 三档").at("percent"));
        }
        self.percent.store(percent, Ordering::Relaxed);
        // A folder that cannot be written costs only that it is asked again next time.
        let _ = self.file.parent().map(std::fs::create_dir_all);
        let _ = std::fs::write(&self.file, format!("{percent}\n"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_size_is_there_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("hongwang");
        assert_eq!(TextSize::kept_in(&data).percent(), 100);
        TextSize::kept_in(&data).choose(150).unwrap();
        assert_eq!(TextSize::kept_in(&data).percent(), 150);
    }

    #[test]
    fn a_size_that_no_page_is_made_for_is_refused_and_one_in_the_file_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let size = TextSize::kept_in(folder.path());
        assert_eq!(size.choose(500).unwrap_err().code, "text_size");
        std::fs::write(folder.path().join("text-size"), "500").unwrap();
        assert_eq!(TextSize::kept_in(folder.path()).percent(), 100);
    }
}
