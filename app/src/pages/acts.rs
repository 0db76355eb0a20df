//! What was done with a record after its seal, as tablet, office and paper show it.
//!
//! `data-testid`: `act-<n>`.

use crate::i18n::Messages;
use domain::assignment::Package;
use domain::inspection::act::{Act, ActView};
use yew::prelude::*;

/// The acts, oldest first; nothing where there is none.
pub fn list(acts: &[ActView], package: &Package, t: &'static Messages) -> Html {
    let name = |view: &ActView| {
        let member = package.team.iter().find(|m| m.inspector == view.stamp.by);
        member.map_or_else(|| view.stamp.by.to_string(), |m| m.name.clone())
    };
    html! {
        <ul class="lines">
            { for acts.iter().enumerate().map(|(n, view)| html! {
                <li key={view.key.clone()} data-testid={format!("act-{n}")}>
                    <p>{ t.sheet.act(&view.act) }</p>
                    if let Act::RemediesTold { text, cite, .. } = &view.act { <p class="small">{ text.clone() }{ " " }<span class="cite" lang="zh-CN">{ cite.clone() }</span></p> }
                    <p class="small soft">{ name(view) }{ " · " }{ view.stamp.at.china_minute() }</p>
                </li>
            }) }
        </ul>
    }
}
