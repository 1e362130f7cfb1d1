/**
 * Which of a server's addresses is used. Left alone, the runner takes the first that answers, and k6 an IPv4 address where
 * there is one: a server that answers on IPv6 only would pass preflight and refuse k6, or both would test two servers.
 */

import dns, { promises } from "node:dns";
import { connect, isIP } from "node:net";
import { proxyFor } from "../machine/proxy.ts";

export interface Route {
  readonly hostname: string;
  readonly family: "IPv4" | "IPv6";
}

type Resolve = (hostname: string) => Promise<readonly string[]>;

const PROBE_TIMEOUT_MS = 3_000;
const LOOPBACK = ["127.0.0.1", "::1"];

/** IPv4 where it answers, as in k6. Undefined: the URL names an address, a proxy looks it up, or nothing answers. */
export async function findRoute(url: string, resolve: Resolve = addressesOf): Promise<Route | undefined> {
  const { hostname, port, protocol } = new URL(url);
  if (isIP(hostname.replace(/^\[|\]$/g, "")) !== 0 || proxyFor(url) !== undefined) return undefined;
  const addresses = isLocal(hostname) ? LOOPBACK : await resolve(hostname);
  for (const family of [4, 6]) {
    for (const address of addresses.filter((each) => isIP(each) === family)) {
      if (await accepts(address, Number(port) || (protocol === "https:" ? 443 : 80)))
        return { hostname, family: family === 4 ? "IPv4" : "IPv6" };
    }
  }
  return undefined;
}

/** Settings of k6, as in its `config.json`, with which it takes the route. */
export function engineRoute(route: Route | undefined): Readonly<Record<string, unknown>> {
  if (route?.family !== "IPv6") return {};
  return isLocal(route.hostname) ? { hosts: { [route.hostname]: "::1" } } : { dns: { policy: "preferIPv6" } };
}

/** All later calls of this process take the route. */
export function takeRoute(route: Route | undefined): void {
  const isIpv6 = route?.family === "IPv6";
  dns.setDefaultResultOrder(isIpv6 ? "ipv6first" : "ipv4first");
  dns.lookup = isIpv6 && isLocal(route.hostname) ? lookupLocal(route.hostname) : systemLookup;
}

const systemLookup = dns.lookup;

/** Some systems resolve localhost to 127.0.0.1 only. `fetch` has no option for it, but asks here. */
function lookupLocal(local: string): typeof dns.lookup {
  const both = LOOPBACK.toReversed().map((address) => ({ address, family: isIP(address) }));
  const lookup = (hostname: string, ...rest: readonly unknown[]): void => {
    const callback = rest.at(-1) as (error: null, address: unknown, family?: number) => void;
    const options = rest[0] as { readonly all?: boolean };
    if (hostname !== local) Reflect.apply(systemLookup, dns, [hostname, ...rest]);
    else if (options.all === true) process.nextTick(callback, null, both);
    else process.nextTick(callback, null, "::1", 6);
  };
  return lookup as typeof dns.lookup;
}

function isLocal(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost");
}

async function addressesOf(hostname: string): Promise<readonly string[]> {
  const found = await promises.lookup(hostname, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PROBE_TIMEOUT_MS });
    const end = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}
