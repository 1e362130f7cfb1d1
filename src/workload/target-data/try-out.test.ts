import { beforeEach, expect, it } from "vitest";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Body } from "../../lib/data/dataset.ts";
import { parseDependencyRows } from "../../lib/edfi/dependency-rows.ts";
import { type AllowedOperations, type Operation, resourceKey } from "../../lib/edfi/token-info.ts";
import { outcomeOf } from "../../lib/http/outcome.ts";
import { drive } from "../../lib/maybe-promise.ts";
import { type PlannedLoad, planLoad } from "../../lib/plan/plan-load.ts";
import { isShared } from "../../lib/plan/shared-values.ts";
import { smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import { createTestSandbox, type TestSandbox } from "../../sandbox/testing/test-sandbox.ts";
import type { DataClient } from "../../target/data-client.ts";
import { removable } from "./learn-refusals.ts";
import { tryOut } from "./try-out.ts";

const dataset = createDataset({ ...smokeDatasetSettings(1, 1, 2026), students: 30 });
const endpoints = dataset.endpoints.filter((endpoint) => !isShared(endpoint));

let box: TestSandbox;
let token: string;
let planned: PlannedLoad;
/** What the target answers in the sandbox's place, with 400. */
let refuse: (endpoint: string, body: Body) => unknown;
let posts: string[];
beforeEach(async () => {
  box = createTestSandbox();
  token = await box.token("SeedLoader");
  planned = await planOf(undefined);
  refuse = () => undefined;
  posts = [];
});

async function planOf(operations: AllowedOperations | undefined): Promise<PlannedLoad> {
  const { body: rows = "" } = await box.call("GET", "/metadata/dependencies", { token });
  return drive(planLoad(dataset, parseDependencyRows(rows) ?? [], operations), (queries) =>
    queries.map(() => ({ status: 200, body: "[]" })),
  );
}

const client: DataClient = {
  call: async (method, path, body) => {
    const endpoint = path.split("/")[2] ?? "";
    const json = body === undefined ? undefined : (JSON.parse(body) as Body);
    if (json !== undefined) posts.push(endpoint);
    const refusal = json === undefined ? undefined : refuse(endpoint, json);
    const options = { token, ...(json === undefined ? {} : { json }) };
    const answer =
      refusal === undefined
        ? await box.call(method, `/data${path}`, options)
        : { status: 400, headers: {}, body: JSON.stringify(refusal) };
    const { status, headers, body: text = "" } = answer;
    const found = Object.entries(headers);
    return {
      status,
      text,
      outcome: outcomeOf(method === "POST" ? "create" : "delete", { status, problem: text }),
      header: (name) => found.find(([each]) => each.toLowerCase() === name)?.[1] as string | undefined,
      repeats: 0,
    };
  },
  close: () => {},
};

const run = (stop = new AbortController().signal, asked = client) =>
  tryOut({ client: asked, dataset, planned, endpoints, stop, graceMs: 50 });
const notKnown = (path: string) => ({ validationErrors: { [`$.${path}`]: [`The property ${path} is not known.`] } });
const rows = async () => {
  const { body = "" } = await box.call("GET", "/sandbox/ledger");
  return JSON.parse(body).rows as Record<string, number>;
};

it("creates an item of every resource, each once, and leaves nothing", async () => {
  const tried = await run();
  expect(tried).toMatchObject({ cuts: [], left: 0, notes: [] });
  expect(tried.created).toBe(posts.length);
  expect(endpoints.filter((endpoint) => !posts.includes(endpoint))).toEqual([]);
  expect(Object.values(await rows()).filter((count) => count > 0)).toEqual([]);
});

it("leaves out a property and a reference that are refused, and all that needs the item is tried", async () => {
  refuse = (endpoint, body) => {
    if (endpoint === "students" && "middleName" in body) return notKnown("middleName");
    if (endpoint === "studentSchoolAssociations" && "calendarReference" in body) return notKnown("calendarReference");
    return undefined;
  };
  const { cuts, left, notes } = await run();
  expect(cuts.map(({ endpoint, path }) => [endpoint, ...path])).toEqual([
    ["students", "middleName"],
    ["studentSchoolAssociations", "calendarReference"],
  ]);
  expect(cuts[0]?.why).toBe("returned 400: $.middleName: The property middleName is not known.");
  expect({ left, notes }).toEqual({ left: 0, notes: [] });
  expect(endpoints.filter((endpoint) => !posts.includes(endpoint))).toEqual([]);
});

it("leaves out nothing of the key", async () => {
  refuse = (endpoint) => (endpoint === "students" ? notKnown("studentUniqueId") : undefined);
  const { cuts, notes } = await run();
  expect(cuts).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(/^students stays as it is: the target refuses a part of its key/)]);
});

