// Bundles src/scenarios/*.ts for k6 (dist/*.js, and dist/run/*.js for the runner), scripts/*.ts for Node (dist/cli/*.js) and what is put inside
// report.html (dist/report-page/*).
//   --jslib auto|own|remote  where the k6-utils import comes from (default auto; see scripts/build/k6-utils-import.mjs)
//   --command NAME           only dist/cli/NAME.js
//   --check                  build in memory, apply the gates, write nothing
//   --quiet                  no sizes, no notes
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { glob } from "zx";
import { bundleProblems, libraryProblems, sizeTable } from "./scripts/build/bundle-gates.mjs";
import { withFewerFunctions } from "./scripts/build/functions-per-vu.mjs";
import { JSLIB_MODES, k6UtilsImport } from "./scripts/build/k6-utils-import.mjs";
import { readStamp, sourceKey, writeStamp } from "./scripts/launch/freshness.mjs";
import { printError } from "./src/cli/print-error.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const options = readOptions();
const key = sourceKey(root);
const jslib = k6UtilsImport(root, options.jslib);

/** What the launcher imports when the rest is built. */
const LAUNCHER_PART = "scripts/launch/prepare-command.ts";

/** What scenarios load where documents of the target add to the dataset; and what a direct run does once, in VU 0. */
const TARGET_DATA_PART = "src/k6/target-data.ts";
const DIRECT_PART = "src/k6/direct.ts";

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
  if (options.command === undefined) await buildAll();
  else writeFiles((await buildScripts([`scripts/${options.command}.ts`])).outputFiles);
} catch (error) {
  // esbuild has already printed the place and the reason of its own errors.
  if (!(error instanceof Error && "errors" in error)) throw error;
  process.exitCode = 1;
}

async function buildAll() {
  const [direct, forRunner, scripts, page] = await Promise.all([
    buildScenarios("dist", false),
    buildScenarios("dist/run", true),
    buildScripts([...entryPoints("scripts"), LAUNCHER_PART]),
    buildReportPage(),
  ]);
  const bundles = await withFewerFunctions(forRunner.outputFiles, (path) => relative(root, path));
  const scenarios = joinMetafiles(direct.metafile, forRunner.metafile);
  const problems = bundleProblems(scenarios, jslib.allowedUrls);
  if (options.check) problems.push(...libraryProblems(scenarios, librarySources()));
  if (!options.quiet) {
    console.log(sizeTable(scenarios).join("\n"));
    for (const note of jslib.notes()) console.error(note);
  }
  if (problems.length > 0) fail(1, problems.join("\n"));
  else if (!options.check) publish([...direct.outputFiles, ...bundles, ...scripts.outputFiles, ...page.outputFiles]);
}

/**
 * Twice: what only a plain `k6 run` needs is left out of the bundles that the runner starts, and the other way round.
 * @param {string} outdir
 * @param {boolean} isForRunner
 */
function buildScenarios(outdir, isForRunner) {
  const parts = isForRunner ? [TARGET_DATA_PART] : [TARGET_DATA_PART, DIRECT_PART];
  return build({
    ...common,
    entryPoints: [...entryPoints("src/scenarios"), ...parts].map((file) => ({
      in: file,
      out: basename(file, ".ts"),
    })),
    outdir,
    define: { FOR_RUNNER: String(isForRunner) },
    platform: "neutral",
    target: "es2022",
    external: ["k6", "k6/*"],
    plugins: [jslib.plugin],
  });
}

/**
 * @param {import("esbuild").Metafile} one
 * @param {import("esbuild").Metafile} other
 * @returns {import("esbuild").Metafile}
 */
function joinMetafiles(one, other) {
  return { inputs: { ...one.inputs, ...other.inputs }, outputs: { ...one.outputs, ...other.outputs } };
}

/** @param {string[]} scripts */
function buildScripts(scripts) {
  return build({
    ...common,
    entryPoints: scripts.map((file) => ({ in: file, out: basename(file, ".ts") })),
    outdir: "dist/cli",
    platform: "node",
    target: "node20.19",
    packages: "external",
  });
}

/** No source map and no licence comments: the page must not refer to anything outside it. NOTICE has the licence. */
function buildReportPage() {
  return build({
    ...common,
    entryPoints: ["src/report-page/page.ts", "src/report-page/page.css"],
    outdir: "dist/report-page",
    platform: "browser",
    target: "es2022",
    format: "iife",
    minify: true,
    sourcemap: false,
    legalComments: "none",
  });
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      jslib: { type: "string", default: "auto" },
      command: { type: "string" },
      check: { type: "boolean", default: false },
      quiet: { type: "boolean", default: false },
    },
  });
  if (!JSLIB_MODES.includes(values.jslib)) {
    fail(2, `--jslib: "${values.jslib}" is not one of ${JSLIB_MODES.join(", ")}`);
    process.exit();
  }
  return values;
}

/**
 * @param {number} exitCode
 * @param {string} message
 */
function fail(exitCode, message) {
  process.exitCode = printError({ exitCode, message });
}

/** @returns {Record<string, string>} */
function librarySources() {
  const files = glob.sync("src/lib/**/*.ts", { cwd: root, ignore: ["**/*.test.ts"] });
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}

/** @param {string} folder @returns {string[]} every program in it, relative to root */
function entryPoints(folder) {
  return glob.sync(`${folder}/*.ts`, { cwd: root, ignore: ["**/*.{test,d}.ts"] });
}

/**
 * Writes a whole build, removes outputs of earlier builds that are no longer made, and writes the stamp.
 * @param {readonly import("esbuild").OutputFile[]} files
 */
function publish(files) {
  const earlier = readStamp(root)?.outputs ?? [];
  const outputs = files.map((file) => relative(root, file.path));
  writeFiles(files);
  for (const file of earlier) if (!outputs.includes(file)) rmSync(join(root, file), { force: true });
  writeStamp(root, { key, outputs });
}

/**
 * Each file appears whole or not at all, since a command may be reading an older one.
 * @param {readonly import("esbuild").OutputFile[]} files
 */
function writeFiles(files) {
  for (const file of files) {
    const partial = `${file.path}.${process.pid}.tmp`;
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(partial, file.contents);
    renameSync(partial, file.path);
  }
}
