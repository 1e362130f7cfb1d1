/** The sandbox as an ODS/API 7: the same smoke phase. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { runCommand, startK6 } from "./support/program.ts";
import { byRoute, startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone, ["--flavour", "ods"]);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

test("passes the smoke phase by its own addresses", async () => {
  await sandbox.resetLedger();
  const run = await runCommand(clone, "run-smoke-test", [], sandbox.environment);
  expect(run.output).toMatch(/^PASS/m);
  expect(run.code).toBe(0);
  const routes = [...byRoute(await sandbox.ledger()).keys()];
  expect(routes).toContain("POST /data/v3/ed-fi/students");
  expect(routes.some((route) => /^(GET|POST) \/metadata\/data\/v3\/dependencies$/.test(route))).toBe(true);
  expect(routes.filter((route) => /^\w+ \/data\/(?!v3\/)/.test(route))).toEqual([]);
});

test("passes embedded, and by k6 alone", async () => {
  const embedded = await runCommand(clone, "run-smoke-test", [], { SANDBOX_ARGS: "--flavour ods" });
  expect(embedded.output).toMatch(/^PASS/m);
  const direct = await startK6(clone, ["run", "dist/smoke.js"], sandbox.environment).ended;
  expect(direct.output).toMatch(/^PASS/m);
});

test("takes the credentials in the body as well", async () => {
  const response = await fetch(`${sandbox.baseUrl}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
    }),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ access_token: expect.any(String), expires_in: expect.any(Number) });
});
