//! Wrong use, said in Chinese: what clap found, and how the command is used.

use app::failure::Failure;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::answer::{Exit, refuse};

/// Prints help and version as they are, and anything else as a failure with the code `usage`.
pub fn tell(error: &clap::Error, as_json: bool) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // Nobody to read it is no failure.
        let _ = error.print();
        return Exit::Done;
    }
    refuse(&failure(error), as_json)
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(many) => Some(many.join(" ")),
        other => Some(other.to_string()),
    }
}

fn failure(error: &clap::Error) -> Failure {
    let part = |kind| context(error, kind).unwrap_or_default();
    let argument = context(error, ContextKind::InvalidArg);
    let name = argument.clone().unwrap_or_default();
    let sentence = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("还缺 {name}"),
        ErrorKind::UnknownArgument => format!("没有 {name} 这个选项"),
        ErrorKind::InvalidSubcommand => format!("没有 {} 这个命令", part(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "还没写要做什么".to_owned()
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{name} 不能是「{}」", part(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => format!("{name} 不能和 {} 一起用", part(ContextKind::PriorArg)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            format!("{name} 的写法不对")
        }
        _ => "写法不对".to_owned(),
    };
    let failure = Failure::new("usage", format!("{sentence}，请看 hongwang --help 或 hongwang 命令 --help"));
    match argument {
        Some(argument) => failure.at(argument.split(' ').next().unwrap_or_default()),
        None => failure,
    }
}
