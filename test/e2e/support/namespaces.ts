/** Network namespaces, each with a link of its own to this machine: other machines, as far as a network is concerned. */
import { execFileSync, spawnSync } from "node:child_process";
import { type AddressInfo, connect, createServer, type Server } from "node:net";

/** Of this machine on the bridge between it and the namespaces. */
export const BRIDGE_ADDRESS = "10.213.77.1";
const BRIDGE = "eflt-bridge";

export interface Namespaces {
  readonly names: readonly string[];
  /** Its link is as if the cable were out, or in again. */
  setLink(name: string, state: "up" | "down"): void;
  remove(): void;
}

/** Making one needs rights, and a system that has them. */
export function canMakeNamespaces(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  if (spawnSync("ip", ["netns", "add", "eflt-probe"]).status !== 0) return false;
  const canLink = spawnSync("ip", ["link", "add", "eflt-probe", "type", "bridge"]).status === 0;
  if (canLink) ip("link del eflt-probe");
  ip("netns del eflt-probe");
  return canLink;
}

export function makeNamespaces(count: number): Namespaces {
  const names = Array.from({ length: count }, (_, index) => `eflt-${index + 1}`);
  const remove = (): void => {
    for (const name of names) spawnSync("ip", ["netns", "del", name]);
    spawnSync("ip", ["link", "del", BRIDGE]);
  };
  // A test that was killed leaves them behind.
  remove();
  ip(`link add ${BRIDGE} type bridge`);
  ip(`addr add ${BRIDGE_ADDRESS}/24 dev ${BRIDGE}`);
  ip(`link set ${BRIDGE} up`);
  for (const [index, name] of names.entries()) {
    ip(`netns add ${name}`);
    ip(`link add ${name} type veth peer name eth0 netns ${name}`);
    ip(`link set ${name} master ${BRIDGE} up`);
    ip(`-n ${name} addr add 10.213.77.${index + 11}/24 dev eth0`);
    ip(`-n ${name} link set eth0 up`);
    ip(`-n ${name} link set lo up`);
  }
  return {
    names,
    setLink: (name, state) => ip(`link set ${name} ${state}`),
    remove,
  };
}

/** Makes a port of loopback reachable from the namespaces. */
export async function relayTo(port: number): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((socket) => {
    const other = connect(port, "127.0.0.1");
    socket.pipe(other).pipe(socket);
    for (const each of [socket, other]) each.on("error", () => void [socket.destroy(), other.destroy()]);
  });
  await new Promise<void>((resolve) => server.listen(0, BRIDGE_ADDRESS, resolve));
  return { server, address: `${BRIDGE_ADDRESS}:${(server.address() as AddressInfo).port}` };
}

function ip(line: string): void {
  execFileSync("ip", line.split(" "));
}
