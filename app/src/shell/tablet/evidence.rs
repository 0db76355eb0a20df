//! Evidence: bytes hashed before any processing, sealed and flushed before the record names them.

use super::{Store, Tablet};
use crate::shell::fault::Fault;
use crate::shell::opfs::EVIDENCE;
use crate::shell::vault::Keyring;
use crate::shell::{clock, geo, js, picture, prefs};
use crate::state::media::{picture_type, recording_type};
use crate::state::under_way::What;
use crate::state::{burn, here};
use domain::evidence::exif::{ExifFacts, with_exif};
use domain::evidence::{About, Derived, Evidence, EvidenceKind, Place};
use domain::id::{EvidenceId, InspectionId, ItemId};
use domain::inspection::change::ChangeId;
use domain::inspection::edit::Edit;
use domain::sync::engine::{Event, SavedState};
use domain::time::Timestamp;

/// A photo waits so long for a place that is being found.
const PLACE_WAITS_MS: f64 = 1_000.0;
const PLACE_LOOK_MS: u32 = 50;
/// Larger originals do not come from a tablet's camera.
pub const PHOTO_BYTES_MAX: u64 = 40 * 1024 * 1024;

/// A photo or recording just taken or picked.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The original's bytes.
    pub bytes: Vec<u8>,
    /// Taken, imported, recorded.
    pub kind: EvidenceKind,
    /// The item it proves; none = the visit.
    pub item: Option<ItemId>,
    /// Words.
    pub caption: String,
    /// What the kind says of itself.
    pub about: Option<About>,
    /// What it is to be called; none = a fresh name.
    pub id: Option<EvidenceId>,
    /// Device clock at the tap: the bytes may wait for those before them.
    pub at: Timestamp,
}

/// A name that nothing else has.
pub fn fresh_id() -> EvidenceId {
    EvidenceId::new(hex::encode(js::random::<12>()))
}

