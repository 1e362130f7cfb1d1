/**
 * How many writes per second the sandbox takes on one core. The server is a child process pinned to one
 * core where `taskset` exists; this process is the client, on raw sockets so that it costs little.
 * Half of the writes are students, half are enrolments, whose references and descriptor are checked.
 */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { formatCount } from "../src/base/figures.ts";
import { printError, wantsStack } from "../src/cli/print-error.mjs";
import { quietShell } from "../src/machine/shell.ts";
import { type SandboxProcess, startSandbox } from "../src/target/sandbox-process.ts";

const GOAL_PER_SECOND = 4000;
const DESCRIPTORS = ["gradeLevel", "educationOrganizationCategory"];

interface Target {
  readonly host: string;
  readonly port: number;
  readonly token: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cli: { type: "string", default: "dist/cli/sandbox.js" },
      seconds: { type: "string", default: "5" },
      connections: { type: "string", default: "16" },
    },
  });
  const storeDirectory = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
  const sandbox = await startSandbox({
    cliPath: values.cli,
    storeDirectory,
    args: ["--claim-set", "SeedLoader", "--rate-limit", "off"],
  });
  try {
    const pinned = await pin(sandbox.pid);
    const target = await prepare(sandbox);
    await run(target, 1, Number(values.connections), 1_000_000_000);
    const cpuBefore = cpuSeconds(sandbox.pid);
    const started = performance.now();
    const writes = await run(target, Number(values.seconds), Number(values.connections), 2_000_000_000);
    const seconds = (performance.now() - started) / 1000;
    const cpu = cpuSeconds(sandbox.pid) - cpuBefore;
    const perSecond = Math.round(writes / seconds);
    console.log(`${perSecond} writes/s (goal ${GOAL_PER_SECOND}), server ${pinned ? "on one core" : "not pinned"}`);
    console.log(
      `${formatCount((cpu / writes) * 1e6)} us server CPU per write, ${formatCount(writes / cpu)} writes per CPU second`,
    );
    process.exitCode = Math.max(perSecond, writes / cpu) >= GOAL_PER_SECOND ? 0 : 1;
  } finally {
    await sandbox.stop();
    rmSync(storeDirectory, { recursive: true, force: true });
  }
}

async function pin(pid: number): Promise<boolean> {
  const $ = await quietShell();
  return (await $`taskset -acp 0 ${pid}`).exitCode === 0;
}

/** User and system time of a process; NaN where there is no /proc. */
function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

/** A token, and what the measured writes refer to. */
async function prepare(sandbox: SandboxProcess): Promise<Target> {
  const client = parseEnv(readFileSync(sandbox.clientEnvFile, "utf8"));
  const basic = Buffer.from(`${client.CLIENT_ID}:${client.CLIENT_SECRET}`).toString("base64");
  const answer = await fetch(`${sandbox.baseUrl}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const post = async (resource: string, body: object): Promise<void> => {
    const reply = await fetch(`${sandbox.baseUrl}/data/ed-fi/${resource}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`POST ${resource} returned ${reply.status}: ${await reply.text()}`);
  };
  for (const name of DESCRIPTORS) {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Descriptor`;
    const value = { namespace: `uri://ed-fi.org/${type}`, codeValue: "One", shortDescription: "One" };
    await post(`${name}Descriptors`, value);
  }
  await post("schools", {
    schoolId: 1,
    nameOfInstitution: "Bench School",
    gradeLevels: [{ gradeLevelDescriptor: "uri://ed-fi.org/GradeLevelDescriptor#One" }],
    educationOrganizationCategories: [
      { educationOrganizationCategoryDescriptor: "uri://ed-fi.org/EducationOrganizationCategoryDescriptor#One" },
    ],
  });
  const { hostname, port } = new URL(sandbox.baseUrl);
  return { host: hostname, port: Number(port), token };
}

/** Writes for some seconds on several connections. @returns how many were answered. */
async function run(target: Target, seconds: number, connections: number, firstId: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  const each = Array.from({ length: connections }, (_, i) => drive(target, end, firstId + i * 10_000_000));
  return (await Promise.all(each)).reduce((sum, count) => sum + count, 0);
}

/** One connection: a student, then its enrolment, one request at a time. */
function drive({ host, port, token }: Target, end: number, firstId: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    let done = 0;
    const next = (): void => {
      const [resource, body] = write(firstId + (done >> 1), done % 2 === 0);
      const head = [
        `POST /data/ed-fi/${resource} HTTP/1.1`,
        `Host: ${host}:${port}`,
        `Authorization: Bearer ${token}`,
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
      ];
      socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
    };
    socket.on("connect", next);
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      const head = chunk.toString("latin1");
      if (!head.startsWith("HTTP/1.1 201 ")) {
        socket.destroy();
        reject(new Error(`a write was refused: ${head}`));
        return;
      }
      done += 1;
      if (performance.now() < end) next();
      else {
        socket.destroy();
        resolve(done);
      }
    });
  });
}

function write(id: number, isStudent: boolean): readonly [resource: string, body: string] {
  if (isStudent) {
    return [
      "students",
      `{"studentUniqueId":"${id}","birthDate":"2012-04-05","firstName":"Ada","middleName":"May",` +
        `"lastSurname":"Bench${id % 1000}"}`,
    ];
  }
  return [
    "studentSchoolAssociations",
    `{"studentReference":{"studentUniqueId":"${id}"},"schoolReference":{"schoolId":1},"entryDate":"2025-08-20",` +
      '"entryGradeLevelDescriptor":"uri://ed-fi.org/GradeLevelDescriptor#One"}',
  ];
}

try {
  await main();
} catch (error) {
  process.exitCode = printError(error, wantsStack(process.argv));
}
