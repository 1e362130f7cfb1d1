/**
 * Takes TLS off in front of a server on loopback, as the gateway of a real installation does. What it shows may change
 * while it runs.
 */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createSecureContext, type SecureContextOptions, TLSSocket } from "node:tls";

/** `"cut"` breaks every handshake after the first bytes; `"plain"` answers without TLS. */
export type TlsFace = (SecureContextOptions & { readonly ALPNProtocols?: string[] }) | "cut" | "plain";

export interface TlsFront {
  readonly baseUrl: string;
  /** Connections to come get this; those that are open are broken. */
  show(face: TlsFace): void;
  close(): Promise<void>;
}

export async function startTlsFront(targetUrl: string, first: TlsFace): Promise<TlsFront> {
  const target = new URL(targetUrl);
  const open = new Set<Socket>();
  let face = first;
  const server = createServer((incoming) => {
    open.add(incoming);
    incoming.on("error", () => incoming.destroy()).once("close", () => open.delete(incoming));
    if (face === "cut") return void incoming.once("data", () => incoming.resetAndDestroy());
    const plain =
      face === "plain"
        ? incoming
        : new TLSSocket(incoming, { isServer: true, ...face, secureContext: createSecureContext(face) });
    const outgoing = connect(Number(target.port), target.hostname);
    const end = (): void => {
      plain.destroy();
      outgoing.destroy();
    };
    for (const socket of [plain, outgoing]) socket.on("error", end).once("close", end);
    plain.pipe(outgoing).pipe(plain);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const breakAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (next) => {
      face = next;
      breakAll();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        breakAll();
      }),
  };
}
