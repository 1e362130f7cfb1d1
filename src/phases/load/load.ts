/** The load phase: creates the profile's dataset on the target in dependency order, each item exactly once. */

import { formatCount, plural } from "../../base/figures.ts";
import { LOAD_FIELDS } from "../../lib/config/fields/load.ts";
import { totalOf } from "../../lib/plan/ranges.ts";
import { leftOutLines } from "../../results/left-out.ts";
import { lastMeasuredRate } from "../../run/earlier-runs.ts";
import type { Phase } from "../../run/phase.ts";
import { adaptedLines, firstAdaptedLines } from "../../workload/target-data/adapted-lines.ts";
import { concludeLoad, interruptedLoad } from "./conclude-load.ts";
import { keptLines } from "./kept-lines.ts";
import { learnLoad } from "./learn-load.ts";
import { type LoadWork, leftOutOf, newWork } from "./load-work.ts";
import { mixedVersionLines } from "./mixed-versions.ts";
import { planAt } from "./plan-at.ts";
import { durationLines, planDuration } from "./plan-duration.ts";
import { writePlanModel } from "./plan-model.ts";
import { planTable } from "./plan-table.ts";
import { resumeWork } from "./resume-load.ts";
import { startLoad } from "./start-load.ts";
import { wantedResources } from "./wanted-resources.ts";

export const LOAD: Phase<LoadWork> = {
  name: "load",
  script: "dist/run/load.js",
  fields: LOAD_FIELDS,
  vus: (config) => config.vusLoadPhase,
  wantedClaims: ({ config }) => wantedResources(config),
  onlyPlans: (config) => config.planOnly,
  prepare: async (site) => {
    const { settings } = site.context;
    const { config, profileName } = settings;
    const { dataset, text, notes, adapted, undescribed, planned } = await planAt(site);
    const { plan, presentItems } = planned;
    if (config.planOnly) {
      const usable = new Set(plan.usable);
      const vocabulary = { canUse: (endpoint: string) => usable.has(endpoint) };
      const missing = plan.items - presentItems.length;
      const duration = planDuration(missing, config.arrivalRate, () =>
        lastMeasuredRate(config.resultsDirectory, site.target.installation),
      );
      const table = planTable(plan, dataset, vocabulary, presentItems.length, config.verbose);
      return {
        lines: [
          ...table,
          ...notes,
          ...adaptedLines(adapted),
          ...durationLines(missing, duration),
          ...writePlanModel(config.resultsDirectory, text),
        ],
        document: { ...plan, presentItems: presentItems.length, ...(duration === undefined ? {} : { duration }) },
      };
    }
    const { work, lines, folder } = site.resume
      ? await resumeWork(site, dataset, planned)
      : {
          work: { ...(await newWork(site, dataset, planned)), targetData: text },
          lines: mixedVersionLines(config, site.target.installation),
          folder: undefined,
        };
    const rest = `${formatCount(totalOf(work.ranges))} of ${plural(work.plan.items, "item")} left`;
    return {
      work: { ...work, adapted, undescribed },
      what: `A load of ${plural(plan.items, "item")}`,
      ...(folder === undefined ? {} : { folder }),
      announcement: [
        ...leftOutLines(leftOutOf(plan), "left out  "),
        ...keptLines(plan, site.target.facts),
        ...firstAdaptedLines(adapted),
        ...notes.map((note) => `note      ${note}`),
        ...lines,
        `load      profile ${profileName}, ${rest}, ${plural(config.vusLoadPhase, "VU")}, seed ${config.seed}`,
      ],
    };
  },
  learn: learnLoad,
  start: startLoad,
  conclude: concludeLoad,
  interrupted: interruptedLoad,
};
