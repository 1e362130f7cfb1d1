/**
 * A TCP proxy in front of k6's web dashboard. k6 2.2 does not end while a browser still listens to its events, so the proxy
 * is closed when k6 tells the browser that it has measured the last time; the page keeps what it shows.
 */

import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** For a browser to read what k6 sent last. */
const LAST_EVENTS_MS = 500;
const LAST_EVENT = "event: stop";

export interface DashboardProxy {
  readonly url: string;
  close(): void;
}

/** @param port of k6's dashboard on loopback */
export function openDashboardProxy(port: number): Promise<DashboardProxy> {
  const sockets = new Set<Socket>();
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((browser) => {
    const k6 = connect(port, "127.0.0.1");
    k6.on("data", (chunk) => {
      if (chunk.includes(LAST_EVENT)) setTimeout(close, LAST_EVENTS_MS).unref();
    });
    for (const [from, to] of [
      [browser, k6],
      [k6, browser],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.once("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      server.unref();
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close,
      });
    });
  });
}
