//! The public page: plans and draws, results, item lists, and verifying a draw in the visitor's own browser.
//!
//! A bundle of its own: nothing here may name the inspection document or sync, so that neither is linked.
//!
//! `data-testid`: `public`, `public-nav-draws`, `public-nav-results`, `public-nav-items`, `public-nav-verify`,
//! `demo-notice`, `language-switch`; further ones in [`draws`], [`results`], [`items`], [`verify`].

pub mod draws;
pub mod items;
pub mod results;
pub mod verify;

use crate::hooks::remote::use_remote;
use crate::hooks::title::use_title;
use crate::i18n::tables::public::PublicWords;
use crate::i18n::{Language, Speech, use_public, use_speech};
use crate::shell::{dom, hash, prefs};
use crate::state::public_place::Place;
use crate::ui::{Button, ButtonKind, Empty};
use domain::wire::api::PublicOffice;
use yew::prelude::*;

/// The whole page.
#[component]
pub fn Public() -> Html {
    let language = use_state_eq(prefs::language);
    {
        use_effect_with(*language, |language| {
            dom::set_root_attribute("lang", language.tag())
        });
    }
    let set = {
        let language = language.setter();
        use_callback((), move |chosen: Language, ()| {
            prefs::keep_language(chosen);
            language.set(chosen);
        })
    };
    let speech = Speech {
        language: *language,
        set,
    };
    html! { <ContextProvider<Speech> context={speech}><Frame /></ContextProvider<Speech>> }
}

#[hook]
fn use_place() -> Place {
    let place = use_state_eq(|| Place::parse(&hash::current()));
    {
        let place = place.setter();
        use_effect_with((), move |()| {
            let listener = hash::listen(Callback::from(move |at: String| place.set(Place::parse(&at))));
            move || drop(listener)
        });
    }
    (*place).clone()
}

#[component]
fn Frame() -> Html {
    let p = use_public();
    let speech = use_speech();
    let place = use_place();
    use_title(name_of(&place, p), p.product);
    let office = use_remote::<PublicOffice>(Some("/api/v1/public/office".into()));
    let switch = {
        let speech = speech.clone();
        Callback::from(move |_: MouseEvent| speech.set.emit(speech.language.other()))
    };
    let office = office.state.value().cloned();
    html! {
        <div class="page" data-testid="public">
            <header class="public-head">
                <div class="row between">
                    <div class="stack tight"><p class="office-brand">{ p.product }</p><p class="soft">{ p.slogan }</p></div>
                    <Button kind={ButtonKind::Quiet} onclick={switch} testid="language-switch">{ p.language_other }</Button>
                </div>
                { nav(p, &place) }
            </header>
            if office.as_ref().is_some_and(|o| o.demo) { <p class="office-demo" data-testid="demo-notice">{ p.demo }</p> }
            <main class="page-body">
                { match place {
                    Place::Draws => html! { <draws::Draws /> },
                    Place::Results => html! { <results::Results /> },
                    Place::Items => html! { <items::Items /> },
                    Place::Verify(task) => html! { <verify::Verify task={task.map(AttrValue::from)} log_key={office.map(|o| AttrValue::from(o.log_key.clone()))} /> },
                    Place::Unknown => html! { <Empty title={p.not_found} whole_page=true /> },
                } }
            </main>
        </div>
    }
}

/// The page as the navigation calls it.
fn name_of(place: &Place, p: &'static PublicWords) -> &'static str {
    match place {
        Place::Draws => p.nav_draws,
        Place::Results => p.nav_results,
        Place::Items => p.nav_items,
        Place::Verify(_) => p.nav_verify,
        Place::Unknown => p.not_found,
    }
}

fn nav(p: &'static PublicWords, here: &Place) -> Html {
    let entries = [
        (Place::Draws, p.nav_draws, "public-nav-draws"),
        (Place::Results, p.nav_results, "public-nav-results"),
        (Place::Items, p.nav_items, "public-nav-items"),
        (Place::Verify(None), p.nav_verify, "public-nav-verify"),
    ];
    html! {
        <nav class="public-nav" aria-label={p.nav}>
            { for entries.into_iter().map(|(place, words, testid)| {
                let same = std::mem::discriminant(&place) == std::mem::discriminant(here);
                html! { <a href={place.href()} aria-current={same.then_some("page")} data-testid={testid}>{ words }</a> }
            }) }
        </nav>
    }
}
