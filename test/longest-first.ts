/** The order in which test files begin: what takes longest first, so that no worker is left alone with it in the end. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** End-to-end files of half a minute and more, the longest first; most of the others take less than half of that. */
const LONG = [
  "guides-routine",
  "guides-start",
  "bottleneck",
  "soak",
  "capacity-bounds",
  "capacity",
  "capacity-users",
  "prometheus",
  "spike",
  "truth",
  "client-setup",
  "load-resume",
  "relationships",
  "readwrite",
  "outputs",
  "target-figures",
  "mix-from-log",
  "tls",
  "watch",
  "interrupt",
  "bad-input",
  "compare",
  "secrets",
  "load-killed",
  "load-complete",
  "load-faults",
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
