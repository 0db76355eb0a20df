//! Platforms the regime names: what goes to each, how much of it there is, and the file.
//!
//! `data-testid`: `feeds`, `feed-<id>`, `feed-get-<id>`.

use crate::hooks::remote::{use_act, use_remote};
use crate::i18n::tables::publicity::PublicityWords;
use crate::i18n::use_publicity;
use crate::shell::{file, http};
use crate::state::remote::Failure;
use crate::ui::{Button, Card, Failed, IconName, remote};
use domain::wire::api::{FeedPart, FeedView, Withheld};
use yew::prelude::*;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Debug, PartialEq, Properties)]
pub struct FeedsProps {
    /// The task.
    pub id: AttrValue,
}

/// The card; nothing where the text names no platform.
#[component]
pub fn Feeds(props: &FeedsProps) -> Html {
    let p = use_publicity();
    let path: AttrValue = format!("/api/v1/tasks/{}/feeds", props.id).into();
    let feeds = use_remote::<Vec<FeedView>>(Some(path.clone()));
    let act = use_act();
    if feeds.state.value().is_some_and(|feeds| feeds.is_empty()) {
        return Html::default();
    }
    let fetch = |feed: &FeedView| {
        let (act, from, name) = (
            act.clone(),
            format!("{path}/{}", feed.id),
            format!("{}-{}.xlsx", props.id, feed.id),
        );
        Callback::from(move |_: MouseEvent| {
            let (from, name) = (from.clone(), name.clone());
            let get = async move {
                let bytes = http::get_bytes(&from).await?;
                file::save(&name, XLSX, &bytes).map_err(|_| Failure::Unreadable { status: 200 })
            };
            act.start(get, |()| {});
        })
    };
    let row = |feed: &FeedView| {
        html! {
            <li key={feed.id.clone()} class="row between" data-testid={format!("feed-{}", feed.id)}>
                <span class="stack tight grow">
                    <span class="strong">{ feed.place.clone() }</span>
                    if feed.parts.is_empty() { <span class="soft">{ p.feed_unsaid }</span> }
                    { for feed.parts.iter().map(|one| html! { <span>{ part(p, one) }</span> }) }
                    if !feed.note.is_empty() { <span class="soft">{ feed.note.clone() }</span> }
                    <span class="cite">{ feed.cite.clone() }</span>
                </span>
                <Button icon={IconName::File} onclick={fetch(feed)} busy={act.busy} disabled={feed.parts.iter().all(|one| one.rows == 0)} testid={format!("feed-get-{}", feed.id)}>{ p.feed_get }</Button>
            </li>
        }
    };
    html! {
        <Card title={p.feeds} testid="feeds">
            <p class="small soft">{ p.feeds_hint }</p>
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            { remote(&feeds, |feeds| html! { <ul class="stack">{ for feeds.iter().map(row) }</ul> }) }
        </Card>
    }
}

/// One matter in words.
fn part(p: &PublicityWords, part: &FeedPart) -> String {
    let how = match &part.withheld {
        None => (p.feed_rows)(part.rows),
        Some(Withheld::NoFields) => p.feed_no_fields.to_owned(),
        Some(Withheld::Kept { cite }) => (p.feed_kept)(cite),
    };
    format!("{} · {how}", (p.matter)(part.what))
}
