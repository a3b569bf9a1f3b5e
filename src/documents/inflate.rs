//! Data that zlib packed, unpacked up to a limit. The only file that calls `flate2`.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

/// What `bytes` unpack to, up to `most`, and whether that is all. Of damaged data, what came before the damage.
pub(super) fn inflated(bytes: &[u8], most: usize) -> (Vec<u8>, bool) {
    let (out, is_whole) = taken(ZlibDecoder::new(bytes), most);
    if out.is_empty() && !bytes.is_empty() { taken(DeflateDecoder::new(bytes), most) } else { (out, is_whole) }
}

fn taken(reader: impl Read, most: usize) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let is_sound = reader.take(limit.saturating_add(1)).read_to_end(&mut out).is_ok();
    let is_whole = is_sound && out.len() <= most;
    out.truncate(most);
    (out, is_whole)
}

/// The checksum that PNG puts behind each chunk.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}
