// Makes the pictures of the README: node tools/screenshots.mjs [RESULTS]
// Runs a load, a readwrite run twice and a capacity run against the sandbox (about six minutes), makes a history of thirty
// runs from one of them, and takes pictures of the pages with Chromium. CHROMIUM is its path, where it is not /usr/bin/chromium.
// With RESULTS, a results directory that has such runs, only the pages are made again.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { CHROMIUM = "/usr/bin/chromium" } = process.env;
const IMAGES = "docs/images";
const SIZE = "1200,1180";
/** Bytes of all pictures together. */
const MOST_BYTES = 650_000;

const work = mkdtempSync(join(tmpdir(), "screenshots-"));
const [, , given] = process.argv;
const results = given ?? join(work, "results");
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

function makeRuns() {
  npm("load", []);
  for (const rate of ["200", "200"]) npm("readwrite", ["--rate", rate, "--duration", "40s"]);
  // A known capacity: the picture does not depend on what else this machine does.
  env.SANDBOX_CAPACITY = join(work, "capacity.json");
  writeFileSync(env.SANDBOX_CAPACITY, JSON.stringify({ workers: 3, serviceMs: 40 }));
  npm("capacity", ["--objective", "p95<1s", "--today", "20/s", "--need", "40/s", "--budget", "4m"]);
}

/** Thirty nights of a run, with noise; from the twenty-fourth on it is slower by 6 %. */
function makeHistory(run, folder) {
  const summary = JSON.parse(readFileSync(join(results, run, "summary.json"), "utf8"));
  for (let night = 1; night <= 30; night++) {
    const day = String(night).padStart(2, "0");
    const factor = (night < 24 ? 1 : 1.06) * (1 + 0.03 * Math.sin(night * night * 1.7));
    const latencyMs = Object.fromEntries(Object.entries(summary.latencyMs).map(([name, ms]) => [name, ms * factor]));
    const path = join(folder, `202611${day}T020000Z-smoke-readwrite`);
    mkdirSync(path, { recursive: true });
    const made = { ...summary, startedAt: `2026-11-${day}T02:00:00.000Z`, verdict: "pass", latencyMs };
    writeFileSync(join(path, "summary.json"), JSON.stringify(made));
  }
}

function picture(page, name) {
  const file = join(IMAGES, `${name}.png`);
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"];
  const profile = `--user-data-dir=${join(work, "profile")}`;
  const shot = ["--virtual-time-budget=3000", `--window-size=${SIZE}`, `--screenshot=${file}`, `file://${page}`];
  run(CHROMIUM, [...flags, profile, ...shot]);
}

try {
  mkdirSync(IMAGES, { recursive: true });
  if (given === undefined) makeRuns();
  const [base, latest] = readdirSync(results)
    .filter((name) => name.endsWith("-readwrite"))
    .sort()
    .slice(-2);
  for (const run of [latest, newest("capacity")]) npm("report", [run]);
  const page = join(work, "comparison.html");
  npm("compare", [base, latest, "--html", page], [0, 11]);
  const history = join(work, "history");
  const trend = join(work, "trend.html");
  makeHistory(latest, history);
  npm("trend", ["--results-dir", history, "--html", trend], [0, 11]);
  picture(join(results, latest, "report.html"), "report");
  picture(join(results, newest("capacity"), "report.html"), "capacity");
  picture(page, "comparison");
  picture(trend, "trend");
  const bytes = readdirSync(IMAGES).reduce((sum, name) => sum + statSync(join(IMAGES, name)).size, 0);
  if (bytes > MOST_BYTES) throw new Error(`the pictures have ${bytes} bytes, more than ${MOST_BYTES}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
