//! What shows in Suicha: the Yew app of tablet, office, witness and public.
//!
//! Screens show values of `domain` and send edits back; they decide nothing. Only `shell` touches the
//! browser. Modules in reading order.

pub mod route;

pub mod i18n;
pub mod state;

pub mod form;
pub mod hooks;
pub mod ui;

pub mod app;
pub mod pages;
pub mod shell;

pub use app::{App, Desk};

/// Starts the tablet's program in the page's body; in a worker, the reader of QR codes.
pub fn run() {
    if !shell::eye::serve_in_worker() {
        begin::<App>();
    }
}

/// Starts the office's program in the page's body.
pub fn run_office() {
    begin::<Desk>();
}

fn begin<Whole: yew::BaseComponent<Properties = ()>>() {
    #[cfg(feature = "switches")]
    shell::prefs::take_guards_away();
    shell::broke::watch();
    shell::dom::remove_boot_note();
    yew::Renderer::<Whole>::new().render();
}

/// Starts the public page in the page's body.
pub fn run_public() {
    shell::dom::remove_boot_note();
    yew::Renderer::<pages::public::Public>::new().render();
}
