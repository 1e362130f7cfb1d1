/** `smoke.json` in a run folder: what k6 needs to know for the smoke phase that it cannot find out itself. */

export interface SmokeWork {
  /** `Read students`: operations that relationships limit; absent if the strategies are unknown. */
  readonly byRelationships?: readonly string[];
  /** Endpoints beyond those of every smoke run, for the first VU: all that the target has and can be made. */
  readonly more?: readonly string[];
}

export function writeSmokeWork(work: SmokeWork): string {
  return JSON.stringify(work);
}

export function readSmokeWork(text: string): SmokeWork {
  return JSON.parse(text) as SmokeWork;
}
