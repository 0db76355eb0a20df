// What is wrong with the page as it stands, in words. Arguments: the least size of a control in px.
const [touch] = arguments;
const problems = [];
const root = document.documentElement;
const words = el => (el.innerText || el.textContent || '').replace(/\s+/g, ' ').trim().slice(0, 24);
const where = el => el.tagName.toLowerCase() + (el.id ? '#' + el.id : '') +
  (el.dataset.testid ? '[' + el.dataset.testid + ']' : '') +
  (el.className && el.className.baseVal === undefined ? '.' + [...el.classList].join('.') : '') + ' “' + words(el) + '”';
const scrolls = el => { for (let at = el.parentElement; at && at !== document.body; at = at.parentElement) {
  const o = getComputedStyle(at).overflowX; if (o === 'auto' || o === 'scroll') return true; } return false; };
const hidden = el => !el.checkVisibility({ visibilityProperty: true }) || !el.getClientRects().length;
const ownText = el => [...el.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(' ');

// A glyph no font has is drawn as the same box as a character that does not exist.
const brush = Object.assign(document.createElement('canvas'), { width: 40, height: 40 }).getContext('2d', { willReadFrequently: true });
const drawn = (character, font) => {
  brush.clearRect(0, 0, 40, 40); brush.font = '24px ' + font; brush.textBaseline = 'top'; brush.fillText(character, 4, 4);
  return brush.getImageData(0, 0, 40, 40).data.join();
};
const seen = (window.surveyedGlyphs ||= new Map());
const shapeless = (text, font) => {
  if (!seen.has(font)) seen.set(font, { box: drawn('\u{1FFFE}', font), known: new Map() });
  const { box, known } = seen.get(font);
  return [...new Set(text)].filter(c => {
    if (/[\s\u200B-\u200F\u2028-\u202F\u2060\uFE0F]/.test(c)) return false;
    if (/[\uFFFD\uE000-\uF8FF]/.test(c)) return true;
    if (!known.has(c)) known.set(c, c.codePointAt(0) > 126 && drawn(c, font) === box);
    return known.get(c);
  });
};
const shown = (el, text) => { // The room a control has for its words, and the room they need.
  const style = getComputedStyle(el);
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const inside = el.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [brush.measureText(text).width, inside - (el.tagName === 'SELECT' ? 20 : 0)];
};

if (root.scrollWidth > root.clientWidth + 1) problems.push(`page: wider than the screen by ${root.scrollWidth - root.clientWidth} px`);
const titles = [...document.querySelectorAll('h1')].filter(el => !hidden(el));
if (titles.length !== 1) problems.push(`page: ${titles.length} headings of the first level`);
const mains = [...document.querySelectorAll('main')].filter(el => !hidden(el));
if (mains.length !== 1) problems.push(`page: ${mains.length} main parts`);
const ids = new Set();
for (const el of document.querySelectorAll('body [id]')) { if (ids.has(el.id)) problems.push(`id twice: ${where(el)}`); ids.add(el.id); }

// Bars that stay, toasts and the page scroll past each other: only what shares a layer can collide.
const layers = new Map([[null, root]]);
const layer = el => {
  if (!layers.has(el)) layers.set(el, ['sticky', 'fixed', 'absolute'].includes(getComputedStyle(el).position) ? el : layer(el.parentElement));
  return layers.get(el);
};
const hushed = el => { for (let at = el; at && at !== document.body; at = at.parentElement) if (getComputedStyle(at).overflow !== 'visible') return at.closest('details, .visually-hidden') !== null; return false; };
const controls = [...document.querySelectorAll('button, a, select, textarea, input:not([type=hidden])')]
  .filter(el => !hidden(el) && !el.closest('.visually-hidden, .skip') && el.getBoundingClientRect().width > 1 && getComputedStyle(el).opacity !== '0')
  .map(el => ({ el, its: el.getBoundingClientRect() }));

for (const el of document.querySelectorAll('body *')) {
  if (hidden(el) || el.closest('svg') && el.tagName !== 'svg') continue;
  const style = getComputedStyle(el), box = el.getBoundingClientRect();
  // What only a screen reader meets has no size.
  if (el.closest('.visually-hidden, .skip') || style.opacity === '0' && !el.matches('input')) continue;
  const speaks = ownText(el).trim().length > 0;
  if (box.width <= 1 || box.height <= 1) {
    if (speaks && !hushed(el)) problems.push(`crushed to nothing: ${where(el)}`);
    continue;
  }
  // What lies below the fold or behind a bar that stays is scrolled to; what stands side by side must not meet.
  // Hundreds of controls beside thousands of words: first what a comparison tells, then what asks the page.
  if (speaks) for (const { el: other, its } of controls) {
    const x = Math.min(box.right, its.right) - Math.max(box.left, its.left), y = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
    if (x <= 2 || y <= 2 || other.contains(el) || el.contains(other) || layer(other) !== layer(el)) continue;
    problems.push(`lies over “${(other.textContent || '').trim().slice(0, 12)}”: ${where(el)}`);
  }
  if ((box.right > root.clientWidth + 1 || box.left < -1) && !scrolls(el)) problems.push(`beyond the edge: ${where(el)}`);
  const own = ownText(el), text = own.trim().length > 0;
  const across = el.clientWidth > 0 && el.scrollWidth > el.clientWidth + 1;
  if (text && across && !['auto', 'scroll'].includes(style.overflowX)) problems.push(`cut off or spilt sideways: ${where(el)}`);
  if (text && ['hidden', 'clip'].includes(style.overflowY) && el.scrollHeight > el.clientHeight + 2) problems.push(`cut off below: ${where(el)}`);
  if (el.matches('button, a, select, summary, input:not([type=hidden]), textarea, [role=button], [role=tab], [role=radio]')) {
    const named = el.getAttribute('aria-label') || el.getAttribute('aria-labelledby') && document.getElementById(el.getAttribute('aria-labelledby'))?.textContent ||
      (el.labels && [...el.labels].map(l => l.textContent).join('')) || (!el.matches('input, select, textarea') && (el.textContent || el.getAttribute('title')));
    if (!(named || '').trim()) problems.push(`has no name: ${where(el)}`);
    const area = (el.closest('label') || el).getBoundingClientRect();
    const inLine = el.matches('a') && style.display === 'inline';
    if (!inLine && Math.min(Math.max(area.width, box.width), Math.max(area.height, box.height)) < touch - 0.5)
      problems.push(`smaller than ${touch} px: ${where(el)} ${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  if (el.matches('img') && !el.hasAttribute('alt')) problems.push(`a picture without words: ${where(el)}`);
  if (el.matches('input:not([type=file], [type=checkbox], [type=radio], [type=range], [type=color]), textarea, select')) {
    const words = el.matches('select') ? el.selectedOptions[0]?.text || '' : el.value ? (el.matches('textarea') ? '' : el.value) : el.matches('textarea') ? '' : el.placeholder || '';
    const [needs, has] = shown(el, words);
    if (words && needs > has + 1) problems.push(`${el.value ? 'value' : 'hint'} cut off by ${Math.round(needs - has)} px: ${where(el)} “${words.slice(0, 30)}”`);
  }
  if (text) for (const c of shapeless(own, style.fontFamily)) problems.push(`a character that has no shape: U+${c.codePointAt(0).toString(16)} in ${where(el)}`);
}
return [...new Set(problems)];
