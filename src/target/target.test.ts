import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { discoveryOf, problem } from "../../test/fakes/ed-fi-services.ts";
import { type FakeHandler, type LoopbackServer, startServer } from "../../test/fakes/loopback-server.ts";
import { LoadTestError } from "../base/errors.ts";
import { normalizeBaseUrl } from "./base-url.ts";
import { callData, fetchDependencies } from "./data-call.ts";
import { discoverTarget, refuseClearText } from "./discover-target.ts";
import { parseDiscovery } from "./discovery.ts";
import { mask, send, useRequestTimeout } from "./http.ts";
import { fetchTokenInfo, requestToken } from "./token.ts";

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(handler: FakeHandler): Promise<LoopbackServer> {
  server = await startServer(handler);
  return server;
}

/** The error, checked to be one line without the secret. */
async function failureOf(call: Promise<unknown>, secret = "no such text"): Promise<LoadTestError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LoadTestError)) throw new Error(`expected a LoadTestError, got ${String(error)}`);
  expect(`${error.message} ${error.hint}`).not.toContain(secret);
  expect(error.message).not.toContain("\n");
  expect(error.hint).not.toBe("");
  return error;
}

const client = { clientId: "a:b c", clientSecret: "s3cr#t/%+ü" };

describe("discoverTarget", () => {
  it("finds a target and compares clocks", async () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString();
    const { url } = await start(({ headers }) => ({ headers: { date }, body: discoveryOf(`http://${headers.host}`) }));
    const target = await discoverTarget(`${url}/`);
    expect(target.baseUrl).toBe(url);
    expect(Math.abs((target.clockSkewMs ?? 0) + 3_600_000)).toBeLessThan(2_000);
  });

  it("names what listens there instead", async () => {
    const answers: [ReturnType<FakeHandler>, RegExp][] = [
      [{ status: 302, headers: { location: "/login?secret=1" } }, /returned 302, a redirect to \/login$/],
      [{ body: "<html><title>Welcome</title>" }, /it returned a web page titled "Welcome"$/],
      [{ body: "garbage ".repeat(150_000) }, /the response is larger than 524288 bytes$/],
      [{ status: 500, body: { title: "System Error" } }, /returned 500: System Error$/],
      ["reset", /closed the connection before the response was complete$/],
    ];
    for (const [answer, message] of answers) {
      const { url } = await start(() => answer);
      const error = await failureOf(discoverTarget(url));
      expect(error.kind).toBe("preflight");
      expect(error.message).toMatch(message);
      await server?.close();
    }
  });

  it("names what is wrong with the way there", async () => {
    const gone = await startServer(() => ({}));
    await gone.close();
    const refused = await failureOf(discoverTarget(gone.url));
    expect(refused.message).toBe(`GET ${gone.url}/: ${gone.url.slice("http://".length)} refused the connection`);
    expect((await failureOf(discoverTarget("http://127.0.0.1:9"))).message).toContain("a port that Node blocks");
    expect((await failureOf(discoverTarget("http://no-such-host.invalid"))).message).toContain(
      "no-such-host.invalid cannot be resolved",
    );
    const { url } = await start(() => ({}));
    expect((await failureOf(discoverTarget(url.replace("http:", "https:")))).hint).toContain(
      "http:// instead of https://",
    );
  });

  it("sends nothing in the clear that belongs to an https address", () => {
    const target = (oauth: string, data: string) => {
      const result = parseDiscovery(
        JSON.stringify({ urls: { oauth, dependencies: data, dataManagementApi: data } }),
        "x",
      );
      if (result.kind === "refused") throw new Error(result.reason);
      return { baseUrl: "https://api.test", discovery: result.discovery };
    };
    const secure = target("https://login.test/token", "https://api.test/data");
    expect(refuseClearText(secure)).toBeUndefined();
    expect(refuseClearText(secure, "http://login.test/token")?.message).toMatch(/^OAUTH_TOKEN_URL uses http but/);
    const token = target("http://login.test/token", "https://api.test/data");
    expect(refuseClearText(token)?.message).toMatch(/lists http URLs \(http:\/\/login\.test\)/);
    expect(refuseClearText(token, "https://login.test/token")).toBeUndefined();
    const data = target("https://login.test/token", "http://api.test/data");
    expect(refuseClearText(data)?.message).toMatch(/lists http URLs \(http:\/\/api\.test\)/);
    expect(refuseClearText({ ...data, baseUrl: "http://api.test" })).toBeUndefined();
  });

  it("names a port on which something else than HTTP listens", async () => {
    const other = createServer((socket) => socket.end("220 mail ready\r\n"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const error = await failureOf(discoverTarget(`http://127.0.0.1:${(other.address() as AddressInfo).port}`));
    expect(error.message).toMatch(/does not speak HTTP|closed the connection/);
    other.close();
  });
});

describe("send", () => {
  it("gives up on a server that does not answer", async () => {
    const { url, calls } = await start(() => "hang");
    const error = await failureOf(send({ method: "GET", url: `${url}/x`, timeoutMs: 150 }));
    expect(error.message).toContain("no complete response");
    expect(calls).toHaveLength(1);
  });

  it("waits as long as the command's setting says", async () => {
    const { url } = await start(() => "hang");
    useRequestTimeout(150);
    const error = await failureOf(send({ method: "GET", url })).finally(() => useRequestTimeout(15_000));
    expect(error.message).toContain("within 0.15 s");
  });

  it("repeats reads after a reset and after 503, but no writes", async () => {
    let count = 0;
    const { url } = await start(() => {
      count += 1;
      return count === 1 ? "reset" : count === 2 ? { status: 503, headers: { "retry-after": "0" } } : { body: "fine" };
    });
    expect((await send({ method: "GET", url })).text).toBe("fine");
    count = 0;
    await failureOf(send({ method: "POST", url, body: "x" }));
  });
});

describe("normalizeBaseUrl", () => {
  it("has one form and never repeats a password", () => {
    expect(normalizeBaseUrl(" http://Host:80/api// ")).toBe("http://host/api");
    for (const text of ["", "localhost:8080", "ftp://h", "http://u:hidden@h", "http://h/?a=hidden", "http://"]) {
      expect(() => normalizeBaseUrl(text)).toThrow(/^API_BASE_URL (?!.*hidden)/);
    }
  });
});

describe("requestToken", () => {
  it("sends each half percent-encoded in a Basic header", async () => {
    let seen = "";
    const { url } = await start(({ headers, body }) => {
      seen = `${Buffer.from(String(headers.authorization).slice(6), "base64")} ${body}`;
      return { body: { access_token: "t", expires_in: "900" } };
    });
    const token = await requestToken({ tokenUrl: url, ...client });
    expect(seen).toBe("a%3Ab%20c:s3cr%23t%2F%25%2B%C3%BC grant_type=client_credentials");
    expect(token).toMatchObject({ accessToken: "t", expiresInSeconds: 900 });
  });

  it("uses the body once when the server wants the credentials there", async () => {
    const { url, calls } = await start(({ body }) => {
      const form = new URLSearchParams(body);
      if (form.get("client_secret") === client.clientSecret) return { body: { access_token: "t" } };
      return { status: 400, body: { error: "invalid_request", error_description: "client_id is missing" } };
    });
    expect(await requestToken({ tokenUrl: url, ...client })).toMatchObject({ expiresInSeconds: 1800 });
    expect(calls).toHaveLength(2);
  });

  it("explains refusals without the secret, and asks only once", async () => {
    const echo = `Bad secret ${client.clientSecret} or ${encodeURIComponent(client.clientSecret)}`;
    const refusing = await start(({ headers }) => problem(401, `${echo} in ${headers.authorization?.slice(6)}`));
    const error = await failureOf(requestToken({ tokenUrl: refusing.url, ...client }), client.clientSecret);
    expect(error).toMatchObject({ kind: "auth", exitCode: 7 });
    expect(error.message).toContain("returned 401: Refused: Bad secret *** or *** in ***");
    expect(refusing.calls).toHaveLength(1);
    await refusing.close();
    const broken = await start(() => problem(502, "upstream"));
    expect(await failureOf(requestToken({ tokenUrl: broken.url, ...client }))).toMatchObject({ kind: "preflight" });
    await broken.close();
    for (const body of ["<html>", { access_token: "a\r\nX-Evil: 1" }]) {
      const other = await start(() => ({ body }));
      const { message } = await failureOf(requestToken({ tokenUrl: other.url, ...client }));
      expect(message).toContain("without an access_token");
      await other.close();
    }
  });
});

describe("what a token opens", () => {
  function discovered(url: string): Parameters<typeof callData>[0] {
    const result = parseDiscovery(JSON.stringify(discoveryOf(url)), url);
    if (result.kind === "refused") throw new Error(result.reason);
    return result.discovery;
  }

  it("finds the dependencies that are served without the qualifiers", async () => {
    const rows = [{ resource: "/ed-fi/schools", order: 1, operations: ["Create"] }];
    const { url, calls } = await start(({ path }) =>
      path === "/metadata/dependencies" ? { body: rows } : problem(404, "no"),
    );
    expect(await fetchDependencies(discovered(`${url}/255901/2026`))).toEqual(rows);
    expect(calls).toHaveLength(3);
    await server?.close();
    const other = await start(() => ({ body: { not: "a list" } }));
    expect((await failureOf(fetchDependencies(discovered(other.url)))).message).toContain("not a list of dependencies");
  });

  it("names the metadata route that is switched off", async () => {
    const { url } = await start(() => problem(404, "no"));
    const failure = await failureOf(fetchDependencies(discovered(url)));
    expect(failure.hint).toMatch(
      /no such metadata route. Enable it .*AggregateDependencies.* \/metadata\/dependencies on/,
    );
  });

  it("tells a client that is not let in from a target that is ill", async () => {
    const cases: [number, unknown, boolean, RegExp][] = [
      [
        403,
        { type: "urn:ed-fi:api:authorization-denied", detail: "No database instances are authorized for this client" },
        true,
        /no data store/,
      ],
      [403, { title: "Authorization Denied" }, true, /claim set/],
      [401, { title: "Authentication Failed" }, true, /token/],
      [404, "", false, /qualifiers/],
      [404, { type: "urn:ed-fi:api:route-resolution-error" }, true, /No data store of the client is at this tenant/],
      [500, { title: "System Error" }, false, /log/],
      [500, { type: "urn:ed-fi:api:system:configuration:security" }, false, /claim set/],
      [200, { not: "a list" }, false, /log/],
    ];
    for (const [status, body, isClientAtFault, fix] of cases) {
      const { url } = await start(() => ({ status, body }));
      const result = await callData(discovered(url), "/ed-fi/schools", "token-text");
      expect(result).toMatchObject({ kind: "refused", isClientAtFault, fix: expect.stringMatching(fix) });
      await server?.close();
    }
  });

  it("does not fail for a server that tells nothing about tokens", async () => {
    const { url } = await start(() => ({ status: 404 }));
    expect(await fetchTokenInfo(discovered(url), "token-text")).toMatchObject({ kind: "unknown" });
  });

  it("shows no token of an https target to an http address", async () => {
    const { url, calls } = await start(() => ({ body: {} }));
    const known = discovered(url);
    const discovery = { ...known, urls: { ...known.urls, dataManagementApi: "https://api.test/data" } };
    const result = await fetchTokenInfo(discovery, "token-text");
    expect(result).toMatchObject({ kind: "unknown", reason: expect.stringMatching(/it would be unencrypted$/) });
    expect(calls).toEqual([]);
  });
});

describe("mask", () => {
  it("hides a secret in the forms in which it travels", () => {
    const secret = 'pa"ss w/rd';
    const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
    expect(mask(`${secret} ${encodeURIComponent(secret)} ${JSON.stringify(secret)} ${base64}`, [secret])).toBe(
      '*** *** "***" ***',
    );
  });
});
