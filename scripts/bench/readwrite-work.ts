/** The same work for both sides of `npm run bench -- readwrite`: the plan of a run, and a file for the plain script. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLE_SIZE } from "../../src/lib/contracts/load-data.ts";
import {
  type Cell,
  type KnownItem,
  type ReadwritePlan,
  UNPACED,
  USUAL_READ_BACK,
} from "../../src/lib/contracts/readwrite-plan.ts";
import { changeableProperty } from "../../src/lib/data/change.ts";
import { queryString } from "../../src/lib/edfi/query-string.ts";
import { placeBySchool } from "../../src/lib/mix/by-school.ts";
import { choiceAt, placeOf } from "../../src/lib/mix/choice.ts";
import type { MixKind } from "../../src/lib/mix/mix.ts";
import { changesOfMix, itemsForMix } from "../../src/lib/mix/touched.ts";
import { locateItem } from "../../src/lib/plan/load-plan.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { compileMix } from "../../src/workload/mix/compile-mix.ts";
import { MIX_KINDS } from "../../src/workload/mix/kinds.ts";
import { loadModel } from "../../src/workload/mix/load-model.ts";
import type { Limits, Mix } from "../../src/workload/mix/mix.ts";
import { readMix } from "../../src/workload/mix/mix-file.ts";
import { thresholdsOf } from "../../src/workload/mix/thresholds.ts";
import { type BenchPlan, journaledIds } from "./bench-plan.ts";

/** Iterations whose reads and updates the file holds. */
const DRAWN = 8_000;
const CHAINS = 200;

export type Items = Readonly<Record<string, readonly KnownItem[]>>;

/** The mix `default` on what a load left. */
export function readwritePlan(
  { dataset, plan }: BenchPlan,
  items: Items,
  vus: number,
  seconds: number,
): Omit<ReadwritePlan, "startedMs"> {
  const compiled = compileMix(defaultMix(dataset.endpoints), () => undefined);
  const limits = Object.fromEntries(MIX_KINDS.map((kind) => [kind, { p95: 60_000, failures: 0 }]));
  const duration = { durationReadwritePhase: seconds * 1000, warmUp: 0 };
  const model = { model: "constant-vus", vusReadwritePhase: vus, maxVus: vus, rate: 0, stages: "" } as const;
  return {
    mix: compiled,
    scenarios: loadModel({ ...model, ...duration }),
    thresholds: thresholdsOf(compiled, limits as Record<MixKind, Required<Limits>>),
    readBack: { first: 0, every: USUAL_READ_BACK.every },
    ...UNPACED,
    dataset: dataset.settings,
    usable: plan.usable,
    changes: changesOfMix(compiled.cells, dataset),
    ...placeBySchool(dataset, itemsForMix(compiled.cells, items)),
  };
}

/** Only some operations of a plan, in the same shares to each other. */
export function onlyKinds<P extends Pick<ReadwritePlan, "mix">>(plan: P, kinds: readonly MixKind[]): P {
  const shares = plan.mix.cells.map(({ upTo }, at) => upTo - (plan.mix.cells[at - 1]?.upTo ?? 0));
  const kept = plan.mix.cells.map((cell, at) => (kinds.includes(cell.kind) ? (shares[at] as number) : 0));
  const all = kept.reduce((sum, share) => sum + share, 0);
  let upTo = 0;
  const cells = plan.mix.cells.flatMap((cell, at) => {
    upTo += (kept[at] as number) / all;
    return kept[at] === 0 ? [] : [{ ...cell, upTo }];
  });
  return { ...plan, mix: { ...plan.mix, cells: [...cells.slice(0, -1), { ...(cells.at(-1) as Cell), upTo: 1 }] } };
}

function defaultMix(endpoints: readonly string[]): Mix {
  const reading = readMix(readFileSync(join(PROJECT_ROOT, "profiles/mixes/default.json"), "utf8"), endpoints);
  if ("problems" in reading) throw new Error(reading.problems.join("\n"));
  return reading.value;
}

