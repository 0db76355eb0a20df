//! One seat's word that another is on the same tablet.
//!
//! Exists because the office, when it revokes a lost tablet, must know whose seats are on it. Invariant: nothing is made
//! or changed at the seat that vouches, and what its key signs here is good for nothing else.

use super::cipher::sign;
use super::{DATABASE, DEVICE_KEY, Vault};
use crate::shell::{idb, js};
use crate::state::seat::Seat;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::wire::api::Beside;

impl Vault {
    /// The word of this seat, with its signature where the browser gives one; none where no keys lie.
    pub async fn vouch(seat: Seat, device_key: &str) -> Option<Beside> {
        if !idb::exists(&seat.own(DATABASE)).await {
            return None;
        }
        let vault = Self::open(seat).await.ok()?;
        vault.get(DEVICE_KEY).await.ok()??;
        let own = vault.public_text().await.ok()?;
        let signature = vault.sign_beside(&Beside::text(device_key, &own)).await;
        Some(Beside {
            device_key: own,
            signature: signature.unwrap_or_default(),
        })
    }

    async fn sign_beside(&self, text: &str) -> Option<String> {
        let key = self.device_key().await.ok()?;
        let signed = sign(&key, text.as_bytes()).await;
        let signed = signed.inspect_err(|fault| js::log(&format!("no word of the other seat: {fault}")));
        signed.ok().map(|signed| URL_SAFE_NO_PAD.encode(signed))
    }
}
