//! One arena for the allocator of the C library, which is otherwise given one for every thread that finds the others
//! busy.
//!
//! Exists because documents are loaded and dropped again, and each arena keeps what it once needed: two thousand
//! documents left 210 MB resident, and 90 MB with one arena. The bound is read from the environment before anything
//! runs, so the process begins anew with it; it keeps its number, its files and its arguments. Invariant: where that is
//! not possible, the server runs all the same.

use std::process::Command;

/// Read by glibc (mallopt(3)); other C libraries do not know it.
const BOUND: &str = "MALLOC_ARENA_MAX";

/// Begins this process anew with the bound, unless the administrator has set one.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn bound() {
    use std::os::unix::process::CommandExt;
    let mut args = std::env::args_os();
    if std::env::var_os(BOUND).is_some() {
        return;
    }
    if let (Some(name), Ok(program)) = (args.next(), std::env::current_exe()) {
        // Returns only when it could not be done.
        let error = Command::new(program).arg0(name).args(args).env(BOUND, "1").exec();
        eprintln!("{BOUND} is not set, and memory use will be higher: {error}");
    }
}

/// There is nothing to bound.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn bound() {}
