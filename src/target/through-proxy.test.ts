import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeCertificate } from "../../test/fakes/certificates.ts";
import { type ForwardProxy, startForwardProxy } from "../../test/fakes/forward-proxy.ts";
import { type FakeHandler, type LoopbackServer, startServer } from "../../test/fakes/loopback-server.ts";
import { startTlsFront } from "../../test/fakes/tls-front.ts";
import { webFetch } from "../machine/web-fetch.ts";
import { lookAtCertificate } from "./certificate.ts";
import { send } from "./http.ts";
import { createKeepAliveCaller } from "./keep-alive-call.ts";
import { findRoute } from "./route.ts";

let proxy: ForwardProxy;
let server: LoopbackServer;
let handler: FakeHandler;
/** Under a name that only the proxy knows. */
let url: string;
beforeEach(async () => {
  proxy = await startForwardProxy("me:hush hush");
  server = await startServer((request) => handler(request));
  handler = ({ method, body }) => ({ body: `${method} ${body}` });
  url = server.url.replace("127.0.0.1", "dms.test");
  const withLogin = proxy.url.replace("//", "//me:hush%20hush@");
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY"]) vi.stubEnv(name, withLogin);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await proxy.close();
  await server.close();
});

it("calls of both kinds go through the proxy, as those of k6 do", async () => {
  const answer = await send({ method: "POST", url: `${url}/a?b=c`, body: "given" });
  expect([answer.status, answer.text]).toEqual([200, "POST given"]);
  const caller = createKeepAliveCaller(1, 5_000);
  expect(await caller.call("GET", `${url}/d`, {})).toMatchObject({ status: 200, text: "GET " });
  caller.close();
  expect(proxy.seen).toEqual([`POST ${url}/a?b=c`, `GET ${url}/d`]);
});

it("this machine, and what NO_PROXY excepts, is asked directly", async () => {
  expect((await send({ method: "GET", url: server.url })).status).toBe(200);
  vi.stubEnv("NO_PROXY", "dms.test");
  await expect(send({ method: "GET", url })).rejects.toThrow("dms.test cannot be resolved");
  expect(proxy.seen).toEqual([]);
});

it("the proxy looks names up, so that there is no route to find", async () => {
  const resolve = vi.fn(async () => ["::1", "127.0.0.1"]);
  expect(await findRoute(url, resolve)).toBeUndefined();
  expect(resolve).not.toHaveBeenCalled();
});

it("follows redirects unless told otherwise", async () => {
  handler = ({ path }) =>
    path === "/from" ? { status: 302, headers: { location: "/to" } } : { status: 200, body: "there" };
  const signal = AbortSignal.timeout(10_000);
  expect(await (await webFetch(`${url}/from`, { signal })).text()).toBe("there");
  expect((await webFetch(`${url}/from`, { signal, redirect: "manual" })).status).toBe(302);
});

it("an answer that does not come is a time-out", async () => {
  handler = () => "hang";
  await expect(send({ method: "GET", url, timeoutMs: 200 })).rejects.toThrow("within 0.2 s");
});

it("tells what the proxy does from what the target does", async () => {
  vi.stubEnv("HTTP_PROXY", proxy.url);
  await expect(send({ method: "GET", url })).rejects.toThrow(`the proxy ${proxy.url} requires a user and a password`);
  vi.stubEnv("HTTPS_PROXY", proxy.url);
  await expect(send({ method: "GET", url: "https://dms.test" })).rejects.toThrow("returned 407 to a connection to dms");
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY"]) vi.stubEnv(name, "http://me:hush@127.0.0.1:1");
  for (const each of [url, "https://dms.test"]) {
    const error: Error = await send({ method: "GET", url: each }).then(fail, (reason) => reason);
    expect(error.message).toBe("the proxy http://127.0.0.1:1 cannot be reached (ECONNREFUSED)");
  }
  vi.stubEnv("HTTP_PROXY", "socks5://proxy:1080");
  await expect(send({ method: "GET", url })).rejects.toThrow("only http and https proxies are");
});

it("certificates are those of the target", async () => {
  const authority = makeCertificate({ subject: "District CA", isAuthority: true });
  const own = makeCertificate({ subject: "api", issuer: authority, dnsName: "dms.test" });
  const front = await startTlsFront(server.url, { cert: own.certificate, key: own.key });
  const secure = front.baseUrl.replace("127.0.0.1", "dms.test");
  expect(await lookAtCertificate(secure)).toMatchObject({ issuer: "District CA", names: "dms.test" });
  await expect(send({ method: "GET", url: secure })).rejects.toThrow(
    'was issued by "District CA", an unknown authority',
  );
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  expect((await send({ method: "GET", url: secure })).text).toBe("GET ");
  expect(new Set(proxy.seen)).toEqual(new Set([`CONNECT ${new URL(secure).host}`]));
  await front.close();
});

function fail(): never {
  throw new Error("there was an answer");
}
