use std::fs;

use domain::tag::TagKind;

use super::*;
use crate::forms::{self, FormRequest};
use crate::testing::{Opened, Village, open};

const PACK: &str = include_str!("../../../../../assets/standards/liaoning-grid.toml");

#[test]
fn the_shipped_pack_reads_and_names_what_annex_a_counts() {
    let standard = shipped().unwrap();
    let counted: Vec<&str> = standard.annex_a.served.iter().chain(&standard.annex_a.able).map(String::as_str).collect();
    assert_eq!(counted, TagKind::ANNEX_A.map(TagKind::word));
    assert_eq!(standard.annex_a.basics, ["户数", "人口"]);
}

#[test]
#[allow(clippy::print_stdout, reason = "the tally is to be read")]
fn every_sentence_is_answered_or_known_to_be_for_later() {
    let tally = Tally::of(shipped().unwrap());
    println!("条文 {} 条，已回答 {} 条，留待以后 {} 条：", tally.statements, tally.answered, tally.later.len());
    println!("{}", tally.later.join(" "));
    assert_eq!(tally.answered + tally.later.len(), tally.statements);
    let clauses =
        ["2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "4.4", "4.5", "5.1", "5.2", "5.3", "5.4", "5.5"];
    for clause in clauses.into_iter().chain(["附录 A"]) {
        assert!(shipped().unwrap().statements.iter().any(|one| one.clause == clause), "{clause} asks for nothing");
    }
}

#[test]
fn a_pack_with_a_slip_of_the_pen_is_refused_with_its_line() {
    let line = |what: &str| PACK.lines().position(|line| line.starts_with(what)).unwrap() + 1;
    let first = "id = \"2.1-founding\"\n";
    let answered =
        "table = \"org_unit\"\nform = \"organisation_chart\"\npage = \"设置\"\n\n[[statement]]\nid = \"2.1-founding\"";
    for (from, to, code, field, at) in [
        ("\noutside =", "\noutsid =", "pack_unreadable", "outsid", Some(line("outside ="))),
        ("\noutside = \"未划入网格\"", "", "pack_unreadable", "outside", Some(line("[annex_a]"))),
        ("name = \"美丽", "nam = \"美丽", "pack_unreadable", "nam", Some(line("name ="))),
        (first, "id = \"2.1-team\"\n", "pack_statement", "id", None),
        (answered, "[[statement]]\nid = \"2.1-founding\"", "pack_statement", "table", None),
        (
            "members = [\"退休党员\", \"农民党员\", \"村民组长\", \"优秀妇女\", \"中心户长\"]",
            "members = []",
            "pack_list",
            "members",
            Some(line("members =")),
        ),
        ("form = \"project_list\"", "form = \"no_such\"", "pack_statement", "form", None),
    ] {
        assert!(PACK.contains(from), "{from}");
        let refused = read(&PACK.replacen(from, to, 1)).unwrap_err();
        assert_eq!((refused.code.as_ref(), refused.field.as_deref()), (code, Some(field)), "{from}: {refused:?}");
        match at {
            Some(line) => assert!(refused.message.contains(&format!("第 {line} 行")), "{line}: {}", refused.message),
            None => assert!(refused.message.contains("第 ") && refused.message.contains("行"), "{}", refused.message),
        }
    }
    assert!(read("id = ").unwrap_err().message.contains("第 1 行"));
    let missing = PACK.replacen("\"户数\", ", "", 1);
    assert_eq!(read(&missing).unwrap_err().code, "pack_unreadable", "a caption is missing");
}

/// A book, and a county's pack beside it: other words, other titles, another caption.
fn with_pack() -> (Opened, std::path::PathBuf) {
    let mut village = Village::opened("2026-01-01");
    let grid = village.grid(1);
    village.found_groups();
    village.household(grid);
    let opened = open(&village.rows, "2026-03-20");
    let folder = opened.folder.path().join("standards");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("county.toml");
    fs::write(&file, county()).unwrap();
    (opened, file)
}

fn county() -> String {
    PACK.replace("id = \"liaoning-grid\"", "id = \"county\"")
        .replace("annex_a = \"「红网工程」管理台账\"", "annex_a = \"示例县管理台账\"")
        .replace("\"党小组组长\", \"党小组成员\"", "\"小组长\", \"小组成员\"")
        .replace("\"种植大户\", \"养殖专家\"", "\"种田能手\", \"养殖专家\"")
        .replace("members = [\"退休党员\"", "members = [\"下派干部\", \"退休党员\"")
}

fn ledger(opened: &Opened) -> domain::document::Document {
    let request = FormRequest { form: "annex_a".to_owned(), ..FormRequest::default() };
    forms::build(&opened.session, &request).unwrap().remove(0)
}

#[test]
fn a_second_pack_changes_what_forms_say_without_code() {
    let (opened, _) = with_pack();
    let session = &opened.session;
    assert_eq!(ledger(&opened).title, "「红网工程」管理台账");
    choose(session, "county").unwrap();
    let table = ledger(&opened);
    assert_eq!(table.title, "示例县管理台账");
    let columns = &table.tables().next().unwrap().columns;
    assert_eq!((columns[2].caption.as_str(), columns[3].caption.as_str()), ("小组长", "小组成员"));
    assert!(table.tables().next().unwrap().rows[0].0[7].plain().starts_with("种田能手：0"));
    assert!(crate::organisation::choices(session).unwrap().members.contains(&"下派干部".to_owned()));
    let shown = standards(session).unwrap();
    assert_eq!((shown.tally.id.as_str(), shown.trouble.as_deref()), ("county", None));
    assert_eq!(
        shown.packs.iter().map(|pack| (pack.id.as_str(), pack.chosen)).collect::<Vec<_>>(),
        [("liaoning-grid", false), ("county", true)]
    );
    assert!(shown.statements.iter().any(|one| one.title.as_deref() == Some("示例县管理台账")));
    // As everything else it can be taken back.
    crate::history::undo(session, None).unwrap();
    assert_eq!(ledger(&opened).title, "「红网工程」管理台账");
    crate::history::redo(session).unwrap();
    choose(session, "liaoning-grid").unwrap();
    assert_eq!(ledger(&opened).title, "「红网工程」管理台账");
}

#[test]
fn captions_that_a_village_chose_stay_with_any_pack() {
    let (opened, _) = with_pack();
    let session = &opened.session;
    let mut own = crate::settings::settings(session).unwrap();
    crate::settings::save(session, &own).unwrap();
    choose(session, "county").unwrap();
    assert_eq!(crate::settings::settings(session).unwrap().captions[0], "小组长", "what was the pack's is no setting");
    own.captions[0] = "带头人".to_owned();
    crate::settings::save(session, &own).unwrap();
    choose(session, "liaoning-grid").unwrap();
    assert_eq!(ledger(&opened).tables().next().unwrap().columns[2].caption, "带头人");
}

#[test]
fn a_pack_that_vanished_or_broke_gives_way_to_the_shipped_one_and_says_so() {
    let (opened, file) = with_pack();
    let session = &opened.session;
    choose(session, "county").unwrap();
    for (text, code) in [(None, "pack_missing"), (Some(county().replace("outside", "outsid")), "pack_unreadable")] {
        match text {
            None => fs::remove_file(&file).unwrap(),
            Some(text) => fs::write(&file, text).unwrap(),
        }
        session.forget();
        assert_eq!(ledger(&opened).title, "「红网工程」管理台账");
        let trouble = session.overview().unwrap().standard_trouble.unwrap();
        assert!(trouble.contains("county") && trouble.contains("先用"), "{trouble}");
        assert_eq!(session.in_use().unwrap().trouble.as_ref().unwrap().code, code);
        assert_eq!(standards(session).unwrap().trouble, Some(trouble));
    }
    let broken = standards(session).unwrap().packs.remove(1);
    assert!(broken.trouble.unwrap().contains("outsid") && !broken.chosen);
    fs::write(&file, county()).unwrap();
    session.forget();
    assert_eq!(ledger(&opened).title, "示例县管理台账", "the choice stands");
}

#[test]
fn only_a_pack_that_reads_and_bears_its_own_name_can_be_chosen() {
    let (opened, file) = with_pack();
    let (session, folder) = (&opened.session, file.parent().unwrap());
    fs::write(folder.join("other.toml"), county()).unwrap();
    fs::write(folder.join("liaoning-grid.toml"), PACK).unwrap();
    fs::write(folder.join("bytes.toml"), [0xff, 0xfe, 0x00]).unwrap();
    for (id, code) in [
        ("none", "pack_missing"),
        ("other", "pack_id"),
        ("bytes", "pack_unreadable"),
        ("../county", "pack_id"),
        ("", "pack_id"),
    ] {
        assert_eq!(choose(session, id).unwrap_err().code, code, "{id}");
    }
    assert_eq!(read::read_own(&folder.join("liaoning-grid.toml")).unwrap_err().code, "pack_id");
    assert_eq!(read_file(&folder.join("liaoning-grid.toml")).unwrap(), **shipped().unwrap(), "it can be looked over");
    assert_eq!(standards(session).unwrap().tally.id, "liaoning-grid");
    assert!(session.book().can_undo().unwrap().is_none_or(|op| op.label != "改用规范"), "nothing was written");
}
