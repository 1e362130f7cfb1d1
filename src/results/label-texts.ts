/** Labels of a run for people: `build=17`, or the name alone where there is no value. Pure. */

/** @param labels of a run, or some of them */
export function labelTexts(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(([name, value]) => (value === "" ? name : `${name}=${value}`));
}
