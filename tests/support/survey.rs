//! A survey of a page as it is shown: what overflows, is cut off, too small, unreadable or untranslated.
//!
//! Exists because nobody looks at forty screens in three sizes after each change. Invariant: it reads the
//! rendered page only.
use crate::browser::{Browser, Viewport};
use anyhow::Result;
use serde_json::json;

const SURVEY: &str = r#"
const [allowed, touch] = arguments;
const problems = [];
const where = el => el.tagName.toLowerCase() + (el.id ? '#' + el.id : '') +
  (el.dataset.testid ? '[' + el.dataset.testid + ']' : '') + (el.className && el.className.baseVal === undefined ? '.' + [...el.classList].join('.') : '') +
  ' “' + (el.innerText || el.textContent || '').replace(/\s+/g, ' ').trim().slice(0, 24) + '”';
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth + 1) problems.push(`page: wider than the screen by ${root.scrollWidth - root.clientWidth} px`);
const scrolls = el => { for (let at = el.parentElement; at; at = at.parentElement) {
  const o = getComputedStyle(at).overflowX; if (o === 'auto' || o === 'scroll') return true; } return false; };
const hidden = el => !el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || !el.getClientRects().length;
for (const el of document.querySelectorAll('body *')) {
  if (hidden(el) || el.closest('svg') && el.tagName !== 'svg') continue;
  const style = getComputedStyle(el), box = el.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1) continue;
  if (!scrolls(el) && box.right > root.clientWidth + 1) problems.push(`beyond the right edge: ${where(el)}`);
  const text = [...el.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  if (text && (style.overflowX === 'hidden' || style.overflowX === 'clip') && el.scrollWidth > el.clientWidth + 1 && style.textOverflow !== 'ellipsis')
    problems.push(`cut off sideways: ${where(el)}`);
  if (text && (style.overflowY === 'hidden' || style.overflowY === 'clip') && el.scrollHeight > el.clientHeight + 2)
    problems.push(`cut off below: ${where(el)}`);
  if (touch && el.matches('button, select, summary, input:not([type=hidden]), [role=button], [role=tab], [role=radio]')) {
    const area = el.closest('label') ? el.closest('label').getBoundingClientRect() : box;
    if (Math.min(Math.max(area.width, box.width), Math.max(area.height, box.height)) < touch) problems.push(`smaller than ${touch} px: ${where(el)} ${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  if (text) {
    const own = [...el.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(' ');
    if (/[\uFFFD\uE000-\uF8FF]/.test(own)) problems.push(`a character that has no shape: ${where(el)}`);
    if (!el.closest('[lang]:not([lang^=zh])') && !el.closest('code, kbd, samp, pre, .mono'))
      for (const word of own.match(/[A-Za-z][A-Za-z_.]{2,}/g) || [])
        if (!allowed.includes(word)) problems.push(`not translated: ${word} in ${where(el)}`);
  }
}
return [...new Set(problems)];
"#;

/// Latin words that are proper in a Chinese page.
pub const LATIN_WORDS: [&str; 12] = [
    "PIN", "GPS", "PDF", "SHA", "JSON", "Excel", "xlsx", "xls", "csv", "CSV", "HTTPS", "Suicha",
];

impl Browser {
    /// What is wrong with the page at this size, in words; empty when nothing is.
    /// `touch_px` is the least size of a control (48 on tablets), 0 to leave it out.
    pub async fn survey(&self, viewport: Viewport, touch_px: u32) -> Result<Vec<String>> {
        self.viewport(viewport).await?;
        self.run_promise::<bool>("await new Promise(requestAnimationFrame); return true;", vec![])
            .await?;
        let found: Vec<String> = self
            .run(SURVEY, vec![json!(LATIN_WORDS), json!(touch_px)])
            .await?;
        let size = format!("{}×{}", viewport.width, viewport.height);
        Ok(found
            .into_iter()
            .map(|problem| format!("{size} {problem}"))
            .collect())
    }
}
