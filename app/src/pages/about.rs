//! What a recording or a page says of itself, in words, as tablet and office show it.

use crate::i18n::Messages;
use domain::evidence::{About, Evidence};

/// One line a fact; nothing for what explains itself.
pub fn words(evidence: &Evidence, t: &Messages) -> Vec<String> {
    let (p, s) = (&t.papers, &t.sheet);
    let Some(about) = evidence.about.as_deref() else {
        return Vec::new();
    };
    let own = match about {
        About::Recording(recording) => vec![
            (p.camera_no)(&recording.camera),
            (s.recorded)(&recording.from.china_minute(), &recording.to.china_minute()),
            (s.clock)(recording.ahead_s),
        ],
        About::Copied { from, agrees, .. } => {
            let agrees = agrees.then(|| s.agrees.to_owned());
            std::iter::once((p.provided)(from)).chain(agrees).collect()
        }
        About::PaperOriginal(_) => vec![p.paper.to_owned()],
        About::Annotated { of } => vec![(t.annotate.of)(of.get(..8).unwrap_or(of))],
    };
    let page = about.pages().map(|pages| (s.page)(pages.page, pages.of));
    own.into_iter().chain(page).collect()
}
