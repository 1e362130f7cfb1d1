/** Checks that this machine is ready for a run: Node, k6, results directory, disk space, open files. */
import { randomBytes } from "node:crypto";
import { readFile, rm, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { formatCount, plural } from "../../base/figures.ts";
import { k6UserSettings } from "../../machine/k6/k6-user-settings.ts";
import { askK6Version } from "../../machine/k6/k6-version.ts";
import { makeDirectory } from "../../machine/make-directory.ts";
import { quietShell } from "../../machine/shell.ts";
import { type Check, failed, failedBy, passed, skipped, warned } from "./checklist.ts";

export interface PinnedK6 {
  readonly path: string;
  readonly version: string;
}

export interface MachineInput {
  /** The binary with the version that it should have, or how to get it. Absent: k6 is not looked at. */
  readonly k6?: PinnedK6 | (() => Promise<PinnedK6>);
  /** Most virtual users of the run. */
  readonly vus: number;
  readonly resultsDirectory: string;
  /** Free space that the run may need. Default 200 MiB. */
  readonly neededBytes?: number;
  /** Lowest version that works, `20.19`. */
  readonly nodeFloor?: string;
}

const MEBIBYTE = 1024 * 1024;
const DEFAULT_NEEDED_BYTES = 200 * MEBIBYTE;
const DEFAULT_NODE_FLOOR = "20.19";
/** Files that k6 holds open beside one connection per virtual user. */
const FILES_BESIDE_VUS = 100;

export async function checkMachine(input: MachineInput): Promise<readonly Check[]> {
  const [k6, results, disk, files] = await Promise.all([
    checkK6(input.k6),
    checkResultsDirectory(input.resultsDirectory),
    checkDisk(input.resultsDirectory, input.neededBytes ?? DEFAULT_NEEDED_BYTES),
    checkOpenFiles(input.vus),
  ]);
  const node = checkNode(process.versions.node, input.nodeFloor ?? DEFAULT_NODE_FLOOR);
  return [node, k6, ...checkK6Settings(k6UserSettings()), results, disk, files];
}

export function checkNode(version: string, floor: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [floorMajor = 0, floorMinor = 0] = floor.split(".").map(Number);
  const isEnough = major > floorMajor || (major === floorMajor && minor >= floorMinor);
  return isEnough
    ? passed("Node", version)
    : failed("Node", `${version} is too old`, `Install Node ${floor} or later.`);
}

export async function checkK6(wanted: MachineInput["k6"]): Promise<Check> {
  if (wanted === undefined) return skipped("k6", "not requested");
  let k6: PinnedK6;
  try {
    k6 = typeof wanted === "function" ? await wanted() : wanted;
  } catch (error) {
    return failedBy("k6", error);
  }
  const version = await askK6Version(k6.path);
  if (version === k6.version) return passed("k6", `${version} (${k6.path})`);
  const seen =
    version === undefined ? `${k6.path} does not start or is not a k6 binary` : `${k6.path} is version ${version}`;
  return failed("k6", `${seen}; this project requires ${k6.version}`, K6_FIX, "engine");
}

/** A run must be the same on every machine. */
function checkK6Settings(found: ReturnType<typeof k6UserSettings>): readonly Check[] {
  if (found === undefined) return [];
  const fix = "Use the settings of this project instead; direct runs of k6 read that file.";
  return [warned("k6 settings", `${found.file} is not used (${found.names.join(", ")})`, fix)];
}

const K6_FIX = "Unset K6_BIN to use the provided k6, or set it to a binary of that version.";

export async function checkResultsDirectory(directory: string): Promise<Check> {
  const probe = join(directory, `.probe-${randomBytes(4).toString("hex")}`);
  try {
    makeDirectory(directory);
    await writeFile(probe, "");
    return passed("results", `${directory} can be written`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const fix = "Make the directory writable, or use another one with --results-dir.";
    return failed("results", `${directory} cannot be written (${code})`, fix, "results");
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

/** Free space where results go; twice the need is comfortable. */
export async function checkDisk(directory: string, neededBytes: number): Promise<Check> {
  const free = await freeBytes(resolve(directory));
  if (free === undefined) return skipped("disk", "the free disk space cannot be determined");
  const text = `${inMebibytes(free)} free, ${inMebibytes(neededBytes)} may be needed`;
  const fix = "Free disk space, or use a results directory on another disk with --results-dir.";
  if (free < neededBytes) return failed("disk", text, fix, "results");
  return free < 2 * neededBytes ? warned("disk", text, fix) : passed("disk", text);
}

/** Children inherit this process's limit, which Node raises to the hard limit at its start. */
export async function checkOpenFiles(vus: number): Promise<Check> {
  const limit = await openFileLimit();
  if (limit === undefined) return skipped("open files", "the limit cannot be determined on this system");
  const needed = vus + FILES_BESIDE_VUS;
  const text =
    limit === Infinity
      ? "no limit"
      : `limit ${formatCount(limit)}, about ${formatCount(needed)} required for ${plural(vus, "VU")}`;
  const fix = `Raise the limit in this shell (ulimit -n ${2 * needed}) or use fewer VUs.`;
  if (limit < needed) return failed("open files", text, fix);
  return limit < 1.5 * needed ? warned("open files", text, fix) : passed("open files", text);
}

async function openFileLimit(): Promise<number | undefined> {
  const limits = await readFile("/proc/self/limits", "utf8").catch(() => undefined);
  const soft = limits === undefined ? await shellLimit() : /^Max open files\s+(\S+)/m.exec(limits)?.[1];
  if (soft === "unlimited") return Infinity;
  return soft !== undefined && /^\d+$/.test(soft) ? Number(soft) : undefined;
}

async function shellLimit(): Promise<string | undefined> {
  if (process.platform === "win32") return undefined;
  const $ = await quietShell();
  return (await $`ulimit -n`).stdout.trim();
}

/** Free bytes where the directory will be: of its nearest parent that exists. */
async function freeBytes(directory: string): Promise<number | undefined> {
  const stats = await statfs(directory, { bigint: false }).catch(() => undefined);
  if (stats !== undefined) return stats.bavail * stats.bsize;
  const parent = dirname(directory);
  return parent === directory ? undefined : await freeBytes(parent);
}

function inMebibytes(bytes: number): string {
  return bytes >= 10_240 * MEBIBYTE
    ? `${Math.floor(bytes / MEBIBYTE / 1024)} GiB`
    : `${Math.floor(bytes / MEBIBYTE)} MiB`;
}
