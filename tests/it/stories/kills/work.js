// Works through an inspection faster than any person, and says on the console what the page showed as saved.
//
// Runs in the page; touches only its controls. A line is said the moment the words stand in the page, so that a
// browser that dies right after has shown them. `will` comes before an act, `shown` after its promise.
const ITEMS = arguments[0];
const DURABLE = ["已存本机", "已接收", "已安全"];
const by = (id) => document.querySelector(`[data-testid="${id}"]`);
const durable = (id) => DURABLE.some((word) => by(id)?.textContent.includes(word));
const say = (what, key, value) => console.info(`suicha-${what} ${key} ${value}`);
const picked = (item) => {
  const on = [...document.querySelectorAll(`[data-testid^="answer-${item}-"]`)].find(
    (el) => el.checked || el.getAttribute("aria-checked") === "true" || el.getAttribute("aria-pressed") === "true",
  );
  return on ? on.dataset.testid.split("-").pop() : "";
};
const said = new Map();
// A note is on the screen before anybody claims that it is kept: it counts once its tag has said "typed" and then
// more than that.
const typed = new Map();
const look = () => {
  for (const item of ITEMS) {
    if (durable(`saved-${item}`)) tell(`answer-${item}`, picked(item));
    const note = by(`note-${item}`);
    if (!note || !typed.has(item)) continue;
    if (!durable(`saved-note-${item}`)) typed.set(item, true);
    else if (typed.get(item)) tell(`note-${item}`, note.value);
  }
};
const tell = (key, value) => {
  if (said.get(key) === value) return;
  said.set(key, value);
  say("shown", key, value);
};
new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });

let count = Number(arguments[1]);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const any = (list) => list[Math.floor(Math.random() * list.length)];
const setText = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
const act = () => {
  const item = any(ITEMS);
  const note = by(`note-${item}`);
  if (note && Math.random() < 0.5) {
    count += 1;
    const text = `第${count}条`;
    say("will", `note-${item}`, text);
    typed.set(item, false);
    setText.call(note, text);
    note.dispatchEvent(new Event("input", { bubbles: true }));
    // Leaving the field hands it on, as a thumb that goes to the next question does.
    setTimeout(() => note.dispatchEvent(new FocusEvent("focusout", { bubbles: true })), 5);
    note.focus();
    setTimeout(() => note.blur(), 5);
    return;
  }
  const value = any(["ok", "bad", "na"].filter((v) => v !== picked(item) && by(`answer-${item}-${v}`)));
  if (!value) return;
  say("will", `answer-${item}`, value);
  by(`answer-${item}-${value}`).click();
};
(async () => {
  for (let acts = 1; ; acts += 1) {
    act();
    await pause(10 + Math.random() * 40);
    // Now and then the hand rests until all of it is kept.
    for (let waits = 0; acts % 3 === 0 && waits < 40 && document.body.textContent.includes("已输入"); waits += 1) await pause(10);
  }
})();
return true;
