//! The office's word for the key of this seat: asked for once, kept sealed, shown to the other seats in their list.
//!
//! Invariant: nothing is asked twice at once, and whoever could not ask yet works on: the others only leave nothing for
//! him until he has been online once.

use super::{Store, Tablet, wire};
use crate::shell::vault::Keyring;
use crate::shell::{js, seats};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::sync::escrow::public_of;
use domain::sync::journal::Recovered;
use domain::wire::api::{Enrolment, EnrolmentCode, OwnCodeAsk, SeatCard, SeatKeyAsk};

impl Tablet {
    /// The card on the disk, if it is still of this seat and this office.
    pub(super) async fn own_card(
        &self,
        store: &Store,
        keyring: &Keyring,
        found: &Recovered,
        enrolment: &Enrolment,
    ) -> Option<SeatCard> {
        let card = store.card(keyring, found).await?;
        let named = card.open(&enrolment.server_keys).ok()?;
        (named.device == enrolment.device && Some(named.key) == self.seat_key()).then_some(card)
    }

    /// The public key of this seat; none while it was never open.
    fn seat_key(&self) -> Option<String> {
        let key = self.0.letters_key.borrow().as_ref().map(public_of)?;
        Some(URL_SAFE_NO_PAD.encode(key))
    }

    /// Has the office sign it, where that was not done yet.
    pub(super) fn certify(&self) {
        let missing = self
            .0
            .open
            .borrow()
            .as_ref()
            .is_some_and(|o| o.card.is_none() && !o.engine.status().revoked);
        if !missing || self.0.certifying.replace(true) {
            return;
        }
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            if let Err(code) = tablet.fetch_card().await {
                js::log(&format!("the key of this seat is not signed yet: {code}"));
            }
            tablet.0.certifying.set(false);
        });
    }

    /// A code with which this officer enrols on a colleague's tablet too.
    ///
    /// # Errors
    /// A stable code of the network, the server or the vault.
    pub async fn own_code(&self) -> Result<EnrolmentCode, String> {
        let token = self.token().ok_or("tablet.locked")?;
        let keyring = self.keyring().map_err(|f| f.code.to_owned())?;
        let nonce = hex::encode(js::random::<16>());
        let text = OwnCodeAsk::text(&self.device(), &nonce);
        let signed = keyring
            .sign(text.as_bytes())
            .await
            .map_err(|f| f.code.to_owned())?;
        let signature = URL_SAFE_NO_PAD.encode(signed);
        wire::own_code(&token, &OwnCodeAsk { nonce, signature })
            .await
            .map_err(|refused| refused.code)
    }

    async fn fetch_card(&self) -> Result<(), String> {
        let locked = || "tablet.locked".to_owned();
        let (key, token) = self.seat_key().zip(self.token()).ok_or_else(locked)?;
        let mut occupant = self.occupant().ok_or_else(locked)?;
        let (store, keyring) = (
            self.store().map_err(|f| f.code.to_owned())?,
            self.keyring().map_err(|f| f.code.to_owned())?,
        );
        let text = SeatKeyAsk::text(&self.device(), &key);
        let signed = keyring
            .sign(text.as_bytes())
            .await
            .map_err(|f| f.code.to_owned())?;
        let signature = URL_SAFE_NO_PAD.encode(signed);
        let card = wire::seat_card(&token, &SeatKeyAsk { key, signature })
            .await
            .map_err(|refused| refused.code)?;
        // He may have locked it meanwhile: what the office said is kept all the same.
        store
            .keep_card(&keyring, &card)
            .await
            .map_err(|f| f.code.to_owned())?;
        self.with(|open| open.card = Some(card.clone()));
        occupant.card = Some(card);
        seats::note(store.seat, occupant).await;
        Ok(())
    }
}
