import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LOAD_PHASE_DATA } from "../../../test/fakes/load-phase-data.ts";
import { LOADED_ENDPOINTS, ONE_OF_EACH, targetWithout } from "../../../test/fakes/partly-loaded.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { ALL_FIELDS } from "../../lib/config/fields.ts";
import { resolveConfig } from "../../lib/config/resolve.ts";
import { LOAD_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { isDescriptor } from "../../lib/plan/smoke-selection.ts";
import type { DataClient } from "../../target/data-client.ts";
import type { Installation } from "../../target/installation.ts";
import { findData } from "./find-data.ts";

function find(data: Readonly<Record<string, unknown>>, client = {} as DataClient) {
  const results = temporaryFolder();
  writeFileSync(join(results, LOAD_DATA_FILE), JSON.stringify(data));
  const { config } = resolveConfig(ALL_FIELDS, [{ origin: "test", values: { RESULTS_DIR: results } }]);
  const installation = { kind: "target", baseUrl: "http://127.0.0.1:1" } as Installation;
  return findData(config, installation, client, []);
}

test("items of this version of the dataset are used", async () => {
  await expect(find(LOAD_PHASE_DATA)).resolves.toMatchObject({ origin: "load run-1" });
});

test("items of a version that this program does not make are refused, with what to do", async () => {
  const refusal = (version: number) => ({
    kind: "config",
    message: `The load run-1 is of version ${version} of the dataset; this program makes version 4.`,
    hint: "Delete what it created (npm run cleanup -- run-1) and load again: npm run load.",
  });
  await expect(find({ ...LOAD_PHASE_DATA, datasetVersion: undefined })).rejects.toMatchObject(refusal(1));
  await expect(find({ ...LOAD_PHASE_DATA, datasetVersion: 5 })).rejects.toMatchObject(refusal(5));
});

test("a load of which one resource is not at the target any more is not used", async () => {
  await expect(find(ONE_OF_EACH, targetWithout("none"))).resolves.toMatchObject({ origin: "load run-1" });
  for (const gone of LOADED_ENDPOINTS.filter((endpoint) => !isDescriptor(endpoint)))
    await expect(find(ONE_OF_EACH, targetWithout(gone)), gone).rejects.toThrow(
      /^This is not the data store .+: 1 of \d+ items/,
    );
});

test.each([
  ["a redirect", "rejected", 302, "", "returned 302, a redirect to /login"],
  ["nothing", "read", 200, "", "returned 200 without a body"],
  ["a web page", "read", 200, "<html><title>Sign in</title></html>", 'returned 200: a web page titled "Sign in"'],
] as const)(
  "%s instead of an item is reported as such, not as a different data store",
  async (_what, outcome, status, text, seen) => {
    const header = () => (status === 302 ? "/login?secret=1" : undefined);
    const client: DataClient = { call: async () => ({ outcome, status, text, header, repeats: 0 }), close: () => {} };
    await expect(find(ONE_OF_EACH, client)).rejects.toMatchObject({
      kind: "preflight",
      message: expect.stringMatching(/^The target does not return what was loaded: (\d+) of \1 items .+ returned /),
    });
    await expect(find(ONE_OF_EACH, client)).rejects.toThrow(seen);
  },
);
