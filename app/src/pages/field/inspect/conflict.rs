//! Two officers answered differently: both values are shown, a person settles it.

use crate::i18n::use_t;
use crate::ui::{Banner, Button, Tone};
use domain::id::InspectorId;
use domain::inspection::edit::Edit;
use domain::inspection::view::Alternative;
use domain::regime::form::Item;
use domain::submission::answer_words;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ConflictProps {
    pub(super) item: Rc<Item>,
    pub(super) alternatives: Vec<Alternative>,
    pub(super) names: Vec<(InspectorId, String)>,
    pub(super) editable: bool,
    pub(super) on_edit: Callback<Edit>,
}

#[component]
pub(super) fn Conflict(props: &ConflictProps) -> Html {
    let t = use_t();
    html! {
        <Banner tone={Tone::Danger} title={t.inspect.conflict} testid={format!("conflict-{}", props.item.id)}>
            <p>{ t.inspect.conflict_hint }</p>
            { for props.alternatives.iter().enumerate().map(|(n, alternative)| {
                let (item, value) = (props.item.id.clone(), alternative.value.clone());
                let onclick = props.on_edit.reform(move |_: MouseEvent| Edit::Settle { item: item.clone(), value: value.clone() });
                html! {
                    <div class="row between" key={n}>
                        <span>
                            <span class="strong">{ answer_words(&props.item.kind, &alternative.value) }</span>
                            { " · " }{ name(&props.names, &alternative.stamp.by) }{ " · " }{ alternative.stamp.at.china_minute() }
                        </span>
                        <Button {onclick} disabled={!props.editable} testid={format!("settle-{}-{n}", props.item.id)}>{ t.inspect.settle }</Button>
                    </div>
                }
            }) }
        </Banner>
    }
}

/// A name out of the card's own list.
pub(super) fn name(names: &[(InspectorId, String)], by: &InspectorId) -> String {
    names
        .iter()
        .find(|(id, _)| id == by)
        .map_or_else(|| by.to_string(), |(_, name)| name.clone())
}
