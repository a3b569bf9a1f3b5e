//! Listens, and holds the connections within bounds.
//!
//! Whoever sends nothing, or sends it slowly, loses the connection; so does who waits longest once there are too many.
//! Neither many connections nor a lack of file descriptors ends the preview.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch::Receiver;

use crate::serve::app::App;
use crate::serve::reload::Snapshot;
use crate::serve::seats::{Seat, Seats};
use crate::serve::{Error, Host, News, Opened, Options, http, port};

/// Bytes that are kept of a request at once; a longer head is refused.
const LONGEST_HEAD: usize = 32 * 1024;

/// Pause when the machine has no room for a connection.
const NO_ROOM: Duration = Duration::from_millis(50);

/// Stack of the threads that make pages. It is taken from memory as far as it is used only.
const STACK: usize = 16 * 1024 * 1024;

/// Listens until Ctrl-C.
pub(super) fn run(options: &Options, snapshots: Receiver<Arc<Snapshot>>, host: &Arc<dyn Host>) -> Result<(), Error> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).thread_stack_size(STACK).enable_all().build()?;
    let ended = runtime.block_on(async {
        let listener = port::bind(options.port, options.is_lan).await?;
        let address = listener.local_addr()?;
        let app = Arc::new(App::new((options, address.port()), snapshots, host.clone()));
        let lan = options.is_lan.then(lan_address).flatten();
        let forms = app.editor.as_ref().map(|editor| editor.first_address());
        host.tell(News::Listening(Opened { address, wanted: options.port, lan, forms }));
        tokio::select! {
            never = accept(listener, app, options) => match never {},
            interrupted = tokio::signal::ctrl_c() => interrupted.map_err(Error::from),
        }
    });
    // Pages that listen for events never hang up, so nobody is waited for.
    runtime.shutdown_background();
    ended
}

/// Address of this machine in its network: that from which it would speak to another. Nothing is sent.
fn lan_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_unspecified())
}

/// Takes connections for ever. What goes wrong with one is no reason to end, not even a lack of file descriptors.
async fn accept(listener: TcpListener, app: Arc<App>, options: &Options) -> Infallible {
    let limits = options.limits;
    let seats = Seats::new(limits.connections);
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                let seat = Arc::new(seats.take().await);
                let caller = Caller { stream, peer: peer.ip() };
                tokio::spawn(converse(caller, seat, app.clone(), limits.head));
            }
            Err(error) if is_of_connection(&error) => {}
            Err(_) => {
                seats.make_room();
                tokio::time::sleep(NO_ROOM).await;
            }
        }
    }
}

/// Whether the fault is that of the one who connects.
fn is_of_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// Who is at the other end of a connection.
struct Caller {
    stream: TcpStream,
    peer: IpAddr,
}

/// Answers the requests of one connection. `head` is the time for each head, and for the pause before it.
async fn converse(Caller { stream, peer }: Caller, seat: Arc<Seat>, app: Arc<App>, head: Duration) {
    // Answers are small and wanted at once.
    stream.set_nodelay(true).ok();
    let answer = service_fn(|request: Request<Incoming>| {
        let (busy, app) = (seat.busy(), app.clone());
        async move {
            let response = http::answer(app, peer, request.map(Body::new)).await;
            drop(busy);
            Ok::<_, Infallible>(response)
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(LONGEST_HEAD);
    tokio::select! {
        // Who hung up, or wrote what is not HTTP, is told by nobody.
        _ = builder.serve_connection(TokioIo::new(stream), answer) => {}
        () = seat.ended() => {}
    }
}
