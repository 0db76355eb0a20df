//! Evidence on its way: small copies before originals, in parts, called received only on a receipt signed by the
//! pinned key. What goes first and how large a part is, `state::sending` decides.

use super::Tablet;
use super::wire::{Refused, Sent, send_part};
use crate::shell::clock;
use crate::state::sending::Weight;
use domain::inspection::change::ChangeId;
use domain::sync::engine::Event;
use std::collections::BTreeSet;

/// A blob, and where the server's bytes of it end.
pub(super) type Upload = (ChangeId, u64);

impl Tablet {
    /// Sends these in their turn.
    pub(super) fn send_blobs(&self, uploads: Vec<Upload>) {
        if uploads.is_empty() {
            return;
        }
        let small = self.small_copies();
        self.with(|open| {
            for upload in uploads {
                let weight = match small.contains(&upload.0) {
                    true => Weight::Small,
                    false => Weight::Original,
                };
                open.sending.push(weight, upload);
            }
        });
        self.send_next();
    }

    /// What the records call small copies.
    fn small_copies(&self) -> BTreeSet<ChangeId> {
        let open = self.0.open.borrow();
        let Some(open) = open.as_ref() else {
            return BTreeSet::new();
        };
        let rows = open.engine.list();
        let views = rows.iter().filter_map(|row| open.engine.view(&row.inspection));
        views
            .flat_map(|view| &view.evidence)
            .filter_map(|e| ChangeId::parse_hex(&e.evidence.derived.as_ref()?.sha256))
            .collect()
    }

    /// Begins as many as may go at once.
    fn send_next(&self) {
        loop {
            let mut next = None;
            self.with(|open| next = open.sending.begin());
            let Some((weight, (sha256, offset))) = next else {
                return;
            };
            let tablet = self.clone();
            yew::platform::spawn_local(async move {
                let sent = tablet.send_all(sha256, offset).await;
                tablet.sent(weight, sha256, sent);
            });
        }
    }

    fn sent(&self, weight: Weight, sha256: ChangeId, sent: Result<bool, Refused>) {
        self.with(|open| open.sending.ended(weight));
        match sent {
            Ok(safe) => self.handle(Event::BlobReceived { sha256, safe }),
            Err(refused) => {
                // Without a line the others would only wait for the same answer, one after the other.
                let mut with_it = vec![(sha256, 0)];
                if refused.code.starts_with("net.") {
                    self.with(|open| with_it.extend(open.sending.give_up()));
                }
                for (sha256, _) in with_it {
                    self.handle(Event::BlobFailed {
                        sha256,
                        code: refused.code.clone(),
                        retry_after_s: refused.retry_after_s,
                    });
                }
            }
        }
        self.send_next();
    }

    async fn send_all(&self, sha256: ChangeId, offset: u64) -> Result<bool, Refused> {
        let name = sha256.to_hex();
        let unreadable = || Refused::new("evidence.unreadable");
        let bytes = self.evidence(&name).await.ok_or_else(unreadable)?;
        let token = self.token().ok_or_else(|| Refused::new("tablet.locked"))?;
        let size = bytes.len() as u64;
        let mut at = usize::try_from(offset).unwrap_or(0).min(bytes.len());
        let mut moved_back = false;
        loop {
            let mut part = bytes.len();
            self.with(|open| part = open.sending.part_bytes());
            let end = at.saturating_add(part).min(bytes.len());
            let began = clock::elapsed_ms();
            let sent = send_part(&token, &name, size, at as u64, &bytes[at..end]).await;
            let late = sent.as_ref().is_err_and(|refused| refused.code == "net.timeout");
            let took = (!late).then(|| clock::elapsed_ms() - began);
            // A last part that is short says nothing of the line.
            if late || end - at == part {
                self.with(|open| open.sending.part_took(took));
            }
            match sent {
                Ok(Sent::Whole(receipt)) => {
                    return self.believe(&receipt, &name, size).map(|()| receipt.safe);
                }
                Ok(Sent::Until(offset)) => at = usize::try_from(offset).unwrap_or(0).min(bytes.len()),
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

    fn believe(
        &self,
        receipt: &domain::wire::api::BlobReceipt,
        name: &str,
        size: u64,
    ) -> Result<(), Refused> {
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
