/** The labels of a run, as the setting LABELS holds them. */

/** `build=17,site=north` as an object; a name without a value has an empty one. */
export function parseLabels(text: string): Record<string, string> {
  const pairs = text.split(",").filter((pair) => pair.trim() !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name.trim(), value.join("=").trim()];
    }),
  );
}
