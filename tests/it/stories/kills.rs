//! The whole browser is killed in the middle of writing, again and again: nothing it had shown as saved is missing.
//!
//! The page works through a checklist while the server is away. A dev build says on the console where each write
//! stands, so that most kills fall within milliseconds of one; what the page *shows* is read by the harness from
//! its words. The same harness on an app that says "saved" before the commit must report losses. Row F1.
use crate::stories::on_site;
use crate::stories::walk::tablet;
use anyhow::{Result, ensure};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use test_support::browser::{Browser, Options};
use test_support::server::Server;
use test_support::stage::Stage;

const LONG: Duration = Duration::from_secs(90);
/// Items of the checklist that are worked on.
const ITEMS: usize = 8;
/// What the app says when it gives a silent database up, after ten seconds.
const SILENT: &str = "storage.silent";
/// A kill this near to a write counts as one in its midst.
const NEAR_MS: f64 = 20.0;

fn kills() -> usize {
    match std::env::var_os("SLOW") {
        Some(_) => 200,
        None => 50,
    }
}

/// A tablet with an open checklist, and no server any more.
struct Site {
    stage: Stage,
    tablet: Browser,
    origin: String,
    inspection: String,
    items: Vec<String>,
    noted: u32,
    seed: u64,
}

impl Site {
    async fn arrive() -> Result<Site> {
        let stage = Stage::open().await?;
        let mut server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
        let options = Options {
            flags: vec!["--enable-logging=stderr".to_owned()],
            ..Options::default()
        };
        let tablet = stage.browser("tablet-a", options).await?;
        tablet::enrol(&tablet, &server, &tablet::printed_code(&server, "tablet-a")?).await?;
        let inspection = tablet.first_assigned().await?;
        tablet.kept_offline().await?;
        server.stop()?;
        let mut site = Site {
            origin: server.origin("tablet-a"),
            stage,
            tablet,
            inspection,
            items: Vec::new(),
            noted: 0,
            seed: 1,
        };
        site.open_checklist().await?;
        site.items = on_site::taps(&site.tablet).await?;
        site.items.truncate(ITEMS);
        ensure!(site.items.len() == ITEMS, "a checklist of taps");
        Ok(site)
    }

    async fn open_checklist(&self) -> Result<()> {
        self.tablet.checklist(&self.inspection).await
    }

    /// Not for secrets: when to kill.
    fn random(&mut self, below: u64) -> u64 {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) % below
    }

    /// Works until a random moment of a random write, kills, and returns what had been said until then.
    async fn work_and_die(&mut self, eager: bool) -> Result<Log> {
        let script = include_str!("kills/work.js");
        self.noted += 1000;
        self.tablet
            .run::<bool>(script, vec![json!(self.items), json!(self.noted)])
            .await?;
        // The unguarded app is caught between its promise and the write; the real one anywhere near a write.
        let mark = if eager {
            "suicha-shown note"
        } else {
            "suicha-write"
        };
        let nth = if eager { 2 } else { 6 + self.random(40) as usize };
        self.tablet.wait_said(mark, nth, LONG)?;
        let wait = Duration::from_micros(if eager { 0 } else { self.random(12_000) });
        let killed_at = self.tablet.kill_after(wait);
        Ok(Log::read(&self.tablet.log(), killed_at))
    }

    /// Starts again, as after a tap on the icon, and reads what is there.
    async fn wake(&mut self, guards_off: Option<&str>) -> Result<BTreeMap<String, String>> {
        self.tablet.relaunch().await?;
        self.tablet.goto(&self.origin).await?;
        if let Some(names) = guards_off {
            let script = "localStorage['suicha.guards-off'] = arguments[0]; return true;";
            self.tablet.run::<bool>(script, vec![json!(names)]).await?;
            self.tablet.reload().await?;
        }
        self.tablet.see_id("pin").await?;
        self.tablet
            .devtools("HeapProfiler.collectGarbage", json!({}))
            .await?;
        tablet::unlock(&self.tablet).await?;
        self.open_checklist().await?;
        let script = "return Object.fromEntries(arguments[0].flatMap(item => { \
            const on = [...document.querySelectorAll(`[data-testid^=\"answer-${item}-\"]`)].find(el => el.checked || \
                el.getAttribute('aria-checked') === 'true' || el.getAttribute('aria-pressed') === 'true'); \
            const note = document.querySelector(`[data-testid=\"note-${item}\"]`); \
            return [[`answer-${item}`, on ? on.dataset.testid.split('-').pop() : ''], [`note-${item}`, note ? note.value : '']]; }));";
        self.tablet.run(script, vec![json!(self.items)]).await
    }
}

/// What one life of the browser said.
struct Log {
    /// By control, in order: what was about to be put there, and from which of these on it was shown as saved.
    acts: BTreeMap<String, (Vec<String>, Option<usize>)>,
    shown: usize,
    /// Times a database gave no answer and was let go of.
    silences: usize,
    /// From the kill to the nearest step of a write.
    distance_ms: f64,
}

