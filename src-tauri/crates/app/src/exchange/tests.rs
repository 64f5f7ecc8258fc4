//! Two books and a stick between them.

use domain::date::PartialDate;
use domain::doubt::{Doubt, DoubtWhy};
use domain::household::Household;
use domain::id::Id;
use domain::organisation::StationRole;
use domain::person::Person;
use domain::register::Rows as Register;
use domain::visit::{Visit, VisitKind, VisitOutcome};
use store::{OpKind, Row, Write};

use super::*;
use crate::testing::{Opened, Village, day, open, open_station};

const TODAY: &str = "2026-03-20";
const PASSWORD: &str = "村里的密码一二三";

/// A village of two grids, of which the first has begun its book from a start pack.
struct Two {
    village: Opened,
    grid: Opened,
    /// A household of the first grid, and its head.
    home: Id,
    head: Id,
    /// A head of the second.
    other: Id,
}

fn request(at: &Opened, what: ExportWhat, grid: Option<Id>) -> ExportRequest {
    ExportRequest {
        what,
        grid: grid.map(|grid| grid.to_string()),
        month: Some("2026-03".to_owned()),
        folder: at.folder.path().display().to_string(),
        password: Some(PASSWORD.to_owned()),
        reason: None,
    }
}

fn two() -> Two {
    let mut rows = Village::opened("2026-01-01");
    let (one, two) = (rows.grid(1), rows.grid(2));
    rows.found_groups();
    let homes = [rows.household(one), rows.household(one), rows.household(two)];
    let heads = homes.map(|home| {
        rows.person(home);
        rows.head(home)
    });
    let village = open(&rows.rows, TODAY);
    let pack = export(&village.session, &request(&village, ExportWhat::Start, Some(one))).unwrap();
    let peer = village.session.read(give::peers).unwrap().into_values().next().unwrap();
    let grid = open_station(Some(peer.id), StationRole::Grid, &peer.name, &Register::default(), TODAY);
    bring(&grid, &pack);
    Two { village, grid, home: homes[0], head: heads[0], other: heads[2] }
}

/// Takes a workbook.
fn bring(to: &Opened, exported: &Exported) -> TakeReport {
    let request = TakeRequest { path: exported.file.clone(), password: Some(PASSWORD.to_owned()) };
    let seen = take(&to.session, &request, false).unwrap();
    let taken = take(&to.session, &request, true).unwrap();
    assert_eq!(TakeReport { op: None, ..taken.clone() }, seen, "what was shown is what is done");
    taken
}

impl Two {
    fn send(&self, from: &Opened) -> Exported {
        let peer = from.session.read(give::peers).unwrap().into_values().next().unwrap();
        let what = if peer.grid.is_some() { ExportWhat::Answer } else { ExportWhat::Return };
        export(&from.session, &request(from, what, peer.grid)).unwrap()
    }

    fn hand_in(&self) -> TakeReport {
        bring(&self.village, &self.send(&self.grid))
    }

    fn answer(&self) -> TakeReport {
        bring(&self.grid, &self.send(&self.village))
    }

    fn agree(&self) {
        let rows = |at: &Opened| {
            let grid = self.grid.session.read(|r| Ok(r.all::<domain::organisation::Grid>()?)).unwrap()[0].id;
            at.session.read(|reader| scope::of_grid(reader, grid, &std::collections::BTreeSet::new())).unwrap()
        };
        assert_eq!(rows(&self.village), rows(&self.grid));
    }
}

