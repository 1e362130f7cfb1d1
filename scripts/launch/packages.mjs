// Keeps node_modules in step with package-lock.json. With spawn: zx is one of the packages.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * True when node_modules has what package-lock.json asks for: compared once for each lockfile, and then remembered by the
 * hash of the lockfile. Packages that are no longer required are ignored.
 * @param {string} root
 */
export function arePackagesCurrent(root) {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const hash = hashOf(lock);
  const stamp = stampPath(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return true;
  const installed = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installed) || !agree(JSON.parse(lock).packages, JSON.parse(readFileSync(installed, "utf8")).packages))
    return false;
  writeFileSync(stamp, hash);
  return true;
}

/**
 * Runs `npm ci`. Development packages are always included: without esbuild there is nothing to run.
 * @param {string} root
 * @returns {Promise<string | undefined>} what npm printed, if it failed
 */
export async function installPackages(root) {
  const hash = hashOf(readFileSync(join(root, "package-lock.json"), "utf8"));
  const { code, output } = await npm(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], root);
  if (code !== 0) return reasonIn(output);
  writeFileSync(stampPath(root), hash);
  return undefined;
}

/** The frames of a stack, the members of an error object, and what the message says again. */
const NOISE = /^npm error(?: +at .*| {3}\w+: .*| +[\]})]+| (?:syscall|errno) \S+)?\s*$/;

/**
 * The last lines of what npm printed, without what says nothing to its user.
 * @param {string} output
 */
export function reasonIn(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !NOISE.test(line));
  return lines.slice(-15).join("\n");
}

/**
 * Every installed package has the version of the lockfile, and only optional ones are absent.
 * @param {Record<string, { version?: string, optional?: boolean }>} wanted
 * @param {Record<string, { version?: string }>} installed
 */
export function agree(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

/** @param {string} root */
function stampPath(root) {
  return join(root, "node_modules/.package-lock-hash");
}

/** @param {string} text */
function hashOf(text) {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Under `npm run` the same npm is used again; otherwise the one on PATH.
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number, output: string }>}
 */
function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const viaNode = own !== undefined && /\.[cm]?js$/.test(own);
  const child = viaNode
    ? spawn(process.execPath, [own, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] })
    : spawn("npm", args, { cwd, stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" });
  return new Promise((resolve) => {
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", (error) => resolve({ code: 1, output: `npm did not start: ${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
