//! The commitment to publish, and where each witness stands.
//!
//! `data-testid`: `task-commitment`, `task-copy`, `task-witness` (one a witness, `data-user`, `data-step`),
//! `task-no-witness`.

use crate::i18n::{Messages, use_t};
use crate::shell::dom;
use crate::ui::{Banner, Button, Card, Tag, Tone, use_toaster};
use domain::wire::api::{TaskDetail, WitnessStatus};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct CommitmentProps {
    pub commitment: AttrValue,
    pub seq: Option<u64>,
}

/// The digest to publish before the draw.
#[component]
pub fn Commitment(props: &CommitmentProps) -> Html {
    let t = use_t();
    let toaster = use_toaster();
    let copy = {
        let commitment = props.commitment.clone();
        Callback::from(move |_: MouseEvent| {
            dom::copy(&commitment);
            toaster.show(Tone::Ok, t.draw.copied);
        })
    };
    let aside = html! { <Button onclick={copy} testid="task-copy">{ t.draw.copy }</Button> };
    html! {
        <Card title={t.draw.commitment} {aside}>
            <p class="digest" data-testid="task-commitment">{ props.commitment.clone() }</p>
            if let Some(seq) = props.seq { <p class="small soft">{ (t.draw.log_entry)(seq) }</p> }
            <p class="small soft">{ t.draw.commitment_hint }</p>
        </Card>
    }
}

/// The witnesses of a task.
pub fn witnesses(t: &'static Messages, task: &TaskDetail) -> Html {
    html! {
        <Card title={t.draw.witnesses}>
            { label(t, task.witnesses.len()) }
            <ul class="lines">{ for task.witnesses.iter().map(|w| one(t, w)) }</ul>
        </Card>
    }
}

/// Fewer than two independent parties is legal and said aloud.
pub fn label(t: &'static Messages, witnesses: usize) -> Html {
    match witnesses {
        0 => html! { <Banner tone={Tone::Warn} title={t.draw.no_witness} testid="task-no-witness" /> },
        1 => html! { <Banner tone={Tone::Warn} title={t.draw.one_witness} testid="task-no-witness" /> },
        _ => Html::default(),
    }
}

fn one(t: &'static Messages, w: &WitnessStatus) -> Html {
    let (step, tone, words) = match (&w.committed, w.revealed) {
        (None, _) => ("commit", Tone::Plain, t.draw.witness_waiting_commit),
        (Some(_), false) => ("reveal", Tone::Accent, t.draw.witness_waiting_reveal),
        (Some(_), true) => ("done", Tone::Ok, t.draw.witness_done),
    };
    html! {
        <li key={w.user.to_string()} data-testid="task-witness" data-user={w.user.to_string()} data-step={step}>
            <div class="row between"><span class="strong">{ &w.name }</span><Tag {tone}>{ words }</Tag></div>
            if let Some(commitment) = &w.committed { <p class="mono small soft">{ commitment }</p> }
        </li>
    }
}
