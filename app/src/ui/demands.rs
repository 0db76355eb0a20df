//! What a regulation wants public, line by line: matter, article, place, time.
//!
//! `data-testid`: `demand` (one a line).

use crate::i18n::use_publicity;
use domain::assignment::DueDate;
use domain::publication::{ByWhen, Demand};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct DemandsProps {
    pub demands: Vec<Demand>,
    /// Deadlines that run already, to name the day.
    #[prop_or_default]
    pub due: Vec<DueDate>,
}

/// The lines.
#[component]
pub fn Demands(props: &DemandsProps) -> Html {
    let w = use_publicity();
    html! {
        { for props.demands.iter().map(|demand| {
            let mut words = vec![demand.cite.clone(), (w.when)(&demand.when)];
            words.extend(day(&demand.when, &props.due).map(|day| (w.until)(&day)));
            if !demand.channels.is_empty() { words.push((w.where_to)(&demand.channels.join("、"))); }
            html! {
                <p class="small soft" data-testid="demand">
                    <span class="strong">{ (w.matter)(demand.what) }</span>{ " · " }<span lang="zh-CN">{ words.join(" · ") }</span>
                </p>
            }
        }) }
    }
}

/// The day its deadline runs out, once its event has happened.
fn day(when: &ByWhen, due: &[DueDate]) -> Option<String> {
    match when {
        ByWhen::Clock { clock, .. } | ByWhen::Dated { clock } => {
            let own = due.iter().filter(|d| &d.clock == clock);
            own.filter_map(|d| d.due).min().map(|day| day.to_string())
        }
        ByWhen::Promptly | ByWhen::Unsaid => None,
    }
}
