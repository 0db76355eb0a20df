// One program through the workload: `node run.mjs PROGRAM TABLETS INSPECTIONS AT_ONCE`, figures as one line of JSON.
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edits, fresh, names, office, quantile } from "./workload.mjs";
import { wire } from "./wire.mjs";

const [, self, program, ...numbers] = process.argv;
if (program === "serve") {
  const { serve } = await import(`./${numbers[0]}.mjs`);
  process.send({ port: await serve(numbers[1]) });
} else {
  const [tablets, inspections, atOnce] = numbers.map(Number);
  console.log(JSON.stringify(await measure(program, tablets, inspections, atOnce)));
  process.exit(0);
}

/** CPU milliseconds and resident bytes of a process, as Linux counts them. */
function usage(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  const resident = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4096;
  return { cpu: (Number(stat[11]) + Number(stat[12])) * 10, resident };
}

async function each(devices, atOnce, act) {
  const walls = [];
  const waiting = [...devices.entries()];
  const hand = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const begin = performance.now();
      await act(next[1], next[0]);
      walls.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return walls;
}

async function measure(program, tablets, inspections, atOnce) {
  const { Device } = await import(`./${program}.mjs`);
  const folder = await mkdtemp(join(tmpdir(), `peer-${program}-`));
  const server = fork(self, ["serve", program, folder], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  const { port } = await new Promise((said, failed) => {
    server.once("message", said);
    server.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
  });
  const all = names(tablets, inspections);
  const line = await wire(port);
  const phase = async (devices, act) => {
    const before = { ...line.passed, ...usage(server.pid) };
    const begin = performance.now();
    const walls = await each(devices, atOnce, act);
    const after = { ...line.passed, ...usage(server.pid) };
    return {
      up: (after.up - before.up) / tablets,
      down: (after.down - before.down) / tablets,
      connections: after.connections - before.connections,
      cpu: (after.cpu - before.cpu) / (tablets * inspections),
      resident: after.resident,
      wall: performance.now() - begin,
      p50: quantile(walls, 0.5),
      p95: quantile(walls, 0.95),
    };
  };
  // The office makes everything; its own bytes go past the counting wire.
  const offices = all.map((mine) => new Device(mine, `${folder}/office`));
  for (const desk of offices) {
    await desk.begin();
    await desk.sync(port);
  }
  const devices = all.map((mine, at) => new Device(mine, `${folder}/t${at}`));
  const figures = { program };
  figures.download = await phase(devices, (device) => device.sync(line.port));
  for (const device of devices) await device.work();
  for (const desk of offices) {
    await desk.decide();
    await desk.sync(port);
  }
  figures.back = await phase(devices, (device) => device.sync(line.port));
  figures.idle = await phase(devices, (device) => device.sync(line.port));
  for (const desk of offices) await desk.sync(port);
  figures.wrong = 0;
  for (const [t, mine] of all.entries()) {
    for (const [at, name] of mine.entries()) {
      const { answers, note } = edits(name);
      const meant = { head: { ...fresh(name), ...office(at) }, answers: Object.fromEntries(answers), note: note.join("") };
      for (const place of [devices[t], offices[t]]) {
        figures.wrong += Number(!same(await place.read(name), meant));
      }
    }
  }
  server.kill("SIGKILL");
  line.close();
  await rm(folder, { recursive: true, force: true });
  return figures;
}

function same(a, b) {
  const sorted = (value) =>
    value !== null && typeof value === "object"
      ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
      : value;
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
