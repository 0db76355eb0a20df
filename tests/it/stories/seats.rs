//! Two officers on one tablet: each opens his own with his own PIN and nothing of the other's; what they write of the same
//! inspection meets without a network; one leaves and the other stays. Rows F11, F58, F59, F60
//! and F61.
mod custody;
mod lost;
mod photo;

use crate::stories::on_site::{LONG, SOON};
use crate::stories::walk::tablet::{self, PIN};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::collections::BTreeSet;
use test_support::browser::{Browser, LANDSCAPE, Options, PHONE};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::until;

const HIS_PIN: &str = "730518";
const NOTE: &str = "疏散通道被杂物占用，另一位检查人员所写。";

/// Whether these words lie anywhere in the clear: in a database, a bucket, a file, a setting or a cookie.
const IN_THE_CLEAR: &str = "const [words] = args; \
    const wanted = new TextEncoder().encode(words); \
    const has = bytes => { outer: for (let at = 0; at + wanted.length <= bytes.length; at += 1) { \
        for (let n = 0; n < wanted.length; n += 1) if (bytes[at + n] !== wanted[n]) continue outer; return true; } return false; }; \
    const found = []; let looked = 0; \
    const look = (where, value) => { looked += 1; \
        const bytes = value instanceof Uint8Array ? value : typeof value === 'string' ? new TextEncoder().encode(value) : null; \
        if (bytes && has(bytes)) found.push(where); }; \
    for (const { name } of await indexedDB.databases()) { \
        const db = await new Promise((yes, no) => { const r = indexedDB.open(name); r.onsuccess = () => yes(r.result); r.onerror = no; }); \
        for (const store of db.objectStoreNames) for (const value of await new Promise(yes => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => yes(r.result); })) look(name, value); \
        db.close(); } \
    const walk = async (dir, path) => { for await (const entry of dir.values()) { \
        if (entry.kind === 'directory') await walk(entry, path + entry.name + '/'); \
        else look(path + entry.name, new Uint8Array(await (await entry.getFile()).arrayBuffer())); } }; \
    await walk(await navigator.storage.getDirectory(), '/'); \
    for (const [key, value] of Object.entries(localStorage)) look(key, value); \
    look('cookie', decodeURIComponent(document.cookie)); \
    return [looked, found.join()];";

struct Shared {
    tablet: Browser,
    server: Server,
    /// An inspection of both, and one of the second officer alone.
    both: String,
    items: Vec<String>,
    /// The second officer's.
    his_pin: &'static str,
    stage: Stage,
}

impl Shared {
    /// Two officers enrol on one tablet.
    async fn enrolled() -> Result<(Shared, Option<String>)> {
        let stage = Stage::open().await?;
        let server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
        let tablet = stage.browser("tablet-a", Options::default()).await?;
        tablet::enrol(&tablet, &server, &tablet::printed_code(&server, "tablet-a")?).await?;
        let mine = list(&tablet).await?;
        tablet.kept_offline().await?;
        lock(&tablet).await?;
        look(&tablet, "tablet-lock-one").await?;
        tablet.tap_id("officer-add").await?;
        tablet.see_id_within("enrol-code", SOON).await?;
        look(&tablet, "tablet-enrol-second").await?;
        let code = tablet::printed_code(&server, "tablet-b")?;
        enrol_on(&tablet, &code, HIS_PIN).await?;
        let his = list(&tablet).await?;
        let both = mine.intersection(&his).next().context("an inspection of both")?;
        let shared = Shared {
            both: both.clone(),
            items: Vec::new(),
            his_pin: HIS_PIN,
            tablet,
            server,
            stage,
        };
        let alone = mine.symmetric_difference(&his).next().cloned();
        Ok((shared, alone))
    }

    /// Enrols on the seat that is free.
    async fn enrol_here(&self, code: &str, pin: &str) -> Result<()> {
        enrol_on(&self.tablet, code, pin).await
    }

