//! What the officer does to an inspection, and whether the record took it.
//!
//! Invariant: nothing is answered with Ok that the record refused, that a locked tablet never heard, or that is not on
//! the disk yet.

use super::Tablet;
use crate::shell::fault::Fault;
use crate::state::under_way::What;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::InspectionId;
use domain::inspection::edit::Edit;
use domain::inspection::signature::Signature;
use domain::sync::engine::{Effect, Event, SavedState};

impl Tablet {
    /// The officer did something to an inspection. What the record refuses is told on whatever page is shown.
    pub fn edit(&self, inspection: &InspectionId, edit: Edit) {
        if let Err(fault) = self.try_edit(inspection, edit) {
            self.tell(fault.code.to_owned(), Some(inspection.clone()));
            self.show_now();
        }
    }

    /// The same, for a page that goes on only when the record took it, and says itself why not.
    ///
    /// # Errors
    /// `edit.…` as the record refuses it; `tablet.locked`.
    pub fn try_edit(&self, inspection: &InspectionId, edit: Edit) -> Result<(), Fault> {
        self.touch();
        let effects = self.hear(Event::Edited {
            inspection: inspection.clone(),
            edit,
        });
        let effects = effects.ok_or(Fault::new("tablet.locked"))?;
        let (refused, rest): (Vec<Effect>, Vec<Effect>) = effects
            .into_iter()
            .partition(|effect| matches!(effect, Effect::Refused { .. }));
        self.perform(rest);
        self.show_now();
        match refused.first() {
            Some(Effect::Refused { why, .. }) => Err(Fault::new(why.code())),
            Some(_) | None => Ok(()),
        }
    }

    /// Signs with the device key and puts the signature into the record, and that onto the disk.
    ///
    /// # Errors
    /// `crypto.failed`; `edit.…` when the record refuses it; `store.waits` when the record holds it and the disk does
    /// not yet.
    pub async fn sign(&self, inspection: &InspectionId, mut signature: Signature) -> Result<(), Fault> {
        let _waits = self.under_way(What::Signature);
        let keyring = self.keyring()?;
        let signed = keyring.sign(signature.device_text().as_bytes()).await?;
        signature.device_signature = URL_SAFE_NO_PAD.encode(signed);
        self.try_edit(inspection, Edit::Sign { signature })?;
        self.kept(inspection).await
    }

    /// Waits for the disk: nothing may be called kept that is only in memory.
    ///
    /// # Errors
    /// `store.waits` while something of the inspection is not on the disk; it is tried again by itself. `tablet.locked`
    /// when nobody can say any more.
    pub(super) async fn kept(&self, inspection: &InspectionId) -> Result<(), Fault> {
        self.settle().await;
        let open = self.0.open.borrow();
        let open = open.as_ref().ok_or(Fault::new("tablet.locked"))?;
        let waits = open.engine.saved(inspection) == SavedState::Typed;
        match waits && domain::guard::stands("kept-after-commit") {
            true => Err(Fault::new("store.waits")),
            false => Ok(()),
        }
    }
}
