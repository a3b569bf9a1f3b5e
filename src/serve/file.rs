//! Sends a file piece by piece, so that a large one does not stand in memory for everybody who asks for it.

use std::io::{self, Read};

use axum::body::Body;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::files::{Files, Opened};

/// Bytes of one piece.
const PIECE: usize = 64 * 1024;

/// Pieces that wait to be sent.
const AHEAD: usize = 2;

/// The length and the bytes of the file at `path`.
/// To be called where tokio may start threads.
///
/// # Errors
/// The file cannot be opened, or is a folder, a pipe or a device.
pub(super) fn open(files: &dyn Files, path: &str) -> io::Result<(u64, Body)> {
    let Opened { size, content } = files.open(path, u64::MAX)?;
    let (sender, pieces) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || send(content.take(size), &sender));
    Ok((size, Body::from_stream(ReceiverStream::new(pieces))))
}

/// Sends until the file ends or nobody takes it any more.
fn send(mut file: impl Read, sender: &mpsc::Sender<io::Result<Vec<u8>>>) {
    loop {
        let mut piece = vec![0; PIECE];
        let read = match file.read(&mut piece) {
            Ok(0) => return,
            Ok(length) => {
                piece.truncate(length);
                Ok(piece)
            }
            Err(error) => Err(error),
        };
        let is_broken = read.is_err();
        if sender.blocking_send(read).is_err() || is_broken {
            return;
        }
    }
}
