//! A photo taken under one name on a shared tablet reaches the office when the other officer is online, though the seat
//! that took it is never opened again: the page was killed, and nobody knows its PIN.
use super::{HIS_PIN, Shared, look};
use crate::stories::on_site::{LONG, SOON};
use crate::stories::walk::tablet::{self, PIN};
use anyhow::{Result, ensure};
use std::path::Path;
use test_support::wait::until;

const PICTURE: &[u8] = include_bytes!("../../../vectors/photo/site.jpg");
/// A letter that lends nothing: fresh key and tag.
const EMPTY_BYTES: usize = 32 + 16;
/// The letters between seats: name and length.
const LETTERS: &str = "const db = await new Promise((yes, no) => { const r = indexedDB.open('suicha-seats'); r.onsuccess = () => yes(r.result); r.onerror = no; }); \
    const store = db.transaction('letters').objectStore('letters'); \
    const all = r => new Promise(yes => { r.onsuccess = () => yes(r.result); }); \
    const [names, letters] = await Promise.all([all(store.getAllKeys()), all(store.getAll())]); \
    db.close(); return names.map((name, n) => [name, letters[n].byteLength]);";

/// The server is away, and the first officer's part is open; it ends with the second's open and everything sent.
pub(super) async fn goes_by_the_other_seat(shared: &mut Shared) -> Result<()> {
    let (id, item) = (shared.both.clone(), shared.items[1].clone());
    let files = shared.stage.folder("files")?;
    let picture = files.join("现场.jpg");
    std::fs::write(&picture, PICTURE)?;
    let tablet = &shared.tablet;
    tablet::go(tablet, &format!("/field/i/{id}/photo/{item}")).await?;
    tablet.give_file("photo-import", &picture).await?;
    until("the photo to be kept, and its key to be left", LONG, || async {
        let letters: Vec<(String, usize)> = tablet.run_promise(LETTERS, vec![]).await?;
        let lent = |(name, bytes): &(String, usize)| name == "1/0/lent" && *bytes > EMPTY_BYTES;
        Ok(letters.iter().any(lent).then_some(()))
    })
    .await?;
    // Nobody locks it.
    shared.tablet.kill();
    shared.tablet.relaunch().await?;
    let origin = shared.server.origin("tablet-a");
    shared.tablet.goto(&origin).await?;
    shared.sit(1, HIS_PIN).await?;
    tablet::go(&shared.tablet, "/field/sync").await?;
    shared.tablet.see_id_within("lent-0", SOON).await?;
    let left = shared.tablet.words_of("originals-left").await?;
    ensure!(
        !left.contains("都已送达"),
        "it is counted among what is to be sent: {left}"
    );
    look(&shared.tablet, "tablet-sync-others").await?;

    // Taken in, and killed again before anything was sent: the key is this seat's now.
    shared.tablet.kill();
    shared.tablet.relaunch().await?;
    shared.tablet.goto(&origin).await?;
    shared.sit(1, HIS_PIN).await?;
    shared.server.start_again().await?;
    tablet::sync(&shared.tablet).await?;
    let data = shared.server.data().to_owned();
    until("the original at the office", LONG, || async {
        Ok(lies_in(&data)?.then_some(()))
    })
    .await?;
    tablet::go(&shared.tablet, "/field/sync").await?;
    shared.tablet.see_id_gone("lent-0").await
}

/// Whether the photo's bytes, unchanged, lie somewhere under the folder.
fn lies_in(folder: &Path) -> Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let found = match path.is_dir() {
            true => lies_in(&path)?,
            false => entry.metadata()?.len() == PICTURE.len() as u64 && std::fs::read(&path)? == PICTURE,
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A key put into the list by a strange hand: nothing is sealed to it, and the officer is told what to do.
pub(super) async fn a_strange_key_is_sealed_to_by_nobody(shared: &Shared) -> Result<()> {
    let tablet = &shared.tablet;
    super::lock(tablet).await?;
    let turn = "const db = await new Promise((yes, no) => { const r = indexedDB.open('suicha-seats'); r.onsuccess = () => yes(r.result); r.onerror = no; }); \
        const store = () => db.transaction('seats', 'readwrite').objectStore('seats'); \
        const row = JSON.parse(await new Promise(yes => { const r = store().get('1'); r.onsuccess = () => yes(r.result); })); \
        const body = JSON.parse(row.card.body); body.key = 'A'.repeat(43); row.card.body = JSON.stringify(body); \
        await new Promise(yes => { const r = store().put(JSON.stringify(row), '1'); r.onsuccess = () => yes(); }); db.close(); return true;";
    ensure!(tablet.run_promise::<bool>(turn, vec![]).await?);
    shared.sit(0, PIN).await?;
    tablet::go(tablet, "/field/departure").await?;
    let id = &shared.both;
    let words = format!(
        "return document.querySelector('[data-testid=\"check-{id}\"] [data-testid=\"check-colleague\"]')?.textContent ?? '';"
    );
    until("it to be said that his key is not signed", SOON, || async {
        let said: String = tablet.run(&words, vec![]).await?;
        Ok(said.contains("签认").then_some(()))
    })
    .await
}
