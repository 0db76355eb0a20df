//! One inspection by keyboard and accessible names alone: what the focus stands on is all that is known of a page.
//!
//! Exists for whoever cannot point at glass, and for readers of the screen: a control that has no name, that the Tab
//! key does not reach, or that only a pointer works, ends the story.
use crate::stories::on_site::{LONG, Site};
use crate::stories::walk::tablet;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use test_support::browser::Browser;

/// Both officers of the team sign on this tablet.
const OFFICERS: usize = 2;
/// As long as a page may be before the focus comes round.
const TABS_MAX: usize = 400;

/// What a screen reader says of the element that has the focus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct Focus {
    name: String,
    /// `button`, `link`, `textbox`, `date`, `number`, `application`, …
    role: String,
    /// Name of the group it belongs to, if any.
    group: String,
    /// Something of its group is chosen, or something stands in the field.
    answered: bool,
    /// Which element it is, to know when the focus has come round.
    place: i64,
    /// It lies whole under the head or the foot of the page.
    covered: bool,
}

/// Role and name as the HTML and the ARIA attributes of the page have them (Accessible Name and Description Computation
/// 1.2, the steps that our controls use).
const FOCUS: &str = r"
const el = document.activeElement;
if (!el || el === document.body) return null;
const tidy = text => (text || '').replace(/\s+/g, ' ').trim();
const named = el => {
  const by = el.getAttribute('aria-labelledby');
  if (by) return tidy(by.split(/\s+/).map(id => document.getElementById(id)?.textContent).join(' '));
  if (el.getAttribute('aria-label')) return tidy(el.getAttribute('aria-label'));
  if (el.labels && el.labels.length) return tidy([...el.labels].map(l => l.textContent).join(' '));
  if (el.tagName === 'FIELDSET') return tidy(el.querySelector('legend')?.textContent);
  return (authored.includes(roleOf(el)) ? '' : tidy(el.textContent)) || tidy(el.getAttribute('title'));
};
const roles = { BUTTON: 'button', A: 'link', TEXTAREA: 'textbox', SELECT: 'combobox', SUMMARY: 'button', H1: 'heading',
  FIELDSET: 'group' };
// What stands inside names none of these (WAI-ARIA 1.2, 5.2.8.5: name from author).
const authored = ['application', 'article', 'combobox', 'dialog', 'group', 'main', 'number', 'date', 'radiogroup', 'region', 'textbox'];
const roleOf = el => el.getAttribute('role') || (el.tagName === 'INPUT'
  ? { date: 'date', checkbox: 'checkbox', radio: 'radio', file: 'file' }[el.type]
    || (['numeric', 'decimal'].includes(el.inputMode) ? 'number' : 'textbox')
  : roles[el.tagName] || el.tagName.toLowerCase());
const role = roleOf(el);
const at = el.getBoundingClientRect();
const bars = el.closest('.page-head, .page-foot, dialog') ? [] : [...document.querySelectorAll('.page-head, .page-foot')];
const covered = bars.map(bar => bar.getBoundingClientRect()).some(bar => bar.top <= at.top && at.bottom <= bar.bottom);
const group = el.closest('[role=group], [role=radiogroup], fieldset');
const chosen = group && group.querySelector('[aria-pressed=true], [aria-checked=true], :checked');
const places = window.suichaPlaces ??= new WeakMap();
if (!places.has(el)) places.set(el, window.suichaPlace = (window.suichaPlace || 0) + 1);
return { name: named(el), role, group: group ? named(group) : '', answered: !!(chosen || el.value), place: places.get(el), covered };
";

/// As a Tab key that is held down for ten seconds: Chromium takes no more than 200 addresses in that time and ignores
/// the next, without an error.
const HELD_DOWN: &str = r"
const items = [...document.querySelectorAll('article.item')];
for (let n = 0; n < 300; n++) items[n % items.length].focus();
return items.length > 1;
";

struct Keys<'a>(&'a Browser);

