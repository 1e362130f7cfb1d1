/** An ODS/API as it differs from DMS, made of the sandbox's answers: smoke, load and clean-up against it. */
import { describe, expect, test } from "vitest";
import { type Manners, useServers } from "../e2e/support/hostile-hooks.ts";
import { isData, type Mischief, type ProxyAnswer } from "../e2e/support/hostile-proxy.ts";
import { expectAllPhases, expectComplete, mapped } from "../e2e/support/hostile-run.ts";
import { totalRows } from "../e2e/support/sandbox.ts";

const open = useServers();

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

/** Terse: marks of byte order, lifetimes as text, paths instead of addresses, 200 for 204, no entity tags, no change queries. */
const TERSE: Manners = () => (given) => {
  if (/changeQueries/i.test(given.path)) return { kind: "answer", answer: { status: 404 } };
  const change = (answer: Required<ProxyAnswer>): ProxyAnswer => {
    const kept = answer.headers.filter(([name]) => !/^(etag|date)$/i.test(name));
    const headers = kept.map(([name, value]) => [name, value.replace(/^http:\/\/[^/]+(?=\/data\/)/, "")] as const);
    if (answer.status === 204) return { status: 200, headers, body: "{}" };
    const text = answer.body.toString();
    const terse = text.replace(/,"_etag":"[^"]*"/g, "").replace(/"expires_in":(\d+)/, '"expires_in":"$1"');
    return { ...answer, headers, body: text === "" ? "" : `\uFEFF${terse}` };
  };
  return { kind: "change", change };
};

const LIMIT_MESSAGE = '{"message":"Limit must be omitted or set to a value between 0 and 5."}';

const RELEASED_MS = 1200;
/** How a server behind a gateway may know itself. */
const INSIDE = "http://api.internal:8001";
const EXPIRES_IN = /"expires_in":\d+/;

/**
 * As Meadowlark: a time since 1970 as lifetime, 400 without a token, a limit of requests with Retry-After in milliseconds,
 * and words of its own for an unresolved reference; its Location is of a host that nobody outside knows.
 */
const EPOCH: Manners = () => {
  let writes = 0;
  return (given) => {
    const isWrite = given.method === "POST" && isData(given);
    if (given.path.startsWith("/data/") && given.headers.authorization === undefined)
      return { kind: "answer", answer: { status: 400, body: '{"message":"Invalid authorization header"}' } };
    if (isWrite && ++writes % 400 === 0) {
      const headers = [
        ["Retry-After", String(RELEASED_MS)],
        ["X-RateLimit-Reset", String(Math.ceil(RELEASED_MS / 1000))],
      ] as const;
      return { kind: "answer", answer: { status: 429, headers, body: '{"error":"Too Many Requests"}' } };
    }
    const ends = Math.floor(Date.now() / 1000) + 600;
    const change = (given: Required<ProxyAnswer>): ProxyAnswer => {
      const text = given.body.toString();
      const headers = given.headers.map(
        ([name, value]) => [name, name === "Location" ? value.replace(/^http:\/\/[^/]+/, INSIDE) : value] as const,
      );
      const answer = { ...given, headers };
      if (answer.status === 409 && text.includes("unresolved-reference"))
        return { ...answer, body: '{"error":{"message":"Reference validation failed","failures":[]}}' };
      return EXPIRES_IN.test(text) ? { ...answer, body: text.replace(EXPIRES_IN, `"expires_in":${ends}`) } : answer;
    };
    return { kind: "change", change };
  };
};

describe("works with", () => {
  test("a server whose times are since 1970 or in milliseconds, with words of its own", async () => {
    const server = await open(EPOCH, ["--flavour", "ods", "--token-limit", "15"]);
    const startedMs = Date.now();
    await expectAllPhases(server);
    // Three pauses of seconds would be minutes.
    expect(Date.now() - startedMs).toBeLessThan(120_000);
  });

  test("an ODS/API of terse answers", async () => {
    await expectAllPhases(await open(TERSE, ["--flavour", "ods"]));
  });

  test("an ODS/API that gives five items at once and no more", async () => {
    const five: Manners = () => (given) =>
      Number(/[?&]limit=(\d+)/.exec(given.path)?.[1]) > 5
        ? { kind: "answer", answer: { status: 400, body: LIMIT_MESSAGE } }
        : undefined;
    const server = await open(five, ["--flavour", "ods"]);
    expect((await server.smoke()).output).toMatch(/^PASS/m);
    await expectComplete(server, await server.load());
    const rows = totalRows(await server.sandbox.ledger());
    // The descriptors that the first load made are found again.
    const second = await server.load();
    await expectComplete(server, second, rows);
    expect(server.proxy.seen.some(({ path }) => path.includes("gradeLevelDescriptors?offset=5&limit=5"))).toBe(true);
  });

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
});
