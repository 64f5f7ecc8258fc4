//! The project's own tasks, as `cargo xtask VERB`: one file a verb.
//!
//! It depends on nothing but the standard library, so that the first command on a fresh machine starts in seconds.
//! Not here: anything the program itself needs, and any rule of the subject.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a task speaks to the person at the terminal")]
#![allow(clippy::disallowed_methods, reason = "this is the edge: it looks for the folders and the environment")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod bench;
mod bindings;
mod command;
mod display;
mod faults;
mod json;
mod lint;
mod npm;
mod package;
mod packages;
mod programs;
mod project;
mod run;
mod step;
mod test;

use project::Project;
use std::process::ExitCode;

const USAGE: &str = "\
用法 / usage: cargo xtask VERB

  run            装好缺的，编译，打开程序；没有显示器就用自带的示例花名册跑一遍
                 install what is missing, build, open the program; without a display do the main job headless
  test [FILTER]  装好缺的，跑全部检查和测试；FILTER 只跑名字里有它的步骤
                 install what is missing, run every check and test; FILTER: only the steps whose name contains it
  lint           dependency direction, licences, tree and text rules
  bench [ARGS]   the table of measures
  faults [ARGS]  kill, full disk, damaged files: the long form of the fault tests
  bindings       write the TypeScript types of ui/src/host/bindings anew
  package        make the .deb in target/package";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (verb, rest) = match arguments.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("help", &[][..]),
    };
    let done = Project::find().and_then(|project| match verb {
        "run" => run::run(&project),
        "test" => test::run(&project, rest.first().map(String::as_str)),
        "lint" => lint::run(&project),
        "bench" => bench::run(&project, rest),
        "faults" => faults::run(&project, rest),
        "bindings" => bindings::run(&project),
        "package" => package::run(&project),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("没有这个命令 / no such verb: {other}\n\n{USAGE}")),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
