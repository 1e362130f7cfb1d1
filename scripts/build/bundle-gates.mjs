// Limits of a k6 bundle: every VU executes all of it, and k6 has no npm packages.

import { transformSync } from "esbuild";

/** Of a bundle that VUs execute, before minification; each kilobyte costs start time and memory in every VU. */
export const MAX_BUNDLE_BYTES = 110 * 1024;

const LIMITS = {
  "dist/readwrite.js": 58 * 1024,
  "dist/smoke.js": 58 * 1024,
  "dist/target-data.js": 14 * 1024,
  // Executed in VU 0 alone, which plans: it has the whole dataset and all that documents of a target can add to it.
  "dist/direct.js": 165 * 1024,
  "dist/run/readwrite.js": 68 * 1024,
  "dist/run/smoke.js": 58 * 1024,
  "dist/run/target-data.js": 14 * 1024,
};

/**
 * @param {string} file
 * @returns {number}
 */
function limitOf(file) {
  return /** @type {Record<string, number>} */ (LIMITS)[file] ?? MAX_BUNDLE_BYTES;
}

/**
 * @param {import("esbuild").Metafile} metafile of the scenario build
 * @param {readonly string[]} allowedUrls remote modules that the caller asked for
 * @returns {string[]} one sentence for each broken rule
 */
export function bundleProblems(metafile, allowedUrls) {
  return bundles(metafile).flatMap(([file, { bytes, imports, inputs }]) => {
    const foreign = imports.filter(({ path }) => !/^k6(\/|$)/.test(path) && !allowedUrls.includes(path));
    const packages = Object.keys(inputs).filter((path) => path.includes("node_modules/"));
    return [
      ...foreign.map(({ path }) => `${file} imports "${path}"; a k6 bundle may import only k6 and k6/*`),
      ...packages.map((path) => `${file} contains the npm package file ${path}; a k6 bundle may contain none`),
      ...(bytes > limitOf(file) ? [`${file} has ${bytes} bytes; the limit is ${limitOf(file)}`] : []),
    ];
  });
}

/**
 * src/lib is what k6 and Node share: code of it that no bundle has belongs elsewhere. The table of settings stays whole.
 *
 * @param {import("esbuild").Metafile} metafile of the scenario build
 * @param {Readonly<Record<string, string>>} sources of src/lib without its tests, by path from the root
 * @returns {string[]} one sentence for each broken rule
 */
export function libraryProblems(metafile, sources) {
  const inputs = bundles(metafile).flatMap(([, output]) => Object.entries(output.inputs));
  const used = new Set(inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path));
  const unused = Object.keys(sources).filter((path) => !used.has(path) && !path.startsWith("src/lib/config/fields"));
  return unused
    .filter((path) => transformSync(/** @type {string} */ (sources[path]), { loader: "ts" }).code.trim() !== "")
    .map((path) => `${path} is in no k6 bundle; code that only Node uses has its place outside src/lib`);
}

/**
 * @param {import("esbuild").Metafile} metafile
 * @returns {string[]} lines: bundle, size, share of the budget
 */
export function sizeTable(metafile) {
  return bundles(metafile).map(([file, { bytes }]) => {
    const share = `${Math.round((100 * bytes) / limitOf(file))} % of ${limitOf(file) / 1024} kB`;
    return `${file.padEnd(24)} ${(bytes / 1024).toFixed(1).padStart(6)} kB  ${share}`;
  });
}

/** @param {import("esbuild").Metafile} metafile */
function bundles(metafile) {
  return Object.entries(metafile.outputs).filter(([file]) => file.endsWith(".js"));
}
