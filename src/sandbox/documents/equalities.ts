/** Values of merged keys must agree inside one body: a section's class periods belong to the section's school. */
import type { ResourceModel } from "../../api-model/types.ts";
import type { ValidationErrors } from "../problem.ts";
import { fieldOf, type JsonObject, type PathStep, pathSteps, valuesAt } from "./json-paths.ts";
import { isDescriptorAt, valueText } from "./natural-key.ts";

export interface Equality {
  readonly paths: readonly [string, string];
  readonly steps: readonly [readonly PathStep[], readonly PathStep[]];
  /** Both values stand in the same list, or both outside of lists. */
  readonly sameList: boolean;
  readonly isDescriptor: boolean;
}

export function compileEqualities(model: ResourceModel): readonly Equality[] {
  return model.equalities.map((paths) => {
    const [left, right] = [pathSteps(paths[0]), pathSteps(paths[1])];
    const sameList = listOf(paths[0]) === listOf(paths[1]);
    return { paths, steps: [left, right], sameList, isDescriptor: isDescriptorAt(model.properties, left) };
  });
}

/** `$.classPeriods[*].classPeriodReference.schoolId` -> `$.classPeriods`; empty outside of lists. */
function listOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("[*]")));
}

/** Checked only where both sides are present; both paths carry the text, once for every constraint that fails. */
export function unequalValues(equalities: readonly Equality[], body: JsonObject): ValidationErrors | undefined {
  let errors: Record<string, string[]> | undefined;
  for (const { paths, steps, isDescriptor } of equalities) {
    const left = valuesAt(body, steps[0]);
    const right = valuesAt(body, steps[1]);
    if (left.length === 0 || right.length === 0) continue;
    const conflicting = distinct([...left, ...right], isDescriptor);
    if (conflicting.length < 2) continue;
    const text = `All values supplied for '${fieldOf(paths[0])}' must match. Review all references (including those higher up in the resource's data) and align the following conflicting values: ${conflicting.map((value) => `'${value}'`).join(", ")}`;
    errors ??= {};
    for (const path of paths) errors[path] = [...(errors[path] ?? []), text];
  }
  return errors;
}

function distinct(values: readonly unknown[], isDescriptor: boolean): string[] {
  const byText = new Map<string, string>();
  for (const value of values) {
    const sameAs = valueText(value, isDescriptor);
    if (!byText.has(sameAs)) byText.set(sameAs, String(value));
  }
  return [...byText.values()];
}
