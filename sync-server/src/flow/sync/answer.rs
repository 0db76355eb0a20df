//! Answering a tablet: what became of its upload, what it lacks, what is safe, and the mark of it all.

use super::{Outcome, Prepared, Who};
use crate::error::{Answer, Code};
use crate::flow::evidence::{is_document_safe, is_safe, named_by};
use crate::flow::log::policy;
use crate::state::App;
use crate::store::View;
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use domain::sync::first;
use domain::sync::mark::{MarkDoc, mark, package_digest};
use domain::wire::sync::{BlobDown, DocDown, DocUp, PAGE_BYTES, Page, ReviewDown, Sha256Bytes, SyncRequest};

/// Bytes a document's line costs beside its changes.
const LINE: usize = 160;

/// Builds the page. Documents that do not fit wait for the next one.
pub(super) fn page(
    app: &App,
    v: &dyn View,
    who: &Who,
    request: &SyncRequest,
    prepared: Vec<Prepared>,
) -> Answer<Page> {
    let mut page = Page {
        second_copy: app.config.second_copy.is_some(),
        ..Page::default()
    };
    let (mut marks, mut firsts) = (Vec::new(), Vec::new());
    let mut room = PAGE_BYTES;
    for one in prepared {
        let package = package_for(v, &one)?;
        let cost = LINE + down_len(&one.outcome) + package.as_ref().map_or(0, |p| p.body.len());
        // Something always goes out, so that every request makes progress.
        if cost > room && !page.docs.is_empty() {
            page.more = true;
            continue;
        }
        room = room.saturating_sub(cost);
        page.packages.extend(package);
        firsts.extend(one.grown);
        if let Some(part) = add(v, &mut page, one)? {
            marks.push(part);
        }
    }
    page.grown = (!firsts.is_empty()).then(|| first::digest(&firsts));
    for sha256 in &lost(v, &page, &request.blobs)? {
        page.blobs.push(blob(app, v, sha256)?);
    }
    for sha256 in &request.blobs {
        let down = blob(app, v, sha256)?;
        // Bytes that no admitted record names would be refused: they are asked for once their record is here.
        if down.received || named_by(v, &sha256.to_hex(), &who.inspector)?.is_some() {
            page.blobs.push(down);
        }
    }
    if !page.more && !who.revoked {
        let policy = policy_text(app, v)?;
        page.mark = Some(mark(&marks, package_digest(&policy)));
        if request.policy != Some(package_digest(&policy)) {
            page.policy = Some(app.keys.sign_policy(policy));
        }
    }
    Ok(page)
}

/// Bytes that were called received and are lost: whoever still holds them is asked, although he does not ask.
fn lost(v: &dyn View, page: &Page, asked: &[Sha256Bytes]) -> Answer<Vec<Sha256Bytes>> {
    let mut found = Vec::new();
    for doc in &page.docs {
        for named in v.evidence_refs(&doc.id)? {
            let sha256 = ChangeId::parse_hex(&named.sha256).filter(|name| !asked.contains(name));
            if let Some(sha256) = sha256.filter(|name| !found.contains(name))
                && v.lost_blob(&named.sha256)?.is_some()
            {
                found.push(sha256);
            }
        }
    }
    Ok(found)
}

fn down_len(outcome: &Outcome) -> usize {
    match outcome {
        Outcome::Admitted { down, .. } => down.len(),
        Outcome::Parked { .. } | Outcome::Gone => 0,
    }
}

fn package_for(v: &dyn View, one: &Prepared) -> Answer<Option<domain::assignment::SignedPackage>> {
    if matches!(one.outcome, Outcome::Gone) || v.inspection(&one.id)?.is_none() {
        return Ok(None);
    }
    let known = one.up.as_ref().and_then(|up| up.package);
    let package = v.package(&one.id)?;
    Ok(package.filter(|p| known != Some(package_digest(&p.body))))
}

