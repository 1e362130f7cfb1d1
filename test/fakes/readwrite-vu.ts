/** A VU of the readwrite phase, with a small plan, for tests of its operations. */

import { readFailureLine } from "../../src/lib/contracts/journal/failure-line.ts";
import {
  type OperationLine,
  OperationReader,
  writeResourcesLine,
} from "../../src/lib/contracts/journal/operation-line.ts";
import { ID, type PlannedItem } from "../../src/lib/contracts/planned-items.ts";
import type { Cell, KnownItem, ReadwritePlan } from "../../src/lib/contracts/readwrite-plan.ts";
import { createDataset } from "../../src/lib/data/create-dataset.ts";
import type { Body } from "../../src/lib/data/dataset.ts";
import type { MaybePromise } from "../../src/lib/maybe-promise.ts";
import { placeBySchool } from "../../src/lib/mix/by-school.ts";
import { parentOf } from "../../src/lib/mix/new-entity.ts";
import { changesOfMix } from "../../src/lib/mix/touched.ts";
import { type VuPlan, vuPlanOf } from "../../src/lib/mix/vu-plan.ts";
import { k6 } from "../k6-shim/process.ts";
import { startVu, UNDER_RUNNER } from "../k6-shim/vu.ts";
import { EMPTY_PLAN } from "./empty-plan.ts";
import { fakeSession } from "./session.ts";

const SETTINGS = {
  seed: 1,
  datasetId: 1,
  schools: 2,
  students: 4,
  staff: 2,
  coursesPerSchool: 1,
  sectionsPerCourse: 1,
  schoolYear: 2026,
};
export const dataset = createDataset(SETTINGS);
export const DATA_URL = "http://dms/data";

export const cellOf = (cell: Partial<Cell> & Pick<Cell, "kind">): Cell => ({ resource: "students", upTo: 1, ...cell });

export function idOf(resource: string, index: number): string {
  return `${resource}-${index}`;
}

/** In the dataset. */
export function indexIn(item: PlannedItem): number {
  return Number((item[ID] as string).split("-")[1]);
}

/** A loaded item as the target returns it. */
export function loaded(resource: string, index: number): Body {
  return { id: idOf(resource, index), _etag: `"e${index}"`, ...dataset.body(resource, index, { canUse: () => false }) };
}

const RESOURCES = [
  "students",
  "studentSchoolAssociations",
  "studentSectionAssociations",
  "studentSchoolAttendanceEvents",
  "studentEducationOrganizationAssociations",
  "staffs",
  "staffEducationOrganizationAssignmentAssociations",
  "staffSectionAssociations",
  "calendars",
  "grades",
];

const MAKEABLE = RESOURCES.filter((resource) => parentOf(resource) !== undefined);

function planOf(plan: Partial<ReadwritePlan>): ReadwritePlan {
  const items: Record<string, KnownItem[]> = {};
  for (const resource of RESOURCES) {
    items[resource] = Array.from({ length: dataset.count(resource) }, (_, index) => [index, idOf(resource, index)]);
  }
  return {
    ...EMPTY_PLAN,
    mix: { cells: MAKEABLE.map((resource) => cellOf({ kind: "create", resource })) },
    dataset: SETTINGS,
    changes: changesOfMix(
      RESOURCES.map((resource) => cellOf({ kind: "update", resource })),
      dataset,
    ),
    startedMs: k6.startedMs,
    ...placeBySchool(dataset, items),
    ...plan,
  };
}

async function modules() {
  const [changes, operation, items, reads, request, walks, vu, writes, updates] = await Promise.all([
    import("../../src/k6/readwrite/changes.ts"),
    import("../../src/k6/readwrite/operation.ts"),
    import("../../src/k6/readwrite/known-items.ts"),
    import("../../src/k6/readwrite/reads.ts"),
    import("../../src/k6/readwrite/request.ts"),
    import("../../src/k6/readwrite/walks.ts"),
    import("../../src/k6/readwrite/vu.ts"),
    import("../../src/k6/readwrite/writes.ts"),
    import("../../src/k6/readwrite/updates.ts"),
  ]);
  const onCell = (done: (resource: string, operation: Cell) => MaybePromise<void>) => (cell: Cell) =>
    done(cell.resource, cell);
  return {
    ...changes,
    ...operation,
    ...items,
    ...reads,
    ...request,
    ...writes,
    ...updates,
    openVu: vu.openVu,
    usePlan: vu.usePlan,
    setLateness: vu.setLateness,
    own: () => vu.own,
    begin: (iteration = 0, warmingUp = false) => vu.beginIteration(iteration, warmingUp),
    followChanges: onCell(changes.followChanges),
    get: onCell(reads.get),
    query: onCell(reads.query),
    page: onCell(walks.page),
    update: onCell(updates.update),
  };
}

export type ReadwriteVu = Awaited<ReturnType<typeof modules>> & { readonly plan: VuPlan };

/** In its iteration 0. */
export async function startReadwriteVu(
  given: Partial<ReadwritePlan> = {},
  environment: Readonly<Record<string, string>> = UNDER_RUNNER,
): Promise<ReadwriteVu> {
  const vu = await startVu(modules, environment);
  const target = { dataUrl: DATA_URL, changeQueriesUrl: "http://dms/changeQueries/v1" };
  const plan = vuPlanOf(dataset, planOf(given));
  vu.openVu(fakeSession(), target as never, plan);
  vu.begin();
  return { ...vu, plan };
}

/** Lines of finished operations. */
export function operations(): readonly OperationLine[] {
  const reader = new OperationReader();
  reader.read(writeResourcesLine(RESOURCES));
  return k6.log.map((line) => reader.read(line)).filter((line) => line !== undefined);
}

export function failures(): readonly unknown[] {
  return k6.log.map(readFailureLine).filter((line) => line !== undefined);
}
