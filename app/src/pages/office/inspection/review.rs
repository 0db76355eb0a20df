//! The review: return with words, approve, go on to the publication; and what was done before.
//!
//! `data-testid`: `review`, `review-comment`, `review-return`, `review-approve`, `review-to-publication`,
//! `review-skip` (who approves a skip), `review-entry` (one an act).

use crate::hooks::remote::{UseAct, use_act};
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::shell::http;
use crate::ui::{Button, ButtonKind, Card, Failed, Field, LinkButton, TextArea, Tone, use_toaster};
use domain::access::Action;
use domain::review::{ReviewAct, ReviewEntry, ReviewState, action_for, skip_approval};
use domain::wire::api::{InspectionDetail, ReviewRequest};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct ReviewProps {
    pub file: InspectionDetail,
    pub done: Callback<()>,
}

/// The reviewer's side of the file.
#[component]
pub fn Review(props: &ReviewProps) -> Html {
    let t = use_t();
    let seat = use_seat();
    let may = |action| seat.as_ref().is_some_and(|seat| seat.may(action));
    let f = &props.file;
    let id = f.row.id.to_string();
    let approve = action_for(ReviewAct::Approve, &f.package, &f.view);
    let body = match f.row.review {
        ReviewState::Pending => html! { <p class="soft">{ t.inspections.review_wait }</p> },
        ReviewState::Received | ReviewState::Amended if may(Action::Review) || may(approve) => {
            html! { <Acts file={f.clone()} done={props.done.clone()} /> }
        }
        ReviewState::Approved if may(Action::Publish) => html! {
            <LinkButton<OfficeRoute> to={OfficeRoute::Publication { id }} kind={ButtonKind::Primary} wide={true} testid="review-to-publication">
                { t.inspections.to_publication }
            </LinkButton<OfficeRoute>>
        },
        ReviewState::Published => html! {
            <LinkButton<OfficeRoute> to={OfficeRoute::Publication { id }} wide={true} testid="review-to-publication">{ t.inspections.publication }</LinkButton<OfficeRoute>>
        },
        ReviewState::Received | ReviewState::Amended | ReviewState::HasIssues | ReviewState::Approved => {
            html! { <p class="soft">{ (t.office.review_state)(f.row.review) }</p> }
        }
    };
    html! {
        <>
            <Card title={t.inspections.review_title} testid="review">{ body }</Card>
            <Card title={t.inspections.history}>
                if f.history.is_empty() { <p class="soft">{ t.inspections.history_none }</p> }
                <ul class="lines">{ for f.history.iter().map(|entry| past(t, entry)) }</ul>
            </Card>
        </>
    }
}

fn past(t: &'static Messages, entry: &ReviewEntry) -> Html {
    html! {
        <li data-testid="review-entry" data-act={format!("{:?}", entry.act)}>
            <p class="strong">{ (t.inspections.act)(entry.act) }</p>
            if !entry.comment.is_empty() { <p class="pre">{ &entry.comment }</p> }
            <p class="small soft">{ (t.inspections.by)(entry.by.as_str(), &entry.at.china_minute()) }</p>
        </li>
    }
}

#[component]
fn Acts(props: &ReviewProps) -> Html {
    let t = use_t();
    let i = &t.inspections;
    let act = use_act();
    let toaster = use_toaster();
    let comment = use_state_eq(String::new);
    let missing = use_state_eq(|| false);
    let f = &props.file;
    let open = f.row.open_differences > 0;
    let seat = use_seat();
    let may = |act| {
        seat.as_ref()
            .is_some_and(|seat| seat.may(action_for(act, &f.package, &f.view)))
    };
    let start = {
        let (id, done) = (props.file.row.id.to_string(), props.done.clone());
        let (act, comment, missing) = (act.clone(), comment.clone(), missing.setter());
        move |deed: ReviewAct, said: &'static str| {
            let (id, done, act) = (id.clone(), done.clone(), act.clone());
            let (comment, missing, toaster) = (comment.clone(), missing.clone(), toaster.clone());
            Callback::from(move |_: MouseEvent| {
                let wordless = deed == ReviewAct::Return && comment.trim().is_empty();
                missing.set(wordless);
                if !wordless {
                    let (done, toaster) = (done.clone(), toaster.clone());
                    let body = ReviewRequest {
                        act: deed,
                        comment: comment.trim().to_owned(),
                        steps: Vec::new(),
                    };
                    send(&act, &id, body, move || {
                        toaster.show(Tone::Ok, said);
                        done.emit(());
                    });
                }
            })
        }
    };
    let oninput = {
        let comment = comment.setter();
        Callback::from(move |text: String| comment.set(text))
    };
    html! {
        <div class="stack">
            <Field label={i.comment} id="review-comment" hint={i.comment_hint} error={missing.then(|| AttrValue::from(i.comment_missing))}>
                <TextArea id="review-comment" rows={4} value={(*comment).clone()} {oninput} testid="review-comment" />
            </Field>
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            if open { <p class="small">{ i.open_first }</p> }
            if let Some(reason) = skip_approval(&f.package, &f.view) {
                <p class="small" data-testid="review-skip">{ (t.skip.approver)(&reason.approver) }{ " " }<span class="cite">{ reason.approver_cite.clone() }</span></p>
            }
            if may(ReviewAct::Return) { <Button kind={ButtonKind::Danger} wide={true} busy={act.busy} onclick={start(ReviewAct::Return, i.returned)} testid="review-return">{ i.return_it }</Button> }
            if may(ReviewAct::Approve) { <Button kind={ButtonKind::Primary} wide={true} busy={act.busy} disabled={open} onclick={start(ReviewAct::Approve, i.approved)} testid="review-approve">{ i.approve }</Button> }
        </div>
    }
}

/// Sends one review act.
pub(crate) fn send(act: &UseAct, id: &str, body: ReviewRequest, done: impl FnOnce() + 'static) {
    let path = format!("/api/v1/inspections/{id}/review");
    act.start(
        async move { http::post::<_, InspectionDetail>(&path, &body).await },
        move |_| done(),
    );
}
