//! Photographs as they are kept: a JPEG of at most 1600 pixels, upright, without place, time, camera or any other thing
//! that was written beside the pixels, since it is made anew from the pixels alone.
//!
//! Nothing of a file is believed: its size and its pixels are counted before it is decoded, and a decoder that fails in
//! whatever way fails the photograph only. Deliberately not here: files, captions, and where photographs are kept.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use thiserror::Error;

/// Largest file that is looked at, in bytes.
pub const MOST_BYTES: u64 = 40 << 20;
/// Most pixels that are decoded; a camera of 50 megapixels stays below.
pub const MOST_PIXELS: u64 = 64_000_000;
/// Longer side of what is kept, in pixels.
pub const LONGEST: u32 = 1600;

/// Memory that a decoder may ask for: eight bytes a pixel are the most there are, three or four the usual.
const MOST_MEMORY: u64 = 320 << 20;
/// As good as a print of 85 mm shows.
const QUALITY: u8 = 82;

/// A photograph as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The JPEG.
    pub jpeg: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Why a file cannot be kept as a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PictureError {
    /// Beyond [`MOST_BYTES`].
    #[error("照片文件超过 40 MB，请先用手机或看图软件缩小后再放进来")]
    TooLarge,
    /// No JPEG, PNG or WebP.
    #[error("这个文件不是 JPG、PNG 或 WebP 照片，请另选一张；苹果手机的 HEIC 照片请先转存为 JPG")]
    NotAPicture,
    /// Beyond [`MOST_PIXELS`].
    #[error("照片的像素太多（超过 6400 万），请先缩小后再放进来")]
    TooManyPixels,
    /// It ends too early, or says what cannot be.
    #[error("照片文件已损坏，打不开，请换一张或重新从手机里取")]
    Damaged,
}

impl PictureError {
    /// What screens and scripts act on.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "photo_too_large",
            Self::NotAPicture => "photo_unknown",
            Self::TooManyPixels => "photo_too_many_pixels",
            Self::Damaged => "photo_damaged",
        }
    }
}

/// Makes of a file's bytes the photograph that is kept.
///
/// # Errors
/// What is wrong with the file.
pub fn read(bytes: &[u8]) -> Result<Picture, PictureError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(PictureError::TooLarge);
    }
    let format = image::guess_format(bytes).map_err(|_| PictureError::NotAPicture)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(PictureError::NotAPicture);
    }
    // A decoder of somebody else's, over bytes of somebody else's.
    catch_unwind(AssertUnwindSafe(|| made(bytes, format))).unwrap_or(Err(PictureError::Damaged))
}

fn made(bytes: &[u8], format: ImageFormat) -> Result<Picture, PictureError> {
    let damaged = |_| PictureError::Damaged;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(PictureError::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let decoded = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    let mut small =
        if width.max(height) > LONGEST { decoded.resize(LONGEST, LONGEST, FilterType::Triangle) } else { decoded };
    small.apply_orientation(orientation);
    let pixels = on_white(small);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode(&pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgb8)
        .map_err(damaged)?;
    Ok(Picture { width: pixels.width(), height: pixels.height(), jpeg })
}

fn refused(error: &image::ImageError) -> PictureError {
    match error {
        image::ImageError::Limits(_) => PictureError::TooManyPixels,
        _ => PictureError::Damaged,
    }
}

/// What is transparent becomes white, as on paper.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let seen = picture.into_rgba8();
    let mut flat = RgbImage::new(seen.width(), seen.height());
    for (from, to) in seen.pixels().zip(flat.pixels_mut()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let over = |colour: u32| ((colour * alpha + 255 * (255 - alpha)) / 255) as u8;
        to.0 = [over(red), over(green), over(blue)];
    }
    flat
}

#[cfg(test)]
mod tests;
