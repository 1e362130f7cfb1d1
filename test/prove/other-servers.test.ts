/** Servers of other people, made of the sandbox's answers: smoke, load and clean-up against each of them. */
import { describe, expect, test } from "vitest";
import { type Manners, useServers } from "../e2e/support/hostile-hooks.ts";
import { html, type ProxyAnswer } from "../e2e/support/hostile-proxy.ts";
import { expectAllPhases, mapped } from "../e2e/support/hostile-run.ts";

const open = useServers();

describe("works with", () => {
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
