// The arrows between the worlds: which folder may import which. Biome sees only the text of an import, and `../k6/` means
// two different folders depending on where it stands; so this looks at where each import leads.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

interface World {
  /** Folders whose files may be imported. */
  readonly folders: readonly string[];
  /** Modules that are not files of this project. */
  readonly modules: RegExp;
}

const NO_MODULE = /^$/;
const K6_MODULES = /^(k6(\/.*)?|https:\/\/jslib\.k6\.io\/.*)$/;
const PAGE_MODULES = /^uplot$/;
const NODE_MODULES = /^(?!k6(\/|$)|https?:)/;

const WORLDS: Readonly<Record<string, World>> = {
  "src/lib": { folders: ["src/lib"], modules: NO_MODULE },
  "src/k6": { folders: ["src/k6", "src/lib"], modules: K6_MODULES },
  "src/scenarios": { folders: ["src/scenarios", "src/k6", "src/lib"], modules: K6_MODULES },
  "src/report-page": { folders: ["src/report-page", "src/lib"], modules: PAGE_MODULES },
  "src/tools": { folders: ["src/tools", "src/lib"], modules: NODE_MODULES },
  "src/sandbox": { folders: ["src/sandbox", "src/lib"], modules: NODE_MODULES },
  scripts: { folders: ["scripts", "src/tools", "src/sandbox", "src/lib"], modules: NODE_MODULES },
};

const IMPORT = /(?<!["'`\w-])(?:from|import)\s*\(?\s*"([^"\n]+)"/g;

/** One sentence for each import that breaks an arrow, over all sources below `root`; tests may import anything. */
export function importProblemsIn(root: string): string[] {
  return Object.keys(WORLDS).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((file) => posix.join(folder, file.replaceAll("\\", "/")))
      .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith(".test.ts"))
      .flatMap((file) => importProblems(file, readFileSync(join(root, file), "utf8"))),
  );
}

/** `file` is relative to the project, with forward slashes. */
export function importProblems(file: string, text: string): string[] {
  const world = worldOf(file);
  const rules = world === undefined ? undefined : WORLDS[world];
  if (rules === undefined) return [];
  return [...withoutComments(text).matchAll(IMPORT)].flatMap(([, target = ""]) => {
    if (!target.startsWith(".")) {
      return rules.modules.test(target)
        ? []
        : [`${file} imports "${target}", which does not exist in the world of ${world}`];
    }
    const path = posix.join(posix.dirname(file), target);
    if (rules.folders.some((folder) => path.startsWith(`${folder}/`))) return [];
    return [`${file} imports ${path}; files of ${world} may import only ${rules.folders.join(", ")}`];
  });
}

function worldOf(file: string): string | undefined {
  return Object.keys(WORLDS).find((folder) => file.startsWith(`${folder}/`));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
