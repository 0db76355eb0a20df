//! A viewfinder that reads codes: the camera while it is open, what it reads, and why it does not open.

use crate::shell::camera::{Camera, Purpose};
use crate::shell::eye::Scan;
use crate::shell::fault::Fault;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// One viewfinder; the page draws it into `video`.
#[derive(Clone, Debug)]
pub struct Finder {
    /// Where the picture is drawn.
    pub video: NodeRef,
    /// Why it does not open or see.
    pub fault: Option<Fault>,
    /// Opens the camera.
    pub open: Callback<()>,
    /// Closes it.
    pub close: Callback<()>,
    camera: UseStateHandle<Option<Camera>>,
    failed: UseStateSetter<Option<Fault>>,
}

impl Finder {
    /// The camera is open.
    pub fn is_open(&self) -> bool {
        self.camera.is_some()
    }
}

/// Whether the page was left: a camera that opens after that is let go at once, or its light stays on.
#[hook]
pub fn use_left() -> Rc<Cell<bool>> {
    let left = use_memo((), |()| Cell::new(false));
    {
        let left = left.clone();
        use_effect_with((), move |()| move || left.set(true));
    }
    left
}

/// A viewfinder, closed at first.
#[hook]
pub fn use_finder() -> Finder {
    let video = use_node_ref();
    let camera = use_state(|| None::<Camera>);
    let fault = use_state(|| None::<Fault>);
    let left = use_left();
    let open = {
        let (video, camera, fault) = (video.clone(), camera.setter(), fault.setter());
        Callback::from(move |()| {
            let (video, camera, fault) = (video.clone(), camera.clone(), fault.clone());
            let left = left.clone();
            yew::platform::spawn_local(async move {
                match Camera::open(&video, Purpose::Codes).await {
                    Ok(open) if left.get() => open.close(),
                    opened => {
                        fault.set(opened.as_ref().err().cloned());
                        camera.set(opened.ok());
                    }
                }
            });
        })
    };
    let close = {
        let camera = camera.setter();
        Callback::from(move |()| camera.set(None))
    };
    Finder {
        video,
        fault: (*fault).clone(),
        open,
        close,
        failed: fault.setter(),
        camera,
    }
}

/// Reads codes while the camera is open, and gives the camera back when it is closed or the page left. The callback is
/// that of the render in which the camera opened: it may hold setters and references only.
#[hook]
pub fn use_scan(finder: &Finder, on_text: Callback<String>) {
    let failed = finder.failed.clone();
    use_effect_with((*finder.camera).clone(), move |camera| {
        let found = Callback::from(move |seen: Result<String, Fault>| match seen {
            Ok(text) => on_text.emit(text),
            Err(why) => failed.set(Some(why)),
        });
        let scan = camera.clone().map(|camera| Scan::start(camera, found));
        let camera = camera.clone();
        move || {
            drop(scan);
            if let Some(camera) = camera {
                camera.close();
            }
        }
    });
}
