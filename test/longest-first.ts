/** The order in which test files begin: what takes longest first, so that no worker is left alone with it in the end. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * End-to-end files that mostly wait, for the steps of a search or for time that is over, and measure, and those whose
 * faults begin or end at a second of the clock. Side by side they leave half of the CPU: `npm test` runs all other files
 * beside them, with a low priority, or after them.
 */
export const TIMED: readonly string[] = [
  "guides-routine",
  "bottleneck",
  "soak",
  "capacity-bounds",
  "capacity",
  "guides-start",
  "capacity-users",
  "prometheus",
  "spike",
  "instances",
  "truth",
  "target-figures",
  "watch",
  "capacity-stopped",
  "invalid",
  "load-outage",
];

/**
 * End-to-end files that run after those, so that both halves end at about the same time. Most have limits of time,
 * which they keep here because they run with the usual priority.
 */
export const AFTER_TIMED: readonly string[] = [
  "hostile-answers",
  "tenants",
  "client-setup",
  "other-standard",
  "load-resume",
  "report-page",
  "compare",
  "secrets",
  "failing-target",
  "outputs",
  "interrupt",
  "load-faults",
  "mix-from-log",
];

/** Other end-to-end files of half a minute and more. */
const LONG = [
  ...TIMED,
  ...AFTER_TIMED,
  "tls",
  "relationships",
  "readwrite",
  "any-resources",
  "together",
  "package",
  "load-killed",
  "ledger",
  "load-complete",
  "action",
  "namespaces",
  "full-resume",
];

/** Unit tests first: they need nothing but CPU, and take all that tests which wait leave. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.sort((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ project, moduleId }: TestSpecification): number {
  if (project.name === "unit") return -1;
  const place = LONG.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return place === -1 ? LONG.length : place;
}
