//! An item that the office settled online: its result and who answers for it, and nothing to tap.
//!
//! `data-testid`: `settled-<item>`.

use crate::i18n::use_t;
use crate::ui::{Banner, IconName, Tag, Tone};
use domain::inspection::online::Locked;
use domain::regime::form::Item;
use domain::regime::relevance::{Verdict, verdict};
use domain::submission::answer_words;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct SettledProps {
    pub(super) item: Rc<Item>,
    pub(super) locked: Locked,
}

/// What stands in the place of the answer.
#[component]
pub(super) fn Settled(props: &SettledProps) -> Html {
    let t = use_t();
    let (item, s) = (&props.item, &props.locked.settled);
    let value = s.value.clone().unwrap_or_default();
    let tone = match verdict(&item.kind, &value) {
        Verdict::Problem => Tone::Danger,
        Verdict::Fine | Verdict::NotApplicable | Verdict::Neutral | Verdict::Unanswered => Tone::Ok,
    };
    let otherwise = props.locked.otherwise();
    html! {
        <div class="stack tight" data-testid={format!("settled-{}", item.id)}>
            <div class="row"><Tag {tone} icon={IconName::Lock}>{ answer_words(&item.kind, &value) }</Tag></div>
            <p class="small strong">{ t.settled.locked }</p>
            <p class="small soft">{ (t.settled.by)(&s.means, &s.department, &s.at.china_minute()) }</p>
            if !s.words.is_empty() { <p>{ s.words.clone() }</p> }
            if !otherwise.is_empty() {
                <Banner tone={Tone::Warn} title={(t.settled.otherwise)(&said(item, &props.locked))}><p>{ t.settled.differs_hint }</p></Banner>
            }
        </div>
    }
}

fn said(item: &Item, locked: &Locked) -> String {
    let otherwise = locked.otherwise();
    let words: Vec<String> = otherwise
        .iter()
        .map(|a| answer_words(&item.kind, &a.value))
        .collect();
    words.join("；")
}