impl Taken {
    fn media_type(&self) -> Result<&'static str, Fault> {
        if self.kind == EvidenceKind::BodyCamera {
            return Ok("text/plain");
        }
        let (found, code) = if self.kind.is_recording() {
            let sound = self.kind == EvidenceKind::Audio;
            (recording_type(&self.bytes, sound), "recorder.failed")
        } else {
            (picture_type(&self.bytes), "photo.unreadable")
        };
        found.ok_or(Fault::new(code))
    }

    /// The small copy; none of what has none.
    async fn small(&self, media_type: &str, line: Option<&str>) -> Result<Option<Vec<u8>>, Fault> {
        if self.kind.is_recording() || matches!(self.kind, EvidenceKind::BodyCamera | EvidenceKind::Annotated)
        {
            return Ok(None);
        }
        match picture::small(&self.bytes, media_type, line).await {
            Ok(small) => Ok(Some(small)),
            // Some cameras write a format this browser cannot read: the original counts, the office can.
            Err(_) if media_type == "image/heic" => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

impl Taken {
    /// The small copy with what it belongs to written into it; the original keeps its bytes.
    fn marked(&self, copy: Vec<u8>, inspection: &InspectionId, place: &Place) -> Vec<u8> {
        let here = self.kind != EvidenceKind::PhotoImported;
        let facts = ExifFacts {
            taken_at: here.then_some(self.at),
            place,
            inspection: inspection.as_str(),
        };
        with_exif(&copy, &facts).unwrap_or(copy)
    }
}

impl Tablet {
    /// Keeps a photo or recording: original and small copy on the disk, then the record names it. What the record does
    /// not take leaves no bytes behind: nobody would ever send them, and the tablet could never be emptied.
    ///
    /// # Errors
    /// `photo.unreadable`, `photo.too_large`, `recorder.failed`, `storage.full`, `store.waits`, `edit.…` when the record
    /// refuses it, and what the store meets.
    pub async fn keep_taken(&self, inspection: &InspectionId, photo: Taken) -> Result<(), Fault> {
        let _waits = self.under_way(What::Photo);
        let store = self.store()?;
        let mut written = Vec::new();
        let named = match self.keep_bytes_of(&store, inspection, photo, &mut written).await {
            Ok(evidence) => self.name(inspection, evidence, &written),
            Err(fault) => Err(fault),
        };
        if let Err(fault) = named {
            self.forget_bytes(&store, &written).await;
            return Err(fault);
        }
        let kept = self.kept(inspection).await;
        // Should this seat never open again, a colleague's of this tablet sends it.
        self.leave_letters_soon();
        kept
    }

    /// Original and small copy onto the disk, and what the record will say of them. `written`: what now lies there.
    async fn keep_bytes_of(
        &self,
        store: &Store,
        inspection: &InspectionId,
        photo: Taken,
        written: &mut Vec<(ChangeId, u64)>,
    ) -> Result<Evidence, Fault> {
        let keyring = self.keyring()?;
        if photo.bytes.len() as u64 > PHOTO_BYTES_MAX {
            return Err(Fault::new("photo.too_large"));
        }
        let media_type = photo.media_type()?;
        let sha256 = ChangeId(picture::sha256(&photo.bytes).await?);
        written.push((sha256, photo.bytes.len() as u64));
        self.keep_bytes(store, &keyring, sha256, &photo.bytes).await?;
        let place = self.place(photo.kind).await;
        // An imported picture was taken at another time and place.
        let line = (photo.kind == EvidenceKind::Photo && prefs::burns())
            .then(|| burn::line(photo.at, &place, inspection));
        let small = photo.small(media_type, line.as_deref()).await?;
        let small = small.map(|copy| photo.marked(copy, inspection, &place));
        let derived = match &small {
            Some(bytes) => {
                let sha256 = ChangeId(picture::sha256(bytes).await?);
                written.push((sha256, bytes.len() as u64));
                self.keep_bytes(store, &keyring, sha256, bytes).await?;
                Some(Derived {
                    sha256: sha256.to_hex(),
                    size_bytes: bytes.len() as u64,
                })
            }
            None => None,
        };
        Ok(Evidence {
            id: photo.id.unwrap_or_else(fresh_id),
            kind: photo.kind,
            item: photo.item,
            sha256: sha256.to_hex(),
            size_bytes: photo.bytes.len() as u64,
            media_type: media_type.to_owned(),
            derived,
            taken_at: photo.at,
            clock_unchecked: self.clock_unchecked(photo.at),
            place,
            device: self.device(),
            caption: photo.caption.trim().to_owned(),
            about: photo.about.map(Box::new),
        })
    }

    /// The record names what lies on the disk; in the same breath it is to be sent.
    fn name(
        &self,
        inspection: &InspectionId,
        evidence: Evidence,
        written: &[(ChangeId, u64)],
    ) -> Result<(), Fault> {
        for &(sha256, size_bytes) in written {
            self.handle(Event::BlobStored { sha256, size_bytes });
        }
        self.try_edit(inspection, Edit::Attach { evidence })
    }

    /// Bytes that no record took: neither kept nor to be sent.
    async fn forget_bytes(&self, store: &Store, written: &[(ChangeId, u64)]) {
        self.settle().await;
        for &(sha256, _) in written {
            if !self.may_be_named(sha256) {
                // A file that stays costs room, nothing else.
                store.files.remove(EVIDENCE, &sha256.to_hex()).await.ok();
                self.handle(Event::BlobGone { sha256 });
            }
        }
    }

    /// Of a tablet locked meanwhile nobody knows: the next opening looks.
    fn may_be_named(&self, sha256: ChangeId) -> bool {
        let open = self.0.open.borrow();
        open.as_ref().is_none_or(|o| o.engine.is_named(sha256))
    }

    /// What is to be sent and no record names (the page ended between the two) is not to be sent. The bytes stay where
    /// they are: should a record name them after all, they are taken up again.
    pub(super) fn let_unnamed_go(&self) {
        let mut unnamed = Vec::new();
        self.with(|open| {
            unnamed = open.engine.unnamed();
            unnamed.retain(|sha256| !open.neighbours.lent.contains_key(sha256));
        });
        for sha256 in unnamed {
            self.handle(Event::BlobGone { sha256 });
        }
    }

    /// Looks where the tablet is, so that no photo waits for it.
    pub fn look_around(&self) {
        if self.0.looking.replace(true) {
            return;
        }
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            let place = geo::place().await;
            let known = tablet.0.place.borrow().clone();
            *tablet.0.place.borrow_mut() = Some(here::newer(known, (clock::elapsed_ms(), place)));
            tablet.0.looking.set(false);
        });
    }

    /// Where the tablet is, for a photo taken now; an imported one was taken somewhere else. The photo waits a moment for
    /// it and no longer: until the record names it, a page that ends takes it along.
    async fn place(&self, kind: EvidenceKind) -> Place {
        let elsewhere = match kind {
            EvidenceKind::PhotoImported => Some("imported"),
            EvidenceKind::Annotated => Some("copy"),
            EvidenceKind::Photo
            | EvidenceKind::Audio
            | EvidenceKind::Video
            | EvidenceKind::Document
            | EvidenceKind::BodyCamera => None,
        };
        if let Some(reason) = elsewhere {
            return Place::None {
                reason: reason.to_owned(),
            };
        }
        let until = clock::elapsed_ms() + PLACE_WAITS_MS;
        loop {
            let now = clock::elapsed_ms();
            let known = self.0.place.borrow().clone();
            if here::grows_old(known.as_ref(), now) {
                self.look_around();
            }
            if let Some(place) = here::of_a_photo(known, now, now >= until) {
                return place;
            }
            js::pause(PLACE_LOOK_MS).await;
        }
    }

    /// Bytes onto the disk. What a record names already is there, and is not written over: a disk that is full now would
    /// leave half of it.
    async fn keep_bytes(
        &self,
        store: &Store,
        keyring: &Keyring,
        sha256: ChangeId,
        bytes: &[u8],
    ) -> Result<(), Fault> {
        let name = sha256.to_hex();
        if self.is_on_disk(sha256) && self.own_evidence(&name).await.is_some() {
            return Ok(());
        }
        let sealed = keyring.seal_piece(&sha256, bytes).await?;
        if let Err(fault) = store.files.put(EVIDENCE, &name, &sealed).await {
            // Half a file helps nobody and takes the room that texts need.
            store.files.remove(EVIDENCE, &name).await?;
            return Err(fault);
        }
        Ok(())
    }

    fn is_on_disk(&self, sha256: ChangeId) -> bool {
        let open = self.0.open.borrow();
        open.as_ref()
            .is_some_and(|o| o.engine.blob_saved(sha256) != SavedState::Typed)
    }

    /// Evidence that a record names and whose bytes are here, though no row says so (the row was damaged): it is
    /// taken up again, or it would never be sent.
    pub(super) fn adopt_evidence(&self) {
        let orphans = self.orphans();
        let Ok(store) = self.store() else { return };
        if orphans.is_empty() {
            return;
        }
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            let held = store.files.list(EVIDENCE).await.unwrap_or_default();
            for (sha256, size_bytes) in orphans {
                if held.iter().any(|(name, _)| *name == sha256.to_hex()) || tablet.is_lent(&sha256).await {
                    tablet.handle(Event::BlobStored { sha256, size_bytes });
                }
            }
            // No record changed, and yet each may have more to send than is shown.
            tablet.settle().await;
            tablet.with(|open| open.all_stale());
            tablet.show_now();
        });
    }

    /// What this seat took, by the records, or was lent, and has no row of.
    fn orphans(&self) -> Vec<(ChangeId, u64)> {
        let open = self.0.open.borrow();
        let Some(open) = open.as_ref() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for view in open
            .engine
            .list()
            .iter()
            .filter_map(|row| open.engine.view(&row.inspection))
        {
            for taken in view.evidence.iter().map(|e| &e.evidence) {
                let small = taken.derived.as_ref().map(|d| (&d.sha256, d.size_bytes));
                let all = std::iter::once((&taken.sha256, taken.size_bytes)).chain(small);
                found.extend(
                    all.filter_map(|(hex, size)| Some((ChangeId::parse_hex(hex)?, size)))
                        .filter(|(id, _)| {
                            taken.device == open.owner.device || open.neighbours.lent.contains_key(id)
                        })
                        .filter(|(id, _)| open.engine.blob_saved(*id) == SavedState::Typed),
                );
            }
        }
        found
    }

    fn clock_unchecked(&self, at: Timestamp) -> bool {
        let open = self.0.open.borrow();
        open.as_ref()
            .is_none_or(|o| o.engine.clock_unchecked(at).is_some())
    }

    /// The bytes of a piece of evidence, if they are on this tablet and unchanged, in this seat or lent by another.
    pub async fn evidence(&self, sha256: &str) -> Option<Vec<u8>> {
        match self.own_evidence(sha256).await {
            Some(bytes) => Some(bytes),
            None => self.lent_evidence(sha256).await,
        }
    }

    async fn own_evidence(&self, sha256: &str) -> Option<Vec<u8>> {
        let (store, keyring) = (self.store().ok()?, self.keyring().ok()?);
        let sealed = store.files.get(EVIDENCE, sha256).await.ok()??;
        keyring.open_piece(sha256, &sealed).await.ok()
    }
}
