/** What esbuild makes of a script, with its source map: the input of the steps that follow it. */

import { build } from "esbuild";

export async function bundleOf(contents: string, sourcefile: string): Promise<{ code: string; map: string }> {
  const { outputFiles } = await build({
    stdin: { contents, sourcefile },
    bundle: true,
    format: "esm",
    external: ["k6"],
    sourcemap: "linked",
    outfile: "out.js",
    write: false,
  });
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
  return { code: text(".js"), map: text(".map") };
}
