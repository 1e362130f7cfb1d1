/** Control groups (version 2) of Linux, as their files describe them. Pure. */

/** The group in a `/proc/PID/cgroup`: `/system.slice/dms.service`. Undefined where there is only version 1. */
export function groupOf(text: string): string | undefined {
  return /^0::(\/.*)$/m.exec(text)?.[1];
}

/** The group and those above it: `/a/b`, `/a`, ``. */
export function withGroupsAbove(group: string): readonly string[] {
  const parts = group.split("/").filter((part) => part !== "" && part !== "..");
  return parts.map((_, at) => `/${parts.slice(0, parts.length - at).join("/")}`).concat("");
}

/** Cores of a `cpu.max`: `200000 100000` is 2; undefined without a limit. */
export function parseCpuMax(text: string): number | undefined {
  const [quota, period] = text.split(" ").map(Number);
  return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? quota / period : undefined;
}
