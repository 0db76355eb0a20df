//! The page's name: in the title of the window, and under the focus when the page is new.
//!
//! Exists because an app that swaps its pages itself tells nobody: a screen reader hears a new page only by its title and
//! by where the focus went (WCAG 2.2, 2.4.2 and 2.4.3). Invariant: a page that is left takes its name along, so that no
//! subject's name stays in the title of a locked tablet.

use crate::shell::dom;
use yew::prelude::*;

/// The title of the window while this page is shown.
#[hook]
pub fn use_title(page: &str, product: &'static str) {
    let title = window_title(page, product);
    use_effect_with((title, product), |(title, product)| {
        dom::set_title(title);
        let product = *product;
        move || dom::set_title(product)
    });
}

/// The same, and the heading to which the answer is given gets the focus once the page is there.
#[hook]
pub fn use_heading(page: &str, product: &'static str) -> NodeRef {
    use_title(page, product);
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with((), move |()| dom::arrive(&heading));
    }
    heading
}

/// Page first: it is what differs, and tabs of a browser show little. A page that still loads has no name yet.
fn window_title(page: &str, product: &str) -> String {
    match page.trim() {
        "" => product.to_owned(),
        page if page == product => product.to_owned(),
        page => format!("{page} · {product}"),
    }
}

#[cfg(test)]
mod tests {
    use super::window_title;

    #[test]
    fn the_page_stands_before_the_product() {
        assert_eq!(window_title("现场核对", "随查"), "现场核对 · 随查");
        assert_eq!(window_title(" ", "随查"), "随查");
        assert_eq!(window_title("随查", "随查"), "随查");
    }
}
