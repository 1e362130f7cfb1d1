/** Properties of the dataset that a target rejected, as adaptations that remove them. Pure. */

import type { Body, Items } from "../../lib/data/dataset.ts";
import { adaptBody } from "../../lib/target-data/adapt.ts";
import type { BodyRecipe, KeyRecipe, PackedAdaptation, PackedRecipe } from "../../lib/target-data/code.ts";
import { readTargetLines, type TargetLines, writeTargetData } from "../../lib/target-data/lines.ts";
import { sourceOf } from "../../lib/target-data/making.ts";
import type { Path } from "../../lib/target-data/target-data.ts";
import type { RunSummary } from "../../results/run-summary.ts";

type Change = NonNullable<RunSummary["adapted"]>[number];

export interface Cut {
  /** As in the dataset. */
  readonly endpoint: string;
  readonly path: Path;
  /** What the target says. */
  readonly why: string;
}

/** @param body of one item of the endpoint that the cuts are of */
export function withoutCuts({ settings, key }: Items, body: Body, cuts: readonly Cut[]): Body {
  const [first] = cuts;
  return first === undefined
    ? body
    : adaptBody(sourceOf(settings, key), 0, adaptationOf(first.endpoint, cuts), 0, body);
}

export function withCuts(text: string | undefined, cuts: readonly Cut[]): string | undefined {
  if (cuts.length === 0) return text;
  const lines = linesOf(text);
  const adaptations = new Map(adaptationsIn(lines).map((adaptation) => [adaptation.endpoint, adaptation]));
  for (const cut of cuts) {
    const before = adaptations.get(cut.endpoint);
    if (before?.steps.some(({ path, ...step }) => "why" in step && String(path) === String(cut.path))) continue;
    const { steps } = adaptationOf(cut.endpoint, [cut]);
    adaptations.set(cut.endpoint, { endpoint: cut.endpoint, ...before, steps: [...(before?.steps ?? []), ...steps] });
  }
  return writeTargetData({
    recipes: lines?.head.recipes.map((endpoint) => packedIn(lines, endpoint)) ?? [],
    adaptations: [...adaptations.values()],
  });
}

/** @param text target data; undefined where there is none */
export function cutsIn(text: string | undefined): Change[] {
  return adaptationsIn(linesOf(text)).flatMap(({ endpoint, steps }) =>
    steps.flatMap((step) =>
      step.do === "remove" && step.why !== undefined ? [changeOf({ endpoint, path: step.path, why: step.why })] : [],
    ),
  );
}

/** As summaries list it. */
export function changeOf({ endpoint, path, why }: Cut): Change {
  return { what: endpoint, change: `without ${path.join(".")}, which the target refuses: it ${why}` };
}

/** Without what holds for the items of one dataset alone: recipes, and items that are left out. */
export function forAnyDataset(text: string): string {
  const adaptations = adaptationsIn(linesOf(text)).map(({ without: _without, ...rest }) => rest);
  return writeTargetData({ recipes: [], adaptations });
}

function linesOf(text: string | undefined): TargetLines | undefined {
  return text === undefined ? undefined : readTargetLines(text.split("\n"));
}

function packedIn(lines: TargetLines, endpoint: string): PackedRecipe {
  return { body: lines.body(endpoint) as BodyRecipe, key: lines.keyOrAdaptation(endpoint) as KeyRecipe };
}

function adaptationsIn(lines: TargetLines | undefined): PackedAdaptation[] {
  return lines?.head.adapted.map((endpoint) => lines.keyOrAdaptation(endpoint) as PackedAdaptation) ?? [];
}

function adaptationOf(endpoint: string, cuts: readonly Cut[]): PackedAdaptation {
  return { endpoint, steps: cuts.map(({ path, why }) => ({ do: "remove", path, why })) };
}
