/** How the load of a run was made, as its settings have it: the runs of a history have it in common. Pure. */

import { plural } from "../../base/figures.ts";
import { manifestSetting } from "../manifest-setting.ts";

/**
 * `10 users`, `rate 30/s`; empty where the manifest does not tell, and for a capacity run, which searches for it. Of a
 * soak or a spike without a rate of its own it is the share of the last knee, which is another rate each time.
 * @param manifest manifest.json
 */
export function loadModelOf(phase: string, manifest: Readonly<Record<string, unknown>>): string {
  const settingOf = (name: string): string => manifestSetting(manifest, name) ?? "";
  switch (phase) {
    case "smoke":
      return usersText(settingOf("VUS_SMOKE_PHASE"));
    case "load":
      return Number(settingOf("ARRIVAL_RATE")) > 0
        ? `rate ${settingOf("ARRIVAL_RATE")}/s`
        : usersText(settingOf("VUS_LOAD_PHASE"));
    case "readwrite":
      return readwriteText(settingOf);
    case "soak":
      return ofKneeText(settingOf("SOAK_RATE"), settingOf("SOAK_SHARE"));
    case "spike": {
      const before = ofKneeText(settingOf("SPIKE_RATE"), settingOf("SPIKE_SHARE"));
      return before === "" ? "" : `${before}, times ${settingOf("SPIKE_TIMES")}`;
    }
    default:
      return "";
  }
}

function readwriteText(settingOf: (name: string) => string): string {
  const [model, stages, thinkTime, shares] = ["MODEL", "STAGES", "THINK_TIME", "MIX_SHARES"].map(settingOf);
  const isOpen = model === "open" || model?.endsWith("arrival-rate") === true;
  const base = isOpen ? `rate ${settingOf("RW_RATE")}/s` : usersText(settingOf("VUS_READWRITE_PHASE"));
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
