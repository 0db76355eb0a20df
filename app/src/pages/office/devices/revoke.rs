//! Revoking a tablet: this officer's seat, and the other seats of the same tablet where the administrator says so.
//!
//! `data-testid`: `device-lost`, `device-also-{id}`, `device-revoke-confirm`, `device-revoke-cancel`.

use super::{Names, officer};
use crate::i18n::use_t;
use crate::state::office::tablets::others;
use crate::ui::{Button, ButtonKind, Dialog, Pick};
use domain::id::DeviceId;
use domain::wire::api::{DeviceRow, Revocation};
use std::collections::BTreeSet;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub(super) struct RevokeProps {
    pub(super) row: DeviceRow,
    /// Every device.
    pub(super) rows: Vec<DeviceRow>,
    pub(super) names: Names,
    pub(super) on_close: Callback<()>,
    pub(super) on_revoke: Callback<Revocation>,
}

/// The question before it. A lost tablet takes every seat along that is proven to be on it; what was only said is left to
/// the administrator.
#[component]
pub(super) fn Revoke(props: &RevokeProps) -> Html {
    let t = use_t();
    let a = &t.administration;
    let ticked = use_state_eq(BTreeSet::<DeviceId>::new);
    let lost = use_state_eq(|| false);
    let others = others(&props.rows, &props.row.id);
    let on_lost = {
        let (ticked, lost) = (ticked.setter(), lost.setter());
        let proven = others.iter().filter(|(_, proven)| *proven);
        let proven: BTreeSet<DeviceId> = proven.map(|(row, _)| row.id.clone()).collect();
        Callback::from(move |on: bool| {
            lost.set(on);
            ticked.set(if on { proven.clone() } else { BTreeSet::new() });
        })
    };
    let tick = |id: &DeviceId| {
        let (ticked, id) = (ticked.clone(), id.clone());
        Callback::from(move |on: bool| {
            let mut next = (*ticked).clone();
            if on {
                next.insert(id.clone());
            } else {
                next.remove(&id);
            }
            ticked.set(next);
        })
    };
    let go = {
        let (revoke, ticked) = (props.on_revoke.clone(), ticked.clone());
        Callback::from(move |_: MouseEvent| {
            let also = ticked.iter().cloned().collect();
            revoke.emit(Revocation { also });
        })
    };
    let actions = html! {
        <>
            <Button onclick={props.on_close.reform(|_: MouseEvent| ())} testid="device-revoke-cancel">{ t.common.cancel }</Button>
            <Button kind={ButtonKind::Danger} onclick={go} testid="device-revoke-confirm">{ (a.revoke_count)(1 + ticked.len()) }</Button>
        </>
    };
    // Seats of one tablet often bear one name: the officer tells them apart.
    let whose = (a.seat_of)(&officer(&props.names, &props.row), &props.row.name);
    html! {
        <Dialog title={(a.revoke_title)(&whose)} on_close={props.on_close.clone()} {actions}>
            <p>{ a.revoke_words }</p>
            if !others.is_empty() {
                <fieldset class="stack tight also">
                    <legend class="strong">{ a.also }</legend>
                    <p class="small soft">{ a.also_hint }</p>
                    <Pick label={a.lost} checked={*lost} on_change={on_lost} testid="device-lost" />
                    { for others.iter().map(|(row, proven)| {
                        let of = officer(&props.names, row);
                        let label = if *proven { (a.seat_of)(&of, &row.name) } else { (a.seat_said)(&of, &row.name) };
                        html! { <Pick key={row.id.to_string()} {label} checked={ticked.contains(&row.id)} on_change={tick(&row.id)} testid={format!("device-also-{}", row.id)} /> }
                    }) }
                </fieldset>
            }
        </Dialog>
    }
}
