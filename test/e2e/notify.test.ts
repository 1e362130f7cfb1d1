/** Notices of real runs: one at the start, one at the end, no secret in anything, and no say in the verdict. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LoopbackServer, startServer } from "../fakes/loopback-server.ts";
import { startMailServer, type TestMailServer } from "../fakes/mail-server.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { type Environment, runCommand } from "./support/program.ts";
import { filesBelow } from "./support/run-folder.ts";

const SECRET = "HookSecret-4711-abcdef";
const PASSWORD = "MailPassword-0815";
const LOGIN = { user: "load@test.example", password: PASSWORD };

let clone: Clone;
let hook: LoopbackServer;
let mail: TestMailServer;
const posts: string[] = [];
beforeAll(async () => {
  clone = createClone();
  hook = await startServer(({ body }) => {
    posts.push(body);
    return { body: "ok" };
  });
  mail = await startMailServer({ login: LOGIN });
});
afterAll(async () => {
  await hook.close();
  await mail.close();
  clone.remove();
});

function settings(hookUrl: string, mailPort: number): Environment {
  return {
    NOTIFY_ON: "all",
    NOTIFY_WEBHOOK_URL: `${hookUrl}/services/${SECRET}`,
    NOTIFY_EMAIL_TO: "team@test.example",
    SMTP_HOST: "127.0.0.1",
    SMTP_PORT: String(mailPort),
    SMTP_USER: LOGIN.user,
    SMTP_PASSWORD: PASSWORD,
  };
}

function expectNoSecrets(output: string): void {
  const places = filesBelow(clone.file("results")).map((path) => readFileSync(path, "latin1"));
  for (const text of [output, ...posts, ...mail.mails.map(({ raw }) => raw), ...places]) {
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(PASSWORD);
  }
}

test("a smoke run is told when it starts and when it has passed", async () => {
  const run = await runCommand(clone, "run-smoke-test", ["--verbose"], settings(hook.url, mail.port));
  expect(run.code).toBe(0);
  const titles = posts.map((body) => (JSON.parse(body) as { text: string }).text);
  expect(titles[0]).toBe("Ed-Fi load test: STARTED: smoke, profile smoke");
  expect(titles[1]).toMatch(/^Ed-Fi load test: PASS( with warnings)?: smoke, profile smoke$/);
  expect(titles).toHaveLength(2);
  expect(mail.mails).toHaveLength(2);
  expect(posts[1]).toContain("report.html");
  expectNoSecrets(run.output);
});

test("with both channels down the verdict is the same, with a warning for each notice", async () => {
  const begun = performance.now();
  const run = await runCommand(clone, "run-smoke-test", [], settings("http://127.0.0.1:1", 1));
  expect(run.code).toBe(0);
  expect(run.stdout).toMatch(/^PASS {2}smoke: /);
  expect(run.stderr.match(/^warning {3}notice not sent by slack webhook.*; nor by e-mail/gm)).toHaveLength(2);
  expect(performance.now() - begun).toBeLessThan(60_000);
  expectNoSecrets(run.output);
});

test("a run that cannot begin is told as an error, with its own exit code", async () => {
  posts.length = 0;
  const own = { API_BASE_URL: "http://127.0.0.1:1", CLIENT_ID: "a", CLIENT_SECRET: "some-secret-4711" };
  const run = await runCommand(clone, "run-smoke-test", [], { ...settings(hook.url, mail.port), ...own });
  expect(run.code).toBe(4);
  expect(posts.map((body) => (JSON.parse(body) as { text: string }).text)).toEqual([
    "Ed-Fi load test: ERROR: npm run smoke, profile smoke",
  ]);
  expect(posts.join()).not.toContain("some-secret-4711");
  expectNoSecrets(run.output);
});

test("npm run notify -- --test", async () => {
  posts.length = 0;
  const good = await runCommand(clone, "notify", ["--test"], settings(hook.url, mail.port));
  expect(good.code).toBe(0);
  expect(posts).toHaveLength(1);
  const bad = await runCommand(clone, "notify", ["--test", "--json"], settings("http://127.0.0.1:1", mail.port));
  expect(bad.code).toBe(99);
  expect(JSON.parse(bad.stdout)).toMatchObject({ ok: false, channels: [{ ok: false }, { ok: true }] });
  expectNoSecrets(good.output + bad.output);
});
