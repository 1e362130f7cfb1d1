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
  expect(generatorSection(LOAD_SUMMARY, [], [sample(0, 1e6), sample(1000, 3e6)]).body.text).toContain(
    "<dt>Bytes in total</dt><dd>about 4.00 MB received, 1.00 kB sent: all that k6 read and wrote,",
  );
  const resumed = [sample(0, 1e6), sample(10_000, 1e6), sample(3_600_000, 1e6)];
  expect(generatorSection(LOAD_SUMMARY, [], resumed).body.text).toContain("about 31.0 MB received");
  expect(generatorSection(LOAD_SUMMARY, []).body.text).not.toContain("Bytes");
});
