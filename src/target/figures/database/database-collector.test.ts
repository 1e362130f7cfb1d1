import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { DatabaseCollector } from "./database-collector.ts";

test("a server that never answers is given up in time, with one line", async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const targetDatabaseUrl = `postgresql://watcher:secret@127.0.0.1:${port}/edfi`;
  const collector = new DatabaseCollector({ targetDatabaseUrl, targetDatabaseReset: false });
  const startMs = performance.now();
  expect(await collector.check()).toEqual({
    name: "database",
    status: "warn",
    text: `The database 127.0.0.1:${port}/edfi does not answer within 4 s`,
    fix: "Check host and port, and that no firewall drops the packets.",
  });
  expect(performance.now() - startMs).toBeGreaterThan(3900);
  await collector.close();
  for (const socket of sockets) socket.destroy();
  server.close();
});
