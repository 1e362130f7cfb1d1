// `npm run k6 -- ARGUMENTS`: the k6 of this project, with the settings of the profile in its environment.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { LoadTestError } from "../src/base/errors.ts";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";

try {
  const k6 = await ensureK6({ log: (line) => console.error(line), env: process.env, root: process.cwd() });
  const child = spawn(k6.path, process.argv.slice(2), { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
} catch (error) {
  if (!(error instanceof LoadTestError)) throw error;
  console.error(error.hint === undefined ? error.message : `${error.message}\n${error.hint}`);
  process.exitCode = error.exitCode;
}
