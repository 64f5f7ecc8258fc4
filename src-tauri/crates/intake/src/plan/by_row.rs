//! Maps and sets by a row's place in its table.
//!
//! Places are small numbers of our own making, so that the hash need not withstand anybody: one multiplication.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// By a row's place.
pub(super) type ByRow<T> = HashMap<usize, T, BuildHasherDefault<PlaceHasher>>;

/// Some rows' places.
pub(super) type Rows = HashSet<usize, BuildHasherDefault<PlaceHasher>>;

/// Spreads consecutive numbers over all bits.
#[derive(Default)]
pub(super) struct PlaceHasher(u64);

impl Hasher for PlaceHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, place: usize) {
        self.0 = (self.0.rotate_left(5) ^ place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
