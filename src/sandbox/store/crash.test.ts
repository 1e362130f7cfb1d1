/** A process that writes without end is killed: what it leaves can be opened, and no referrer lacks its target. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { openStore } from "./store.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const WRITER = `
import { openStore } from "./src/sandbox/store/store.ts";
const store = openStore({ directory: process.argv[2] });
let written = 0;
function turn() {
  for (let each = 0; each < 40; each += 1) {
    written += 1;
    const content = (key, refs) => ({ key, alias: undefined, label: undefined, text: JSON.stringify({ key }), refs });
    const target = store.insert("ed-fi/targets", content("t" + process.pid + "-" + written, []));
    const referrer = store.insert("ed-fi/referrers", content("r" + process.pid + "-" + written, [target.seq]));
    if (written % 3 === 0) { store.remove(referrer); store.remove(target); }
    else if (written % 3 === 1) store.replace(target, content("moved" + process.pid + "-" + written, []));
  }
  setImmediate(turn);
}
turn();
`;

test("survives kill -9", async () => {
  const directory = mkdtempSync(join(tmpdir(), "sandbox-crash-"));
  const script = join(ROOT, "node_modules", `.crash-writer-${process.pid}.mjs`);
  const stdin = { contents: WRITER, resolveDir: ROOT, loader: "ts" } as const;
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    write: false,
  });
  writeFileSync(script, outputFiles[0]?.text ?? "");
  try {
    for (const round of ["a new store", "one that was killed before"]) {
      const before = await targetsIn(directory);
      const stored = await killAfterBatch(script, directory, before);
      expect(await targetsIn(directory), round).toBeGreaterThanOrEqual(stored);
    }
  } finally {
    rmSync(script, { force: true });
    rmSync(directory, { recursive: true, force: true });
  }
});

/** The writer never stops, so it is killed while it writes. @returns how many targets were on disk by then */
async function killAfterBatch(script: string, directory: string, before: number): Promise<number> {
  const child = spawn(process.execPath, [script, directory], { stdio: ["ignore", "ignore", "inherit"] });
  const exited = once(child, "exit");
  let stored = before;
  while (stored <= before && child.exitCode === null) stored = await targetsIn(directory);
  child.kill("SIGKILL");
  expect(await exited).toEqual([null, "SIGKILL"]);
  return stored;
}

/** Opens what is there and checks that it fits together. */
async function targetsIn(directory: string): Promise<number> {
  const store = openStore({ directory });
  const referrers = store.table("ed-fi/referrers").all();
  for (const { refs } of referrers) for (const seq of refs) expect(store.bySeq(seq)).toBeDefined();
  const targets = store.table("ed-fi/targets").all();
  for (const { key, seq } of targets) expect(store.table("ed-fi/targets").byKey(key)?.seq).toBe(seq);
  await store.close();
  return targets.length;
}
