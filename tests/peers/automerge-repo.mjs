// automerge-repo over its WebSocket adapters: the server keeps its files by the Node adapter.
import { Repo, parseAutomergeUrl, stringifyAutomergeUrl } from "@automerge/automerge-repo";
import { WebSocketClientAdapter, WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import * as Automerge from "@automerge/automerge";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { WebSocketServer } from "ws";
import { edits, fresh, office } from "./workload.mjs";

export async function serve(folder) {
  const socket = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise((done) => socket.once("listening", done));
  new Repo({
    network: [new WebSocketServerAdapter(socket)],
    storage: new NodeFSStorageAdapter(join(folder, "server")),
    sharePolicy: async () => false,
  });
  return socket.address().port;
}

/** The same address for the same name on every device. */
function url(name) {
  const id = createHash("sha256").update(name).digest().subarray(0, 16);
  return stringifyAutomergeUrl({ documentId: new Uint8Array(id) });
}

/** Everything one device holds. */
export class Device {
  constructor(names, folder) {
    this.names = names;
    this.storage = new NodeFSStorageAdapter(join(folder, names[0]));
    mkdirSync(join(folder, names[0]), { recursive: true });
    this.docs = new Map();
  }
  async begin() {
    for (const name of this.names) {
      this.docs.set(name, Automerge.from({ head: fresh(name), answers: {}, note: "" }));
    }
  }
  change(name, change) {
    this.docs.set(name, Automerge.change(this.docs.get(name), change));
  }
  async work() {
    for (const name of this.names) {
      const { answers, note } = edits(name);
      for (const [item, answer] of answers) this.change(name, (doc) => (doc.answers[item] = answer));
      for (const piece of note) this.change(name, (doc) => Automerge.splice(doc, ["note"], doc.note.length, 0, piece));
    }
  }
  async decide() {
    this.names.forEach((name, at) => {
      const meant = office(at);
      if (meant) this.change(name, (doc) => Object.assign(doc.head, meant));
    });
  }
  async sync(port) {
    const adapter = new WebSocketClientAdapter(`ws://127.0.0.1:${port}`);
    const repo = new Repo({ network: [adapter], storage: this.storage });
    const server = new Promise((found) => repo.networkSubsystem.on("peer", ({ peerId, peerMetadata }) => found({ peerId, ...peerMetadata })));
    const { storageId } = await server;
    const handles = await Promise.all(
      this.names.map(async (name) => {
        const known = this.docs.get(name);
        if (!known) return repo.find(url(name));
        const handle = repo.import(Automerge.save(known), { docId: parseAutomergeUrl(url(name)).documentId });
        return handle;
      }),
    );
    await Promise.all(handles.map((handle) => handle.whenReady()));
    const agreed = (handle) => {
      const theirs = handle.getSyncInfo(storageId)?.lastHeads ?? [];
      const mine = handle.heads();
      return theirs.length === mine.length && theirs.every((head, at) => head === mine[at]);
    };
    while (!handles.every(agreed)) await new Promise((next) => setTimeout(next, 5));
    this.names.forEach((name, at) => this.docs.set(name, Automerge.clone(handles[at].doc())));
    await repo.shutdown();
  }
  read(name) {
    const { head, answers, note } = this.docs.get(name);
    return JSON.parse(JSON.stringify({ head, answers, note }));
  }
}
