// PouchDB against express-pouchdb: one database at the server, LevelDB on both ends.
import express from "express";
import expressPouch from "express-pouchdb";
import PouchDB from "pouchdb-node";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { edits, fresh, office } from "./workload.mjs";

const NAME = "inspections";

export async function serve(folder) {
  const Stored = PouchDB.defaults({ prefix: `${folder}/server-` });
  const app = express();
  app.use("/", expressPouch(Stored, { mode: "minimumForPouchDB", logPath: join(folder, "log"), inMemoryConfig: true }));
  const server = await new Promise((done) => {
    const listening = app.listen(0, "127.0.0.1", () => done(listening));
  });
  new Stored(NAME);
  return server.address().port;
}

/** Everything one device holds. */
export class Device {
  constructor(names, folder) {
    this.names = names;
    this.folder = folder;
  }
  async #open() {
    if (!this.db) {
      await mkdir(this.folder, { recursive: true });
      this.db = new PouchDB(join(this.folder, this.names[0]));
    }
    return this.db;
  }
  async sync(port) {
    const db = await this.#open();
    const there = new PouchDB(`http://127.0.0.1:${port}/${NAME}`);
    await db.replicate.to(there, { doc_ids: this.names });
    await db.replicate.from(there, { doc_ids: this.names });
  }
  async #change(name, change) {
    const db = await this.#open();
    const doc = await db.get(name).catch(() => ({ _id: name, head: {}, answers: {}, note: "" }));
    change(doc);
    await db.put(doc);
  }
  async begin() {
    for (const name of this.names) await this.#change(name, (doc) => Object.assign(doc.head, fresh(name)));
  }
  async work() {
    for (const name of this.names) {
      const { answers, note } = edits(name);
      for (const [item, answer] of answers) await this.#change(name, (doc) => (doc.answers[item] = answer));
      for (const piece of note) await this.#change(name, (doc) => (doc.note += piece));
    }
  }
  async decide() {
    for (const [at, name] of this.names.entries()) {
      const meant = office(at);
      if (meant) await this.#change(name, (doc) => Object.assign(doc.head, meant));
    }
  }
  async read(name) {
    const { head, answers, note } = await (await this.#open()).get(name);
    return { head, answers, note };
  }
}
