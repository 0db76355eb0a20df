//! Finding somebody or something in a roster: type, then tap one hit.
//!
//! `data-testid`: that of the caller, and `visit-hit-<id>` or what the caller names (one a hit).

use crate::hooks::remote::use_search;
use crate::shell::http;
use crate::ui::{Button, ButtonKind, TextInput, remote};
use domain::wire::api::RosterPage;
use yew::prelude::*;

/// Hits shown of a search; who types on finds the others.
const HITS: usize = 6;

/// One entry of a roster as it is chosen: id and name.
pub type Chosen = (String, String);

#[derive(Debug, PartialEq, Properties)]
pub struct FinderProps {
    /// `subjects` or `inspectors`.
    pub kind: AttrValue,
    pub label: AttrValue,
    pub testid: AttrValue,
    /// Test name of a hit, before its id.
    #[prop_or(AttrValue::Static("visit-hit"))]
    pub hit: AttrValue,
    pub on_pick: Callback<Chosen>,
}

/// A search in a roster; a tap on a hit chooses it.
#[component]
pub fn Finder(props: &FinderProps) -> Html {
    let query = use_state_eq(String::new);
    // Nothing is looked for before somebody types: hits of another question invite a wrong tap.
    let asked = (!query.trim().is_empty())
        .then(|| format!("/api/v1/rosters/{}?q={}&page=0", props.kind, http::encode(&query)));
    let hits = use_search::<RosterPage>(asked.map(AttrValue::from));
    let search = {
        let query = query.setter();
        Callback::from(move |text: String| query.set(text))
    };
    let line = |id: String, name: String, more: String| {
        let onclick = {
            let (pick, hit, query) = (props.on_pick.clone(), (id.clone(), name.clone()), query.setter());
            Callback::from(move |_: MouseEvent| {
                query.set(String::new());
                pick.emit(hit.clone());
            })
        };
        let testid = format!("{}-{id}", props.hit);
        html! { <li key={id}><Button kind={ButtonKind::Quiet} {onclick} {testid}>{ name }{ " " }<span class="small soft">{ more }</span></Button></li> }
    };
    html! {
        <div class="stack tight">
            <TextInput id={props.testid.clone()} kind="search" value={(*query).clone()} oninput={search} label={props.label.clone()} placeholder={props.label.clone()} testid={props.testid.clone()} />
            if !query.trim().is_empty() {
                { remote(&hits, |page| html! {
                    <ul class="lines">
                        { for page.subjects.iter().take(HITS).map(|s| line(s.id.to_string(), s.name.clone(), format!("{} {}", s.id, s.address))) }
                        { for page.inspectors.iter().take(HITS).map(|i| line(i.id.to_string(), i.name.clone(), format!("{} {}", i.certificate_no, i.department))) }
                    </ul>
                }) }
            }
        </div>
    }
}
