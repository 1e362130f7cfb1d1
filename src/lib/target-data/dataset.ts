/** The same as `withTargetData`, for scripts that make plans. Pure. */

import type { Dataset } from "../data/dataset.ts";
import { findNeeds } from "../data/needs.ts";
import { factsOf } from "./code.ts";
import type { TargetLines } from "./lines.ts";
import { Parts } from "./parts.ts";
import { withTargetData } from "./with-target-data.ts";

export function datasetForTarget(base: Dataset, lines: TargetLines): Dataset {
  const parts = new Parts(lines);
  const items = withTargetData(base, lines, parts);
  const spelled = (endpoint: string): string => lines.spelled[endpoint] ?? endpoint;
  return Object.assign(items, {
    needs(endpoint: string): ReturnType<Dataset["needs"]> {
      const { own, adaptation } = parts.get(endpoint);
      const recipe = lines.body(endpoint);
      if (recipe) return factsOf(recipe).needs;
      if (adaptation?.needs) return adaptation.needs;
      if (adaptation?.steps.length) return findNeeds(items, endpoint);
      const { required, optional } = base.needs(own);
      return { required: required.map(spelled), optional: optional.map(spelled) };
    },
  });
}
