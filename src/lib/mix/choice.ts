/**
 * Which operation an iteration does. Random choices need thousands of iterations until shares are right. Here, every block
 * of 101 iterations meets each share to within one, regardless of the VU. Pure.
 */

import { mix } from "../data/hash.ts";

/** A prime, so that every multiplier visits each place of a block once. */
export const BLOCK = 101;
/** Multipliers whose first few multiples are spread evenly already: a run may end inside a block. */
const SPREADING = [62, 39, 44, 57, 29, 72, 37, 64];

/** Cached values of the last block, which is usually the next one as well. */
let lastBlock = -1;
let multiplier = 0;
let shift = 0;
/** Of a place, from 0 to below 1. */
let part = 0;

/** 0 to below 1: evenly spread over any run of iterations, in an order that differs from block to block. */
export function placeOf(iteration: number): number {
  const block = (iteration / BLOCK) | 0;
  if (block !== lastBlock) {
    lastBlock = block;
    const chance = mix(block + 0x51ed270b);
    multiplier = SPREADING[chance & 7] as number;
    shift = chance >>> 20;
    part = ((chance >>> 3) & 0xffff) / 0x10000;
  }
  return ((((iteration + shift) * multiplier) % BLOCK) + part) / BLOCK;
}

/** Index of the choice that a place falls to. @param upTo each choice's end, ascending; the last is 1 */
export function choiceAt(upTo: readonly number[], place: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] as number) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of parts of a guide table. */
const GUIDES = 64;

/** Guide table: for each part of the range from 0 to 1, the choice at its beginning. */
export function guideTo(upTo: readonly number[]): number[] {
  return Array.from({ length: GUIDES }, (_, part) => choiceAt(upTo, part / GUIDES));
}

/** As `choiceAt`, in fewer steps. */
export function guidedChoiceAt(upTo: readonly number[], guide: readonly number[], place: number): number {
  let at = guide[(place * GUIDES) | 0] as number;
  while ((upTo[at] as number) <= place) at++;
  return at;
}

/** A chance is below this. */
const CHANCES = 2 ** 32;
/** 2^32 times the golden ratio. */
const GOLDEN = 2_654_435_769;
/** Products of GOLDEN are exact below this. */
const EXACT = 2 ** 21;

/**
 * Pseudo-random number for all choices of an iteration except that of the operation. Multiples of the golden ratio, which
 * are far apart for consecutive iterations, and spread more evenly than hashes at a third of their cost.
 * @param serial of the iteration, below 2^46
 * @returns 0 to below 2^32
 */
export function chanceOf(serial: number): number {
  return ((serial % EXACT) * GOLDEN + ((serial / EXACT) | 0) * 134_775_813) % CHANCES;
}

/** Even numbers from 0 to below `count`, different for each salt. */
export function indexOf(chance: number, salt: number, count: number): number {
  // A few steps instead of a hash: `chance` is spread already, and so is each odd multiple of it. Exact below 2^53.
  return ((((chance * (2 * salt + 1)) % CHANCES) * count) / CHANCES) | 0;
}
