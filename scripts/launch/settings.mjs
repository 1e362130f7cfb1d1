// Brings the settings files into the environment with dotenv-cli. Precedence: environment > profile > .env.load-test.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const DEFAULT_PROFILE = "smoke";
const PRINT_ENVIRONMENT = fileURLToPath(new URL("print-environment.cjs", import.meta.url));

/**
 * The environment for the command: the present one, completed from the profile and from .env.load-test.
 * LOAD_TEST_OUTER_ENV names the variables that were set before, so that a problem can be traced to its place.
 *
 * dotenv-cli is asked for the environment instead of being left between npm and the command, because version 11
 * reports a command that a signal ended as a success. `--no-expand` keeps a `$` in a secret as it is.
 * @param {string} root
 * @param {readonly string[]} args the command's arguments
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function injectSettings(root, args) {
  const outer = Object.keys(process.env).filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name));
  const profile = profileFile(profileName(args, process.env));
  const dotenv = ["--require", PRINT_ENVIRONMENT, join(root, "node_modules/dotenv-cli/cli.js")];
  // It must be asked for something: for a variable that it prints where nobody listens.
  const text = await output([...dotenv, "--no-expand", "-e", profile, "-e", ".env.load-test", "-p", "PATH"], root);
  const env = JSON.parse(text);
  return { ...env, ...trust(root, args, env), LOAD_TEST_OUTER_ENV: outer.join(",") };
}

/**
 * Node reads further authorities only when it starts, so the launcher has to know CA_FILE. What is wrong with the file is for
 * the command to say.
 * @param {string} root
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function trust(root, args, env) {
  const file = (flagValue(args, "ca-file") ?? env.CA_FILE ?? "").trim();
  const path = resolve(root, file);
  return file !== "" && existsSync(path) ? { NODE_EXTRA_CA_CERTS: path } : {};
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export function profileName(args, env) {
  const name = flagValue(args, "profile") ?? env.LOAD_TEST_PROFILE;
  return name === undefined || name === "" ? DEFAULT_PROFILE : name;
}

/**
 * @param {readonly string[]} args `--name VALUE`, `--name=VALUE`; the last one counts, as in util.parseArgs
 * @param {string} name
 * @returns {string | undefined}
 */
function flagValue(args, name) {
  const end = args.indexOf("--");
  let value;
  (end === -1 ? args : args.slice(0, end)).forEach((arg, index) => {
    if (arg.startsWith(`--${name}=`)) value = arg.slice(`--${name}=`.length);
    else if (arg === `--${name}`) value = args[index + 1];
  });
  return value;
}

/**
 * @param {string} name a profile's name, or a path: something with a slash, or ending in .env
 * @returns {string} the file, relative to the project unless absolute; it need not exist
 */
export function profileFile(name) {
  return /[/\\]|\.env$/.test(name) ? name : `profiles/${name}.env`;
}

/**
 * @param {readonly string[]} args for node
 * @param {string} cwd
 * @returns {Promise<string>} what it writes to file descriptor 3
 */
function output(args, cwd) {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "inherit", "pipe"] });
  return new Promise((resolve, reject) => {
    let text = "";
    const channel = /** @type {import("node:stream").Readable} */ (child.stdio[3]);
    channel.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(text) : reject(new Error(`dotenv-cli ended with exit code ${code}`)),
    );
  });
}
