/** A disk that is full: one line, exit code 5, and no run that looks whole. `/dev/full` stands for it. */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createCleanupStack } from "../../src/cli/cleanup-stack.ts";
import { K6_VERSION } from "../../src/machine/k6/k6-version.ts";
import type { Phase } from "../../src/run/phase.ts";
import { runPhase } from "../../src/run/run-phase.ts";
import { createTestContext } from "../fakes/command-context.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type Clone, createClone } from "./support/clone.ts";

let clone: Clone;
beforeAll(() => {
  clone = createClone();
});
afterAll(() => {
  vi.unstubAllEnvs();
  clone.remove();
});

/** As k6 does when its console file cannot be written: it prints this for each line, and continues. */
const K6 = `#!/bin/sh
[ "$1" = version ] && echo "k6 v${K6_VERSION} (go1.26.8, linux/amd64)" && exit
trap 'exit 105' INT
while :; do
  echo "Failed to write to log, write journal-1.log: no space left on device" >&2
  sleep 0.1
done
`;

const TOY: Phase<null> = {
  name: "toy",
  script: "/toy.js",
  fields: [],
  vus: () => 1,
  wantedClaims: () => [],
  prepare: async () => ({ work: null, what: "A toy", announcement: [] }),
  start: () => ({ journal: "journal-1.log" }),
  conclude: () => Promise.reject(new Error("there is nothing to conclude")),
  interrupted: async () => [],
};

test("a run ends when its journal is lost, and keeps what it has", async () => {
  const results = temporaryFolder();
  const k6 = join(results, "k6");
  writeFileSync(k6, K6, { mode: 0o755 });
  writeFileSync(join(results, "toy.js"), "");
  vi.stubEnv("K6_BIN", k6);
  const cleanup = createCleanupStack([]);
  const { context } = createTestContext({ RESULTS_DIR: results, SANDBOX_DIR: join(results, "store") });
  const phase = { ...TOY, script: join(results, "toy.js") };
  const run = runPhase({ ...context, cleanup }, phase).finally(() => cleanup.run());
  await expect(run).rejects.toMatchObject({
    exitCode: 5,
    message: expect.stringMatching(/-toy cannot be written: no space left on device$/),
    hint: expect.stringContaining("--resume"),
  });
  for (const file of ["manifest.json", "k6.log", "errors.ndjson"])
    expect(existsSync(join(results, "latest", file)), file).toBe(true);
});

test.skipIf(!existsSync("/dev/full")).each([
  [
    "results.js list",
    ">/dev/full",
    5,
    /^error: Standard output cannot be written: no space left on device\n {2}-> .+\n$/,
  ],
  ["run-load-phase.js --help-all", ">/dev/full", 5, /^error: Standard output cannot be written: /],
  ["run-load-phase.js --help-all", "| head -1", 0, /^$/],
])("%s %s", (command, redirection, code, stderr) => {
  const [file = "", ...args] = command.split(" ");
  const line = `set -o pipefail; "${process.execPath}" "${clone.file("dist/cli", file)}" ${args.join(" ")} ${redirection}`;
  const ended = spawnSync("bash", ["-c", line], { cwd: clone.root, encoding: "utf8" });
  expect(ended.stderr).toMatch(stderr);
  expect(ended.status).toBe(code);
});
