//! The agile way (MS-OFFCRYPTO 2.3.4.10 to 2.3.4.15): AES in chained blocks, parameters as XML, a seal over the whole.
//!
//! A file without its seal (`dataIntegrity`) is not taken: a flipped bit in it could pass.

use std::io::BufRead;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Mac, SimpleHmac};
use quick_xml::events::{BytesStart, Event};
use sha1::Sha1;
use sha1::digest::Digest;
use sha1::digest::core_api::BlockSizeUser;
use sha2::{Sha256, Sha384, Sha512};

use super::super::xml::{attribute, parser};
use super::cipher::{BLOCK, chained, spun};
use super::{ReadError, parts};

/// Rounds of hashing; every program writes 100,000. Half a second of a slow laptop.
const MOST_ROUNDS: u32 = 1_000_000;
/// Bytes that one has an initial vector for.
const SEGMENT: usize = 4096;
/// Bytes of a salt; every program writes 16.
const LONGEST_SALT: usize = 1024;

/// What each key of the lock is made with, after the password.
const VERIFIER_INPUT: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const VERIFIER_VALUE: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const KEY_VALUE: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
const SEAL_KEY: [u8; 8] = [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6];
const SEAL_VALUE: [u8; 8] = [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33];

/// The package under the password; `info` is the XML.
pub(super) fn open(info: &[u8], package: Vec<u8>, password: &str) -> Result<Vec<u8>, ReadError> {
    let info = Info::of(info)?;
    match info.hash.as_str() {
        "SHA1" => info.open::<Sha1>(package, password),
        "SHA256" => info.open::<Sha256>(package, password),
        "SHA384" => info.open::<Sha384>(package, password),
        "SHA512" => info.open::<Sha512>(package, password),
        _ => Err(ReadError::LockUnknown),
    }
}

/// How something is encrypted.
struct Cipher {
    salt: Vec<u8>,
    key_bytes: usize,
    hash: String,
}

impl Cipher {
    fn of(element: &BytesStart) -> Result<Self, ReadError> {
        let is = |name, value| Ok::<_, ReadError>(attribute(element, name)?.as_deref() == Some(value));
        let known = is("cipherAlgorithm", "AES")? && is("cipherChaining", "ChainingModeCBC")? && is("blockSize", "16")?;
        let key_bytes = match attribute(element, "keyBits")?.as_deref() {
            Some("128") => 16,
            Some("192") => 24,
            Some("256") => 32,
            _ => 0,
        };
        let salt = binary(element, "saltValue")?;
        if !known || key_bytes == 0 || !(1..=LONGEST_SALT).contains(&salt.len()) {
            return Err(ReadError::LockUnknown);
        }
        Ok(Self { salt, key_bytes, hash: attribute(element, "hashAlgorithm")?.unwrap_or_default() })
    }
}

/// The parameters of the file.
struct Info {
    /// How the package is encrypted.
    data: Cipher,
    /// How the key of the package is encrypted.
    lock: Cipher,
    hash: String,
    rounds: u32,
    verifier_input: Vec<u8>,
    verifier_value: Vec<u8>,
    key_value: Vec<u8>,
    seal_key: Vec<u8>,
    seal_value: Vec<u8>,
}

impl Info {
    fn of(xml: impl BufRead) -> Result<Self, ReadError> {
        let (mut xml, mut buffer) = (parser(xml), Vec::new());
        let (mut data, mut seal, mut lock) = (None, None, None);
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|_| ReadError::Damaged)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "keyData" => data = Some(Cipher::of(&element)?),
                    "dataIntegrity" => {
                        seal = Some((binary(&element, "encryptedHmacKey")?, binary(&element, "encryptedHmacValue")?));
                    }
                    // The key may be there for a certificate too, which has no rounds.
                    "encryptedKey" if attribute(&element, "spinCount")?.is_some() => {
                        lock = Some((Cipher::of(&element)?, element.into_owned()));
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        let (Some(data), Some((seal_key, seal_value)), Some((lock, element))) = (data, seal, lock) else {
            return Err(ReadError::LockUnknown);
        };
        let rounds = attribute(&element, "spinCount")?.and_then(|rounds| rounds.trim().parse().ok());
        let rounds = rounds.filter(|rounds| *rounds <= MOST_ROUNDS).ok_or(ReadError::LockUnknown)?;
        if data.hash != lock.hash {
            return Err(ReadError::LockUnknown);
        }
        Ok(Self {
            hash: data.hash.clone(),
            rounds,
            verifier_input: binary(&element, "encryptedVerifierHashInput")?,
            verifier_value: binary(&element, "encryptedVerifierHashValue")?,
            key_value: binary(&element, "encryptedKeyValue")?,
            data,
            lock,
            seal_key,
            seal_value,
        })
    }

