//! Printing on site: the whole record on A4 or a slip, by the browser, without a network.
//!
//! `data-testid`: `paper-size-a4`, `paper-size-slip`, `print`, and those of the sheet.

use super::frame::Frame;
use crate::hooks::tablet::{use_entry, use_work};
use crate::i18n::use_t;
use crate::pages::paper::{PaperSize, Sheet};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::dom;
use crate::ui::{Button, ButtonKind, Choice, IconName, Segmented};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct PrintProps {
    pub id: String,
}

/// The page.
#[component]
pub fn Print(props: &PrintProps) -> Html {
    let t = use_t();
    let work = use_work();
    let size = use_state_eq(|| PaperSize::A4);
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let sheet = Sheet {
        package: &entry.package,
        view: &entry.view,
        demo: work.owner.demo,
    };
    let choices = vec![Choice::new("a4", t.paper.a4), Choice::new("slip", t.paper.slip)];
    let chosen = AttrValue::from(if *size == PaperSize::A4 { "a4" } else { "slip" });
    let on_pick = {
        let size = size.setter();
        Callback::from(move |value: AttrValue| {
            size.set(if value == "slip" {
                PaperSize::Slip
            } else {
                PaperSize::A4
            });
        })
    };
    let foot = html! {
        <Button kind={ButtonKind::Primary} icon={IconName::File} onclick={|_: MouseEvent| dom::print()} testid="print">{ t.paper.print }</Button>
    };
    html! {
        <Frame title={t.paper.title} back={FieldRoute::ReadBack { id: props.id.clone() }} {foot}>
            <div class="stack no-print">
                <p class="soft">{ t.paper.hint }</p>
                <Segmented label={t.paper.size} {choices} selected={vec![chosen]} {on_pick} testid="paper-size" />
            </div>
            { sheet.show(*size, t) }
        </Frame>
    }
}
