/** One of several runs that take place at once: the same command in a process of its own, with settings of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { EXIT_CODES } from "../../base/errors.ts";
import { asRecord, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import type { Handover } from "../../settings/handover.ts";
import type { Part } from "../../settings/parts.ts";
import { PROJECT_ROOT } from "../../settings/root.ts";
import type { Settings } from "../../settings/settings.ts";

export interface PartEnd {
  readonly name: string;
  readonly exitCode: number;
  /** What the command prints with --json; undefined where it was ended before. */
  readonly document: JsonRecord | undefined;
  /** All that it wrote to standard output. */
  readonly text: string;
}

export interface PartProcess {
  readonly ended: Promise<PartEnd>;
  signal(name: NodeJS.Signals): void;
}

/**
 * With spawn, not zx: it gets its settings, secrets included, over a channel, as every command does from the launcher,
 * and a process group of its own, so that a Ctrl-C reaches it once.
 * @param progress gets the lines of its standard error
 */
export function startPart(settings: Settings, part: Part, progress: (line: string) => void): PartProcess {
  const { name, config, sharing } = part;
  // An address: Node takes a path for one, with "#" and "%20" in it.
  const watch = pathToFileURL(join(PROJECT_ROOT, "scripts/launch/parent-watch.mjs")).href;
  const child = spawn(process.execPath, ["--import", watch, process.argv[1] as string], {
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const handover: Handover = { settings: { ...settings, config, parts: [], ...(sharing && { sharing }) } };
  // It may have ended before it could read this.
  child.send(handover as object, () => {});
  return { ended: endOf(child, name, progress), signal: (signal) => void child.kill(signal) };
}

async function endOf(child: ChildProcess, name: string, progress: (line: string) => void): Promise<PartEnd> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("a part without pipes");
  createInterface({ input: stderr }).on("line", progress);
  let text = "";
  // A character may be split between two chunks.
  stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? EXIT_CODES.interrupted.code));
  });
  return { name, exitCode, document: asRecord(parseJson(text)), text };
}