impl Keys<'_> {
    async fn focus(&self) -> Result<Option<Focus>> {
        self.0.run(FOCUS, vec![]).await
    }

    /// The next element; none when the focus has left the page for the browser's own controls.
    async fn tab(&self) -> Result<Option<Focus>> {
        self.0.press("Tab").await?;
        let focus = self.focus().await?;
        if let Some(focus) = &focus {
            ensure!(
                !focus.name.is_empty(),
                "the focus stands on something without a name: {focus:?}"
            );
            // WCAG 2.2, 2.4.11.
            ensure!(
                !focus.covered,
                "the focus stands on something nobody sees: {focus:?}"
            );
        }
        Ok(focus)
    }

    /// Goes on with the Tab key until this stands under the focus.
    async fn reach(&self, what: &str, wanted: impl Fn(&Focus) -> bool) -> Result<Focus> {
        let mut seen = Vec::new();
        for _ in 0..TABS_MAX {
            match self.tab().await? {
                Some(focus) if wanted(&focus) => return Ok(focus),
                Some(focus) => seen.push(format!("{} {}", focus.role, focus.name)),
                None => {}
            }
        }
        seen.dedup();
        bail!(
            "the Tab key does not reach {what}; it reaches {:#?}",
            &seen[..seen.len().min(60)]
        )
    }

    /// Presses the button or link with this name.
    async fn press(&self, name: &str) -> Result<()> {
        let fits = |f: &Focus| f.name == name && matches!(f.role.as_str(), "button" | "link");
        self.reach(name, fits).await?;
        self.0.press("Enter").await
    }

    /// Presses one of several whose names have this in common.
    async fn press_nth(&self, name: &str, nth: usize) -> Result<()> {
        let mut places = Vec::new();
        while places.len() <= nth {
            let fits = |f: &Focus| {
                f.name.contains(name)
                    && matches!(f.role.as_str(), "button" | "link")
                    && !places.contains(&f.place)
            };
            places.push(self.reach(name, fits).await?.place);
        }
        self.0.press("Enter").await
    }

    /// The new page is heard: its heading has the focus and its name is the window's (WCAG 2.2, 2.4.2).
    async fn heard(&self, title: &str) -> Result<()> {
        let focus = self.focus().await?.context("the focus goes to the new page")?;
        ensure!(focus.role == "heading" && focus.name == title, "{focus:?}");
        let window: String = self.0.run("return document.title;", vec![]).await?;
        ensure!(window == format!("{title} · 随查"), "{window}");
        Ok(())
    }

    async fn wait_for(&self, id: &str) -> Result<()> {
        self.0.see_id_within(id, LONG).await
    }

    /// Goes once round the page and does `act` at every control.
    async fn round(&self, act: impl AsyncFn(&Self, &Focus) -> Result<()>) -> Result<usize> {
        let mut first = None;
        for n in 0..TABS_MAX {
            let Some(focus) = self.tab().await? else { continue };
            match first {
                None => first = Some(focus.place),
                Some(place) if place == focus.place => return Ok(n),
                Some(_) => {}
            }
            act(self, &focus).await.with_context(|| format!("at {focus:?}"))?;
        }
        bail!("the focus never comes round")
    }
}

/// Takes the first choice of every question that is open, the one that finds nothing wrong, and fills in figures.
async fn answer(keys: &Keys<'_>, focus: &Focus) -> Result<()> {
    match focus.role.as_str() {
        "button" | "radio" if !focus.group.is_empty() && !focus.answered => keys.0.press(" ").await,
        "number" if !focus.answered => keys.0.compose("6", "6").await,
        _ => Ok(()),
    }
}

/// Rows of the list: name and group.
const ROWS: &str = "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); \
    return [...document.querySelectorAll('article[data-bucket]')].map(el => [el.querySelector('h2').textContent, el.dataset.bucket]);";

/// The list by its six groups, and its search while an input method composes: letters find nothing and lose nothing.
/// Says how many stand in it.
async fn list(keys: &Keys<'_>) -> Result<usize> {
    let rows = async || keys.0.run_promise::<Vec<(String, String)>>(ROWS, vec![]).await;
    let all = rows().await?;
    let groups = [
        ("退回补正", "returned"),
        ("进行中", "started"),
        ("待签名", "to-sign"),
        ("待检查", "waiting"),
        ("待上传", "to-send"),
        ("已完成", "done"),
    ];
    let mut shown = 0;
    for (words, group) in groups {
        let tab = keys.reach(words, |f| f.name.starts_with(words)).await?;
        keys.0.press("Enter").await?;
        let here = rows().await?;
        ensure!(here.iter().all(|(_, g)| g == group), "{words}: {here:?}");
        ensure!(tab.name == format!("{words}{}", here.len()), "{tab:?}: {here:?}");
        shown += here.len();
    }
    ensure!(shown == all.len(), "{shown} of {all:?}");
    keys.reach("all", |f| f.name.starts_with("全部")).await?;
    keys.0.press("Enter").await?;
    keys.reach("the search", |f| f.name == "搜索").await?;
    keys.0.begin_composing("bucunzai").await?;
    ensure!(rows().await? == all, "letters of a composition are no search");
    keys.0.compose("bucunzai", "不存在").await?;
    ensure!(rows().await?.is_empty(), "the words are");
    let (name, _) = all.first().context("a list")?;
    keys.0.compose_id("today-search", "mingcheng", name).await?;
    let found = rows().await?;
    ensure!(
        !found.is_empty() && found.iter().all(|(n, _)| n.contains(name.as_str())),
        "{found:?}"
    );
    keys.0.fill_id("today-search", "").await?;
    ensure!(rows().await? == all, "and nothing is lost");
    Ok(all.len())
}

