//! The server binary: reads the command line and runs one command.

use std::process::ExitCode;
use sync_server::memory::Allocator;

#[global_allocator]
static MEMORY: Allocator = Allocator;

fn main() -> ExitCode {
    sync_server::cli::main()
}
