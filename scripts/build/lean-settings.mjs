// Leaves the texts for people out of the settings tables in k6 bundles: every VU would hold them, and k6 shows no help.
import { readFileSync } from "node:fs";

const FOR_PEOPLE = /^ {4}(?:text|flag|unit):\s*(?:\n\s*)?"(?:[^"\\]|\\.)*",\n/gm;

/** @returns {import("esbuild").Plugin} */
export function leanSettings() {
  return {
    name: "lean-settings",
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/]lib[\\/]config[\\/]fields[\\/][\w-]+\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, "utf8").replace(FOR_PEOPLE, ""),
        loader: "ts",
      }));
    },
  };
}
