/** Memory of a load with all resources of the target, compared with one of the dataset alone. */

import { compileRecipes } from "../../src/api-data/compile-recipes.ts";
import { TARGET_DATA } from "../../src/lib/contracts/engine-settings.ts";
import { TARGET_DATA_FILE } from "../../src/lib/contracts/run-files.ts";
import { type DependencyRow, endpointOf } from "../../src/lib/edfi/dependency-rows.ts";
import { writeTargetData } from "../../src/lib/target-data/lines.ts";
import { freePort } from "../../src/machine/free-port.ts";
import { quantileOf } from "../../src/results/stats/percentile.ts";
import { loadDataStandard } from "../../src/sandbox/model/data-standard.ts";
import { type BenchPlan, DEV } from "./bench-plan.ts";
import { type BenchTarget, type Pause, withTarget } from "./bench-target.ts";
import type { BenchOptions, Figure, Measured } from "./figure.ts";
import { liveHeapAt } from "./live-heap.ts";
import { costOf } from "./process-cost.ts";

/** Of each further resource: as many as the largest profile has. */
const EACH = 50;
const VUS = 100;
/** What all VUs share cancels out between two numbers of them. */
const FEW_VUS = 20;
const MANY_VUS = 120;

interface Load {
  readonly plan: BenchPlan;
  /** What documents of the target add. */
  readonly text: string;
}

export function memoryOfAllResources(k6Path: string, { rounds = 3 }: BenchOptions): Promise<Measured> {
  return withTarget(k6Path, async (target) => {
    const core = target.planFor(DEV);
    const text = targetData(core, target.rows);
    const loads = { all: { plan: target.planFor(DEV, text), text }, core: { plan: core, text: "" } };
    const perVu = async (load: Load): Promise<number> => {
      const few = await liveHeapOf(target, load, FEW_VUS);
      const many = await liveHeapOf(target, load, MANY_VUS);
      return (many - few) / (MANY_VUS - FEW_VUS);
    };
    const peak = async (load: Load): Promise<number> => (await costOf(() => run(target, load, VUS))).peakBytes;
    return {
      figures: [
        await figure("Live heap of a VU of load", "kB", { loads, rounds, limit: 1.1, of: perVu }),
        await figure(`Memory of load with ${VUS} VUs`, "MB", { loads, rounds: 1, of: peak }),
      ],
    };
  });
}

function targetData({ dataset }: BenchPlan, rows: readonly DependencyRow[]): string {
  const orders = new Map(rows.toReversed().map((row) => [endpointOf(row).toLowerCase(), row.order]));
  const { recipes } = compileRecipes({
    model: loadDataStandard(),
    dataset,
    selection: { wants: () => true, countOf: () => EACH },
    orderOf: (endpoint) => orders.get(endpoint.toLowerCase()),
    namespace: "",
  });
  return writeTargetData({ recipes, adaptations: [] });
}

interface Comparison {
  readonly loads: { readonly all: Load; readonly core: Load };
  readonly rounds: number;
  readonly limit?: number;
  /** Bytes. */
  readonly of: (load: Load) => Promise<number>;
}

async function figure(what: string, unit: "kB" | "MB", { loads, rounds, limit, of }: Comparison): Promise<Figure> {
  const { all, core } = loads;
  const pairs: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round++) pairs.push([await of(all), await of(core)]);
  const size = (bytes: number): string => `${Math.round(bytes / (unit === "kB" ? 1e3 : 1e6))} ${unit}`;
  const note = pairs.map(([more, less]) => `${size(more)} and ${size(less)}`).join(", ");
  return {
    name: `${what} with all resources, compared with the dataset alone`,
    value: quantileOf(
      pairs.map(([more, less]) => more / less),
      0.5,
    ),
    unit: "x",
    ...(limit === undefined ? {} : { limit }),
    note: `${all.plan.plan.items} and ${core.plan.plan.items} items; ${note}`,
  };
}

async function liveHeapOf(target: BenchTarget, load: Load, vus: number): Promise<number> {
  const address = `127.0.0.1:${await freePort()}`;
  let bytes: Promise<number> | undefined;
  const work = async (): Promise<void> => {
    bytes ??= liveHeapAt(address);
    await bytes;
  };
  await run(target, load, vus, { args: ["--profiling-enabled", `--address=${address}`], work });
  return (await bytes) ?? Number.NaN;
}

async function run(target: BenchTarget, { plan, text }: Load, vus: number, pause?: Pause): Promise<void> {
  const folder = target.createFolder("load");
  if (text !== "") folder.write(TARGET_DATA_FILE, text);
  const more = text === "" ? {} : { [TARGET_DATA]: folder.file(TARGET_DATA_FILE) };
  await target.load(plan, vus, more, pause);
}
