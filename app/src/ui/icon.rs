//! Line icons, drawn here so that none is fetched. Always beside words or with an accessible name.

use yew::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    Check,
    Cross,
    Dash,
    Camera,
    Pen,
    Sync,
    Back,
    Next,
    Lock,
    Warn,
    Info,
    List,
    Search,
    Tablet,
    Desk,
    Eye,
    Place,
    Undo,
    Redo,
    Trash,
    Shield,
    Clock,
    File,
    Plus,
}

impl IconName {
    fn path(self) -> &'static str {
        match self {
            Self::Check => "M4 12.5l5.2 5.2L20 7",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Dash => "M5 12h14",
            Self::Camera => {
                "M4 8h3.2l1.6-2.5h6.4L16.800 8H20v11H4zM12 16.200a3.400 3.400 0 1 0 0-6.800 3.400 3.400 0 0 0 0 6.800z"
            }
            Self::Pen => "M4 20l1-4.500L16.500 4l3.500 3.500L8.500 19zM14 6.500l3.500 3.500",
            Self::Sync => "M19 8a8 8 0 0 0-14-1.500M5 3v4h4M5 16a8 8 0 0 0 14 1.500M19 21v-4h-4",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Next => "M9 5l7 7-7 7",
            Self::Lock => "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
            Self::Warn => "M12 4l9 16H3zM12 10v5M12 17.500v.5",
            Self::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.500v.5",
            Self::List => "M8 6h12M8 12h12M8 18h12M4 6h.5M4 12h.5M4 18h.5",
            Self::Search => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
            Self::Tablet => "M6 3h12v18H6zM11 18h2",
            Self::Desk => "M3 5h18v11H3zM9 20h6M12 16v4",
            Self::Eye => {
                "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z"
            }
            Self::Place => {
                "M12 21s7-6.500 7-11.500A7 7 0 0 0 5 9.500C5 14.500 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z"
            }
            Self::Undo => "M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-2",
            Self::Redo => "M15 6l5 5-5 5M20 11H10a5 5 0 0 0 0 10h2",
            Self::Trash => "M4 7h16M9 7V4h6v3M6.500 7l1 13h9l1-13",
            Self::Shield => "M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6zM8.500 12l2.500 2.500L15.500 10",
            Self::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2",
            Self::File => "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
            Self::Plus => "M12 5v14M5 12h14",
        }
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct IconProps {
    pub name: IconName,
}

/// An icon; hidden from assistive technology, because words stand beside it.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={props.name.path()} />
        </svg>
    }
}
