//! The exchange on site: two tablets of a team give each other what they have, without a network, and compare.
//!
//! `data-testid`: `exchange-digits`, `colleague-<inspector>` (`data-compared`), `exchange-outcome`
//! (`data-code`), those of `beside`, `mine` and `theirs`.

mod beside;
mod mine;
mod theirs;

use super::frame::Frame;
use crate::hooks::tablet::use_entry;
use crate::i18n::{Messages, use_t};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::state::work::Entry;
use crate::ui::{Banner, ButtonKind, Card, IconName, LinkButton, SavedTag, Tag, Tone};
use beside::OnThisTablet;
use domain::sync::engine::{Compared, heads_digits};
use mine::Mine;
use std::rc::Rc;
use theirs::Theirs;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct ExchangeProps {
    pub id: String,
}

/// The page.
#[component]
pub fn Exchange(props: &ExchangeProps) -> Html {
    let t = use_t();
    let outcome = use_state(|| None::<String>);
    let on_outcome = {
        let outcome = outcome.setter();
        use_callback((), move |code: Option<String>, ()| outcome.set(code))
    };
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let id = props.id.clone();
    let foot = html! {
        <LinkButton<FieldRoute> to={FieldRoute::ReadBack { id: id.clone() }} kind={ButtonKind::Primary} icon={IconName::Next} testid="exchange-done">{ t.inspect.to_close }</LinkButton<FieldRoute>>
    };
    html! {
        <Frame title={t.exchange.title} back={FieldRoute::Inspect { id }} {foot}>
            if entry.colleagues.is_empty() {
                <Banner tone={Tone::Plain} title={t.exchange.alone} testid="exchange-alone" />
            } else {
                <OnThisTablet entry={entry.clone()} />
                <p>{ t.exchange.hint }{ " " }<span class="soft">{ t.exchange.photos_hint }</span></p>
                <div class="two">
                    <Mine entry={entry.clone()} />
                    <div class="stack">
                        <State entry={entry.clone()} />
                        if let Some(code) = &*outcome { { said(code, &entry, t) } }
                        <Theirs inspection={entry.id().clone()} {on_outcome} />
                    </div>
                </div>
            }
        </Frame>
    }
}

/// What became of what was taken in.
fn said(code: &str, entry: &Entry, t: &Messages) -> Html {
    let digits = heads_digits(&entry.view.heads);
    let banner = match code {
        "handover.equal" => html! {
            <Banner tone={Tone::Ok} title={t.exchange.is_equal}><p>{ (t.exchange.is_equal_hint)(&digits) }</p></Banner>
        },
        "handover.merged" => html! {
            <Banner tone={Tone::Ok} title={t.exchange.is_merged}><p>{ (t.exchange.is_merged_hint)(&digits) }</p></Banner>
        },
        other => html! { <Banner tone={Tone::Danger} title={t.codes.of(other)} /> },
    };
    html! { <div data-testid="exchange-outcome" data-code={code.to_owned()}>{ banner }</div> }
}

#[derive(Debug, PartialEq, Properties)]
struct StateProps {
    entry: Rc<Entry>,
}

/// Where the two stand: in words from what is known here, in digits for the eye.
#[component]
fn State(props: &StateProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    html! {
        <Card title={t.exchange.digits} aside={html! { <SavedTag state={entry.saved} testid="exchange-saved" /> }}>
            <div class="row between">
                <span class="stack tight">
                    <span class="figure mono" data-testid="exchange-digits">{ heads_digits(&entry.view.heads) }</span>
                    <span class="small soft">{ t.exchange.digits_hint }</span>
                </span>
                <ul class="stack tight">
                    { for entry.colleagues.iter().map(|colleague| html! {
                        <li key={colleague.inspector.to_string()} data-testid={format!("colleague-{}", colleague.inspector)} data-compared={word(colleague.compared)}>
                            { entry.name_of(&colleague.inspector) }{ " " }{ compared(colleague.compared, t) }
                        </li>
                    }) }
                </ul>
            </div>
        </Card>
    }
}

fn word(compared: Compared) -> &'static str {
    match compared {
        Compared::Never => "never",
        Compared::Merged => "merged",
        Compared::Equal => "equal",
    }
}

/// How far a colleague's tablet is compared, as a tag.
pub fn compared(compared: Compared, t: &Messages) -> Html {
    match compared {
        Compared::Never => html! { <Tag tone={Tone::Warn} icon={IconName::Warn}>{ t.exchange.never }</Tag> },
        Compared::Merged => {
            html! { <Tag tone={Tone::Accent} icon={IconName::Check}>{ t.exchange.merged }</Tag> }
        }
        Compared::Equal => html! { <Tag tone={Tone::Ok} icon={IconName::Check}>{ t.exchange.equal }</Tag> },
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct InvitationProps {
    pub entry: Rc<Entry>,
}

/// The way here from the page read back: who is compared and who is not; nothing where nobody else is.
#[component]
pub fn Invitation(props: &InvitationProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    if entry.colleagues.is_empty() {
        return Html::default();
    }
    let id = entry.id().to_string();
    html! {
        <Card testid="invitation">
            <div class="row between">
                <ul class="stack tight">
                    { for entry.colleagues.iter().map(|c| html! { <li key={c.inspector.to_string()}>{ entry.name_of(&c.inspector) }{ " " }{ compared(c.compared, t) }</li> }) }
                </ul>
                <LinkButton<FieldRoute> to={FieldRoute::Exchange { id }} icon={IconName::Sync} testid="to-exchange">{ t.exchange.title }</LinkButton<FieldRoute>>
            </div>
        </Card>
    }
}