it("leaves out nothing where the item is refused without it too", async () => {
  refuse = (endpoint, body) => {
    if (endpoint !== "students") return undefined;
    return "middleName" in body ? notKnown("middleName") : { detail: "middleName is required." };
  };
  const { cuts, notes } = await run();
  expect(cuts).toEqual([]);
  expect(notes).toEqual(["students is not accepted without middleName either: returned 400: middleName is required."]);
});

it("believes three refusals of a resource, and no more", async () => {
  refuse = (endpoint, body) => {
    const [name] = endpoint === "students" ? Object.keys(body).filter((each) => each !== "studentUniqueId") : [];
    return name === undefined ? undefined : notKnown(name);
  };
  const { cuts, notes } = await run();
  expect(cuts).toEqual([]);
  expect(notes).toEqual([
    expect.stringMatching(/^students is not accepted without (\w+, ){2}\w+ either: returned 400/),
  ]);
  const without = posts.filter((endpoint) => endpoint === "students").length;
  posts = [];
  refuse = () => undefined;
  await run();
  expect(without).toBe(posts.filter((endpoint) => endpoint === "students").length + 3);
});

it("deletes what it made when it is stopped", async () => {
  const stop = new AbortController();
  refuse = () => void (posts.length > 50 && stop.abort());
  const tried = await run(stop.signal);
  expect(posts.length).toBeLessThan(70);
  expect(tried.left).toBe(0);
  expect(Object.values(await rows()).filter((count) => count > 0)).toEqual([]);
});

it("ends soon when it is stopped and the target is silent, and tries one deletion of each connection", async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const call: DataClient["call"] = (method, ...rest) => {
    asked.push(method);
    if (asked.length <= 50) return client.call(method, ...rest);
    stop.abort();
    return new Promise(() => {});
  };
  const { created, left } = await run(stop.signal, { ...client, call });
  expect(left).toBe(created);
  expect(asked.filter((method) => method === "DELETE").length).toBeLessThanOrEqual(8);
});

it("deletes what it made when there is no token for more, and says why", async () => {
  const failure = new Error("no token");
  const call: DataClient["call"] = (method, ...rest) => {
    if (method === "POST" && posts.length >= 50) throw failure;
    return client.call(method, ...rest);
  };
  expect(await run(undefined, { ...client, call })).toMatchObject({ left: 0, failure });
  expect(Object.values(await rows()).filter((count) => count > 0)).toEqual([]);
});

it("tries nothing that the client may not delete again, and nothing that needs it", async () => {
  const everything = new Set<Operation>(["Create", "Read", "Update", "Delete"]);
  const operations = new Map(dataset.endpoints.map((endpoint) => [resourceKey(endpoint), everything]));
  operations.set(resourceKey("schools"), new Set(["Create"]));
  const tokenInfo = { active: true, namespacePrefixes: [], educationOrganizationIds: [], operations };
  planned = await planOf(removable(dataset, { tokenInfo }));
  expect((await run()).left).toBe(0);
  expect(posts).toEqual(expect.arrayContaining(["localEducationAgencies", "students"]));
  expect(posts).not.toContain("schools");
  expect(posts).not.toContain("calendars");
});
