import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { SandboxApp } from "./app.ts";
import type { SandboxRequest } from "./http.ts";
import { type SandboxServer, startServer } from "./server.ts";

const servers: SandboxServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(handle: SandboxApp["handle"], port = 0): Promise<SandboxServer> {
  const options = { app: { handle }, host: "127.0.0.1", port, onBytes: () => {}, onError: () => {} };
  const server = await startServer(options);
  servers.push(server);
  return server;
}

describe("startServer", () => {
  it("hands over path, query, headers, body and origin, and adds the security headers", async () => {
    let seen: SandboxRequest | undefined;
    const { url } = await serve((request) => {
      seen = request;
      return { status: 201, headers: { Location: "/x" } };
    });
    const answer = await fetch(`${url}/data/a%20b?x=%231`, {
      method: "POST",
      body: "äöü",
      headers: { correlationid: "mine" },
    });
    expect([
      answer.status,
      answer.headers.get("x-content-type-options"),
      answer.headers.get("referrer-policy"),
    ]).toEqual([201, "nosniff", "no-referrer"]);
    expect(seen).toMatchObject({
      method: "POST",
      path: "/data/a%20b",
      body: "äöü",
      origin: url,
      correlationId: "mine",
    });
    expect(seen?.query.get("x")).toBe("#1");
  });

  it("gives each request of a connection its own trace id", async () => {
    const { url } = await serve(({ correlationId }) => ({ status: 200, headers: {}, body: correlationId }));
    const ids = [await (await fetch(url)).text(), await (await fetch(url)).text()];
    for (const id of ids) expect(id).toMatch(/^0HN[0-9A-V]{10}:[0-9A-F]{8}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it("answers 413 before the body when the client waits for leave to send it", async () => {
    const { port } = await serve(() => ({ status: 200, headers: {} }));
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
    const first = await new Promise<Buffer>((resolve) => socket.once("data", resolve));
    socket.destroy();
    expect(first.toString()).toMatch(/^HTTP\/1.1 413 /);
  });

  it("answers 413 with an empty body above 10 MB", async () => {
    const { url } = await serve(() => ({ status: 200, headers: {} }));
    const answer = await fetch(url, { method: "POST", body: "x".repeat(10 * 1024 * 1024 + 1) });
    expect([answer.status, await answer.text()]).toEqual([413, ""]);
    expect((await fetch(url, { method: "POST", body: "x".repeat(10 * 1024 * 1024) })).status).toBe(200);
  });

  it("answers 500 when a handler fails, and goes on", async () => {
    let calls = 0;
    const { url } = await serve(() => {
      calls += 1;
      if (calls === 1) throw new Error("broken");
      return { status: 204, headers: {} };
    });
    const first = await fetch(url);
    expect(await first.json()).toMatchObject({ status: 500, type: "urn:ed-fi:api:system" });
    expect((await fetch(url)).status).toBe(204);
  });

  it("cuts the connection for a reset", async () => {
    const { port } = await serve(() => "reset");
    const error = await new Promise<NodeJS.ErrnoException>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
      socket.on("error", resolve);
      socket.on("data", () => reject(new Error("an answer came")));
    });
    expect(error.code).toBe("ECONNRESET");
  });

  it("lets in one origin only", async () => {
    const { url } = await serve(() => ({ status: 200, headers: {} }));
    const from = async (origin: string, method = "GET"): Promise<Response> =>
      fetch(url, { method, headers: { origin, "access-control-request-method": "GET" } });
    expect((await from("http://localhost:8082")).headers.get("access-control-allow-origin")).toBe(
      "http://localhost:8082",
    );
    expect((await from("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
    const preflight = await from("https://evil.example", "OPTIONS");
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, null]);
  });

  it("says in one line that the port is taken", async () => {
    const { port } = await serve(() => ({ status: 200, headers: {} }));
    await expect(serve(() => ({ status: 200, headers: {} }), port)).rejects.toThrow(`port ${port} is already in use`);
  });
});
