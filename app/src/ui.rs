//! The design system: the few controls every screen is made of.
//!
//! Exists so that targets, contrast, names for assistive technology and save states are decided once.
//! Invariant: no component here knows a page, and each has its stylesheet beside it with its own name.

pub mod banner;
pub mod button;
pub mod card;
pub mod demands;
pub mod dialog;
pub mod drop;
pub mod empty;
pub mod failed;
pub mod field;
pub mod icon;
pub mod ink;
pub mod pick;
pub mod progress;
pub mod qr;
pub mod saved;
pub mod scan_code;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod toast;
pub mod told;

pub use banner::Banner;
pub use button::{Button, ButtonKind, LinkButton};
pub use card::Card;
pub use demands::Demands;
pub use dialog::Dialog;
pub use drop::DropFile;
pub use empty::Empty;
pub use failed::{Failed, refused, remote};
pub use field::{Field, TextArea, TextInput};
pub use icon::{Icon, IconName};
pub use pick::{Choice, Pick, Segmented, Select};
pub use progress::Progress;
pub use qr::Qr;
pub use saved::SavedTag;
pub use scan_code::ScanCode;
pub use table::Table;
pub use tabs::Tabs;
pub use tag::{Tag, Tone};
pub use toast::{ToastArea, Toaster, use_toaster};
pub use told::ToldRules;
