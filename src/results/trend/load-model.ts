/** How the load of a run was made, as its settings have it: the runs of a history have it in common. Pure. */

import { plural } from "../../base/figures.ts";
import { asRecord, asText } from "../../lib/edfi/json.ts";

/**
 * `10 users`, `rate 30/s`; empty where the manifest does not tell, and for a capacity run, which searches for it. Of a
 * soak or a spike without a rate of its own it is the share of the last knee, which is another rate each time.
 * @param manifest manifest.json
 */
export function loadModelOf(phase: string, manifest: Readonly<Record<string, unknown>>): string {
  const settings = asRecord(manifest.settings);
  if (settings === undefined) return "";
  const valueOf = (name: string): string => asText(asRecord(settings[name])?.value) ?? "";
  switch (phase) {
    case "smoke":
      return usersText(valueOf("VUS_SMOKE_PHASE"));
    case "load":
      return Number(valueOf("ARRIVAL_RATE")) > 0
        ? `rate ${valueOf("ARRIVAL_RATE")}/s`
        : usersText(valueOf("VUS_LOAD_PHASE"));
    case "readwrite":
      return readwriteText(valueOf);
    case "soak":
      return ofKneeText(valueOf("SOAK_RATE"), valueOf("SOAK_SHARE"));
    case "spike": {
      const before = ofKneeText(valueOf("SPIKE_RATE"), valueOf("SPIKE_SHARE"));
      return before === "" ? "" : `${before}, times ${valueOf("SPIKE_TIMES")}`;
    }
    default:
      return "";
  }
}

function readwriteText(valueOf: (name: string) => string): string {
  const [model, stages, thinkTime, shares] = ["MODEL", "STAGES", "THINK_TIME", "MIX_SHARES"].map(valueOf);
  const isOpen = model === "open" || model?.endsWith("arrival-rate") === true;
  const base = isOpen ? `rate ${valueOf("RW_RATE")}/s` : usersText(valueOf("VUS_READWRITE_PHASE"));
  return [
    base,
    stages === "" ? "" : `stages ${stages}`,
    isOpen || thinkTime === "" || thinkTime === "0s" ? "" : `think time ${thinkTime}`,
    shares === "" ? "" : `shares ${shares}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function usersText(count: string): string {
  return count === "" ? "" : plural(Number(count), "user");
}

function ofKneeText(rate: string, share: string): string {
  if (rate !== "") return `rate ${rate.replace(/\/s$/, "")}/s`;
  return share === "" ? "" : `${share} of the knee`;
}
