//! How the subject got its copy: recorded after the seal, beside the record (送交情况).
//!
//! `data-testid`: `copy`, `copy-means-<code>`, `copy-to`, `copy-position`, `copy-address`, `copy-record`, and those of
//! the list of acts.

use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::pages::acts;
use crate::state::work::Entry;
use crate::ui::{Button, ButtonKind, Card, Choice, Field, SavedTag, Segmented, TextInput, Tone, use_toaster};
use domain::inspection::act::{Act, CopyMeans, WHO_CHARS_MAX, is_too_long};
use domain::inspection::edit::Edit;
use domain::inspection::signature::Signer;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct CopyGivenProps {
    pub entry: Rc<Entry>,
}

/// The card; nothing before the first seal.
#[component]
pub fn CopyGiven(props: &CopyGivenProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let toaster = use_toaster();
    let entry = &props.entry;
    let (name, place) = signer(entry);
    let means = use_state_eq(|| None::<CopyMeans>);
    let to = use_state_eq(|| name);
    let position = use_state_eq(|| place);
    let address = use_state_eq(String::new);
    if entry.view.seals.is_empty() {
        return Html::default();
    }
    let set = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text: String| state.set(text))
    };
    let on_pick = {
        let means = means.setter();
        Callback::from(move |code: AttrValue| means.set(CopyMeans::of_code(&code)))
    };
    let addressed = means.is_some_and(CopyMeans::needs_address);
    let long = |text: &str| is_too_long(text).then(|| AttrValue::from((t.acts.too_long)(WHO_CHARS_MAX)));
    let fits = [&to, &position, &address]
        .into_iter()
        .all(|text| !is_too_long(text));
    let ready = fits && means.is_some() && !to.trim().is_empty() && !(addressed && address.trim().is_empty());
    let record = {
        let (tablet, inspection, means) = (tablet.clone(), entry.id().clone(), means.clone());
        let (to, position, address) = (to.clone(), position.clone(), address.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(chosen) = *means else { return };
            let act = Act::CopyGiven {
                means: chosen,
                to: to.trim().to_owned(),
                position: position.trim().to_owned(),
                address: match chosen.needs_address() {
                    true => address.trim().to_owned(),
                    false => String::new(),
                },
            };
            tablet.edit(&inspection, Edit::Act { act });
            means.set(None);
            toaster.show(Tone::Ok, t.acts.copy_kept);
        })
    };
    let choices = CopyMeans::ALL.map(|m| Choice::new(m.code(), (t.sheet.means)(m)));
    let selected = means
        .iter()
        .map(|m| AttrValue::from(m.code()))
        .collect::<Vec<_>>();
    html! {
        <div class="no-print">
            <Card title={t.acts.copy} aside={html! { <SavedTag state={entry.saved} /> }} testid="copy">
                <p class="soft">{ t.acts.copy_hint }</p>
                <Segmented label={t.acts.means_label} choices={choices.to_vec()} {selected} {on_pick} testid="copy-means" />
                <Field id="copy-to" label={t.acts.to} error={long(&to)}>
                    <TextInput id="copy-to" testid="copy-to" value={(*to).clone()} oninput={set(&to)} />
                </Field>
                <Field id="copy-position" label={t.acts.position} error={long(&position)}>
                    <TextInput id="copy-position" testid="copy-position" value={(*position).clone()} oninput={set(&position)} />
                </Field>
                if addressed {
                    <Field id="copy-address" label={t.acts.address} error={long(&address)}>
                        <TextInput id="copy-address" testid="copy-address" value={(*address).clone()} oninput={set(&address)} />
                    </Field>
                }
                <div class="row"><Button kind={ButtonKind::Primary} disabled={!ready} onclick={record} testid="copy-record">{ t.acts.record_copy }</Button></div>
                if !entry.view.acts.is_empty() { { acts::list(&entry.view.acts, &entry.package, t) } }
            </Card>
        </div>
    }
}

/// Who signed for the subject: most often he takes the copy too.
pub fn signer(entry: &Entry) -> (String, String) {
    for signature in entry.view.signatures.iter().rev() {
        if let Signer::Subject { name, position } = &signature.signature.signer {
            return (name.clone(), position.clone());
        }
    }
    Default::default()
}
