import { expect, it } from "vitest";
import type { SandboxResponse } from "../http.ts";
import { createTestSandbox, type TestSandbox } from "../testing/test-sandbox.ts";
import type { FaultRule } from "./rules.ts";

const PATH = "/data/ed-fi/students";

interface Site extends Pick<TestSandbox, "advance" | "sandbox"> {
  call(method: string, path: string, json?: unknown): Promise<SandboxResponse>;
  faults(...rules: FaultRule[]): Promise<unknown>;
  post(key: string): Promise<{ status: number; id: string }>;
  ids(query?: string): Promise<{ ids: string[]; total: string | undefined }>;
}

async function site(): Promise<Site> {
  const { sandbox, call, token, advance } = createTestSandbox();
  const given = await token("SeedLoader");
  const ask: Site["call"] = (method, path, json) => call(method, path, { token: given, json });
  return {
    sandbox,
    advance,
    call: ask,
    faults: (...rules) => call("PUT", "/sandbox/faults", { json: rules }),
    post: async (key) => {
      const { status, headers } = await ask("POST", PATH, student(key));
      return { status, id: headers.Location?.split("/").at(-1) ?? "" };
    },
    ids: async (query = "") => {
      const { body, headers } = await ask("GET", `${PATH}?totalCount=true${query}`);
      return {
        ids: (JSON.parse(body ?? "[]") as { id: string }[]).map(({ id }) => id),
        total: headers["Total-Count"],
      };
    },
  };
}

function student(key: string, firstName = "A"): Readonly<Record<string, string>> {
  return { studentUniqueId: key, birthDate: "2012-01-01", firstName, lastSurname: "B" };
}

const body = ({ body: text }: SandboxResponse): Record<string, unknown> =>
  JSON.parse(text ?? "{}") as Record<string, unknown>;

it("drops every n-th write, and says 201 with an id of its own", async () => {
  const { faults, post, ids, call, sandbox } = await site();
  await faults({ route: "/data/**", silent: "drop-write", every: 2 });
  const made = [await post("1"), await post("2"), await post("3")];
  expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect((await ids()).ids).toEqual([made[0]?.id, made[2]?.id]);
  expect((await call("GET", `${PATH}/${made[1]?.id}`)).status).toBe(404);
  expect(sandbox.ledger.report().writes.students).toMatchObject({ created: 2 });
});

it("ignores updates and deletes, and says 204", async () => {
  const { faults, post, call } = await site();
  const { id } = await post("1");
  const before = body(await call("GET", `${PATH}/${id}`));
  await faults({ route: "/data/**", silent: "ignore-update" }, { route: "/data/**", silent: "drop-delete" });
  const put = await call("PUT", `${PATH}/${id}`, { ...student("1", "Other"), id });
  expect(put.status).toBe(204);
  expect(put.headers.ETag).not.toBe(`"${before._etag}"`);
  expect((await call("DELETE", `${PATH}/${id}`)).status).toBe(204);
  expect(body(await call("GET", `${PATH}/${id}`))).toEqual(before);
});

it("writes a new item over the newest one, and says 200 with its id", async () => {
  const { faults, post, ids, call } = await site();
  const first = await post("1");
  await faults({ route: "/data/**", silent: "overwrite" });
  expect(await post("2")).toEqual({ status: 200, id: first.id });
  expect((await ids()).ids).toEqual([first.id]);
  expect(body(await call("GET", `${PATH}/${first.id}`))).toMatchObject({ studentUniqueId: "2" });
});

it("reads the body of another item under the id", async () => {
  const { faults, post, call } = await site();
  const [first] = [await post("1"), await post("2")];
  await faults({ route: "/data/**", silent: "wrong-document" });
  const read = body(await call("GET", `${PATH}/${first.id}`));
  expect(read).toMatchObject({ id: first.id, studentUniqueId: "2" });
});

it("lists an item under two ids, counts wrongly, and gives empty pages", async () => {
  const { faults, post, ids } = await site();
  for (const key of ["1", "2", "3"]) await post(key);
  await faults({ route: "/data/**", silent: "second-id" });
  const twice = await ids();
  expect(twice.total).toBe("4");
  expect(new Set(twice.ids).size).toBe(4);
  await faults({ route: "/data/**", silent: "wrong-total" });
  expect((await ids()).total).toBe("2");
  await faults({ route: "/data/**", silent: "wrong-total", factor: 0.5 });
  expect((await ids()).total).toBe("1");
  await faults({ route: "/data/**", silent: "empty-page" });
  expect((await ids("&offset=1")).ids).toEqual([]);
  expect((await ids("&offset=0")).ids).toHaveLength(3);
});

it("reads as a replica that lags, or never catches up", async () => {
  const { faults, post, ids, call, advance } = await site();
  const { id } = await post("1");
  await faults({ route: "/data/**", silent: "stale-read", lagMs: 500 });
  const second = await post("2");
  await call("PUT", `${PATH}/${id}`, { ...student("1", "Other"), id });
  expect(body(await call("GET", `${PATH}/${id}`))).toMatchObject({ firstName: "A" });
  expect((await call("GET", `${PATH}/${second.id}`)).status).toBe(404);
  expect((await ids()).total).toBe("1");
  advance(500);
  expect(body(await call("GET", `${PATH}/${id}`))).toMatchObject({ firstName: "Other" });
  expect((await ids()).total).toBe("2");
  await call("DELETE", `${PATH}/${second.id}`);
  expect((await call("GET", `${PATH}/${second.id}`)).status).toBe(200);
  advance(1_000_000);
  expect((await call("GET", `${PATH}/${second.id}`)).status).toBe(404);
  await faults({ route: "/data/**", silent: "stale-read" });
  await call("PUT", `${PATH}/${id}`, { ...student("1", "Third"), id });
  advance(1_000_000);
  expect(body(await call("GET", `${PATH}/${id}`))).not.toMatchObject({ firstName: "Third" });
});

it("applies a silent fault only to its own method", async () => {
  const { faults, post } = await site();
  await faults({ route: "/data/**", silent: "drop-delete" });
  const { id } = await post("1");
  expect(id).not.toBe("");
});
