//! The diary (日记): what happened in a world, line by line, for whoever must understand a seed that ended badly.
//!
//! Nothing in a world depends on whether it is written.

use super::wire::Request;
use domain::inspection::change::ChangeId;
use domain::sync::engine::Event;
use domain::sync::store::{Key, Write};
use domain::wire::sync::{Answer, SyncRequest, SyncResponse, parse};
use std::sync::atomic::{AtomicBool, Ordering};

static WRITTEN: AtomicBool = AtomicBool::new(false);

/// From now on every world of this program writes its diary to standard error.
pub fn write_diary() {
    WRITTEN.store(true, Ordering::Relaxed);
}

/// Writes a line, if anybody reads it.
pub(super) fn note(line: impl FnOnce() -> String) {
    if WRITTEN.load(Ordering::Relaxed) {
        eprintln!("{}", line());
    }
}

fn short(ids: &[ChangeId]) -> String {
    let hex = ids.iter().map(|id| id.to_hex()[..6].to_owned());
    hex.collect::<Vec<_>>().join(" ")
}

/// An event in few words.
pub(super) fn event(event: &Event) -> String {
    if let Event::Edited { inspection, edit } = event {
        let whole = format!("{edit:?}");
        return format!(
            "edits {inspection}: {}",
            whole.chars().take(70).collect::<String>()
        );
    }
    if let Event::Response { body, .. } = event {
        return format!("is answered {}", answer(body));
    }
    if let Event::Handover { bytes } | Event::Letter { bytes } = event {
        return format!("is handed {} bytes", bytes.len());
    }
    format!("{event:?}").chars().take(120).collect()
}

/// Writes in few words: chunks by name, others by number.
pub(super) fn writes(writes: &[Write]) -> String {
    let chunks = writes.iter().filter_map(|write| match write {
        Write::Put(Key::Chunk { sha256, .. }, row) => Some(format!(
            "+{}{}",
            short(&[*sha256]),
            if row.get(44) == Some(&0) { "!" } else { "" }
        )),
        Write::Delete(Key::Chunk { sha256, .. }) => Some(format!("-{}", short(&[*sha256]))),
        Write::Put(..) | Write::Delete(_) => None,
    });
    let chunks: Vec<String> = chunks.collect();
    format!("{} writes {}", writes.len(), chunks.join(" "))
}

/// A request in few words.
pub(super) fn request(request: &Request) -> String {
    let Ok(asked) = parse::<SyncRequest>(&request.body) else {
        return format!("{} {}", request.method, request.path);
    };
    let docs = asked.docs.iter().map(|up| {
        let base = up.base.as_deref().map_or("?".to_owned(), short);
        let (have, bytes) = (short(&up.have), up.changes.len());
        format!(
            "{} base [{base}] have [{have}] {bytes} bytes {} proofs",
            up.id,
            up.proofs.len()
        )
    });
    format!(
        "{} epoch {} {}",
        asked.device,
        asked.epoch,
        docs.collect::<Vec<_>>().join("; ")
    )
}

/// An answer in few words.
pub(super) fn answer(body: &[u8]) -> String {
    let Ok(said) = parse::<SyncResponse>(body) else {
        return format!("{} bytes", body.len());
    };
    let Answer::Page(page) = said.answer else {
        return format!("{:?}", said.answer);
    };
    let docs = page.docs.iter().map(|down| {
        let (heads, bytes) = (short(&down.heads), down.changes.len());
        format!("{} {:?} heads [{heads}] {bytes} bytes", down.id, down.verdict)
    });
    let docs = docs.collect::<Vec<_>>().join("; ");
    format!("epoch {}: {docs}; withdrawn {:?}", said.epoch, page.withdrawn)
}
