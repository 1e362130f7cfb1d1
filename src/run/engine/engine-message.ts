/** Why k6 ended early: the message of k6, or of the token broker. */

import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { oneLine } from "../../base/problem-details.ts";
import { ENGINE_LOG_FILE } from "../../lib/contracts/run-files.ts";
import type { RunFolder } from "../../store/run-folder.ts";
import type { TokenBroker } from "./token-broker.ts";

const END_BYTES = 64 * 1024;

/** One line; empty if k6 ended normally or without a message. */
export function engineMessage(exitCode: number, folder: RunFolder, broker: Pick<TokenBroker, "failure">): string {
  if (exitCode === 0 || exitCode === 99) return "";
  const failure = broker.failure();
  if (failure !== undefined) return oneLine(`there was no valid token: ${failure}`);
  const message = /^(?:test aborted|Error): (.+)$/m.exec(endOf(folder.file(ENGINE_LOG_FILE)))?.[1] ?? "";
  return oneLine(message.replace(/ at [#\w.]+ \(?file:.*$| at file:.*$/, ""));
}

function endOf(path: string): string {
  if (!existsSync(path)) return "";
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, END_BYTES));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString("utf8");
  } finally {
    closeSync(file);
  }
}
