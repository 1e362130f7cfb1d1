/** Discovery documents and token answers of every kind: what works is used, what cannot is named before the run. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { html, type Mischief, type ProxyRequest } from "./support/hostile-proxy.ts";
import { type HostileTarget, startHostileTarget } from "./support/hostile-run.ts";

let target: HostileTarget;
beforeAll(async () => {
  target = await startHostileTarget();
});
afterEach(() => {
  target.proxy.mischief = undefined;
});
afterAll(() => target.stop());

/** Changes the text of one answer. */
function rewrite(path: string, change: (text: string) => string): (given: ProxyRequest) => Mischief | undefined {
  return (given) =>
    given.path === path
      ? { kind: "change", change: (answer) => ({ ...answer, body: change(answer.body.toString()) }) }
      : undefined;
}

const TOKEN = "/oauth/token";

test.each<[string, (given: ProxyRequest) => Mischief | undefined]>([
  [
    "addresses that end with slashes, after a byte order mark",
    rewrite("/", (text) => `\ufeff${text.replace(/("http[^"]+)"/g, '$1//"')}`),
  ],
  [
    "a lifetime as text, and members that nobody knows",
    rewrite(TOKEN, (text) => text.replace(/("expires_in":\s*)(\d+)/, '$1"$2","x":{"y":[1]}')),
  ],
  ["a lifetime below nothing", rewrite(TOKEN, (text) => text.replace(/("expires_in":\s*)(\d+)/, "$1-5"))],
])("takes %s", async (_name, mischief) => {
  target.proxy.mischief = mischief;
  const run = await target.smoke();
  expect(run.output).toMatch(/^PASS/m);
});

describe("says before the run that", () => {
  test.each<[string, (given: ProxyRequest) => Mischief | undefined, RegExp]>([
    [
      "addresses lead to a name that is not known here",
      rewrite("/", (text) => text.replace(/http:\/\/[^/"]+/g, "http://dms.invalid:8080")),
      /token: POST http:\/\/dms\.invalid:8080\/oauth\/token: the host name dms\.invalid cannot be resolved\n.*discovery document lists this URL.*UseReverseProxyHeaders/,
    ],
    [
      "addresses are relative",
      rewrite("/", (text) => text.replace(/"http:\/\/[^/"]+/g, '"')),
      /discovery: .*"urls" lack absolute URLs for oauth, dependencies, dataManagementApi/,
    ],
    [
      "the token is a web page",
      ({ path }) => (path === TOKEN ? html(200, "Sign in") : undefined),
      /token: POST .*\/oauth\/token returned 200 without an access_token/,
    ],
    [
      "the token would add a header",
      rewrite(TOKEN, () => '{"access_token":"a\\r\\nX-Evil: 1","expires_in":1800}'),
      /token: POST .*\/oauth\/token returned 200 without an access_token/,
    ],
    [
      "the token is elsewhere",
      ({ path }) =>
        path === TOKEN ? { kind: "answer", answer: { status: 307, headers: [["Location", "/steal"]] } } : undefined,
      /token: POST .*\/oauth\/token returned 307, a redirect to \/steal/,
    ],
  ])("%s", async (_name, mischief, words) => {
    target.proxy.mischief = mischief;
    const run = await target.smoke();
    expect(run.code).toBe(4);
    expect(run.stderr).toMatch(words);
    expect(run.stderr.match(/^error: /gm)).toHaveLength(1);
    expect(target.proxy.seen.some(({ path }) => path === "/steal")).toBe(false);
  });
});

test("says why a run ends when no token can be had any more", async () => {
  let issued = 0;
  target.proxy.mischief = (given) => {
    if (given.path !== TOKEN) return given.method === "POST" ? { kind: "delay", ms: 30 } : undefined;
    if (issued++ > 0) return { kind: "answer", answer: { status: 401, body: '{"error":"invalid_client"}' } };
    return rewrite(TOKEN, (text) => text.replace(/("expires_in":\s*)\d+/, "$12"))(given);
  };
  const run = await target.load();
  expect(run.code).toBe(108);
  expect(run.output).toMatch(/there was no token any more: POST .* returned 401: invalid_client/);
});
