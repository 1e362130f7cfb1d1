// From a clean clone to a running command: packages, build, settings, then the command itself.
// Plain JavaScript on Node's own modules, because it runs before anything is installed or built.
// Silent when there is nothing to do; otherwise one line on stderr for each thing done.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withFileLock } from "../../src/machine/file-lock.mjs";
import { runToEnd, runVisible } from "./child.mjs";
import { isBuildStale } from "./freshness.mjs";
import { arePackagesCurrent, installPackages } from "./packages.mjs";
import { injectSettings } from "./settings.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Commands about the project itself: a user's profile or credentials must not change what they do, and sources that
 * cannot be built are for them to report. So each is built alone, and each time.
 */
const DEVELOPER_COMMANDS = new Set(["check", "test"]);

/** @param {readonly string[]} argv the command's name and its arguments */
export async function launch(argv) {
  const [command, ...args] = argv;
  try {
    process.exitCode = await prepareAndRun(command, args);
  } catch (error) {
    const known = error instanceof LaunchError ? error : readOnlyError(error);
    if (known === undefined) throw error;
    console.error(known.message);
    process.exitCode = known.exitCode;
  }
}

/** A reason not to start the command; the codes are those of EXIT_CODES in src/lib/errors.ts. */
class LaunchError extends Error {
  /**
   * @param {number} exitCode
   * @param {string} message
   */
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * @param {unknown} error
 * @returns {LaunchError | undefined} for a clone that cannot be written to
 */
function readOnlyError(error) {
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code !== "EACCES" && code !== "EROFS" && code !== "EPERM" && code !== "ENOSPC") return undefined;
  return new LaunchError(
    4,
    `${path ?? root} cannot be written (${code}). The load test needs its own folder writable and with free space.`,
  );
}

/**
 * @param {string | undefined} command
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
async function prepareAndRun(command, args) {
  const known = ["build", ...commandNames()];
  if (command === undefined || !known.includes(command)) {
    throw new LaunchError(2, `Unknown command "${command ?? ""}". The commands are: ${known.sort().join(", ")}.`);
  }
  if (!arePackagesCurrent(root)) await locked(ensurePackages);
  if (command === "build") return locked(() => runVisible(process.execPath, ["build.mjs", ...args], root));
  const isDeveloperCommand = DEVELOPER_COMMANDS.has(command);
  if (isDeveloperCommand) await locked(() => build("--command", command));
  else if (isBuildStale(root)) await locked(ensureBuild);
  const env = isDeveloperCommand ? process.env : await injectSettings(root, args);
  return runToEnd(join(root, "dist/cli", `${command}.js`), args, root, env);
}

/** @returns {string[]} the names of the scripts that can be run */
function commandNames() {
  return readdirSync(join(root, "scripts"))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -".ts".length));
}

/**
 * Two launches in one clone take turns; the second finds the work done.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
function locked(work) {
  return withFileLock(join(root, ".tools/launch.lock"), work);
}

async function ensurePackages() {
  if (arePackagesCurrent(root)) return;
  const reason = existsSync(join(root, "node_modules")) ? "package-lock.json changed" : "first use of this clone";
  console.error(`Installing npm packages (${reason})`);
  const failure = await installPackages(root);
  if (failure !== undefined) {
    throw new LaunchError(
      4,
      `${failure}\nThe npm packages could not be installed. Check the network or npm's registry setting, then call the command again.`,
    );
  }
}

async function ensureBuild() {
  if (!isBuildStale(root)) return;
  console.error("Building dist/ (sources changed)");
  await build();
}

/** @param {string[]} args for build.mjs */
async function build(...args) {
  const code = await runVisible(process.execPath, ["build.mjs", "--quiet", ...args], root);
  if (code !== 0) throw new LaunchError(1, "The build failed, so the command was not started.");
}
