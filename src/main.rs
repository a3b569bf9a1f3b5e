//! The `gongkai` command.

use std::process::ExitCode;

use gongkai::files::Embedded;

/// A build allocates in many small pieces on all threads, which this allocator does in less time than that of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The sample county, for `gongkai new portal --template county`. It stands here and not in the library, so that a
/// change of its records compiles these lines alone; a debug build reads the files where they are.
#[derive(rust_embed::Embed)]
#[folder = "content/"]
struct Content;

fn main() -> ExitCode {
    gongkai::cli::run(Embedded::of::<Content>())
}
