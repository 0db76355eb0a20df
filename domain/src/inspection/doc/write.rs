//! Operations into one Automerge change.

use super::history::{Message, author};
use super::schema::Place;
use super::{EditRefused, InspectionDoc, Pen};
use crate::guard::stands;
use crate::inspection::change::Change;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutomergeError, ReadDoc};

/// What is done to one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// Puts a string.
    Set(Place, String),
    /// Puts bytes.
    SetBytes(Place, Vec<u8>),
    /// Puts a string as a new operation even when the same one stands: it ends a disagreement.
    Overwrite(Place, String),
    /// Removes the entry.
    Delete(Place),
    /// Makes a text read so.
    Text(Place, String),
}

/// Writes the operations as one change.
pub(crate) fn commit(
    doc: &mut InspectionDoc,
    pen: &Pen<'_>,
    ops: &[Op],
) -> Result<Option<Change>, EditRefused> {
    let objects = doc.objects.clone();
    // Setting the author draws a random actor; ours comes from the caller's entropy and is set after it.
    doc.am.set_author(Some(author(pen.author)));
    doc.am.set_actor(ActorId::from(pen.actor));
    let message = Message {
        device: pen.device.clone(),
        run: pen.run.cloned(),
    };
    let options = CommitOptions::default()
        .with_time(pen.now.0.div_euclid(1000))
        .with_message(message.text());
    let done = doc
        .am
        .transact_with::<_, _, AutomergeError, _>(
            |_| options,
            |tx| {
                for op in ops {
                    match op {
                        Op::Set((section, key), value) => {
                            let map = objects.map(*section);
                            // Where two stand, the same value again would only take the other away: a colleague who
                            // overrules both at the same time would then overrule this one unseen.
                            let told_twice = tx.get_all(map, key.as_str())?.len() > 1;
                            if told_twice && stands("said-again-is-said") {
                                tx.delete(map, key.as_str())?;
                            }
                            tx.put(map, key.as_str(), value.as_str())?;
                        }
                        Op::SetBytes((section, key), bytes) => {
                            tx.put(objects.map(*section), key.as_str(), bytes.clone())?;
                        }
                        Op::Overwrite((section, key), value) => {
                            tx.delete(objects.map(*section), key.as_str())?;
                            tx.put(objects.map(*section), key.as_str(), value.as_str())?;
                        }
                        Op::Delete((section, key)) => {
                            tx.delete(objects.map(*section), key.as_str())?;
                        }
                        Op::Text(place, text) => {
                            if let Some(obj) = objects.text(place) {
                                tx.update_text(obj, text)?;
                            }
                        }
                    }
                }
                Ok(())
            },
        )
        .map_err(|_| EditRefused::Damaged)?;
    let Some(hash) = done.hash else {
        return Ok(None);
    };
    let change = doc.am.get_change_by_hash(&hash).ok_or(EditRefused::Damaged)?;
    Ok(Some(Change::from(&change)))
}
