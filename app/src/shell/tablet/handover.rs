//! The exchange with a colleague's tablet on site: bytes out, bytes in, nothing over a network.

use super::Tablet;
use crate::shell::clock;
use crate::shell::fault::Fault;
use crate::shell::js;
use domain::id::InspectionId;
use domain::sync::engine::{Effect, Event};

impl Tablet {
    /// What the colleague lacks as far as known, or `all` of it; none while something is not durable yet.
    pub fn handover(&self, inspection: &InspectionId, all: bool) -> Option<Vec<u8>> {
        let open = self.0.open.borrow();
        let engine = &open.as_ref()?.engine;
        let known = match all {
            true => Vec::new(),
            false => engine.colleague_heads(inspection),
        };
        engine.handover(inspection, &known)
    }

    /// Takes in what a colleague handed over; what came is durable when this returns. The answer is the engine's
    /// own word for it, `handover.merged`, `handover.incomplete`, …; `handover.elsewhere` when it was merged, but
    /// into another inspection than the one on the screen.
    ///
    /// # Errors
    /// `tablet.locked`.
    pub async fn take_over(&self, shown: &InspectionId, bytes: Vec<u8>) -> Result<String, Fault> {
        self.touch();
        let word = self.hand_in(Event::Handover { bytes })?;
        self.show_now();
        self.settle().await;
        Ok(match word {
            Some((code, Some(inspection)))
                if inspection != *shown && matches!(code.as_str(), "handover.merged" | "handover.equal") =>
            {
                "handover.elsewhere".to_owned()
            }
            Some((code, _)) => code,
            None => "handover.unreadable".to_owned(),
        })
    }

    /// Gives a bundle to the engine, and what it says of it: its code, and which inspection it was about.
    pub(super) fn hand_in(&self, bundle: Event) -> Result<Option<(String, Option<InspectionId>)>, Fault> {
        let effects = {
            let mut open = self.0.open.borrow_mut();
            let open = open.as_mut().ok_or(Fault::new("tablet.locked"))?;
            open.engine.handle(clock::now(), js::random(), bundle)
        };
        let (told, rest): (Vec<Effect>, Vec<Effect>) = effects
            .into_iter()
            .partition(|effect| matches!(effect, Effect::Told { .. }));
        self.perform(rest);
        Ok(told.into_iter().find_map(|effect| {
            if let Effect::Told { code, inspection } = effect {
                Some((code, inspection))
            } else {
                None
            }
        }))
    }
}
