//! A finished workbook under a password (ECMA-376 agile, MS-OFFCRYPTO 2.3.4.10), from memory to memory: no plain copy
//! touches a disk.
//!
//! Deliberately not here: what makes a good password, and older ways to encrypt, which are only read.

use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use ms_offcrypto_writer::Ecma376AgileWriter;
use rand_core::{CryptoRng, RngCore};

use super::WriteError;

/// Characters (UTF-16 units) of a password, in Excel as here.
const LONGEST: usize = 255;

/// Whether Excel could be given this password.
pub(super) fn check(password: &str) -> Result<(), WriteError> {
    if (1..=LONGEST).contains(&password.encode_utf16().count()) { Ok(()) } else { Err(WriteError::Password) }
}

/// The encrypted file.
pub(super) fn lock(plain: &[u8], password: &str, chance: impl FnMut(&mut [u8])) -> Result<Vec<u8>, WriteError> {
    let mut given = Given(chance);
    let encrypt = || {
        let mut file = Cursor::new(Vec::with_capacity(plain.len() + (16 << 10)));
        let mut writer = Ecma376AgileWriter::create(&mut given, password, &mut file)?;
        writer.write_all(plain)?;
        // Dropped behind it, the writer has nothing left to write: it could not tell of an error any more.
        writer.flush()?;
        drop(writer);
        Ok(file.into_inner())
    };
    // The library takes writing to memory for what cannot fail.
    let locked: std::thread::Result<std::io::Result<Vec<u8>>> = catch_unwind(AssertUnwindSafe(encrypt));
    locked.map_err(|_| WriteError::Lock)?.map_err(|_| WriteError::Lock)
}

/// The randomness that was handed in, as the library asks for it.
struct Given<F>(F);

impl<F: FnMut(&mut [u8])> RngCore for Given<F> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        (self.0)(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        (self.0)(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        (self.0)(bytes);
    }
}

impl<F: FnMut(&mut [u8])> CryptoRng for Given<F> {}
