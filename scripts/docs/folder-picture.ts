/** The picture of the folders in docs/architecture.md: which imports which, as dependency-cruiser finds it. */
import { cruise, type ICruiseResult } from "dependency-cruiser";
import configuration from "../../.dependency-cruiser.mjs";

/** From a folder to those that it imports. */
export type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** @returns a Mermaid flowchart in a code fence; what follows from other arrows is left out */
export async function folderPicture(): Promise<string> {
  const { enhancedResolveOptions, ...options } = configuration.options ?? {};
  const { output } = await cruise(
    ["src", "scripts"],
    { ...options, exclude: "\\.test\\.ts$|/testing/|^dist/" },
    { ...enhancedResolveOptions },
  );
  const arrows = withoutDetours(arrowsBetween((output as ICruiseResult).modules));
  const lines = [...arrows].flatMap(([from, to]) => [...to].map((name) => `  ${from} --> ${name}`));
  return ["```mermaid", "flowchart TD", ...lines, "```"].join("\n");
}

function arrowsBetween(modules: ICruiseResult["modules"]): Arrows {
  const arrows = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = folderOf(source);
    if (from === undefined) continue;
    const targets = arrows.get(from) ?? new Set<string>();
    arrows.set(from, targets);
    for (const { resolved } of dependencies) {
      const to = folderOf(resolved);
      if (to !== undefined && to !== from) targets.add(to);
    }
  }
  return arrows;
}

/** `run` of src/run/engine/engine.ts; undefined for a package or a module of Node. */
function folderOf(path: string): string | undefined {
  return /^(?:src\/([^/]+)|(scripts))\//
    .exec(path)
    ?.slice(1)
    .find((name) => name !== undefined);
}

/**
 * Without the arrows that another way leads along too; folders in an order in which all arrows lead down.
 *
 * @throws RangeError when arrows lead in a circle
 */
export function withoutDetours(arrows: Arrows): Arrows {
  const reached = new Map<string, ReadonlySet<string>>();
  const below = (folder: string, above: readonly string[]): ReadonlySet<string> => {
    if (above.includes(folder)) throw new RangeError(`The folders import each other: ${[...above, folder].join(", ")}`);
    const known = reached.get(folder);
    if (known !== undefined) return known;
    const all = new Set<string>();
    for (const next of arrows.get(folder) ?? [])
      for (const name of [next, ...below(next, [...above, folder])]) all.add(name);
    reached.set(folder, all);
    return all;
  };
  const folders = [...arrows.keys()].sort((a, b) => below(b, []).size - below(a, []).size || (a < b ? -1 : 1));
  return new Map(
    folders.map((from) => {
      const next = [...(arrows.get(from) ?? [])];
      const direct = next.filter((to) => !next.some((other) => other !== to && reached.get(other)?.has(to)));
      return [from, new Set(direct.sort((a, b) => folders.indexOf(a) - folders.indexOf(b)))];
    }),
  );
}
