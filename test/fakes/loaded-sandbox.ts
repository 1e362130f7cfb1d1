/** A sandbox on a socket, with a small dataset loaded into it and a run folder as the load phase leaves it. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeItemLine } from "../../src/lib/contracts/journal/item-line.ts";
import { PLAN_FILE } from "../../src/lib/contracts/run-files.ts";
import { createDataset } from "../../src/lib/data/create-dataset.ts";
import type { Dataset, Vocabulary } from "../../src/lib/data/dataset.ts";
import { parseDependencyRows } from "../../src/lib/edfi/dependency-rows.ts";
import { operationsOn, parseTokenInfo } from "../../src/lib/edfi/token-info.ts";
import { buildLoadPlan } from "../../src/lib/plan/load-plan.ts";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { startServer } from "../../src/sandbox/server.ts";
import {
  createTestSandbox,
  type TestSandbox,
  type TestSandboxOptions,
} from "../../src/sandbox/testing/test-sandbox.ts";
import { type RunPlan, writeRunPlan } from "../../src/store/load-data/run-plan.ts";

export interface LoadedSandbox {
  readonly box: TestSandbox;
  readonly token: string;
  readonly dataUrl: string;
  readonly dataset: Dataset;
  readonly vocabulary: Vocabulary;
  readonly plan: RunPlan;
  readonly runFolder: string;
  readonly journal: string;
  setFaults(rules: readonly FaultRule[]): Promise<void>;
  close(): Promise<void>;
}

const SETTINGS = {
  seed: 1,
  datasetId: 2559,
  schools: 1,
  students: 3,
  staff: 2,
  coursesPerSchool: 1,
  sectionsPerCourse: 1,
  schoolYear: 2026,
};

/** Resources that are loaded; the others would only cost time. */
const WANTED = ["schoolYearTypes", "localEducationAgencies", "schools", "students", "studentSchoolAssociations"];

/** @param folder where the run folder is made */
export async function loadSandbox(folder: string, options: TestSandboxOptions = {}): Promise<LoadedSandbox> {
  const box = createTestSandbox({ tokenLifetimeSeconds: 1800, ...options });
  const token = await box.token();
  const dataset = createDataset(SETTINGS);
  const { body: rows = "" } = await box.call("GET", "/metadata/dependencies", { token });
  const form = { body: `token=${token}`, headers: { "content-type": "application/x-www-form-urlencoded" } };
  const { body: info = "" } = await box.call("POST", "/oauth/token_info", { token, ...form });
  const known = parseTokenInfo(info);
  if (known === undefined) throw new Error(`no token info: ${info}`);
  const mayCreate = (endpoint: string): boolean => operationsOn(known, endpoint)?.has("Create") ?? true;
  const plan = buildLoadPlan(dataset, parseDependencyRows(rows) ?? [], {
    canCreate: (endpoint) => (WANTED.includes(endpoint) || endpoint.endsWith("Descriptors")) && mayCreate(endpoint),
    isPresent: () => false,
    isKnown: () => true,
  });
  const vocabulary = { canUse: (endpoint: string) => plan.usable.includes(endpoint) };
  const lines: string[] = [];
  for (const { endpoint, first, count } of plan.segments) {
    for (let index = 0; index < count; index++) {
      const json = dataset.body(endpoint, index, vocabulary);
      const { status, headers, body } = await box.call("POST", `/data/ed-fi/${endpoint}`, { token, json });
      if (status !== 201) throw new Error(`POST ${endpoint} ${index} returned ${status}: ${body}`);
      const id = (headers.Location ?? "").split("/").at(-1) ?? "";
      lines.push(writeItemLine(first + index, "created", 0, id));
    }
  }
  const server = await startServer({
    app: box.sandbox.app,
    host: "127.0.0.1",
    port: 0,
    onBytes: () => {},
    onError: (error) => {
      throw error;
    },
  });
  const runFolder = join(folder, "20261123T041500Z-test-load");
  const journal = `${lines.join("\n")}\n`;
  const runPlan: RunPlan = {
    ...plan,
    target: { kind: "target", baseUrl: server.url, dataUrl: `${server.url}/data`, version: "test" },
    dataset: SETTINGS,
    presentItems: [],
    countsBefore: Object.fromEntries(plan.segments.map(({ endpoint }) => [endpoint, 0])),
    startedAt: "2026-11-23T04:15:00.000Z",
    profile: "test",
  };
  mkdirSync(runFolder);
  writeFileSync(join(runFolder, "journal-1.log"), journal);
  writeFileSync(join(runFolder, PLAN_FILE), writeRunPlan(runPlan));
  return {
    box,
    token,
    dataUrl: `${server.url}/data`,
    dataset,
    vocabulary,
    plan: runPlan,
    runFolder,
    journal,
    setFaults: async (rules) => {
      const { status, body } = await box.call("PUT", "/sandbox/faults", { json: rules });
      if (status !== 200) throw new Error(body);
    },
    close: () => server.close(),
  };
}
