/** The order in which test files begin: what takes longest first, so that no worker is left alone with it in the end. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * End-to-end files of half a minute and more. First those that mostly wait, for the steps of a search or for time that is
 * over: side by side they leave CPU for what they measure. Then those that need the CPU. The longest first of each kind.
 */
const LONG = [
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
  "capacity-stopped",
  "client-setup",
  "compare",
  "watch",
  "any-resources",
  "readwrite",
  "tls",
  "relationships",
  "together",
  "tenants",
  "load-resume",
  "secrets",
  "invalid",
  "failing-target",
  "interrupt",
  "outputs",
  "hostile-answers",
  "load-faults",
  "report-page",
  "package",
  "load-complete",
  "bad-input",
  "ledger",
];

/** Unit tests last: they are many and short, and keep all workers busy to the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.sort((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ project, moduleId }: TestSpecification): number {
  if (project.name === "unit") return LONG.length + 1;
  const place = LONG.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return place === -1 ? LONG.length : place;
}
