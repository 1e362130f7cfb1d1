/** Servers of other people, made of the sandbox's answers: smoke, load and clean-up against each of them. */
import { afterEach, describe, expect, test } from "vitest";
import { type HostileProxy, html, isData, type Mischief, type ProxyAnswer } from "./support/hostile-proxy.ts";
import { expectComplete, type HostileTarget, startHostileTarget } from "./support/hostile-run.ts";
import { totalRows } from "./support/sandbox.ts";

let target: HostileTarget | undefined;
afterEach(async () => {
  await target?.stop();
  target = undefined;
});

type Manners = (proxy: HostileProxy, sandbox: HostileTarget["sandbox"]) => HostileProxy["mischief"];

async function open(manners: Manners, sandboxArgs: readonly string[] = [], path = ""): Promise<HostileTarget> {
  target = await startHostileTarget(sandboxArgs, path);
  target.proxy.mischief = manners(target.proxy, target.sandbox);
  return target;
}

async function expectAllPhases(server: HostileTarget): Promise<void> {
  const smoke = await server.smoke();
  expect(smoke.output).toMatch(/^PASS/m);
  await expectComplete(server, await server.load());
  const cleanup = await server.cleanup();
  expect(cleanup.output).toMatch(/^PASS {2}cleanup: \d+ deleted, 0 gone already, 0 left/m);
  expect(totalRows(await server.sandbox.ledger())).toBe(0);
}

/** Each text of an answer, in headers and in a JSON body. */
function mapped(answer: Required<ProxyAnswer>, change: (text: string) => string): Required<ProxyAnswer> {
  const type = answer.headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? "";
  const headers = answer.headers.map(([name, value]) => [name.toLowerCase(), change(value)] as const);
  return { ...answer, headers, body: /json/.test(type) ? change(answer.body.toString()) : answer.body };
}

const DASHED = /\b([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\b/g;
const PLAIN = /\b([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\b/g;

function withoutMember(name: string): Mischief {
  const change = (answer: Required<ProxyAnswer>): ProxyAnswer => {
    const { [name]: _left, ...rest } = JSON.parse(answer.body.toString()) as Record<string, unknown>;
    return { ...answer, body: JSON.stringify(rest) };
  };
  return { kind: "change", change };
}

/** Ids without dashes, headers in small letters, no list of what the client may do. */
const ODS: Manners = () => (given) => {
  if (given.path.includes("token_info")) return withoutMember("resources");
  if (!isData(given)) return undefined;
  const dashes = (text: string): string => text.replace(PLAIN, "$1-$2-$3-$4-$5");
  return [
    { kind: "ask", path: dashes(given.path), body: dashes(given.body) },
    { kind: "change", change: (answer) => mapped(answer, (text) => text.replace(DASHED, "$1$2$3$4$5")) },
  ];
};

describe("works with", () => {
  test("an ODS/API: ids without dashes, no list of claims", async () => {
    await expectAllPhases(await open(ODS, ["--flavour", "ods"]));
  });

  test("an ODS/API whose descriptors and school years are given", async () => {
    const server = await open(ODS, ["--flavour", "ods"]);
    await expectComplete(server, await server.load());
    const rows = totalRows(await server.sandbox.ledger());
    const denied = '{"title":"Authorization Denied","type":"urn:ed-fi:api:security:authorization","status":403}';
    const usual = ODS(server.proxy, server.sandbox);
    server.proxy.mischief = (given) =>
      given.method === "POST" && /Descriptors|schoolYearTypes/.test(given.path)
        ? { kind: "answer", answer: { status: 403, body: denied } }
        : usual?.(given);
    expect((await server.smoke()).output).toMatch(/^PASS/m);
    await expectComplete(server, await server.load(), rows);
    expect((await server.cleanup()).output).toMatch(/^PASS {2}cleanup/m);
    expect(totalRows(await server.sandbox.ledger())).toBe(rows);
  });

  test("a DMS behind a gateway, with path base and route qualifiers", async () => {
    const prefix = "/api/255901/2026";
    const gateway: Manners = (proxy) => (given) => {
      const isMetadata = given.path.startsWith("/api/metadata");
      if (!isMetadata && (!given.path.startsWith(prefix) || given.path.startsWith(`${prefix}/metadata`)))
        return html(404, "404 Not Found");
      const path = given.path.slice(isMetadata ? "/api".length : prefix.length);
      const change = (answer: Required<ProxyAnswer>): ProxyAnswer =>
        mapped(answer, (text) => text.replaceAll(proxy.baseUrl, proxy.baseUrl + prefix));
      return [
        { kind: "ask", path: path === "" ? "/" : path },
        { kind: "change", change },
      ];
    };
    await expectAllPhases(await open(gateway, [], prefix));
  });

  test("a server of HTTP/1.0", async () => {
    await expectAllPhases(await open(() => () => ({ kind: "old" })));
  });

  test("a token service that reads the credentials in the body", async () => {
    const wantsBody: Manners =
      (_proxy, { clientId, clientSecret }) =>
      (given) => {
        if (given.path !== "/oauth/token") return undefined;
        const form = new URLSearchParams(given.body);
        if (form.get("client_id") !== clientId || form.get("client_secret") !== clientSecret)
          return { kind: "answer", answer: { status: 400, body: '{"error":"invalid_request: client_id is missing"}' } };
        const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
        return { kind: "ask", body: "grant_type=client_credentials", headers: { ...given.headers, authorization } };
      };
    const server = await open(wantsBody);
    expect((await server.smoke()).output).toMatch(/^PASS/m);
  });
});
