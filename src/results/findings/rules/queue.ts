/** Nothing is busy, and still no more gets through. Pure. */

import { goodputOf } from "../../capacity/step.ts";
import { known, type Reading, type Rule, reading, shown } from "../rule.ts";
import { namesIn, type Situation } from "../situation.ts";
import { IDLE, THRESHOLDS } from "../thresholds.ts";
import { containerShare, THREAD } from "./cpu-use.ts";

/** Of the further operations asked for, less than this share got through. */
const MOST_GAIN = 0.5;

export const SERVICE_QUEUE: Rule = {
  code: "service-queue",
  needs: "CPU of the target's machine, a step that held; likely only with figures of the database too",
  means:
    "A queue or a lock inside the service limits the throughput: a pool, a limit of concurrent requests, a single thread.",
  advice: "Look for limits of concurrency in the service, and take a thread dump under this load.",
  find: (situation) => {
    const done = reading(situation, "step.donePerSecond", ({ figures }) => goodputOf(figures));
    const cpu = reading(situation, "machine.cpu");
    if (done === undefined || cpu === undefined || !isFlat(situation, done) || isBusy(situation)) return undefined;
    const asked = reading(situation, "step.askedPerSecond", ({ figures }) => figures.rate);
    const active = reading(situation, "database.active");
    const disk = reading(situation, "machine.diskBusy");
    const idle = [
      `CPU ${shown(cpu)}`,
      ...(disk === undefined ? [] : [`disk ${shown(disk)}`]),
      ...(active === undefined ? [] : [`active sessions of the database ${shown(active)}`]),
    ];
    const text = `throughput does not grow with load, ${shown(done)}, and nothing measured is busy: ${idle.join(", ")}`;
    const confidence = active === undefined ? "possible" : "likely";
    return { text, confidence, readings: known([done, asked, cpu, disk, active]) };
  },
};

function isFlat({ broken, held }: Situation, { value, before }: Reading): boolean {
  if (before === undefined || held === undefined) return false;
  return value - before.value < MOST_GAIN * (broken.figures.rate - held.figures.rate);
}

/** Something explains it: what is used up, what waits, or what is refused. */
function isBusy({ broken }: Situation): boolean {
  const { values, figures } = broken;
  const shares = [
    values["machine.cpu"],
    values["machine.diskBusy"],
    ...namesIn(broken, "machine.container.cpu:").map((name) => containerShare(name, values)),
  ];
  const isOneThread = namesIn(broken, THREAD).some(
    (name) => (values[`${THREAD}${name}`] ?? 0) >= THRESHOLDS.thread.possible,
  );
  const isThrottled = namesIn(broken, "machine.container.throttled:").some(
    (name) => (values[`machine.container.throttled:${name}`] ?? 0) >= THRESHOLDS.throttled.possible,
  );
  const isRefused = figures.failed >= THRESHOLDS.refused.possible * (figures.done + figures.failed);
  const isDatabaseBusy = (values["database.active"] ?? 0) >= IDLE.sessions;
  return shares.some((share = 0) => share >= IDLE.share) || isOneThread || isThrottled || isRefused || isDatabaseBusy;
}
