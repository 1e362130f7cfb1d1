import { afterEach, describe, expect, it } from "vitest";
import {
  type FakeHandler,
  type FakeRequest,
  type LoopbackServer,
  startServer,
} from "../../../test/fakes/loopback-server.ts";
import { LOAD_SUMMARY } from "../../../test/golden/sample-run.ts";
import { mattermostPayload } from "../../results/notify/mattermost.ts";
import { endNotice } from "../../results/notify/notice.ts";
import { slackPayload } from "../../results/notify/slack.ts";
import { teamsPayload } from "../../results/notify/teams.ts";
import type { TryResult } from "./channel.ts";
import { type WebhookTemplate, webhookChannel } from "./webhook-channel.ts";

const SECRET_PATH = "/services/T0001/B0002/abcdefghijklmnop";
const SECRET_QUERY = "sig=Zyxwvutsrqponm";
const NOTICE = endNotice([LOAD_SUMMARY], undefined, { url: "https://ci.example/1" });

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function post(handler: FakeHandler, template: WebhookTemplate = "slack"): Promise<TryResult> {
  server = await startServer(handler);
  const channel = webhookChannel(new URL(`${server.url}${SECRET_PATH}?${SECRET_QUERY}`), template);
  expect(channel.name).not.toMatch(/services|sig/);
  return channel.send({ notice: NOTICE, attachments: [] }, AbortSignal.timeout(4_000));
}

describe.each([
  ["slack", slackPayload],
  ["mattermost", mattermostPayload],
  ["teams", teamsPayload],
] as const)("%s", (template, payload) => {
  it("posts its own form as JSON, once", async () => {
    const seen: FakeRequest[] = [];
    const result = await post((request) => {
      seen.push(request);
      return { body: "ok" };
    }, template);
    expect(result).toEqual({ kind: "sent" });
    expect(seen).toHaveLength(1);
    expect([seen[0]?.method, seen[0]?.path, seen[0]?.query.get("sig")]).toEqual([
      "POST",
      SECRET_PATH,
      "Zyxwvutsrqponm",
    ]);
    expect(seen[0]?.headers["content-type"]).toContain("application/json");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual(payload(NOTICE));
  });
});

describe("answers", () => {
  it.each([
    [429, { "retry-after": "2" }, { kind: "retry", reason: "returned 429: slow down", retryAfterMs: 2000 }],
    [503, {}, { kind: "retry", reason: "returned 503: slow down" }],
    [404, {}, { kind: "failed", reason: "returned 404: slow down" }],
    [302, { location: "https://elsewhere.example" }, { kind: "failed", reason: "returned 302: slow down" }],
  ])("%d", async (status, headers, result) => {
    expect(await post(() => ({ status, headers: headers as Record<string, string>, body: "slow down" }))).toEqual(
      result,
    );
    expect(server?.calls).toHaveLength(1);
  });

  it("of Teams may be a refusal in words", async () => {
    const body = "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429";
    expect((await post(() => ({ body }), "teams")).kind).toBe("retry");
    expect((await post(() => ({ body }), "slack")).kind).toBe("sent");
  });

  it("that repeat the address show nothing of it", async () => {
    const body = `no hook at ${SECRET_PATH}?${SECRET_QUERY} (abcdefghijklmnop, Zyxwvutsrqponm)`;
    const result = await post(() => ({ status: 404, body }));
    expect(JSON.stringify(result)).not.toMatch(/abcdefghijklmnop|Zyxwvutsrqponm|B0002\/abc/);
  });
});

it("a broken connection and a closed port are failures that may pass, without the address", async () => {
  const reset = await post(() => "reset");
  expect(reset.kind).toBe("retry");
  const closed = webhookChannel(new URL(`http://127.0.0.1:1${SECRET_PATH}`), "slack");
  const refused = await closed.send({ notice: NOTICE, attachments: [] }, AbortSignal.timeout(4_000));
  expect(refused.kind).toBe("retry");
  expect(JSON.stringify([reset, refused])).not.toContain("abcdefghijklmnop");
});

it("a server that hangs is left at the signal", async () => {
  server = await startServer(() => "hang");
  const begun = performance.now();
  const channel = webhookChannel(new URL(server.url), "slack");
  const result = await channel.send({ notice: NOTICE, attachments: [] }, AbortSignal.timeout(200));
  expect(result.kind).toBe("retry");
  expect(performance.now() - begun).toBeLessThan(4_000);
});
