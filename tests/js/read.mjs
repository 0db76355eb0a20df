// Opens a document with the JavaScript Automerge and prints what it holds as JSON; writes it back when asked to.
import { readFileSync, writeFileSync } from "node:fs";
import * as Automerge from "@automerge/automerge";

const [, , file, back] = process.argv;
const document = Automerge.load(readFileSync(file));
const plain = (value) => {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  // Whole numbers of 64 bits; the document holds small ones only.
  if (typeof value === "bigint") return Number(value);
  if (Automerge.isImmutableString(value)) return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
};
const told = {
  heads: Automerge.getHeads(document).sort(),
  changes: Automerge.getAllChanges(document).length,
  document: plain(document),
};
console.log(JSON.stringify(told));
if (back) writeFileSync(back, Automerge.save(document));
