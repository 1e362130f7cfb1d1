/** Logarithmic and linear axes of drawings, with their ticks. Pure. */

export interface Axis {
  readonly least: number;
  readonly most: number;
  readonly ticks: readonly number[];
  /** 0 to 1. */
  placeOf(value: number): number;
}

/** First digits of ticks, the coarsest first. */
const DIGITS = [
  [1, 2, 5],
  [1, 1.5, 2, 3, 5, 7],
  [1, 1.2, 1.5, 1.7, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9],
];
/** With fewer ticks, a scale cannot be read. */
const FEWEST_TICKS = 3;
/** Room on both sides of the first and the last value. */
const ROOM = 1.25;

/** @param values above 0 */
export function logAxis(values: readonly number[], room: number = ROOM): Axis {
  const [least, most] = [Math.min(...values) / room, Math.max(...values) * room];
  const [low, high] = [Math.log10(least), Math.log10(most)];
  const choices = DIGITS.map((digits) => ticksOf(digits, least, most));
  const ticks = choices.find(({ length }) => length >= FEWEST_TICKS) ?? choices.at(-1) ?? [];
  return { least, most, ticks, placeOf: (value) => (Math.log10(value) - low) / (high - low) };
}

function ticksOf(digits: readonly number[], least: number, most: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(least)); 10 ** power <= most; power++)
    for (const digit of digits) {
      const tick = Number((digit * 10 ** power).toPrecision(2));
      if (tick >= least && tick <= most) ticks.push(tick);
    }
  return ticks;
}

/** The smallest round distance with which a length has at most so many steps. */
export function tickStep(length: number, mostSteps: number): number {
  const power = 10 ** Math.floor(Math.log10(length / mostSteps));
  return [1, 2, 5, 10].map((digit) => digit * power).find((each) => length / each <= mostSteps) ?? length;
}

/** From 0. @param most above 0 */
export function linearAxis(most: number): Axis {
  const step = tickStep(most, 5);
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
  return { least: 0, most, ticks, placeOf: (value) => value / most };
}