    /// Opens a seat.
    async fn sit(&self, seat: u8, pin: &str) -> Result<()> {
        self.choose(seat).await?;
        self.tablet.fill_id("pin", pin).await?;
        self.tablet.tap_id("unlock").await?;
        self.tablet.see_id_gone("unlock").await?;
        // Wherever he was last.
        tablet::go(&self.tablet, "/field").await?;
        self.tablet.see_id_within("today-search", SOON).await
    }

    /// Chooses a name at the lock.
    async fn choose(&self, seat: u8) -> Result<()> {
        let id = format!("officer-{seat}");
        self.tablet.see_id_within(&id, SOON).await?;
        self.tablet.tap_id(&id).await?;
        self.tablet
            .see_data_within(&id, "aria-pressed", "true", SOON)
            .await?;
        self.tablet.see_id("pin").await
    }

    /// A PIN that does not open the seat that is chosen.
    async fn refuses(&self, seat: u8, pin: &str) -> Result<()> {
        self.choose(seat).await?;
        self.tablet.fill_id("pin", pin).await?;
        self.tablet.tap_id("unlock").await?;
        self.tablet.see_id_within("unlock-failed", SOON).await
    }
}

async fn enrol_on(tablet: &Browser, code: &str, pin: &str) -> Result<()> {
    tablet.fill_id("enrol-code", code).await?;
    tablet.tap_id("enrol-next").await?;
    tablet.fill_id("pin-new", pin).await?;
    tablet.fill_id("pin-again", pin).await?;
    tablet.tap_id("enrol-submit").await?;
    tablet.see_id_within("today-search", LONG).await
}

/// The day's list.
async fn list(tablet: &Browser) -> Result<BTreeSet<String>> {
    let ids = tablet.see_ids("today-t").await?;
    Ok(ids.into_iter().map(|id| id.replace("today-", "")).collect())
}

async fn lock(tablet: &Browser) -> Result<()> {
    tablet::go(tablet, "/device").await?;
    tablet.see_id("lock-here").await?;
    tablet.tap_id("lock-here").await?;
    tablet.see_id_within("pin", SOON).await
}

