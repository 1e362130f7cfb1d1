/** A cheap HTTP server on loopback in this process: it answers everything at once and counts what it answered. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const ANSWER = JSON.stringify({ id: "0".repeat(32), text: "x".repeat(400) });
/** Paths to which k6 sends metrics. */
export const METRICS_PATH = "/metrics";

export interface Responder {
  readonly url: string;
  /** Answers since the last call of `reset`, those to metrics not included. */
  readonly count: number;
  /** Those to metrics. */
  readonly pushes: number;
  reset(): void;
  close(): void;
}

export async function startResponder(): Promise<Responder> {
  let count = 0;
  let pushes = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (request.url?.startsWith(METRICS_PATH) === true) {
      pushes++;
      response.writeHead(200).end();
      return;
    }
    count++;
    response.writeHead(200, { "content-type": "application/json" }).end(ANSWER);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get count() {
      return count;
    },
    get pushes() {
      return pushes;
    },
    reset: () => {
      count = 0;
      pushes = 0;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
