/** The output at the start of a readwrite run. Pure. */

import { plural } from "../../base/figures.ts";
import { rateText } from "../../results/capacity/capacity-lines.ts";
import { leftOutLines } from "../../results/left-out.ts";
import { askedRate, type ModelSettings } from "../../workload/mix/load-model.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

export function announcementOf(work: ReadwriteWork, model: string, notes: readonly string[]): string[] {
  const { chosen, load, isOpen, measuredMs, data, setup } = work;
  return [
    ...notes.map((note) => `note      ${note}`),
    `readwrite mix ${chosen.name}, ${model}, ${describeLoad(load, isOpen)}, ` +
      `${measuredMs / 1000} s${afterText(work)}; works on ${data.origin}`,
    ...leftOutLines(setup.leftOut, "left out  "),
  ];
}

/** `10 VUs`, or `20/s` */
export function describeLoad(load: ModelSettings, isOpen: boolean): string {
  if (!isOpen) return plural(load.vusReadwritePhase, "VU");
  const { mean, peak } = askedRate(load);
  return `${rateText(mean)}/s${peak === mean ? "" : `, ${rateText(peak)}/s at most`}`;
}

function afterText({ baselineMs, warmUpMs }: ReadwriteWork): string {
  const before = [
    ...(baselineMs > 0 ? [`${baselineMs / 1000} s of baseline`] : []),
    ...(warmUpMs > 0 ? [`${warmUpMs / 1000} s of warm-up`] : []),
  ];
  return before.length === 0 ? "" : ` after ${before.join(" and ")}`;
}
