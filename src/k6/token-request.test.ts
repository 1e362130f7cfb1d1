import { describe, expect, it } from "vitest";
import { inTurn, RESET } from "../../test/k6-shim/http.ts";
import { type FakeAnswer, k6 } from "../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../test/k6-shim/vu.ts";
import type { Token } from "./token-request.ts";

useFakeK6();

const CLIENT = { tokenUrl: "http://dms/oauth/token", clientId: "a:b", clientSecret: "ö+/", timeoutMs: 1000 };
const TOKEN: FakeAnswer = { status: 200, body: { access_token: "abc", expires_in: 1800 }, durationMs: 40 };

async function request(retryLimit = 5): Promise<Token> {
  const { requestToken } = await startVu(() => import("./token-request.ts"));
  return requestToken({ ...CLIENT, retryLimit });
}

describe("a token request", () => {
  it("sends encoded credentials in a Basic header, and counts the lifetime from the request", async () => {
    k6.server = inTurn(TOKEN);
    const sentMs = Date.now();
    expect(await request()).toEqual({ value: "abc", issuedAtMs: sentMs, lifetimeSeconds: 1800 });
    const [sent] = k6.requests;
    expect(sent).toMatchObject({ method: "POST", url: CLIENT.tokenUrl, body: "grant_type=client_credentials" });
    expect(atob(sent?.headers.Authorization?.slice("Basic ".length) ?? "")).toBe("a%3Ab:%C3%B6%2B%2F");
    expect(sent?.redirects).toBe(0);
  });

  it.each<[string, FakeAnswer]>([
    ["429", { status: 429 }],
    ["503", { status: 503 }],
    ["no answer", RESET],
  ])("is repeated after %s", async (_what, failure) => {
    k6.server = inTurn(failure, failure, TOKEN);
    expect((await request()).value).toBe("abc");
    expect(k6.requests).toHaveLength(3);
    expect(k6.sleeps).toHaveLength(2);
  });

  it("waits as long as the server requests", async () => {
    k6.server = inTurn({ status: 429, headers: { "Retry-After": "7" } }, TOKEN);
    const start = Date.now();
    await request();
    expect(Date.now() - start).toBeGreaterThanOrEqual(7000);
  });

  it.each<[string, FakeAnswer]>([
    ["401", { status: 401 }],
    ["a redirect", { status: 307, headers: { Location: "/steal" } }],
    ["a web page", { status: 200, body: "<html>" }],
    ["a token that would add a header", { status: 200, body: { access_token: "a\r\nX-Evil: 1" } }],
  ])("ends at once, in one line without the secret, after %s", async (_what, failure) => {
    k6.server = inTurn(failure, TOKEN);
    const error = await request().catch((thrown: Error) => thrown.message);
    expect(error).toMatch(
      new RegExp(`^POST http://dms/oauth/token [^\n]*\\b${failure.status}\\b.*CLIENT_ID and CLIENT_SECRET.$`),
    );
    expect(error).not.toContain(CLIENT.clientSecret);
    expect(k6.requests).toHaveLength(1);
  });

  it("ends after a bounded number of repeats, and says what the network said", async () => {
    k6.server = inTurn(RESET);
    await expect(request(3)).rejects.toThrow(/^POST http:\/\/dms\/oauth\/token: .*reset by peer\)$/);
    expect(k6.requests).toHaveLength(4);
  });
});
