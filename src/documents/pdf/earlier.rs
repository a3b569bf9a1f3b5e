//! Earlier versions of a file, which stay in it when a program only adds what has changed.

use std::collections::HashSet;

use hayro_syntax::Pdf;

use super::super::gathering::Gathering;

/// Versions that are looked at, the newest first; a file that was signed often has a few.
const VERSIONS: usize = 4;

/// Gives the lines of earlier versions that the newest one no longer has.
pub(super) fn read(bytes: &[u8], into: &mut Gathering) {
    const END: &[u8] = b"%%EOF";
    let ends = bytes.windows(END.len()).enumerate().filter(|(_, own)| *own == END).map(|(at, _)| at + END.len());
    let mut ends: Vec<usize> = ends.collect();
    ends.pop();
    if ends.is_empty() {
        return;
    }
    let mut known: HashSet<String> = lines(into).collect();
    for end in ends.into_iter().rev().take(VERSIONS) {
        let Some(Ok(pdf)) = bytes.get(..end).map(|own| Pdf::new(own.to_vec())) else { continue };
        let mut earlier = Gathering::new();
        earlier.unpacked = into.unpacked;
        super::page::read_all(&pdf, &mut earlier);
        into.unpacked = earlier.unpacked;
        for line in lines(&earlier) {
            if known.insert(line.clone()) {
                into.hide("earlier version", &line);
            }
        }
    }
}

fn lines(gathering: &Gathering) -> impl Iterator<Item = String> {
    gathering.passages().iter().flat_map(|passage| passage.text.lines()).map(str::to_owned)
}
