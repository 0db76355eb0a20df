//! Field work: the pages behind the lock.

pub mod amend;
pub mod brief;
pub mod copy;
pub mod departure;
pub mod drawn;
pub mod exchange;
pub mod export;
pub mod found;
pub mod frame;
pub mod hand;
pub mod inspect;
mod occasion;
pub mod photo;
pub mod photo_strip;
pub mod print;
pub mod rain;
pub mod read_back;
pub mod recording;
pub mod recording_files;
pub mod refusal;
pub mod remedies;
pub mod seal;
pub mod sign;
pub mod sign_pad;
pub mod skip;
pub mod steps;
pub mod supplements;
pub mod sync_center;
pub mod today;
pub mod visit_papers;
pub mod words;

use super::not_found::NotFound;
use crate::route::FieldRoute;
use yew::prelude::*;

/// The page of an address.
pub fn page(route: &FieldRoute) -> Html {
    match route.clone() {
        FieldRoute::Today => html! { <today::Today /> },
        FieldRoute::Resume => html! { <today::Resume /> },
        FieldRoute::Departure => html! { <departure::Departure /> },
        FieldRoute::Sync => html! { <sync_center::SyncCenter /> },
        FieldRoute::Brief { id } => html! { <brief::Brief {id} /> },
        FieldRoute::Inspect { id } => html! { <inspect::Inspect {id} item={None::<AttrValue>} /> },
        FieldRoute::InspectItem { id, item } => {
            html! { <inspect::Inspect {id} item={Some(AttrValue::from(item))} /> }
        }
        FieldRoute::Photo { id, item } => html! { <photo::Photo {id} {item} /> },
        FieldRoute::Found { id, list } => html! { <found::Found {id} {list} /> },
        FieldRoute::Words { id } => html! { <words::Words {id} /> },
        FieldRoute::Papers { id } => html! { <visit_papers::VisitPapers {id} /> },
        FieldRoute::Exchange { id } => html! { <exchange::Exchange {id} /> },
        FieldRoute::ReadBack { id } => html! { <read_back::ReadBack {id} /> },
        FieldRoute::Print { id } => html! { <print::Print {id} /> },
        FieldRoute::Sign { id, who } => html! { <sign::Sign {id} {who} /> },
        FieldRoute::Refusal { id } => html! { <refusal::Refusal {id} /> },
        FieldRoute::Seal { id } => html! { <seal::Seal {id} /> },
        FieldRoute::Skip { id } => html! { <skip::Skip {id} /> },
        FieldRoute::Amend { id } => html! { <amend::Amend {id} /> },
        FieldRoute::NotFound => html! { <NotFound /> },
    }
}
