use image::{Rgb, Rgba, RgbaImage};

use super::*;

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> DynamicImage {
    let side = |x: u32, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, side))
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with an EXIF part behind its first marker: how the camera was held, and a word that nobody is to read later.
fn photographed(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let jpeg = file(picture, ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend([0x01, 0x0E, 0, 2, 0, 0, 0, 8, 0, 0, 0, 38, 0, 0, 0, 0]);
    exif.extend(b"village\0");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let parts: [&[u8]; 5] = [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]];
    parts.concat()
}

fn seen(picture: &Picture) -> RgbImage {
    image::load_from_memory(&picture.jpeg).unwrap().into_rgb8()
}

fn is_red(pixel: &Rgb<u8>) -> bool {
    pixel.0[0] > 150 && pixel.0[2] < 100
}

#[test]
fn a_large_photograph_becomes_small_and_keeps_its_shape() {
    let kept = read(&file(&halves(4000, 3000), ImageFormat::Jpeg)).unwrap();
    assert_eq!((kept.width, kept.height), (1600, 1200));
    assert_eq!(seen(&kept).dimensions(), (1600, 1200));
    assert!(kept.jpeg.len() < 400_000);
    let small = read(&file(&halves(320, 200), ImageFormat::WebP)).unwrap();
    assert_eq!((small.width, small.height), (320, 200), "a small one is not blown up");
}

#[test]
fn the_picture_stands_upright_and_what_the_camera_wrote_is_gone() {
    let lying = photographed(&halves(400, 200), 6);
    assert!(lying.windows(7).any(|part| part == b"village"));
    let kept = read(&lying).unwrap();
    assert_eq!((kept.width, kept.height), (200, 400), "turned by a quarter");
    let upright = seen(&kept);
    assert!(is_red(upright.get_pixel(100, 20)) && !is_red(upright.get_pixel(100, 380)), "what was left is above");
    assert!(!kept.jpeg.windows(7).any(|part| part == b"village"));
    assert!(!kept.jpeg.windows(4).any(|part| part == b"Exif"));
    let straight = read(&photographed(&halves(400, 200), 1)).unwrap();
    assert_eq!((straight.width, straight.height), (400, 200));
}

#[test]
fn what_is_transparent_becomes_white() {
    let glass = DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0])));
    let kept = read(&file(&glass, ImageFormat::Png)).unwrap();
    assert!(seen(&kept).pixels().all(|pixel| pixel.0.iter().all(|one| *one > 250)));
}

#[test]
fn what_is_no_photograph_is_refused_with_its_reason() {
    assert_eq!(read(b""), Err(PictureError::NotAPicture));
    assert_eq!(read("走访记录".as_bytes()), Err(PictureError::NotAPicture));
    assert_eq!(read(b"GIF89a\x01\0\x01\0\0\0\0;"), Err(PictureError::NotAPicture));
    assert_eq!(read(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(PictureError::NotAPicture));
    let whole = file(&halves(400, 300), ImageFormat::Png);
    assert_eq!(read(&whole[..whole.len() / 3]), Err(PictureError::Damaged));
    assert_eq!(read(&file(&halves(400, 300), ImageFormat::Jpeg)[..20]), Err(PictureError::Damaged));
    assert_eq!(read(&vec![0xFF; (MOST_BYTES + 1) as usize]), Err(PictureError::TooLarge));
}

/// A PNG that says how large it is, and little more: its pixels would unfold to more than a gigabyte.
#[test]
fn a_picture_that_would_unfold_to_a_gigabyte_is_refused_before_it_does() {
    let mut png = file(&halves(4, 4), ImageFormat::Png);
    png[16..20].copy_from_slice(&20_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&20_000_u32.to_be_bytes());
    let checked = crc(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&checked);
    let began = std::time::Instant::now();
    assert_eq!(read(&png), Err(PictureError::TooManyPixels));
    assert!(began.elapsed().as_millis() < 500, "nothing was unfolded");
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}

#[test]
fn damaged_bytes_never_panic_and_never_stay() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(&halves(64, 48), format);
        for at in (0..whole.len()).step_by(whole.len() / 60 + 1) {
            let mut broken = whole.clone();
            broken[at] ^= 0xA5;
            if let Ok(kept) = read(&broken) {
                assert_eq!(seen(&kept).dimensions(), (kept.width, kept.height));
            }
        }
    }
}
