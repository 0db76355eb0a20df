//! Photos with marks that are no copy yet, wherever something would end them: each with the way to it.
//!
//! `data-testid`: `drawn-<evidence id>`, `drawn-go-<evidence id>`.

use super::photo::unsaved::name;
use crate::i18n::use_t;
use crate::route::FieldRoute;
use crate::shell::tablet::Drawn;
use crate::ui::{Banner, IconName, LinkButton, Tone};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct StillDrawnProps {
    pub drawn: Vec<Drawn>,
    /// What would become of them.
    pub hint: AttrValue,
}

/// A banner each.
#[component]
pub fn StillDrawn(props: &StillDrawnProps) -> Html {
    let t = use_t();
    let banner = |one: &Drawn| {
        let id = &one.photo.id;
        let item = one
            .photo
            .item
            .as_ref()
            .map_or_else(|| "-".to_owned(), ToString::to_string);
        let to = FieldRoute::Photo {
            id: one.entry.id().to_string(),
            item,
        };
        html! {
            <Banner key={id.to_string()} tone={Tone::Warn} title={(t.annotate.unsaved)(&name(&one.photo), one.marks)} testid={format!("drawn-{id}")}>
                <p>{ props.hint.clone() }</p>
                <div class="row"><LinkButton<FieldRoute> {to} icon={IconName::Next} testid={format!("drawn-go-{id}")}>{ t.closing.go_there }</LinkButton<FieldRoute>></div>
            </Banner>
        }
    };
    html! { <>{ for props.drawn.iter().map(banner) }</> }
}
