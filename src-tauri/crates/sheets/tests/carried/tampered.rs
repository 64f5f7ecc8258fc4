//! Locked workbooks that were damaged or made to hurt: refused, or exactly what they were.

use std::io::{Cursor, Write};

use ms_offcrypto_writer::Ecma376AgileWriter;

use super::make::{PASSWORD, chance, code, locked, open, with_stream};

struct Chance<F>(F);

impl<F: FnMut(&mut [u8])> rand_core::RngCore for Chance<F> {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        (self.0)(bytes);
    }
}

impl<F: FnMut(&mut [u8])> rand_core::CryptoRng for Chance<F> {}

/// Anything at all under the password.
pub fn lock(bytes: &[u8]) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut writer = Ecma376AgileWriter::create(&mut Chance(chance()), PASSWORD, &mut file).unwrap();
    writer.write_all(bytes).unwrap();
    drop(writer);
    file.into_inner()
}

#[test]
fn a_locked_file_cut_anywhere_is_refused() {
    let whole = locked();
    for length in (0..whole.len()).step_by(512) {
        assert!(open("月报.xlsx", &whole[..length], Some(PASSWORD)).is_err(), "cut at {length}");
    }
}

#[test]
fn a_flipped_bit_in_a_locked_file_is_refused_or_changes_nothing() {
    let whole = locked();
    let sound = open("月报.xlsx", &whole, Some(PASSWORD)).unwrap();
    let (mut refused, mut tried) = (0, 0);
    // Beginnings of sectors, where the container's own numbers are, and places inside.
    for at in (0..whole.len()).step_by(512).chain((77..whole.len()).step_by(512)) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at / 512 % 8);
        tried += 1;
        match open("月报.xlsx", &bytes, Some(PASSWORD)) {
            Ok(carried) => assert_eq!(carried, sound, "the bit at {at} was taken for good"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused * 10 > tried * 7, "only {refused} of {tried} refused");
}

#[test]
fn a_flipped_bit_in_what_is_encrypted_breaks_the_seal() {
    let whole = locked();
    for at in [0, 7, 8, 9, 4104, 5000] {
        let file = with_stream(&whole, "EncryptedPackage", |mut package| {
            package[at] ^= 0x10;
            package
        });
        assert_eq!(code(&file, Some(PASSWORD)), "file_damaged", "{at}");
    }
    let shorter = with_stream(&whole, "EncryptedPackage", |mut package| {
        package.truncate(package.len() - 4096);
        package
    });
    assert_eq!(code(&shorter, Some(PASSWORD)), "file_damaged");
}

#[test]
fn a_length_beyond_the_file_is_damage_where_no_seal_is() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/carried/locked");
    let whole = std::fs::read(folder.join("standard.xlsx")).unwrap();
    let said = 4_926u64.to_le_bytes();
    let at = whole.windows(8).position(|window| window == said).expect("the length of the package stands in the file");
    for length in [0, 4_937, 1 << 40, u64::MAX] {
        let mut file = whole.clone();
        file[at..at + 8].copy_from_slice(&u64::to_le_bytes(length));
        assert_eq!(code(&file, Some(PASSWORD)), "file_damaged", "{length}");
    }
    let sound = open("月报.xlsx", &whole, Some(PASSWORD)).unwrap();
    for at in (0..whole.len()).step_by(97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        if let Ok(carried) = open("月报.xlsx", &bytes, Some(PASSWORD)) {
            assert_eq!(carried, sound, "the bit at {at} was taken for good");
        }
    }
}

#[test]
fn a_container_that_ends_in_itself_is_refused() {
    let whole = locked();
    // Every number of the first allocation table points to the second sector.
    let table = 512 * (1 + usize::from(whole[76]));
    let mut bytes = whole.clone();
    for entry in bytes[table..table + 512].chunks_exact_mut(4) {
        entry.copy_from_slice(&1u32.to_le_bytes());
    }
    assert_eq!(code(&bytes, Some(PASSWORD)), "file_damaged");
}
