//! A forgotten PIN: the box that the office can open, the question to it, and a new PIN under its answer.
//!
//! Invariant: the box lies under this browser's own key, so that neither the office nor a copy of the disk alone
//! opens the tablet; the question is kept, so that a reload asks the same.

use super::cipher::{open, seal, sign};
use super::{Fault, TRIES, Tries, Unlocked, Vault, json};
use crate::shell::js;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::digest::Secret;
use domain::sync::escrow::{self, Purpose};
use domain::wire::api::UnlockAsk;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where the box lies.
pub(super) const BOX: &str = "escrow";
/// Where an open question lies.
fn asked_at(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Pin => "unlock-question",
        Purpose::Leave => "leave-question",
    }
}

/// The box at rest.
#[derive(Debug, Serialize, Deserialize)]
struct Held {
    /// The office key it is for.
    key_id: String,
    /// The box, under the wrap key.
    sealed: Vec<u8>,
}

/// The open question.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    ask: UnlockAsk,
    /// The secret half of its fresh key, under the wrap key.
    secret: Vec<u8>,
}

impl Vault {
    /// Makes the box for the office whose keys were pinned at enrolment, if there is none for them yet.
    ///
    /// # Errors
    /// `export.no_key` when no pinned key is one; storage and crypto faults.
    pub async fn lock_away(
        &self,
        server_keys: &BTreeMap<String, String>,
        data: &Secret,
    ) -> Result<(), Fault> {
        let (key_id, office) = server_keys.first_key_value().ok_or(Fault::new("export.no_key"))?;
        let known: Option<Held> = self.read(BOX).await?;
        if known.is_some_and(|held| &held.key_id == key_id) {
            return Ok(());
        }
        let office: Option<[u8; 32]> = URL_SAFE_NO_PAD
            .decode(office)
            .ok()
            .and_then(|k| k.try_into().ok());
        let device = self.public_text().await?;
        let boxed = office
            .and_then(|office| escrow::lock_away(&office, &device, &Secret::new(js::random()), data))
            .ok_or(Fault::new("export.no_key"))?;
        let held = Held {
            key_id: key_id.clone(),
            sealed: seal(&self.wrap_key().await?, BOX, &boxed).await?,
        };
        self.keep(BOX, json(&held)?).await
    }

    /// The office can help when the PIN is forgotten.
    pub async fn can_ask(&self) -> bool {
        matches!(self.read::<Held>(BOX).await, Ok(Some(_)))
    }

    /// The question to the office, and the digits that stand for it on both sides.
    ///
    /// # Errors
    /// `pin.no_escrow`; storage and crypto faults.
    pub async fn question(&self, purpose: Purpose) -> Result<(UnlockAsk, String), Fault> {
        let ask = match self.read::<Asked>(asked_at(purpose)).await? {
            Some(asked) => asked.ask,
            None => self.new_question(purpose).await?,
        };
        let boxed = URL_SAFE_NO_PAD.decode(&ask.escrow);
        let fresh = URL_SAFE_NO_PAD
            .decode(&ask.fresh)
            .ok()
            .and_then(|f| f.try_into().ok());
        let (boxed, fresh) = boxed.ok().zip(fresh).ok_or(Fault::new("crypto.damaged"))?;
        let digits = escrow::digits(&escrow::asked_text(purpose, &ask.key_id, &boxed, &fresh));
        Ok((ask, digits))
    }

    async fn new_question(&self, purpose: Purpose) -> Result<UnlockAsk, Fault> {
        let held: Held = self.read(BOX).await?.ok_or(Fault::new("pin.no_escrow"))?;
        let wrap = self.wrap_key().await?;
        let boxed = open(&wrap, BOX, &held.sealed).await?;
        let secret = Secret::new(js::random());
        let fresh = escrow::public_of(&secret);
        let text = escrow::asked_text(purpose, &held.key_id, &boxed, &fresh);
        let ask = UnlockAsk {
            purpose,
            device_key: self.public_text().await?,
            key_id: held.key_id,
            escrow: URL_SAFE_NO_PAD.encode(boxed),
            fresh: URL_SAFE_NO_PAD.encode(fresh),
            signature: URL_SAFE_NO_PAD.encode(sign(&self.device_key().await?, text.as_bytes()).await?),
        };
        let asked = Asked {
            ask: ask.clone(),
            secret: seal(&wrap, asked_at(purpose), secret.bytes()).await?,
        };
        self.keep(asked_at(purpose), json(&asked)?).await?;
        Ok(ask)
    }

    /// Lets the question go: the next one has other digits.
    ///
    /// # Errors
    /// Storage faults.
    pub async fn ask_anew(&self, purpose: Purpose) -> Result<(), Fault> {
        self.new_question(purpose).await.map(|_| ())
    }

    /// What the office answered to our question: the data key, or the word that grants leave.
    ///
    /// # Errors
    /// `pin.reply_unreadable` when it is not the answer to our question; storage and crypto faults.
    pub async fn read_reply(&self, purpose: Purpose, reply: &str) -> Result<Secret, Fault> {
        let unreadable = || Fault::new("pin.reply_unreadable");
        let place = asked_at(purpose);
        let asked: Asked = self.read(place).await?.ok_or(unreadable())?;
        let secret = open(&self.wrap_key().await?, place, &asked.secret).await?;
        let secret = Secret::new(secret.try_into().map_err(|_| unreadable())?);
        let reply = URL_SAFE_NO_PAD.decode(reply).map_err(|_| unreadable())?;
        let device = self.public_text().await?;
        escrow::read_reply(purpose, &reply, &device, &secret).ok_or_else(unreadable)
    }

    /// Puts the data key of the office's reply under a new PIN. The old PIN opens nothing any more.
    ///
    /// # Errors
    /// `pin.reply_unreadable` when it is not the answer to our question; storage and crypto faults.
    pub async fn new_pin(&self, reply: &str, pin: &str) -> Result<Unlocked, Fault> {
        let data = self.read_reply(Purpose::Pin, reply).await?;
        let unlocked = self.wrap(pin, &self.wrap_key().await?, data).await?;
        self.keep(TRIES, json(&Tries::default())?).await?;
        // The answered question opens the tablet no second time.
        self.ask_anew(Purpose::Pin).await?;
        Ok(unlocked)
    }

    /// The device's public key, as enrolled.
    pub(super) async fn public_text(&self) -> Result<String, Fault> {
        Ok(URL_SAFE_NO_PAD.encode(self.device_public_key().await?))
    }
}