fn act(at: &Opened, act: impl FnOnce(&mut Write<'_>) -> Result<()>) {
    at.session.write(OpKind::new("test"), "示例", act).unwrap();
}

fn get<T: Row>(at: &Opened, id: Id) -> Option<T> {
    at.session.read(|reader| Ok(reader.get(id)?)).unwrap()
}

fn phone(at: &Opened, home: Id, phone: &str) {
    act(at, |write| {
        let row: Household = write.get(home)?.unwrap();
        write.put(&Household { phone: Some(phone.to_owned()), ..row })?;
        Ok(())
    });
}

fn rename(at: &Opened, person: Id, name: &str) {
    act(at, |write| {
        let row: Person = write.get(person)?.unwrap();
        write.put(&Person { name: name.to_owned(), ..row })?;
        Ok(())
    });
}

fn visited(at: &Opened, home: Id) -> Id {
    let id = store::mint(at.session.host());
    act(at, |write| {
        write.put(&Visit {
            id,
            household: home,
            person: None,
            date: day("2026-03-18").into(),
            kind: VisitKind::ALL[0],
            outcome: VisitOutcome::ALL[0],
            visitors: Some("示例组长".to_owned()),
            findings: Some("=一切都好".to_owned()),
            next: "2026-06".parse::<PartialDate>().ok(),
            satisfied: Some(true),
            remark: None,
            entered_on: Some(day(TODAY)),
        })?;
        Ok(())
    });
    id
}

fn open_doubts(at: &Opened) -> Vec<Doubt> {
    at.session.read(crate::doubts::open).unwrap()
}

#[test]
fn a_grid_begins_with_its_own_households_and_nobody_elses() {
    let two = two();
    two.agree();
    assert!(get::<Person>(&two.grid, two.head).is_some());
    assert!(get::<Person>(&two.grid, two.other).is_none());
    assert_eq!(open_doubts(&two.grid), []);
}

#[test]
fn what_one_side_changed_reaches_the_other_and_comes_back_as_nothing_new() {
    let two = two();
    phone(&two.grid, two.home, "13800000001");
    rename(&two.village, two.head, "示例新名");
    let visit = visited(&two.grid, two.home);
    let report = two.hand_in();
    assert_eq!((report.taken, report.kept, report.new_rows, report.doubts), (1, 1, 1, 0));
    assert_eq!(get::<Visit>(&two.village, visit), get::<Visit>(&two.grid, visit));
    let report = two.answer();
    assert_eq!((report.taken, report.new_rows, report.doubts), (1, 0, 0));
    two.agree();
    let report = two.hand_in();
    assert_eq!((report.taken, report.kept, report.new_rows, report.doubts), (0, 0, 0, 0));
    // What the grid takes out goes from the village too.
    act(&two.grid, |write| Ok(write.remove::<Visit>(visit).map(drop)?));
    let report = two.hand_in();
    assert_eq!((report.removed_rows, report.doubts), (1, 0));
    assert_eq!(get::<Visit>(&two.village, visit), None);
}

#[test]
fn a_cell_that_both_changed_is_asked_once_and_is_nobodys_word_meanwhile() {
    let two = two();
    phone(&two.grid, two.home, "13800000001");
    phone(&two.village, two.home, "13800000002");
    assert_eq!(two.hand_in().doubts, 1);
    let doubts = open_doubts(&two.village);
    assert_eq!((doubts[0].why, doubts[0].field.as_deref()), (DoubtWhy::BothChanged, Some("phone")));
    assert_eq!(get::<Household>(&two.village, two.home).unwrap().phone.as_deref(), Some("13800000002"));
    assert_eq!(two.hand_in().doubts, 0, "the same again");
    assert_eq!(two.answer().taken, 0, "it is not sent while it is asked");
    assert_eq!(get::<Household>(&two.grid, two.home).unwrap().phone.as_deref(), Some("13800000001"));
    // The grid comes round: nobody needs to be asked any more.
    phone(&two.grid, two.home, "13800000002");
    two.hand_in();
    assert_eq!(open_doubts(&two.village), []);
    two.answer();
    two.agree();
}

#[test]
fn a_workbook_is_taken_once_and_an_older_one_changes_nothing() {
    let two = two();
    let first = two.send(&two.grid);
    phone(&two.grid, two.home, "13800000001");
    let second = two.send(&two.grid);
    assert_eq!(bring(&two.village, &second).taken, 1);
    let again = TakeRequest { path: second.file.clone(), password: Some(PASSWORD.to_owned()) };
    assert!(take(&two.village.session, &again, true).unwrap().older);
    let late = TakeRequest { path: first.file, password: Some(PASSWORD.to_owned()) };
    assert!(take(&two.village.session, &late, true).unwrap().older);
    assert_eq!(get::<Household>(&two.village, two.home).unwrap().phone.as_deref(), Some("13800000001"));
}

#[test]
fn taking_is_one_operation_and_can_be_done_again_after_it_was_undone() {
    let two = two();
    phone(&two.grid, two.home, "13800000001");
    let before = crate::content_hash::content_hash(&two.village.session).unwrap();
    let sent = two.send(&two.grid);
    bring(&two.village, &sent);
    two.village.session.book().undo(None).unwrap();
    assert_eq!(crate::content_hash::content_hash(&two.village.session).unwrap(), before);
    assert_eq!(bring(&two.village, &sent).taken, 1, "it is as if it had never come");
    two.answer();
    two.agree();
}

#[test]
fn exports_that_cross_on_the_way_lose_nothing() {
    let two = two();
    phone(&two.village, two.home, "13800000002");
    let answer = two.send(&two.village);
    rename(&two.grid, two.head, "示例新名");
    assert_eq!(two.hand_in().doubts, 0);
    assert_eq!(bring(&two.grid, &answer).doubts, 0);
    phone(&two.grid, two.home, "13800000003");
    let report = two.hand_in();
    assert_eq!((report.taken, report.doubts), (1, 0), "the village's own is what the grid has changed");
    assert_eq!(get::<Household>(&two.village, two.home).unwrap().phone.as_deref(), Some("13800000003"));
    two.answer();
    two.agree();
}

#[test]
fn a_workbook_without_its_password_of_another_station_or_of_no_station_is_refused() {
    let two = two();
    let sent = two.send(&two.grid);
    let code = |at: &Opened, path: &str, password: Option<&str>| {
        let request = TakeRequest { path: path.to_owned(), password: password.map(str::to_owned) };
        take(&at.session, &request, true).unwrap_err().code
    };
    assert_eq!(code(&two.village, &sent.file, None), "workbook_password_needed");
    assert_eq!(code(&two.village, &sent.file, Some("不是这个密码")), "wrong_workbook_password");
    assert_eq!(code(&two.grid, &sent.file, Some(PASSWORD)), "for_another_station");
    let registers = crate::workbook::registers(&two.village.session, false, None).unwrap();
    let other = two.village.folder.path().join("别的表.xlsx");
    std::fs::write(&other, registers.bytes).unwrap();
    assert_eq!(code(&two.village, &other.display().to_string(), None), "not_an_exchange");
    let short = ExportRequest { password: Some("123".into()), ..request(&two.grid, ExportWhat::Return, None) };
    assert_eq!(export(&two.grid.session, &short).unwrap_err().code, "workbook_password");
}

#[test]
fn a_grid_begins_its_book_with_nothing_but_its_start_pack() {
    let two = two();
    let grid = two.village.session.read(give::peers).unwrap().into_values().next().unwrap().grid;
    let pack = export(&two.village.session, &request(&two.village, ExportWhat::Start, grid)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let host: std::sync::Arc<dyn crate::host::Host> =
        std::sync::Arc::new(crate::testing::bench(folder.path().to_owned(), TODAY));
    // Another laptop's chance is another.
    let _ = store::mint(&*host);
    let ask = |path: &str, workbook: &str| BeginBook {
        path: path.to_owned(),
        workbook_password: Some(workbook.to_owned()),
        operator: "示例组长".to_owned(),
        password: "网格自己的密码".to_owned(),
    };
    let dir = folder.path().join("new");
    let refused = |path: &str, workbook: &str| {
        begin(&host, &dir, &ask(path, workbook), store::Cost::SAMPLE).map(drop).unwrap_err().code
    };
    assert_eq!(refused(&pack.file, "不是这个密码"), "wrong_workbook_password");
    assert_eq!(refused(&two.send(&two.grid).file, PASSWORD), "not_a_start_pack");
    assert!(!dir.exists());
    let (session, created, report) = begin(&host, &dir, &ask(&pack.file, PASSWORD), store::Cost::SAMPLE).unwrap();
    assert_eq!(created.dir, dir.display().to_string());
    assert_eq!((report.doubts, report.kind.as_str()), (0, "建站包"));
    let station = session.station().unwrap();
    assert_eq!((station.role, station.village.as_deref()), (StationRole::Grid, Some("向阳村")));
    // A second laptop from the same pack is known as such when it hands in.
    let apart = folder.path().display().to_string();
    let request = ExportRequest { folder: apart, ..request(&two.grid, ExportWhat::Return, None) };
    let sent = export(&session, &request).unwrap();
    two.hand_in();
    let late = TakeRequest { path: sent.file, password: Some(PASSWORD.to_owned()) };
    assert!(take(&two.village.session, &late, false).unwrap().other_laptop);
}

#[test]
fn a_full_workbook_of_a_grid_holds_nobodys_name_in_the_clear() {
    let two = two();
    rename(&two.grid, two.head, "示例明文");
    let bytes = std::fs::read(two.send(&two.grid).file).unwrap();
    let (utf8, utf16): (Vec<u8>, Vec<u8>) =
        ("示例明文".into(), "示例明文".encode_utf16().flat_map(u16::to_le_bytes).collect());
    assert!(![utf8, utf16].iter().any(|name| bytes.windows(name.len()).any(|part| part == name)));
}

#[test]
fn an_answered_question_is_not_asked_again_and_the_answer_travels() {
    for choice in ["mine", "theirs", "13800000009"] {
        let two = two();
        phone(&two.grid, two.home, "13800000001");
        phone(&two.village, two.home, "13800000002");
        two.hand_in();
        let shown = crate::doubts::list(&two.village.session, true, 0, 9).unwrap().rows;
        let [one] = &shown[..] else { panic!("{shown:?}") };
        assert_eq!((one.mine.as_deref(), one.theirs.as_deref()), (Some("13800000002"), Some("13800000001")));
        assert!(one.subject.starts_with("户 H"), "{}", one.subject);
        assert_eq!(one.field_label.as_deref(), Some("联系电话"));
        crate::doubts::decide(&two.village.session, &one.id, choice, None).unwrap();
        assert_eq!(two.hand_in().doubts, 0);
        assert_eq!(two.answer().doubts, 0);
        two.agree();
        let said = get::<Household>(&two.grid, two.home).unwrap().phone;
        let wanted = match choice {
            "mine" => "13800000002",
            "theirs" => "13800000001",
            value => value,
        };
        assert_eq!(said.as_deref(), Some(wanted));
    }
}

#[test]
fn a_record_that_one_side_took_out_and_the_other_changed_is_asked_and_either_answer_holds() {
    for choice in ["mine", "theirs"] {
        let two = two();
        let visit = visited(&two.grid, two.home);
        two.hand_in();
        two.answer();
        act(&two.village, |write| Ok(write.remove::<Visit>(visit).map(drop)?));
        act(&two.grid, |write| {
            let row: Visit = write.get(visit)?.unwrap();
            write.put(&Visit { findings: Some("屋顶漏雨".into()), ..row })?;
            Ok(())
        });
        assert_eq!(two.hand_in().doubts, 1);
        let doubts = open_doubts(&two.village);
        assert_eq!(doubts[0].why, DoubtWhy::Gone);
        assert_eq!(two.hand_in().doubts, 0, "once");
        crate::doubts::decide(&two.village.session, &doubts[0].id.to_string(), choice, None).unwrap();
        assert_eq!(get::<Visit>(&two.village, visit).is_some(), choice == "theirs");
        assert_eq!(two.hand_in().doubts, 0, "nor after the answer");
        two.answer();
        two.agree();
    }
}
