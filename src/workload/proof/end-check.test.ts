import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LoadedSandbox, loadSandbox } from "../../../test/fakes/loaded-sandbox.ts";
import { useNoLag } from "../../../test/fakes/no-lag.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { serialOf } from "../../lib/mix/serial.ts";
import { LARGEST_VERSION } from "../../lib/mix/update-body.ts";
import { createDataClient, type DataClient } from "../../target/data-client.ts";
import { TimedClient } from "../../target/timed-client.ts";
import { fixedToken } from "../../target/token-generations.ts";
import { checkTotals } from "../../target/verification/check-totals.ts";
import { checkCreated, checkDeleted, checkUpdated } from "./end-check.ts";

useNoLag();

let loaded: LoadedSandbox;
let client: DataClient;

beforeEach(async () => {
  loaded = await loadSandbox(temporaryFolder());
  client = createDataClient({ dataUrl: loaded.dataUrl, tokens: fixedToken(loaded.token), width: 8 });
});
afterEach(async () => {
  client.close();
  await loaded.close();
});

function item(index: number): { endpoint: string; id: string } {
  const { first } = loaded.plan.segments.find(({ endpoint }) => endpoint === "students") ?? { first: 0 };
  const line = loaded.journal.split("\n").find((text) => text.startsWith(`i ${first + index} `));
  return { endpoint: "students", id: line?.split(" ").at(-1) ?? "" };
}

const UNKNOWN = { endpoint: "students", id: "00000000-0000-4000-8000-000000000001" };

it("finds what was created and misses what is not there", async () => {
  expect(await checkCreated(client, [item(0), item(1)])).toMatchObject({ read: 2, lost: [], late: 0 });
  const { lost } = await checkCreated(client, [item(0), UNKNOWN]);
  expect(lost).toEqual([`students/${UNKNOWN.id}: created, but not found by its ID`]);
});

it("claims nothing of what was not read in time", async () => {
  const late = new TimedClient(client, 0);
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
  expect(await checkDeleted(client, [UNKNOWN])).toMatchObject({ read: 1, lost: [] });
  expect((await checkDeleted(client, [item(0)])).lost[0]).toMatch(/deleted, but still found/);
});

describe("an updated text", () => {
  const startedMs = Date.UTC(2026, 10, 1);
  const textOf = (iteration: number): string => `Change ${serialOf(startedMs, iteration, false) % LARGEST_VERSION}`;
  const check = (strict: boolean) =>
    checkUpdated(client, [{ ...item(0), last: [{ iteration: 7, warmingUp: false }] }], {
      changes: { students: { property: "middleName", kind: "text" } },
      startedMs,
      strict,
      isCounting: () => false,
    });
  const write = async (middleName: string): Promise<void> => {
    const { box, token, dataset, vocabulary } = loaded;
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
    expect((await checkTotals(client, { students: 3 })).problems).toEqual([]);
    await loaded.setFaults([{ route: "/data/**", ...fault }]);
    expect((await checkTotals(client, { students: 3 })).problems[0]).toMatch(expected);
  },
  30_000,
);
