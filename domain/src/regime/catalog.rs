//! The catalogue (规则包目录): the packs built into the product.
//!
//! The list itself stands in `regimes/catalog.rs`, beside the packs: no code here knows a regime by name.

use crate::id::RegimeId;
use crate::problem::Problem;
use crate::regime::excerpt::RuleSource;
use crate::regime::pack::Regime;
use crate::regime::parent::ParentChoice;
use crate::regime::parse::{PackFile, parse};

#[path = "../../../regimes/catalog.rs"]
mod built_in;

pub use built_in::{CALENDAR, SOURCES, Source};

/// Regimes and overlays that can be used.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    regimes: Vec<Regime>,
    overlays: Vec<Regime>,
}

impl Catalog {
    /// The packs built in. Problems name folder, file and line; a pack with an error is left out (a test keeps
    /// the list of problems empty).
    pub fn built_in() -> (Self, Vec<Problem>) {
        let mut catalog = Self::default();
        let mut problems = Vec::new();
        for source in SOURCES {
            let forms: Vec<_> = source
                .forms
                .iter()
                .map(|(name, text)| PackFile { name, text })
                .collect();
            let (regime, found) = parse(
                PackFile {
                    name: "regime.toml",
                    text: source.pack,
                },
                &forms,
            );
            problems.extend(found.into_iter().map(|p| Problem {
                path: format!("{}/{}", source.folder, p.path),
                ..p
            }));
            if let Some(regime) = regime {
                problems.extend(catalog.add(regime));
            }
        }
        (catalog, problems)
    }

    /// Adds a pack; a thin regime is completed by its parent, which must be there already.
    pub fn add(&mut self, regime: Regime) -> Option<Problem> {
        if self
            .regimes
            .iter()
            .chain(&self.overlays)
            .any(|known| known.id == regime.id)
        {
            return Some(Problem::error("regime.id_twice", regime.id.as_str()));
        }
        if regime.layer != RuleSource::Regime {
            self.overlays.push(regime);
            return None;
        }
        let whole = match regime.parent.as_ref().map(|id| self.regime(id)) {
            Some(Some(parent)) => regime.with_parent(parent, &regime.inherit),
            Some(None) => return Some(Problem::error("regime.parent.unknown", regime.id.as_str())),
            None => regime,
        };
        self.regimes.push(whole);
        None
    }

    /// Completes a thin regime by the parent an office chose for it.
    ///
    /// # Errors
    /// Everything wrong with the choice; the regime then stays as its text says it.
    pub fn choose_parent(&mut self, choice: &ParentChoice) -> Result<(), Vec<Problem>> {
        let unknown = |id: &RegimeId| vec![Problem::error("regime.parent.unknown", id.as_str())];
        let parent = self
            .regime(&choice.parent)
            .ok_or_else(|| unknown(&choice.parent))?
            .clone();
        let thin = self.regimes.iter_mut().find(|r| r.id == choice.regime);
        let thin = thin.ok_or_else(|| unknown(&choice.regime))?;
        let offered = thin
            .adopt
            .iter()
            .filter(|kind| !parent.rules.is_silent(kind))
            .cloned();
        let inherit = if choice.inherit.is_empty() {
            offered.collect()
        } else {
            choice.inherit.clone()
        };
        let problems = thin.check_parent(&parent, &inherit);
        if problems.is_empty() {
            *thin = thin.with_parent(&parent, &inherit);
            Ok(())
        } else {
            Err(problems)
        }
    }

    /// All regimes, in the list's order.
    pub fn regimes(&self) -> &[Regime] {
        &self.regimes
    }

    /// All overlays: off until an office chooses one.
    pub fn overlays(&self) -> &[Regime] {
        &self.overlays
    }

    /// A regime as its text says it, or an overlay by its own id.
    pub fn regime(&self, id: &RegimeId) -> Option<&Regime> {
        self.regimes.iter().chain(&self.overlays).find(|r| &r.id == id)
    }

    /// A regime with the chosen overlays lying on it; overlays that are unknown or not made for it are skipped.
    pub fn with_overlays(&self, id: &RegimeId, overlays: &[RegimeId]) -> Option<Regime> {
        let regime = self.regimes.iter().find(|r| &r.id == id)?;
        let chosen = self.overlays.iter().filter(|o| {
            overlays.contains(&o.id) && (o.overlays.is_empty() || o.overlays.contains(&regime.id))
        });
        Some(chosen.fold(regime.clone(), |whole, overlay| whole.with_overlay(overlay)))
    }
}

#[cfg(test)]
#[path = "catalog/tests.rs"]
mod tests;
