//! The fonts a form is set in, and which characters they have.
//!
//! Typst leaves a character out without a word when no font has it, so coverage is asked here, before layout.

use crate::feet::Feet;
use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The shipped fonts, parsed once for the life of the program, and behind them whatever the caller adds.
pub struct Faces {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    families: Vec<String>,
    covered: Covered,
    feet: Feet,
}

/// One bit a character of Unicode's planes 0 to 3: asked for every character of every form.
struct Covered(Vec<u64>);

impl Covered {
    const CHARACTERS: usize = 0x4_0000;

    fn of(fonts: &[Font]) -> Self {
        let mut bits = vec![0; Self::CHARACTERS / 64];
        for character in fonts.iter().flat_map(|font| font.info().coverage.iter()) {
            if let Some(word) = bits.get_mut(character as usize / 64) {
                *word |= 1 << (character % 64);
            }
        }
        Self(bits)
    }

    fn has(&self, character: char) -> bool {
        self.0.get(character as usize / 64).is_some_and(|word| word >> (character as u32 % 64) & 1 == 1)
    }
}

impl Faces {
    /// The shipped fonts alone: the same pages on every machine.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Faces> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let fonts = fonts::faces().into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect();
            Self::of(fonts)
        })
    }

    /// The shipped fonts, then those in these files (TrueType, OpenType or collections), asked last and in this
    /// order: SimSun-ExtB for rare names. A file that is no font is passed over.
    #[must_use]
    pub fn with_system(files: Vec<Vec<u8>>) -> Self {
        let mut fonts = Self::shipped().fonts.clone();
        fonts.extend(files.into_iter().flat_map(|file| Font::iter(Bytes::new(file)).collect::<Vec<_>>()));
        Self::of(fonts)
    }

    fn of(fonts: Vec<Font>) -> Self {
        let mut families: Vec<String> = Vec::new();
        for font in &fonts {
            if !families.iter().any(|family| *family == font.info().family) {
                families.push(font.info().family.clone());
            }
        }
        let (book, covered) = (LazyHash::new(FontBook::from_fonts(&fonts)), Covered::of(&fonts));
        Self { fonts, book, families, covered, feet: Feet::default() }
    }

    /// Whether a character prints. One that by its nature leaves no mark (joiners, variation selectors) does.
    #[must_use]
    pub fn covers(&self, character: char) -> bool {
        self.covered.has(character) || leaves_no_mark(character)
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// The feet that were set in them.
    pub(crate) fn feet(&self) -> &Feet {
        &self.feet
    }

    /// Family names in the order in which a character is looked for.
    pub(crate) fn families(&self) -> &[String] {
        &self.families
    }
}

/// Default-ignorable characters (Unicode, chapter 5.21) that turn up in typed and pasted names.
fn leaves_no_mark(character: char) -> bool {
    matches!(character, '\n' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::document::width_em;
    use typst::layout::{Abs, Em};
    use typst::text::{FontVariant, FontVariations};

    /// Row heights are fixed by the estimate in `domain`: were it too narrow, a line would run into the next row.
    #[test]
    fn the_estimated_width_of_a_character_is_never_less_than_its_real_one() {
        let font = &Faces::shipped().fonts[0];
        let font = font.clone().instantiate(FontVariant::default(), Abs::pt(10.5), &FontVariations::default());
        let mut narrow = Vec::new();
        for character in (' '..='\u{FFFF}').filter(|character| Faces::shipped().covers(*character)) {
            let Some(glyph) = font.ttf().glyph_index(character) else { continue };
            let advance = font.x_advance(glyph.0).map_or(0.0, Em::get);
            let estimate = width_em(&character.to_string());
            if advance > estimate + 0.001 {
                narrow.push((character, advance, estimate));
            }
        }
        assert!(narrow.is_empty(), "character, real width, estimate: {narrow:?}");
    }
}
