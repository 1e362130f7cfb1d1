// Bundles src/scenarios/*.ts for k6 (dist/*.js) and scripts/*.ts for Node (dist/cli/*.js).
//   --jslib auto|own|remote  where the k6-utils import comes from (default auto; see scripts/build/k6-utils-import.mjs)
//   --check                  build in memory, apply the gates, write nothing
//   --quiet                  print problems only
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { bundleProblems, sizeTable } from "./scripts/build/bundle-gates.mjs";
import { JSLIB_MODES, k6UtilsImport } from "./scripts/build/k6-utils-import.mjs";
import { readStamp, sourceKey, writeStamp } from "./scripts/launch/freshness.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const options = readOptions();
const key = sourceKey(root);
const jslib = k6UtilsImport(root, options.jslib);

/** @type {import("esbuild").BuildOptions & { metafile: true, write: false }} */
const common = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  sourcemap: "linked",
  metafile: true,
  write: false,
  logLevel: "warning",
};

try {
  const scenarios = await build({
    ...common,
    entryPoints: entryPoints("src/scenarios"),
    outdir: "dist",
    platform: "neutral",
    target: "es2022",
    external: ["k6", "k6/*"],
    plugins: [jslib.plugin],
  });
  const scripts = await build({
    ...common,
    entryPoints: entryPoints("scripts"),
    outdir: "dist/cli",
    platform: "node",
    target: "node20.19",
    packages: "external",
  });
  const problems = bundleProblems(scenarios.metafile, jslib.allowedUrls);
  for (const problem of problems) console.error(`FAIL ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else if (!options.check) writeOutputs([...scenarios.outputFiles, ...scripts.outputFiles]);
  if (!options.quiet) console.log([...sizeTable(scenarios.metafile), ...jslib.notes()].join("\n"));
} catch (error) {
  // esbuild has already printed the place and the reason of its own errors.
  if (!(error instanceof Error && "errors" in error)) throw error;
  process.exitCode = 1;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      jslib: { type: "string", default: "auto" },
      check: { type: "boolean", default: false },
      quiet: { type: "boolean", default: false },
    },
  });
  if (!JSLIB_MODES.includes(values.jslib)) {
    console.error(`--jslib ${values.jslib}: expected one of ${JSLIB_MODES.join(", ")}`);
    process.exit(2);
  }
  return values;
}

/** @param {string} folder @returns {string[]} every program in it, relative to root */
function entryPoints(folder) {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".ts") && !/\.(test|d)\.ts$/.test(file))
    .map((file) => `${folder}/${file}`);
}

/**
 * Each file appears whole or not at all, since k6 may be reading an older one. What an earlier build made and this one
 * did not is removed.
 * @param {readonly import("esbuild").OutputFile[]} files
 */
function writeOutputs(files) {
  const earlier = readStamp(root)?.outputs ?? [];
  const outputs = files.map((file) => relative(root, file.path));
  for (const file of files) {
    const partial = `${file.path}.${process.pid}.tmp`;
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(partial, file.contents);
    renameSync(partial, file.path);
  }
  for (const file of earlier) if (!outputs.includes(file)) rmSync(join(root, file), { force: true });
  writeStamp(root, { key, outputs });
}
