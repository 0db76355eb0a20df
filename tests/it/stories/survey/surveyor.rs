//! The surveyor: goes to an address inside the running app, waits for what stands there, looks, keeps notes.
//!
//! Exists so that one run tells everything that is wrong, not the first thing only.
use super::Known;
use super::visits;
use super::words::Data;
use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Mutex;
use test_support::browser::{Browser, LANDSCAPE, PHONE, PORTRAIT};
use test_support::wait::{PATIENCE, until};

/// The least size of a control under a thumb: 44 CSS px (WCAG 2.2, 2.5.5).
pub(super) const FINGER: u32 = 44;
/// The same where an office has a mouse: 24 CSS px (WCAG 2.2, 2.5.8).
pub(super) const POINTER: u32 = 24;

/// Themes of `app/styles/tokens.css`; `auto` is one of them by the clock of the system.
const THEMES: [&str; 3] = ["light", "dark", "outdoor"];

/// What was looked at, and what was found.
pub(super) struct Surveyor {
    data: Data,
    /// The text of axe; none on a machine without npm.
    axe: Option<String>,
    known: Mutex<Known>,
    visited: Mutex<BTreeSet<String>>,
    problems: Mutex<BTreeSet<String>>,
}

impl Surveyor {
    pub(super) fn new(typed: &[&str]) -> Result<Surveyor> {
        Ok(Surveyor {
            data: Data::read(typed)?,
            axe: test_support::audit::axe()?,
            known: Mutex::default(),
            visited: Mutex::default(),
            problems: Mutex::default(),
        })
    }

    /// Notes what a `{name}` in an address stands for.
    pub(super) fn know(&self, name: &'static str, value: &str) {
        self.known.lock().unwrap().insert(name, value.to_owned());
    }

    pub(super) fn known(&self, name: &str) -> Result<String> {
        let value = self.known.lock().unwrap().get(name).cloned();
        value.with_context(|| format!("nobody said what {name} is"))
    }

    /// Goes through a list of addresses in one language.
    pub(super) async fn go_round(
        &self,
        browser: &Browser,
        list: &'static str,
        english: bool,
        touch: u32,
    ) -> Result<()> {
        for visit in visits::of(list) {
            let mut path = visit.path.to_owned();
            for (name, value) in self.known.lock().unwrap().iter() {
                path = path.replace(&format!("{{{name}}}"), value);
            }
            ensure!(!path.contains('{'), "{path} is not known whole");
            go(browser, &path).await?;
            self.look(browser, visit.pattern, visit.name, visit.shows, english, touch)
                .await
                .with_context(|| format!("{path} as {}", visit.name))?;
        }
        Ok(())
    }

    /// Looks at the page as it stands, once it shows what it should.
    pub(super) async fn look(
        &self,
        browser: &Browser,
        pattern: &str,
        name: &str,
        shows: &str,
        english: bool,
        touch: u32,
    ) -> Result<()> {
        settled(browser, shows).await?;
        let language = if english { "en" } else { "zh" };
        let mut found = vec![];
        // The phone in a pocket takes over when the tablet is gone; Chinese shows what does not fit there.
        let phone = (touch == FINGER && !english).then_some(PHONE);
        for viewport in [LANDSCAPE, PORTRAIT].into_iter().chain(phone) {
            // Whoever reads large letters must find everything there, too.
            for text in ["largest", "large", "normal"] {
                let script = "document.documentElement.dataset.text = arguments[0]; return true;";
                browser.run::<bool>(script, vec![json!(text)]).await?;
                let seen = browser.survey(viewport, touch).await?;
                found.extend(seen.into_iter().map(|problem| format!("{problem} (text {text})")));
                if text == "largest" && viewport == PORTRAIT && !english {
                    browser
                        .screenshot(&format!("survey-{name}-largest"), viewport)
                        .await?;
                }
            }
            // People look at the Chinese pages; of the English ones the narrow picture shows most.
            if !english || viewport == PORTRAIT {
                browser
                    .screenshot(&format!("survey-{name}-{language}"), viewport)
                    .await?;
            }
        }
        if let Some(axe) = self.axe.as_ref().filter(|_| !english) {
            found.extend(browser.audit(axe, &THEMES).await?);
        }
        let said = browser.said().await?;
        found.extend(said.iter().filter_map(|said| self.data.wrong(said, english)));
        self.note(&format!("{name} ({language})"), found);
        self.visited.lock().unwrap().insert(pattern.to_owned());
        self.errors_of(browser, name).await
    }

