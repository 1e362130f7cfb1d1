/** Text of a readwrite journal, for tests that read one. */

import {
  type OperationLine,
  writeOperationLine,
  writeResourcesLine,
} from "../../src/lib/contracts/journal/operation-line.ts";

/** With the line of resources before the others. */
export function operationLines(lines: readonly OperationLine[]): string {
  const resources = [...new Set(lines.map(({ resource }) => resource))];
  const texts = lines.map(({ warmingUp, iteration, resource, op, outcome, bin, requests, id }) =>
    writeOperationLine(
      warmingUp,
      iteration,
      resources.indexOf(resource).toString(36),
      op,
      outcome,
      bin ?? "",
      requests,
      id,
    ),
  );
  return [writeResourcesLine(resources), ...texts].join("\n");
}
