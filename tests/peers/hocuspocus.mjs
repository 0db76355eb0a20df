// Yjs over Hocuspocus: the server keeps one file a document.
import { Server } from "@hocuspocus/server";
import { Database } from "@hocuspocus/extension-database";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import WebSocket from "ws";
import * as Y from "yjs";
import { edits, fresh, office } from "./workload.mjs";

export async function serve(folder) {
  const file = (name) => join(folder, `${name}.y`);
  const server = new Server({
    port: 0,
    quiet: true,
    extensions: [
      new Database({
        fetch: async ({ documentName }) => readFile(file(documentName)).catch(() => null),
        store: async ({ documentName, state }) => writeFile(file(documentName), state),
      }),
    ],
  });
  await server.listen();
  return server.address.port;
}

const line = (port) =>
  new HocuspocusProviderWebsocket({ url: `ws://127.0.0.1:${port}`, WebSocketPolyfill: WebSocket });

async function settled(providers) {
  const done = () => providers.every((p) => p.isSynced && p.unsyncedChanges === 0);
  while (!done()) await new Promise((next) => setTimeout(next, 5));
}

function open(socket, docs) {
  const providers = [...docs].map(([name, document]) => {
    const provider = new HocuspocusProvider({ websocketProvider: socket, name, document });
    provider.attach();
    return provider;
  });
  return providers;
}

/** Everything one device holds. */
export class Device {
  constructor(names) {
    this.docs = new Map(names.map((name) => [name, new Y.Doc()]));
  }
  async sync(port) {
    const socket = line(port);
    const providers = open(socket, this.docs);
    await settled(providers);
    for (const provider of providers) provider.destroy();
    socket.destroy();
  }
  begin() {
    for (const [name, doc] of this.docs) {
      doc.transact(() => Object.entries(fresh(name)).forEach(([k, v]) => doc.getMap("head").set(k, v)));
    }
  }
  work() {
    for (const [name, doc] of this.docs) {
      const { answers, note } = edits(name);
      for (const [item, answer] of answers) doc.getMap("answers").set(item, answer);
      for (const piece of note) doc.getText("note").insert(doc.getText("note").length, piece);
    }
  }
  decide() {
    [...this.docs.values()].forEach((doc, at) => {
      const meant = office(at);
      if (meant) doc.transact(() => Object.entries(meant).forEach(([k, v]) => doc.getMap("head").set(k, v)));
    });
  }
  read(name) {
    const doc = this.docs.get(name);
    return { head: doc.getMap("head").toJSON(), answers: doc.getMap("answers").toJSON(), note: doc.getText("note").toString() };
  }
}
