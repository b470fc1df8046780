//! Starts pullquote.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

// The system's allocator (glibc) keeps an arena for each thread, and gives back little of them in a long session.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
