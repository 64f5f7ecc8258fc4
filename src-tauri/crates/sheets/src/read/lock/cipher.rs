//! What both ways share: a password made a key slowly, and AES under it.

use aes::cipher::block_padding::NoPadding;
use aes::cipher::generic_array::GenericArray;
use aes::cipher::{BlockCipher, BlockDecrypt, BlockDecryptMut, KeyInit, KeyIvInit};
use aes::{Aes128, Aes192, Aes256};
use sha1::digest::{Digest, Output};

use super::ReadError;

/// Bytes of a block of AES.
pub(super) const BLOCK: usize = 16;

/// The password hashed, and hashed again `rounds` times.
pub(super) fn spun<D: Digest>(salt: &[u8], password: &str, rounds: u32) -> Output<D> {
    let mut digest = D::new_with_prefix(salt);
    password.encode_utf16().for_each(|unit| digest.update(unit.to_le_bytes()));
    let mut hash = digest.finalize();
    for round in 0..rounds {
        hash = D::new().chain_update(round.to_le_bytes()).chain_update(&hash).finalize();
    }
    hash
}

/// Decrypts whole blocks in place, each chained to the one before.
pub(super) fn chained(key: &[u8], vector: &[u8; BLOCK], data: &mut [u8]) -> Result<(), ReadError> {
    fn with<C: BlockCipher + BlockDecryptMut + KeyInit>(
        key: &[u8],
        vector: &[u8],
        data: &mut [u8],
    ) -> Result<(), ReadError> {
        let cipher = cbc::Decryptor::<C>::new_from_slices(key, vector).map_err(|_| ReadError::Damaged)?;
        cipher.decrypt_padded_mut::<NoPadding>(data).map(|_| ()).map_err(|_| ReadError::Damaged)
    }
    match key.len() {
        16 => with::<Aes128>(key, vector, data),
        24 => with::<Aes192>(key, vector, data),
        _ => with::<Aes256>(key, vector, data),
    }
}

/// Decrypts whole blocks in place, each for itself.
pub(super) fn each(key: &[u8], data: &mut [u8]) -> Result<(), ReadError> {
    fn with<C: BlockDecrypt + KeyInit>(key: &[u8], data: &mut [u8]) -> Result<(), ReadError> {
        let cipher = C::new_from_slice(key).map_err(|_| ReadError::Damaged)?;
        for block in data.chunks_exact_mut(BLOCK) {
            cipher.decrypt_block(GenericArray::from_mut_slice(block));
        }
        Ok(())
    }
    match key.len() {
        16 => with::<Aes128>(key, data),
        24 => with::<Aes192>(key, data),
        _ => with::<Aes256>(key, data),
    }
}