    fn open<D: Digest + BlockSizeUser>(&self, package: Vec<u8>, password: &str) -> Result<Vec<u8>, ReadError> {
        let key = self.key::<D>(password)?;
        self.check_seal::<D>(&key, &package)?;
        let (mut data, length) = parts(package)?;
        for (number, segment) in (0u32..).zip(data.chunks_mut(SEGMENT)) {
            chained(&key, &self.vector::<D>(&number.to_le_bytes()), segment)?;
        }
        data.truncate(length);
        Ok(data)
    }

    /// The key of the package, once the password has proved right.
    fn key<D: Digest>(&self, password: &str) -> Result<Vec<u8>, ReadError> {
        let spun = spun::<D>(&self.lock.salt, password, self.rounds);
        let vector = fitted(&self.lock.salt);
        let unlocked = |block: &[u8], value: &[u8]| {
            let mut key = D::new().chain_update(&spun).chain_update(block).finalize().to_vec();
            key.resize(self.lock.key_bytes, FILL);
            let mut value = value.to_vec();
            chained(&key, &vector, &mut value).map(|()| value)
        };
        let input = unlocked(&VERIFIER_INPUT, &self.verifier_input)?;
        let value = unlocked(&VERIFIER_VALUE, &self.verifier_value)?;
        let input = input.get(..self.lock.salt.len()).ok_or(ReadError::Damaged)?;
        if value.get(..<D as Digest>::output_size()) != Some(D::digest(input).as_slice()) {
            return Err(ReadError::WrongPassword);
        }
        let key = unlocked(&KEY_VALUE, &self.key_value)?;
        key.get(..self.data.key_bytes).map(<[u8]>::to_vec).ok_or(ReadError::Damaged)
    }

    /// The seal over length and ciphertext: any flipped bit breaks it.
    fn check_seal<D: Digest + BlockSizeUser>(&self, key: &[u8], package: &[u8]) -> Result<(), ReadError> {
        let size = <D as Digest>::output_size();
        let (mut seal_key, mut seal_value) = (self.seal_key.clone(), self.seal_value.clone());
        chained(key, &self.vector::<D>(&SEAL_KEY), &mut seal_key)?;
        chained(key, &self.vector::<D>(&SEAL_VALUE), &mut seal_value)?;
        seal_key.truncate(size);
        let mut seal = SimpleHmac::<D>::new_from_slice(&seal_key).map_err(|_| ReadError::Damaged)?;
        seal.update(package);
        let value = seal_value.get(..size).ok_or(ReadError::Damaged)?;
        seal.verify_slice(value).map_err(|_| ReadError::Damaged)
    }

    /// The initial vector of a part of the data.
    fn vector<D: Digest>(&self, part: &[u8]) -> [u8; BLOCK] {
        fitted(&D::new().chain_update(&self.data.salt).chain_update(part).finalize())
    }
}

/// What is too short is filled up with this.
const FILL: u8 = 0x36;

/// A salt or hash as an initial vector: cut, or filled up.
fn fitted(bytes: &[u8]) -> [u8; BLOCK] {
    let mut vector = [FILL; BLOCK];
    vector.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    vector
}

/// The bytes of an attribute.
fn binary(element: &BytesStart, name: &str) -> Result<Vec<u8>, ReadError> {
    let text = attribute(element, name)?.ok_or(ReadError::LockUnknown)?;
    STANDARD.decode(text.trim()).map_err(|_| ReadError::Damaged)
}
