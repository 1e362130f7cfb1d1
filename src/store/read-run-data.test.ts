import { expect, it } from "vitest";
import { answersOf, periodOf } from "../../test/fakes/periods.ts";
import { READWRITE_SUMMARY } from "../../test/golden/sample-run.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { latencyIn } from "../results/stats/blocks.ts";
import { readRunData } from "./read-run-data.ts";
import { RecordFile } from "./record-file.ts";
import { openRunFolder } from "./run-folder.ts";

it("has the record of the command that the summary is of, not of those that it resumed", async () => {
  const folder = openRunFolder(temporaryFolder(), "20261129T000000Z-dev-load", { create: true });
  const startedMs = Date.parse(READWRITE_SUMMARY.startedAt);
  folder.writeJson("summary.json", { ...READWRITE_SUMMARY, warmUpMs: 0 });
  for (const [name, startMs, ms] of [
    ["record.ndjson", startedMs - 3_600_000, 900],
    ["record-2.ndjson", startedMs + 2000, 4],
  ] as const) {
    const record = new RecordFile(folder.file(name), startMs, (error) => expect.fail(String(error)));
    record.add(periodOf(1, { operations: [{ op: "read", ...answersOf([ms, ms, ms], { read: 3 }) }] }));
    record.close();
  }
  const { total } = await readRunData(folder);
  const latency = latencyIn(total.seconds);
  expect([latency.count, Math.round(latency.quantile(1))]).toEqual([3, 4]);
});
