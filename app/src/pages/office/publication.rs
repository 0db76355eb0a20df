//! What publication would show, beside what is left out and by which article; then the act itself.
//!
//! `data-testid`: `publication`, `publication-field` (one a field), `publication-redacted` (one a field left
//! out), `publication-publish`, `publication-step` (one a step the rules want before), `publication-publish-confirm`,
//! `publication-done`.

use super::frame::Head;
use super::inspection::review::send;
use crate::hooks::remote::{use_act, use_remote};
use crate::hooks::session::use_seat;
use crate::i18n::tables::publicity::PublicityWords;
use crate::i18n::{Messages, use_publicity, use_t};
use crate::route::OfficeRoute;
use crate::ui::{
    Banner, Button, ButtonKind, Card, Demands, Dialog, Failed, Field, Table, TextInput, Tone, remote,
};
use domain::access::Action;
use domain::publication::{steps, steps_missing};
use domain::review::ReviewAct;
use domain::wire::api::{PublicationPreview, ReviewRequest};
use std::collections::BTreeMap;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct PublicationProps {
    pub id: AttrValue,
}

/// The preview.
#[component]
pub fn Publication(props: &PublicationProps) -> Html {
    let (t, w) = (use_t(), use_publicity());
    let may = use_seat().is_some_and(|seat| seat.may(Action::Publish));
    let preview = use_remote::<PublicationPreview>(Some(
        format!("/api/v1/inspections/{}/publication", props.id).into(),
    ));
    let act = use_act();
    let asking = use_state_eq(|| false);
    let told = use_state_eq(BTreeMap::<String, String>::new);
    let close = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let ask = {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    let publish = {
        let (act, id, close, reload) = (
            act.clone(),
            props.id.clone(),
            close.clone(),
            preview.reload.clone(),
        );
        let told = told.clone();
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            let reload = reload.clone();
            let body = ReviewRequest {
                act: ReviewAct::Publish,
                comment: String::new(),
                steps: told
                    .iter()
                    .map(|(step, who)| (step.clone(), who.clone()))
                    .collect(),
            };
            send(&act, &id, body, move || reload.emit(()));
        })
    };
    let demands = preview
        .state
        .value()
        .map_or_else(Vec::new, |p| p.result.demands.clone());
    let words: Vec<_> = told
        .iter()
        .map(|(step, who)| (step.clone(), who.clone()))
        .collect();
    let incomplete = !steps_missing(&demands, &words).is_empty();
    let published = preview.state.value().and_then(|p| p.result.published_at);
    html! {
        <>
            <Head title={t.inspections.publication} back={OfficeRoute::Inspection { id: props.id.to_string() }}>
                if may && published.is_none() && preview.state.value().is_some() {
                    <Button kind={ButtonKind::Primary} busy={act.busy} onclick={ask} testid="publication-publish">{ t.inspections.publish }</Button>
                }
            </Head>
            if let Some(at) = published {
                <Banner tone={Tone::Ok} title={t.inspections.published} testid="publication-done"><p>{ at.china_minute() }</p></Banner>
            }
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            { remote(&preview, |p| view(t, w, p)) }
            if *asking {
                <Dialog title={t.inspections.publish_title} on_close={close.clone()} actions={html! {
                    <>
                        <Button onclick={close.reform(|_: MouseEvent| ())}>{ t.common.cancel }</Button>
                        <Button kind={ButtonKind::Primary} disabled={incomplete} onclick={publish} testid="publication-publish-confirm">{ t.inspections.publish }</Button>
                    </>
                }}>
                    <p>{ t.inspections.publish_words }</p>
                    <Steps steps={steps(&demands)} told={told.clone()} />
                </Dialog>
            }
        </>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct StepsProps {
    /// Step and article.
    steps: Vec<(String, String)>,
    told: UseStateHandle<BTreeMap<String, String>>,
}

/// The steps the rules want before publication, each with who did it and when.
#[component]
fn Steps(props: &StepsProps) -> Html {
    let w = use_publicity();
    if props.steps.is_empty() {
        return Html::default();
    }
    html! {
        <div class="stack">
            <h3>{ w.steps_title }</h3>
            <p class="small soft">{ w.steps_hint }</p>
            { for props.steps.iter().enumerate().map(|(n, (step, cite))| {
                let id = format!("publication-step-{n}");
                let (told, key) = (props.told.clone(), step.clone());
                let oninput = Callback::from(move |who: String| {
                    let mut next = (*told).clone();
                    next.insert(key.clone(), who);
                    told.set(next);
                });
                let value = props.told.get(step).cloned().unwrap_or_default();
                html! {
                    <Field label={step.clone()} id={id.clone()} hint={(w.step_cite)(cite)}>
                        <TextInput {id} {value} {oninput} testid="publication-step" />
                    </Field>
                }
            }) }
        </div>
    }
}

fn view(t: &'static Messages, w: &'static PublicityWords, p: &PublicationPreview) -> Html {
    let i = &t.inspections;
    let head = vec![i.field_left_out.into(), t.draw.cite.into()];
    html! {
        <div class="two" data-testid="publication">
            <Card title={i.publication_shows}>
                <h3>{ &p.result.task_title }</h3>
                <dl class="facts">
                    { for p.result.fields.iter().map(|(label, text)| html! {
                        <><dt lang="zh-CN">{ label }</dt><dd class="pre" lang="zh-CN" data-testid="publication-field">{ text }</dd></>
                    }) }
                    <dt>{ i.record_digest }</dt><dd class="mono small">{ &p.result.record_sha256 }</dd>
                </dl>
            </Card>
            <Card title={w.title}>
                if p.result.demands.is_empty() { <p class="soft">{ w.silent }</p> }
                <Demands demands={p.result.demands.clone()} due={p.due.clone()} />
            </Card>
            <Card title={i.publication_hides}>
                if p.redacted.is_empty() { <p class="soft">{ i.publication_hides_none }</p> } else {
                    <Table caption={i.publication_hides} {head}>
                        { for p.redacted.iter().map(|(field, cite)| html! {
                            <tr lang="zh-CN" data-testid="publication-redacted"><td class="strong">{ field }</td><td class="cite">{ cite }</td></tr>
                        }) }
                    </Table>
                }
            </Card>
        </div>
    }
}
