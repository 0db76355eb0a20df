//! The server: the product's own router over the product's own SQL, in memory; requests run until they must write.
//!
//! Writes of several requests may share one commit, as they do in the product. A process that dies answers nobody; what
//! it had already answered has left.

use super::chance::Chance;
use super::stage::{BEGIN, INSPECTIONS, ORIGIN, Stage, office, stage};
use super::wire::Request;
use anyhow::{Context, Result, bail, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use domain::inspection::doc::InspectionDoc;
use domain::log::Log;
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;
use sync_server::blobs::Blobs;
use sync_server::clock::Clock;
use sync_server::config::Config;
use sync_server::error::Refusal;
use sync_server::flow::audit::audit;
use sync_server::flow::sync::load_document;
use sync_server::keys::Keys;
use sync_server::routes::router;
use sync_server::state::App;
use sync_server::store::View;
use sync_server::store::sqlite::{End, Memory};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// An answer as the tablet's browser gets it.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) retry_after_s: Option<u32>,
    pub(super) offset: Option<u64>,
    pub(super) body: Vec<u8>,
}

/// What the audit compares with the raw changes and with the log.
const AUDITED: [&str; 8] = [
    "kind or subject of a leaf",
    "raw changes do not load",
    "compacted copy",
    "state derived from it",
    "sealed record",
    "proof of a tablet",
    "evidence it names",
    "upload or judgement",
];

type Asking = Pin<Box<dyn Future<Output = Result<Answer>>>>;

/// The server.
pub(super) struct Server {
    stage: Rc<Stage>,
    rt: Runtime,
    folder: tempfile::TempDir,
    clock: Arc<AtomicI64>,
    pub(super) memory: Arc<Memory>,
    app: App,
    router: Router,
    /// Counts restores; tablets that answered an older one may believe what is gone.
    pub(super) generation: u32,
    /// The disk refuses.
    pub(super) full: bool,
    /// It died and nobody started it yet.
    pub(super) down: bool,
    pub(super) backup: Arc<Memory>,
    /// Leaves as last seen.
    leaves: Vec<Vec<u8>>,
    pub(super) known: BTreeSet<ChangeId>,
}

impl Server {
    pub(super) fn new() -> Result<Self> {
        let stage = stage()?;
        let rt = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()?;
        let folder = tempfile::tempdir()?;
        let clock = Arc::new(AtomicI64::new(BEGIN));
        let memory = stage.memory.crash(false)?;
        let app = open(&stage, &folder, &clock, &memory)?;
        Ok(Self {
            backup: memory.crash(false)?,
            router: router(app.clone()),
            stage,
            rt,
            folder,
            clock,
            memory,
            app,
            generation: 0,
            full: false,
            down: false,
            leaves: Vec::new(),
            known: BTreeSet::new(),
        })
    }

    pub(super) fn set_clock(&self, now: i64) {
        self.clock.store(now, Ordering::Relaxed);
    }

    pub(super) fn keys(&self) -> BTreeMap<String, String> {
        self.app.keys.published()
    }

    /// Starts a process on what is on the disk.
    fn start(&mut self, memory: Arc<Memory>) -> Result<()> {
        self.app = open(&self.stage, &self.folder, &self.clock, &memory)?;
        self.router = router(self.app.clone());
        self.memory = memory;
        self.down = false;
        Ok(())
    }

    /// The process ends, or the machine; and is started again.
    pub(super) fn crash(&mut self, power_cut: bool) -> Result<()> {
        let left = self.memory.crash(power_cut)?;
        self.start(left)?;
        self.look_at_log(power_cut)
    }

    /// Yesterday's backup.
    pub(super) fn back_up(&mut self) -> Result<()> {
        self.backup = self.memory.crash(false)?;
        Ok(())
    }

    /// Restores it, as the command does: another epoch.
    pub(super) fn restore(&mut self) -> Result<()> {
        self.generation += 1;
        let epoch = format!("epoch-{}", self.generation);
        let left = self.backup.crash(false)?;
        office(&left, move |tx| tx.put_meta("epoch", &epoch))?;
        self.leaves.clear();
        self.start(left)?;
        self.known.clear();
        self.look_at_log(false)
    }

    /// Lets requests arrive together. One answer each; none where the process died first.
    pub(super) fn handle(
        &mut self,
        requests: &[Request],
        end: End,
        chance: &mut Chance,
    ) -> Result<Vec<Option<Answer>>> {
        let mut asked: Vec<(Option<Asking>, Option<Answer>)> = Vec::new();
        for request in requests {
            asked.push((Some(self.ask(request)?), None));
        }
        let mut died = false;
        // A request that lost a race works itself out again: a few rounds at most.
        for _ in 0..64 {
            drive(&self.rt, &self.memory, &mut asked)?;
            if died || self.memory.waiting() == 0 {
                break;
            }
            let end = if self.full { End::Full } else { end };
            let turn = chance.percent(50);
            self.memory.commit(
                |jobs| {
                    if turn {
                        jobs.reverse()
                    }
                },
                end,
            )?;
            died = matches!(end, End::DiesBefore | End::DiesAfter);
        }
        if died {
            // Only an answer that was told before the process died has left it.
            for (_, answer) in &mut asked {
                *answer = answer.take().filter(|a| a.status < 300);
            }
        }
        let unanswered = asked.iter().any(|(asking, _)| asking.is_some());
        ensure!(died || !unanswered, "a request neither ended nor asked to write");
        let answers = asked.into_iter().map(|(_, answer)| answer).collect();
        if died {
            self.crash(end == End::DiesBefore)?;
        } else {
            self.look_at_log(false)?;
        }
        Ok(answers)
    }

