//! The departure check: whether this tablet can do this inspection without any network. Facts in, lights out.

use super::work::{Beside, Entry};
use domain::assignment::ProofRefused;
use domain::clock::{Comparison, unchecked};
use domain::id::InspectorId;
use domain::log::Policy;
use domain::time::{Date, Timestamp};
use std::collections::BTreeMap;

/// Room for one photo with its small copy, in bytes: an original of a tablet's camera is 3 to 5 MB.
const PHOTO_BYTES: u64 = 5_000_000;
/// Fewer photos than this and no new inspection should be begun.
const PHOTOS_MIN: u64 = 100;
/// Pictures in an estimate that flatters are not promised beyond this.
const PHOTOS_SHOWN_MAX: u64 = 2_000;
/// Below this a tablet does not last a visit, on the cable or not (percent).
const BATTERY_RED: u8 = 20;
/// Below this it may not last the day (percent).
const BATTERY_AMBER: u8 = 60;

/// A light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// Good.
    Green,
    /// Work is possible; somebody should know.
    Amber,
    /// Do not leave like this.
    Red,
}

/// One line of the check: a stable code of what was looked at, how it is, and what the sentence needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `signed`, `proof`, `forms`, `certificates`, `window`, `visits`, `colleague`, `room`, `persisted`, `clock`, `app`,
    /// `battery`.
    pub code: &'static str,
    /// The light.
    pub light: Light,
    /// Which of the code's sentences: empty, or a stable word.
    pub why: &'static str,
    /// What it needs: a name, a date, a number.
    pub detail: String,
}

fn line(code: &'static str, light: Light, why: &'static str, detail: impl Into<String>) -> Line {
    Line {
        code,
        light,
        why,
        detail: detail.into(),
    }
}

/// The light over all; none while there is no line. A rehearsal that failed is as red as any of them.
pub fn worst<'a>(lines: impl Iterator<Item = &'a Line>, rehearsal_failed: bool) -> Option<Light> {
    let failed = rehearsal_failed.then_some(Light::Red);
    lines.map(|line| line.light).chain(failed).max()
}

/// The lines of one inspection. `policy`: the one pinned at enrolment, if it can be read.
pub fn of_entry(entry: &Entry, policy: Option<&Policy>, today: Date) -> Vec<Line> {
    vec![
        signed(entry),
        proof(entry, policy),
        forms(entry),
        certificates(entry),
        window(entry.package.window, today),
        visits(entry.package.visit_no, entry.package.visit_cap),
    ]
}

/// Whether each colleague could go on with this inspection on this tablet if his own died; nothing where nobody else is
/// in the team.
pub fn of_colleagues(entry: &Entry, beside: &[Beside]) -> Option<Line> {
    let seat_of = |who: &InspectorId| beside.iter().find(|b| b.inspector == *who);
    let others = || entry.colleagues.iter().map(|c| &c.inspector);
    let without = others().find(|who| seat_of(who).is_none());
    let unopened = others().find(|who| seat_of(who).is_some_and(|b| !b.holds.contains(entry.id())));
    let unsigned = others().find(|who| seat_of(who).is_some_and(|b| !b.signed));
    let first = others().next()?;
    Some(match (without, unopened) {
        (None, _) if let Some(who) = unsigned => {
            line("colleague", Light::Amber, "unsigned", entry.name_of(who))
        }
        (Some(who), _) => line("colleague", Light::Amber, "none", entry.name_of(who)),
        (None, Some(who)) => line("colleague", Light::Amber, "unopened", entry.name_of(who)),
        (None, None) => line("colleague", Light::Green, "", entry.name_of(first)),
    })
}

/// Colleagues of these inspections who have no seat on this tablet, each once, by name.
pub fn without_seat<'a>(entries: impl Iterator<Item = &'a Entry>, beside: &[Beside]) -> Vec<String> {
    let mut names = BTreeMap::new();
    for entry in entries {
        for who in entry.colleagues.iter().map(|c| &c.inspector) {
            if !beside.iter().any(|b| b.inspector == *who) {
                names.insert(who.clone(), entry.name_of(who));
            }
        }
    }
    names.into_values().collect()
}

fn signed(entry: &Entry) -> Line {
    match entry.package_signed {
        true => line("signed", Light::Green, "", ""),
        false => line("signed", Light::Red, "no", ""),
    }
}

fn proof(entry: &Entry, policy: Option<&Policy>) -> Line {
    let Some(proof) = &entry.package.proof else {
        return line("proof", Light::Amber, "none", "");
    };
    let Some(policy) = policy else {
        return line("proof", Light::Red, "proof.not_signed", "");
    };
    match proof.check(&entry.package, policy) {
        Ok(proven) if proven.witnesses.is_empty() => {
            line("proof", Light::Green, "unwitnessed", proven.index.to_string())
        }
        Ok(proven) => line("proof", Light::Green, "", proven.witnesses.len().to_string()),
        // Witnesses are named task by task; the log's own signature and inclusion must hold all the same.
        Err(ProofRefused::Proof(domain::log::proof::ProofError::Quorum { .. })) => {
            let alone = Policy {
                quorum: 0,
                ..policy.clone()
            };
            match proof.check(&entry.package, &alone) {
                Ok(proven) => line("proof", Light::Amber, "unwitnessed", proven.index.to_string()),
                Err(refused) => line("proof", Light::Red, refused.code(), ""),
            }
        }
        Err(refused) => line("proof", Light::Red, refused.code(), ""),
    }
}