/** What a load created, by endpoint: as many as the load phase names for later phases. */
export function loadedItems({ plan }: BenchPlan, journal: string): Items {
  const items: Record<string, KnownItem[]> = {};
  for (const [item, id] of journaledIds(journal)) {
    const { segment, index } = locateItem(plan.segments, item);
    const step = Math.ceil(segment.count / SAMPLE_SIZE);
    if (index % step > 0) continue;
    items[segment.endpoint] ??= [];
    items[segment.endpoint]?.push([index, id]);
  }
  return items;
}

/**
 * For the plain script: the weights of its operations, addresses that it reads, items that it updates, and chains of
 * bodies to create one after another: a student with an enrollment, a seat and so on. `@` stands for a new key.
 */
export function minimalWork(bench: BenchPlan, items: Items, { mix }: Pick<ReadwritePlan, "mix">): unknown {
  const weights = { read: 0, create: 0, update: 0, delete: 0 };
  const reads: { path: string; name: string }[] = [];
  const updates: { endpoint: string; id: string; property: string; isText: boolean }[] = [];
  const ends = mix.cells.map(({ upTo }) => upTo);
  for (let iteration = 0; iteration < DRAWN; iteration++) {
    const { kind, resource, by = "key", limits = [] } = mix.cells[choiceAt(ends, placeOf(iteration))] as Cell;
    const known = items[resource] ?? [];
    const [index, id] = known[(iteration * 7919) % known.length] as KnownItem;
    if (kind === "create" || kind === "delete") weights[kind]++;
    else if (kind === "update") {
      weights.update++;
      const { property, kind: type } = changeableProperty(resource) as NonNullable<
        ReturnType<typeof changeableProperty>
      >;
      updates.push({ endpoint: resource, id, property, isText: type === "text" });
    } else {
      weights.read++;
      const key = bench.dataset.key(resource, index);
      const limit = limits[iteration % limits.length] ?? 25;
      const filters =
        kind === "page"
          ? { offset: limit * (iteration % 4), limit }
          : by === "key"
            ? key
            : { [by]: key[by] ?? "", limit };
      const path = kind === "get" ? `${resource}/${id}` : resource + queryString(filters);
      reads.push({ path, name: `${kind} ${resource}` });
    }
  }
  return { weights, reads, updates, chains: chainsOf(bench) };
}

function chainsOf({ dataset, plan }: BenchPlan): { endpoint: string; text: string }[][] {
  const vocabulary = { canUse: (endpoint: string) => plan.usable.includes(endpoint) };
  const text = (endpoint: string, index: number, key: string): { endpoint: string; text: string } => {
    const old = String(dataset.key(endpoint, index)[key]);
    return { endpoint, text: JSON.stringify(dataset.body(endpoint, index, vocabulary)).replaceAll(`"${old}"`, '"@"') };
  };
  const seats = dataset.count("studentSectionAssociations");
  return Array.from({ length: CHAINS }, (_, chain) => {
    const seat = Math.floor((chain * seats) / CHAINS);
    const { studentUniqueId, schoolId } = dataset.key("studentSectionAssociations", seat);
    const first = (endpoint: string): number => {
      for (let index = 0; index < dataset.count(endpoint); index++) {
        const key = dataset.key(endpoint, index);
        if (key.studentUniqueId === studentUniqueId && (key.schoolId ?? schoolId) === schoolId) return index;
      }
      throw new Error(`no ${endpoint} of the student ${studentUniqueId}`);
    };
    return [
      text("students", first("students"), "studentUniqueId"),
      text("studentSchoolAssociations", first("studentSchoolAssociations"), "studentUniqueId"),
      text("studentSectionAssociations", seat, "studentUniqueId"),
      text("grades", 2 * seat, "studentUniqueId"),
      text("sections", chain % dataset.count("sections"), "sectionIdentifier"),
      ...(chain % 4 === 0 ? [text("staffs", chain % dataset.count("staffs"), "staffUniqueId")] : []),
    ];
  });
}
