//! Regimes: the list, and one read aloud with what a plan must fill in.
//!
//! `data-testid`: `regimes`, `regime-link-{id}`, `regime-page`, `regime-input` (one an input, `data-gap`),
//! `regime-text`.

use super::frame::Head;
use crate::hooks::remote::use_remote;
use crate::i18n::{Messages, use_t};
use crate::pages::office::clocks::due_list;
use crate::route::OfficeRoute;
use crate::state::office::page_text::{Block, blocks};
use crate::ui::{Card, Choice, Empty, Tag, Tone, remote};
use domain::wire::api::{PlanInputView, RegimePage, RegimeSummary};
use yew::prelude::*;
use yew_router::prelude::*;

/// The regimes to choose from, by number and issuer; what each is called stands beside the choice ([`title_of`]).
pub(super) fn choices(first: &'static str, regimes: &[RegimeSummary]) -> Vec<Choice> {
    let each = regimes.iter();
    std::iter::once(Choice::new("", first))
        .chain(each.map(|r| Choice::new(r.id.to_string(), format!("{} {}", r.id, r.issuer))))
        .collect()
}

/// What the chosen regime is called.
pub(super) fn title_of(id: &str, regimes: &[RegimeSummary]) -> Option<AttrValue> {
    let chosen = regimes.iter().find(|r| r.id.as_str() == id)?;
    Some(chosen.title.clone().into())
}

/// The list.
#[component]
pub fn Regimes() -> Html {
    let t = use_t();
    let regimes = use_remote::<Vec<RegimeSummary>>(Some("/api/v1/regimes".into()));
    html! {
        <>
            <Head title={t.administration.regimes} />
            <p class="soft">{ t.administration.regimes_hint }</p>
            { remote(&regimes, |regimes| html! {
                if regimes.is_empty() {
                    <Empty title={t.administration.regimes_none}><p>{ t.administration.regimes_none_hint }</p></Empty>
                } else {
                    <Card testid="regimes"><ul class="lines">{ for regimes.iter().map(|r| row(t, r)) }</ul></Card>
                }
            }) }
        </>
    }
}

fn row(t: &Messages, r: &RegimeSummary) -> Html {
    let a = &t.administration;
    let to = OfficeRoute::Regime { id: r.id.to_string() };
    html! {
        <li key={r.id.to_string()}>
            <div class="row between">
                <span class="strong grow" data-testid={format!("regime-link-{}", r.id)}>
                    <Link<OfficeRoute> {to} classes="link">{ format!("{} {}", r.id, r.title) }</Link<OfficeRoute>>
                </span>
                <span class="row tight">
                    <Tag>{ (a.rules)(r.rules) }</Tag>
                    <Tag tone={if r.gaps == 0 { Tone::Ok } else { Tone::Warn }}>{ (a.gaps)(r.gaps) }</Tag>
                </span>
            </div>
            <p class="small soft">
                { format!("{} · {} {}", r.issuer, a.effective, r.effective) }
                if let Some(parent) = &r.parent { { format!(" · {}", (a.parent)(parent.as_str())) } }
            </p>
        </li>
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct RegimeProps {
    pub id: AttrValue,
}

/// One regime.
#[component]
pub fn Regime(props: &RegimeProps) -> Html {
    let t = use_t();
    let page = use_remote::<RegimePage>(Some(format!("/api/v1/regimes/{}", props.id).into()));
    html! {
        <>
            <Head title={page.state.value().map_or_else(|| props.id.clone(), |p| p.summary.title.clone().into())} back={OfficeRoute::Regimes} />
            { remote(&page, |page| view(t, page)) }
        </>
    }
}

fn view(t: &Messages, page: &RegimePage) -> Html {
    let a = &t.administration;
    html! {
        <div class="stack loose" data-testid="regime-page">
            <dl class="facts">
                <dt>{ a.issuer }</dt><dd>{ &page.summary.issuer }</dd>
                <dt>{ a.effective }</dt><dd>{ &page.summary.effective }</dd>
            </dl>
            <Card title={a.inputs}>
                if page.inputs.is_empty() { <p class="soft">{ a.inputs_none }</p> }
                <ul class="lines">{ for page.inputs.iter().map(|i| input(t, i)) }</ul>
            </Card>
            if !page.clocks.is_empty() {
                <Card title={a.clocks}>{ due_list(t, None, &page.clocks) }</Card>
            }
            <Card title={a.read_aloud} testid="regime-text"><div class="read-aloud" lang="zh-CN">{ for blocks(&page.page).into_iter().map(block) }</div></Card>
        </div>
    }
}

fn input(t: &Messages, i: &PlanInputView) -> Html {
    html! {
        <li data-testid="regime-input" data-gap={i.gap.then_some("true")}>
            <div class="row between"><span class="strong">{ &i.label }</span>{ gap_tag(t, i) }</div>
            <p>{ &i.why }</p>
            <p class="cite" lang="zh-CN">{ &i.cite }</p>
        </li>
    }
}

/// Whether the source lost something here, or leaves it to the plan.
pub fn gap_tag(t: &Messages, i: &PlanInputView) -> Html {
    if i.gap {
        html! { <Tag tone={Tone::Warn}>{ t.administration.gap }</Tag> }
    } else {
        html! { <Tag>{ t.administration.left_open }</Tag> }
    }
}

fn block(block: Block) -> Html {
    match block {
        // The page itself has the first two levels.
        Block::Heading(1 | 2, text) => html! { <h3>{ text }</h3> },
        Block::Heading(_, text) => html! { <h4>{ text }</h4> },
        Block::Paragraph(text) => html! { <p>{ text }</p> },
        Block::List(items) => html! {
            <ul>{ for items.into_iter().map(|(depth, text)| html! { <li data-depth={depth.to_string()}>{ text }</li> }) }</ul>
        },
    }
}
