import { expect, it } from "vitest";
import { proxyFor, proxyName } from "./proxy.ts";

const PROXIES = { HTTP_PROXY: "http://plain:3128", HTTPS_PROXY: "http://me:hush@secure:3128" };
const of = (url: string, more: Readonly<Record<string, string>> = {}): string | undefined => {
  const proxy = proxyFor(url, { ...PROXIES, ...more });
  return proxy === undefined ? undefined : proxyName(proxy);
};

it("each scheme has its own proxy, and this machine none", () => {
  expect(of("http://dms.test/api")).toBe("http://plain:3128");
  expect(of("https://dms.test/api")).toBe("http://secure:3128");
  expect(proxyFor("https://dms.test", { HTTP_PROXY: "http://plain:3128" })).toBeUndefined();
  for (const host of ["localhost:8080", "127.0.0.1", "127.9.9.9:1", "[::1]:8080"])
    expect(of(`http://${host}/`)).toBeUndefined();
});

it("small letters count where capitals do not, and a scheme may be left out", () => {
  expect(of("http://dms.test", { HTTP_PROXY: "", http_proxy: "other:8080" })).toBe("http://other:8080");
  expect(of("http://dms.test", { http_proxy: "other:8080" })).toBe("http://plain:3128");
  expect(of("http://dms.test", { HTTP_PROXY: "" })).toBeUndefined();
});

it.each([
  ["dms.test", "dms.test a.dms.test", "xdms.test test"],
  [".dms.test", "a.dms.test", "dms.test"],
  ["*.dms.test", "a.dms.test", "dms.test"],
  ["other.test, DMS.test", "dms.test", "third.test"],
  ["*", "dms.test 10.0.0.1", ""],
  ["10.1.0.0/16", "10.1.2.3", "10.2.0.1 dms.test"],
  ["10.0.0.1", "10.0.0.1", "10.0.0.2"],
  ["2001:db8::/32", "[2001:db8::5]", "[2001:db9::5]"],
  ["2001:db8::5", "[2001:db8::5]", "[2001:db8::6]"],
  ["dms.test:8080", "dms.test:8080", "dms.test dms.test:8081"],
  ["10.0.0.1:80", "10.0.0.1", "10.0.0.1:81"],
  ["10.0.0.0/99,:80,/8", "", "10.0.0.1"],
])("NO_PROXY=%s excepts %s, and not %s", (exceptions, direct, through) => {
  const hosts = (text: string): string[] => text.split(" ").filter((host) => host !== "");
  for (const host of hosts(direct)) expect(of(`http://${host}/x`, { NO_PROXY: exceptions }), host).toBeUndefined();
  for (const host of hosts(through)) expect(of(`http://${host}/x`, { NO_PROXY: exceptions }), host).toBeDefined();
});