fn add(v: &dyn View, page: &mut Page, one: Prepared) -> Answer<Option<MarkDoc>> {
    let verdict = one.outcome.verdict();
    let (heads, changes) = match one.outcome {
        Outcome::Admitted { admission, down, .. } => (admission.heads(), down),
        Outcome::Parked { doc, .. } => (doc.map(|d| d.heads()).unwrap_or_default(), Vec::new()),
        Outcome::Gone => {
            page.withdrawn.push(one.id.clone());
            (Vec::new(), Vec::new())
        }
    };
    let Some(inspection) = v
        .inspection(&one.id)?
        .filter(|_| !page.withdrawn.contains(&one.id))
    else {
        page.docs.push(DocDown {
            id: one.id,
            verdict,
            heads,
            grown: false,
            changes,
            safe: false,
        });
        return Ok(None);
    };
    let safe = is_document_safe(v, inspection.received_at)?;
    let entries = v.reviews(&one.id)?;
    let reviews = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    if review_moved(one.up.as_ref(), reviews, inspection.review) {
        page.reviews.push(ReviewDown {
            id: one.id.clone(),
            state: inspection.review,
            entries,
        });
    }
    let only_first = one.grown.is_some_and(|first| heads == [first]);
    page.docs.push(DocDown {
        id: one.id.clone(),
        verdict,
        heads: if only_first { Vec::new() } else { heads.clone() },
        grown: one.grown.is_some(),
        changes,
        safe,
    });
    part(v, one.id, heads, reviews, safe).map(Some)
}

/// A sealed record that arrived moves the state without an entry, so any state but the first is told.
fn review_moved(up: Option<&DocUp>, reviews: u32, state: domain::review::ReviewState) -> bool {
    up.is_none_or(|up| up.reviews != reviews || !up.changes.is_empty())
        && state != domain::review::ReviewState::Pending
}

fn part(v: &dyn View, id: InspectionId, heads: Vec<ChangeId>, reviews: u32, safe: bool) -> Answer<MarkDoc> {
    let package = v.package(&id)?.ok_or(Code::InspectionUnknown)?;
    let mut blobs = (0, 0);
    for named in v.evidence_refs(&id)? {
        if let Some(blob) = v.blob(&named.sha256)? {
            blobs.0 += 1;
            blobs.1 += u32::from(is_safe(v, &blob)?);
        }
    }
    Ok(MarkDoc {
        id,
        heads,
        package: package_digest(&package.body),
        reviews,
        safe,
        blobs,
    })
}

fn policy_text(app: &App, v: &dyn View) -> Answer<String> {
    Ok(policy(v, &app.config.log_origin, &app.keys)?.text())
}

/// The mark of everything this officer is entitled to, as it stands.
pub(super) fn current_mark(app: &App, v: &dyn View, who: &Who) -> Answer<ChangeId> {
    let mut parts = Vec::new();
    for inspection in v.inspections_of_inspector(&who.inspector)? {
        let heads = v.document_heads(&inspection.id)?.unwrap_or_default();
        let heads = heads.iter().filter_map(|h| ChangeId::parse_hex(h)).collect();
        let reviews = u32::try_from(v.reviews(&inspection.id)?.len()).unwrap_or(u32::MAX);
        let safe = is_document_safe(v, inspection.received_at)?;
        parts.push(part(v, inspection.id, heads, reviews, safe)?);
    }
    Ok(mark(&parts, package_digest(&policy_text(app, v)?)))
}

fn blob(app: &App, v: &dyn View, sha256: &Sha256Bytes) -> Answer<BlobDown> {
    let name = sha256.to_hex();
    Ok(match v.blob(&name)? {
        Some(blob) => BlobDown {
            sha256: *sha256,
            offset: blob.size_bytes,
            received: true,
            safe: is_safe(v, &blob)?,
        },
        None => BlobDown {
            sha256: *sha256,
            offset: app.blobs.offset(&name),
            received: false,
            safe: false,
        },
    })
}
