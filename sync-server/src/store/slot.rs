//! The place of one answer, apart from the signal that it is there.
//!
//! Exists because a channel or a task for each type of answer is compiled once for each: over sixty copies of both were
//! a fifth of the server's code. Signals carry nothing here, so there is one of each.

use super::StoreError;
use std::sync::{Arc, Mutex, PoisonError};

/// Where a job lays its answer.
#[derive(Debug)]
pub(super) struct Slot<T, E>(Arc<Mutex<Option<Result<T, E>>>>);

impl<T, E> Default for Slot<T, E> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T, E> Clone for Slot<T, E> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T, E: From<StoreError>> Slot<T, E> {
    /// Lays the answer down.
    pub(super) fn put(&self, answer: Result<T, E>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    }

    /// The answer; [`StoreError::Stopped`] when the job ended without one.
    pub(super) fn take(&self) -> Result<T, E> {
        let answer = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        answer.unwrap_or_else(|| Err(StoreError::Stopped.into()))
    }
}
