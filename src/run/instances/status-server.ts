/**
 * k6's REST API, as far as the k6-operator uses it: status, resume, stop. k6 itself does not have it all the time: an
 * instance waits for its coordinator, and a run may be several starts of k6.
 */

import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";

export interface StatusServer {
  /** Settles when k6 may begin. */
  readonly resumed: Promise<void>;
  close(): void;
}

/** The numbers of k6's `ExecutionStatus`. */
const PAUSED_BEFORE_RUN = 4;
const RUNNING = 7;

/** @param stop called when k6 is to end. @throws LoadTestError "engine" when the address cannot be used */
export async function startStatusServer(address: string, isPaused: boolean, stop: () => void): Promise<StatusServer> {
  let paused = isPaused;
  let resume: () => void = () => undefined;
  const resumed = new Promise<void>((resolve) => {
    resume = resolve;
  });
  if (!paused) resume();
  const status = (): string => {
    const vus = { vus: 0, "vus-max": 0 };
    const attributes = { paused, stopped: false, running: !paused, tainted: false, ...vus };
    const data = {
      type: "status",
      id: "default",
      attributes: { status: paused ? PAUSED_BEFORE_RUN : RUNNING, ...attributes },
    };
    return JSON.stringify({ data });
  };
  const server = createServer(async (request, response) => {
    if (request.url !== "/v1/status") return void response.writeHead(404).end();
    if (request.method === "PATCH") {
      const wanted = attributesIn(await text(request).catch(() => ""));
      if (wanted.stopped === true) stop();
      else if (wanted.paused === false) {
        paused = false;
        resume();
      }
    }
    response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(status());
  });
  const [host = "", port] = address.split(/:(?=\d+$)/);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new LoadTestError("engine", `--address=${address} cannot be used: ${messageOf(cause)}`, { cause })),
    );
    server.listen(Number(port), host, resolve);
  });
  return {
    resumed,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function attributesIn(body: string): Readonly<Record<string, unknown>> {
  return asRecord(asRecord(asRecord(parseJson(body))?.data)?.attributes) ?? {};
}
