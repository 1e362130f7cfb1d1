import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { send } from "./http.ts";
import { engineRoute, findRoute, takeRoute } from "./route.ts";

const servers: Server[] = [];
afterEach(() => {
  takeRoute(undefined);
  for (const server of servers.splice(0)) server.close();
});

async function listen(host: string): Promise<number> {
  const server = createServer((_, response) => void response.end(host));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

const bothFamilies = async (): Promise<string[]> => ["::1", "127.0.0.1"];

it("makes k6 use the address family that responds", async () => {
  const route = await findRoute(`http://dms.test:${await listen("::1")}/api`, bothFamilies);
  expect(route).toEqual({ hostname: "dms.test", family: "IPv6" });
  expect(engineRoute(route)).toEqual({ dns: { policy: "preferIPv6" } });
});

it("IPv4 is taken where it answers, as in k6 by default", async () => {
  const route = await findRoute(`http://dms.test:${await listen("127.0.0.1")}`, bothFamilies);
  expect(route).toEqual({ hostname: "dms.test", family: "IPv4" });
  expect(engineRoute(route)).toEqual({});
});

it("localhost is ::1, too, in k6 and in the runner, whatever the system says", async () => {
  const url = `http://localhost:${await listen("::1")}`;
  const route = await findRoute(url);
  expect(engineRoute(route)).toEqual({ hosts: { localhost: "::1" } });
  takeRoute(route);
  expect((await send({ method: "GET", url })).text).toBe("::1");
  const other = `http://localhost:${await listen("127.0.0.1")}`;
  expect((await send({ method: "GET", url: other })).text).toBe("127.0.0.1");
});

it("addresses need no route, and a server that is down has none", async () => {
  expect(await findRoute("http://[::1]:1")).toBeUndefined();
  expect(await findRoute("http://127.0.0.1:1")).toBeUndefined();
  expect(await findRoute("http://localhost:1")).toBeUndefined();
  expect(await findRoute("http://no-such-host.invalid")).toBeUndefined();
  expect(engineRoute(undefined)).toEqual({});
});
