/** Runs the commands of guides as a reader would: one after the other, in one clean clone, with `npm run` itself. */
import { mkdirSync, symlinkSync } from "node:fs";
import { delimiter } from "node:path";
import { expect } from "vitest";
import { EXIT_CODES } from "../../../src/base/errors.ts";
import { type LoopbackServer, startServer } from "../../fakes/loopback-server.ts";
import { type Clone, createCleanClone, createClone } from "./clone.ts";
import { until } from "./condition.ts";
import { type Guide, markOf, type ShownCommand } from "./guides.ts";
import { CAN_LIST_PROCESSES, processesNaming } from "./processes.ts";
import { type Environment, interrupt, type Program, startLine } from "./program.ts";
import { startTestSandbox, type TestSandbox } from "./sandbox.ts";

export interface GuideSession {
  /** A new terminal. */
  open(reader: Guide["reader"]): void;
  /** To its end, to its ready line, or not at all, as it is marked; it must end with `code`. */
  follow(command: Pick<ShownCommand, "text">, code?: number): Promise<void>;
  /** Ctrl-C for what still runs. */
  close(): Promise<void>;
  /** `POST /path` of each request for Prometheus, chats and other receivers. */
  readonly received: readonly string[];
  end(): Promise<void>;
}

/**
 * The smallest dataset whatever the profile, seconds for what readers give minutes, and few users, who leave the CPU to
 * other tests: before operations come at a rate, each user creates an item.
 */
const BOUNDS: Environment = {
  SCHOOL_COUNT: "2",
  STUDENT_COUNT: "2",
  STAFF_COUNT: "2",
  COURSES_PER_SCHOOL: "2",
  SECTIONS_PER_COURSE: "1",
  DURATION_READWRITE_PHASE: "3s",
  CAPACITY_BUDGET: "32s",
  VUS_CAPACITY: "20",
  START_RATE: "20",
  MAX_RATE: "20",
  DURATION_SOAK: "20s",
  SPIKE_BEFORE: "10s",
  DURATION_SPIKE: "1s",
  SPIKE_AFTER: "10s",
  SPIKE_TIMES: "1.5",
  THINK_TIME: "100ms",
  PROMETHEUS_INTERVAL: "1s",
};

/** In place of the reader's target stands a sandbox, in place of whatever takes series and notices one server. */
export async function startGuideSession(): Promise<GuideSession> {
  const clone = createCleanClone();
  const elsewhere = createClone();
  const [sandbox, receiver] = await Promise.all([startTestSandbox(elsewhere), startServer(() => ({}))]);
  const settings = settingsOf(sandbox);
  const running: Program[] = [];
  const common = { ...BOUNDS, PATH: pathWithK6(clone), NOTIFY_WEBHOOK_URL: `${receiver.url}/hook` };
  let environment: Record<string, string> = common;
  const own = (text: string): string => ownValues(text, settings, sandbox, receiver);
  const close = async (): Promise<void> => {
    for (const program of running.splice(0)) interrupt(program);
    if (CAN_LIST_PROCESSES) await until("nothing runs on", () => processesNaming(clone.root).length === 0);
  };
  return {
    open: (reader) => {
      const { CLIENT_ID, CLIENT_SECRET, ...target } = settings;
      environment = { ...common, ...{ begins: {}, "has a target": target, "has a client": settings }[reader] };
    },
    follow: async ({ text }, code = 0) => {
      const mark = markOf(text);
      const [, name, value] = /^export (\w+)=(.*)$/.exec(own(text)) ?? [];
      if (name !== undefined && value !== undefined) environment = { ...environment, [name]: value };
      else if (mark === undefined || mark === "keeps running until Ctrl-C") {
        const program = startLine(clone, own(text), settingsFor(text, environment));
        if (mark === undefined) return expectEnd(program, [code, ...codesOf(text)]);
        running.push(program);
        await program.printed(/ ready at /);
      }
    },
    close,
    received: receiver.calls,
    end: async () => {
      try {
        await close();
      } finally {
        for (const { pid } of CAN_LIST_PROCESSES ? processesNaming(clone.root) : []) process.kill(pid, "SIGKILL");
        await Promise.all([receiver.close(), sandbox.stop()]);
        for (const place of [clone, elsewhere]) place.remove();
      }
    },
  };
}

/** A climb by users has no rates: it refuses a start rate. */
function settingsFor(text: string, { START_RATE, ...others }: Environment): Environment {
  return START_RATE === undefined || text.includes("--by users") ? others : { ...others, START_RATE };
}

async function expectEnd(program: Program, codes: readonly number[]): Promise<void> {
  const ended = await program.ended;
  expect(codes, ended.output).toContain(ended.code);
}

/**
 * Runs of seconds may have too little data to be compared, to say whether a need is met, or for a test of drift, and
 * they are too few for a trend. Beside other tests nothing is as it was before a spike.
 */
function codesOf(text: string): readonly number[] {
  if (/^npm run spike/.test(text)) return [EXIT_CODES.failed.code];
  const mayBeInconclusive = /^npm run (compare|trend|soak)|npm run capacity .*--need /.test(text);
  return mayBeInconclusive ? [EXIT_CODES.inconclusive.code] : [];
}

/** The administrative client is that of DMS's own development installations. */
function settingsOf({ baseUrl, environment }: TestSandbox): Record<string, string> {
  return {
    ...environment,
    CONFIG_SERVICE_URL: `${baseUrl}/config`,
    CONFIG_SERVICE_CLIENT_SECRET: "ValidClientSecret1234567890!Abcd",
  };
}

/** Settings that the guides show as `NAME=...`, sizes, and addresses. */
function ownValues(text: string, settings: Environment, { baseUrl }: TestSandbox, { url }: LoopbackServer): string {
  return text
    .replace(/\b([A-Z][A-Z0-9_]*)=\.\.\./g, (shown, name: string) => `${name}=${settings[name] ?? shown}`)
    .replace("PROFILE=prod", "PROFILE=dev")
    .replace(" --duration 8h", "")
    .replace("http://localhost:8080", baseUrl)
    .replace("http://localhost:8081", `${baseUrl}/config`)
    .replace(/127\.0\.0\.1:(9090|8086|4318)\b/, new URL(url).host);
}

/** The guides call k6 by its name, as whoever has installed it does. */
function pathWithK6(clone: Clone): string {
  const folder = clone.file(".tools/bin");
  mkdirSync(folder, { recursive: true });
  if (process.env.K6_BIN !== undefined) symlinkSync(process.env.K6_BIN, `${folder}/k6`);
  return [folder, process.env.PATH].join(delimiter);
}
