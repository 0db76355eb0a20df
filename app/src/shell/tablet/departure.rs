//! Before leaving: what the tablet says of itself, and a rehearsal of what a day without network needs.

use super::{Store, Tablet};
use crate::shell::fault::Fault;
use crate::shell::{battery, clock, js, storage, worker};
use crate::state::departure::DeviceFacts;
use domain::sync::engine::Engine;

/// Folder of the rehearsal: never the evidence's own, so that nothing made up is ever found among it.
const REHEARSAL: &str = "rehearsal";
const PIECE: &str = "piece";
/// As much as a small photo.
const PIECE_BYTES: usize = 512 * 1024;

impl Tablet {
    /// What the departure check asks of the tablet.
    pub async fn device_facts(&self) -> DeviceFacts {
        let room = storage::room().await;
        let reserve = self.reserve_stands().await;
        let compared = {
            let open = self.0.open.borrow();
            open.as_ref().and_then(|o| o.engine.last_answer())
        };
        DeviceFacts {
            persisted: room.persisted,
            bytes_left: room.quota.saturating_sub(room.used),
            bytes_used: room.used,
            reserve,
            now: clock::now(),
            compared,
            // A generation of which a file is missing does not last a day without a network.
            app_version: match worker::is_whole().await {
                true => worker::version().await,
                false => None,
            },
            battery: battery::battery().await,
        }
    }

    /// The reserve that lets texts be saved on a full disk is there, or could be put there now.
    pub async fn reserve_stands(&self) -> bool {
        match self.store() {
            Ok(store) => storage::hold_ballast(&store.files).await.is_ok(),
            Err(_) => false,
        }
    }

    /// Reads everything back from the disk as a start would, keeps and reads a piece of evidence, looks whether every
    /// file of the app is kept, and counts the inspections that came back.
    ///
    /// # Errors
    /// What a start would meet.
    pub async fn rehearse(&self) -> Result<usize, Fault> {
        self.settle().await;
        let (store, keyring) = (self.store()?, self.keyring()?);
        let (found, _) = store.look().await?;
        let (rows, _) = store.rows(&keyring, &found).await;
        let me = self.me()?;
        let snapshot = domain::sync::store::Snapshot { rows };
        let (engine, _) = Engine::load(me, snapshot, js::random());
        let list = engine.list();
        if list.iter().any(|row| row.damaged) {
            return Err(Fault::new("doc.damaged"));
        }
        self.rehearse_evidence().await?;
        match worker::is_whole().await {
            true => Ok(list.len()),
            false => Err(Fault::new("app.not_whole")),
        }
    }

    /// Evidence can be sealed, written, read back unchanged, and removed.
    async fn rehearse_evidence(&self) -> Result<(), Fault> {
        let (store, keyring) = (self.store()?, self.keyring()?);
        let seed: [u8; 32] = js::random();
        let bytes: Vec<u8> = seed.into_iter().cycle().take(PIECE_BYTES).collect();
        let sealed = keyring.seal(PIECE, &bytes).await?;
        let written = store.files.put(REHEARSAL, PIECE, &sealed).await;
        let back = written_and_read(&store, written).await;
        store.files.remove(REHEARSAL, PIECE).await?;
        let back = keyring.open(PIECE, &back?).await;
        match back.is_ok_and(|back| back == bytes) {
            true => Ok(()),
            false => Err(Fault::new("evidence.not_kept")),
        }
    }
}

async fn written_and_read(store: &Store, written: Result<(), Fault>) -> Result<Vec<u8>, Fault> {
    written?;
    let back = store.files.get(REHEARSAL, PIECE).await?;
    back.ok_or(Fault::new("evidence.not_kept"))
}
