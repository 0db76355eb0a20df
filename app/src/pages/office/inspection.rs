//! The file of one inspection at the office: everything the field handed in, who said it, and the review.
//!
//! `data-testid`: `inspection` (`data-review`, `data-state`), `originals-missing`, `open-differences`,
//! `clock-moved`, `quarantined`, `to-paper`, `trail`; further ones in [`answers`], [`evidence`], [`signatures`], [`review`],
//! [`print`].

pub mod answers;
pub mod evidence;
mod found;
pub mod print;
pub mod review;
pub mod settle;
pub mod signatures;
mod taken;

use super::clocks::due_list;
use super::frame::Head;
use super::inspections::review_tag;
use crate::hooks::remote::use_remote;
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::ui::{Banner, Card, IconName, LinkButton, Tag, ToldRules, Tone, remote};
use domain::access::Action;
use domain::id::InspectorId;
use domain::inspection::view::{DocState, Stamp};
use domain::time::Date;
use domain::wire::api::InspectionDetail;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct InspectionProps {
    pub id: AttrValue,
}

/// One inspection.
#[component]
pub fn Inspection(props: &InspectionProps) -> Html {
    let t = use_t();
    let seat = use_seat();
    let may_order = seat.as_ref().is_some_and(|seat| seat.may(Action::OrderVisit));
    let today = seat.map(|seat| seat.now().china_date());
    let file = use_remote::<InspectionDetail>(Some(format!("/api/v1/inspections/{}", props.id).into()));
    let title = file
        .state
        .value()
        .map_or(AttrValue::from(""), |f| f.row.subject_name.clone().into());
    html! {
        <>
            <Head {title} back={OfficeRoute::Inspections}>
                if let Some(f) = file.state.value() {
                    <Tag>{ (t.inspections.doc_state)(f.row.state) }</Tag>
                    { review_tag(t, f.row.review) }
                }
            </Head>
            { remote(&file, |f| view(t, today, f, &file.reload, may_order)) }
        </>
    }
}

fn view(
    t: &'static Messages,
    today: Option<Date>,
    f: &InspectionDetail,
    reload: &Callback<()>,
    may_order: bool,
) -> Html {
    html! {
        <div class="file" data-testid="inspection" data-review={format!("{:?}", f.row.review)} data-state={format!("{:?}", f.row.state)}>
            <div class="stack loose file-main">
                { notices(t, f) }
                { facts(t, f) }
                { answers::skip(t, f) }
                { answers::steps(t, f) }
                { found::card(t, f) }
                { settle::departments(t, f) }
                <settle::Settle file={f.clone()} done={reload.clone()} />
                <answers::Forms file={f.clone()} />
                { answers::words(t, f) }
                { answers::supplements(t, f) }
                <evidence::Evidence file={f.clone()} />
                { signatures::signatures(t, f) }
            </div>
            <div class="stack loose file-side">
                <review::Review file={f.clone()} done={reload.clone()} />
                if may_order && f.row.state == DocState::Sealed {
                    <LinkButton<OfficeRoute> to={OfficeRoute::Recheck { id: f.row.id.to_string() }} icon={IconName::Undo} wide={true} testid="to-recheck">{ t.visit.recheck }</LinkButton<OfficeRoute>>
                }
                <taken::Taken id={f.row.id.to_string()} />
                if !f.due.is_empty() { <Card title={t.inspections.deadlines}>{ due_list(t, today, &f.due) }</Card> }
                if !f.follows.is_empty() { <Card title={t.inspections.follows}><ToldRules rules={f.follows.clone()} /></Card> }
            </div>
        </div>
    }
}

fn notices(t: &'static Messages, f: &InspectionDetail) -> Html {
    html! {
        <>
            if f.row.originals_missing > 0 {
                <Banner tone={Tone::Warn} title={(t.inspections.originals_missing)(f.row.originals_missing)} testid="originals-missing" />
            }
            if f.row.open_differences > 0 {
                <Banner tone={Tone::Danger} title={(t.inspections.differences)(f.row.open_differences)} testid="open-differences" />
            }
            if !f.view.clock_moves.is_empty() {
                <Banner tone={Tone::Warn} title={(t.inspections.clock_moved)(f.view.clock_moves.len())} testid="clock-moved">
                    { for f.view.clock_moves.iter().map(|m| html! {
                        <p class="small">{ (t.inspections.clock_moved_line)(&name(f, &m.stamp.by), &m.moved.ran.china_second().replace('T', " "), &m.moved.told.china_second().replace('T', " ")) }</p>
                    }) }
                </Banner>
            }
            if f.quarantined > 0 {
                <Banner tone={Tone::Warn} title={(t.inspections.quarantined)(f.quarantined)} testid="quarantined" />
            }
        </>
    }
}

fn facts(t: &'static Messages, f: &InspectionDetail) -> Html {
    let p = &f.package;
    let draw = match &p.proof {
        Some(proof) => {
            let place = (t.inspections.drawn_at)(proof.position + 1, proof.sample);
            format!("{place} · {}", (t.inspections.visit)(p.visit_no))
        }
        None => t.inspections.not_random.to_owned(),
    };
    html! {
        <Card title={p.task_title.clone()}>
            <dl class="facts">
                <dt>{ t.plan.regime }</dt><dd>{ format!("{} {}", p.regime, p.excerpt.title) }</dd>
                <dt>{ t.draw.subject }</dt><dd>{ &p.subject.name }<span class="small soft block">{ &p.subject.address }</span></dd>
                <dt>{ t.draw.result }</dt><dd>{ draw }</dd>
                if let Some(occasion) = &p.occasion {
                    <dt>{ t.visit.occasion }</dt>
                    <dd data-testid="occasion">
                        { &occasion.label }{ " " }<span class="cite" lang="zh-CN">{ &occasion.cite }</span><span class="small soft block">{ &occasion.reason }</span>
                        if let Some(prior) = &occasion.prior {
                            <span class="block"><Link<OfficeRoute> to={OfficeRoute::Inspection { id: prior.inspection.to_string() }} classes="link">{ (t.visit.then)(&prior.sealed_at.china_minute()) }</Link<OfficeRoute>></span>
                        }
                    </dd>
                }
                <dt>{ t.inspections.team }</dt>
                <dd>
                    { for p.team.iter().map(|m| html! {
                        <span class="block" key={m.inspector.to_string()}>
                            { &m.name }{ " " }<span class="small soft">{ format!("{} · {}", (t.inspections.role)(m.role), m.certificate_no) }</span>
                        </span>
                    }) }
                </dd>
            </dl>
        </Card>
    }
}

/// An officer's name, as the package has it; the id of somebody who is not of the team.
fn name(f: &InspectionDetail, inspector: &InspectorId) -> String {
    f.package
        .team
        .iter()
        .find(|m| m.inspector == *inspector)
        .map_or_else(|| inspector.to_string(), |m| m.name.clone())
}

/// Who and when, in one line.
fn stamp(t: &Messages, f: &InspectionDetail, s: &Stamp) -> String {
    (t.inspections.by)(&name(f, &s.by), &s.at.china_minute())
}
