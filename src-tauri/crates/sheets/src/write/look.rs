//! How cells look: 宋体 as every office has it, thin borders, text that wraps, numbers as numbers.

use domain::document::Align;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};
use std::collections::HashMap;

/// Yellow on the screen, light grey on paper.
const ASKED: u32 = 0x00FF_F280;

/// The number that the format of text has in every program.
const TEXT: u8 = 49;

/// What a cell holds, as far as Excel must be told.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Content {
    /// Words.
    Text,
    /// Digits that are a name, not an amount: an ID number, a phone number, a code. Stays text when edited.
    Code,
    /// Words that begin like a formula. Stays text when edited.
    Guarded,
    /// A number with so many decimal places.
    Number(usize),
}

/// The parts of a form.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Look {
    /// The title, in this type size.
    Title(u8),
    /// A line outside any table, at the left or right end.
    Line(bool),
    /// A heading above a table.
    Heading,
    /// Running text.
    Body,
    /// Small print.
    Note,
    /// A caption of a table or field.
    Caption,
    /// A cell of a table: how it stands, what it holds, bold in the total row.
    Cell(Align, Content, bool),
    /// A cell of a list that somebody is asked about.
    Asked(Content),
    /// Cells of a list that nobody has written yet: what is typed there stays text.
    Unwritten,
}

impl Look {
    /// Type size in points.
    pub(super) fn points(self) -> f64 {
        match self {
            Self::Title(points) => f64::from(points),
            Self::Heading | Self::Body => 12.0,
            Self::Note => 9.5,
            Self::Line(_) | Self::Caption | Self::Cell(..) | Self::Asked(_) | Self::Unwritten => 10.5,
        }
    }

    fn format(self) -> Format {
        if let Self::Asked(content) = self {
            return Self::Cell(Align::Left, content, false).format().set_background_color(ASKED);
        }
        let format = Format::new()
            .set_font_name("宋体")
            .set_font_charset(134)
            .set_font_size(self.points())
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        match self {
            Self::Title(_) => format.set_bold().set_align(FormatAlign::Center),
            Self::Line(false) | Self::Note => format,
            Self::Line(true) => format.set_align(FormatAlign::Right),
            Self::Heading => format.set_bold(),
            Self::Body => format.set_align(FormatAlign::Top),
            Self::Caption => format.set_bold().set_align(FormatAlign::Center).set_border(FormatBorder::Thin),
            Self::Asked(_) | Self::Unwritten => format.set_num_format_index(TEXT),
            Self::Cell(align, content, bold) => {
                let format = format.set_border(FormatBorder::Thin);
                // Excel prints text onto the border; one step of indent keeps it off.
                let format = match align {
                    Align::Left => format.set_align(FormatAlign::Left).set_indent(1),
                    Align::Centre => format.set_align(FormatAlign::Center),
                    Align::Right => format.set_align(FormatAlign::Right).set_indent(1),
                };
                let format = if bold { format.set_bold() } else { format };
                match content {
                    Content::Text => format,
                    Content::Code => format.set_num_format_index(TEXT),
                    Content::Guarded => format.set_num_format_index(TEXT).set_quote_prefix(),
                    Content::Number(0) => format.set_num_format("0"),
                    Content::Number(places) => format.set_num_format(format!("0.{}", "0".repeat(places))),
                }
            }
        }
    }
}

/// Formats made once each, since a roster asks for the same few thousands of times.
#[derive(Default)]
pub(super) struct Looks(HashMap<Look, Format>);

impl Looks {
    /// The format of a look.
    pub(super) fn of(&mut self, look: Look) -> &Format {
        self.0.entry(look).or_insert_with(|| look.format())
    }
}

/// What kind of text this is to Excel.
pub(super) fn content_of(text: &str) -> Content {
    let starts_like_formula = text.starts_with(['=', '+', '-', '@']);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match (starts_like_formula, digits > 0 && text.bytes().all(|byte| byte.is_ascii_digit() || b"Xx.-".contains(&byte)))
    {
        (true, _) => Content::Guarded,
        (false, true) => Content::Code,
        (false, false) => Content::Text,
    }
}
