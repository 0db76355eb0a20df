//! What is taken along (随身携带): pictures of an earlier visit, for the officers who look at it again without signal.
//!
//! They are the office's, safe there, and never sent from here.

use super::{Tablet, wire};
use crate::shell::opfs::EVIDENCE;
use crate::shell::{js, picture};
use std::collections::BTreeSet;

impl Tablet {
    /// Fetches what the packages name and this tablet does not hold yet. What fails is tried again after the next sync.
    pub(super) async fn take_along(&self) {
        let (Ok(store), Ok(keyring)) = (self.store(), self.keyring()) else {
            return;
        };
        let wanted = self.to_take_along();
        if wanted.is_empty() || self.0.fetching.replace(true) {
            return;
        }
        let held = store.files.list(EVIDENCE).await.unwrap_or_default();
        let held: BTreeSet<String> = held.into_iter().map(|(name, _)| name).collect();
        for name in wanted.difference(&held) {
            let Some(token) = self.token() else { break };
            let Ok(bytes) = wire::fetch(&token, name).await else {
                break;
            };
            let digest = picture::sha256(&bytes).await.map(hex::encode);
            if digest.as_ref() != Ok(name) {
                js::log("a picture of an earlier visit came with other bytes");
                continue;
            }
            let Ok(sealed) = keyring.seal(name, &bytes).await else {
                break;
            };
            if store.files.put(EVIDENCE, name, &sealed).await.is_err() {
                // Half a file is none; work of today goes before pictures of then.
                store.files.remove(EVIDENCE, name).await.ok();
                break;
            }
        }
        self.0.fetching.set(false);
    }

    fn to_take_along(&self) -> BTreeSet<String> {
        let open = self.0.open.borrow();
        let Some(open) = open.as_ref() else {
            return BTreeSet::new();
        };
        let rows = open.engine.list();
        let packages = rows.iter().filter_map(|row| open.engine.package(&row.inspection));
        let priors = packages.filter_map(|package| package.occasion.as_ref()?.prior.as_ref());
        let findings = priors.flat_map(|prior| &prior.findings);
        findings
            .flat_map(|finding| finding.pictures.iter().map(|p| p.sha256.clone()))
            .collect()
    }
}
