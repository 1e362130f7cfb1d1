// From a clean clone to a running command: packages, build, then settings (prepare-command.ts) and the command itself.
// Plain JavaScript on Node's own modules, because it runs before anything is installed or built.
// Silent when there is nothing to do; otherwise one line on stderr for each thing done.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { printError, wantsJson, wantsStack } from "../../src/cli/print-error.mjs";
import { asTyped } from "../../src/cli/typed.mjs";
import { withFileLock } from "../../src/machine/file-lock.mjs";
import { runToEnd, runVisible } from "./child.mjs";
import { DEVELOPER_HELP, HELP_FLAGS } from "./developer-help.mjs";
import { isBuildStale } from "./freshness.mjs";
import { arePackagesCurrent, installPackages } from "./packages.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** An installed package: it is built, and has no packages to install. */
const isPackage = !existsSync(join(root, "build.mjs"));

/**
 * Commands about the project itself: a user's profile or credentials must not change what they do, and they are the
 * ones to report sources that do not build. So each is built alone, and each time.
 */
const DEVELOPER_COMMANDS = new Set(["check", "test", "prove"]);

/** `edfi-load-test help`: all commands. */
const HELP = "help";

/** The codes of EXIT_CODES in src/base/errors.ts. */
const INTERNAL_ERROR = 1;
const USAGE = 2;
const NOT_READY = 4;

/** @param {readonly string[]} argv the command's name and its arguments */
export async function launch(argv) {
  const [command, ...args] = argv;
  try {
    process.exitCode = await prepareAndRun(command, args);
  } catch (error) {
    process.exitCode = printError(readOnlyError(error) ?? error, wantsStack(argv), wantsJson(argv));
  }
}

/** A reason not to start the command. */
class LaunchError extends Error {
  /**
   * @param {number} exitCode
   * @param {string} message
   * @param {string} [hint]
   */
  constructor(exitCode, message, hint) {
    super(message);
    this.exitCode = exitCode;
    this.kind = exitCode === USAGE ? "usage" : exitCode === NOT_READY ? "preflight" : "bug";
    this.hint = hint;
  }
}

/**
 * @param {unknown} error
 * @returns {LaunchError | undefined} for a clone that cannot be written to
 */
function readOnlyError(error) {
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code !== "EACCES" && code !== "EROFS" && code !== "EPERM" && code !== "ENOSPC") return undefined;
  const hint = "The load test requires write access to its own folder, and free space.";
  return new LaunchError(NOT_READY, `${path ?? root} cannot be written (${code})`, hint);
}

/**
 * @param {string | undefined} command
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
async function prepareAndRun(command, args) {
  const known = isPackage ? packageCommands() : ["build", ...commandNames()];
  if (command === undefined || ![HELP, ...known].includes(command)) {
    const hint = `The commands are ${typedNames(known).join(", ")}.`;
    throw new LaunchError(USAGE, `unknown command "${command ?? ""}"`, hint);
  }
  const help = args.some((arg) => HELP_FLAGS.includes(arg)) ? DEVELOPER_HELP[command] : undefined;
  if (help !== undefined) {
    console.log(asTyped(help));
    return 0;
  }
  if (!isPackage && !arePackagesCurrent(root)) await locked(ensurePackages);
  if (command === "build") return locked(() => runVisible(process.execPath, ["build.mjs", ...args], root));
  if (DEVELOPER_COMMANDS.has(command)) {
    await locked(() => build("--command", command));
    return runToEnd(built(command), args, root);
  }
  if (!isPackage && isBuildStale(root)) await locked(ensureBuild);
  const { prepareCommand, printCommands } = await preparation();
  if (command === HELP) {
    printCommands();
    return 0;
  }
  const prepared = await prepareCommand(command, args);
  if (prepared === "done") return 0;
  return runToEnd(built(prepared.script), args, isPackage ? process.cwd() : root, prepared.handover);
}

/** @returns {Promise<typeof import("./prepare-command.ts")>} */
function preparation() {
  return import(pathToFileURL(built("prepare-command")).href);
}

/**
 * As npm and bin/edfi-load-test.mjs take them.
 * @param {readonly string[]} commands
 * @returns {string[]}
 */
function typedNames(commands) {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const isTyped = (/** @type {string} */ name) =>
    name !== "prepack" && commands.includes(scripts[name].split(" ").at(-1));
  return Object.keys(scripts).filter(isTyped);
}

/** @returns {string[]} */
function packageCommands() {
  return readdirSync(join(root, "dist/cli"))
    .filter((file) => file.endsWith(".js"))
    .map((file) => file.slice(0, -".js".length));
}

/** @param {string} name */
function built(name) {
  return join(root, "dist/cli", `${name}.js`);
}

/** @returns {string[]} the names of the scripts that can be run */
function commandNames() {
  return readdirSync(join(root, "scripts"))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -".ts".length));
}

/**
 * Two launches in one clone run one after the other; the second finds the work done.
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
    const hint = "Check the network or npm's registry setting, then run the command again.";
    throw new LaunchError(NOT_READY, `the npm packages could not be installed\n${failure}`, hint);
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
  if (code !== 0) throw new LaunchError(INTERNAL_ERROR, "the build failed, so the command was not started");
}
