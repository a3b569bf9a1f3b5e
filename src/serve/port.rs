//! The port that is listened on.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpListener;

use crate::serve::Error;

/// Ports that are tried after the one that was asked for.
const MORE_PORTS: u16 = 10;

/// Takes the port, or the next one that is free.
pub(super) async fn bind(wanted: u16, is_lan: bool) -> Result<TcpListener, Error> {
    let address = if is_lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
    let last = if wanted == 0 { 0 } else { wanted.saturating_add(MORE_PORTS) };
    let mut port = wanted;
    loop {
        match TcpListener::bind(SocketAddr::from((address, port))).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < last => port += 1,
            bound => return bound.map_err(|error| Error::Listen(port, error)),
        }
    }
}
