/** Control groups (version 2) of this machine: their figures, and those of containers. */

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { withGroupsAbove } from "../../../machine/control-groups.ts";
import { containerOf, type GroupReading, parseGroup } from "./group-files.ts";
import { readText } from "./processes.ts";

/**
 * @param root the folder `/sys/fs/cgroup`
 * @param group path of the group below it: `/system.slice/dms.service`
 */
export async function readGroup(root: string, group: string): Promise<GroupReading | undefined> {
  const groups = withGroupsAbove(group);
  const ofAll = async (name: string): Promise<readonly string[]> => {
    const texts = await Promise.all(groups.map((each) => readText(join(root, each, name))));
    return texts.filter((text) => text !== undefined);
  };
  const [cpuStat, memoryCurrent, cpuMax, memoryMax] = await Promise.all([
    readText(join(root, group, "cpu.stat")),
    readText(join(root, group, "memory.current")),
    ofAll("cpu.max"),
    ofAll("memory.max"),
  ]);
  return cpuStat === undefined ? undefined : parseGroup({ cpuStat, memoryCurrent, cpuMax, memoryMax });
}

/** Paths of the groups that are containers. What is inside one belongs to it. */
export async function findContainers(root: string, group = ""): Promise<readonly string[]> {
  const entries = await readdir(join(root, group), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => {
        const path = `${group}/${name}`;
        return containerOf(path) === undefined ? findContainers(root, path) : [path];
      }),
  );
  return found.flat();
}

/** The processes of a group and of those in it, as far as they are visible here. */
export async function processesOf(root: string, group: string): Promise<readonly number[]> {
  const entries = await readdir(join(root, group), { withFileTypes: true }).catch(() => []);
  const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => processesOf(root, `${group}/${name}`));
  const own = ((await readText(join(root, group, "cgroup.procs"))) ?? "").split("\n").map(Number);
  return [...own.filter((pid) => pid > 0), ...(await Promise.all(inner)).flat()];
}
