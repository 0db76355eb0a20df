//! Leaving: what keeps this tablet from being emptied, the office's leave, the copy, and the emptying itself.
//!
//! What is decided, `domain::sync::leave` decides. Leave and copy live in memory only: whoever opens the tablet anew
//! asks anew, and the office's answer still stands.

use super::Tablet;
use crate::shell::fault::Fault;
use crate::shell::file::PickedFile;
use crate::shell::{clock, wipe};
use domain::sync::engine::SavedState;
use domain::sync::escrow::Purpose;
use domain::sync::leave::{Copied, NotYet, Remains, may_leave};
use yew::Callback;

/// How far leaving is.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    granted: bool,
    copied: Option<Copied>,
}

impl Tablet {
    /// What this tablet made that the office does not hold safely.
    pub fn remains(&self) -> Remains {
        let open = self.0.open.borrow();
        open.as_ref()
            .map_or_else(Remains::default, |o| o.engine.remains())
    }

    /// Whether it may be emptied now.
    ///
    /// # Errors
    /// [`NotYet`].
    pub fn may_leave(&self) -> Result<(), NotYet> {
        let open = self.0.open.borrow();
        let open = open.as_ref().ok_or(NotYet::NotGranted)?;
        let leaving = &open.leaving;
        may_leave(
            &open.engine,
            clock::now(),
            leaving.granted,
            leaving.copied.as_ref(),
        )
    }

    /// Takes the office's reply: leave is granted when it holds the word that only the office could find.
    ///
    /// # Errors
    /// `pin.reply_unreadable`; faults of the vault.
    pub async fn take_leave(&self, reply: &str) -> Result<(), Fault> {
        let word = self.store()?.vault.read_reply(Purpose::Leave, reply).await?;
        if self.0.word.borrow().as_ref() != Some(&word) {
            return Err(Fault::new("pin.reply_unreadable"));
        }
        self.with(|open| open.leaving.granted = true);
        Ok(())
    }

    /// Writes everything that is not safe into the encrypted file and offers it; how many pieces could not be read.
    ///
    /// # Errors
    /// As of an export.
    pub async fn copy_all(&self, told: Callback<usize>) -> Result<usize, Fault> {
        let manifest = self.manifest(SavedState::Safe).await?;
        let written = self.write_file(&manifest, told).await?;
        let unreadable = written.unreadable;
        let copied = Copied::new(&manifest, written.sha256, unreadable);
        self.with(|open| open.leaving.copied = Some(copied));
        Ok(unreadable)
    }

    /// Reads the saved file from where it lies: true when it is the one just written, byte for byte.
    ///
    /// # Errors
    /// `files.failed` when it cannot be read.
    pub async fn read_back(&self, file: &PickedFile) -> Result<bool, Fault> {
        self.touch();
        let found = file.sha256().await.ok_or(Fault::new("files.failed"))?;
        let mut same = false;
        self.with(|open| {
            if let Some(copied) = &mut open.leaving.copied {
                same = copied.sha256 == found;
                copied.read_back |= same;
            }
        });
        Ok(same)
    }

    /// Empties this tablet and opens it anew. What stands against it is looked at once more.
    pub fn leave(&self) {
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            tablet.settle().await;
            if tablet.may_leave().is_ok() {
                tablet.0.watch.borrow_mut().take();
                tablet.0.open.borrow_mut().take();
                wipe::begin(tablet.seat()).await;
            }
        });
    }
}
