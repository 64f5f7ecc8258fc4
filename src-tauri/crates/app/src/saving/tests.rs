use std::cell::Cell;
use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::*;
use crate::testing::{Village, bench, open};

const OLD: &[u8] = b"what was there before";
const NEW: &[u8] = b"what is to be saved, somewhat longer than what was there before";
const NAME: &str = "台账 2026-03.xlsx";
const KEPT: &str = "台账 2026-03 旧版 1530.xlsx";

/// A disk that fails at its `at`th call, once or from then on.
struct Faulty {
    at: usize,
    for_good: bool,
    kind: io::ErrorKind,
    calls: Cell<usize>,
}

impl Faulty {
    fn pass(&self) -> io::Result<()> {
        let call = self.calls.get() + 1;
        self.calls.set(call);
        let fails = if self.for_good { call >= self.at } else { call == self.at };
        if fails { Err(self.kind.into()) } else { Ok(()) }
    }
}

impl Disk for Faulty {
    fn free(&self, folder: &Path) -> io::Result<u64> {
        self.pass()?;
        Machine.free(folder)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.pass()?;
        Machine.exists(path)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.pass() {
            // As much as still went in.
            fs::write(path, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        Machine.write_new(path, bytes)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.pass()?;
        Machine.read(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass()?;
        Machine.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.pass()?;
        Machine.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.pass()?;
        Machine.sync_folder(folder)
    }
}

/// A disk that says how much is free, and keeps what it writes with a flaw.
struct Flawed {
    free: u64,
    flaw: bool,
}

impl Disk for Flawed {
    fn free(&self, _: &Path) -> io::Result<u64> {
        Ok(self.free)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        Machine.exists(path)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut bytes = bytes.to_vec();
        bytes[0] ^= u8::from(self.flaw);
        Machine.write_new(path, &bytes)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Machine.read(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Machine.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        Machine.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        Machine.sync_folder(folder)
    }
}

fn target(folder: &Path) -> Target {
    Target { folder: folder.to_owned(), name: NAME.to_owned() }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

fn save(disk: &dyn Disk, folder: &Path) -> Result<Written> {
    write(disk, &bench(folder.to_owned(), "2026-03-20"), &target(folder), NEW)
}

#[test]
fn a_file_is_saved_whole_under_its_name_and_nothing_else_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let written = save(&Machine, folder.path()).unwrap();
    assert_eq!(fs::read(folder.path().join(NAME)).unwrap(), NEW);
    assert_eq!(names(folder.path()), [NAME]);
    assert_eq!((written.bytes, written.kept_old), (NEW.len(), None));
    let expected: String = Sha256::digest(NEW).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(written.sha256, expected);
}

#[test]
fn a_file_of_that_name_is_kept_as_an_old_one_and_so_is_the_next() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(NAME), OLD).unwrap();
    let written = save(&Machine, folder.path()).unwrap();
    assert_eq!(written.kept_old, Some(folder.path().join(KEPT)));
    assert_eq!(fs::read(folder.path().join(KEPT)).unwrap(), OLD);
    assert_eq!(fs::read(folder.path().join(NAME)).unwrap(), NEW);
    save(&Machine, folder.path()).unwrap();
    assert_eq!(names(folder.path()).len(), 3, "{:?}", names(folder.path()));
}

#[test]
fn whichever_step_fails_the_old_file_is_whole_and_nothing_half_has_the_name() {
    for (kind, code) in [
        (io::ErrorKind::StorageFull, "no_space"),
        (io::ErrorKind::ReadOnlyFilesystem, "read_only"),
        (io::ErrorKind::NotFound, "place_gone"),
        (io::ErrorKind::Other, "save_failed"),
    ] {
        for at in 1.. {
            let folder = tempfile::tempdir().unwrap();
            let folder = folder.path();
            fs::write(folder.join(NAME), OLD).unwrap();
            let disk = Faulty { at, for_good: false, kind, calls: Cell::new(0) };
            let Err(failure) = save(&disk, folder) else {
                assert!(at > 8, "all steps were tried");
                break;
            };
            assert_eq!((failure.code.as_str(), failure.field.as_deref()), (code, Some("folder")), "step {at}");
            assert_eq!(fs::read(folder.join(NAME)).unwrap(), OLD, "step {at}");
            assert_eq!(names(folder), [NAME], "step {at}: a half file stays under no name");
            save(&Machine, folder).unwrap();
            assert_eq!(fs::read(folder.join(NAME)).unwrap(), NEW, "and it works the next time");
        }
    }
}

#[test]
fn a_stick_that_is_pulled_out_at_any_step_keeps_the_old_file_whole_under_a_name_that_is_said() {
    for at in 1.. {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::write(folder.join(NAME), OLD).unwrap();
        let disk = Faulty { at, for_good: true, kind: io::ErrorKind::Other, calls: Cell::new(0) };
        let Err(failure) = save(&disk, folder) else { break };
        assert_eq!(failure.code, "place_gone", "step {at}");
        let named = fs::read(folder.join(NAME)).ok();
        assert!(named.as_deref().is_none_or(|bytes| bytes == OLD || bytes == NEW), "step {at}: nothing half");
        if named.as_deref() != Some(OLD) {
            assert_eq!(fs::read(folder.join(KEPT)).unwrap(), OLD, "step {at}");
            assert_eq!(failure.hint.as_deref(), Some(KEPT), "step {at}");
            assert!(failure.message.contains(KEPT));
        }
    }
}

#[test]
fn too_little_room_is_said_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(NAME), OLD).unwrap();
    let failure = save(&Flawed { free: NEW.len() as u64, flaw: false }, folder.path()).unwrap_err();
    assert_eq!(failure.code, "no_space");
    assert_eq!(names(folder.path()), [NAME]);
}

