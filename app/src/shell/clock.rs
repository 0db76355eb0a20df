//! Time on this tablet: the device's clock, the time since the page opened, and what the server said last.
//!
//! No law and no merge trusts the device's clock; it is shown with how far it is off.

use crate::state::lock::Moment;
use domain::time::Timestamp;

/// The device's clock.
pub fn now() -> Timestamp {
    // Whole milliseconds since 1970 fit 53 bits for the next 280 000 years.
    Timestamp(js_sys::Date::now() as i64)
}

/// Milliseconds since the page opened; never goes back.
pub fn elapsed_ms() -> f64 {
    web_sys::window()
        .and_then(|w| w.performance())
        .map_or(0.0, |p| p.now())
}

/// This moment on both clocks, for what counts time left alone.
pub fn moment() -> Moment {
    Moment {
        awake_ms: elapsed_ms(),
        wall_ms: js_sys::Date::now(),
    }
}

/// Does the work and leaves how long it took in the browser's own timeline, under this name.
pub fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let timeline = web_sys::window().and_then(|w| w.performance());
    let begun = timeline.as_ref().is_some_and(|t| t.mark(name).is_ok());
    let done = work();
    if let Some(timeline) = timeline.filter(|_| begun) {
        // A browser that keeps no timeline loses nothing but the figure.
        timeline.measure_with_start_mark(name, name).ok();
    }
    done
}
