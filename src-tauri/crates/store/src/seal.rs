//! The data key and its wraps: Argon2id of a secret, then XChaCha20-Poly1305.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::id::Id;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::chance::Chance;
use crate::error::{Result, StoreError};
use crate::hex;

/// The 256 random bits that encrypt the rows; wiped when dropped.
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    pub(crate) fn new(chance: &dyn Chance) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        chance.fill(&mut bytes[..]);
        Self(bytes)
    }

    /// As SQLCipher's raw key: it derives nothing from it, because there is nothing to strengthen.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(hex::encode(&self.0[..]));
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", *digits))
    }
}

/// What deriving a key from a secret costs. Kept in each wrap, so that a later program may ask for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// For books: the memory of RFC 9106's second choice, in one lane as an old laptop has it, and twice its passes:
    /// about 0.3 s on a server core of today, more on that laptop.
    pub const BOOK: Self = Self { memory_kib: 64 * 1024, passes: 6, lanes: 1 };

    /// For invented people only: tests and samples.
    pub const SAMPLE: Self = Self { memory_kib: 64, passes: 1, lanes: 1 };

    /// What a damaged or hostile key file may ask for at most: 1 GiB.
    fn is_bearable(self) -> bool {
        self.memory_kib <= 1024 * 1024 && self.passes <= 64 && self.lanes <= 16
    }
}

/// Whose secret a wrap is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Holder {
    /// An operator's password, by the operator's row id.
    Operator(Id),
    /// The recovery code.
    Recovery,
}

/// The data key, wrapped by one secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wrap {
    pub holder: Holder,
    pub cost: Cost,
    salt: String,
    nonce: String,
    sealed: String,
}

impl Wrap {
    pub(crate) fn new(key: &DataKey, holder: Holder, secret: &[u8], cost: Cost, chance: &dyn Chance) -> Result<Self> {
        let mut salt = [0; 16];
        let mut nonce = [0; 24];
        chance.fill(&mut salt);
        chance.fill(&mut nonce);
        let wrapping = derive(secret, &salt, cost)?;
        let sealed = XChaCha20Poly1305::new(&Key::from(*wrapping))
            .encrypt(&XNonce::from(nonce), Payload { msg: &key.0[..], aad: &bound(holder, cost) })
            .map_err(|_| StoreError::KeyDamaged)?;
        Ok(Self { holder, cost, salt: hex::encode(&salt), nonce: hex::encode(&nonce), sealed: hex::encode(&sealed) })
    }

    /// The data key; `None` when this is not the secret.
    pub(crate) fn open(&self, secret: &[u8]) -> Result<Option<DataKey>> {
        let (Some(salt), Some(nonce), Some(sealed)) =
            (hex::decode(&self.salt), hex::decode(&self.nonce), hex::decode(&self.sealed))
        else {
            return Err(StoreError::KeyDamaged);
        };
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| StoreError::KeyDamaged)?;
        let wrapping = derive(secret, &salt, self.cost)?;
        let opened = XChaCha20Poly1305::new(&Key::from(*wrapping))
            .decrypt(&XNonce::from(nonce), Payload { msg: &sealed, aad: &bound(self.holder, self.cost) });
        let Ok(opened) = opened.map(Zeroizing::new) else { return Ok(None) };
        let bytes: [u8; 32] = opened.as_slice().try_into().map_err(|_| StoreError::KeyDamaged)?;
        Ok(Some(DataKey(Zeroizing::new(bytes))))
    }
}

/// What a wrap is bound to, so that none can be passed off as another's or as cheaper than it was.
fn bound(holder: Holder, cost: Cost) -> Vec<u8> {
    let holder = match holder {
        Holder::Operator(id) => id.to_string(),
        Holder::Recovery => "recovery".to_owned(),
    };
    format!("hongwang key 1 {holder} {} {} {}", cost.memory_kib, cost.passes, cost.lanes).into_bytes()
}

fn derive(secret: &[u8], salt: &[u8], cost: Cost) -> Result<Zeroizing<[u8; 32]>> {
    if !cost.is_bearable() {
        return Err(StoreError::KeyDamaged);
    }
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| StoreError::KeyDamaged)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret, salt, &mut key[..])
        .map_err(|_| StoreError::KeyDamaged)?;
    Ok(key)
}
