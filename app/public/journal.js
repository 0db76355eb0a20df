// The journal's writer: a worker, because only a worker gets a file handle whose flush is a flush.
//
// It owns one journal file of this session (appended, flushed) and writes evidence files whole. It checks
// nothing and knows nothing: frames and names come ready from the page. Answers carry the request's number.

let journal = null;
let end = 0;
// The folder of this officer's seat; at the top for the first.
let home = "";

const folder = async (name) => {
  let top = await navigator.storage.getDirectory();
  if (home) top = await top.getDirectoryHandle(home, { create: true });
  return top.getDirectoryHandle(name, { create: true });
};

const writeAll = (handle, bytes, at) => {
  let done = 0;
  while (done < bytes.byteLength) done += handle.write(bytes.subarray(done), { at: at + done });
};

const acts = {
  // Opens the session's own file; its name is random, so that no two tabs share one.
  async open({ name, seat }) {
    home = seat;
    const file = await (await folder("journal")).getFileHandle(name, { create: true });
    journal = await file.createSyncAccessHandle();
    end = journal.getSize();
    return end;
  },
  // Writes at the last known good end: what a failed append may have left is overwritten.
  async append({ bytes }) {
    writeAll(journal, bytes, end);
    journal.flush();
    end += bytes.byteLength;
    return end;
  },
  // One file as a whole: evidence, the ballast.
  async put({ dir, name, bytes }) {
    const file = await (await folder(dir)).getFileHandle(name, { create: true });
    const handle = await file.createSyncAccessHandle();
    try {
      handle.truncate(0);
      writeAll(handle, bytes, 0);
      handle.flush();
      return handle.getSize();
    } finally {
      handle.close();
    }
  },
  async get({ dir, name }) {
    try {
      const file = await (await folder(dir)).getFileHandle(name);
      return new Uint8Array(await (await file.getFile()).arrayBuffer());
    } catch (error) {
      if (error.name === "NotFoundError") return null;
      throw error;
    }
  },
  async list({ dir }) {
    const names = [];
    for await (const [name, handle] of (await folder(dir)).entries()) {
      if (handle.kind === "file") names.push(`${name}\t${(await handle.getFile()).size}`);
    }
    return names;
  },
  async remove({ dir, name }) {
    try {
      await (await folder(dir)).removeEntry(name);
    } catch (error) {
      if (error.name !== "NotFoundError") throw error;
    }
    return true;
  },
};

// One after the other: two appends never interleave.
let queue = Promise.resolve();
self.onmessage = ({ data }) => {
  queue = queue.then(async () => {
    try {
      self.postMessage({ id: data.id, value: await acts[data.act](data) });
    } catch (error) {
      self.postMessage({ id: data.id, error: { name: error.name, message: error.message } });
    }
  });
};
