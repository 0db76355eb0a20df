//! The address follows the hand, so that a reload opens at the same question.
//!
//! Not at every touch: a browser that is given more than some 200 addresses in ten seconds (Chromium; WebKit 100 in
//! thirty) ignores the next, and that may be the page somebody goes to. Whoever holds the Tab key down gets there.
//! And not by way of the router: the page stays the same, so that nothing of it has to be drawn anew.

use crate::route::FieldRoute;
use crate::shell::dom;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::Routable;

/// The address rests this long before it follows again.
const REST_MS: u32 = 500;

#[derive(Default)]
struct Place {
    resting: Option<Timeout>,
    /// Where the hand went meanwhile.
    next: Option<FieldRoute>,
}

/// Told that the hand is at this question of the inspection.
#[hook]
pub(super) fn use_place(inspection: String) -> Callback<String> {
    let place = use_mut_ref(Place::default);
    {
        // Who has left the page is not called back to it.
        let place = place.clone();
        use_effect_with((), move |()| move || *place.borrow_mut() = Place::default());
    }
    use_callback(inspection, move |item, id| {
        let at = FieldRoute::InspectItem { id: id.clone(), item };
        if place.borrow().resting.is_some() {
            place.borrow_mut().next = Some(at);
        } else {
            follow(&place, &at);
        }
    })
}

fn follow(place: &Rc<RefCell<Place>>, at: &FieldRoute) {
    dom::set_address(&at.to_path());
    let timer = {
        let place = Rc::downgrade(place);
        Timeout::new(REST_MS, move || {
            let Some(place) = place.upgrade() else { return };
            let next = {
                let mut place = place.borrow_mut();
                // Taken out, not dropped: this runs inside it.
                if let Some(timer) = place.resting.take() {
                    timer.forget();
                }
                place.next.take()
            };
            if let Some(next) = next {
                follow(&place, &next);
            }
        })
    };
    place.borrow_mut().resting = Some(timer);
}
