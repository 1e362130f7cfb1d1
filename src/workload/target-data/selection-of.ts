/** The setting `--resources`: core, all, or a file of resources and counts. */

import { readFileSync } from "node:fs";
import { ALL, CORE, readSelection, type Selection } from "../../api-data/selection.ts";
import { endpointOf } from "../../api-model/endpoint.ts";
import type { Model } from "../../api-model/types.ts";
import { LoadTestError } from "../../base/errors.ts";
import { suggestion } from "../../base/nearest.ts";
import type { Config } from "../../lib/config/fields.ts";

const NAMES = ["core", "all"];

/** @throws LoadTestError "usage" when there is no such file, "config" when it does not fit the target */
export function selectionOf({ resources }: Config, model: Model): Selection {
  if (resources === "core") return CORE;
  if (resources === "all") return ALL;
  const reading = readSelection(readText(resources), model.resources.map(endpointOf));
  if ("value" in reading) return reading.value;
  throw new LoadTestError("config", reading.problems.map((problem) => `${resources}: ${problem}`).join("\n"), {
    hint: 'The file is an object of resources and counts, such as {"tpdm/candidates": 500, "tpdm/*": 2}.',
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new LoadTestError("usage", `There is no file "${path}" of resources${suggestion(path, NAMES)}.`, {
      hint: "--resources takes core, all, or the path of a JSON file of resources and counts.",
      cause,
    });
  }
}
