import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { MachineCollector } from "./machine-collector.ts";

/** Listens on a free port, and answers when it has used one second of CPU time: with the seconds that it really used. */
const BURNER = `
  const answer = () => {
    const begun = process.cpuUsage();
    for (;;) {
      const { user, system } = process.cpuUsage(begun);
      if (user + system > 1e6) return String((user + system) / 1e6);
    }
  };
  const server = require("node:http").createServer((_, response) => response.end(answer()));
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

async function startBurner(): Promise<{ readonly url: string; burn(): Promise<number> }> {
  const child: ChildProcess = spawn(process.execPath, ["--eval", BURNER], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const [port] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  const url = `http://127.0.0.1:${port.toString().trim()}`;
  return { url, burn: async () => Number(await (await fetch(url)).text()) };
}

test.skipIf(process.platform !== "linux")(
  "finds the CPU time of the process that listens, apart from others",
  async () => {
    const [target, other] = await Promise.all([startBurner(), startBurner()]);
    const collector = new MachineCollector(target.url);
    await collector.sample();
    const begunMs = performance.now();
    let untilAnswered = 0;
    const [ofTarget, ofOther] = await Promise.all([
      target.burn().finally(() => {
        untilAnswered = (performance.now() - begunMs) / 1000;
      }),
      other.burn(),
    ]);
    const figures = await collector.sample();
    const seconds = (performance.now() - begunMs) / 1000;

    const [name] = Object.keys(figures).filter((figure) => figure.startsWith("machine.container.cpu:node"));
    const found = (figures[name ?? ""] ?? 0) * seconds;
    expect(found).toBeGreaterThan(0.9 * ofTarget);
    expect(found).toBeLessThan(1.1 * ofTarget);
    // Its only thread wanted a core until it had answered, whether it got one or not.
    const wanted = (figures[name?.replace(".cpu:", ".busiestThread:") ?? ""] ?? 0) * seconds;
    expect(wanted).toBeGreaterThan(0.9 * ofTarget);
    expect(wanted).toBeLessThan(1.1 * untilAnswered);
    // The other one is a child of this process, as k6 is one of the runner.
    expect((figures["machine.generatorCpu"] ?? 0) * seconds).toBeGreaterThan(0.9 * ofOther);
    const cores = figures["machine.cores"] ?? 0;
    expect((figures["machine.cpu"] ?? 0) * cores * seconds).toBeGreaterThan(0.9 * (ofTarget + ofOther));
    expect(figures[`machine.container.memory:${name?.split(":")[1]}`]).toBeGreaterThan(10_000_000);
  },
);
