/** The script of the GitHub Action with a program that only leaves results; test/e2e/action.test.ts has the real one. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { temporaryFolder } from "../test/temporary-folder.ts";

const SCRIPT = resolve("deploy/action.sh");

/** Stands in for `node PROGRAM COMMAND ...`: leaves pages, and notes what it was called with. */
function program(pages: readonly string[], compareExits: string): string {
  const lines = pages.map((page) => `mkdir -p "$(dirname "${page}")"; echo "page ${page}" > "${page}"`);
  return [
    "#!/usr/bin/env bash",
    "shift",
    'echo "$*" >> "$CALLS"',
    `if [ "$1" = compare ]; then echo "comparison with $2" > "$COMPARE_MARKDOWN"; ${compareExits}; fi`,
    'cd "$RESULTS_DIR"; sleep 0.05',
    ...lines,
    "",
  ].join("\n");
}

function run(pages: readonly string[], compareExits = "exit 0", baseline = "base") {
  const folder = temporaryFolder();
  const results = join(folder, "results");
  mkdirSync(join(results, "latest"), { recursive: true });
  writeFileSync(join(results, "latest/summary.md"), "an older run\n");
  writeFileSync(join(folder, "node"), program(pages, compareExits));
  chmodSync(join(folder, "node"), 0o755);
  const env = {
    ...{ PATH: `${folder}:${process.env.PATH}`, CALLS: join(folder, "calls"), RESULTS_DIR: results },
    ...{ GITHUB_OUTPUT: join(folder, "output"), GITHUB_STEP_SUMMARY: join(folder, "summary") },
    ...{ PHASE: "load", ARGUMENTS: "--yes *", BASELINE_RUN: baseline, COMPARE_ARGUMENTS: "--max-p95 +10%" },
  };
  const { status } = spawnSync(SCRIPT, { cwd: folder, env, encoding: "utf8" });
  const lines = (file: string): string[] => readFileSync(join(folder, file), "utf8").trim().split("\n");
  return { status, results, calls: lines("calls"), summary: lines("summary") };
}

it("a comparison that could not be made leaves none in the summary", () => {
  const { status, summary } = run(["latest/summary.md"], 'rm "$COMPARE_MARKDOWN"; exit 5');
  expect(status).toBe(5);
  expect(summary).toEqual(["page latest/summary.md"]);
});

it("is found in a folder with a blank in its name", () => {
  const folder = join(temporaryFolder(), "my actions");
  mkdirSync(join(folder, "deploy"), { recursive: true });
  writeFileSync(join(folder, "deploy/action.sh"), "#!/bin/sh\nexit 42\n", { mode: 0o755 });
  const { runs } = parse(readFileSync("action.yml", "utf8")) as { runs: { steps: { id?: string; run?: string }[] } };
  const command = runs.steps.find(({ id }) => id === "run")?.run ?? "";
  const env = { PATH: process.env.PATH, GITHUB_ACTION_PATH: folder };
  expect(spawnSync("bash", ["-e", "-c", command], { env }).status).toBe(42);
});

it("shows and compares the newest run", () => {
  const { status, calls, summary } = run(["latest/summary.md"], "exit 11");
  expect(status).toBe(11);
  expect(summary).toEqual(["page latest/summary.md", "comparison with base"]);
  expect(calls).toEqual(["load --yes *", "compare base latest --max-p95 +10%"]);
});

it("with tenants, shows the page of all and that of each, and compares each with its own", () => {
  const tenant = (name: string) => ["summary.md", "summary.json"].map((file) => `tenants/${name}/latest/${file}`);
  const pages = [...tenant("a"), ...tenant("b"), "tenants/20261129T000000Z-dev-load.md"];
  const { status, results, calls, summary } = run(pages, 'case "$2" in */a/*) exit 11 ;; *) exit 0 ;; esac');
  expect(status).toBe(11);
  expect(summary).toEqual([
    "page tenants/a/latest/summary.md",
    "page tenants/b/latest/summary.md",
    "page tenants/20261129T000000Z-dev-load.md",
    "comparison with base/tenants/a/latest",
    "comparison with base/tenants/b/latest",
  ]);
  expect(calls.slice(1)).toEqual(
    ["a", "b"].map(
      (name) => `compare base/tenants/${name}/latest latest --results-dir ${results}/tenants/${name} --max-p95 +10%`,
    ),
  );
});
