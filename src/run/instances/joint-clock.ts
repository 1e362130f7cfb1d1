/** The probe lines of several k6 instances as those of one: the clock of the joint journal. Pure. */

import { PROBE_MARK, type ProbeLine, readProbeLine, writeProbeLine } from "../../lib/contracts/journal/engine-lines.ts";

export class JointClock {
  readonly #now: () => number;
  /** By instance: its last line; `isNew` until it has been told. */
  readonly #last = new Map<number, { probe: ProbeLine; isNew: boolean; delaysMs: number[] }>();
  readonly #ended = new Set<number>();
  readonly #instances: number;

  constructor(instances: number, now: () => number = Date.now) {
    this.#instances = instances;
    this.#now = now;
  }

  /**
   * @param text whole lines of the instance's journal
   * @returns the same without probe lines, and with a joint one whenever all have sent theirs
   */
  join(instance: number, text: string, delayed: (probe: ProbeLine) => void = () => undefined): string {
    if (!text.startsWith(PROBE_MARK) && !text.includes(`\n${PROBE_MARK}`)) return text;
    const lines = text.split("\n").flatMap((line) => {
      const probe = readProbeLine(line);
      if (probe === undefined) return [line];
      delayed(probe);
      const joint = this.#take(instance, probe);
      return joint === undefined ? [] : [writeProbeLine(joint)];
    });
    return lines.join("\n");
  }

  /** It sends no more. */
  ended(instance: number): void {
    this.#ended.add(instance);
  }

  /** One that is ahead by two lines does not wait for the others. */
  #take(instance: number, probe: ProbeLine): ProbeLine | undefined {
    const before = this.#last.get(instance);
    const delaysMs = [...(before?.delaysMs ?? []), ...probe.delaysMs];
    const isAhead = before?.isNew === true;
    this.#last.set(instance, { probe, isNew: true, delaysMs });
    return isAhead || this.#areAllNew() ? this.#tell() : undefined;
  }

  #areAllNew(): boolean {
    const fresh = [...this.#last].filter(([number, { isNew }]) => isNew || this.#ended.has(number)).length;
    const silent = [...this.#ended].filter((number) => !this.#last.has(number)).length;
    return fresh + silent >= this.#instances;
  }

  #tell(): ProbeLine {
    const all = [...this.#last].map(([number, each]) => ({ ...each, isOver: this.#ended.has(number) }));
    for (const each of this.#last.values()) {
      each.isNew = false;
      each.delaysMs = [];
    }
    const sum = (figure: (probe: ProbeLine) => number): number =>
      all.reduce((total, { probe, isOver }) => total + (isOver ? 0 : figure(probe)), 0);
    return {
      atMs: this.#now(),
      vus: sum(({ vus }) => vus),
      vusInitialized: sum(({ vusInitialized }) => vusInitialized),
      delaysMs: all.flatMap(({ delaysMs }) => delaysMs),
    };
  }
}
