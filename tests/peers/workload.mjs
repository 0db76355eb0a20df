// The same work for every program: inspections of thirty answers and a note, the office editing every fourth one.
export const ANSWERS = 30;

/** A generator of numbers in [0, 1) from a seed (mulberry32): the same work in every run and every program. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const names = (tablets, inspections) =>
  Array.from({ length: tablets }, (_, t) => Array.from({ length: inspections }, (_, i) => `t${t}-i${i}`));

/** What an inspection holds when it is handed to a tablet. */
export const fresh = (name) => ({ subject: `Demo subject ${name}`, form: "fire", status: "assigned", due: "2026-12-01" });

/** The tablet's edits of one inspection, one change each. */
export function edits(name) {
  const roll = dice([...name].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7));
  const answers = Array.from({ length: ANSWERS }, (_, at) => {
    const bad = roll() < 0.2;
    const answer = { a: bad ? "bad" : "ok", t: 1795000000000 + at * 1000 };
    if (bad) Object.assign(answer, { sev: 1 + Math.floor(roll() * 3), comment: `消火栓压力不足，第${at}处` });
    return [`q${at}`, answer];
  });
  const note = Array.from({ length: 10 }, (_, at) => `第${at}段检查情况记录；`);
  return { answers, note };
}

/** What the office writes meanwhile, on every fourth inspection. */
export const office = (at) => (at % 4 === 0 ? { status: "urgent", due: "2026-11-28" } : null);

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
