//! Evidence on its way: in parts that fit the line, called received only on a receipt signed by the pinned key. What
//! goes first and how much at once, the engine decides.

use super::Tablet;
use super::wire::{Refused, Sent, send_part};
use crate::shell::clock;
use domain::inspection::change::ChangeId;
use domain::sync::engine::Event;
use domain::wire::api::BlobReceipt;

impl Tablet {
    /// Sends a blob from `offset` on, until the receipt or the first failure.
    pub(super) fn send_blob(&self, sha256: ChangeId, offset: u64) {
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            let event = match tablet.send_all(sha256, offset).await {
                Ok(receipt) => Event::BlobReceived {
                    sha256,
                    safe: receipt.safe,
                    receipt: Some(receipt.received_at),
                },
                Err(refused) => Event::BlobFailed {
                    sha256,
                    code: refused.code,
                    retry_after_s: refused.retry_after_s,
                },
            };
            tablet.handle(event);
        });
    }

    async fn send_all(&self, sha256: ChangeId, offset: u64) -> Result<BlobReceipt, Refused> {
        let name = sha256.to_hex();
        let unreadable = || Refused::new("evidence.unreadable");
        let bytes = self.evidence(&name).await.ok_or_else(unreadable)?;
        let token = self.token().ok_or_else(|| Refused::new("tablet.locked"))?;
        let size = bytes.len() as u64;
        let mut at = usize::try_from(offset).unwrap_or(0).min(bytes.len());
        let mut moved_back = false;
        loop {
            let mut part = bytes.len();
            self.with(|open| part = open.part.bytes());
            let end = at.saturating_add(part).min(bytes.len());
            let began = clock::elapsed_ms();
            let sent = send_part(&token, &name, size, at as u64, &bytes[at..end]).await;
            let late = sent.as_ref().is_err_and(|refused| refused.code == "net.timeout");
            let took = (!late).then(|| clock::elapsed_ms() - began);
            // A last part that is short says nothing of the line.
            if late || end - at == part {
                self.with(|open| open.part.took(took));
            }
            match sent {
                Ok(Sent::Whole(receipt)) => {
                    return self.believe(&receipt, &name, size).map(|()| receipt);
                }
                Ok(Sent::Until(offset)) => {
                    at = usize::try_from(offset).unwrap_or(0).min(bytes.len());
                    self.handle(Event::BlobReached { sha256, offset });
                }
                // The server's bytes end elsewhere: go on from there, once.
                Err(refused) => match refused
                    .offset
                    .filter(|_| !std::mem::replace(&mut moved_back, true))
                {
                    Some(offset) => at = usize::try_from(offset).unwrap_or(0).min(bytes.len()),
                    None => return Err(refused),
                },
            }
        }
    }

    fn believe(&self, receipt: &BlobReceipt, name: &str, size: u64) -> Result<(), Refused> {
        let open = self.0.open.borrow();
        let keys = open
            .as_ref()
            .map(|o| o.server_keys.clone())
            .ok_or_else(|| Refused::new("tablet.locked"))?;
        let ours = receipt.sha256 == name && receipt.size_bytes == size;
        match receipt.verify(&keys) {
            Ok(()) if ours => Ok(()),
            Ok(()) | Err(_) => Err(Refused::new("receipt.not_believed")),
        }
    }
}