/// What comes before the first answer, from the notice that names it.
async fn steps(keys: &Keys<'_>) -> Result<()> {
    keys.wait_for("steps-due").await?;
    keys.press("去记录步骤").await?;
    while keys.0.has_id("steps-due").await? {
        let open = |f: &Focus| f.role == "button" && !f.group.is_empty() && !f.answered;
        keys.reach("a step", open).await?;
        keys.0.press(" ").await?;
    }
    Ok(())
}

/// Writes on the pad with the arrow keys.
async fn sign(keys: &Keys<'_>) -> Result<()> {
    keys.reach("the pad", |f| f.role == "application").await?;
    for key in [
        " ",
        "ArrowRight",
        "ArrowRight",
        "ArrowDown",
        "ArrowDown",
        "ArrowRight",
        "ArrowRight",
        " ",
    ] {
        keys.0.press(key).await?;
    }
    for key in [
        "ArrowUp",
        " ",
        "ArrowLeft",
        "ArrowLeft",
        "ArrowUp",
        "ArrowUp",
        "ArrowLeft",
        "ArrowDown",
        " ",
    ] {
        keys.0.press(key).await?;
    }
    keys.press("确认签名").await
}

#[tokio::test]
async fn one_inspection_by_keyboard_and_accessible_names_alone() -> Result<()> {
    let site = Site::arrive().await?;
    let keys = Keys(&site.tablet);
    tablet::go(&site.tablet, "/field").await?;
    keys.wait_for("today-search").await?;
    let story = inspection(&keys).await;
    if story.is_err() {
        site.tablet
            .screenshot("keyboard", test_support::browser::LANDSCAPE)
            .await
            .ok();
    }
    story
}

async fn inspection(keys: &Keys<'_>) -> Result<()> {
    // The first one is begun already; the draw may have given this officer no other.
    let fresh = list(keys).await? > 1;
    keys.press_nth("演示企业", usize::from(fresh)).await?;
    keys.wait_for("proof").await?;
    keys.press(if fresh { "开始检查" } else { "继续检查" }).await?;
    keys.wait_for("progress").await?;
    if fresh {
        steps(keys).await?;
    }
    keys.reach("the way to the next open question", |f| {
        f.name.starts_with("下一未答项")
    })
    .await?;
    keys.0.press("Enter").await?;
    let there = keys.focus().await?.context("the focus goes with it")?;
    ensure!(
        there.role == "article" && !there.name.is_empty(),
        "on a question, not on {there:?}"
    );
    keys.round(answer).await?;
    ensure!(
        keys.0.run::<bool>(HELD_DOWN, vec![]).await?,
        "items to go through"
    );
    keys.press("情况与意见").await?;
    keys.wait_for("remarks").await?;
    keys.heard("情况与意见").await?;
    keys.reach("the remarks", |f| f.name == "检查情况").await?;
    keys.0.compose("weifaxian", "现场检查未发现问题。").await?;
    keys.press("核对与签名").await?;
    for n in 0..OFFICERS {
        keys.wait_for("read-back").await?;
        if n == 0 {
            keys.round(answer).await?;
        }
        keys.press_nth("签名", n).await?;
        keys.wait_for("pad").await?;
        sign(keys).await?;
    }
    keys.wait_for("read-back").await?;
    keys.press("签封").await?;
    keys.wait_for("exceptions").await?;
    keys.reach("the exceptions", |f| f.name == "例外说明").await?;
    keys.0
        .compose("tongshi", "同事的平板不在现场，回所后比对。")
        .await?;
    keys.press("签封").await?;
    keys.wait_for("sealed").await
}
