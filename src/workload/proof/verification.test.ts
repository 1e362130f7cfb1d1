import { afterEach, beforeEach, expect, it } from "vitest";
import { type LoadedSandbox, loadSandbox } from "../../../test/fakes/loaded-sandbox.ts";
import { useNoLag } from "../../../test/fakes/no-lag.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { createDataClient, type DataClient } from "../../target/data-client.ts";
import { TimedClient } from "../../target/timed-client.ts";
import { fixedToken } from "../../target/token-generations.ts";
import { countResources } from "../../target/verification/count-resources.ts";
import { untidyReasons } from "../untidy-reasons.ts";
import { type Verification, verifyWork } from "./verification.ts";

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

const GONE = { outcome: "cut-off", status: 0, text: "not sent: the target no longer responds" } as const;

function studentIds(): string[] {
  const { first = 0, count = 0 } = loaded.plan.segments.find(({ endpoint }) => endpoint === "students") ?? {};
  return Array.from({ length: count }, (_, index) => {
    const line = loaded.journal.split("\n").find((text) => text.startsWith(`i ${first + index} `));
    return line?.split(" ").at(-1) ?? "";
  });
}

/** @param ids of students that were there before. @param isGone whether a path has no answer */
async function verify(ids: readonly string[], isGone: (path: string) => boolean): Promise<Verification> {
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
  });
}

it("finds what is as before", async () => {
  const found = await verify(studentIds(), () => false);
  expect(found).toMatchObject({ ok: true, differences: [], unread: [] });
  expect(untidyReasons([], found)).toEqual([]);
});

it("says of items without an answer in one line that they were not verified, not that they changed", async () => {
  const ids = studentIds();
  const found = await verify(ids, (path) => ids.some((id) => path.endsWith(id)));
  expect(found).toMatchObject({ ok: false, checked: 0, differences: [] });
  const all = `${ids.length} of ${ids.length} items could not be read: students/`;
  expect(untidyReasons([], found).map(({ text }) => text)).toEqual([
    expect.stringMatching(`^not verified: ${all}.*no longer responds$`),
  ]);
});

it("tells an item that is not there from those without an answer, and resources that could not be counted", async () => {
  const [first = ""] = studentIds();
  const unknown = "00000000-0000-4000-8000-000000000001";
  const found = await verify([first, unknown], (path) => path.endsWith(first) || path.startsWith("/ed-fi/schools?"));
  expect(found.differences).toEqual([expect.stringMatching(`^students/${unknown} `)]);
  expect(found.unread).toEqual([
    expect.stringMatching(`^1 of 2 items could not be read: students/${first}: .*no longer responds$`),
    expect.stringMatching(/^1 of 2 resources could not be read: schools: .*no longer responds$/),
  ]);
});
