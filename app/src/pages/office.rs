//! The office: rosters, plans, draws, inspections, publication.

pub mod calendar;
pub mod clocks;
pub mod dashboard;
pub mod devices;
pub mod finder;
pub mod frame;
pub mod hand_in;
pub mod inspection;
pub mod inspections;
pub mod live;
pub mod plan;
pub mod publication;
pub mod quarantine;
pub mod regimes;
pub mod rosters;
pub mod spoken_leave;
pub mod task;
pub mod tasks;
pub mod unlock;
pub mod visit;

use super::gate::Gate;
use super::not_found::NotFound;
use crate::hooks::session::use_seat;
use crate::i18n::use_t;
use crate::route::OfficeRoute;
use domain::access::{Action, Role};
use frame::Frame;
use yew::prelude::*;
use yew_router::prelude::*;

/// Who has something to do here: everybody but who only inspects or only witnesses.
const ROLES: &[Role] = &[
    Role::Planner,
    Role::Approver,
    Role::Reviewer,
    Role::Publisher,
    Role::Supervisor,
    Role::Administrator,
];

/// Pages of this area.
#[component]
pub fn OfficeArea() -> Html {
    let t = use_t();
    html! {
        <Gate title={t.log_in.office_title} roles={ROLES}>
            <Switch<OfficeRoute> render={Callback::from(page)} />
        </Gate>
    }
}

/// The first page: an account that may not see tasks keeps accounts and tablets, and begins there.
#[component]
fn Desk() -> Html {
    match use_seat() {
        Some(seat) if !seat.may(Action::ReadTask) => {
            html! { <Redirect<OfficeRoute> to={OfficeRoute::Devices} /> }
        }
        Some(_) | None => html! { <dashboard::Dashboard /> },
    }
}

fn page(route: OfficeRoute) -> Html {
    let view = match route.clone() {
        OfficeRoute::Live { id } => return html! { <live::Live {id} /> },
        OfficeRoute::Dashboard => html! { <Desk /> },
        OfficeRoute::Subjects => html! { <rosters::Roster key="subjects" kind={rosters::Kind::Subjects} /> },
        OfficeRoute::Inspectors => {
            html! { <rosters::Roster key="inspectors" kind={rosters::Kind::Inspectors} /> }
        }
        OfficeRoute::Regimes => html! { <regimes::Regimes /> },
        OfficeRoute::Regime { id } => html! { <regimes::Regime {id} /> },
        OfficeRoute::Tasks => html! { <tasks::Tasks /> },
        OfficeRoute::NewTask => html! { <plan::NewPlan /> },
        OfficeRoute::PlanAfter { id } => html! { <plan::PlanAfter {id} /> },
        OfficeRoute::Plan { id } => html! { <plan::EditPlan {id} /> },
        OfficeRoute::Task { id } => html! { <task::Task {id} /> },
        OfficeRoute::Inspections => html! { <inspections::Inspections /> },
        OfficeRoute::NewVisit => html! { <visit::NewVisit /> },
        OfficeRoute::Recheck { id } => html! { <visit::Recheck {id} /> },
        OfficeRoute::Inspection { id } => html! { <inspection::Inspection {id} /> },
        OfficeRoute::Paper { id } => html! { <inspection::print::Print {id} /> },
        OfficeRoute::Publication { id } => html! { <publication::Publication {id} /> },
        OfficeRoute::Devices => html! { <devices::Devices /> },
        OfficeRoute::HandIn => html! { <hand_in::HandIn /> },
        OfficeRoute::Quarantine => html! { <quarantine::Quarantine /> },
        OfficeRoute::Upload { id } => html! { <quarantine::upload::Upload {id} /> },
        OfficeRoute::Calendar => html! { <calendar::Calendar /> },
        OfficeRoute::NotFound => html! { <NotFound framed=true /> },
    };
    html! { <Frame {route}>{ view }</Frame> }
}
