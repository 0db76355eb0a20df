//! Waiting for a condition, with a deadline and a reason.
//!
//! Exists so that no test sleeps for a guessed time. Invariant: a wait that fails says what it last saw.
use anyhow::{Context, Result, bail};
use std::future::Future;
use std::time::{Duration, Instant};

/// Generous: two cores may be shared by a compiler and three browsers.
pub const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// Looks again and again until `look` returns a value; `None` and errors mean "not yet".
pub async fn until<T, F, L>(what: &str, within: Duration, mut look: L) -> Result<T>
where
    L: FnMut() -> F,
    F: Future<Output = Result<Option<T>>>,
{
    let deadline = Instant::now() + within;
    loop {
        let seen = look().await;
        match seen {
            Ok(Some(value)) => return Ok(value),
            Err(error) if Instant::now() > deadline => {
                return Err(error).with_context(|| format!("waited {within:?} for {what}"));
            }
            Ok(None) if Instant::now() > deadline => bail!("waited {within:?} for {what}"),
            Ok(None) | Err(_) => tokio::time::sleep(LOOK_EVERY).await,
        }
    }
}
