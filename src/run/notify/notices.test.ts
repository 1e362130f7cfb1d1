import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../../test/fakes/command-context.ts";
import { type LoopbackServer, startServer } from "../../../test/fakes/loopback-server.ts";
import { startMailServer, type TestMailServer } from "../../../test/fakes/mail-server.ts";
import { LOAD_SUMMARY, SMOKE_SUMMARY } from "../../../test/golden/sample-run.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { LoadTestError } from "../../base/errors.ts";
import { runNotify } from "../../commands/notify.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { openRunFolder, type RunFolder } from "../../store/run-folder.ts";
import type { ReadyTarget } from "../ready-target.ts";
import { Notices } from "./notices.ts";

const SECRET = "HookSecret-4711-abcdef";
const PASSWORD = "MailPassword-0815";
const TARGET = {
  installation: { kind: "target", baseUrl: "https://dms.example.org" },
  facts: { discovery: { version: "8.0.0" } },
  startedAt: new Date("2026-11-23T04:15:00Z"),
} as ReadyTarget;

let results: string;
let hook: LoopbackServer;
let mail: TestMailServer;
let posts: { readonly text: string; readonly blocks: unknown[] }[];
let status: number;
beforeEach(async () => {
  results = temporaryFolder();
  posts = [];
  status = 200;
  hook = await startServer(({ body }) => {
    posts.push(JSON.parse(body));
    return { status, body: "ok" };
  });
  mail = await startMailServer({ login: { user: "load@test.example", password: PASSWORD } });
});
afterEach(async () => {
  await hook.close();
  await mail.close();
});

function contextWith(values: Record<string, string> = {}, positionals: readonly string[] = []): TestContext {
  const mailUrl = `smtp://load%40test.example:${PASSWORD}@127.0.0.1:${mail.port}`;
  const own = {
    RESULTS_DIR: results,
    NOTIFY_WEBHOOK_URL: `${hook.url}/services/${SECRET}`,
    NOTIFY_EMAIL_TO: "team@test.example",
    SMTP_URL: mailUrl,
  };
  return createTestContext({ ...own, ...values }, positionals);
}

function writeRun(summary: RunSummary, base = results, name = summary.run): RunFolder {
  mkdirSync(join(base, name), { recursive: true });
  const folder = openRunFolder(base, name);
  folder.writeJson("summary.json", summary);
  folder.write("report.html", "<!doctype html><title>the report</title>");
  return folder;
}

function expectNoSecrets({ lines, documents }: TestContext): void {
  const told = JSON.stringify([lines, documents, posts, mail.mails.map(({ raw }) => raw)]);
  expect(told).not.toContain(SECRET);
  expect(told).not.toContain(PASSWORD);
}

