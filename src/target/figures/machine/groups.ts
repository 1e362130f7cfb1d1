/** Control groups (version 2) of this machine: their figures, and those of containers. */

import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { withGroupsAbove } from "../../../machine/control-groups.ts";
import { containerOf, type GroupReading, parseGroup } from "./group-files.ts";
import { readText } from "./processes.ts";

/**
 * @param root the folder `/sys/fs/cgroup`
 * @param group path of the group below it: `/system.slice/dms.service`
 */
export function readGroup(root: string, group: string): GroupReading | undefined {
  const cpuStat = readText(join(root, group, "cpu.stat"));
  if (cpuStat === undefined) return undefined;
  const ofAll = (name: string): readonly string[] =>
    withGroupsAbove(group).flatMap((each) => readText(join(root, each, name)) ?? []);
  const memoryCurrent = readText(join(root, group, "memory.current"));
  return parseGroup({ cpuStat, memoryCurrent, cpuMax: ofAll("cpu.max"), memoryMax: ofAll("memory.max") });
}

/** Paths of the groups that are containers. What is inside one belongs to it. */
export function findContainers(root: string, group = ""): readonly string[] {
  return groupsIn(root, group).flatMap((path) =>
    containerOf(path) === undefined ? findContainers(root, path) : [path],
  );
}

/** The processes of a group and of those in it, as far as they are visible here. */
export function processesOf(root: string, group: string): readonly number[] {
  const own = (readText(join(root, group, "cgroup.procs")) ?? "").split("\n").map(Number);
  return [...own.filter((pid) => pid > 0), ...groupsIn(root, group).flatMap((path) => processesOf(root, path))];
}

function groupsIn(root: string, group: string): readonly string[] {
  let entries: readonly Dirent[] = [];
  try {
    entries = readdirSync(join(root, group), { withFileTypes: true });
  } catch {
    // It has ended.
  }
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${group}/${name}`);
}
