//! Below the heading of a repeated section: adding a row, striking one out, or the way to the draw on site.
//!
//! `data-testid`: `row-name-<section>`, `row-add-<section>`, `row-strike-<row>`, `row-why`, `row-strike-yes`,
//! `row-struck`, `to-found-<list>`.

use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::route::FieldRoute;
use crate::state::work::Entry;
use crate::ui::{Button, ButtonKind, Card, Field, IconName, LinkButton, TextInput};
use domain::assignment::OnSiteDraw;
use domain::inspection::edit::Edit;
use domain::inspection::found::ListView;
use domain::inspection::rows::{RowView, section_of};
use domain::inspection::view::DocState;
use domain::regime::form::{Repeat, Section};
use yew::prelude::*;

/// What stands below the heading of a repeated section.
pub(super) fn heading(
    t: &'static Messages,
    entry: &Entry,
    section: &Section,
    repeat: &Repeat,
    editable: bool,
) -> Html {
    let rows = entry
        .view
        .rows
        .iter()
        .filter(|r| section_of(&entry.package, r) == section.id);
    let rows: Vec<&RowView> = rows.collect();
    let standing = rows.iter().filter(|r| r.struck.is_none()).count();
    let lists = entry.package.onsite.iter().filter(|d| d.section == section.id);
    html! {
        <Card>
            if standing == 0 { <p class="soft">{ if repeat.drawn { t.found.drawn_first.to_owned() } else { (t.found.none)(&repeat.of) } }</p> }
            { for lists.map(|list| to_draw(t, entry, list)) }
            if editable && !repeat.drawn { <AddRow key={section.id.clone()} inspection={entry.id().clone()} section={section.id.clone()} of={repeat.of.clone()} /> }
            { for rows.iter().filter_map(|row| {
                let why = row.struck.as_ref()?;
                Some(html! { <p key={row.id.clone()} class="soft" data-testid="row-struck" lang="zh-CN">{ (t.found.struck)(&row.name, why) }</p> })
            }) }
        </Card>
    }
}

fn to_draw(t: &'static Messages, entry: &Entry, rule: &OnSiteDraw) -> Html {
    let lists: Vec<&ListView> = entry.view.lists_of(&rule.list).collect();
    let drawn = lists
        .iter()
        .flat_map(|l| &l.drawings)
        .map(|d| d.drawn.len())
        .sum::<usize>();
    let status = match lists.last() {
        None => t.found.status_none.to_owned(),
        Some(list) if list.drawings.is_empty() => (t.found.status_fixed)(list.fixed.names.len()),
        Some(_) => {
            let all: usize = lists.iter().map(|l| l.fixed.names.len()).sum();
            (t.found.status_drawn)(drawn, all)
        }
    };
    let to = FieldRoute::Found {
        id: entry.id().to_string(),
        list: rule.list.clone(),
    };
    let open = entry.view.state != DocState::Sealed;
    let pending = open && drawn == 0;
    html! {
        <div key={rule.list.clone()} class="stack tight">
            <p class="strong">{ rule.label.clone() }{ " " }<span class="cite">{ rule.cite.clone() }</span></p>
            <div class="row between">
                <span>{ status }</span>
                <LinkButton<FieldRoute> {to} kind={if pending { ButtonKind::Primary } else { ButtonKind::Secondary }} icon={IconName::Next} testid={format!("to-found-{}", rule.list)}>
                    { if pending { t.found.open } else { t.found.look } }
                </LinkButton<FieldRoute>>
            </div>
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct AddRowProps {
    inspection: domain::id::InspectionId,
    section: AttrValue,
    /// What a row is.
    of: AttrValue,
}

#[component]
fn AddRow(props: &AddRowProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let name = use_state_eq(String::new);
    let oninput = {
        let name = name.setter();
        Callback::from(move |text: String| name.set(text))
    };
    let add = {
        let (tablet, name) = (tablet.clone(), name.clone());
        let (inspection, section) = (props.inspection.clone(), props.section.to_string());
        Callback::from(move |()| {
            if !name.trim().is_empty() {
                let edit = Edit::AddRow {
                    section: section.clone(),
                    name: name.trim().to_owned(),
                };
                tablet.edit(&inspection, edit);
                name.set(String::new());
            }
        })
    };
    let id = format!("row-name-{}", props.section);
    html! {
        <div class="row end">
            <div class="grow">
                <Field id={id.clone()} label={(t.found.name)(&props.of)}>
                    <TextInput id={id.clone()} testid={id} value={(*name).clone()} {oninput} onenter={add.clone()} />
                </Field>
            </div>
            <Button icon={IconName::Plus} disabled={name.trim().is_empty()} onclick={add.reform(|_: MouseEvent| ())} testid={format!("row-add-{}", props.section)}>{ (t.found.add)(&props.of) }</Button>
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct StrikeProps {
    pub(super) inspection: domain::id::InspectionId,
    pub(super) row: AttrValue,
    pub(super) name: AttrValue,
}

/// Strikes one row out, with its reason.
#[component]
pub(super) fn Strike(props: &StrikeProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let asking = use_state_eq(|| false);
    let why = use_state_eq(String::new);
    let ask = |on: bool| {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| asking.set(on))
    };
    if !*asking {
        return html! {
            <Button kind={ButtonKind::Quiet} icon={IconName::Cross} onclick={ask(true)} label={(t.found.strike_of)(&props.name)} testid={format!("row-strike-{}", props.row)}>{ t.found.strike }</Button>
        };
    }
    let oninput = {
        let why = why.setter();
        Callback::from(move |text: String| why.set(text))
    };
    let strike = {
        let (inspection, row, reason) = (
            props.inspection.clone(),
            props.row.to_string(),
            why.trim().to_owned(),
        );
        Callback::from(move |_: MouseEvent| {
            let edit = Edit::StrikeRow {
                row: row.clone(),
                reason: reason.clone(),
            };
            tablet.edit(&inspection, edit);
        })
    };
    let id = format!("row-why-{}", props.row);
    html! {
        <div class="stack grow">
            <Field id={id.clone()} label={t.found.strike_why}>
                <TextInput {id} testid="row-why" value={(*why).clone()} {oninput} />
            </Field>
            <div class="row">
                <Button kind={ButtonKind::Danger} disabled={why.trim().is_empty()} onclick={strike} testid="row-strike-yes">{ t.found.strike_yes }</Button>
                <Button onclick={ask(false)}>{ t.found.cancel }</Button>
            </div>
        </div>
    }
}
