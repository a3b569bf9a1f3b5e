//! Compound files: streams in folders. The only file that calls `cfb`.

use std::io::{Cursor, Read};
use std::panic::catch_unwind;

use cfb::CompoundFile;

/// Streams of a file; a document with many small objects has some hundred.
const STREAMS: usize = 4_096;

/// All streams with their paths, which begin with `/`. `None` if the file is damaged.
pub(super) fn streams(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    // The library follows tables that anybody may have written.
    catch_unwind(|| opened(bytes)).ok().flatten()
}

fn opened(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let paths: Vec<_> = file.walk().filter(|entry| entry.is_stream()).map(|entry| entry.path().to_owned()).collect();
    let mut room = u64::try_from(bytes.len()).ok()?;
    let mut streams = Vec::new();
    for path in paths.into_iter().take(STREAMS) {
        let mut stream = Vec::new();
        // Streams that share their bytes could grow without end.
        if let Ok(reader) = file.open_stream(&path) {
            reader.take(room).read_to_end(&mut stream).unwrap_or_default();
        }
        room = room.saturating_sub(u64::try_from(stream.len()).unwrap_or(room));
        streams.push((path.to_string_lossy().replace('\\', "/"), stream));
    }
    Some(streams)
}
