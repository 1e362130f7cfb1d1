/** Several runs on one page: what names a part of the page gets a suffix, so that no name is there twice. Pure. */

import { trusted } from "./html.ts";
import type { PageContent } from "./page-frame.ts";
import type { ChartData } from "./sections/charts.ts";

/** A quotation mark in a text is escaped: what is found is an attribute. */
const NAMES = / (id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"| href="#([^"]+)"/g;

/** @param suffix begins with a dash: `-readwrite` */
export function suffixed<Content extends Pick<PageContent<ChartData>, "sections" | "charts">>(
  content: Content,
  suffix: string,
): Content {
  return {
    ...content,
    sections: content.sections.map(({ id, title, body }) => ({
      id: `${id}${suffix}`,
      title,
      body: trusted(
        body.text.replace(NAMES, (_, name: string | undefined, id: string, anchor: string) =>
          name === undefined ? ` href="#${anchor}${suffix}"` : ` ${name}="${id}${suffix}"`,
        ),
      ),
    })),
    charts: { ...content.charts, suffix },
  };
}
