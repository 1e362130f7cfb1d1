// `npm test`: k6, the static checks, all unit and end-to-end tests; the last line counts all of them.
// `npm test -- unit|e2e [VITEST ARGUMENTS]`: one kind of tests only, without the static checks.
import { LoadTestError } from "../src/base/errors.ts";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { quietShell } from "../src/machine/shell.ts";
import { ALLOWED_SKIPS } from "../test/allowed-skips.ts";
import { runChecks } from "./check/steps.ts";
import { againAlone, forbiddenSkips, runBesideTimed, runVitest } from "./check/vitest-run.ts";

const root = process.cwd();
const [first, ...rest] = process.argv.slice(2);
const project = first === "unit" || first === "e2e" ? first : undefined;
const chosen = project === undefined ? ["unit", "e2e"] : [project];
const filters = project === undefined ? process.argv.slice(2) : rest;

const total = { passed: 0, failed: 0, skipped: 0 };
const env = { ...process.env };

if (project !== "unit") {
  const $ = await quietShell({ cwd: root, stdio: "inherit" });
  report((await $`${process.execPath} build.mjs --quiet`).ok, "build");
  try {
    const k6 = await ensureK6({ log: (line) => console.log(line), env: process.env, root });
    env.K6_BIN = k6.path;
    report(true, `k6 ${k6.version} (${k6.source}: ${k6.path})`);
  } catch (error) {
    if (!(error instanceof LoadTestError)) throw error;
    report(false, `k6: ${error.message}\n${error.hint}`);
  }
}
if (project === undefined) {
  const checks = await runChecks(root);
  total.passed += checks.passed;
  total.failed += checks.failed;
}
const projects = chosen.map((name) => `--project=${name}`);
const isWhole = project !== "unit" && filters.length === 0;
const { counts, passedAlone } = isWhole
  ? await againAlone(root, await runBesideTimed(root, projects, env), env)
  : { counts: [await runVitest(root, [...projects, ...filters], env)], passedAlone: [] };
for (const file of passedAlone) console.log(`AGAIN ${file}: failed beside other tests, passed alone`);
for (const tests of counts) {
  total.passed += tests.passed;
  total.failed += tests.failed;
  total.skipped += tests.skipped;
  for (const [place, count] of tests.skippedIn) console.log(`SKIP ${count} in ${place}`);
  // A part of the tests skips what was not chosen.
  if (process.env.CI !== "true" || filters.length > 0) continue;
  for (const place of forbiddenSkips(tests.skippedIn, ALLOWED_SKIPS)) {
    report(false, `skipped, which test/allowed-skips.ts does not allow: ${place}`);
  }
}
const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;

function report(passed: boolean, text: string): void {
  console.log(`${passed ? "PASS" : "FAIL"} ${text}`);
  total[passed ? "passed" : "failed"]++;
}
