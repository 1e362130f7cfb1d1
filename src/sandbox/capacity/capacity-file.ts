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
  pauseEveryMs: optional(number("a number of at least 1", { least: 1 }), "So often everything stands still,"),
  pauseMs: optional(number(), "for so long."),
  leakBytes: optional(wholeNumber(), "Memory that each request leaves behind."),
  seed: optional(wholeNumber(), "Of the service times; 1 when absent."),
});

export type CapacitySettings = Immutable<v.InferOutput<typeof CAPACITY_FILE>>;

/** What has no effect alone, and what it needs. */
const PARTNERS = [
  ["pauseMs", "pauseEveryMs"],
  ["pauseEveryMs", "pauseMs"],
  ["jumpFactor", "jumpAtMs"],
] as const satisfies readonly (readonly [keyof CapacitySettings, keyof CapacitySettings])[];

/** @param origin of the text, for people. @throws LoadTestError "config" naming each mistake */
export function readCapacity(content: string, origin: string): CapacitySettings {
  const reading = readJson(CAPACITY_FILE, content);
  const problems = "value" in reading ? withoutEffect(reading.value) : reading.problems;
  if ("value" in reading && problems.length === 0) return reading.value;
  throw new LoadTestError("config", problems.map((problem) => `${origin}: ${problem}`).join("\n"));
}

function withoutEffect(settings: CapacitySettings): string[] {
  return PARTNERS.filter(([own, other]) => settings[own] !== undefined && settings[other] === undefined).map(
    ([own, other]) => `${own} has no effect without ${other}`,
  );
}
