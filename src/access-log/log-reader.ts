/** Reads the lines of an access log. Each line shows its format, so several logs can be read in a row. Pure. */

import { readCommonLine } from "./common-line.ts";
import { readJsonLine } from "./json-line.ts";
import type { LoggedRequest } from "./logged-request.ts";
import { W3cLines } from "./w3c-line.ts";

/** What the messages to users call them. */
export const LOG_FORMATS = "Common, Combined, nginx, W3C (IIS, with its #Fields line) or JSON lines";

const BYTE_ORDER_MARK = /^(?:\uFEFF|\u00EF\u00BB\u00BF)/;

export class LogReader {
  readonly #w3c = new W3cLines();

  /** `no-request`: a line that belongs to the log but is no request. Undefined for what is not understood. */
  read(text: string): LoggedRequest | "no-request" | undefined {
    const line = text.replace(BYTE_ORDER_MARK, "").trim();
    if (line === "" || this.#w3c.readDirective(line)) return "no-request";
    return readJsonLine(line) ?? readCommonLine(line) ?? this.#w3c.read(line);
  }
}
