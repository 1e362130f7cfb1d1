/** Reads values at model paths (`$.classPeriods[*].classPeriodReference.schoolId`) from bodies. */

export type JsonObject = { [name: string]: unknown };

export interface PathStep {
  readonly name: string;
  /** The value is a list and the path continues in each item. */
  readonly each: boolean;
}

/** @param path `$.a.b` or `$.a[*].b` */
export function pathSteps(path: string): readonly PathStep[] {
  return path
    .slice(2)
    .split(".")
    .map((part) => (part.endsWith("[*]") ? { name: part.slice(0, -3), each: true } : { name: part, each: false }));
}

/** `$.classPeriods[0].x` -> `$.classPeriods[*].x` */
export function modelPath(path: string): string {
  return path.replace(/\[\d+\]/g, "[*]");
}

/** Last name of a path: the field. */
export function fieldOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).replace("[*]", "");
}

/** The one value at a path without lists; undefined where anything on the way is absent. */
export function valueAt(body: JsonObject, steps: readonly PathStep[]): unknown {
  let value: unknown = body;
  for (const step of steps) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as JsonObject)[step.name];
  }
  return value;
}

/** All present values at a path, in body order. */
export function valuesAt(body: JsonObject, steps: readonly PathStep[]): unknown[] {
  let values: unknown[] = [body];
  for (const { name, each } of steps) {
    values = values.flatMap((value) => {
      const next = (value as JsonObject | undefined)?.[name];
      if (next === undefined) return [];
      return each && Array.isArray(next) ? next : [next];
    });
  }
  return values;
}

/** Sets the value at every place of the path that exists already. */
export function replaceAt(body: JsonObject, steps: readonly PathStep[], value: unknown): void {
  const last = steps[steps.length - 1] as PathStep;
  for (const holder of valuesAt(body, steps.slice(0, -1))) {
    if (Object.hasOwn(holder as JsonObject, last.name)) (holder as JsonObject)[last.name] = value;
  }
}
