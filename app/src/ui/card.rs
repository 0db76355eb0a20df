//! A card groups what belongs together, under a heading of its own.

use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct CardProps {
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Small controls or tags beside the heading.
    #[prop_or_default]
    pub aside: Html,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
}

/// A card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    html! {
        <section class="card" data-testid={props.testid.clone()}>
            if let Some(title) = &props.title {
                <header class="row between">
                    <h2>{ title.clone() }</h2>
                    <div class="row tight">{ props.aside.clone() }</div>
                </header>
            }
            { props.children.clone() }
        </section>
    }
}