#[test]
fn a_stick_that_does_not_keep_what_it_is_given_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(NAME), OLD).unwrap();
    let failure = save(&Flawed { free: u64::MAX, flaw: true }, folder.path()).unwrap_err();
    assert_eq!(failure.code, "not_same");
    assert_eq!(names(folder.path()), [NAME]);
    assert_eq!(fs::read(folder.path().join(NAME)).unwrap(), OLD);
}

#[test]
fn a_folder_that_is_not_there_or_is_none_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("文件");
    fs::write(&file, OLD).unwrap();
    for gone in [folder.path().join("没有"), file] {
        assert_eq!(save(&Machine, &gone).unwrap_err().code, "place_gone");
    }
    assert_eq!(names(folder.path()), ["文件"]);
}

#[test]
fn a_saved_form_has_its_name_and_an_entry_in_the_audit_log() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    let home = village.household(grid);
    village.head(home);
    let opened = open(&village.rows, "2026-03-20");
    let folder = opened.folder.path().join("盘");
    fs::create_dir(&folder).unwrap();
    for (kind, name) in [
        (FileKind::Xlsx, "向阳村 「红网工程」管理台账 2026-02.xlsx"),
        (FileKind::Pdf, "向阳村 「红网工程」管理台账 2026-02.pdf"),
    ] {
        let form = FormRequest {
            form: "annex_a".to_owned(),
            month: Some("2026-02".to_owned()),
            names: true,
            reason: Some("送村委会".to_owned()),
            ..FormRequest::default()
        };
        let request = SaveRequest { form, kind, folder: folder.display().to_string() };
        let saved = save_form(&opened.session, &request).unwrap();
        assert_eq!(saved.file, folder.join(name).display().to_string());
        let bytes = fs::read(&saved.file).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((saved.bytes, &saved.sha256, saved.removable), (bytes.len(), &hash, false));
        assert!(saved.message.starts_with("已存好"));
        let (_, audit) = opened.session.book().audit(0, 1).unwrap();
        assert_eq!((audit[0].act.as_str(), audit[0].reason.as_deref()), ("export", Some("送村委会")));
        assert!(audit[0].what.as_deref().unwrap().ends_with(&format!("sha256:{hash}")));
    }
    let gone = SaveRequest {
        form: FormRequest { form: "annex_a".to_owned(), ..FormRequest::default() },
        kind: FileKind::Pdf,
        folder: folder.join("没有").display().to_string(),
    };
    assert_eq!(save_form(&opened.session, &gone).unwrap_err().code, "place_gone");
    assert_eq!(opened.session.book().audit(0, 1).unwrap().0, 2, "what was not saved is not noted");
}

#[test]
fn files_of_one_form_are_saved_all_or_none() {
    let opened = open(&Village::opened("2026-01-01").rows, "2026-03-20");
    let folder = opened.folder.path().join("盘");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("一.pdf"), OLD).unwrap();
    let into = |folder: &Path, name: &str| (Target { folder: folder.to_owned(), name: name.to_owned() }, NEW.to_vec());
    let files = [into(&folder, "一.pdf"), into(&folder.join("没有"), "二.pdf")];
    assert_eq!(put(&opened.session, &Machine, &files, "test", None).unwrap_err().code, "place_gone");
    assert_eq!(names(&folder), ["一.pdf"]);
    assert_eq!(fs::read(folder.join("一.pdf")).unwrap(), OLD);
    let saved = put(&opened.session, &Machine, &[into(&folder, "一.pdf"), into(&folder, "二.pdf")], "test", None);
    let saved = saved.unwrap();
    assert_eq!((saved.others.len(), saved.kept_old.as_deref()), (1, Some("一 旧版 1530.pdf")));
}

#[test]
fn household_cards_of_a_large_village_become_a_pdf_a_hamlet() {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    for number in 0..201 {
        let home = village.household(grid);
        village.rows.households[number].hamlet = Some(["一组", "二组"][number % 2].to_owned());
        village.head(home);
    }
    let opened = open(&village.rows, "2026-03-20");
    let folder = opened.folder.path().join("盘");
    fs::create_dir(&folder).unwrap();
    let form = FormRequest { form: "household_card".to_owned(), ..FormRequest::default() };
    let request = SaveRequest { form, kind: FileKind::Pdf, folder: folder.display().to_string() };
    let saved = save_form(&opened.session, &request).unwrap();
    let cards = |hamlet: &str| format!("向阳村 户卡（一户一档） {hamlet} 2026-03-20.pdf");
    let mut expected = [cards("一组"), cards("二组")];
    expected.sort_unstable();
    assert_eq!(names(&folder), expected);
    assert_eq!(saved.others.len(), 1);
}

#[test]
fn the_recovery_sheet_holds_the_code_and_the_audit_log_does_not() {
    let opened = open(&Village::opened("2026-01-01").rows, "2026-03-20");
    let folder = opened.folder.path().join("盘");
    fs::create_dir(&folder).unwrap();
    let code = "AB12-CD34";
    let request = SaveRecoverySheet { recovery_code: code.to_owned(), folder: folder.display().to_string() };
    let saved = save_recovery_sheet(&opened.session, &request).unwrap();
    assert!(saved.file.ends_with("向阳村 账本恢复单 2026-03-20.pdf"));
    let day = "2026-03-20".parse().unwrap();
    let sheet = serde_json::to_string(&recovery_sheet::document("向阳村", "示例", code, day)).unwrap();
    assert!(sheet.contains(code));
    let (_, audit) = opened.session.book().audit(0, 1).unwrap();
    assert!(
        audit[0].what.as_deref().unwrap().starts_with("账本恢复单")
            && !audit[0].what.as_deref().unwrap().contains(code)
    );
}
