//! What a process has used, as the kernel counts it: processor time and memory.
//!
//! Exists so that a server is measured from outside, whatever language it is written in. Invariant: figures are the
//! kernel's; nothing is estimated.
use anyhow::{Context, Result};
use nix::time::{clock_getcpuclockid, clock_gettime};
use nix::unistd::Pid;

/// Processor time of a process so far, in milliseconds: its clock of `clock_getcpuclockid(3)`, in nanoseconds.
/// `/proc/PID/stat` counts in hundredths of a second, in which a small exchange is nothing.
pub fn cpu_ms(pid: u32) -> Result<f64> {
    let pid = Pid::from_raw(i32::try_from(pid)?);
    let clock = clock_getcpuclockid(pid).with_context(|| format!("the clock of {pid}"))?;
    let used = std::time::Duration::from(clock_gettime(clock)?);
    Ok(used.as_secs_f64() * 1000.0)
}

/// Memory of a process in bytes: now resident, and the most it ever was.
pub fn memory(pid: u32) -> Result<(f64, f64)> {
    let path = format!("/proc/{pid}/status");
    let status = std::fs::read_to_string(&path).with_context(|| path.clone())?;
    let of = |name: &str| -> Result<f64> {
        let line = status.lines().find(|l| l.starts_with(name));
        let kib = line.and_then(|l| l.split_whitespace().nth(1));
        Ok(kib.with_context(|| format!("{name} in {path}"))?.parse::<f64>()? * 1024.0)
    };
    Ok((of("VmRSS:")?, of("VmHWM:")?))
}
