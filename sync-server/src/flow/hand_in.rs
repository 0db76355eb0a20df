//! Handing in (离线导入): a tablet's export file, brought by hand, opened as it comes.
//!
//! The tablet's signature stands for its session: documents pass the same admission as in a sync, whoever carries
//! them. Invariant: nothing of a file is looked at before the signature held, and evidence is kept only when an
//! admitted record of the tablet's officer names it.

use super::evidence;
use super::log::Act;
use super::sync::{self, Who};
use crate::blobs::{self, BlobError, Part};
use crate::body::Stream;
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use domain::id::UserId;
use domain::sync::parcel::{Enclosed, Manifest, Opener, ParcelRefused, Piece, Signed};
use domain::wire::api::{HandIn, HandInDoc};

/// Takes a file in.
///
/// # Errors
/// `export.…` when nothing of it was taken in; `server.…`. A file that breaks off behind its documents is an
/// answer with `trouble`.
pub async fn take(app: &App, by: &UserId, mut file: Stream) -> Answer<HandIn> {
    let taken = read(app, by, &mut file).await;
    if taken.as_ref().map_or(true, |report| report.trouble.is_some()) {
        file.drain().await;
    }
    taken
}

async fn read(app: &App, by: &UserId, file: &mut Stream) -> Answer<HandIn> {
    let (mut opener, mut desk) = (Opener::default(), None::<Desk>);
    loop {
        let trouble = match file.next().await? {
            Some(bytes) => match opener.feed(&bytes, |id, fresh| app.keys.agree(id, fresh)) {
                Ok(pieces) => {
                    for piece in pieces {
                        desk = Some(step(app, by, desk, piece).await?);
                    }
                    continue;
                }
                Err(why) => Some(why),
            },
            None => opener.finish().err(),
        };
        return match (desk, trouble) {
            (Some(mut desk), trouble) => {
                desk.report.trouble = trouble.map(|why| why.code().to_owned());
                Ok(desk.report)
            }
            (None, why) => Err(Code::from(why.unwrap_or(ParcelRefused::Cut)).into()),
        };
    }
}

/// A file whose signature held.
struct Desk {
    who: Who,
    evidence: Vec<Enclosed>,
    report: HandIn,
    /// Whether the bytes of the present evidence are wanted, and from where on.
    wanted: Option<u64>,
}

async fn step(app: &App, by: &UserId, desk: Option<Desk>, piece: Piece) -> Answer<Desk> {
    match (desk, piece) {
        (None, Piece::Manifest(first)) => begin(app, by, first.0, first.1).await,
        (Some(mut desk), Piece::Unreadable { .. }) => {
            desk.report.evidence.unreadable += 1;
            Ok(desk)
        }
        (Some(mut desk), Piece::Bytes { at, offset, bytes }) => {
            if let Some(enclosed) = desk.evidence.get(at).cloned() {
                desk.take(app, &enclosed, offset, bytes).await?;
            }
            Ok(desk)
        }
        // The opener gives the manifest first, and once.
        (None | Some(_), _) => Err(Code::ExportDamaged.into()),
    }
}

