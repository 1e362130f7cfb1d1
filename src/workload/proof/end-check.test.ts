import { describe, expect, it } from "vitest";
import { studentIds, useLoadedClient } from "../../../test/fakes/loaded-client.ts";
import { useNoLag } from "../../../test/fakes/no-lag.ts";
import { serialOf } from "../../lib/mix/serial.ts";
import { LARGEST_VERSION } from "../../lib/mix/update-body.ts";
import { TimedClient } from "../../target/timed-client.ts";
import { checkTotals } from "../../target/verification/check-totals.ts";
import { checkCreated, checkDeleted, checkUpdated } from "./end-check.ts";

useNoLag();

const current = useLoadedClient();

function item(index: number): { endpoint: string; id: string } {
  return { endpoint: "students", id: studentIds(current.loaded)[index] ?? "" };
}

const UNKNOWN = { endpoint: "students", id: "00000000-0000-4000-8000-000000000001" };

it("finds what was created and misses what is not there", async () => {
  expect(await checkCreated(current.client, [item(0), item(1)])).toMatchObject({ read: 2, lost: [], late: 0 });
  const { lost } = await checkCreated(current.client, [item(0), UNKNOWN]);
  expect(lost).toEqual([`students/${UNKNOWN.id}: created, but not found by its ID`]);
});

it("claims nothing of what was not read in time", async () => {
  const late = new TimedClient(current.client, 0);
  const facts = {
    changes: { students: { property: "middleName", kind: "text" } },
    startedMs: 0,
    strict: true,
  } as const;
  const updated = { ...item(0), last: [{ iteration: 7, warmingUp: false }] };
  for (const check of [
    await checkCreated(late, [UNKNOWN]),
    await checkDeleted(late, [item(0)]),
    await checkUpdated(late, [updated], { ...facts, isCounting: () => false }),
  ])
    expect(check).toMatchObject({ read: 0, unread: 1, lost: [], late: 0 });
});

it("misses a delete that did not take place", async () => {
  expect(await checkDeleted(current.client, [UNKNOWN])).toMatchObject({ read: 1, lost: [] });
  expect((await checkDeleted(current.client, [item(0)])).lost[0]).toMatch(/deleted, but still found/);
});

describe("an updated text", () => {
  const startedMs = Date.UTC(2026, 10, 1);
  const textOf = (iteration: number): string => `Change ${serialOf(startedMs, iteration, false) % LARGEST_VERSION}`;
  const check = (strict: boolean) =>
    checkUpdated(current.client, [{ ...item(0), last: [{ iteration: 7, warmingUp: false }] }], {
      changes: { students: { property: "middleName", kind: "text" } },
      startedMs,
      strict,
      isCounting: () => false,
    });
  const write = async (middleName: string): Promise<void> => {
    const { box, token, dataset, vocabulary } = current.loaded;
    const json = { ...dataset.body("students", 0, vocabulary), middleName, id: item(0).id };
    expect((await box.call("PUT", `/data/ed-fi/students/${item(0).id}`, { token, json })).status).toBe(204);
  };

  it("is the last one of the run", async () => {
    await write(textOf(7));
    expect(await check(true)).toMatchObject({ read: 1, lost: [], changedByOthers: 0 });
  });

  it("is lost when an earlier one of the run stands there", async () => {
    await write(textOf(3));
    expect((await check(false)).lost[0]).toMatch(/not what was written last/);
  });

  it("may be somebody else's, where others write", async () => {
    await write("Somebody else");
    expect(await check(false)).toMatchObject({ lost: [], changedByOthers: 1 });
    expect((await check(true)).lost).toHaveLength(1);
  });
});

it.each([
  [{ silent: "wrong-total" }, /Total-Count is 2, its pages hold 3 items/],
  [{ silent: "wrong-total", factor: 0.5 }, /Total-Count is 1, its pages hold 3 items/],
  [{ silent: "empty-page" }, /Total-Count is 3, its pages hold 1 items/],
  [{ silent: "second-id" }, /there a second time, under another ID/],
] as const)(
  "a walk through the pages shows %j",
  async (fault, expected) => {
    expect((await checkTotals(current.client, { students: 3 })).problems).toEqual([]);
    await current.loaded.setFaults([{ route: "/data/**", ...fault }]);
    expect((await checkTotals(current.client, { students: 3 })).problems[0]).toMatch(expected);
  },
  30_000,
);
