/** Discovery documents and tokens that lead nowhere are named before the run, and a token that ends in the middle after it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isWrite, type Mischief, type ProxyRequest } from "./support/hostile-proxy.ts";
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

describe("says before the run that", () => {
  test.each<[string, (given: ProxyRequest) => Mischief | undefined, RegExp]>([
    [
      "addresses lead to a name that is not known here",
      rewrite("/", (text) => text.replace(/http:\/\/[^/"]+/g, "http://dms.invalid:8080")),
      /token: POST http:\/\/dms\.invalid:8080\/oauth\/token: the host name dms\.invalid cannot be resolved\n.*discovery document lists this URL.*UseReverseProxyHeaders/,
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

test("prints why a run ends when there is no valid token", async () => {
  // Tokens of two seconds, and none any more once the load is at work.
  let writes = 0;
  target.proxy.mischief = (given) => {
    if (isWrite(given)) writes++;
    if (given.path !== TOKEN) return given.method === "POST" ? { kind: "delay", ms: 30 } : undefined;
    if (writes > 0) return { kind: "answer", answer: { status: 401, body: '{"error":"invalid_client"}' } };
    return rewrite(TOKEN, (text) => text.replace(/("expires_in":\s*)\d+/, "$12"))(given);
  };
  const run = await target.load();
  expect(run.code, run.output).toBe(108);
  expect(run.output).toMatch(/there was no valid token: POST .* returned 401: invalid_client/);
});
