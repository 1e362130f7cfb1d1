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
  means:
    "The operations of one kind are expensive. This shows where to look, not why, so it is never more than possible.",
  advice:
    "Measure with fewer of them (--mix) to see how much the others could achieve, and find out what makes them expensive.",
  // In the step that held: in the other one all operations wait for the same backlog.
  find: ({ held, broken }) => {
    const place = held ?? broken;
    const [costliest] = sharesIn(place).sort((a, b) => b.time - a.time);
    if (costliest === undefined || costliest.time < LEAST_RATIO * costliest.count) return undefined;
    if (levelOf(costliest.time, THRESHOLDS.operation) === undefined) return undefined;
    const of = (figure: string, value: number): Reading => ({
      figure,
      value,
      step: place.number,
      before: undefined,
      calm: undefined,
    });
    const time = of(`operation.timeShare:${costliest.op}`, costliest.time);
    const count = of(`operation.share:${costliest.op}`, costliest.count);
    const text =
      `${costliest.op} takes ${figureText(time.figure, time.value)} of the time of all operations at step ${place.number}, ` +
      `and is ${figureText(count.figure, count.value)} of them`;
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
