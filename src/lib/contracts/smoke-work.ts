/** `smoke.json` in a run folder: what k6 needs for the smoke phase and cannot find out itself. */

export interface SmokeWork {
  /** Operations that relationships limit, such as `Read students`. Absent if the strategies are unknown. */
  readonly byRelationships?: readonly string[];
  /** Further endpoints, for the first VU only. */
  readonly more?: readonly string[];
}

export function writeSmokeWork(work: SmokeWork): string {
  return JSON.stringify(work);
}

export function readSmokeWork(text: string): SmokeWork {
  return JSON.parse(text) as SmokeWork;
}
