//! Starts the office.
fn main() {
    console_error_panic_hook::set_once();
    app::run_office();
}
