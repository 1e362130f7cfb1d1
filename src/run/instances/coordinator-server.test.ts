import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { selfSigned } from "./certificate.ts";
import { CoordinatorClient, RefusedError } from "./coordinator-client.ts";
import { type CoordinatorServer, startCoordinatorServer } from "./coordinator-server.ts";

const open: CoordinatorServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function start(isPlain: boolean): Promise<CoordinatorServer> {
  const calls = { echo: (body: unknown) => ({ body }), token: () => "secret" };
  const server = await startCoordinatorServer({ host: "127.0.0.1", port: 0, isPlain }, calls);
  open.push(server);
  return server;
}

describe.each([true, false])("the coordinator's server, plain %s", (isPlain) => {
  it("answers who has the key of the run", async () => {
    const { join } = await start(isPlain);
    const client = new CoordinatorClient(join);
    expect(await client.json("echo", { a: 1 })).toEqual({ body: { a: 1 } });
    expect((await client.bytes("token", {})).toString()).toBe("secret");
    await expect(client.json("nothing", {})).rejects.toThrow(RefusedError);
  });

  it("has no calls but its own", async () => {
    const client = new CoordinatorClient((await start(isPlain)).join);
    for (const name of ["constructor", "toString", "__proto__", "token/", "echo?a"])
      await expect(client.json(name, {}), name).rejects.toThrow("the coordinator answered 404");
  });

  it("hangs up on a stranger who sends nothing, or one byte after the other", async () => {
    const address = { host: "127.0.0.1", port: 0, isPlain };
    const server = await startCoordinatorServer(address, {}, undefined, 200);
    open.push(server);
    const port = Number(new URL(server.join.url).port);
    const silent = connect(port, "127.0.0.1");
    const slow = isPlain ? connect(port, "127.0.0.1") : connectTls(port, "127.0.0.1", { rejectUnauthorized: false });
    slow.write("POST /token HTTP/1.1\r\n");
    const begun = performance.now();
    const drip = setInterval(() => slow.write("X"), 20);
    const ends = [silent, slow].map((socket) => {
      socket.on("error", () => {});
      socket.resume();
      return once(socket, "close");
    });
    await Promise.all(ends);
    clearInterval(drip);
    // Node itself looks every 30 s for who has sent nothing.
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  it("gives nothing to a stranger, and nothing to who has the key of another run", async () => {
    const { join } = await start(isPlain);
    const other = await start(isPlain);
    for (const key of ["", "x", `${join.key}0`, other.join.key]) {
      const client = new CoordinatorClient({ ...join, key });
      await expect(client.bytes("token", {})).rejects.toThrow(
        "the coordinator answered 403: this join key belongs to another run",
      );
    }
  });
});

it("does not send the key to a server with another certificate", async () => {
  const { join } = await start(false);
  const { certificate } = selfSigned();
  const client = new CoordinatorClient({ ...join, certificate });
  const error = await client.bytes("token", {}).catch((cause: unknown) => cause);
  expect(error).not.toBeInstanceOf(RefusedError);
  expect(String(error)).toMatch(/certificate|signature/i);
  expect(String(error)).toBe(`Error: ${join.url} does not have the certificate of this join key`);
});

it("refuses an address that cannot be used in one line", async () => {
  const address = { host: "192.0.2.1", port: 1, isPlain: true };
  await expect(startCoordinatorServer(address, {})).rejects.toThrow(
    /^COORDINATOR_LISTEN: 192\.0\.2\.1:1 cannot be used/,
  );
});

it("makes certificates that are signed by themselves, for about a month", () => {
  const certificate = new X509Certificate(selfSigned(new Date("2026-11-29T00:00:00Z")).certificate);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(new Date(certificate.validFrom).toISOString()).toBe("2026-11-28T00:00:00.000Z");
  expect(new Date(certificate.validTo).toISOString()).toBe("2026-12-29T00:00:00.000Z");
});
