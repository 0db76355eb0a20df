//! Tabs: views of one list, each with its count.

use yew::prelude::*;

/// One tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    /// Stable id, also the end of its test name.
    pub id: AttrValue,
    /// Words.
    pub label: AttrValue,
    /// Count shown behind the words.
    pub count: Option<u32>,
}

#[derive(Debug, PartialEq, Properties)]
pub struct TabsProps {
    /// What the tabs choose between, for assistive technology.
    pub label: AttrValue,
    pub tabs: Vec<Tab>,
    pub selected: AttrValue,
    pub on_select: Callback<AttrValue>,
    /// Prefix of the test names: `{testid}-{tab id}`.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// A row of tabs.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    html! {
        <div class="tabs" role="group" aria-label={props.label.clone()}>
            { for props.tabs.iter().map(|tab| {
                let id = tab.id.clone();
                let onclick = props.on_select.reform(move |_: MouseEvent| id.clone());
                let current = tab.id == props.selected;
                html! {
                    <button key={tab.id.to_string()} type="button" aria-pressed={if current { "true" } else { "false" }} {onclick}
                        data-testid={props.testid.as_ref().map(|t| AttrValue::from(format!("{t}-{}", tab.id)))}>
                        { tab.label.clone() }
                        if let Some(count) = tab.count { <span class="count">{ count }</span> }
                    </button>
                }
            }) }
        </div>
    }
}
