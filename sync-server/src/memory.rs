//! The allocator, and what it is told before anything runs: memory that is free goes back at once.
//!
//! Exists because documents are loaded and dropped again, on every thread at once. The C library's allocator either
//! keeps an arena for every thread (210 MB resident after two thousand documents) or lets the threads wait for one (a
//! quarter of the server's time). mimalloc does neither, but keeps what was freed for a second (120 MB; 90 MB so). It
//! reads its options from the environment before `main`, so the process begins anew with them; it keeps its number,
//! its files and its arguments. Invariant: where that is not possible, the server runs all the same.

use std::process::Command;

/// For the server's binary alone.
pub use mimalloc::MiMalloc as Allocator;

/// Milliseconds that freed memory is kept, as mimalloc reads it.
const KEPT_MS: &str = "MIMALLOC_PURGE_DELAY";

/// Begins this process anew with the option, unless the administrator has set it.
#[cfg(unix)]
pub fn bound() {
    use std::os::unix::process::CommandExt;
    let mut args = std::env::args_os();
    if std::env::var_os(KEPT_MS).is_some() {
        return;
    }
    if let (Some(name), Ok(program)) = (args.next(), std::env::current_exe()) {
        // Returns only when it could not be done.
        let error = Command::new(program)
            .arg0(name)
            .args(args)
            .env(KEPT_MS, "0")
            .exec();
        eprintln!("{KEPT_MS} is not set, and memory use will be higher: {error}");
    }
}

/// A process does not begin anew in place here.
#[cfg(not(unix))]
pub fn bound() {}
