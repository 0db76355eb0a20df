//! Leaving: what keeps this tablet from being emptied, the office's leave, the copy, and the emptying itself.
//!
//! What is decided, `domain::sync::leave` decides. Leave and copy live in memory only: whoever opens the tablet anew
//! asks anew, and the office's answer still stands.

use super::Tablet;
use crate::shell::fault::Fault;
use crate::shell::file::PickedFile;
use crate::shell::{clock, wipe};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::sync::engine::SavedState;
use domain::sync::escrow::{Purpose, is_leave_answer};
use domain::sync::leave::{Copied, NotYet, Remains, may_leave};
use yew::Callback;

/// So many answers may be misheard before the question is another.
const ANSWERS_TRIED: u32 = 5;

/// How far leaving is.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    granted: bool,
    copied: Option<Copied>,
    /// Wrong answers by telephone.
    wrong: u32,
}

impl Tablet {
    /// What this tablet made that the office does not hold safely.
    pub fn remains(&self) -> Remains {
        let open = self.0.open.borrow();
        open.as_ref()
            .map_or_else(Remains::default, |o| o.engine.remains())
    }

    /// Whether it may be emptied now, with so many photos whose marks are no copy yet.
    ///
    /// # Errors
    /// [`NotYet`].
    pub fn may_leave(&self, drawn: usize) -> Result<(), NotYet> {
        let open = self.0.open.borrow();
        let open = open.as_ref().ok_or(NotYet::NotGranted)?;
        let leaving = &open.leaving;
        may_leave(
            &open.engine,
            clock::now(),
            drawn,
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

    /// Takes the digits that the office said over the telephone, to the question on the screen. After a few that are
    /// wrong the question is another.
    ///
    /// # Errors
    /// `leave.wrong_answer`, or `leave.new_question` where the question is another now; `export.no_key`; faults of the vault.
    pub async fn take_spoken_leave(&self, said: &str) -> Result<(), Fault> {
        let vault = self.store()?.vault;
        let (ask, digits) = vault.question(Purpose::Leave).await?;
        let no_key = || Fault::new("export.no_key");
        let own = self.0.letters_key.borrow().clone().ok_or_else(no_key)?;
        let office = {
            let open = self.0.open.borrow();
            let open = open.as_ref().ok_or(Fault::new("tablet.locked"))?;
            let key = open
                .server_keys
                .get(&ask.key_id)
                .and_then(|key| URL_SAFE_NO_PAD.decode(key).ok());
            key.and_then(|key| key.try_into().ok()).ok_or_else(no_key)?
        };
        if is_leave_answer(&office, &own, &digits, &ask.device_key, said) {
            self.with(|open| open.leaving.granted = true);
            return Ok(());
        }
        let mut wrong = 0;
        self.with(|open| {
            open.leaving.wrong += 1;
            wrong = open.leaving.wrong;
        });
        if wrong.is_multiple_of(ANSWERS_TRIED) {
            vault.ask_anew(Purpose::Leave).await?;
            return Err(Fault::new("leave.new_question"));
        }
        Err(Fault::new("leave.wrong_answer"))
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
            let entries: Vec<_> = {
                let open = tablet.0.open.borrow();
                open.iter()
                    .flat_map(|open| open.shown.values().cloned())
                    .collect()
            };
            let drawn = tablet.drawn(&entries).await.len();
            if tablet.may_leave(drawn).is_ok() {
                tablet.0.watch.borrow_mut().take();
                tablet.0.open.borrow_mut().take();
                wipe::begin(tablet.seat()).await;
            }
        });
    }
}
