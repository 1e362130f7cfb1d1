import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { niceOfShare, runAsBatch, setSessionNice } from "./session-weight.ts";

const SCHED_BATCH = "3";

it.each([
  [2, 2, 0],
  [1, 2, 3],
  [2, 8, 6],
  [0.1, 64, 19],
  [4, 2, 0],
])("for %d of %d cores it is %d", (cores, all, nice) => {
  expect(niceOfShare(cores, all)).toBe(nice);
});

it.skipIf(!existsSync("/proc/self/autogroup"))("is that of the session of the process", async () => {
  const child = spawn("sleep", ["10"], { detached: true, stdio: "ignore" });
  try {
    setSessionNice(child.pid as number, 3);
    expect(readFileSync(`/proc/${child.pid}/autogroup`, "utf8")).toMatch(/ nice 3\n$/);
  } finally {
    child.kill("SIGKILL");
  }
});

it.skipIf(process.platform !== "linux" || spawnSync("chrt", ["--version"]).error !== undefined)(
  "a process runs as batch work",
  () => {
    const child = spawn("sleep", ["10"], { stdio: "ignore" });
    try {
      runAsBatch(child.pid as number);
      const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8");
      // Field 41 of proc_pid_stat(5) is the policy; the name, field 2, may hold spaces.
      expect(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[38]).toBe(SCHED_BATCH);
    } finally {
      child.kill("SIGKILL");
    }
  },
);

it("is left where there is no such process", () => {
  expect(() => setSessionNice(2 ** 30, 3)).not.toThrow();
  expect(() => runAsBatch(2 ** 30)).not.toThrow();
});
