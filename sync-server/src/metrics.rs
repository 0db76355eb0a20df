//! Metrics (指标): counters since the start and a few sizes, as Prometheus text. Numbers only, nobody's name.

use crate::store::{StoreError, View};
use domain::wire::sync::{Page, Verdict};
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// One counter.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// Adds.
    pub fn add(&self, n: u64) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Upper bounds of the request-time buckets, in milliseconds.
const BUCKETS: [u64; 7] = [5, 20, 50, 150, 500, 1_000, 5_000];

/// Every counter.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Requests by first digit of the status, 1 to 5.
    statuses: [Counter; 6],
    /// Requests by time; the last is all of them.
    times: [Counter; 8],
    micros: Counter,
    /// Documents of sync answers by verdict: accepted, behind, parked, gone.
    verdicts: [Counter; 4],
    /// Syncs told to come back.
    pub busy: Counter,
    /// Pieces of news told.
    pub news: Counter,
    /// Bytes of evidence received whole.
    pub blob_bytes: Counter,
}

impl Metrics {
    /// Counts a request.
    pub fn request(&self, status: u16, took: Duration) {
        if let Some(class) = self.statuses.get(usize::from(status / 100)) {
            class.add(1);
        }
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        for (bound, counter) in BUCKETS.iter().chain([&u64::MAX]).zip(&self.times) {
            if ms <= *bound {
                counter.add(1);
            }
        }
        self.micros.add(u64::try_from(took.as_micros()).unwrap_or(0));
    }

    /// Counts the documents of an answer.
    pub fn page(&self, page: &Page) {
        let [accepted, behind, parked, gone] = &self.verdicts;
        for doc in &page.docs {
            match doc.verdict {
                Verdict::Accepted => accepted.add(1),
                Verdict::Behind => behind.add(1),
                Verdict::Parked { .. } => parked.add(1),
                Verdict::Gone => gone.add(1),
            }
        }
    }

    /// The text of `/metrics`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn text(&self, v: &dyn View) -> Result<String, StoreError> {
        let mut text = String::new();
        let mut line = |name: &str, value: u64| {
            writeln!(text, "suicha_{name} {value}").expect("a string takes every line");
        };
        for (class, counter) in self.statuses.iter().enumerate().skip(1) {
            line(&format!("requests_total{{status=\"{class}xx\"}}"), counter.get());
        }
        let bounds = BUCKETS.map(|b| format!("{}.{:03}", b / 1000, b % 1000));
        let bounds = bounds.into_iter().chain(["+Inf".to_owned()]);
        for (bound, counter) in bounds.zip(&self.times) {
            line(
                &format!("request_seconds_bucket{{le=\"{bound}\"}}"),
                counter.get(),
            );
        }
        line("request_seconds_count", self.times[BUCKETS.len()].get());
        line("request_microseconds_sum", self.micros.get());
        for (verdict, counter) in ["accepted", "behind", "parked", "gone"]
            .iter()
            .zip(&self.verdicts)
        {
            line(
                &format!("sync_documents_total{{verdict=\"{verdict}\"}}"),
                counter.get(),
            );
        }
        line("sync_busy_total", self.busy.get());
        line("blob_bytes_total", self.blob_bytes.get());
        line("news_total", self.news.get());
        line("log_leaves", v.log_size()?);
        let waiting = v.quarantined()?.iter().filter(|q| q.judgement.is_none()).count();
        line("quarantine_waiting", waiting as u64);
        let blobs = v.blobs()?;
        line("blobs", blobs.len() as u64);
        line(
            "blobs_without_second_copy",
            blobs.iter().filter(|b| !b.second_copy).count() as u64,
        );
        Ok(text)
    }
}
