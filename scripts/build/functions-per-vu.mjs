// k6 creates every function of a bundle in every VU, 700 bytes each. In a bundle that runs with thousands of VUs, a
// function with a single caller is therefore inlined into its caller, or created when the caller runs.

import { transform } from "@swc/core";
import { inOneFunction } from "./one-function.mjs";
import { createdOnCall } from "./rare-functions.mjs";

/**
 * Functions that are created once per VU, although they have a single caller: those that run for each request, and those
 * that create closures. A variable that a closure refers to is allocated on the heap in each call of its function.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const PER_REQUEST = {
  "dist/run/readwrite.js": [
    "awaitDue",
    "bodyOfUpdate",
    "changedText",
    "dueMs",
    "endOfScalar",
    "filtersOf",
    "firstOf",
    "guidedChoiceAt",
    "isOnly",
    "isOutside",
    "later",
    "makeChild",
    "makeRoot",
    "newChild",
    "newRoot",
    "newValue",
    "page",
    "placeOf",
    "placeFor",
    "placeIn",
    "query",
    "queryOf",
    "queryBy",
    "stepOf",
    "templateIn",
    "templateOf",
    "textWithoutLinks",
    "unpackText",
    "update",
    "withoutOwn",
  ],
};

/**
 * Groups of functions with several callers that most requests do not need. See `rare-functions.mjs`.
 * @type {Readonly<Record<string, readonly (readonly string[])[]>>}
 */
const RARE = {
  "dist/run/readwrite.js": [
    // Requests that fail.
    [
      "countOf",
      "counted",
      "endRun",
      "exchangeFrom",
      "newProgress",
      "persist",
      "repeat",
      "report",
      "reportItem",
      "reportRepeat",
      "withoutSecret",
      "withoutTokens",
    ],
    // Items that are read back, or whose text needs to be parsed.
    [
      "asRecord",
      "attempt",
      "finish",
      "holds",
      "holdsKey",
      "itemsIn",
      "parseJson",
      "readBackCreated",
      "readBackDeleted",
      "readBackUpdated",
      "readWithoutLinks",
      "updateBody",
    ],
    // Change queries.
    ["ask", "askSpan", "askVersions", "changesCall"],
  ],
};

/**
 * @param {readonly import("esbuild").OutputFile[]} files bundles and their source maps
 * @param {(path: string) => string} nameOf a file's path from the root
 * @returns {Promise<import("esbuild").OutputFile[]>}
 */
export async function withFewerFunctions(files, nameOf) {
  const changed = new Map();
  for (const { path, text } of files) {
    const name = nameOf(path);
    const perRequest = PER_REQUEST[name];
    if (perRequest === undefined) continue;
    const map = files.find((file) => file.path === `${path}.map`)?.text ?? "";
    const bundle = createdOnCall({ code: text, map }, RARE[name] ?? []);
    const made = await fewerFunctions(bundle, perRequest);
    changed.set(path, made.code).set(`${path}.map`, made.map);
  }
  return files.map((file) => {
    const text = changed.get(file.path);
    return text === undefined ? file : { ...file, text, contents: new TextEncoder().encode(text) };
  });
}

/**
 * @param {{ code: string, map: string }} bundle a module as esbuild writes it
 * @param {readonly string[]} perRequest
 * @returns {Promise<{ code: string, map: string }>}
 */
export async function fewerFunctions({ code, map }, perRequest) {
  for (const name of perRequest)
    if (!code.includes(`\nfunction ${name}(`)) throw new Error(`no function ${name} in the bundle; see PER_REQUEST`);
  // What is exported stays where it is.
  const kept = perRequest.map((name) => `export { ${name} as ${KEPT}${name} };\n`).join("");
  const made = await transform(`${code}\n${kept}`, {
    configFile: false,
    swcrc: false,
    isModule: true,
    sourceMaps: true,
    inputSourceMap: map,
    jsc: {
      target: "es2022",
      minify: { compress: { toplevel: true, passes: 3 }, mangle: false, format: { comments: false }, module: true },
    },
  });
  const isExported = (/** @type {string} */ name) => !name.includes(KEPT);
  const whole = inOneFunction({ code: made.code, map: /** @type {string} */ (made.map) }, isExported);
  // k6 names places in the sources only where it finds the map.
  return { ...whole, code: whole.code + (LINK.exec(code)?.[0] ?? "") };
}

const LINK = /^\/\/# sourceMappingURL=.*\n?$/m;

const KEPT = "kept$";