describe("the end of a run", () => {
  it("is sent once over each channel", async () => {
    const test = contextWith({ NOTIFY_REPORT_URL: "https://files.example/results" });
    await new Notices(test.context).runEnded(writeRun(LOAD_SUMMARY));
    expect(posts.map(({ text }) => text)).toEqual(["Ed-Fi load test: FAIL: load, profile dev"]);
    expect(JSON.stringify(posts)).toContain(`https://files.example/results/${LOAD_SUMMARY.run}/report.html`);
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]?.raw).not.toContain("filename=");
    expect(test.lines).toEqual([
      `notice    fail sent by slack webhook at ${new URL(hook.url).host} and e-mail by 127.0.0.1:${mail.port}`,
    ]);
    expectNoSecrets(test);
  });

  it("has the report and a baseline if they are requested", async () => {
    const base: RunSummary = { ...LOAD_SUMMARY, run: "20261122T041500Z-dev-load", requestsPerSecond: 40.4 };
    writeRun(base);
    writeFileSync(join(results, "baselines.json"), JSON.stringify({ good: base.run }));
    const { context } = contextWith({ NOTIFY_ATTACH_REPORT: "true", NOTIFY_BASELINE: "good" });
    await new Notices(context).runEnded(writeRun(LOAD_SUMMARY));
    expect(mail.mails[0]?.raw).toContain("filename=report.html");
    expect(JSON.stringify(posts)).toContain("20.2 /s (-50 %, base 40.4 /s)");
  });

  it("is not sent if it is not wanted or the run was interrupted", async () => {
    const folder = writeRun(LOAD_SUMMARY);
    await new Notices(contextWith({ NOTIFY_ON: "pass" }).context).runEnded(folder);
    await new Notices(contextWith({ NOTIFY_ON: "none" }).context).runEnded(folder);
    const { context } = contextWith();
    const interrupted = { ...context, cleanup: { ...context.cleanup, interrupted: true } };
    await new Notices(interrupted).runEnded(folder);
    expect([posts, mail.mails]).toEqual([[], []]);
  });

  it("of a full run is one notice about all its phases", async () => {
    const full = join(results, "20261123T041000Z-dev-full");
    const { startedAt } = LOAD_SUMMARY;
    writeRun(LOAD_SUMMARY, full, "load");
    writeRun({ ...SMOKE_SUMMARY, profile: "dev", startedAt }, full, "smoke");
    writeFileSync(join(full, "full.json"), JSON.stringify({ order: ["smoke", "load"] }));
    const test = contextWith({ NOTIFY_REPORT_URL: "https://files.example" });
    await new Notices(test.context).runEnded(openRunFolder(results, "20261123T041000Z-dev-full"));
    expect(posts.map(({ text }) => text)).toEqual(["Ed-Fi load test: FAIL: smoke pass, load fail, profile dev"]);
    expect(JSON.stringify(posts)).toContain("https://files.example/20261123T041000Z-dev-full/load/report.html");
    expect(JSON.stringify(posts)).toContain("*Run:* 20261123T041000Z-dev-full");
    expect(mail.mails).toHaveLength(1);
  });
});

describe("a channel that fails", () => {
  it("prints one line after a few tries, and does not affect the other", async () => {
    status = 503;
    const test = contextWith();
    const begun = performance.now();
    await new Notices(test.context).runEnded(writeRun(LOAD_SUMMARY));
    expect(performance.now() - begun).toBeLessThan(6_000);
    expect(posts).toHaveLength(3);
    expect(mail.mails).toHaveLength(1);
    expect(test.lines.filter((line) => line.startsWith("warning"))).toEqual([
      `warning   notice not sent by slack webhook at ${new URL(hook.url).host}: returned 503: ok (3 tries)`,
    ]);
    expectNoSecrets(test);
  });

  it("prints one line if all of them fail", async () => {
    const down = { NOTIFY_WEBHOOK_URL: `http://127.0.0.1:1/${SECRET}`, SMTP_URL: `smtp://u@x:${PASSWORD}@127.0.0.1:1` };
    const test = contextWith({ ...down, NOTIFY_EMAIL_FROM: "a@test.example" });
    await new Notices(test.context).runEnded(writeRun(LOAD_SUMMARY));
    expect(test.lines).toHaveLength(1);
    expect(test.lines[0]).toMatch(/^warning {3}notice not sent by slack webhook.*; nor by e-mail by 127\.0\.0\.1:1: /);
    expectNoSecrets(test);
  });

  it("causes one warning per run, however many notices it fails", async () => {
    status = 404;
    const test = contextWith({ NOTIFY_ON: "start,fail", NOTIFY_EMAIL_TO: "", SMTP_URL: "" });
    const notices = new Notices(test.context);
    notices.runStarted("load", TARGET, "dev");
    await notices.runEnded(writeRun(LOAD_SUMMARY));
    const channel = `slack webhook at ${new URL(hook.url).host}`;
    expect(test.lines).toEqual([
      `warning   notice not sent by ${channel}: returned 404: ok`,
      `notice    fail not sent by ${channel} either`,
    ]);
  });

  it("or is misconfigured is reported once", async () => {
    const test = contextWith({ NOTIFY_WEBHOOK_URL: `ftp://${SECRET}`, NOTIFY_ON: "fail,strat" });
    const notices = new Notices(test.context);
    notices.runStarted("load", TARGET, "dev");
    await notices.runEnded(writeRun(LOAD_SUMMARY));
    expect(test.lines.filter((line) => line.startsWith("warning"))).toEqual([
      "warning   notices: NOTIFY_WEBHOOK_URL must begin with https:// or http:// and must not contain a user name; NOTIFY_ON: unknown event strat (did you mean start?)",
    ]);
    expect(mail.mails).toHaveLength(1);
    expectNoSecrets(test);
  });
});

