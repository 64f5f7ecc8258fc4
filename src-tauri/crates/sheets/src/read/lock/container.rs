//! The two streams of an OLE2 file that a locked package is, and nothing else of the format.
//!
//! Our own, since the library that writes these files holds them to every rule of the format, and programs in use break
//! some: entries behind the end of the file, sectors that nobody claims. Here a number only leads somewhere or nowhere;
//! a chain is never longer than the file.

use super::ReadError;

/// A chain ends here.
const END: u32 = 0xFFFF_FFFE;
/// Bytes of the header, of a directory entry, and of a sector of the small streams.
const HEADER: usize = 512;
const ENTRY: usize = 128;
const SMALL: usize = 64;

/// An OLE2 file.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector.
    sector: usize,
    /// For each sector the one behind it.
    table: Vec<u32>,
    directory: Vec<u8>,
    /// Streams below this many bytes are in the small sectors.
    cutoff: u64,
}

impl<'a> Container<'a> {
    /// The file in these bytes, which begin as OLE2 does.
    pub(super) fn of(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let shift = number(bytes, 28)? >> 16;
        let sector = match shift {
            9 => 512,
            12 => 4096,
            _ => return Err(ReadError::Damaged),
        };
        let cutoff = u64::from(number(bytes, 56)?);
        let mut container = Self { bytes, sector, table: Vec::new(), directory: Vec::new(), cutoff };
        container.table = container.table()?;
        container.directory = container.chain(number(bytes, 48)?)?;
        Ok(container)
    }

    /// The whole stream of this name, never more than `most` bytes.
    pub(super) fn stream(&self, name: &str, most: u64) -> Result<Vec<u8>, ReadError> {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let entry = self.directory.chunks_exact(ENTRY).find(|entry| entry.starts_with(&name) && entry[66] == 2);
        let entry = entry.ok_or(ReadError::Damaged)?;
        let (start, mut length) = (number(entry, 116)?, u64::from(number(entry, 120)?));
        if self.sector > 512 {
            // Smaller sectors belong to the older version, in which the upper half means nothing.
            length |= u64::from(number(entry, 124)?) << 32;
        }
        if length > most {
            return Err(ReadError::Damaged);
        }
        let mut stream = if length < self.cutoff { self.small(start)? } else { self.chain(start)? };
        let length = usize::try_from(length).map_err(|_| ReadError::Damaged)?;
        if stream.len() < length {
            return Err(ReadError::Damaged);
        }
        stream.truncate(length);
        Ok(stream)
    }

    /// The table of sectors, as far as the file goes.
    fn table(&self) -> Result<Vec<u32>, ReadError> {
        // 109 places of the table stand in the header, the others in sectors of their own.
        let mut places: Vec<u32> = numbers(self.bytes.get(76..HEADER).ok_or(ReadError::Damaged)?).collect();
        let mut next = number(self.bytes, 68)?;
        for _ in 0..=self.sectors() {
            let Some(sector) = self.sector(next) else { break };
            places.extend(numbers(sector));
            // The last number of such a sector leads to the next one.
            next = places.pop().unwrap_or(END);
        }
        let mut table = Vec::new();
        for sector in places.into_iter().filter_map(|place| self.sector(place)) {
            if table.len() >= self.sectors() {
                break;
            }
            table.extend(numbers(sector));
        }
        Ok(table)
    }

    /// How many sectors there is room for behind the header.
    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    fn sector(&self, place: u32) -> Option<&'a [u8]> {
        let start = (place as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    fn chain(&self, start: u32) -> Result<Vec<u8>, ReadError> {
        follow(start, &self.table, self.sectors(), |place| self.sector(place))
    }

    /// A stream in the small sectors, which are a stream of the root themselves.
    fn small(&self, start: u32) -> Result<Vec<u8>, ReadError> {
        let inside = self.chain(number(&self.directory, 116)?)?;
        let table: Vec<u32> = numbers(&self.chain(number(self.bytes, 60)?)?).collect();
        let sector = |place: u32| {
            let start = (place as usize).checked_mul(SMALL)?;
            inside.get(start..start.checked_add(SMALL)?)
        };
        follow(start, &table, inside.len() / SMALL, sector)
    }
}

/// The sectors of a chain, one behind the other, at most `most` of them.
fn follow<'a>(
    start: u32,
    table: &[u32],
    most: usize,
    sector: impl Fn(u32) -> Option<&'a [u8]>,
) -> Result<Vec<u8>, ReadError> {
    let (mut bytes, mut place) = (Vec::new(), start);
    for _ in 0..=most {
        if place == END {
            return Ok(bytes);
        }
        bytes.extend_from_slice(sector(place).ok_or(ReadError::Damaged)?);
        place = *table.get(place as usize).ok_or(ReadError::Damaged)?;
    }
    Err(ReadError::Damaged)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// The number at a place.
pub(super) fn number(bytes: &[u8], at: usize) -> Result<u32, ReadError> {
    let four = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>()).ok_or(ReadError::Damaged)?;
    Ok(u32::from_le_bytes(*four))
}
