//! A roster: import, what the import found, the list.
//!
//! `data-testid`: see [`import`], [`renewals`] and [`list`]; the page itself is `roster-subjects` or `roster-inspectors`.

pub mod import;
pub mod list;
pub mod renewals;

use super::frame::Head;
use crate::hooks::session::use_seat;
use crate::i18n::use_t;
use domain::access::Action;
use yew::prelude::*;

/// Which roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 检查对象.
    Subjects,
    /// 执法检查人员.
    Inspectors,
}

impl Kind {
    /// As in addresses.
    fn path(self) -> &'static str {
        match self {
            Self::Subjects => "subjects",
            Self::Inspectors => "inspectors",
        }
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct RosterProps {
    pub kind: Kind,
}

/// The page of one roster.
#[component]
pub fn Roster(props: &RosterProps) -> Html {
    let t = use_t();
    let may_edit = use_seat().is_some_and(|seat| seat.may(Action::EditRoster));
    // Grows with every import, so that the list is read again.
    let version = use_state_eq(|| 0_u32);
    let done = {
        let version = version.clone();
        Callback::from(move |()| version.set(*version + 1))
    };
    let title = match props.kind {
        Kind::Subjects => t.rosters.subjects,
        Kind::Inspectors => t.rosters.inspectors,
    };
    html! {
        <div class="stack loose" data-testid={format!("roster-{}", props.kind.path())}>
            <Head {title} />
            if may_edit { <import::Import kind={props.kind} {done} /> }
            <renewals::Renewals kind={props.kind} version={*version} />
            <list::List kind={props.kind} version={*version} />
        </div>
    }
}
