/** What the load phase costs beside plain scripts. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BENCH_FOLDER, DEV, itemsOf } from "./bench-plan.ts";
import { withTarget } from "./bench-target.ts";
import { bundle } from "./bundle.ts";
import type { BenchOptions, Measured } from "./figure.ts";
import { cpuPerRequest, describeRequests, measurePairs, megabytes, ratioFigure } from "./pairs.ts";

/** About 20,000 items: long enough that starting the VUs does not decide the ratio. */
const SIZES = { ...DEV, students: 400, staff: 60 };

/** Everything is there already, so that all meet the same answers in any order. */
export function loadCost(k6Path: string, { vus: [vus] = [20], rounds = 3 }: BenchOptions): Promise<Measured> {
  return withTarget(k6Path, async (target) => {
    const bench = target.planFor(SIZES);
    const { plan, dataset } = bench;
    mkdirSync(BENCH_FOLDER, { recursive: true });
    const ITEMS_FILE = join(BENCH_FOLDER, "items.json");
    const PLAN_FILE = join(BENCH_FOLDER, "plan.json");
    writeFileSync(ITEMS_FILE, JSON.stringify(itemsOf(bench)));
    writeFileSync(PLAN_FILE, JSON.stringify({ ...plan, dataset: dataset.settings }));
    const making = await bundle("minimal-making");
    await target.load(bench, vus as number);
    const ours = () => target.measure(() => target.load(bench, vus as number));
    const plain = (script: string) => () =>
      target.measure(() => target.runPlain(script, { ITEMS_FILE, PLAN_FILE, VUS: String(vus) }));
    const pairs = await measurePairs(ours, plain(making), rounds);
    const ready = await measurePairs(ours, plain("minimal-ready.js"), rounds);
    const name = `of load with ${vus} VUs, compared with a plain script that creates the same bodies`;
    const more = `; ${describeRequests(pairs)}`;
    return {
      figures: [
        ratioFigure(`CPU per request ${name}`, pairs, cpuPerRequest, { unit: "us", limit: 1.25, more }),
        ratioFigure(`Memory ${name}`, pairs, megabytes, { unit: "MB" }),
        ratioFigure("The first, compared with a plain script that reads bodies from a file", ready, cpuPerRequest, {
          unit: "us",
        }),
        {
          name: "Token requests of these loads",
          value: target.tokensIssued(),
          unit: "",
          limit: 1,
          note: `${2 * rounds + 1} loads with one token broker, token lifetime 1,800 s`,
        },
      ],
    };
  });
}
