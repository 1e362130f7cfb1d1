/** How all latencies of an operation are distributed. Also drawn in the page, for the operation that is chosen. Pure. */

import { formatCount, formatMs, formatShare, plural } from "../../../base/figures.ts";
import { type LatencyHistogram, merged } from "../../stats/latency-histogram.ts";
import { RANGE_TITLES, type ResponseTimeRanges, rangeRows } from "../../stats/response-time-ranges.ts";
import { type Html, html } from "../html.ts";
import { startOfBar } from "../latency-bars.ts";
import { asSentence } from "../text.ts";
import { linearAxis, logAxis } from "./axis.ts";
import { drawing, upright } from "./drawing.ts";

/** A label that begins further to the right would leave the drawing. */
const LAST_LABEL = 600;
/** From one label to the next: on a phone, text is larger. */
const MARK_HEIGHT = 18;

export interface Distribution {
  /** Empty: all. */
  readonly op: string;
  /** By bars. */
  readonly done: LatencyHistogram;
  readonly failed: LatencyHistogram;
  /** Milliseconds, by name: `p95`. */
  readonly percentiles: Readonly<Record<string, number>>;
  readonly ranges: ResponseTimeRanges;
}

/** Undefined without an answer. */
export function histogramDrawing({ op, done, failed, percentiles, ranges }: Distribution): Html | undefined {
  const all = merged([done, failed]);
  if (all.count === 0) return undefined;
  const bars = [...all.counts()].map(([bar, count]) => ({ bar, count }));
  const doneIn = done.counts();
  const edges = bars.flatMap(({ bar }) => [startOfBar(bar), startOfBar(bar + 1)]);
  const x = logAxis(edges, 1.1);
  const share = (count: number): number => (100 * count) / all.count;
  const y = linearAxis(1.1 * share(Math.max(...bars.map(({ count }) => count))));
  const marks = Object.entries(percentiles).filter(([, ms]) => ms >= x.least && ms <= x.most);
  const title = "Distribution of response times, ms";
  const words = Object.entries(percentiles).map(([name, ms]) => `${name} ${formatMs(ms)}`);
  const of = op === "" ? "all operations" : op;
  const keys =
    failed.count === 0
      ? undefined
      : html`<br><span class="key next" aria-hidden="true"></span> successful <span class="key broken" aria-hidden="true"></span> failed (${formatCount(failed.count)})`;
  const note = html`Share of ${plural(all.count, "response")} in each bar, %. ${words.join(", ")}<br>${rangesText(ranges)}${keys}`;
  const label = `${title}, ${of}: ${words.join(", ")}`;
  return drawing({ title, note, label, x, y, across: "response time, ms" }, ({ xAt, yAt }) => {
    const rects = bars.flatMap(({ bar, count }) => {
      const good = doneIn.get(bar) ?? 0;
      const range = `${formatMs(startOfBar(bar))} to ${formatMs(startOfBar(bar + 1))}: ${formatShare(count / all.count)}`;
      const part = (kind: string, from: number, to: number): Html | undefined => {
        if (to <= from) return undefined;
        const [left, top] = [Number(xAt(startOfBar(bar))), Number(yAt(share(to)))];
        const width = Number(xAt(startOfBar(bar + 1))) - left - 0.6;
        const height = Number(yAt(share(from))) - top;
        return html`<rect class="${kind}" x="${left}" y="${top}" width="${width.toFixed(1)}" height="${height.toFixed(1)}"><title>${range}</title></rect>\n`;
      };
      return [part("done", 0, good), part("undone", good, count)];
    });
    const lines = marks.map(
      ([name, ms], at) =>
        html`${upright("mark", xAt(ms), `${name}: ${formatMs(ms)}`)}${markLabel(name, Number(xAt(ms)), 18 + MARK_HEIGHT * at)}`,
    );
    return html`${rects}${lines}`;
  });
}

/** Beside its line: left of it where the right would be too narrow. */
function markLabel(name: string, x: number, y: number): Html {
  const isLast = x > LAST_LABEL;
  return html`<text class="name" x="${(isLast ? x - 3 : x + 3).toFixed(1)}" y="${y}"${isLast ? html` text-anchor="end"` : undefined}>${name}</text>`;
}

/** `Below 800 ms 99.2 %, 800 to 1,200 ms 0.5 %, failed 0.3 %` */
function rangesText(ranges: ResponseTimeRanges): string {
  const known = rangeRows(ranges).filter(({ count }) => count > 0);
  return asSentence(known.map(({ name, share }) => `${RANGE_TITLES[name]} ${formatShare(share)}`).join(", "));
}
