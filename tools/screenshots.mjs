// Makes the pictures of the README: node tools/screenshots.mjs
// Runs a load, a readwrite run twice and a capacity run against the sandbox (about three minutes) and takes pictures of
// their pages with Chromium. CHROMIUM is its path, where it is not /usr/bin/chromium.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { CHROMIUM = "/usr/bin/chromium" } = process.env;
const IMAGES = "docs/images";
const SIZE = "1200,1180";
/** Bytes of all pictures together. */
const MOST_BYTES = 600_000;

const work = mkdtempSync(join(tmpdir(), "screenshots-"));
const results = join(work, "results");
const env = { ...process.env, RESULTS_DIR: results, SANDBOX_DIR: join(work, "store") };

function run(program, args, accepted = [0]) {
  const { status, error } = spawnSync(program, args, { env, stdio: "inherit" });
  if (!accepted.includes(status)) throw error ?? new Error(`${program} ${args.join(" ")} ended with ${status}`);
}

const npm = (name, args, accepted) => run("npm", ["run", "-s", name, "--", ...args], accepted);
const newest = (phase) =>
  readdirSync(results)
    .filter((name) => name.endsWith(`-${phase}`))
    .sort()
    .at(-1);

function picture(page, name) {
  const file = join(IMAGES, `${name}.png`);
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"];
  const profile = `--user-data-dir=${join(work, "profile")}`;
  const shot = ["--virtual-time-budget=3000", `--window-size=${SIZE}`, `--screenshot=${file}`, `file://${page}`];
  run(CHROMIUM, [...flags, profile, ...shot]);
}

try {
  mkdirSync(IMAGES, { recursive: true });
  npm("load", []);
  for (const rate of ["200", "200"]) npm("readwrite", ["--rate", rate, "--duration", "40s"]);
  const [base, latest] = readdirSync(results)
    .filter((name) => name.endsWith("-readwrite"))
    .sort();
  const page = join(work, "comparison.html");
  npm("compare", [base, latest, "--html", page], [0, 11]);
  npm("capacity", ["--budget", "75s"]);
  picture(join(results, latest, "report.html"), "report");
  picture(join(results, newest("capacity"), "report.html"), "capacity");
  picture(page, "comparison");
  const bytes = readdirSync(IMAGES).reduce((sum, name) => sum + statSync(join(IMAGES, name)).size, 0);
  if (bytes > MOST_BYTES) throw new Error(`the pictures have ${bytes} bytes, more than ${MOST_BYTES}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
