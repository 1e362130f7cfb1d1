/** The file of `--capacity`: how much the sandbox is to take. */

import * as v from "valibot";
import { LoadTestError } from "../../base/errors.ts";
import {
  described,
  type Immutable,
  number,
  oneOf,
  optional,
  readJson,
  strictObject,
  text,
  wholeNumber,
} from "../../base/schema.ts";

const DISTRIBUTIONS = ["exponential", "constant", "lognormal"] as const;

export const CAPACITY_FILE = strictObject({
  $schema: v.exactOptional(text()),
  workers: described(
    wholeNumber("a whole number from 1", { least: 1 }),
    "Requests that are worked on at once; others wait.",
  ),
  serviceMs: described(number(), "Mean time that a request takes without waiting, in milliseconds."),
  distribution: optional(oneOf(DISTRIBUTIONS), "Of the service times; `exponential` when absent."),
  queueLimit: optional(wholeNumber(), "With so many waiting, a request is refused with 503; no limit when absent."),
  contention: optional(number(), "The service takes longer by this share for each other request that is worked on."),
  coherency: optional(number(), "And by this share for each pair of requests inside, so that more load gives less."),
  slowDownPerMinute: optional(number(), "The service takes longer by this share each minute."),
  jumpAtMs: optional(number(), "So long after the first request, the service becomes slower at once,"),
  jumpFactor: optional(number(), "by this factor; 2 when absent."),
  pauseEveryMs: optional(number(), "So often everything stands still,"),
  pauseMs: optional(number(), "for so long."),
  leakBytes: optional(wholeNumber(), "Memory that each request leaves behind."),
  seed: optional(wholeNumber(), "Of the service times; 1 when absent."),
});

export type CapacitySettings = Immutable<v.InferOutput<typeof CAPACITY_FILE>>;

/** @param origin of the text, for people. @throws LoadTestError "config" naming each mistake */
export function readCapacity(content: string, origin: string): CapacitySettings {
  const reading = readJson(CAPACITY_FILE, content);
  if ("value" in reading) return reading.value;
  throw new LoadTestError("config", reading.problems.map((problem) => `${origin}: ${problem}`).join("\n"));
}
