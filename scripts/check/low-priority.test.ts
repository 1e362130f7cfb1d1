import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { afterEach, expect, it, vi } from "vitest";
import { keepLow, LOW } from "./low-priority.ts";

const started: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

function start(script: string) {
  const child = spawn(process.execPath, ["-e", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  started.push(child);
  return child;
}

it("gives the process a low priority", () => {
  const { pid } = start("setTimeout(() => {}, 20_000)");
  keepLow(pid as number)();
  expect(getPriority(pid as number)).toBe(Math.max(LOW, getPriority()));
});

it.skipIf(!existsSync("/proc/self/autogroup"))("lowers the share of sessions that it starts", async () => {
  const inner = `require("child_process").spawn("sleep", ["20"], { detached: true })`;
  const outer = start(`console.log(${inner}.pid)`);
  const stop = keepLow(outer.pid as number);
  try {
    const [pid] = await new Promise<string[]>((resolve) =>
      outer.stdout?.once("data", (data) => resolve(String(data).split("\n"))),
    );
    await vi.waitFor(
      () => expect(readFileSync(`/proc/${pid}/autogroup`, "utf8")).toMatch(new RegExp(` nice ${LOW}\\n$`)),
      10_000,
    );
    process.kill(Number(pid));
  } finally {
    stop();
  }
});
