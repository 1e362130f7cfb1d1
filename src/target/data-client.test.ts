import { afterEach, describe, expect, it } from "vitest";
import { type FakeHandler, type LoopbackServer, startServer } from "../../test/fakes/loopback-server.ts";
import { LoadTestError } from "../base/errors.ts";
import { createDataClient, type DataClient, type DataClientOptions } from "./data-client.ts";
import { fixedToken, TokenGenerations } from "./token-generations.ts";

let closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.toReversed()) await close();
  closers = [];
});

async function open(
  handler: FakeHandler,
  more: Partial<DataClientOptions> = {},
): Promise<[DataClient, LoopbackServer]> {
  const server = await startServer(handler);
  const client = createDataClient({
    dataUrl: `${server.url}/data`,
    tokens: fixedToken("t"),
    width: 4,
    retryLimit: 3,
    ...more,
  });
  closers.push(
    () => server.close(),
    () => client.close(),
  );
  return [client, server];
}

/** Answers one after the other, the last again and again. */
function inTurn(...answers: readonly ReturnType<FakeHandler>[]): FakeHandler {
  let at = 0;
  return () => answers[Math.min(at++, answers.length - 1)] as ReturnType<FakeHandler>;
}

describe("createDataClient", () => {
  it("repeats resets and unavailability, up to the limit", async () => {
    const [client, server] = await open(inTurn("reset", { status: 503 }, { status: 204 }));
    expect(await client.call("DELETE", "/ed-fi/students/1")).toMatchObject({
      outcome: "deleted",
      status: 204,
      repeats: 2,
    });
    expect(server.calls).toEqual(Array(3).fill("DELETE /data/ed-fi/students/1"));
    const [broken] = await open(inTurn("reset"), { retryLimit: 1 });
    expect(await broken.call("GET", "/ed-fi/students/1")).toMatchObject({ outcome: "cut-off", status: 0, repeats: 1 });
  });

  it("holds all callers for as long as the target asks", async () => {
    const starts: number[] = [];
    let first = true;
    const [client] = await open(() => {
      starts.push(Date.now());
      if (!first) return { status: 204 };
      first = false;
      return { status: 429, headers: { "retry-after": "1" } };
    });
    const one = client.call("DELETE", "/ed-fi/a/1");
    while (starts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([one, client.call("DELETE", "/ed-fi/a/2"), client.call("DELETE", "/ed-fi/a/3")]);
    expect(starts.slice(1).every((start) => start - (starts[0] as number) >= 990)).toBe(true);
  });

  it("asks no more after 200 server errors in a row, whatever the number of callers", async () => {
    const answers = [...Array(150).fill({ status: 503 }), { status: 200, body: "[]" }, { status: 500 }];
    const [client, server] = await open(inTurn(...answers), { retryLimit: 0 });
    const replies = [];
    for (let call = 0; call < 360; call++) replies.push(await client.call("GET", "/ed-fi/schools"));
    expect(server.calls).toHaveLength(150 + 1 + 200);
    expect(replies.at(-1)).toMatchObject({ status: 0, text: "not sent: the target no longer responds" });
  });

  it("lets a conflict stand", async () => {
    const [client, server] = await open(inTurn({ status: 409 }));
    expect(await client.call("DELETE", "/ed-fi/a/1")).toMatchObject({ outcome: "conflict", repeats: 0 });
    expect(server.calls).toHaveLength(1);
  });

  it("bounds the whole call in time", async () => {
    const [client] = await open(inTurn("hang"), { timeoutMs: 100, retryLimit: 0 });
    expect(await client.call("GET", "/ed-fi/a/1")).toMatchObject({ outcome: "timed-out", status: 0 });
  });

  it("stops waiting when it is aborted", async () => {
    const stop = new AbortController();
    const [client] = await open(inTurn({ status: 503, headers: { "retry-after": "30" } }), { signal: stop.signal });
    const warnings: Error[] = [];
    const warned = (warning: Error): void => void warnings.push(warning);
    process.on("warning", warned);
    closers.push(() => process.off("warning", warned));
    const begun = performance.now();
    setTimeout(() => stop.abort(), 50);
    const replies = await Promise.all(Array.from({ length: 20 }, () => client.call("GET", "/ed-fi/a/1")));
    expect(replies.every(({ outcome }) => outcome === "unavailable")).toBe(true);
    // Not what the target asks for.
    expect(performance.now() - begun).toBeLessThan(30_000);
    expect(warnings).toEqual([]);
  });

  it("takes one new token for all who were refused, also one with a short life", async () => {
    let issued = 0;
    let valid = "";
    const tokens = new TokenGenerations({
      issue: async () => {
        valid = `token-${++issued}`;
        return { outcome: "read", token: { accessToken: valid, lifetimeSeconds: 1800 } };
      },
    });
    const handler: FakeHandler = ({ headers }) => ({ status: headers.authorization === `Bearer ${valid}` ? 204 : 401 });
    const [client] = await open(handler, { tokens });
    expect((await client.call("DELETE", "/ed-fi/a/1")).outcome).toBe("deleted");
    valid = "revoked";
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => client.call("DELETE", `/ed-fi/a/${i}`)));
    expect(replies.every(({ outcome }) => outcome === "deleted")).toBe(true);
    expect(issued).toBe(2);
  });

  it("asks for no more tokens when the target rejects each of them, whatever the number of callers", async () => {
    let issued = 0;
    const tokens = new TokenGenerations({
      issue: async () => ({ outcome: "read", token: { accessToken: `token-${++issued}`, lifetimeSeconds: 1800 } }),
      wait: async () => {},
    });
    const [client, server] = await open(inTurn({ status: 401 }), { tokens, retryLimit: 1 });
    const replies = await Promise.all(Array.from({ length: 40 }, (_, i) => client.call("GET", `/ed-fi/a/${i}`)));
    const sent = server.calls.length;
    replies.push(await client.call("GET", "/ed-fi/b/1"));
    expect(issued).toBe(4);
    expect(server.calls).toHaveLength(sent);
    expect(replies.every(({ outcome }) => outcome === "unauthorized" || outcome === "cut-off")).toBe(true);
    expect(replies.at(-1)).toMatchObject({ status: 0, text: "not sent: the target rejects every token" });
  });

  it("goes on with new tokens where the target takes them in between", async () => {
    let issued = 0;
    const tokens = new TokenGenerations({
      issue: async () => ({ outcome: "read", token: { accessToken: `token-${++issued}`, lifetimeSeconds: 1800 } }),
      wait: async () => {},
    });
    const [client] = await open(({ path }) => ({ status: path.includes("/a/") ? 401 : 204 }), {
      tokens,
      retryLimit: 0,
    });
    for (let call = 0; call < 8; call++) {
      expect((await client.call("DELETE", "/ed-fi/a/1")).outcome).toBe("unauthorized");
      expect((await client.call("DELETE", "/ed-fi/b/1")).outcome).toBe("deleted");
    }
  });

  it("gives no token away that the target repeats, be it of an earlier generation or in a success", async () => {
    const tokens = ["first+token/0123456789", "c2Vjb25k.token-0123456789"] as const;
    let current = 0;
    const source = { current: async () => tokens[current] ?? "", renew: async () => tokens[1] };
    const said = `${encodeURIComponent(tokens[0])} ${tokens[0].replace("+", "\\u002B")} ${tokens[1]}`;
    const answers = inTurn({ status: 404 }, { status: 400, body: said }, { status: 200, body: `["${tokens[1]}"]` });
    const [client] = await open(answers, { tokens: source });
    await client.call("GET", "/ed-fi/a/1");
    current = 1;
    expect((await client.call("POST", "/ed-fi/a", "{}")).text).toBe("*** *** ***");
    expect((await client.call("GET", "/ed-fi/a/1")).text).toBe('["***"]');
  });

  it("says why there is no token", async () => {
    const tokens = new TokenGenerations({
      issue: async () => ({ outcome: "rejected", error: new LoadTestError("auth", "the client is unknown") }),
    });
    const [client] = await open(inTurn({ status: 204 }), { tokens });
    await expect(client.call("GET", "/ed-fi/a/1")).rejects.toMatchObject({
      kind: "auth",
      message: "the client is unknown",
    });
  });
});
