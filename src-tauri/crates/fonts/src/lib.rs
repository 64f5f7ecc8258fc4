//! The typefaces that every form is printed with, inside the program: a PDF is the same on every machine.
//!
//! Noto Serif SC for text and headings; Noto Serif JP behind it for characters of real names that SC lacks, such as
//! 𠮷. Both OFL. Nothing here reads a font: `paper` does, and adds what the system offers as a last resort.

/// Family names of [`faces`], in the order in which a character is looked for.
pub const FAMILIES: [&str; 2] = ["Noto Serif SC", "Noto Serif JP"];

/// The TrueType files: Noto Serif SC regular and bold, Noto Serif JP regular.
#[must_use]
pub fn faces() -> [&'static [u8]; 3] {
    FACES
}

static FACES: [&[u8]; 3] = include!(concat!(env!("OUT_DIR"), "/faces.rs"));

#[cfg(test)]
mod tests {
    #[test]
    fn every_face_is_a_truetype_file() {
        for face in super::faces() {
            assert_eq!(&face[..4], &[0, 1, 0, 0], "TrueType outlines, which the PDF writer can subset");
            assert!(face.len() > 1_000_000);
        }
    }
}