async fn begin(app: &App, by: &UserId, signed: Signed, manifest: Manifest) -> Answer<Desk> {
    let id = manifest.device.clone();
    let device = app
        .store
        .read(move |v| -> Answer<_> { Ok(v.device(&id)?) })
        .await?;
    let device = device
        .filter(|device| device.inspector == manifest.inspector && signed.holds(&device.key))
        .ok_or(Code::ExportNotSigned)?;
    let who = Who {
        inspector: manifest.inspector.clone(),
        device: manifest.device.clone(),
        user: device.user.to_string(),
        revoked: device.revoked_at.is_some(),
    };
    let act = Act::HandIn {
        device: manifest.device.clone(),
        sha256: signed.sha256(),
        by: by.clone(),
    };
    let verdicts = sync::take_in(app, who.clone(), manifest.docs, act).await?;
    let docs = app
        .store
        .read(move |v| -> Answer<_> {
            let mut docs = Vec::new();
            for (inspection, verdict, changes) in verdicts {
                let subject_name = v.inspection(&inspection)?.map(|i| i.subject_name);
                docs.push(HandInDoc {
                    subject_name: subject_name.unwrap_or_default(),
                    inspection,
                    verdict,
                    changes: count(changes),
                });
            }
            Ok(docs)
        })
        .await?;
    let mut report = HandIn {
        device: manifest.device,
        device_name: device.name,
        inspector: manifest.inspector,
        made_at: manifest.made_at,
        revoked: who.revoked,
        docs,
        evidence: Default::default(),
        trouble: None,
    };
    report.evidence.named = count(manifest.evidence.len());
    Ok(Desk {
        who,
        evidence: manifest.evidence,
        report,
        wanted: None,
    })
}

impl Desk {
    /// One portion of the evidence's bytes.
    async fn take(&mut self, app: &App, enclosed: &Enclosed, offset: u64, bytes: Vec<u8>) -> Answer<()> {
        let name = enclosed.sha256.to_hex();
        if offset == 0 {
            self.wanted = self.want(app, enclosed).await?;
        }
        let end = offset + bytes.len() as u64;
        let whole = end == enclosed.size_bytes;
        let Some(from) = self.wanted.filter(|from| *from < end || (whole && *from == end)) else {
            return Ok(());
        };
        // What an interrupted upload has left here is not written again.
        let skip = usize::try_from(from.saturating_sub(offset)).unwrap_or(bytes.len());
        let (inside, blob, size) = (app.clone(), name.clone(), enclosed.size_bytes);
        let part = tokio::task::spawn_blocking(move || {
            inside
                .blobs
                .take(&blob, size, from, bytes.get(skip..).unwrap_or_default())
        });
        match part
            .await
            .map_err(|e| Refusal::from(Code::ServerFault).because(e))?
        {
            Ok(Part::Kept(until)) => self.wanted = Some(until),
            Ok(Part::Whole { head, second_copy }) => {
                app.metrics.blob_bytes.add(size);
                let media_type = blobs::media_type(&head).to_owned();
                let now = app.now();
                app.store
                    .write(move |tx| evidence::received(tx, &name, size, media_type, second_copy, now))
                    .await?;
                self.report.evidence.received += 1;
                self.wanted = None;
            }
            Err(BlobError::Io(e)) => return Err(Refusal::of_disk(e)),
            // Other bytes than named, or the tablet is sending the same at this moment.
            Err(BlobError::Digest | BlobError::Offset(_) | BlobError::TooLarge) => {
                self.report.evidence.refused += 1;
                self.wanted = None;
            }
        }
        Ok(())
    }

    /// Where the bytes of this evidence are wanted from; none when they are not.
    async fn want(&mut self, app: &App, enclosed: &Enclosed) -> Answer<Option<u64>> {
        let name = enclosed.sha256.to_hex();
        let (blob, inspector) = (name.clone(), self.who.inspector.clone());
        let named = app
            .store
            .read(move |v| -> Answer<_> {
                let here = v.blob(&blob)?.is_some();
                Ok((here, evidence::size_for(v, &blob, &inspector)))
            })
            .await?;
        match named {
            (true, _) => {
                self.report.evidence.known += 1;
                Ok(None)
            }
            (false, Ok(size)) if size.is_none_or(|size| size == enclosed.size_bytes) => {
                Ok(Some(app.blobs.offset(&name)))
            }
            (false, Ok(_)) => {
                self.report.evidence.refused += 1;
                Ok(None)
            }
            (false, Err(why)) if why.code() == Code::BlobNotNamed => {
                self.report.evidence.refused += 1;
                Ok(None)
            }
            (false, Err(why)) => Err(why),
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
