/** What is shown of the lines that a part prints while it runs. Pure. */

import { clock, formatCount, formatMs, formatNumber } from "../../base/figures.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";

/** Seconds from one line of figures to the next: several parts print at once. */
const EVERY_S = 5;

/** As src/results/live/… writes the events of --json. */
interface Progress {
  readonly event: string;
  readonly second: number;
  readonly requests: { readonly perSecond: number };
  readonly latency: { readonly now: { readonly p95: number | null } };
  readonly outcomes: { readonly now: { readonly failed?: number } };
}

export class PartLines {
  readonly #name: string;
  readonly #width: number;
  readonly #json: boolean;
  #next = 0;

  /** @param json events stay as they are, with the name of the part */
  constructor(name: string, width: number, json: boolean) {
    this.#name = name;
    this.#width = width;
    this.#json = json;
  }

  /** Undefined: not shown. */
  shown(line: string): string | undefined {
    const event = line.startsWith("{") ? asRecord(parseJson(line)) : undefined;
    if (event === undefined) return this.#json ? `${this.#name} | ${line}` : this.#named(line);
    if (this.#json) return JSON.stringify({ part: this.#name, ...event });
    return event.event === "progress" ? this.#figures(event as unknown as Progress) : undefined;
  }

  #figures({ second, requests, latency, outcomes }: Progress): string | undefined {
    if (second < this.#next) return undefined;
    this.#next = second + EVERY_S;
    const { p95 } = latency.now;
    return this.#named(
      `${clock(second)}  ${formatNumber(requests.perSecond)} requests/s` +
        `${p95 === null ? "" : `, p95 ${formatMs(p95)}`}, ${formatCount(outcomes.now.failed ?? 0)} failed`,
    );
  }

  #named(text: string): string {
    return `${this.#name.padEnd(this.#width)} | ${text}`;
  }
}