    /// Notes what the page wrote to its console.
    pub(super) async fn errors_of(&self, browser: &Browser, name: &str) -> Result<()> {
        let errors = browser.script_errors().await?;
        self.note(name, errors.into_iter().map(|error| format!("console: {error}")));
        Ok(())
    }

    fn note(&self, name: &str, found: impl IntoIterator<Item = String>) {
        let found = found.into_iter().map(|problem| format!("{name}: {problem}"));
        self.problems.lock().unwrap().extend(found);
    }

    /// Prints what was found so far, for a story that stops.
    pub(super) fn tell(&self) {
        for problem in self.problems.lock().unwrap().iter() {
            eprintln!("{problem}");
        }
    }

    /// Fails with everything that was found, or with an address nobody went to.
    pub(super) fn conclude(&self, addresses: &BTreeSet<String>) -> Result<()> {
        let problems = self.problems.lock().unwrap();
        if !problems.is_empty() {
            let lines: Vec<&str> = problems.iter().map(String::as_str).collect();
            bail!("{} problems:\n{}", lines.len(), lines.join("\n"));
        }
        let visited = self.visited.lock().unwrap();
        let missed: Vec<&String> = addresses.difference(&visited).collect();
        ensure!(missed.is_empty(), "nobody went to {missed:?}");
        Ok(())
    }
}

/// Goes to an address inside the running app, as a link does; to the other program as its door does.
pub(super) async fn go(browser: &Browser, path: &str) -> Result<()> {
    let door = "const office = path => /^\\/(office|witness)/.test(path); \
        const here = !!document.querySelector('script[src*=\"/suicha-office-\"]'); \
        return here === office(arguments[0]) ? null : location.origin;";
    if let Some(origin) = browser.run::<Option<String>>(door, vec![json!(path)]).await? {
        return browser.goto(&format!("{origin}{path}")).await;
    }
    let script = "const [to] = arguments; const at = to.indexOf('#'); \
        if (at >= 0 && location.pathname === to.slice(0, at)) { location.hash = to.slice(at); return null; } \
        history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); return null;";
    browser.run::<Option<bool>>(script, vec![json!(path)]).await?;
    Ok(())
}

/// Goes to a page that has the language switch and speaks this language from there on.
pub(super) async fn speak(browser: &Browser, path: &str, english: bool) -> Result<()> {
    go(browser, path).await?;
    speak_here(browser, english).await
}

/// The same on the page as it stands.
pub(super) async fn speak_here(browser: &Browser, english: bool) -> Result<()> {
    let wanted = if english { "en" } else { "zh" };
    browser.see_id("language-switch").await?;
    let language = "return document.documentElement.lang;";
    if !browser.run::<String>(language, vec![]).await?.starts_with(wanted) {
        browser.tap_id("language-switch").await?;
    }
    // What was said before the change stays for some seconds, in the language it was said in; a machine that builds
    // beside this makes minutes of them.
    until("the page to change its language", PATIENCE * 4, || async {
        let now: String = browser.run(language, vec![]).await?;
        let quiet = browser.count(".toast").await? == 0;
        Ok((quiet && now.starts_with(wanted)).then_some(()))
    })
    .await
}

/// Waits until the page shows what it should and fetches nothing more.
async fn settled(browser: &Browser, shows: &str) -> Result<()> {
    let frames = "for (let n = 0; n < 2; n++) await new Promise(requestAnimationFrame); return true;";
    browser.run_promise::<bool>(frames, vec![]).await?;
    browser.see_id(shows).await?;
    // A picture below the fold that loads when it comes into view is at rest without its bytes.
    let quiet = "return !document.querySelector('[data-testid=loading], [aria-busy=true]') && \
        [...document.images].every(image => image.complete || image.loading === 'lazy');";
    let seen = until("the page to come to rest", PATIENCE, || async {
        Ok(browser.run::<bool>(quiet, vec![]).await?.then_some(()))
    })
    .await;
    match seen {
        Ok(()) => Ok(()),
        Err(error) => Err(error.context(browser.text().await?)),
    }
}
