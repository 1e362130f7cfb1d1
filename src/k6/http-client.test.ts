import { beforeEach, describe, expect, it } from "vitest";
import { inTurn, RESET } from "../../test/k6-shim/http.ts";
import { k6 } from "../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../test/k6-shim/vu.ts";
import type { Call, Reply } from "./http-client.ts";

useFakeK6();

const GET: Call = {
  method: "GET",
  url: "http://dms/data/ed-fi/students/1",
  operation: "read",
  resource: "students",
  name: "GET /ed-fi/students/{id}",
};
const POST: Call = { ...GET, method: "POST", operation: "create", name: "POST /ed-fi/students", body: '{"a":1}' };
const AUTHORIZATION = "Bearer secret-token";

let client: typeof import("./http-client.ts");
beforeEach(async () => {
  // Each VU has calls of its own.
  for (const call of [GET, POST]) delete call.prepared;
  client = await startVu(() => import("./http-client.ts"));
});

const send = (call: Call, authorization = AUTHORIZATION): Reply => client.send(call, authorization, 5000);

describe("a request", () => {
  beforeEach(() => {
    k6.server = inTurn({ status: 200, body: "[]" });
  });

  it("carries token, tags and time-out, and follows no redirect", () => {
    send(GET);
    expect(k6.requests[0]).toEqual({
      method: "GET",
      url: GET.url,
      body: "",
      headers: { Accept: "application/json", Authorization: AUTHORIZATION },
      tags: { name: "GET /ed-fi/students/{id}", resource: "students", op: "read" },
      timeout: 5000,
      redirects: 0,
      expected: undefined,
    });
  });

  it("sends the content type of a body, and another body to another URL", () => {
    send(POST);
    client.sendText(POST, AUTHORIZATION, 5000, '{"a":2}', `${POST.url}/other`);
    expect(k6.requests.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":2}']);
    expect(k6.requests.map(({ url }) => url)).toEqual([POST.url, `${POST.url}/other`]);
    expect(k6.requests[0]?.headers["Content-Type"]).toBe("application/json");
  });

  it("sends no token if there is none, and the next one as soon as there is one", () => {
    send(GET, "");
    send(GET, "Bearer next");
    expect(k6.requests.map(({ headers }) => headers.Authorization)).toEqual([undefined, "Bearer next"]);
  });

  it("distinguishes calls by operation and route; headers and expected statuses apply to one call only", () => {
    send({ ...GET, op: "page" });
    send(GET);
    send({ ...GET, name: "warm-up" });
    send({ ...GET, headers: { "If-Match": '"7"' }, expect: [200, 404] });
    send(GET);
    expect(k6.requests.map(({ tags }) => `${tags.op} ${tags.name}`)).toEqual([
      `page ${GET.name}`,
      `read ${GET.name}`,
      "read warm-up",
      `read ${GET.name}`,
      `read ${GET.name}`,
    ]);
    expect(k6.requests.map(({ headers }) => headers["If-Match"])).toEqual([
      undefined,
      undefined,
      undefined,
      '"7"',
      undefined,
    ]);
    expect(k6.requests[3]?.expected).toEqual([200, 404]);
    expect(k6.requests[4]?.expected).toBeUndefined();
  });
});

describe("an answer", () => {
  it.each([
    [{ status: 201, headers: { location: "/students/7" }, durationMs: 12 }, POST, "created", ""],
    [{ status: 200, body: "  <html>Log in</html>" }, GET, "mismatched", "  <html>Log in</html>"],
    [{ status: 200, body: "[]" }, GET, "read", "[]"],
    [{ status: 304 }, GET, "unchanged", ""],
    [{ status: 400, body: "a <b> c" }, POST, "rejected", "a <b> c"],
    [RESET, GET, "cut-off", "read: connection reset by peer"],
    [{ status: 401, body: "token secret-token is no good" }, GET, "unauthorized", "token *** is no good"],
    [
      { status: 307, headers: { location: "http://x/steal?token=secret" } },
      GET,
      "rejected",
      "a redirect, not followed, to http://x/steal",
    ],
  ])("%j is read as what it is", (answer, call, outcome, body) => {
    k6.server = inTurn(answer);
    expect(send(call)).toMatchObject({ status: answer.status, outcome, body });
  });

  it("never contains a token, also not an earlier one or one in another encoding", () => {
    const [first, second] = ["first+token/0123456789", "c2Vjb25k.token-0123456789"];
    k6.server = () => ({ status: 204 });
    for (const token of [first, second]) send(GET, `Bearer ${token}`);
    const said = `{"detail":"${first.replace("+", "\\u002B")} ${encodeURIComponent(first)} Bearer ${second}"}`;
    k6.server = inTurn(
      { status: 400, body: said },
      { status: 0, error: `malformed HTTP response "${second}"`, errorCode: 1000 },
      { status: 302, headers: { location: `http://x/${second}` } },
    );
    expect(send(POST, `Bearer ${second}`).body).toBe('{"detail":"*** *** Bearer ***"}');
    expect(send(POST, `Bearer ${second}`).body).toBe('malformed HTTP response "***"');
    expect(send(POST, `Bearer ${second}`).body).toBe("a redirect, not followed, to http://x/***");
  });

  it("never holds the client's credentials", () => {
    const credentials = "bXktY2xpZW50Om15LXNlY3JldA==";
    k6.server = inTurn({ status: 401, body: `Basic ${credentials}` });
    expect(send(POST, `Basic ${credentials}`).body).toBe("Basic ***");
  });

  it.each([
    [{ "Retry-After": "7" }, 7000],
    [{ "Retry-After": "Mon, 05 Jan 2026 09:00:05 GMT", Date: "Mon, 05 Jan 2026 09:00:00 GMT" }, 5000],
    [{ "Retry-After": "soon" }, undefined],
    [{ "X-Ratelimit-Reset": "7" }, 7000],
    [{ Ratelimit: '"default";r=0;t=7' }, 7000],
    [{}, undefined],
  ])("%j asks for a pause", (headers, retryAfterMs) => {
    k6.server = inTurn({ status: 429, headers });
    expect(send(GET).retryAfterMs).toBe(retryAfterMs);
  });
});

describe("idOf", () => {
  const ID = "9a7c1c1e6f7c4b608f430d6b2f1c7a11";
  it.each([
    [`http://dms/data/ed-fi/students/${ID}`, ID],
    [`/students/${ID}/`, ID],
    [`/students/${ID}?x=y`, ID],
    [ID, ID],
    ["/students/", "students"],
    [`/students/${ID.replaceAll("-", "")}`, ID.replaceAll("-", "")],
    ["/students/12_z-", "12_z-"],
    [`/students/${"a".repeat(65)}`, ""],
    ["/students/1e5 ", ""],
    ["/students/a b", ""],
    [undefined, ""],
  ])("of %j is %j", (location, id) => {
    k6.server = inTurn({ status: 201, headers: location === undefined ? {} : { Location: location } });
    expect(client.idOf(send(POST))).toBe(id);
  });

  it("is never the token", () => {
    k6.server = inTurn({ status: 201, headers: { Location: `/students/${ID}` } });
    expect(client.idOf(send(POST, `Bearer ${ID}`))).toBe("");
  });

  it("finds headers whatever their letter case", () => {
    const reply = { answer: { headers: { Etag: "1", "TOTAL-count": "2" } } } as unknown as Reply;
    expect([client.headerOf(reply, "Etag"), client.headerOf(reply, "ETag")]).toEqual(["1", "1"]);
    expect([client.headerOf(reply, "total-count"), client.headerOf(reply, "nothing")]).toEqual(["2", undefined]);
  });
});
