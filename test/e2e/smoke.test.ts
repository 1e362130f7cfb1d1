/** The smoke phase by its command: verdict, run folder, and three independent counts that must agree. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { runCommand, start } from "./support/program.ts";
import { readJson, runFolders, type SmokeSummary } from "./support/run-folder.ts";
import { byRoute, startTestSandbox, totalRows } from "./support/sandbox.ts";

let clone: Clone;
let temporary: string;
beforeAll(() => {
  clone = createClone();
  temporary = mkdtempSync(join(tmpdir(), "e2e-smoke-"));
});
afterAll(() => {
  clone.remove();
  rmSync(temporary, { recursive: true, force: true });
});

describe("on the embedded sandbox", () => {
  test("passes, and leaves a run folder where the user stands", async () => {
    const before = runFolders(clone.file("results"));
    const args = ["--prefix", clone.root, "run", "--silent", "smoke", "--", "--results-dir", "results"];
    const run = await start("npm", args, temporary, { SANDBOX_DIR: "./store" }).ended;
    expect(run.output).toMatch(/^PASS {2}smoke on embedded sandbox: [\d,]+ checks passed, 0 failed, [\d,]+ requests/m);
    expect(run.code).toBe(0);
    expect(run.stdout.split("\n")[0]).toMatch(/^PASS/);
    const [folder = ""] = runFolders(join(temporary, "results"));
    expect(basename(folder)).toMatch(/^\d{8}T\d{6}Z-smoke-smoke$/);
    const manifest = readJson<Record<string, unknown>>(folder, "manifest.json");
    expect(manifest).toMatchObject({ phase: "smoke", profile: "smoke", target: { kind: "sandbox" } });
    expect(readJson<SmokeSummary>(folder, "summary.json")).toMatchObject({
      verdict: "pass",
      failures: 0,
      causes: [],
      reasons: [],
      notes: [expect.stringMatching(/^the sandbox ran on the same cores as k6/)],
    });
    expect(readFileSync(join(folder, "k6.log"), "utf8")).toContain("running");
    expect(runFolders(clone.file("results"))).toEqual(before);
    expect(existsSync(join(temporary, "store/client.env"))).toBe(true);
  });

  test("prints one JSON document with --json, whatever the user's own settings of k6", async () => {
    const home = join(temporary, "home");
    for (const path of [".config/k6", "Library/Application Support/k6"]) {
      mkdirSync(join(home, path), { recursive: true });
      writeFileSync(join(home, path, "config.json"), JSON.stringify({ blacklistIPs: ["127.0.0.0/8"] }));
    }
    const run = await runCommand(clone, "run-smoke-test", ["--json"], { HOME: home });
    expect(run.stderr).toMatch(/k6 settings .*config\.json is not used \(blacklistIPs\)/);
    expect(JSON.parse(run.stdout)).toMatchObject({ verdict: "pass", checks: { failed: 0 }, tokens: { issued: 1 } });
    expect(run.code).toBe(0);
  });
});

test("k6, the runner and the sandbox count the same, and nothing is left at the target", async () => {
  const sandbox = await startTestSandbox(clone);
  try {
    const preflight = await runCommand(clone, "preflight", [], sandbox.environment);
    expect(preflight.code).toBe(0);
    const before = await sandbox.ledger();
    await sandbox.resetLedger();
    const run = await runCommand(
      clone,
      "run-smoke-test",
      ["--results-dir", join(temporary, "counted")],
      sandbox.environment,
    );
    expect(run.code).toBe(0);
    const after = await sandbox.ledger();

    const [folder = ""] = runFolders(join(temporary, "counted"));
    const summary = readJson<SmokeSummary>(folder, "summary.json");
    const ofPreflight = byRoute(before);
    // The run's own preflight asks the same as the command of that name.
    const ofSandbox = [...byRoute(after)]
      .filter(([route]) => route.includes("/data/"))
      .reduce((sum, [route, count]) => sum + count - (ofPreflight.get(route) ?? 0), 0);
    expect(summary.requests).toBe(ofSandbox);
    expect(ofSandbox).toBeGreaterThan(100);

    expect(after.tokens).toMatchObject({ issued: 1, refused: 0, limited: 0 });
    expect(totalRows(after)).toBe(totalRows(before));
    expect(after.rows).toEqual(before.rows);
    expect(after.duplicates).toBe(0);
    for (const [resource, writes] of Object.entries(after.writes)) {
      expect(writes.deleted, `deleted ${resource}`).toBe(writes.created);
    }
  } finally {
    await sandbox.stop();
  }
});

test("k6 and the runner take the same address of a name: localhost on ::1 only", async () => {
  const sandbox = await startTestSandbox(clone, ["--host=::1"], ".sandbox-ipv6");
  try {
    const environment = { ...sandbox.environment, API_BASE_URL: `http://localhost:${new URL(sandbox.baseUrl).port}` };
    const run = await runCommand(clone, "run-smoke-test", ["--results-dir", "ipv6"], environment);
    expect(run.output).toMatch(/^PASS {2}smoke on target http:\/\/localhost:\d+: /m);
    const [folder = ""] = runFolders(clone.file("ipv6"));
    expect(readJson(folder, "manifest.json")).toMatchObject({ target: { addressFamily: "IPv6" } });
  } finally {
    await sandbox.stop();
  }
});
