/** An ODS/API as it differs from DMS, made of the sandbox's answers: smoke, load and clean-up against it. */
import { afterEach, describe, expect, test } from "vitest";
import { type HostileProxy, isData, type Mischief, type ProxyAnswer } from "./support/hostile-proxy.ts";
import {
  expectAllPhases,
  expectComplete,
  type HostileTarget,
  mapped,
  startHostileTarget,
} from "./support/hostile-run.ts";
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
});
