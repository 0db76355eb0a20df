//! Whether there is room to begin an inspection: asked where one would begin, and nowhere else.

use super::tablet::use_tablet;
use crate::shell::storage;
use crate::state::departure::{Beginning, beginning};
use crate::state::work::Entry;
use domain::inspection::view::DocState;
use yew::prelude::*;

/// One that has begun goes on whatever the disk says; only a new one waits for the answer.
#[hook]
pub fn use_room_to_begin(entry: &Entry) -> Beginning {
    let answer = use_state_eq(|| Beginning::Asking);
    let tablet = use_tablet();
    let new = entry.view.state == DocState::Assigned;
    {
        let (answer, tablet) = (answer.setter(), tablet);
        use_effect_with((entry.id().clone(), new), move |(_, new)| {
            if *new {
                yew::platform::spawn_local(async move {
                    let room = storage::room().await;
                    let reserve = tablet.reserve_stands().await;
                    answer.set(beginning(reserve, room.used, room.quota));
                });
            }
        });
    }
    if new { *answer } else { Beginning::May }
}
