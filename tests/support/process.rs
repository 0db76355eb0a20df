//! A process in a group of its own, its output kept, and killed as a group.
//!
//! Exists because a browser is many processes: killing only the first leaves the others holding the profile,
//! and a story wants the sudden end a tablet has when its battery falls out. Invariant: nothing started here
//! outlives the value.
use anyhow::{Context, Result, bail};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process_group};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// What the process has printed so far, both streams in order of arrival.
#[derive(Debug, Default)]
struct Printed {
    lines: Mutex<Vec<String>>,
    arrived: Condvar,
}

impl Printed {
    fn lock(&self) -> MutexGuard<'_, Vec<String>> {
        self.lines
            .lock()
            .expect("a reader thread does not panic while it holds the lines")
    }

    fn follow(self: &Arc<Self>, stream: impl Read + Send + 'static) {
        let printed = Arc::clone(self);
        std::thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                printed
                    .lock()
                    .push(String::from_utf8_lossy(&line).trim_end().to_owned());
                printed.arrived.notify_all();
            }
        });
    }
}

/// A running process and its whole group.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    printed: Arc<Printed>,
}

impl Process {
    pub fn spawn(command: &mut Command) -> Result<Process> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .with_context(|| format!("`{name}` could not be started: `cargo xtask test` installs it"))?;
        let printed = Arc::new(Printed::default());
        printed.follow(child.stdout.take().context("stdout is piped")?);
        printed.follow(child.stderr.take().context("stderr is piped")?);
        Ok(Process { name, child, printed })
    }

    /// Blocks until a printed line contains `mark`; returns that line. Names everything printed otherwise.
    pub fn line_with(&mut self, mark: &str, within: Duration) -> Result<String> {
        let deadline = Instant::now() + within;
        let mut lines = self.printed.lock();
        loop {
            if let Some(line) = lines.iter().find(|line| line.contains(mark)) {
                return Ok(line.clone());
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let ended = self.child.try_wait()?;
            if left.is_zero() || ended.is_some() {
                bail!(
                    "`{}` never printed {mark:?} (ended: {ended:?}):\n{}",
                    self.name,
                    lines.join("\n")
                );
            }
            let step = left.min(Duration::from_millis(200));
            lines = self
                .printed
                .arrived
                .wait_timeout(lines, step)
                .expect("see Printed::lock")
                .0;
        }
    }

    /// Blocks until so many printed lines contain `mark`.
    pub fn lines_with(&mut self, mark: &str, count: usize, within: Duration) -> Result<()> {
        let deadline = Instant::now() + within;
        let mut lines = self.printed.lock();
        while lines.iter().filter(|line| line.contains(mark)).count() < count {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                bail!(
                    "`{}` did not print {mark:?} {count} times in {within:?}",
                    self.name
                );
            }
            lines = self
                .printed
                .arrived
                .wait_timeout(lines, left)
                .expect("see Printed::lock")
                .0;
        }
        Ok(())
    }

    /// Everything it printed until it was killed: waits until nothing more comes out of the pipes for a while. Their
    /// end is no sign, because a crash handler of a browser lives a little longer and holds them.
    pub fn last_words(&self, quiet: Duration) -> Vec<String> {
        let mut lines = self.printed.lock();
        loop {
            let before = lines.len();
            let (now, waited) = self
                .printed
                .arrived
                .wait_timeout(lines, quiet)
                .expect("see Printed::lock");
            lines = now;
            if waited.timed_out() && lines.len() == before {
                return lines.clone();
            }
        }
    }

    /// Everything printed so far.
    pub fn printed(&self) -> Vec<String> {
        self.printed.lock().clone()
    }

    /// Its number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// SIGKILL to the whole group: no handler runs, nothing is flushed.
    pub fn kill(&mut self) {
        self.signal(Signal::KILL);
        // A process that got SIGKILL cannot refuse; an error here means it was collected before.
        drop(self.child.wait());
    }

    /// SIGTERM, then waits for an orderly end.
    pub fn stop(&mut self, within: Duration) -> Result<()> {
        self.signal(Signal::TERM);
        let deadline = Instant::now() + within;
        while self.child.try_wait()?.is_none() {
            if Instant::now() > deadline {
                self.kill();
                bail!(
                    "`{}` did not stop when asked:\n{}",
                    self.name,
                    self.printed().join("\n")
                );
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    fn signal(&self, signal: Signal) {
        let group = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(Err(error)) = group.map(|group| kill_process_group(group, signal)) {
            // The one harmless refusal: the group is gone already, which is what was wanted.
            assert_eq!(error, Errno::SRCH, "signalling `{}`", self.name);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
