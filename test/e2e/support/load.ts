/** Loads of a small district, and what must be true after each: three counts that agree, and no item twice. */
import assert from "node:assert/strict";
import { datasetSettings } from "../../../src/lib/config/dataset-settings.ts";
import { DATASET_FIELDS } from "../../../src/lib/config/fields/dataset.ts";
import { resolveConfig } from "../../../src/lib/config/resolve.ts";
import type { LoadPhaseData } from "../../../src/lib/contracts/load-data.ts";
import { createDataset } from "../../../src/lib/data/create-dataset.ts";
import type { Dataset } from "../../../src/lib/data/dataset.ts";
import { isShared } from "../../../src/lib/plan/shared-values.ts";
import { smokeDatasetSettings } from "../../../src/lib/plan/smoke-selection.ts";
import type { RunSummary } from "../../../src/results/run-summary.ts";
import { educationOrganizationIds } from "../../../src/target/authorization/organization-ids.ts";
import type { Clone } from "./clone.ts";
import type { Environment } from "./program.ts";
import { readJson, runFolders } from "./run-folder.ts";
import type { TestSandbox } from "./sandbox.ts";

/** The client may write everything of the dataset. */
export const EVERYTHING = ["--claim-set", "SeedLoader"];

/** What DMS gives its own tests; it leaves out some resources. */
export const USUAL_CLAIMS = ["--claim-set", "E2E-NoFurtherAuthRequiredClaimSet"];

/** About 1,000 items of all kinds; with one school, four resources would have none. */
export const SMALL: Environment = { SCHOOL_COUNT: "2", STUDENT_COUNT: "4", STAFF_COUNT: "2", COURSES_PER_SCHOOL: "2" };

export function datasetOf(environment: Environment): Dataset {
  const { config } = resolveConfig(DATASET_FIELDS, [{ origin: "test", values: environment }]);
  return createDataset(datasetSettings(config));
}

/** Resources of the dataset that a load neither worked on nor names as left out: there must be none. */
export function unmentioned(dataset: Dataset, { load, leftOut = [] }: RunSummary): string[] {
  const mentioned = [...Object.keys(load?.resources ?? {}), ...leftOut.map(({ what }) => what)];
  return dataset.endpoints.filter(
    (endpoint) => dataset.count(endpoint) > 0 && !isShared(endpoint) && !mentioned.includes(endpoint),
  );
}

/** A vendor's client: it sees what belongs to the education organizations of SMALL and of the smoke test. */
export function relationships(claimSet: string): string[] {
  const district = datasetOf(SMALL);
  const smoke = createDataset(smokeDatasetSettings(1, district.settings.seed, district.settings.schoolYear));
  const ids = [district, smoke].flatMap((dataset) => educationOrganizationIds(dataset.settings));
  return ["--claim-set", claimSet, "--education-organizations", ids.join(",")];
}

/** About 50 kinds of resource and two kinds of descriptor for each of them. */
const LEAST_ITEMS = 500;

export interface LoadRun {
  readonly folder: string;
  readonly summary: RunSummary & { readonly load: NonNullable<RunSummary["load"]> };
  readonly data: LoadPhaseData;
}

export function newestRun(clone: Clone, results = "results"): string {
  return runFolders(clone.file(results)).at(-1) ?? "";
}

export function readLoad(clone: Clone, results = "results"): LoadRun {
  const folder = newestRun(clone, results);
  return {
    folder,
    summary: readJson(folder, "summary.json"),
    data: readJson(folder, "load-phase-data.json"),
  };
}

/**
 * Everything planned is at the target, once; plan, journal and the sandbox's own ledger agree.
 *
 * @throws AssertionError
 */
export async function expectComplete({ summary, data }: LoadRun, sandbox: TestSandbox): Promise<void> {
  const { load } = summary;
  assert.equal(data.complete, true, "load-phase-data.json: complete");
  assert.equal(load.missing, 0, "missing");
  assert.ok(load.planned > LEAST_ITEMS, `${load.planned} planned`);
  assert.equal(load.created + load.present, load.planned, "created + present = planned");
  const { rows, duplicates } = await sandbox.ledger();
  assert.equal(duplicates, 0, "duplicates");
  const planned: Record<string, number> = {};
  const there: Record<string, number> = {};
  for (const [endpoint, resource] of Object.entries(data.resources)) {
    planned[endpoint] = resource.planned;
    there[endpoint] = rows[endpoint] ?? 0;
    assert.equal(resource.created + resource.present, resource.planned, endpoint);
  }
  assert.deepEqual(there, planned);
}
