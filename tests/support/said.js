// Every word a page says or offers to a screen reader: [text, where, language]. Codes and digests say nothing.
const root = document.documentElement;
const said = [];
const where = el => el.tagName.toLowerCase() + (el.dataset.testid ? '[' + el.dataset.testid + ']' : '') +
  (el.className && el.className.baseVal === undefined ? '.' + [...el.classList].join('.') : '');
const hidden = el => !el.checkVisibility({ visibilityProperty: true }) || !el.getClientRects().length;
for (const el of document.querySelectorAll('body *')) {
  if (el.matches('script, style, option') || el.closest('svg') || el.closest('code, kbd, samp, pre, .mono, .digest')) continue;
  if (hidden(el)) continue;
  const language = (el.closest('[lang]') || root).lang;
  const own = [...el.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('\n').replace(/[ \t]+/g, ' ').trim();
  if (own) said.push([own, where(el), language]);
  for (const name of ['placeholder', 'aria-label', 'title', 'alt']) {
    const words = (el.getAttribute(name) || '').trim();
    if (words) said.push([words, where(el) + '@' + name, language]);
  }
  if (el.matches('select')) for (const option of el.options) said.push([option.text.trim(), where(el) + ' option', (option.closest('[lang]') || root).lang]);
}
said.push([document.title, 'title', root.lang]);
return said.filter(([text]) => text);
