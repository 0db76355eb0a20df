//! The address follows the hand, so that a reload opens at the same question.
//!
//! Not at every touch: a browser that is given more than some 200 addresses in ten seconds (Chromium; WebKit 100 in
//! thirty) ignores the next, and that may be the page somebody goes to. Whoever holds the Tab key down gets there.
//! And not by way of the router: the page stays the same, so that nothing of it has to be drawn anew. What the router
//! would have told the tablet, the place to come back to after a kill, is told here.

use crate::hooks::tablet::use_tablet;
use crate::route::FieldRoute;
use crate::shell::dom;
use crate::shell::tablet::Tablet;
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
    let tablet = use_tablet();
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
            follow(&place, &tablet, &at);
        }
    })
}

fn follow(place: &Rc<RefCell<Place>>, tablet: &Tablet, at: &FieldRoute) {
    let path = at.to_path();
    dom::set_address(&path);
    tablet.remember(&path);
    let timer = {
        let (place, tablet) = (Rc::downgrade(place), tablet.clone());
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
                follow(&place, &tablet, &next);
            }
        })
    };
    place.borrow_mut().resting = Some(timer);
}
