import { expect, it } from "vitest";
import { LOAD_SUMMARY, READWRITE_SUMMARY, SMOKE_SUMMARY } from "../../test/golden/sample-run.ts";
import { COMPATIBILITY_HEADS, compatibilityRow } from "./compatibility-row.ts";

const MANIFEST = {
  versions: { tool: "0.1.0", k6: "2.2.0" },
  target: {
    applicationName: "Ed-Fi Alliance ODS/API",
    informationalVersion: "7.3",
    dataModels: [
      { name: "Ed-Fi", version: "5.2.0" },
      { name: "TPDM", version: "1.1.0" },
    ],
    claimSet: "SISVendor",
  },
};

it.each([SMOKE_SUMMARY, LOAD_SUMMARY, READWRITE_SUMMARY])(
  "has a cell for each head, and no address: $phase",
  (summary) => {
    const row = compatibilityRow(summary, MANIFEST);
    expect(row).toHaveLength(COMPATIBILITY_HEADS.length);
    expect(row.slice(2, 4)).toEqual(["Ed-Fi 5.2.0, TPDM 1.1.0", "SISVendor"]);
    expect(row[5]).toContain(summary.verdict.toUpperCase());
    expect(row.join()).not.toContain("http");
  },
);

it("claims nothing that the target did not tell", () => {
  expect(compatibilityRow(LOAD_SUMMARY, {})).toEqual(expect.arrayContaining(["unknown", "?, ?"]));
});
