//! Photographs behind a form: what is shown, never how it was taken.

use serde::{Deserialize, Serialize};

/// Photographs under a heading, one or two a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annex {
    /// Above the first of them: `附：活动照片`.
    pub title: String,
    /// In reading order, at least one.
    pub pictures: Vec<Picture>,
}

impl Annex {
    /// Pictures side by side: one or two stand large, more stand in pairs.
    #[must_use]
    pub fn per_row(&self) -> usize {
        if self.pictures.len() <= 2 { 1 } else { 2 }
    }

    /// Room of one picture in millimetres, width and height, on a page that is `text_width` wide between its margins; a
    /// picture keeps its shape within it. Two rows of large ones or three of small ones fill a page of A4.
    #[must_use]
    pub fn room_mm(&self, text_width: f64) -> (f64, f64) {
        const BETWEEN: f64 = 6.0;
        if self.per_row() == 1 { (text_width.min(150.0), 105.0) } else { ((text_width - BETWEEN) / 2.0, 64.0) }
    }
}

/// One photograph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Below it.
    pub caption: String,
    /// The JPEG. It is printed and written into workbooks; the window sees it on the page picture only.
    #[serde(skip)]
    pub jpeg: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl Picture {
    /// The largest size in millimetres, width and height, in which it stands whole in a room.
    #[must_use]
    pub fn fitted_mm(&self, (width, height): (f64, f64)) -> (f64, f64) {
        let (own_width, own_height) = (f64::from(self.width.max(1)), f64::from(self.height.max(1)));
        let scale = (width / own_width).min(height / own_height);
        (own_width * scale, own_height * scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_shape_in_its_room() {
        let picture = |width, height| Picture { caption: String::new(), jpeg: vec![], width, height };
        assert_eq!(picture(1600, 1200).fitted_mm((80.0, 64.0)), (80.0, 60.0));
        assert_eq!(picture(1200, 1600).fitted_mm((80.0, 64.0)), (48.0, 64.0));
        let annex = |count| Annex { title: String::new(), pictures: vec![picture(4, 3); count] };
        assert_eq!([1, 2, 3, 12].map(|count| annex(count).per_row()), [1, 1, 2, 2]);
        assert_eq!(annex(3).room_mm(174.0), (84.0, 64.0));
    }
}