    fn ask(&self, request: &Request) -> Result<Asking> {
        let built = axum::http::Request::builder()
            .method(request.method)
            .uri(&request.path)
            .header("authorization", format!("Bearer {}", request.token));
        let built = request.headers.iter().fold(built, |b, (k, v)| b.header(*k, v));
        let asked = built.body(Body::from(request.body.clone()))?;
        let router = self.router.clone();
        Ok(Box::pin(async move {
            let response = router.oneshot(asked).await.context("the router answers")?;
            let header = |name: &str| response.headers().get(name)?.to_str().ok()?.parse().ok();
            let (status, retry_after_s) = (response.status().as_u16(), header("retry-after"));
            let offset = header("upload-offset").map(u64::from);
            let body = to_bytes(response.into_body(), 16 << 20).await?.to_vec();
            Ok(Answer {
                status,
                retry_after_s,
                offset,
                body,
            })
        }))
    }

    /// Reads the last commit.
    pub(super) fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&dyn View) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T> {
        self.app
            .store
            .read_now(look)
            .map_err(|e: Refusal| anyhow::anyhow!("{e:?}"))
    }

    /// A document as it stands.
    pub(super) fn doc(&self, id: &InspectionId) -> Result<InspectionDoc> {
        let id = id.clone();
        self.read(move |v| load_document(v, &id))
    }

    pub(super) fn heads(&self, id: &InspectionId) -> Result<Vec<String>> {
        let id = id.clone();
        self.read(move |v| Ok(v.document_heads(&id)?.unwrap_or_default()))
    }

    /// Every change that came in since the last look.
    pub(super) fn arrivals(&mut self) -> Result<Vec<ChangeId>> {
        let raw = self.read(|v| {
            let mut all = Vec::new();
            for id in INSPECTIONS {
                all.extend(v.changes(&id.into())?);
            }
            Ok(all)
        })?;
        let ids = raw.iter().map(|bytes| super::disk::change_id(bytes));
        let known = &mut self.known;
        Ok(ids.filter(|id| known.insert(*id)).collect())
    }

    /// The blob is recorded and its file is whole.
    pub(super) fn has_blob(&self, sha256: ChangeId) -> Result<bool> {
        let name = sha256.to_hex();
        let inside = name.clone();
        let recorded = self.read(move |v| Ok(v.blob(&inside)?.is_some()))?;
        Ok(recorded && self.app.blobs.has(&name))
    }

    /// The program's own comparison of every table with the log; what the stage never logged is left out.
    pub(super) fn audit(&self) -> Result<()> {
        let app = self.app.clone();
        let report = self.read(move |v| audit(&app, v))?;
        let odd = report.differences.iter().find(|d| AUDITED.contains(&d.what));
        ensure!(odd.is_none(), "the tables differ from the log: {odd:?}");
        Ok(())
    }

    /// What is kept apart: SHA-256 of the bytes.
    pub(super) fn quarantined(&self) -> Result<BTreeMap<String, String>> {
        self.read(|v| {
            Ok(v.quarantined()?
                .into_iter()
                .map(|row| (row.sha256, row.code))
                .collect())
        })
    }

    /// The log only grows, and its last checkpoint is the signed root of all leaves.
    fn look_at_log(&mut self, power_cut: bool) -> Result<()> {
        let (size, leaves, checkpoint) = self.read(|v| {
            let size = v.log_size()?;
            let last = v.last_checkpoint()?.unwrap_or(0);
            Ok((size, v.leaves(0, size)?, v.checkpoint(last)?))
        })?;
        if leaves.len() == self.leaves.len() && !power_cut {
            return Ok(());
        }
        ensure!(leaves.len() as u64 == size, "the log has {size} leaves, or not");
        ensure!(
            leaves.starts_with(&self.leaves),
            "a leaf of the log changed or is gone"
        );
        let log = Log::restore(ORIGIN, &leaves);
        let signed = log.signed_checkpoint(self.app.keys.log());
        if checkpoint.as_deref() != Some(signed.as_str()) {
            bail!("the log does not verify at {size} leaves");
        }
        self.leaves = leaves;
        Ok(())
    }
}

/// Runs requests until each has ended or a job of it waits.
fn drive(rt: &Runtime, memory: &Memory, asked: &mut [(Option<Asking>, Option<Answer>)]) -> Result<()> {
    let mut arrival = Box::pin(memory.arrival());
    rt.block_on(poll_fn(|cx| {
        for (asking, answer) in asked.iter_mut() {
            if let Some(future) = asking
                && let Poll::Ready(done) = future.as_mut().poll(cx)
            {
                *answer = Some(done?);
                *asking = None;
            }
        }
        let open = asked.iter().filter(|(asking, _)| asking.is_some()).count();
        while arrival.as_mut().poll(cx).is_ready() {
            arrival = Box::pin(memory.arrival());
        }
        match memory.waiting() >= open {
            true => Poll::Ready(Ok(())),
            false => Poll::Pending,
        }
    }))
}

fn open(
    stage: &Stage,
    folder: &tempfile::TempDir,
    clock: &Arc<AtomicI64>,
    memory: &Arc<Memory>,
) -> Result<App> {
    let mut config = Config::new(folder.path());
    ORIGIN.clone_into(&mut config.log_origin);
    let store = memory.store();
    let epoch = store.read_now(|v| Ok::<_, Refusal>(v.meta("epoch")?));
    let epoch = epoch.map_err(|e| anyhow::anyhow!("{e:?}"))?.context("an epoch")?;
    let clock = clock.clone();
    Ok(App::of(
        config,
        Clock::of(move || Timestamp(clock.load(Ordering::Relaxed))),
        store,
        Blobs::open(folder.path().join("blobs"), None)?,
        Keys::open(&stage.keys)?,
        stage.regimes.clone(),
        epoch,
    ))
}
