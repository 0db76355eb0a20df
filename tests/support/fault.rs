//! Faults of a machine, made for one process: a small disk, a disk that takes nothing, a flush that fails.
//!
//! Exists because a full disk can be had honestly only from a file system of its own, and a failing flush only
//! from below the program. Invariant: nothing here touches the machine outside the process it is made for.
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a mount namespace can be had here, best first.
const WAYS: [&[&str]; 2] = [&["--mount"], &["--user", "--map-root-user", "--mount"]];

/// A file system of its own for one process.
#[derive(Debug)]
pub struct SmallDisk {
    way: &'static [&'static str],
    dir: PathBuf,
}

impl SmallDisk {
    /// A file system over the empty folder `dir`, or in words why this machine permits none.
    ///
    /// # Errors
    /// The words.
    pub fn over(dir: &Path) -> Result<Self, String> {
        let mut refused = Vec::new();
        for way in WAYS {
            let tried = Command::new("unshare")
                .args(way)
                .args(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs"])
                .arg(dir)
                .stdin(Stdio::null())
                .output();
            match tried {
                Ok(out) if out.status.success() => {
                    let dir = dir.to_owned();
                    return Ok(Self { way, dir });
                }
                Ok(out) => refused.push(String::from_utf8_lossy(&out.stderr).trim().to_owned()),
                Err(e) => refused.push(format!("unshare: {e}")),
            }
        }
        Err(format!(
            "no file system of its own is permitted here ({})",
            refused.join("; ")
        ))
    }

    /// A command that runs `program` on a disk of `size` holding a copy of `content`; `then` is done to the disk
    /// before it starts (`remount,ro`, …).
    pub fn command(&self, size: &str, content: &Path, then: Option<&str>, program: &Path) -> Command {
        let then = then.map_or(String::new(), |options| {
            format!(" && mount -o {options} tmpfs \"$2\"")
        });
        let script = format!(
            "mount -t tmpfs -o size=\"$1\" tmpfs \"$2\" && cp -a \"$3\"/. \"$2\"{then} && shift 3 && exec \"$@\""
        );
        let mut command = Command::new("unshare");
        command.args(self.way).args(["sh", "-c", &script, "sh", size]);
        command.arg(&self.dir).arg(content).arg(program);
        command
    }

    /// The disk as the process with this id sees it.
    pub fn seen_by(&self, pid: u32) -> PathBuf {
        let inside = self.dir.strip_prefix("/").unwrap_or(&self.dir);
        Path::new("/proc").join(pid.to_string()).join("root").join(inside)
    }
}

/// Writes until the disk takes no more.
///
/// # Errors
/// When the file cannot be made, or the disk never fills.
pub fn fill(file: &Path) -> Result<()> {
    let mut filler = fs::File::options().create(true).append(true).open(file)?;
    for size in [64 << 10, 4 << 10, 256, 1] {
        let part = vec![b'x'; size];
        for n in 0.. {
            ensure!(n < 1_000_000, "the disk never fills");
            if filler.write_all(&part).is_err() {
                break;
            }
        }
    }
    Ok(())
}

/// Faults injected from below: a library laid before the C library of one process.
#[derive(Debug)]
pub struct Shim {
    library: PathBuf,
    marks: PathBuf,
    undo: PathBuf,
}

impl Shim {
    /// Compiles the library into `dir`.
    ///
    /// # Errors
    /// When there is no C compiler; the product itself needs one to be built.
    pub fn build(dir: &Path) -> Result<Self> {
        let (source, library, marks) = (dir.join("fault.c"), dir.join("fault.so"), dir.join("mark"));
        fs::write(&source, include_str!("fault.c"))?;
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let out = Command::new(&compiler)
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-o"])
            .args([&library, &source])
            .arg("-ldl")
            .output()
            .with_context(|| format!("`{compiler}` is needed to build the fault library"))?;
        ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let undo = dir.join("undo");
        Ok(Self { library, marks, undo })
    }

    /// Lays it before the process of `command`, for files below `data`.
    pub fn lay_before<'a>(&self, command: &'a mut Command, data: &Path) -> &'a mut Command {
        command
            .env("LD_PRELOAD", &self.library)
            .env("SUICHA_FAULT_MARK", &self.marks)
            .env("SUICHA_FAULT_BELOW", data)
    }

    /// From now on `fault` happens (`flush`: EIO, `full`: ENOSPC, `readonly`: EROFS), or nothing any more.
    ///
    /// # Errors
    /// When the mark cannot be written.
    pub fn set(&self, fault: Option<&str>) -> Result<()> {
        match fault {
            Some(fault) => {
                // Beside and renamed: the library never reads half a word.
                let fresh = self.marks.with_extension("new");
                fs::write(&fresh, fault)?;
                Ok(fs::rename(&fresh, &self.marks)?)
            }
            None => Ok(fs::remove_file(&self.marks)?),
        }
    }

    /// Lays it before the process of `command` as a disk that writes when it is told to flush, and not before.
    pub fn lay_lossy<'a>(&self, command: &'a mut Command, data: &Path) -> &'a mut Command {
        self.lay_before(command, data)
            .env("SUICHA_FAULT_UNDO", &self.undo)
    }

    /// The power is cut, the process gone: what it did not flush is taken back. Answers how many writes that were.
    ///
    /// # Errors
    /// When a file cannot be put back.
    pub fn cut_power(&self) -> Result<usize> {
        let log = fs::read(&self.undo).unwrap_or_default();
        let taken = super::lossy::take_back(&log)?;
        fs::remove_file(&self.undo)?;
        Ok(taken)
    }
}