it("the notice of the start of a run is sent before its end, if it is wanted", async () => {
  const { context } = contextWith({ NOTIFY_ON: "start,fail" });
  const notices = new Notices(context);
  notices.runStarted("load", TARGET, "dev");
  await notices.runEnded(writeRun(LOAD_SUMMARY));
  expect(posts.map(({ text }) => text)).toEqual([
    "Ed-Fi load test: STARTED: load, profile dev",
    "Ed-Fi load test: FAIL: load, profile dev",
  ]);
  expect(mail.mails).toHaveLength(2);
});

it("a notice is sent for a run that could not start, but not for a wrong flag", async () => {
  const { context } = contextWith();
  const notices = new Notices(context);
  await notices.commandFailed(new LoadTestError("usage", "wrong"));
  expect(posts).toEqual([]);
  await notices.commandFailed(new LoadTestError("preflight", "the target is down", { hint: "start it" }));
  expect(posts.map(({ text }) => text)).toEqual(["Ed-Fi load test: ERROR: npm run load, profile dev"]);
  expect(JSON.stringify(posts)).toContain("the target is down");
});

it("a failure is thrown on, and its notice is sent when the command ends", async () => {
  const { context } = contextWith();
  const steps: (() => void | Promise<void>)[] = [];
  const cleanup = { ...context.cleanup, add: (step: () => void | Promise<void>) => void steps.push(step) };
  const failing = new Notices({ ...context, cleanup }).ofFailure(() => Promise.reject(new Error("broken")));
  await expect(failing).rejects.toThrow("broken");
  expect(posts).toEqual([]);
  for (const step of steps) await step();
  expect(posts).toHaveLength(1);
});

describe("npm run notify", () => {
  it("--test prints the result of each channel", async () => {
    const good = contextWith({ NOTIFY_TEST: "true", NOTIFY_ON: "none" });
    expect(await runNotify(good.context)).toBe(0);
    expect(good.lines.map((line) => line.slice(0, 4))).toEqual(["PASS", "PASS"]);
    status = 404;
    const bad = contextWith({ NOTIFY_TEST: "true" });
    expect(await runNotify(bad.context)).toBe(99);
    expect(bad.lines).toEqual([
      expect.stringMatching(/^FAIL {2}slack webhook at .*: returned 404: ok$/),
      expect.stringMatching(/^PASS/),
    ]);
    expect(bad.documents).toMatchObject([{ ok: false, channels: [{ ok: false }, { ok: true }] }]);
    expectNoSecrets(bad);
  });

  it("RUN sends the notice of a finished run", async () => {
    writeRun(LOAD_SUMMARY);
    expect(await runNotify(contextWith({}, [LOAD_SUMMARY.run]).context)).toBe(0);
    expect(posts.map(({ text }) => text)).toEqual(["Ed-Fi load test: FAIL: load, profile dev"]);
    expect(readFileSync(join(results, LOAD_SUMMARY.run, "summary.json"), "utf8")).not.toContain(SECRET);
  });

  it("RUN may be a full run", async () => {
    const full = join(results, "20261123T041000Z-dev-full");
    writeRun({ ...SMOKE_SUMMARY, profile: "dev" }, full, "smoke");
    writeFileSync(join(full, "full.json"), "{}");
    for (const name of ["20261123T041000Z-dev-full", "latest"]) {
      expect(await runNotify(contextWith({}, [name]).context)).toBe(0);
    }
    expect(posts).toHaveLength(2);
  });

  it("without a channel, with a wrong one, or without RUN is an error", async () => {
    const nothing = createTestContext({ NOTIFY_TEST: "true" });
    await expect(runNotify(nothing.context)).rejects.toMatchObject({ kind: "config" });
    const wrong = contextWith({ NOTIFY_EMAIL_TO: "nobody", NOTIFY_TEST: "true" });
    await expect(runNotify(wrong.context)).rejects.toThrow('NOTIFY_EMAIL_TO: "nobody" is not an e-mail address');
    await expect(runNotify(contextWith().context)).rejects.toMatchObject({ kind: "usage" });
  });
});
