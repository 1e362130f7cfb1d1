/** Operations of one kind take most of the time of all. Pure. */

import { figureText } from "../../figures/figure-unit.ts";
import type { Reading, Rule } from "../rule.ts";
import type { Place } from "../situation.ts";
import { levelOf, THRESHOLDS } from "../thresholds.ts";

/** Below, its time follows its number. */
const LEAST_RATIO = 2;

export const OPERATION_TIME: Rule = {
  code: "operation-time",
  needs: "latencies by operation",
  means: "The operations of one kind are dear. It says where to look, not why; so it is never more than possible.",
  advice: "Measure with fewer of them (--mix) to see how much the others would take, and look for what they do.",
  // In the step that held: in the other one all operations wait for the same backlog.
  find: ({ held, broken }) => {
    const place = held ?? broken;
    const [dearest] = sharesIn(place).sort((a, b) => b.time - a.time);
    if (dearest === undefined || dearest.time < LEAST_RATIO * dearest.count) return undefined;
    if (levelOf(dearest.time, THRESHOLDS.operation) === undefined) return undefined;
    const of = (figure: string, value: number): Reading => ({
      figure,
      value,
      step: place.number,
      before: undefined,
      calm: undefined,
    });
    const time = of(`operation.timeShare:${dearest.op}`, dearest.time);
    const count = of(`operation.share:${dearest.op}`, dearest.count);
    const text =
      `${dearest.op} takes ${figureText(time.figure, time.value)} of the time of all operations at step ${place.number}, ` +
      `being ${figureText(count.figure, count.value)} of them`;
    return { text, confidence: "possible", readings: [time, count] };
  },
};

interface Shares {
  readonly op: string;
  /** Of all, 0 to 1. */
  readonly time: number;
  readonly count: number;
}

function sharesIn({ figures: { answersByOp } }: Place): Shares[] {
  const rows = Object.entries(answersByOp);
  const answers = rows.reduce((sum, [, { count }]) => sum + count, 0);
  const allMs = rows.reduce((sum, [, { count, meanMs }]) => sum + count * meanMs, 0);
  return rows.map(([op, { count, meanMs }]) => ({ op, time: (count * meanMs) / allMs, count: count / answers }));
}
