//! What a process has used, read from `/proc`: processor time and memory.
//!
//! Exists so that a server is measured from outside, whatever language it is written in. Invariant: figures are the
//! kernel's; nothing is estimated.
use anyhow::{Context, Result};

/// Ticks of a second in `/proc/PID/stat`: `USER_HZ`, 100 on every Linux this runs on (proc(5), sysconf(3)).
const TICKS: f64 = 100.0;

/// Processor time of a process so far, in milliseconds.
pub fn cpu_ms(pid: u32) -> Result<f64> {
    let path = format!("/proc/{pid}/stat");
    let stat = std::fs::read_to_string(&path).with_context(|| path.clone())?;
    // Fields 14 and 15; the name in parentheses may hold spaces.
    let (_, rest) = stat.rsplit_once(") ").context("a name in parentheses")?;
    let mut fields = rest.split(' ').skip(11).map(str::parse::<f64>);
    let (user, system) = fields.next().zip(fields.next()).context("two times")?;
    Ok((user? + system?) * 1000.0 / TICKS)
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
