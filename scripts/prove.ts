/**
 * `npm run prove -- NAME`: runs a proof, which `npm test` has no time for, prints its cases and writes
 * results/prove-NAME.json. `--list` shows the proofs, `--json` prints the document instead of the cases, `--only TEXT` runs
 * the cases whose names contain the text.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LoadTestError, messageOf } from "../src/base/errors.ts";
import { formatMs, plural } from "../src/base/figures.ts";
import { printError, wantsStack } from "../src/cli/print-error.mjs";
import { ensureK6 } from "../src/machine/k6/k6-provider.ts";
import { quietShell } from "../src/machine/shell.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import { authorization } from "../test/prove/authorization.ts";
import { capacity } from "../test/prove/capacity.ts";
import { kills } from "../test/prove/kills.ts";
import type { Facts, Proof, ProofCase } from "../test/prove/proof.ts";
import { saturation } from "../test/prove/saturation.ts";
import { soak } from "../test/prove/soak.ts";
import { testFiles } from "../test/prove/test-files.ts";
import { trend } from "../test/prove/trend.ts";
import { truth } from "../test/prove/truth.ts";

const PROOFS: readonly Proof[] = [
  authorization,
  capacity,
  kills,
  saturation,
  soak,
  trend,
  truth,
  testFiles("guides", "every command that a guide shows does what its reader expects", "guides"),
  testFiles("servers", "every phase works with servers that answer otherwise than DMS", "other-ods", "other-servers"),
];

interface CaseResult {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
  readonly facts?: Facts;
  /** Why it failed. */
  readonly error?: string;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = printError(error, wantsStack(process.argv));
}

async function main(): Promise<number> {
  const { proof, json, only } = readArguments();
  if (proof === undefined) {
    for (const { name, text } of PROOFS) console.log(`${name.padEnd(12)} ${text}`);
    return 0;
  }
  const $ = await quietShell({ cwd: PROJECT_ROOT, stdio: ["ignore", process.stderr, process.stderr] });
  if (!(await $`${process.execPath} build.mjs --quiet`).ok) throw new LoadTestError("usage", "the build failed");
  const k6 = await ensureK6({ log: (line) => console.error(line), env: process.env, root: PROJECT_ROOT });
  process.env.K6_BIN = k6.path;

  const startMs = performance.now();
  const cases: CaseResult[] = [];
  await proof.run(async (one) => {
    if (!one.name.includes(only)) return;
    const result = await runCase(one);
    cases.push(result);
    if (!json) console.log(describe(result));
  });
  const failed = cases.filter(({ ok }) => !ok).length;
  const { name, text } = proof;
  const counts = { passed: cases.length - failed, failed };
  const durationMs = Math.round(performance.now() - startMs);
  const document = { name, text, ok: failed === 0, ...counts, durationMs, versions: await versions(k6.version), cases };
  const content = `${JSON.stringify(document, undefined, 2)}\n`;
  const file = join(PROJECT_ROOT, "results", `prove-${name}.json`);
  mkdirSync(join(PROJECT_ROOT, "results"), { recursive: true });
  writeFileSync(file, content);
  if (json) process.stdout.write(content);
  else console.log(`${plural(counts.passed, "case")} passed, ${failed} failed; written: ${file}`);
  return failed === 0 && cases.length > 0 ? 0 : 1;
}

/** @returns no proof when they are to be listed */
function readArguments(): { readonly proof: Proof | undefined; readonly json: boolean; readonly only: string } {
  const options = {
    list: { type: "boolean" },
    json: { type: "boolean" },
    verbose: { type: "boolean" },
    only: { type: "string" },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: false });
  const unknown = Object.keys(values).find((name) => !(name in options));
  const proof = PROOFS.find(({ name }) => name === positionals[0]);
  if (unknown !== undefined || positionals.length > 1 || (proof === undefined && values.list !== true)) {
    const what = unknown === undefined ? `unknown proof "${positionals.join(" ")}"` : `unknown flag --${unknown}`;
    const names = PROOFS.map(({ name }) => name).join(", ");
    throw new LoadTestError("usage", what, {
      hint: `The proofs are ${names}; --list describes them, --json prints JSON.`,
    });
  }
  return {
    proof: values.list === true ? undefined : proof,
    json: values.json === true,
    only: String(values.only ?? ""),
  };
}

async function runCase({ name, run }: ProofCase): Promise<CaseResult> {
  const startMs = performance.now();
  const elapsed = () => Math.round(performance.now() - startMs);
  try {
    const facts = await run();
    return { name, ok: true, durationMs: elapsed(), facts };
  } catch (error) {
    return { name, ok: false, durationMs: elapsed(), error: messageOf(error) };
  }
}

function describe({ name, ok, durationMs, facts = {}, error }: CaseResult): string {
  const details =
    error ??
    Object.entries(facts)
      .map(([key, value]) => `${key} ${value}`)
      .join(", ");
  return `${ok ? "PASS" : "FAIL"} ${name} (${formatMs(durationMs)}): ${details}`;
}

async function versions(k6: string): Promise<Readonly<Record<string, string>>> {
  const $ = await quietShell({ cwd: PROJECT_ROOT });
  const { ok, stdout } = await $`git rev-parse HEAD`;
  const { version } = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as { version: string };
  return { project: version, commit: ok ? stdout.trim() : "unknown", node: process.versions.node, k6 };
}
