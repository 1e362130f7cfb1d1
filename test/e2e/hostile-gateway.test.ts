/** Gateways and login pages between generator and target: what passes is survived, what stays fails by name. */
import { expect, test } from "vitest";
import { useHostileTarget } from "./support/hostile-hooks.ts";
import { html, isData, isWrite, type Mischief } from "./support/hostile-proxy.ts";
import { expectComplete } from "./support/hostile-run.ts";
import { tokenRequests } from "./support/sandbox.ts";

const shared = useHostileTarget();

function answer(status: number, headers: readonly (readonly [string, string])[] = [], body = ""): Mischief {
  return { kind: "answer", answer: { status, headers, body } };
}

test("a load survives web pages of 502, 503 and 504, and pauses of every form", async () => {
  const inTenMinutes = (ms: number): string => new Date(Date.now() + 600_000 + ms).toUTCString();
  const passing = (): readonly Mischief[] => [
    html(502, "502 Bad Gateway"),
    html(503, "Service Unavailable"),
    html(504, "504 Gateway Time-out"),
    answer(408),
    answer(429, [["Retry-After", "1"]]),
    answer(429, [
      ["Retry-After", inTenMinutes(1000)],
      ["Date", inTenMinutes(0)],
    ]),
    answer(429, [["Retry-After", "soon"]]),
  ];
  let count = 0;
  shared.target.proxy.mischief = (given) =>
    isData(given) && ++count % 97 === 0 ? passing()[(count / 97) % 7] : undefined;
  await expectComplete(shared.target, await shared.target.load(), shared.rowsBefore);
});

test("a load survives a moment in which every token is refused, and renews once", async () => {
  await shared.target.sandbox.resetLedger();
  let count = 0;
  let end = 0;
  shared.target.proxy.mischief = (given) => {
    if (!isData(given)) return undefined;
    if (++count === 300) end = Date.now() + 1500;
    return Date.now() < end ? html(401, "401 - Unauthorized") : undefined;
  };
  await expectComplete(shared.target, await shared.target.load(), shared.rowsBefore);
  expect(tokenRequests(await shared.target.sandbox.ledger())).toBe(2);
});

test("fails by name when every token is refused for good", async () => {
  await shared.target.sandbox.resetLedger();
  let count = 0;
  shared.target.proxy.mischief = (given) =>
    isWrite(given) && ++count > 20 ? html(401, "401 - Unauthorized") : undefined;
  const run = await shared.target.load();
  expect(run.code).toBe(108);
  expect(run.output).toMatch(/401 unauthorized\. a web page titled "401 - Unauthorized"/);
  expect(tokenRequests(await shared.target.sandbox.ledger())).toBeLessThan(20);
});
