/** Several runs on one page: what names a part of the page gets a suffix, so that no name is there twice. Pure. */

import { trusted } from "../html.ts";
import type { PageContent } from "../page-frame.ts";
import { type Chart, type ChartData, thinnedOut } from "../sections/charts.ts";

/** A quotation mark in a text is escaped: what is found is an attribute. */
const NAMES = / (id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"| href="#([^"]+)"/g;

/** @param parts how many runs share the page, and its size */
export function suffixed(content: PageContent<ChartData>, suffix: string, parts: number): PageContent<ChartData> {
  const { charts, sections } = content;
  return {
    ...content,
    sections: sections.map(({ id, title, body }) => ({
      id: `${id}-${suffix}`,
      title,
      body: trusted(
        body.text.replace(NAMES, (_, name: string | undefined, id: string, anchor: string) =>
          name === undefined ? ` href="#${anchor}-${suffix}"` : ` ${name}="${id}-${suffix}"`,
        ),
      ),
    })),
    charts: {
      ...charts,
      charts: charts.charts.map((chart) => ({ ...shared(chart, parts), id: `${chart.id}-${suffix}` })),
    },
  };
}

/** So many points are left to every chart. */
const LEAST_POINTS = 100;

function shared(chart: Chart, parts: number): Chart {
  return thinnedOut(chart, Math.max(LEAST_POINTS, Math.ceil(chart.seconds.length / parts)));
}
