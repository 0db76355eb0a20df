//! Whether there is room to begin an inspection: asked where one would begin, and nowhere else.

use crate::shell::storage;
use crate::state::departure::{Beginning, beginning};
use crate::state::work::Entry;
use domain::inspection::view::DocState;
use yew::prelude::*;

/// One that has begun goes on whatever the disk says; only a new one waits for the answer.
#[hook]
pub fn use_room_to_begin(entry: &Entry) -> Beginning {
    let answer = use_state_eq(|| Beginning::Asking);
    let new = entry.view.state == DocState::Assigned;
    {
        let answer = answer.setter();
        use_effect_with((entry.id().clone(), new), move |(_, new)| {
            if *new {
                yew::platform::spawn_local(async move {
                    let room = storage::room().await;
                    answer.set(beginning(room.used, room.quota));
                });
            }
        });
    }
    if new { *answer } else { Beginning::May }
}
