// Put into every page before its own scripts: notes when controls appear, when they are tapped, and when the mark
// of an answer says that it is durable. All times in ms since the navigation began.
(() => {
  const byId = (id) => document.querySelector(`[data-testid="${id}"]`);
  const visible = (id) => (byId(id)?.getClientRects().length ?? 0) > 0;
  const record = { seen: {}, tapped: {}, marks: {}, waiting: null, told: null, answered: false };
  window.suichaBench = record;
  // A frame later it is painted too.
  const paint = (id) => requestAnimationFrame(() => setTimeout(() => (record.seen[id] = performance.now()), 0));
  const look = () => {
    for (const id of ["pin", "today-search"]) {
      if (record.seen[id] === undefined && visible(id)) {
        record.seen[id] = -1;
        paint(id);
      }
    }
    const waiting = record.waiting;
    if (waiting && byId(`saved-${waiting.item}`)?.textContent.includes("已存本机")) {
      record.marks[waiting.item] = performance.now() - waiting.at;
      record.waiting = null;
    }
    const asked = record.tapped["sync-now"];
    if (record.answered && record.told === null && byId("sync-state")?.dataset.tone === "ok") {
      record.told = performance.now() - asked;
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  document.addEventListener(
    "click",
    (event) => {
      const id = event.target.closest?.("[data-testid]")?.dataset.testid ?? "";
      record.tapped[id] = event.timeStamp;
      const item = /^answer-(.+)-[^-]+$/.exec(id)?.[1];
      if (item) record.waiting = { item, at: event.timeStamp };
      if (id === "sync-now") Object.assign(record, { told: null, answered: false });
    },
    true,
  );
  const plain = window.fetch;
  window.fetch = async (...words) => {
    const answer = await plain(...words);
    if (answer.url.endsWith("/api/v1/sync")) {
      record.answered = true;
      // The screen may say the same as before: then nothing in it changes.
      setTimeout(look, 50);
    }
    return answer;
  };
})();
