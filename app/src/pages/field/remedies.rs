//! How the subject may seek redress, told when the record is closed (救济途径告知) and recorded beside the seal.
//!
//! `data-testid`: `remedies`, `remedies-to`, `remedy-tell-<n>`, `remedy-told-<n>`.

use super::copy::signer;
use super::steps::SourceTag;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::state::work::Entry;
use crate::ui::{Button, ButtonKind, Card, Field, IconName, Tag, TextInput, Tone};
use domain::inspection::act::Act;
use domain::inspection::edit::Edit;
use domain::regime::excerpt::CitedText;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct RemediesProps {
    pub entry: Rc<Entry>,
}

/// The card; nothing where no rule has a text, or nobody was met.
#[component]
pub fn Remedies(props: &RemediesProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let entry = &props.entry;
    let to = use_state_eq(|| signer(entry).0);
    let remedies = &entry.package.excerpt.remedies;
    if remedies.is_empty() || entry.view.skip.is_some() {
        return Html::default();
    }
    let told = |rule: &CitedText| {
        let acts = entry.view.acts.iter();
        acts.filter(|a| matches!(&a.act, Act::RemediesTold { cite, .. } if cite == &rule.cite))
            .count()
            > 0
    };
    let tell = |rule: &CitedText| {
        let (tablet, inspection) = (tablet.clone(), entry.id().clone());
        let act = Act::RemediesTold {
            to: to.trim().to_owned(),
            text: rule.text.clone(),
            cite: rule.cite.clone(),
        };
        Callback::from(move |_: MouseEvent| tablet.edit(&inspection, Edit::Act { act: act.clone() }))
    };
    let oninput = {
        let to = to.setter();
        Callback::from(move |text: String| to.set(text))
    };
    html! {
        <Card title={t.acts.remedies} testid="remedies">
            <p class="soft">{ t.acts.remedies_hint }</p>
            if remedies.iter().any(|r| !told(r)) {
                <Field id="remedies-to" label={t.acts.told_to}>
                    <TextInput id="remedies-to" testid="remedies-to" value={(*to).clone()} {oninput} />
                </Field>
            }
            { for remedies.iter().enumerate().map(|(n, rule)| html! {
                <div class="stack tight step" key={n}>
                    <p lang="zh-CN">{ rule.text.clone() }</p>
                    <div class="row between">
                        <span class="row tight"><span class="cite" lang="zh-CN">{ rule.cite.clone() }</span><SourceTag source={rule.source} /></span>
                        if told(rule) {
                            <Tag tone={Tone::Ok} icon={IconName::Check} testid={format!("remedy-told-{n}")}>{ t.acts.told }</Tag>
                        } else {
                            <Button kind={ButtonKind::Primary} disabled={to.trim().is_empty()} onclick={tell(rule)} testid={format!("remedy-tell-{n}")}>{ t.acts.tell }</Button>
                        }
                    </div>
                </div>
            }) }
        </Card>
    }
}
