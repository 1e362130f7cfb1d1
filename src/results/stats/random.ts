/** Reproducible random numbers: uniform from 0 (included) to 1 (excluded), by seed. Pure. */

import { mix } from "../../lib/data/hash.ts";

const STEP = 0x9e3779b9;

export function createRandom(seed: number): () => number {
  let state = mix(seed >>> 0);
  return () => {
    state = (state + STEP) >>> 0;
    return mix(state) / 2 ** 32;
  };
}