fn forms(entry: &Entry) -> Line {
    let package = &entry.package;
    let missing = package
        .form_order
        .iter()
        .find(|id| !package.forms.iter().any(|f| &&f.id == id));
    match missing {
        Some(id) => line("forms", Light::Red, "missing", id.to_string()),
        None => {
            let items: usize = package.forms.iter().map(|f| f.items().count()).sum();
            line("forms", Light::Green, "", items.to_string())
        }
    }
}

fn certificates(entry: &Entry) -> Line {
    let (_, last) = entry.package.window;
    let expired = entry
        .package
        .team
        .iter()
        .find(|m| m.certificate_until.is_some_and(|until| until < last));
    let unknown = entry.package.team.iter().find(|m| m.certificate_until.is_none());
    match (expired, unknown) {
        (Some(m), _) => line("certificates", Light::Red, "expires", m.name.clone()),
        (None, Some(m)) => line("certificates", Light::Amber, "unknown", m.name.clone()),
        (None, None) => line("certificates", Light::Green, "", last.to_string()),
    }
}

/// Officers choose a day inside what the plan set; on any other they are told before they leave.
fn window((first, last): (Date, Date), today: Date) -> Line {
    if today < first {
        line("window", Light::Amber, "early", first.to_string())
    } else if today > last {
        line("window", Light::Red, "late", last.to_string())
    } else {
        line("window", Light::Green, "", last.to_string())
    }
}

/// Whether a visit may be one too many is decided at the draw, with a written reason; who leaves is told and goes.
fn visits(no: u32, cap: Option<u32>) -> Line {
    match cap {
        Some(cap) if no > cap => line("visits", Light::Amber, "over", format!("{no}/{cap}")),
        Some(cap) => line("visits", Light::Green, "", format!("{no}/{cap}")),
        None => line("visits", Light::Green, "no_cap", no.to_string()),
    }
}

/// What the tablet itself says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceFacts {
    /// The browser promised not to evict.
    pub persisted: bool,
    /// Bytes left by the browser's estimate, which flatters.
    pub bytes_left: u64,
    /// Bytes in use.
    pub bytes_used: u64,
    /// The reserve stands.
    pub reserve: bool,
    /// Device clock now.
    pub now: Timestamp,
    /// Its last comparison with the server's; none = never compared.
    pub compared: Option<Comparison>,
    /// The app's generation kept for offline work.
    pub app_version: Option<String>,
    /// Charge in percent, and whether it is being charged; none where the browser does not say.
    pub battery: Option<(u8, bool)>,
}

/// Whether an inspection may be begun, as far as room on the disk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// The browser is being asked.
    Asking,
    /// There is room, or nobody can say.
    May,
    /// Room for so many photos only.
    TooLittle(u64),
}

/// Room for a new inspection: a day's evidence must fit before the first mark is made, for later there is no way back.
/// The browser's estimate may flatter, the reserve on the disk does not; a browser that gives no estimate is believed.
pub fn beginning(reserve: bool, used: u64, quota: u64) -> Beginning {
    let photos = match reserve {
        true => photos_left(quota.saturating_sub(used)),
        false => 0,
    };
    let known = quota > 0 || !reserve;
    let little = known && photos < PHOTOS_MIN && domain::guard::stands("no-room-begins-nothing");
    if little {
        Beginning::TooLittle(photos)
    } else {
        Beginning::May
    }
}

/// Photos that fit, never more than is worth promising.
pub fn photos_left(bytes_left: u64) -> u64 {
    (bytes_left / PHOTO_BYTES).min(PHOTOS_SHOWN_MAX)
}

/// So many or more: beyond that nothing is promised.
pub fn is_most(photos: u64) -> bool {
    photos >= PHOTOS_SHOWN_MAX
}

/// The lines of the tablet.
pub fn of_device(facts: &DeviceFacts) -> Vec<Line> {
    let photos = photos_left(facts.bytes_left);
    let room = match (facts.reserve, photos < PHOTOS_MIN) {
        (false, _) => line("room", Light::Red, "no_reserve", photos.to_string()),
        (true, true) => line("room", Light::Red, "little", photos.to_string()),
        (true, false) => line("room", Light::Green, "", photos.to_string()),
    };
    let persisted = match facts.persisted || !domain::guard::stands("a-refused-promise-is-said") {
        true => line("persisted", Light::Green, "", ""),
        false => line("persisted", Light::Amber, "no", ""),
    };
    let ahead = facts
        .compared
        .map_or(0, |c| c.device.0.saturating_sub(c.server.0));
    let clock = match unchecked(facts.compared, facts.now) {
        None => line("clock", Light::Green, "", ""),
        Some(why) => line("clock", Light::Amber, why.code(), (ahead / 1000).to_string()),
    };
    let app = match &facts.app_version {
        Some(version) => line("app", Light::Green, "", version.clone()),
        None => line("app", Light::Red, "no", ""),
    };
    vec![app, room, persisted, clock, battery(facts.battery)]
}

/// A day outdoors takes most of a charge; what is left at the end still has to carry the signatures.
fn battery(battery: Option<(u8, bool)>) -> Line {
    match battery {
        None => line("battery", Light::Amber, "unknown", ""),
        Some((percent, _)) if percent < BATTERY_RED => {
            line("battery", Light::Red, "low", percent.to_string())
        }
        Some((percent, false)) if percent < BATTERY_AMBER => {
            line("battery", Light::Amber, "low", percent.to_string())
        }
        Some((percent, true)) => line("battery", Light::Green, "charging", percent.to_string()),
        Some((percent, false)) => line("battery", Light::Green, "", percent.to_string()),
    }
}

#[cfg(test)]
mod tests;
