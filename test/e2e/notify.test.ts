/** Notices of real runs: one at the start, one at the end, no secret in anything, and no say in the verdict. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freePort } from "../../src/machine/free-port.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { CHANNEL_SECRETS, type NoticeChannels, startNoticeChannels } from "./support/notice-channels.ts";
import { runCommand } from "./support/program.ts";
import { filesBelow } from "./support/run-folder.ts";

let clone: Clone;
let channels: NoticeChannels;
beforeAll(async () => {
  clone = createClone();
  channels = await startNoticeChannels();
});
beforeEach(() => channels.forget());
afterAll(async () => {
  await channels.close();
  clone.remove();
});

function expectNoSecrets(output: string): void {
  const places = filesBelow(clone.file("results")).map((path) => readFileSync(path, "latin1"));
  for (const text of [output, ...channels.texts(), ...places]) {
    for (const secret of CHANNEL_SECRETS) expect(text).not.toContain(secret);
  }
}

test("a smoke run sends notices when it starts and when it has passed", async () => {
  const run = await runCommand(clone, "run-smoke-test", ["--verbose"], channels.settings);
  expect(run.code).toBe(0);
  const [first, second, ...more] = channels.titles();
  expect(first).toBe("Ed-Fi load test: STARTED: smoke, profile smoke");
  expect(second).toMatch(/^Ed-Fi load test: PASS( with warnings)?: smoke, profile smoke$/);
  expect(more).toEqual([]);
  expect(channels.mails()).toBe(2);
  expect(channels.texts()[1]).toContain("report.html");
  expectNoSecrets(run.output);
});

test("with Prometheus, webhook and mail server down the verdict is the same, with one warning for each", async () => {
  const prometheus = { PROMETHEUS_URL: `http://127.0.0.1:${await freePort()}`, PROMETHEUS_INTERVAL: "1s" };
  const run = await runCommand(clone, "run-smoke-test", [], { ...channels.down, ...prometheus });
  expect(run.code).toBe(0);
  expect(run.stdout).toMatch(/^PASS {2}smoke on .+?: /);
  const warnings = run.stderr.split("\n").filter((line) => line.startsWith("warning"));
  expect(warnings.filter((line) => /Prometheus .* ECONNREFUSED/.test(line))).toHaveLength(1);
  expect(warnings.filter((line) => line.includes("Prometheus"))).toHaveLength(1);
  expect(warnings.filter((line) => line.includes("slack webhook"))).toHaveLength(1);
  expect(warnings.filter((line) => line.includes("e-mail"))).toHaveLength(1);
  expectNoSecrets(run.output);
});

test("a run that cannot start sends an error notice, with its own exit code", async () => {
  const own = { API_BASE_URL: "http://127.0.0.1:1", CLIENT_ID: "a", CLIENT_SECRET: "some-secret-4711" };
  const run = await runCommand(clone, "run-smoke-test", [], { ...channels.settings, ...own });
  expect(run.code).toBe(4);
  expect(channels.titles()).toEqual(["Ed-Fi load test: ERROR: npm run smoke, profile smoke"]);
  expect(channels.texts().join()).not.toContain("some-secret-4711");
  expectNoSecrets(run.output);
});

test("npm run notify -- --test", async () => {
  const good = await runCommand(clone, "notify", ["--test"], channels.settings);
  expect(good.code).toBe(0);
  expect(channels.titles()).toHaveLength(1);
  const half = { ...channels.settings, NOTIFY_WEBHOOK_URL: channels.down.NOTIFY_WEBHOOK_URL ?? "" };
  const bad = await runCommand(clone, "notify", ["--test", "--json"], half);
  expect(bad.code).toBe(99);
  expect(JSON.parse(bad.stdout)).toMatchObject({ ok: false, channels: [{ ok: false }, { ok: true }] });
  expectNoSecrets(good.output + bad.output);
});
