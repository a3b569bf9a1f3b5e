//! The `gongkai` command.

use std::process::ExitCode;

/// A build allocates in many small pieces on all threads, which this allocator does in less time than that of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gongkai::cli::run()
}
