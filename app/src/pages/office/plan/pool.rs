//! Who witnesses, who approves changes to the result, and which subjects of the roster are in the pool.

use crate::hooks::remote::use_remote;
use crate::i18n::{Messages, use_t};
use crate::state::office::plan::{Edit, PlanForm};
use crate::ui::{Banner, Card, Choice, Field, Pick, Select, Tone, remote};
use domain::id::UserId;
use domain::wire::api::{ApproverAccount, Facet, WitnessAccount};
use yew::prelude::*;

/// Values of one field offered as buttons; rarer ones are few and long, and no filter names them.
const VALUES_SHOWN: usize = 24;

#[derive(Properties, PartialEq, Debug)]
pub struct PartProps {
    pub form: PlanForm,
    pub edit: Callback<Edit>,
}

/// The witnesses.
#[component]
pub fn Witnesses(props: &PartProps) -> Html {
    let t = use_t();
    let accounts = use_remote::<Vec<WitnessAccount>>(Some("/api/v1/witnesses".into()));
    html! {
        <Card title={t.plan.section_witnesses}>
            <p class="soft">{ t.plan.witnesses_hint }</p>
            { remote(&accounts, |accounts| html! {
                <div class="stack">
                    if accounts.is_empty() { <p>{ t.plan.witnesses_none }</p> }
                    { for accounts.iter().map(|account| witness(t, props, account)) }
                </div>
            }) }
            if props.form.witnesses.is_empty() { <Banner tone={Tone::Warn} title={t.draw.no_witness} testid="plan-no-witness" /> }
        </Card>
    }
}

fn witness(t: &'static Messages, props: &PartProps, account: &WitnessAccount) -> Html {
    let user = account.user.clone();
    let on_change = props.edit.reform(move |_: bool| Edit::Witness(user.clone()));
    html! {
        <Pick key={account.user.to_string()} label={account.name.clone()} checked={props.form.witnesses.contains(&account.user)}
            {on_change} testid={format!("plan-witness-{}", account.user)}>
            <span class="small soft">{ if account.has_key { t.plan.witness_ready } else { t.plan.witness_no_key } }</span>
        </Pick>
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct ApproverProps {
    pub chosen: Option<UserId>,
    pub error: Option<AttrValue>,
    pub edit: Callback<Edit>,
}

/// Who approves changes to the result.
#[component]
pub fn Approver(props: &ApproverProps) -> Html {
    let t = use_t();
    let accounts = use_remote::<Vec<ApproverAccount>>(Some("/api/v1/approvers".into()));
    let on_change = props
        .edit
        .reform(|user: String| Edit::Approver((!user.is_empty()).then(|| UserId::new(user))));
    let selected = props.chosen.as_ref().map(ToString::to_string).unwrap_or_default();
    html! {
        <Card title={t.changes.title}>
            { remote(&accounts, |accounts| html! {
                <Field id="plan-approver" label={t.changes.approver} hint={t.changes.approver_hint} error={props.error.clone()}>
                    <Select id="plan-approver" choices={approvers(t, accounts, props.chosen.as_ref())} {selected} {on_change} testid="plan-approver" />
                </Field>
            }) }
        </Card>
    }
}

/// Nobody, every account that may, and who was chosen before but may no more: he must not vanish unseen.
fn approvers(t: &'static Messages, accounts: &[ApproverAccount], chosen: Option<&UserId>) -> Vec<Choice> {
    let gone = chosen.filter(|user| accounts.iter().all(|account| account.user != **user));
    let named = accounts
        .iter()
        .map(|account| Choice::new(account.user.to_string(), account.name.clone()));
    std::iter::once(Choice::new("", t.changes.approver_none))
        .chain(named)
        .chain(gone.map(|user| Choice::new(user.to_string(), user.to_string())))
        .collect()
}

/// The filter.
#[component]
pub fn Filter(props: &PartProps) -> Html {
    let t = use_t();
    let facets = use_remote::<Vec<Facet>>(Some("/api/v1/rosters/subjects/facets".into()));
    html! {
        <Card title={t.plan.section_filter}>
            <p class="soft">{ t.plan.filter_hint }</p>
            { remote(&facets, |facets| html! {
                <div class="stack">{ for facets.iter().filter(|f| f.values.len() > 1).map(|f| facet(t, props, f)) }</div>
            }) }
        </Card>
    }
}

fn facet(t: &'static Messages, props: &PartProps, facet: &Facet) -> Html {
    let label = (t.plan.filter_field)(&facet.field);
    let chosen = props.form.filter.get(&facet.field);
    html! {
        <div class="stack tight" role="group" aria-label={label.clone()}>
            <p class="strong">{ &label }</p>
            <div class="chips">
                { for facet.values.iter().take(VALUES_SHOWN).map(|(value, count)| {
                    let (field, picked) = (facet.field.clone(), value.clone());
                    let onclick = props.edit.reform(move |_: MouseEvent| Edit::Filter(field.clone(), picked.clone()));
                    let on = chosen.is_some_and(|c| c.contains(value));
                    let words = if value.is_empty() { t.plan.filter_empty_value.to_owned() } else { (t.rosters.value)(value) };
                    html! {
                        <button type="button" class="chip" aria-pressed={if on { "true" } else { "false" }} {onclick}
                            data-testid={format!("plan-filter-{}-{value}", facet.field)}>{ (t.plan.filter_value)(&words, *count) }</button>
                    }
                }) }
            </div>
        </div>
    }
}
