//! The regimes this server works with: the packs built in, the office's own overlay lying on them, the calendar.

pub mod folder;

use crate::error::{Answer, Code};
use crate::messages::regime::sentence;
use domain::calendar::Calendar;
use domain::id::RegimeId;
use domain::problem::Severity;
use domain::regime::catalog::{CALENDAR, Catalog};
use domain::regime::form::Form;
use domain::regime::pack::onsite::FilledBy;
use domain::regime::{ParentChoice, Regime, items_for};
use domain::roster::Subject;
use std::path::PathBuf;

/// Packs and calendar.
#[derive(Debug)]
pub struct Regimes {
    packs: Vec<Regime>,
    calendar: Calendar,
}

impl Regimes {
    /// The packs built into this program: thin regimes completed by the parents the office chose, then the chosen
    /// overlays lying on them.
    ///
    /// # Errors
    /// When a pack or the calendar does not read: a fault of the build, found at its first start.
    pub fn built_in(overlays: &[RegimeId], parents: &[ParentChoice]) -> anyhow::Result<Self> {
        Self::with_rules(overlays, parents, &[])
    }

    /// The same with the office's own rules, each a folder, lying on top of all.
    ///
    /// # Errors
    /// Besides those of [`Regimes::built_in`]: everything wrong with the office's own rules, by file and line.
    pub fn with_rules(
        overlays: &[RegimeId],
        parents: &[ParentChoice],
        rules: &[PathBuf],
    ) -> anyhow::Result<Self> {
        let (mut catalog, mut problems) = Catalog::built_in();
        let mut overlays = overlays.to_vec();
        for folder in rules {
            let own = folder::office_rules(folder)?;
            overlays.push(own.id.clone());
            if let Some(p) = catalog.add(own) {
                anyhow::bail!("{}: {}", folder.display(), sentence(&p));
            }
        }
        for choice in parents {
            if let Err(refused) = catalog.choose_parent(choice) {
                let why: Vec<_> = refused.iter().map(sentence).collect();
                anyhow::bail!("{} {}: {}", choice.regime, choice.parent, why.join("; "));
            }
        }
        let (calendar, found) = Calendar::parse(CALENDAR);
        problems.extend(found);
        if let Some(p) = problems.iter().find(|p| p.severity == Severity::Error) {
            anyhow::bail!("built-in pack: {} at {}", p.code, p.path);
        }
        let with_overlays = |r: &Regime| catalog.with_overlays(&r.id, &overlays);
        Ok(Self {
            packs: catalog.regimes().iter().filter_map(with_overlays).collect(),
            calendar: calendar.ok_or_else(|| anyhow::anyhow!("the built-in calendar does not read"))?,
        })
    }

    /// Of packs and a calendar read elsewhere.
    pub fn of(packs: Vec<Regime>, calendar: Calendar) -> Self {
        Self { packs, calendar }
    }

    /// All regimes, by id.
    pub fn all(&self) -> &[Regime] {
        &self.packs
    }

    /// One regime.
    ///
    /// # Errors
    /// `regime.unknown`.
    pub fn get(&self, id: &RegimeId) -> Answer<&Regime> {
        let found = self.packs.iter().find(|r| &r.id == id);
        found.ok_or_else(|| Code::RegimeUnknown.into())
    }

    /// The working calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}

/// The forms officers fill at a subject, in order: those of its items, then the record forms.
pub fn forms_for(regime: &Regime, subject: &Subject) -> Vec<Form> {
    let items = items_for(regime, subject);
    let by_item = regime
        .rules
        .items
        .iter()
        .filter(|r| items.contains(&r.what.item))
        .flat_map(|r| r.what.forms.iter());
    let records = regime
        .rules
        .record_forms
        .iter()
        .filter(|r| r.what.filled_by == FilledBy::Inspectors && !r.what.when_needed)
        .filter(|r| r.what.items.is_empty() || r.what.items.iter().any(|i| items.contains(i)))
        .filter_map(|r| r.what.form.as_ref());
    let mut forms: Vec<Form> = Vec::new();
    for id in by_item.chain(records) {
        if let Some(form) = regime.form(id)
            && !forms.iter().any(|f| f.id == form.id)
        {
            forms.push(form.clone());
        }
    }
    forms
}
