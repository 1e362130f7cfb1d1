/**
 * The proxy of an address, from HTTP_PROXY, HTTPS_PROXY and NO_PROXY by the rules of Go (golang.org/x/net/http/httpproxy),
 * because k6 uses those: a run must reach the same target by the same way as the checks before it.
 */

import { BlockList, isIP } from "node:net";

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined: none. This machine itself is never asked for through a proxy. @param url http or https */
export function proxyFor(url: string, environment: Environment = process.env): URL | undefined {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const isSecure = target?.protocol === "https:";
  const proxy = readProxy(isSecure ? either(environment, "HTTPS_PROXY") : either(environment, "HTTP_PROXY"));
  if (target === undefined || proxy === undefined) return undefined;
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const port = target.port || (isSecure ? "443" : "80");
  if (host === "localhost" || contains("127.0.0.0/8", host) || contains("::1/128", host)) return undefined;
  const exceptions = either(environment, "NO_PROXY").split(",");
  return exceptions.some((exception) => matches(exception.trim().toLowerCase(), host, port)) ? undefined : proxy;
}

/** `http://proxy:3128`, without user and password. */
export function proxyName({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

function either(environment: Environment, name: string): string {
  return environment[name] || environment[name.toLowerCase()] || "";
}

function readProxy(text: string): URL | undefined {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  return text !== "" && URL.canParse(address) ? new URL(address) : undefined;
}

/** `*`, an address, a network, or a name that covers those below it; all but the first two with or without a port. */
function matches(exception: string, host: string, port: string): boolean {
  if (exception === "" || exception === "*") return exception === "*";
  if (exception.includes("/")) return contains(exception, host);
  const [, bracketed, plain = bracketed ?? "", itsPort] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(exception) ?? [];
  const name = isIP(exception) !== 0 ? exception : plain;
  if (name === "" || (itsPort !== undefined && itsPort !== port)) return false;
  if (isIP(name) !== 0) return contains(`${name}/${isIP(name) === 4 ? 32 : 128}`, host);
  const domain = name.replace(/^\*(?=\.)/, "");
  return domain.startsWith(".") ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function contains(network: string, host: string): boolean {
  const [address = "", bits = ""] = network.split("/");
  const families = { 4: "ipv4", 6: "ipv6" } as const;
  const [family, own] = [families[isIP(address) as 4 | 6], families[isIP(host) as 4 | 6]];
  if (family === undefined || own === undefined || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === "ipv4" ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(host, own);
}
