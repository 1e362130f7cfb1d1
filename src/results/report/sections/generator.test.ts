import { expect, it } from "vitest";
import { LOAD_SUMMARY } from "../../../../test/golden/sample-run.ts";
import { generatorSection } from "./generator.ts";

const sample = (atMs: number, received: number) => ({
  atMs,
  values: { "generator.received": received, "generator.sent": 500 },
});

it("says how many bytes the generator received and sent, where they were measured", () => {
  const bytes = "<dt>Bytes</dt><dd>2.00 MB/s received, 500 B/s sent on average</dd>";
  expect(generatorSection(LOAD_SUMMARY, [], [sample(0, 1e6), sample(1000, 3e6)]).body.text).toContain(bytes);
  expect(generatorSection(LOAD_SUMMARY, []).body.text).not.toContain("Bytes");
});
