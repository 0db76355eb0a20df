//! Rules told where somebody acts: the words of each and its article.
//!
//! `data-testid`: `told-rule` (one a rule).

use domain::regime::excerpt::CitedText;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct ToldRulesProps {
    pub rules: Vec<CitedText>,
}

/// The rules, in the order of the process.
#[component]
pub fn ToldRules(props: &ToldRulesProps) -> Html {
    html! {
        <ul class="small" lang="zh-CN">
            { for props.rules.iter().map(|rule| html! {
                <li data-testid="told-rule">{ &rule.text }{ " " }<span class="cite" lang="zh-CN">{ &rule.cite }</span></li>
            }) }
        </ul>
    }
}
