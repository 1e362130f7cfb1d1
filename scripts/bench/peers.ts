/** The mix of the readwrite phase with another load generator, where it is installed. */

import { join } from "node:path";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import type { BenchOptions, Figure, Measured } from "./figure.ts";
import { cpuPerRequest, measurePairs, megabytes, ratioFigure } from "./pairs.ts";
import { start } from "./process-cost.ts";
import { runReadwrite, withLoadedTarget, writeMinimalWork } from "./readwrite-cost.ts";
import { readwritePlan } from "./readwrite-work.ts";

const LOCUSTFILE = join(PROJECT_ROOT, "test/bench/locustfile.py");

export async function peers(k6Path: string, options: BenchOptions): Promise<Measured> {
  const { vus: list = [10, 100], seconds = 15, rounds = 3 } = options;
  const version = await locustVersion();
  if (version === undefined) {
    return { figures: [], text: "Locust is not installed: not measured. `pip install locust` installs it." };
  }
  return withLoadedTarget(k6Path, async (loaded) => {
    const { target, bench, items } = loaded;
    const figures: Figure[] = [];
    for (const vus of list) {
      const plan = readwritePlan(bench, items, vus, seconds);
      const WORK_FILE = writeMinimalWork(loaded, plan);
      const locust = async (): Promise<void> => {
        const environment = { WORK_FILE, DATA_URL: target.dataUrl, TOKEN: await target.token() };
        const users = ["--users", String(vus), "--spawn-rate", String(vus), "--run-time", `${seconds}s`];
        const args = ["--locustfile", LOCUSTFILE, "--headless", "--only-summary", ...users];
        const { code, output } = await start("locust", args, environment).ended;
        if (code !== 0) throw new Error(`locust ended with ${code}: ${output}`);
      };
      const pairs = await measurePairs(
        () => target.measure(() => runReadwrite(target, plan)),
        () => target.measure(locust),
        rounds,
      );
      const name = `of readwrite with ${vus} VUs, compared with ${version}, FastHttpUser`;
      figures.push(ratioFigure(`CPU per request ${name}`, pairs, cpuPerRequest, { unit: "us" }));
      figures.push(ratioFigure(`Memory ${name}`, pairs, megabytes, { unit: "MB" }));
    }
    return { figures };
  });
}

/** `Locust 2.32.1`; undefined where it is not installed. */
async function locustVersion(): Promise<string | undefined> {
  try {
    const { code, output } = await start("locust", ["--version"], {}).ended;
    return code === 0 ? (/^locust [\d.]+/im.exec(output)?.[0] ?? "Locust") : undefined;
  } catch {
    return undefined;
  }
}
