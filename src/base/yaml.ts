/** Writes plain values as YAML, in the style of Kubernetes' documentation. Pure. */

type Scalar = string | number | boolean;
export type YamlValue = Scalar | readonly YamlValue[] | { readonly [name: string]: YamlValue };

/** A text that every reader of YAML takes as it stands. */
const PLAIN = /^[A-Za-z/](?:[\w./@%+=,-]| (?!#)|:(?! |$))*(?<! )$/;
/** A text that some reader takes for something else. */
const WORD = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

/** One or several documents. */
export function writeYaml(...documents: readonly YamlValue[]): string {
  return documents.map((each) => `${linesOf(each).join("\n")}\n`).join("---\n");
}

function linesOf(value: YamlValue): readonly string[] {
  if (typeof value !== "object") return [scalarOf(value)];
  if (Array.isArray(value)) {
    const items = (value as readonly YamlValue[]).map(linesOf);
    return items.length === 0
      ? ["[]"]
      : items.flatMap((item) => item.map((line, at) => (at === 0 ? "- " : "  ") + line));
  }
  const entries = Object.entries(value as { readonly [name: string]: YamlValue });
  return entries.length === 0 ? ["{}"] : entries.flatMap(([name, each]) => entryOf(scalarOf(name), each));
}

function entryOf(name: string, value: YamlValue): readonly string[] {
  const lines = linesOf(value);
  if (typeof value !== "object" || Object.keys(value).length === 0) return [`${name}: ${lines[0]}`];
  const indent = Array.isArray(value) ? "" : "  ";
  return [`${name}:`, ...lines.map((line) => indent + line)];
}

function scalarOf(value: Scalar): string {
  if (typeof value !== "string" || (PLAIN.test(value) && !WORD.test(value))) return String(value);
  return JSON.stringify(value);
}
