// Brings the settings files into the environment with dotenv-cli. Precedence: environment > profile > .env.load-test.
import { spawn } from "node:child_process";
import { join } from "node:path";

const DEFAULT_PROFILE = "smoke";
const PRINT_ENVIRONMENT = "process.stdout.write(JSON.stringify(process.env))";

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
  const dotenv = [join(root, "node_modules/dotenv-cli/cli.js"), "--no-expand", "-e", profile, "-e", ".env.load-test"];
  const text = await output([...dotenv, "--", process.execPath, "-e", PRINT_ENVIRONMENT], root);
  return { ...JSON.parse(text), LOAD_TEST_OUTER_ENV: outer.join(",") };
}

/**
 * @param {readonly string[]} args `--profile NAME`, `--profile=NAME`; the last one counts, as in util.parseArgs
 * @param {NodeJS.ProcessEnv} env
 */
export function profileName(args, env) {
  const end = args.indexOf("--");
  let name = env.LOAD_TEST_PROFILE;
  (end === -1 ? args : args.slice(0, end)).forEach((arg, index) => {
    if (arg.startsWith("--profile=")) name = arg.slice("--profile=".length);
    else if (arg === "--profile") name = args[index + 1];
  });
  return name === undefined || name === "" ? DEFAULT_PROFILE : name;
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
 * @returns {Promise<string>} stdout
 */
function output(args, cwd) {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(text) : reject(new Error(`dotenv-cli ended with exit code ${code}`)),
    );
  });
}
