//! The standard way (MS-OFFCRYPTO 2.3.4.5 to 2.3.4.9): AES in single blocks under SHA-1, parameters in binary.
//!
//! It has no seal. A flipped bit spoils a whole block of a package, whose checksums are compared afterwards.

use sha1::Sha1;
use sha1::digest::Digest;

use super::cipher::{each, spun};
use super::container::number;
use super::{ReadError, parts};

/// Rounds of hashing, fixed by the format.
const ROUNDS: u32 = 50_000;
/// Bytes of what is fixed in the header, of salt and verifier, and of the verifier's hash.
const HEADER: usize = 32;
const SALT: usize = 16;
const HASH: usize = 20;

/// The package under the password; `info` begins with the length of the header.
pub(super) fn open(info: &[u8], package: Vec<u8>, password: &str) -> Result<Vec<u8>, ReadError> {
    let size = number(info, 0)? as usize;
    let header = info.get(4..).and_then(|rest| rest.get(..size)).ok_or(ReadError::Damaged)?;
    let verifier = info.get(4 + size..).ok_or(ReadError::Damaged)?;
    if size < HEADER {
        return Err(ReadError::Damaged);
    }
    let key_bytes = match (number(header, 8)?, number(header, 16)?) {
        (0x660E, 128) => 16,
        (0x660F, 192) => 24,
        (0x6610, 256) => 32,
        _ => return Err(ReadError::LockUnknown),
    };
    if !matches!(number(header, 12)?, 0 | 0x8004) || number(verifier, 0)? as usize != SALT {
        return Err(ReadError::LockUnknown);
    }
    let [salt, mut input, mut value] = [4..20, 20..36, 40..72].map(|part| verifier.get(part).map(<[u8]>::to_vec));
    let (Some(salt), Some(input), Some(value)) = (salt, &mut input, &mut value) else {
        return Err(ReadError::Damaged);
    };
    let key = key(&salt, password, key_bytes);
    each(&key, input)?;
    each(&key, value)?;
    if value.get(..HASH) != Some(Sha1::digest(input).as_slice()) {
        return Err(ReadError::WrongPassword);
    }
    let (mut data, length) = parts(package)?;
    each(&key, &mut data)?;
    data.truncate(length);
    Ok(data)
}

fn key(salt: &[u8], password: &str, bytes: usize) -> Vec<u8> {
    let spun = spun::<Sha1>(salt, password, ROUNDS);
    let hash = Sha1::new().chain_update(spun).chain_update([0; 4]).finalize();
    let half = |fill: u8| {
        let mut block = [fill; 64];
        block.iter_mut().zip(&hash).for_each(|(to, from)| *to ^= from);
        Sha1::digest(block)
    };
    let mut key = [half(0x36), half(0x5C)].concat();
    key.truncate(bytes);
    key
}
