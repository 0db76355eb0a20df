// A wire that counts what passes, each way.
import { createServer, connect } from "node:net";

export async function wire(target) {
  const passed = { up: 0, down: 0, connections: 0 };
  const server = createServer((client) => {
    passed.connections += 1;
    const line = connect(target, "127.0.0.1");
    client.on("data", (part) => (passed.up += part.length));
    line.on("data", (part) => (passed.down += part.length));
    client.pipe(line).pipe(client);
    for (const [one, other] of [[client, line], [line, client]]) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { port: server.address().port, passed, close: () => server.close() };
}