impl Log {
    fn read(lines: &[String], killed_at: SystemTime) -> Log {
        let killed_ms = killed_at
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_secs_f64() * 1000.0);
        let mut log = Log {
            acts: BTreeMap::new(),
            shown: 0,
            silences: lines.iter().filter(|line| line.contains(SILENT)).count(),
            distance_ms: f64::INFINITY,
        };
        for line in lines {
            let Some((_, said)) = line.split_once("\"suicha-") else {
                continue;
            };
            let said = said.split("\", source:").next().unwrap_or(said);
            let words: Vec<&str> = said.splitn(3, ' ').collect();
            let [what, key, value] = words[..] else { continue };
            match what {
                "write" => {
                    let at: f64 = value.parse().unwrap_or(f64::INFINITY);
                    log.distance_ms = log.distance_ms.min((killed_ms - at).abs());
                }
                "will" => log
                    .acts
                    .entry(key.to_owned())
                    .or_default()
                    .0
                    .push(value.to_owned()),
                "shown" => {
                    log.shown += 1;
                    let (wanted, shown) = log.acts.entry(key.to_owned()).or_default();
                    if let Some(at) = wanted.iter().rposition(|w| w == value) {
                        *shown = Some(at);
                    } else {
                        // What an earlier life had left.
                        wanted.insert(0, value.to_owned());
                        *shown = Some(shown.map_or(0, |at| at + 1));
                    }
                }
                _ => {}
            }
        }
        log
    }

    /// Controls that do not hold what they showed as saved, nor anything done to them later.
    fn lost(&self, found: &BTreeMap<String, String>) -> Vec<String> {
        let mut lost = Vec::new();
        for (key, (wanted, shown)) in &self.acts {
            let Some(shown) = *shown else { continue };
            let held = found.get(key).map(String::as_str).unwrap_or_default();
            if !wanted[shown..].iter().any(|value| value == held) {
                lost.push(format!("{key}: shown {:?}, found {held:?}", &wanted[shown..]));
            }
        }
        lost
    }
}

#[derive(Default)]
struct Tally {
    kills: usize,
    shown: usize,
    silences: usize,
    distances_ms: Vec<f64>,
    lost: Vec<String>,
}

impl Tally {
    fn near(&self) -> usize {
        self.distances_ms.iter().filter(|d| **d <= NEAR_MS).count()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} kills, {} marks shown as saved, {} lost; {} kills within {NEAR_MS} ms of a write:",
            self.kills,
            self.shown,
            self.lost.len(),
            self.near()
        )?;
        let edges = [0.0, 1.0, 2.0, 5.0, 10.0, NEAR_MS, f64::INFINITY];
        for pair in edges.windows(2) {
            let in_it = |d: &&f64| **d >= pair[0] && **d < pair[1];
            let count = self.distances_ms.iter().filter(in_it).count();
            writeln!(
                f,
                "{:>6} to {:>4} ms {count:>4} {}",
                pair[0],
                pair[1],
                "#".repeat(count.min(60))
            )?;
        }
        Ok(())
    }
}

async fn kill_again_and_again(site: &mut Site, kills: usize, guards_off: Option<&str>) -> Result<Tally> {
    let mut tally = Tally::default();
    if guards_off.is_some() {
        site.tablet.kill();
        site.wake(guards_off).await?;
    }
    for _ in 0..kills {
        let log = site.work_and_die(guards_off.is_some()).await?;
        let found = site.wake(guards_off).await?;
        tally.kills += 1;
        tally.shown += log.shown;
        tally.silences += log.silences;
        tally.distances_ms.push(log.distance_ms);
        tally.lost.extend(log.lost(&found));
        if guards_off.is_some() && !tally.lost.is_empty() {
            break;
        }
    }
    Ok(tally)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_killed_near_its_writes_keeps_all_it_had_shown_as_saved() -> Result<()> {
    let mut site = Site::arrive().await?;
    let tally = kill_again_and_again(&mut site, kills(), None).await?;
    println!("{tally}");
    ensure!(tally.lost.is_empty(), "lost: {:#?}", tally.lost);
    ensure!(
        tally.near() * 5 >= tally.kills * 4,
        "most kills fall near a write"
    );
    ensure!(tally.shown >= tally.kills * 5, "there was something to lose");
    ensure!(
        tally.silences == 0,
        "no start waited for a database: {}",
        tally.silences
    );

    // The same hand on an app that says "saved" first and writes then.
    let unguarded = kill_again_and_again(&mut site, 12, Some("saved-after-commit")).await?;
    println!("without the guard: {unguarded}");
    ensure!(!unguarded.lost.is_empty(), "the harness sees a loss");
    // One whose open bucket is nobody's: the twin of the keys falls silent once the page tidies its memory.
    site.tablet.kill();
    site.wake(Some("an-open-bucket-is-held")).await?;
    let silent = site.tablet.log().iter().any(|line| line.contains(SILENT));
    ensure!(silent, "the harness sees a silent database");
    ensure!(site.stage.path().exists(), "the stage lasts as long as the story");
    Ok(())
}
