/**
 * A TCP proxy in front of k6's web dashboard. k6 2.2 does not end while a browser still listens to its events, so the proxy
 * is closed when the run is over; the page keeps what it shows.
 */

import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface DashboardProxy {
  readonly url: string;
  close(): void;
}

/** @param port of k6's dashboard on loopback */
export function openDashboardProxy(port: number): Promise<DashboardProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((browser) => {
    const k6 = connect(port, "127.0.0.1");
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
        close: () => {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      });
    });
  });
}
