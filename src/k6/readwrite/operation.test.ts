import { describe, expect, it } from "vitest";
import { cellOf, loaded, operations, type ReadwriteVu, startReadwriteVu } from "../../../test/fakes/readwrite-vu.ts";
import { type FakeRequest, k6 } from "../../../test/k6-shim/process.ts";
import { useFakeK6 } from "../../../test/k6-shim/vu.ts";
import type { Cell } from "../../lib/contracts/readwrite-plan.ts";
import { compactMix } from "../../lib/mix/compact-mix.ts";

useFakeK6();

/** A mix of kinds on resources in equal shares. */
function mixOf(...cells: readonly (readonly [Cell["kind"], string])[]): { cells: Cell[] } {
  return {
    cells: cells.map(([kind, resource], at) => cellOf({ kind, resource, upTo: (at + 1) / cells.length })),
  };
}

/** Does all as a healthy target. */
function serve(): void {
  let created = 0;
  k6.server = ({ method, url }: FakeRequest) => {
    const [path = "", query] = url.split("?");
    const [resource = "", id] = path.split("/ed-fi/")[1]?.split("/") ?? [];
    if (url.endsWith("/availableChangeVersions")) return { body: { newestChangeVersion: 10 } };
    if (method === "POST") return { status: 201, headers: { Location: `/${resource}/new-${++created}` } };
    if (method !== "GET") return { status: 204 };
    if (id !== undefined) return { body: loaded(resource, Number(id.split("-")[1])) };
    if (query?.startsWith("offset") || query?.startsWith("minChange")) return { body: [] };
    return {
      body: [0, 1, 2, 3]
        .map((index) => loaded("students", index))
        .filter((item) => query?.includes(String(item.studentUniqueId))),
    };
  };
}

async function doAll(vu: ReadwriteVu, iterations: number): Promise<void> {
  for (let iteration = 0; iteration < iterations; iteration++) {
    vu.begin();
    await vu.doOperation(iteration, false);
  }
}

type Lines = ReturnType<typeof operations>;

function countOf(lines: Lines, key: (line: Lines[number]) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of lines) counts[key(line)] = (counts[key(line)] ?? 0) + 1;
  return counts;
}

describe("operations of a mix", () => {
  it("have all kinds in their shares", async () => {
    serve();
    const kinds = ["get", "query", "page", "changes", "update", "create", "delete"] as const;
    const vu = await startReadwriteVu({ mix: mixOf(...kinds.map((kind) => [kind, "students"] as const)) });
    await doAll(vu, 707);
    const lines = operations();
    expect(lines.every(({ outcome }) => !["mismatched", "rejected", "not-found"].includes(outcome))).toBe(true);
    const shares = countOf(lines, ({ op }) => op);
    for (const op of ["read", "query", "page", "changes", "update", "create", "delete"])
      expect(Math.abs((shares[op] ?? 0) - 101), op).toBeLessThanOrEqual(7);
  });

  it("create if there is nothing to delete, and delete in place of the next create", async () => {
    serve();
    const vu = await startReadwriteVu({ mix: mixOf(["delete", "students"], ["create", "students"]) });
    await doAll(vu, 202);
    const lines = operations();
    const { create = 0, delete: deleted = 0 } = countOf(lines, ({ op }) => op);
    expect(create + deleted).toBe(202);
    expect(create - deleted).toBeGreaterThanOrEqual(0);
    expect(create - deleted).toBeLessThanOrEqual(4);
    // Nothing but what this VU has created, and each once.
    const ids = lines.filter(({ op }) => op === "delete").map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.startsWith("new-"))).toBe(true);
  });

  it("delete once for each create that replaced a delete", async () => {
    serve();
    const vu = await startReadwriteVu();
    const kinds = ["delete", "delete", "create", "create", "create"] as const;
    for (const [iteration, kind] of kinds.entries()) {
      const mix = mixOf([kind, "students"], ["create", "students"]);
      const cells = [{ ...(mix.cells[0] as Cell), upTo: 1 }, mix.cells[1] as Cell];
      vu.usePlan({ ...vu.plan, mix: compactMix(cells) });
      await vu.doOperation(iteration, false);
    }
    expect(operations().map(({ op }) => op)).toEqual(["create", "delete", "create", "delete", "create"]);
  });

  it("create in the mix's shares by resource, also in place of a delete", async () => {
    serve();
    const vu = await startReadwriteVu({
      mix: {
        cells: [
          cellOf({ kind: "create", resource: "students", upTo: 0.1 }),
          cellOf({ kind: "create", resource: "calendars", upTo: 0.4 }),
          cellOf({ kind: "delete", resource: "students", upTo: 1 }),
        ],
      },
    });
    await doAll(vu, 404);
    const lines = operations().filter(({ op }) => op === "create");
    const { students = 0, calendars = 0 } = countOf(lines, ({ resource }) => resource);
    expect(calendars / (students + calendars)).toBeGreaterThan(0.6);
    expect(calendars / (students + calendars)).toBeLessThan(0.9);
  });
});
