/** Servers that answer as if all were well, or lead elsewhere: no run passes on them, and each failure has a name. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { html, isWrite, type Mischief, type ProxyRequest } from "./support/hostile-proxy.ts";
import { expectComplete, type HostileTarget, startHostileTarget } from "./support/hostile-run.ts";
import { readLoad } from "./support/load.ts";
import { totalRows } from "./support/sandbox.ts";

let target: HostileTarget;
beforeAll(async () => {
  target = await startHostileTarget();
});
afterEach(() => {
  target.proxy.mischief = undefined;
});
afterAll(() => target.stop());

function answer(status: number, headers: readonly (readonly [string, string])[] = [], body = ""): Mischief {
  return { kind: "answer", answer: { status, headers, body } };
}

describe("fails by name when", () => {
  test("everything is answered 200 with a web page", async () => {
    target.proxy.mischief = () => html(200, "Log in");
    const run = await target.smoke();
    expect(run.code).toBe(4);
    expect(run.stderr).toMatch(/^error: Not ready: discovery: .* a web page titled "Log in"$/m);
  });

  test("writes are answered 201 and nothing is kept, nor counted", async () => {
    let made = 0;
    const stripCounts: Mischief = {
      kind: "change",
      change: (given) => ({ ...given, headers: given.headers.filter(([name]) => !/^total-count$/i.test(name)) }),
    };
    target.proxy.mischief = (given) =>
      isWrite(given)
        ? answer(201, [["Location", `/x/00000000-0000-4000-8000-${(++made).toString(16).padStart(12, "0")}`]])
        : stripCounts;
    const load = await target.load();
    expect(load.code).toBe(8);
    expect(load.output).toMatch(/returned 404/);
  });

  test("a redirect leads elsewhere, and nothing is sent there", async () => {
    target.proxy.mischief = ({ path, ...given }) =>
      isWrite({ path, ...given })
        ? answer(307, [["Location", `${target.proxy.baseUrl.replace("127.0.0.1", "localhost")}/elsewhere`]])
        : undefined;
    const run = await target.smoke();
    expect(run.code).toBe(99);
    expect(run.output).toMatch(/status 307\. a redirect, not followed, to http:\/\/localhost:\d+\/elsewhere/);
    expect(target.proxy.seen.filter(({ path }) => path === "/elsewhere")).toEqual([]);
  });

  test("what it says would command a terminal", async () => {
    const body =
      '{"title":"\u009b31m\\u001b[2J<script>alert(1)</script>","detail":"\\u001b]0;owned\\u0007 \\u202ebad"}';
    target.proxy.mischief = (given) => (isWrite(given) ? answer(400, [], body) : undefined);
    const run = await target.smoke();
    expect(run.code).toBe(99);
    expect(run.output).toContain("<script>alert(1)</script>: ]0;owned bad");
  });
});

test("the document of resources cannot be read, and others are listed that none describes: the dataset is loaded", async () => {
  const ghosts = { resource: "/ed-fi/ghosts", order: 9, operations: ["Create", "Update"] };
  target.proxy.mischief = ({ path }) => {
    if (path.includes("resources-spec")) return answer(500);
    const change: Extract<Mischief, { kind: "change" }>["change"] = (given) => ({
      ...given,
      body: JSON.stringify([...JSON.parse(given.body.toString()), ghosts]),
    });
    return path.endsWith("/dependencies") ? { kind: "change", change } : undefined;
  };
  const plan = await target.load("--resources", "all", "--plan");
  expect(plan.output).toMatch(/^ +ghosts: no document of the target describes it$/m);
  expect(plan.output).toMatch(
    /^5\d resources that no document of the target describes stay as they are for .*, schools, /m,
  );
  expect(plan.output).not.toContain("the target does not have it");
  await expectComplete(target, await target.load("--resources", "all"));
});

describe("an optional property and an optional reference are refused", () => {
  const refused: Readonly<Record<string, string>> = {
    students: "birthCity",
    studentSchoolAssociations: "calendarReference",
  };
  const refuse = (given: ProxyRequest): Mischief | undefined => {
    const name = refused[given.path.split("/").at(-1) ?? ""];
    if (!isWrite(given) || name === undefined || !given.body.includes(`"${name}"`)) return undefined;
    return answer(400, [], JSON.stringify({ validationErrors: { [`$.${name}`]: ["Unknown property."] } }));
  };
  const ADAPTED = [
    expect.objectContaining({ what: "students", change: expect.stringMatching(/^without birthCity, .*Unknown prop/) }),
    expect.objectContaining({ what: "studentSchoolAssociations" }),
  ];

  test("and no document says it: they are left out, and nothing is missing", async () => {
    target.proxy.mischief = (given) => {
      if (given.path.includes("/specifications")) return answer(404);
      const change = (body: string): string => body.replace(/"version":\s*"5\.2[^"]*"/g, '"version":"5.0.0"');
      const older: Mischief = {
        kind: "change",
        change: (reply) => ({ ...reply, body: change(reply.body.toString()) }),
      };
      return given.path === "/" ? older : refuse(given);
    };
    const before = totalRows(await target.sandbox.ledger());
    const load = await target.load();
    await expectComplete(target, load, before);
    expect(load.output).toMatch(/^ +\d+ items created, 0 of them left at the target$/m);
    expect(readLoad(target.clone).summary.adapted).toEqual(ADAPTED);
    const readwrite = await target.readwrite("--duration", "3s", "--vus", "2");
    expect(readwrite.code, readwrite.output).toBe(0);
    const plan = await target.load("--plan");
    expect(plan.output).not.toContain("tried");
  });

  test("by a target of Data Standard 5.2: a load that is resumed leaves them out", async () => {
    target.proxy.mischief = refuse;
    const load = await target.load();
    expect(load.output).toMatch(/^FAIL/m);
    const resumed = await target.loadAgain("--resume");
    expect(resumed.code, resumed.output).toBe(0);
    const { summary } = readLoad(target.clone);
    expect(summary.load).toMatchObject({ missing: 0, verified: true });
    expect(summary.adapted).toEqual(ADAPTED);
  });
});

test("a tenant is named at a target without tenants", async () => {
  const run = await target.smoke("--tenant", "district-9");
  expect(run.code).toBe(4);
  expect(run.stderr).toMatch(/\/district-9\/ returned 404/);
  expect(run.stderr).toMatch(/takes no --tenant, --route-school-year or --instance/);
});
