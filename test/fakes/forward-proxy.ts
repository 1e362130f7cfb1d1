/** A proxy as networks of districts have it. To it, every name is this machine: `http://dms.test:8080` is port 8080 here. */
import { createServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

export interface ForwardProxy {
  readonly url: string;
  /** `CONNECT host:port` or `GET http://host:port/path`, in order of arrival. */
  readonly seen: string[];
  close(): Promise<void>;
}

/** @param login `user:password` that is asked for */
export async function startForwardProxy(login?: string): Promise<ForwardProxy> {
  const seen: string[] = [];
  const tunnels = new Set<Duplex>();
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString("base64")}`;
  const server = createServer((incoming, outgoing) => {
    const { method = "", url = "", headers } = incoming;
    seen.push(`${method} ${url}`);
    if (headers["proxy-authorization"] !== wanted) return void outgoing.writeHead(407).end();
    const { pathname, search, port } = new URL(url);
    const passed = httpRequest({ host: "127.0.0.1", port, method, path: pathname + search, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  server.on("connect", ({ url = "", headers }, incoming) => {
    seen.push(`CONNECT ${url}`);
    if (headers["proxy-authorization"] !== wanted) return void incoming.end("HTTP/1.1 407 No\r\n\r\n");
    const outgoing = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      incoming.write("HTTP/1.1 200 OK\r\n\r\n");
      outgoing.pipe(incoming).pipe(outgoing);
    });
    const end = (): void => {
      for (const each of [incoming, outgoing]) tunnels.delete(each.destroy());
    };
    for (const each of [incoming, outgoing]) tunnels.add(each.on("error", end).once("close", end));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const tunnel of tunnels) tunnel.destroy();
      }),
  };
}
