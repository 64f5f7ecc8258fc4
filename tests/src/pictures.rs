//! Pictures of the pages: always in the target folder, and in the tree when they are asked for anew.
#![allow(clippy::disallowed_methods, reason = "this is the edge: it asks the environment what is wanted")]
#![allow(clippy::expect_used, reason = "it runs in tests only: what fails here ends the test with its reason")]

use std::collections::HashMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

/// How many colours a picture has: a page has a few, and their mixtures at the edges of letters.
const COLOURS: usize = 256;

type Colour = [u8; 3];

/// Keeps a PNG as `name` below `target`, the target folder's own; with `HONGWANG_SCREENSHOTS=1` also in
/// `assets/screenshots`.
///
/// # Panics
/// It is no picture, cannot be written, or is larger than what the tree takes.
pub fn keep(target: &Path, name: &str, bytes: &[u8], largest: usize) {
    let small = small(bytes);
    let tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/screenshots");
    let wanted = std::env::var("HONGWANG_SCREENSHOTS").as_deref() == Ok("1");
    for folder in [target.join("screenshots")].into_iter().chain(wanted.then_some(tree)) {
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join(format!("{name}.png")), &small).expect("a picture can be written");
    }
    assert!(small.len() <= largest, "{name}: {} bytes", small.len());
}

/// The same picture with its most frequent colours; each other one becomes the nearest of them.
fn small(bytes: &[u8]) -> Vec<u8> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().expect("a picture is PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a picture has a size")];
    let frame = reader.next_frame(&mut pixels).expect("a picture is whole");
    let pixels = pixels[..frame.buffer_size()].chunks_exact(frame.color_type.samples());
    let pixels: Vec<Colour> = pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();

    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for pixel in &pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<Colour> = counts.keys().copied().collect();
    colours.sort_unstable_by_key(|colour| (std::cmp::Reverse(counts[colour]), *colour));
    let palette = &colours[..colours.len().min(COLOURS)];
    let places: HashMap<Colour, u8> = colours.iter().map(|colour| (*colour, nearest(palette, *colour))).collect();

    let mut small = Vec::new();
    let mut encoder = png::Encoder::new(&mut small, frame.width, frame.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().expect("a picture can be packed");
    let indexes: Vec<u8> = pixels.iter().map(|pixel| places[pixel]).collect();
    writer.write_image_data(&indexes).expect("a picture can be packed");
    writer.finish().expect("a picture can be packed");
    small
}

fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let far = |other: &Colour| -> u32 { (0..3).map(|at| u32::from(other[at].abs_diff(colour[at])).pow(2)).sum() };
    let found = palette.iter().enumerate().min_by_key(|(_, other)| far(other));
    found.and_then(|(at, _)| u8::try_from(at).ok()).unwrap_or_default()
}
