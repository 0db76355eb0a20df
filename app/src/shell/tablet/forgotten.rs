//! Asking the office, for a forgotten PIN or for leave to be emptied; and setting a new PIN under its answer.

use super::{Tablet, wire};
use crate::shell::fault::Fault;
use domain::sync::escrow::Purpose;
use domain::wire::api::UnlockAnswer;

impl Tablet {
    /// The office can help: this tablet made the box for it.
    pub async fn can_ask_office(&self) -> bool {
        match self.store() {
            Ok(store) => store.vault.can_ask().await,
            Err(_) => false,
        }
    }

    /// Asks, or asks how far it is: the digits to show, and the office's answer. Digits are there without a network
    /// too.
    ///
    /// # Errors
    /// Faults of the vault.
    pub async fn ask_office(&self, purpose: Purpose) -> Result<(String, Result<UnlockAnswer, Fault>), Fault> {
        let (ask, digits) = self.store()?.vault.question(purpose).await?;
        Ok((digits, wire::ask_unlock(&ask).await))
    }

    /// Puts a new question after a refusal.
    ///
    /// # Errors
    /// Faults of the vault.
    pub async fn ask_office_anew(&self, purpose: Purpose) -> Result<(), Fault> {
        self.store()?.vault.ask_anew(purpose).await
    }

    /// Opens the tablet under a new PIN, with the office's reply.
    ///
    /// # Errors
    /// `pin.reply_unreadable`; faults of vault and store.
    pub async fn new_pin(&self, reply: &str, pin: &str) -> Result<(), Fault> {
        let unlocked = self.store()?.vault.new_pin(reply, pin).await?;
        self.open(unlocked.keyring, Some(unlocked.data), None).await
    }
}
