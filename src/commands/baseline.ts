/** `npm run baseline -- save NAME RUN | list | remove NAME` */

import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { readBaselines, removeBaseline, saveBaseline } from "../store/baselines.ts";

/** @returns the exit code */
export async function runBaseline({ settings, output }: Pick<CommandContext, "settings" | "output">): Promise<number> {
  const [action = "", name, run, ...more] = settings.positionals;
  const { resultsDirectory, replaceBaseline } = settings.config;
  if (action === "save" && name !== undefined && run !== undefined && more.length === 0) {
    const folder = saveBaseline(resultsDirectory, name, run, replaceBaseline);
    output.result(`baseline ${name}: ${folder.name}`);
  } else if (action === "remove" && name !== undefined && run === undefined) {
    removeBaseline(resultsDirectory, name);
    output.result(`baseline ${name} was removed; its run was kept`);
  } else if (action === "list" && name === undefined) {
    const entries = Object.entries(readBaselines(resultsDirectory));
    for (const [own, folder] of entries) output.result(`${own}  ${folder}`);
    if (entries.length === 0) output.result(`no baselines in ${resultsDirectory}`);
  } else {
    throw new LoadTestError("usage", `baseline does not accept the arguments "${settings.positionals.join(" ")}"`, {
      hint: "Use: npm run baseline -- save NAME RUN | list | remove NAME",
    });
  }
  output.document(readBaselines(resultsDirectory));
  return EXIT_CODES.pass.code;
}
