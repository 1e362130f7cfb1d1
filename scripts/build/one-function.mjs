// k6 keeps the names at the top of a module in a map in every VU. With all code in one function, only the exported names
// are at the top.

const EXPORTS = /^export \{ (.*) \};$/m;

/**
 * Moves the code of a bundle into one function, line by line, so that the source map stays right.
 * @param {{ code: string, map: string }} bundle a module as SWC writes it
 * @param {(name: string) => boolean} isExported whether the bundle still exports a name
 * @returns {{ code: string, map: string }}
 */
export function inOneFunction({ code, map }, isExported) {
  const [whole = "", list = ""] = EXPORTS.exec(code) ?? [];
  const exported = list.split(", ").filter(isExported);
  const names = exported.map((name) => name.split(" as ")[0]).join(", ");
  /** @type {Imports} */
  const imports = new Map();
  const body = code.replace(whole, `return { ${names} };`).replace(IMPORT, (_line, first, others, module) => {
    const all = imports.get(module) ?? new Map();
    imports.set(module, all);
    const pairs = [...(first ? [`default as ${first}`] : []), ...(others?.split(", ") ?? [])];
    for (const pair of pairs) {
      const [name, local = name] = pair.trim().split(" as ");
      all.set(name, [...(all.get(name) ?? []), local]);
    }
    return "";
  });
  if (whole === "" || /^(?:import|export)\b(?!\()/m.test(body))
    throw new Error("imports and exports of the bundle are not one line each");
  const { mappings, ...rest } = JSON.parse(map);
  const before = `${oncePerName(imports)}const { ${names} } = (() => {\n${aliases(imports)}`;
  return {
    code: `${before}${body}\n})();\nexport { ${exported.join(", ")} };\n`,
    map: JSON.stringify({ ...rest, mappings: ";".repeat(before.split("\n").length - 1) + mappings }),
  };
}

/**
 * The local names of each imported name, by module.
 * @typedef {Map<string, Map<string, string[]>>} Imports
 */

const IMPORT = /^import (?:(\w+)(?:, )?)?(?:\{(.*)\})?(?: from )?(".*");$/gm;

/**
 * k6 creates a function for each imported name, and another one each time when the name is read.
 * @param {Imports} imports
 */
function oncePerName(imports) {
  return [...imports]
    .filter(([, names]) => names.size > 0)
    .map(([module, names]) => {
      const list = [...names].map(([name, locals]) => {
        const local = importedAs(locals);
        return name === local ? name : `${name} as ${local}`;
      });
      return `import { ${list.join(", ")} } from ${module};\n`;
    })
    .join("");
}

/**
 * Reads names of several files once. Others stay as they are: what a run does not need is not read.
 * @param {Imports} imports
 */
function aliases(imports) {
  return [...imports.values()]
    .flatMap((names) => [...names.values()])
    .filter((locals) => locals.length > 1)
    .map(
      (locals) =>
        `const ${locals.map((local, at) => `${local} = ${locals[at - 1] ?? importedAs(locals)}`).join(", ")};\n`,
    )
    .join("");
}

/** @param {string[]} locals */
function importedAs([local = "", ...others]) {
  return others.length > 0 ? `imported_${local}` : local;
}
