//! A clock and a die for this crate's unit tests.

use std::sync::Mutex;

use crate::chance::Chance;

/// Repeatable: the same seed, the same randomness. Its clock stands still.
pub(crate) struct Dice(Mutex<u64>);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(seed.wrapping_add(0x9E37_79B9_7F4A_7C15)))
    }
}

impl Chance for Dice {
    fn now(&self) -> String {
        "2026-03-01T08:30:00.000Z".to_owned()
    }

    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        for byte in bytes {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            *byte = (*state >> 32) as u8;
        }
    }
}
