//! What this tablet is at the moment, and the way to ask the browser to keep its store.

use super::tablet::use_tablet;
use crate::shell::storage;
use crate::state::departure::DeviceFacts;
use yew::prelude::*;

/// The facts, none while they are gathered; gathering them anew; and asking for a lasting store, after which they are.
#[hook]
pub fn use_device_facts() -> (Option<DeviceFacts>, Callback<()>, Callback<MouseEvent>) {
    let tablet = use_tablet();
    let facts = use_state(|| None::<DeviceFacts>);
    let asked = use_state_eq(|| 0_u32);
    {
        let facts = facts.setter();
        use_effect_with(*asked, move |_| {
            yew::platform::spawn_local(async move { facts.set(Some(tablet.device_facts().await)) });
        });
    }
    let anew = Callback::from(move |()| asked.set(*asked + 1));
    let persist = {
        let anew = anew.clone();
        Callback::from(move |_: MouseEvent| {
            let anew = anew.clone();
            yew::platform::spawn_local(async move {
                storage::persist().await;
                anew.emit(());
            });
        })
    };
    ((*facts).clone(), anew, persist)
}