async fn look(tablet: &Browser, name: &str) -> Result<()> {
    for (way, viewport) in [("wide", LANDSCAPE), ("phone", PHONE)] {
        let problems = tablet.survey(viewport, 44).await?;
        tablet.screenshot(&format!("{name}-{way}"), viewport).await?;
        ensure!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
    }
    tablet.viewport(LANDSCAPE).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_officers_share_a_tablet_and_nothing_that_is_on_it() -> Result<()> {
    let (mut shared, alone) = Shared::enrolled().await?;
    let tablet = &shared.tablet;
    tablet.checklist(&shared.both).await?;
    let answers = tablet.see_ids("answer-").await?;
    let bad = |id: &String| Some(id.strip_prefix("answer-")?.strip_suffix("-bad")?.to_owned());
    shared.items = answers.iter().filter_map(bad).collect();
    shared.server.stop()?;

    // The second officer's mark, without a network.
    let his = shared.items[0].clone();
    tablet.tap_id(&format!("answer-{his}-bad")).await?;
    tablet.fill_id(&format!("note-{his}"), NOTE).await?;
    tablet::see_saved(tablet, &his).await?;
    tablet::go(tablet, "/device").await?;
    tablet.see_id_within("officers-here", SOON).await?;
    look(tablet, "tablet-device-shared").await?;
    lock(tablet).await?;
    tablet.see_id("officer-unsent-1").await?;
    look(tablet, "tablet-lock-two").await?;

    shared.refuses(1, PIN).await.context("the first's PIN")?;
    shared.refuses(0, HIS_PIN).await.context("the second's PIN")?;
    shared.sit(0, PIN).await?;
    let (looked, found): (usize, String) = tablet.run_promise(IN_THE_CLEAR, vec![json!(NOTE)]).await?;
    ensure!(
        looked > 20 && found.is_empty(),
        "of {looked} pieces his words lie in the clear in {found}"
    );
    println!("an inspection of one alone: {alone:?}");
    if let Some(alone) = &alone {
        let mine = list(tablet).await?.contains(alone);
        let his_sight = if mine { 1 } else { 0 };
        if his_sight == 1 {
            lock(tablet).await?;
            shared.sit(1, HIS_PIN).await?;
        }
        tablet::go(tablet, &format!("/field/i/{alone}/inspect")).await?;
        tablet.see_id_within("no-such-inspection", SOON).await?;
        if his_sight == 1 {
            lock(tablet).await?;
            shared.sit(0, PIN).await?;
        }
    }
    at_noon(&shared, &his)
        .await
        .context("the colleague goes on here")?;
    photo::goes_by_the_other_seat(&mut shared)
        .await
        .context("the photo goes by the other seat")?;
    photo::a_strange_key_is_sealed_to_by_nobody(&shared)
        .await
        .context("a strange key in the list")?;
    list_lost(&shared).await.context("the list of names is lost")?;
    custody::a_forgotten_pin_is_answered(&mut shared)
        .await
        .context("one forgot his PIN")?;
    one_leaves(&shared, &his).await.context("one leaves")?;
    custody::one_is_revoked_and_the_other_works_on(&shared)
        .await
        .context("one is revoked")?;
    shared.tablet.expect_no_script_errors().await
}

/// Row F59: the colleague's own tablet is dead, and the server is away. What each wrote under his own name is on the
/// other's screen, and neither had to show the other anything.
async fn at_noon(shared: &Shared, his: &str) -> Result<()> {
    let (tablet, id, mine) = (&shared.tablet, &shared.both, &shared.items[1]);
    let item = |name: &str| format!("item-{name}");
    tablet::go(tablet, "/field/departure").await?;
    let card = format!("[data-testid=\"check-{id}\"] [data-testid=\"check-colleague\"]");
    let light = format!("return document.querySelector('{card}')?.dataset.light ?? '';");
    // Who else is on this tablet is read after the page stands.
    until(
        "the check to say that he has this inspection here",
        SOON,
        || async {
            let light: String = tablet.run(&light, vec![]).await?;
            Ok((light == "green").then_some(()))
        },
    )
    .await?;
    look(tablet, "tablet-departure-colleague").await?;
    tablet.checklist(id).await?;
    tablet
        .see_data_within(&item(his), "data-verdict", "problem", SOON)
        .await?;
    ensure!(written_by(tablet, his).await? == NOTE, "with his words");
    tablet.tap_id(&format!("answer-{mine}-bad")).await?;
    tablet::see_saved(tablet, mine).await?;
    tablet::go(tablet, &format!("/field/i/{id}/exchange")).await?;
    tablet.see_id_within("beside-1", SOON).await?;
    look(tablet, "tablet-exchange-beside").await?;
    tablet.tap_id("beside-switch-1").await?;

    shared.sit(1, HIS_PIN).await?;
    tablet.checklist(id).await?;
    for name in [his, mine] {
        tablet
            .see_data_within(&item(name), "data-verdict", "problem", SOON)
            .await?;
    }
    tablet::go(tablet, &format!("/field/i/{id}/exchange")).await?;
    until("the two to agree", SOON, || async {
        Ok((tablet.count("[data-compared=\"equal\"]").await? == 1).then_some(()))
    })
    .await?;
    let (looked, found): (usize, String) = tablet.run_promise(IN_THE_CLEAR, vec![json!(NOTE)]).await?;
    ensure!(
        found.is_empty(),
        "what passed between them lies in the clear in {found} ({looked} looked at)"
    );
    lock(tablet).await?;
    shared.sit(0, PIN).await
}

/// The words of a note on the screen.
async fn written_by(tablet: &Browser, item: &str) -> Result<String> {
    let script = "return document.querySelector(`[data-testid=\"note-${arguments[0]}\"]`)?.value ?? '';";
    tablet.run(script, vec![json!(item)]).await
}

/// Row F11: without the list both are still there, and a name comes back when its officer does.
async fn list_lost(shared: &Shared) -> Result<()> {
    let tablet = &shared.tablet;
    let origin = shared.server.origin("tablet-a");
    tablet.goto(&format!("{origin}/manifest.webmanifest")).await?;
    let gone = "return await new Promise(done => { const gone = indexedDB.deleteDatabase('suicha-seats'); gone.onsuccess = () => done(true); });";
    tablet.run_promise::<bool>(gone, vec![]).await?;
    tablet.goto(&origin).await?;
    shared.choose(1).await?;
    look(tablet, "tablet-lock-unnamed").await?;
    shared.sit(0, PIN).await?;
    lock(tablet).await?;
    let named = tablet.words_of("officer-0").await?;
    ensure!(named.contains("检查员"), "{named}");
    shared.sit(0, PIN).await
}

/// The first officer's part is emptied, though another window holds it open at first; the second's is as it was and is
/// not kept waiting.
async fn one_leaves(shared: &Shared, his: &str) -> Result<()> {
    let tablet = &shared.tablet;
    tablet::sync(tablet).await?;
    tablet::go(tablet, "/device").await?;
    tablet.see_id_within("leave-free", LONG).await?;
    tablet.see_id("leave-mine").await?;
    let first = tablet.web().window().await?;
    let second = tablet.web().new_tab().await?;
    tablet.web().switch_to_window(second.clone()).await?;
    let origin = shared.server.origin("tablet-a");
    tablet.goto(&format!("{origin}/manifest.webmanifest")).await?;
    let hold = "window.held = await new Promise((yes, no) => { const r = indexedDB.open('suicha-field'); r.onsuccess = () => yes(r.result); r.onerror = no; }); return true;";
    tablet.run_promise::<bool>(hold, vec![]).await?;
    tablet.web().switch_to_window(first.clone()).await?;
    tablet.tap_id("leave-start").await?;
    tablet.see_id("leave-now").await?;
    tablet.tap_id("leave-now").await?;
    tablet.see_id_within("officer-add", LONG).await?;
    ensure!(
        !tablet.has_id("officer-0").await? && !tablet.has_id("enrol-code").await?,
        "the other one is asked for his PIN"
    );
    look(tablet, "tablet-lock-while-emptied").await?;
    let bases = "const bases = (await indexedDB.databases()).map(d => d.name); return bases.includes('suicha-field');";
    ensure!(
        tablet.run_promise::<bool>(bases, vec![]).await?,
        "it is still held open"
    );
    tablet.fill_id("pin", shared.his_pin).await?;
    tablet.tap_id("unlock").await?;
    tablet.see_id_gone("unlock").await?;
    tablet.checklist(&shared.both).await?;
    tablet
        .see_data_within(&format!("item-{his}"), "data-verdict", "problem", SOON)
        .await?;
    tablet::sync(tablet).await?;
    tablet.web().switch_to_window(second).await?;
    tablet.web().close_window().await?;
    tablet.web().switch_to_window(first).await?;
    // The name, the setting and the cookie of the one who left go by themselves, while the other works.
    let left = "const top = await navigator.storage.getDirectory(); const names = []; for await (const name of top.keys()) names.push(name); \
         const bases = (await indexedDB.databases()).map(d => d.name); \
         return [names.sort().join(), bases.filter(n => n === 'suicha-field' || n === 'suicha-vault').join(), /suicha-here=/.test(document.cookie)];";
    until("the rest of it to be gone", LONG, || async {
        let left: (String, String, bool) = tablet.run_promise(left, vec![]).await?;
        Ok((left == ("seat-1".to_owned(), String::new(), false)).then_some(()))
    })
    .await?;
    lock(tablet).await?;
    tablet.see_id("wiped").await?;
    tablet.fill_id("pin", shared.his_pin).await?;
    tablet.tap_id("unlock").await?;
    tablet.see_id_gone("unlock").await
}
