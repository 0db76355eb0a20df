//! A colleague who has a seat on this very tablet: nothing to scan, he only opens his part.
//!
//! `data-testid`: `beside-<seat>`, `beside-switch-<seat>`.

use crate::hooks::tablet::{use_tablet, use_work};
use crate::i18n::use_t;
use crate::route::FieldRoute;
use crate::shell::tablet::Wish;
use crate::state::work::{Beside, Entry};
use crate::ui::{Button, Card, IconName};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct OnThisTabletProps {
    pub entry: Rc<Entry>,
}

/// A card for each of them who is in the team.
#[component]
pub(super) fn OnThisTablet(props: &OnThisTabletProps) -> Html {
    let t = use_t();
    let (work, tablet) = (use_work(), use_tablet());
    let navigator = use_navigator();
    let colleagues = &props.entry.colleagues;
    let here = |b: &&Beside| colleagues.iter().any(|c| c.inspector == b.inspector);
    html! {
        { for work.beside.iter().filter(here).map(|b| {
            let (tablet, navigator, wish) = (tablet.clone(), navigator.clone(), Wish::Of(b.seat));
            let onclick = Callback::from(move |_: MouseEvent| {
                if let Some(navigator) = &navigator {
                    // His day's list: the place to go back to is still the other's while his part is being left.
                    navigator.replace(&FieldRoute::Today);
                }
                tablet.switch(wish);
            });
            html! {
                <Card key={b.seat.to_string()} title={(t.custody.seats_beside)(&b.name)} testid={format!("beside-{}", b.seat)}>
                    <p>{ t.custody.seats_beside_hint }</p>
                    <Button icon={IconName::Lock} {onclick} testid={format!("beside-switch-{}", b.seat)}>{ (t.custody.seats_hand)(&b.name) }</Button>
                </Card>
            }
        }) }
    }
}
