//! The `gongkai` command.

use std::process::ExitCode;

/// A build allocates in many small pieces on all threads, which this allocator does in less time than that of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The sample county, for `gongkai new portal --template county`. It stands here and not in the library, so that a
/// change of its records compiles these lines alone; a debug build reads the files where they are.
#[derive(rust_embed::Embed)]
#[folder = "content/"]
struct Content;

fn sample() -> Vec<(String, Vec<u8>)> {
    Content::iter().filter_map(|path| Some((path.to_string(), Content::get(&path)?.data.into_owned()))).collect()
}

fn main() -> ExitCode {
    gongkai::cli::run(sample)
}
