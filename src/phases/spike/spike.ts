/** The spike phase: a rate, many times as much for some seconds, and the rate again. */

import { formatDuration, formatNumber, plural } from "../../base/figures.ts";
import { leftOutLines } from "../../results/left-out.ts";
import { SpikeMeter } from "../../results/spike/spike-meter.ts";
import type { Phase, PreparedRun, RunSite } from "../../run/phase.ts";
import { chooseMix } from "../../workload/mix/choose-mix.ts";
import { wantedOf } from "../../workload/mix/wanted.ts";
import { FixedPace } from "../../workload/paced/fixed-pace.ts";
import { PACED_PHASE } from "../../workload/paced/paced-phase.ts";
import { findPacedWork, firstCreates, newsMs } from "../../workload/paced/paced-work.ts";
import { checkedRate, originText, rateNotes, wantedRate } from "../../workload/paced/wanted-rate.ts";
import { concludeSpike, interruptedSpike } from "./conclude-spike.ts";
import { type SpikeWork, startSpike } from "./start-spike.ts";

export const SPIKE: Phase<SpikeWork> = {
  name: "spike",
  ...PACED_PHASE,
  vus: (config) => config.vusCapacity,
  wantedClaims: (settings) => {
    if (settings.config.spikeRate !== "") checkedRate("SPIKE_RATE", settings.config.spikeRate);
    return wantedOf(chooseMix(settings).mix);
  },
  prepare,
  start: startSpike,
  conclude: concludeSpike,
  interrupted: interruptedSpike,
};

async function prepare(site: RunSite): Promise<PreparedRun<SpikeWork>> {
  const { config } = site.context.settings;
  const { spikeRate: text, spikeShare: share, spikeTimes: times, spikeBefore, durationSpike, spikeAfter } = config;
  const chosen = chooseMix(site.context.settings);
  const rate = wantedRate(site, chosen.name, { name: "SPIKE_RATE", text, share, times });
  const { perSecond } = rate;
  const found = await findPacedWork(site, chosen, config.vusCapacity);
  const stages = [
    { perSecond, durationMs: spikeBefore },
    { perSecond: times * perSecond, durationMs: durationSpike },
    { perSecond, durationMs: spikeAfter },
  ] as const;
  const pace = new FixedPace(stages, newsMs(found.mostInFlight), firstCreates(found, perSecond));
  return {
    work: { ...found, rate, stages, meter: new SpikeMeter(), pace },
    ...found.named,
    what: `A spike of ${formatNumber(times * perSecond)} operations per second`,
    asksAlways: true,
    announcement: [
      `spike     mix ${chosen.name}, base rate ${formatNumber(perSecond)}/s${originText(rate, share)}; ` +
        `${stages.map((each) => `${formatNumber(each.perSecond)}/s for ${formatDuration(each.durationMs)}`).join(", ")}, ` +
        `${plural(config.vusCapacity, "VU")}; works on ${found.data.origin}`,
      "          no request is repeated; the default stop rules are off: a spike may be too much",
      ...rateNotes(rate),
      ...leftOutLines(found.setup.leftOut, "left out  "),
    ],
  };
}
