//! The frame of every field page: where one is, what is unsent, and the way back.
//!
//! `data-testid`: `page-title`, `back`, `unsent` (opens the sync centre), `guard`, `lock-now`.

use super::hand::{HandBack, use_given};
use super::rain::GuardButton;
use crate::hooks::tablet::{use_tablet, use_work};
use crate::hooks::title::use_heading;
use crate::i18n::use_t;
use crate::route::FieldRoute;
use crate::shell::dom;
use crate::ui::{Button, ButtonKind, IconName, LinkButton, Tag, Tone};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct FrameProps {
    pub title: AttrValue,
    /// Where "back" leads; none on the first page.
    #[prop_or_default]
    pub back: Option<FieldRoute>,
    /// Buttons under the thumb.
    #[prop_or_default]
    pub foot: Html,
    /// Beside the title.
    #[prop_or_default]
    pub aside: Html,
    /// All of the screen is for what the page shows: no head, but the guard against rain, and the way back to the
    /// officer while the tablet is given away.
    #[prop_or_default]
    pub bare: bool,
    #[prop_or_default]
    pub children: Html,
}

/// Head, body, foot.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let t = use_t();
    let work = use_work();
    let tablet = use_tablet();
    let heading = use_heading(&props.title, t.common.product);
    use_effect_with((), |()| dom::scroll_to_top());
    let lock = Callback::from(move |_: MouseEvent| tablet.lock_by_hand());
    let given = use_given();
    html! {
        <div class="page">
            if !props.bare { <header class="page-head no-print">
                if let Some(back) = props.back.as_ref().filter(|_| !given) {
                    <LinkButton<FieldRoute> to={back.clone()} kind={ButtonKind::Quiet} icon={IconName::Back} label={t.common.back} testid="back" />
                }
                <h1 class="grow" ref={heading} tabindex="-1" data-testid="page-title">{ props.title.clone() }</h1>
                { props.aside.clone() }
                if work.owner.demo { <Tag tone={Tone::Warn}>{ t.common.demo }</Tag> }
                if given { <HandBack /> } else { <Unsent /> }
                <span class="page-guard">
                    <GuardButton />
                    if !given { <Button kind={ButtonKind::Quiet} icon={IconName::Lock} label={t.device.lock_now} onclick={lock} testid="lock-now" /> }
                </span>
            </header> } else {
                <div class="row end no-print"><GuardButton />if given { <HandBack /> }</div>
            }
            <main class="page-body">{ props.children.clone() }</main>
            if props.foot != Html::default() { <footer class="page-foot no-print">{ props.foot.clone() }</footer> }
        </div>
    }
}

/// The one number that is always visible.
#[component]
fn Unsent() -> Html {
    let t = use_t();
    let work = use_work();
    let (inspections, originals) = work.unsent();
    let kind = if inspections + originals == 0 {
        ButtonKind::Quiet
    } else {
        ButtonKind::Secondary
    };
    let words = if inspections + originals == 0 {
        t.sync.all_sent.to_owned()
    } else {
        (t.sync.unsent)(inspections, originals)
    };
    html! {
        <LinkButton<FieldRoute> to={FieldRoute::Sync} {kind} icon={IconName::Sync} testid="unsent">
            { words }
        </LinkButton<FieldRoute>>
    }
}
