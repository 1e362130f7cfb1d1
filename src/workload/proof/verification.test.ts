import { expect, it } from "vitest";
import { studentIds, useLoadedClient } from "../../../test/fakes/loaded-client.ts";
import { useNoLag } from "../../../test/fakes/no-lag.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { DataClient } from "../../target/data-client.ts";
import { TimedClient } from "../../target/timed-client.ts";
import { countResources } from "../../target/verification/count-resources.ts";
import { untidyReasons } from "../untidy-reasons.ts";
import { type Verification, type VerificationInput, verifyWork } from "./verification.ts";

useNoLag();

const current = useLoadedClient();

const GONE = { outcome: "cut-off", status: 0, text: "not sent: the target no longer responds" } as const;

/**
 * @param ids of students that were there before. @param isGone whether a path has no answer
 * @param change what differs from a run at a target that nobody else writes to
 */
async function verify(
  ids: readonly string[],
  isGone: (path: string) => boolean,
  change: Partial<VerificationInput> = {},
): Promise<Verification> {
  const { client, loaded } = current;
  const before = await countResources(client, ["students", "schools"]);
  const partly: DataClient = {
    call: async (method, path, body) =>
      isGone(path) ? { ...GONE, header: () => undefined, repeats: 0 } : client.call(method, path, body),
    close: () => undefined,
  };
  return verifyWork({
    client: new TimedClient(partly, 60_000),
    data: {
      dataset: createDataset(loaded.plan.dataset),
      items: { students: ids.map((id, index) => [index, id]) },
      knowsIndexes: false,
      loaded: undefined,
      usable: [],
    } as unknown as Parameters<typeof verifyWork>[0]["data"],
    before,
    leftBefore: [],
    inFlightBefore: 0,
    left: [],
    strict: true,
    sampleSize: 50,
    ...change,
  });
}

it("finds what is as before", async () => {
  const found = await verify(studentIds(current.loaded), () => false);
  expect(found).toMatchObject({ ok: true, differences: [], unread: [] });
  expect(untidyReasons([], found)).toEqual([]);
});

it("does not count resources as before in which other clients changed the number of items", async () => {
  const ids = studentIds(current.loaded);
  const left = [{ endpoint: "schools", id: "of another client" }] as const;
  const found = await verify(ids, () => false, { strict: false, left } as unknown as Partial<VerificationInput>);
  expect(found).toMatchObject({ ok: true, counted: 1 });
  expect(found.warnings).toEqual([expect.stringMatching(/^schools: \d+ at the target, expected \d+$/)]);
});

it("says of items without an answer in one line that they were not verified, not that they changed", async () => {
  const ids = studentIds(current.loaded);
  const found = await verify(ids, (path) => ids.some((id) => path.endsWith(id)));
  expect(found).toMatchObject({ ok: false, checked: 0, differences: [] });
  const all = `${ids.length} of ${ids.length} items could not be read: students/`;
  expect(untidyReasons([], found).map(({ text }) => text)).toEqual([
    expect.stringMatching(`^not verified: ${all}.*no longer responds$`),
  ]);
});

it("tells an item that is not there from those without an answer, and resources that could not be counted", async () => {
  const [first = ""] = studentIds(current.loaded);
  const unknown = "00000000-0000-4000-8000-000000000001";
  const found = await verify([first, unknown], (path) => path.endsWith(first) || path.startsWith("/ed-fi/schools?"));
  expect(found.differences).toEqual([expect.stringMatching(`^students/${unknown} `)]);
  expect(found.unread).toEqual([
    expect.stringMatching(`^1 of 2 items could not be read: students/${first}: .*no longer responds$`),
    expect.stringMatching(/^1 of 2 resources could not be read: schools: .*no longer responds$/),
  ]);
});
