/** Each rule with a made situation: what it says, that it is silent when a figure is missing, and what changes its mind. */

import { describe, expect, it } from "vitest";
import { type MadeRest, type MadeStep, madeEvidence } from "../../../test/fakes/made-evidence.ts";
import type { FigureValues } from "../figures/figure-values.ts";
import { FINDING_RULES } from "./rules.ts";
import { situationOf } from "./situation.ts";

interface Case {
  readonly held: FigureValues;
  readonly broken: FigureValues;
  readonly text: string;
  /** Without one of these it is silent. */
  readonly needs: readonly string[];
  readonly steps?: readonly [Partial<MadeStep>, Partial<MadeStep>];
  readonly rest?: MadeRest;
}

const answers = (count: number, meanMs: number) => ({ count, meanMs });
const refused = (outcome: string, count: number): Partial<MadeStep> => ({
  figures: {
    failed: count,
    failedByOp: { read: count },
    failedByOutcome: { [outcome]: count },
    answersByOp: { read: answers(1000 - count, 10) },
  },
});
const waits = (wait: string, sessions: number) => ({ "database.active": 8, [`database.wait:${wait}`]: sessions });
const ofWait = (wait: string, text: string): Case => ({
  held: { "database.active": 2, [`database.wait:${wait}`]: 0.1 },
  broken: waits(wait, 4),
  text,
  needs: ["database.active", `database.wait:${wait}`],
});

const CASES: Readonly<Record<string, Case>> = {
  "rate-limiter": {
    held: {},
    broken: {},
    steps: [{}, refused("throttled", 200)],
    text: "the target's rate limiter answered 429 to 20.0 % (0 % at step 1) of the operations",
    needs: [],
  },
  "circuit-breaker": {
    held: {},
    broken: {},
    steps: [{}, refused("unavailable", 300)],
    rest: {
      causes: [
        { status: 503, recorded: 290 },
        { status: 500, recorded: 10 },
        { status: 409, recorded: 900 },
      ],
    },
    text: "the service refused 30.0 % (0 % at step 1) of the operations with 503: a circuit breaker, or a full queue",
    needs: [],
  },
  "server-errors": {
    held: {},
    broken: {},
    steps: [{}, refused("unavailable", 300)],
    rest: {
      causes: [
        { status: 500, recorded: 10 },
        { status: 502, recorded: 250 },
        { status: 503, recorded: 40 },
        { status: 409, recorded: 900 },
      ],
    },
    text: "the target failed with 502 at 30.0 % (0 % at step 1) of the operations",
    needs: [],
  },
  "row-locks": ofWait(
    "Lock:transactionid",
    "sessions of the database wait for row locks in 50.0 % (5.00 % at step 1) of their active time, " +
      "mainly for Lock:transactionid",
  ),
  "table-locks": ofWait(
    "Lock:relation",
    "sessions of the database wait for locks of tables and others that are no row locks " +
      "in 50.0 % (5.00 % at step 1) of their active time, mainly for Lock:relation",
  ),
  "write-ahead-log": ofWait(
    "IO:WalSync",
    "sessions of the database wait for the write-ahead log in 50.0 % (5.00 % at step 1) of their active time, " +
      "mainly for IO:WalSync",
  ),
  "data-reads": ofWait(
    "IO:DataFileRead",
    "sessions of the database wait for pages from the disk in 50.0 % (5.00 % at step 1) of their active time, " +
      "mainly for IO:DataFileRead",
  ),
  "database-internals": ofWait(
    "LWLock:LockManager",
    "sessions of the database wait for structures in the memory of the database " +
      "in 50.0 % (5.00 % at step 1) of their active time, mainly for LWLock:LockManager",
  ),
  "container-throttled": {
    held: { "machine.container.throttled:dms": 0.01 },
    broken: { "machine.container.throttled:dms": 0.4 },
    text: "dms was throttled by its CPU limit in 40.0 % (1.00 % at step 1) of the periods",
    needs: ["machine.container.throttled:dms"],
  },
  "generator-cpu": {
    held: { "machine.cpu": 0.5, "machine.cores": 2, "machine.generatorCpu": 0.6 },
    broken: { "machine.cpu": 0.97, "machine.cores": 2, "machine.generatorCpu": 1.2 },
    text: "the load generator takes 60.0 % (30.0 % at step 1) of the CPU of the target's machine, which has no more",
    needs: ["machine.cpu", "machine.cores", "machine.generatorCpu"],
  },
  "service-cpu": {
    held: { "machine.container.cpu:dms": 0.8, "machine.container.cpuLimit:dms": 2 },
    broken: { "machine.container.cpu:dms": 1.92, "machine.container.cpuLimit:dms": 2 },
    text: "CPU of dms 96.0 % (40.0 % at step 1) of its 2 cores",
    needs: ["machine.container.cpu:dms", "machine.container.cpuLimit:dms"],
  },
  "database-cpu": {
    held: { "machine.cpu": 0.4, "machine.cores": 2, "database.cpu": 0.7, "database.commits": 90 },
    broken: { "machine.cpu": 0.96, "machine.cores": 2, "database.cpu": 1.6, "database.commits": 95 },
    text:
      "CPU of the machine 96.0 % (40.0 % at step 1); the database uses 1.60 cores (0.700 cores at step 1); " +
      "commits do not rise above step 1",
    needs: ["machine.cpu", "machine.cores", "database.cpu"],
  },
  "machine-cpu": {
    held: { "machine.cpu": 0.4, "machine.cores": 2 },
    broken: { "machine.cpu": 0.96, "machine.cores": 2 },
    text: "CPU of the machine 96.0 % (40.0 % at step 1)",
    needs: ["machine.cpu", "machine.cores"],
  },
  "missing-index": {
    held: { "database.rowsReturned": 400_000, "database.rowsFetched": 100_000 },
    broken: { "database.rowsReturned": 4_200_000, "database.rowsFetched": 200_000 },
    steps: [{}, { statements: [{ text: "SELECT 1", calls: 100, totalMs: 10, rows: 1000 }] }],
    rest: {
      tables: [
        { name: "public.empty", sequentialScans: 0, sequentialRows: 0 },
        { name: "public.document", sequentialScans: 1000, sequentialRows: 50_000_000 },
      ],
    },
    text:
      "table public.document is read whole, 50,000 rows each time: " +
      "rows read by scans 4,000,000/s (300,000/s at step 1), 100,000 for each row that a statement returns",
    needs: ["database.rowsReturned", "database.rowsFetched"],
  },
  "expensive-statement": {
    held: {},
    broken: {},
    steps: [
      { statements: [{ text: "DELETE FROM document", calls: 500, totalMs: 2500 }] },
      {
        statements: [
          { text: "DELETE FROM document", calls: 1000, totalMs: 28_000 },
          { text: "SELECT 1", calls: 9000, totalMs: 12_000 },
        ],
      },
    ],
    text:
      "one statement takes 70.0 % (100 % at step 1) of the database's time, 28.0 ms (5.00 ms at step 1) per call: " +
      "DELETE FROM document",
    needs: [],
  },
  "cache-loss": {
    held: { "database.cacheHit": 0.99, "machine.diskBusy": 0.3 },
    broken: { "database.cacheHit": 0.91, "machine.diskBusy": 0.95 },
    text:
      "the database finds 91.0 % (99.0 % at step 1) of its pages in its cache; " +
      "the disk is busy 95.0 % (30.0 % at step 1) of the time",
    needs: ["database.cacheHit", "machine.diskBusy"],
  },
  "disk-busy": {
    held: { "machine.diskBusy": 0.3 },
    broken: { "machine.diskBusy": 0.95 },
    text: "the busiest disk is busy 95.0 % (30.0 % at step 1) of the time",
    needs: ["machine.diskBusy"],
  },
  "database-connections": {
    held: { "database.sessions": 40, "database.maxConnections": 100 },
    broken: { "database.sessions": 98, "database.maxConnections": 100 },
    text: "98.0 % (40.0 % at step 1) of the connections that the database allows are open",
    needs: ["database.sessions", "database.maxConnections"],
  },
  "service-pool": {
    held: { "database.sessions": 10, "database.active": 3 },
    broken: { "database.sessions": 10, "database.active": 9.8 },
    text: "98.0 % (30.0 % at step 1) of the service's sessions at the database are active, and there are not more of them",
    needs: ["database.sessions", "database.active"],
  },
  "container-memory": {
    held: { "machine.container.memory:dms": 5e8, "machine.container.memoryLimit:dms": 1e9 },
    broken: { "machine.container.memory:dms": 9.9e8, "machine.container.memoryLimit:dms": 1e9 },
    text: "memory of dms 99.0 % (50.0 % at step 1) of its limit",
    needs: ["machine.container.memory:dms", "machine.container.memoryLimit:dms"],
  },
  "machine-memory": {
    held: { "machine.memory": 5e9, "machine.memoryTotal": 8e9 },
    broken: { "machine.memory": 7.92e9, "machine.memoryTotal": 8e9 },
    text: "memory of the machine 99.0 % (62.5 % at step 1) of its limit",
    needs: ["machine.memory", "machine.memoryTotal"],
  },
  "service-queue": {
    held: { "machine.cpu": 0.2, "database.active": 0.5 },
    broken: { "machine.cpu": 0.22, "database.active": 0.6 },
    text:
      "throughput does not grow with load, 100/s (80.0/s at step 1), and nothing measured is busy: " +
      "CPU 22.0 % (20.0 % at step 1), active sessions of the database 0.600 (0.500 at step 1)",
    needs: ["machine.cpu"],
  },
  "operation-time": {
    held: {},
    broken: {},
    steps: [{ figures: { answersByOp: { read: answers(900, 4), delete: answers(100, 84) } } }, {}],
    text: "delete takes 70.0 % of the time of all operations at step 1, and is 10.0 % of them",
    needs: [],
  },
};

/** What one rule finds when 80 operations per second held and 160 did not. */
function find(code: string, { held, broken, steps: [first, second] = [{}, {}], rest }: Omit<Case, "text" | "needs">) {
  const steps = [
    { rate: 80, values: held, ...first },
    { rate: 160, done: 100, values: broken, ...second },
  ];
  const situation = situationOf(madeEvidence(steps, rest));
  if (situation === undefined) throw new Error("no step is too much");
  return FINDING_RULES.find((rule) => rule.code === code)?.find(situation);
}

it("covers every rule", () => {
  expect(Object.keys(CASES).sort()).toEqual(FINDING_RULES.map(({ code }) => code).sort());
});

const without = (name: string, { [name]: _, ...rest }: FigureValues): FigureValues => rest;

/** These are never more than possible. */
const UNSURE = ["operation-time", "container-memory"];

describe.each(Object.entries(CASES))("the rule %s", (code, made) => {
  it("says what it found, with its figures", () => {
    const found = find(code, made);
    expect(found?.text).toBe(made.text);
    expect(found?.confidence).toBe(UNSURE.includes(code) ? "possible" : "likely");
    expect(found?.readings.length).toBeGreaterThan(0);
  });

  it.each(made.needs)("is silent without %s", (name) => {
    const fewer = { held: without(name, made.held), broken: without(name, made.broken) };
    expect(find(code, { ...made, ...fewer })).toBeUndefined();
  });
});

/** These two are about what stays as it is. */
const STEADY = ["operation-time", "service-queue"];

it.each(Object.entries(CASES).filter(([code]) => !STEADY.includes(code)))(
  "the rule %s is silent when all is as in the step that held",
  (code, { held, steps: [first] = [{}, {}], rest = {} }) => {
    expect(find(code, { held, broken: held, steps: [first, first], rest })).toBeUndefined();
  },
);

describe("what a figure of the step that held says", () => {
  const busy = { "machine.cpu": 0.96, "machine.cores": 2 };

  it("makes only possible what was as high, or is not known", () => {
    expect(find("machine-cpu", { held: { ...busy, "machine.cpu": 0.93 }, broken: busy })?.confidence).toBe("possible");
    expect(find("machine-cpu", { held: {}, broken: busy })?.confidence).toBe("possible");
  });

  it("leaves likely what rose to its limit in a step before, under less load", () => {
    const steps = [0.2, 0.93].map((cpu, index) => ({
      rate: 40 * (index + 1),
      values: { ...busy, "machine.cpu": cpu },
    }));
    const situation = situationOf(madeEvidence([...steps, { rate: 160, done: 100, values: busy }]));
    const found = situation && FINDING_RULES.find(({ code }) => code === "machine-cpu")?.find(situation);
    expect(found).toMatchObject({ text: "CPU of the machine 96.0 % (93.0 % at step 2)", confidence: "likely" });
  });

  it("is that fewer sessions were at work, where scans have the same cores to use", () => {
    const made = CASES["missing-index"] as Case;
    const confidence = (held: number, broken: number) =>
      find("missing-index", {
        ...made,
        held: { ...made.broken, "database.active": held },
        broken: { ...made.broken, "database.active": broken },
      })?.confidence;
    expect([confidence(1, 1), confidence(1, 8)]).toEqual(["possible", "likely"]);
  });

  it("is that fewer sessions waited, where all of them did", () => {
    const confidence = (held: number) =>
      find("row-locks", {
        held: { ...waits("Lock:tuple", held), "database.active": held },
        broken: waits("Lock:tuple", 8),
      })?.confidence;
    expect([confidence(3), confidence(8)]).toEqual(["likely", "possible"]);
  });

  it("is that nobody waited, where no session was active", () => {
    const { broken } = CASES["row-locks"] as Case;
    expect(find("row-locks", { held: { "database.active": 0 }, broken })?.confidence).toBe("likely");
  });
});

describe("the CPU", () => {
  describe("of a service that does its work in one thread", () => {
    const held = { "machine.container.busiestThread:node": 0.6, "machine.container.cpu:node": 0.6, "machine.cores": 8 };
    const broken = { ...held, "machine.container.busiestThread:node": 0.98 };

    it("is used up where the thread is never idle, whether it gets the core or others do", () => {
      const found = find("service-cpu", { held, broken: { ...broken, "machine.container.cpu:node": 0.55 } });
      expect(found).toMatchObject({ confidence: "likely" });
      expect(found?.text).toBe(
        "one thread of node works or waits for a core 98.0 % (60.0 % at step 1) of the time; " +
          "node uses 0.550 cores (0.600 cores at step 1)",
      );
      const often = { ...broken, "machine.container.busiestThread:node": 0.85, "machine.container.cpu:node": 1 };
      expect(find("service-cpu", { held, broken: often })).toBeUndefined();
    });

    it("is only possible where it waits behind sessions of the database", () => {
      const full = { "machine.cpu": 0.99, "database.active": 8 };
      const confidence = (sessions: number) =>
        find("service-cpu", { held, broken: { ...broken, ...full, "database.wait:CPU": sessions } })?.confidence;
      expect([confidence(0.3), confidence(6)]).toEqual(["likely", "possible"]);
      const roomy = { ...broken, ...full, "machine.cpu": 0.6, "database.wait:CPU": 6 };
      expect(find("service-cpu", { held, broken: roomy })?.confidence).toBe("likely");
    });
  });

  it("of a container of PostgreSQL is that of the database", () => {
    const name = "machine.container.cpu:postgres-4f46b51bce42";
    const made = { held: { [name]: 0.9, "machine.cores": 2 }, broken: { [name]: 1.9, "machine.cores": 2 } };
    expect(find("database-cpu", made)?.text).toBe(
      "CPU of postgres-4f46b51bce42 95.0 % (45.0 % at step 1) of its 2 cores",
    );
    expect(find("service-cpu", made)).toBeUndefined();
  });

  it("of a machine is the service's where the database uses less than half, without the generator", () => {
    const held = { "machine.cpu": 0.4, "machine.cores": 4, "machine.generatorCpu": 0.2, "database.cpu": 0.3 };
    const broken = { "machine.cpu": 0.97, "machine.cores": 4, "machine.generatorCpu": 0.8 };
    expect(find("service-cpu", { held, broken: { ...broken, "database.cpu": 1.4 } })?.confidence).toBe("likely");
    expect(find("database-cpu", { held, broken: { ...broken, "database.cpu": 1.4 } })).toBeUndefined();
    expect(find("database-cpu", { held, broken: { ...broken, "database.cpu": 1.6 } })?.confidence).toBe("likely");
  });
});

it("names other programs where neither service nor database use most of the machine", () => {
  const held = { "machine.cpu": 0.6, "machine.cores": 2, "database.cpu": 0.1, "machine.container.cpu:dms": 0.2 };
  const broken = { ...held, "machine.cpu": 0.98, "machine.generatorCpu": 0.3 };
  expect(find("machine-cpu", { held, broken })?.text).toBe(
    "CPU of the machine 98.0 % (60.0 % at step 1); the database uses 0.100 cores (0.100 cores at step 1); " +
      "neither the service nor the database uses most of it",
  );
  for (const code of ["service-cpu", "database-cpu"]) expect(find(code, { held, broken })).toBeUndefined();
  const service = { ...broken, "machine.container.cpu:dms": 1 };
  expect(find("machine-cpu", { held, broken: service })).toBeUndefined();
  expect(find("service-cpu", { held, broken: service })?.confidence).toBe("likely");
});

it("names the container that is worst off", () => {
  const held = { "machine.container.throttled:a": 0.01, "machine.container.throttled:b": 0.01 };
  const broken = { "machine.container.throttled:a": 0.3, "machine.container.throttled:b": 0.6 };
  expect(find("container-throttled", { held, broken })?.text).toMatch(/^b was throttled/);
});

describe("no basis", () => {
  const { held, broken } = CASES["row-locks"] as Case;

  it("is a wait of few sessions", () => {
    expect(
      find("row-locks", { held, broken: { "database.active": 0.9, "database.wait:Lock:tuple": 0.8 } }),
    ).toBeUndefined();
    const short = { figures: { seconds: 5 } };
    const few = { "database.active": 4, "database.wait:Lock:tuple": 4 };
    expect(find("row-locks", { held, broken: few, steps: [short, short] })).toBeUndefined();
    expect(find("row-locks", { held, broken: few })?.confidence).toBe("likely");
  });

  it("is a wait that is rare", () => {
    expect(find("row-locks", { held, broken: { ...broken, "database.wait:Lock:transactionid": 1.5 } })).toBeUndefined();
  });

  it("is an expensive statement of a database that idles", () => {
    const statements = [{ text: "DELETE", calls: 100, totalMs: 5000 }];
    const first = { statements: [{ text: "DELETE", calls: 50, totalMs: 2500 }] };
    expect(find("expensive-statement", { held, broken, steps: [first, { statements }] })).toBeUndefined();
  });

  it("is a small table that is read whole", () => {
    const tables = [{ name: "public.tenant", sequentialScans: 100_000, sequentialRows: 20_000_000 }];
    const made = CASES["missing-index"] as Case;
    expect(find("missing-index", { ...made, rest: { tables } })).toBeUndefined();
  });

  it("is an error of the server that is no refusal", () => {
    const made = CASES["circuit-breaker"] as Case;
    const causes = [
      { status: 500, recorded: 200 },
      { status: 503, recorded: 100 },
    ];
    expect(find("circuit-breaker", { ...made, rest: { causes } })).toBeUndefined();
  });

  it("is an operation that is as expensive as the others", () => {
    const figures = { answersByOp: { read: answers(300, 10), create: answers(500, 12), delete: answers(200, 15) } };
    expect(find("operation-time", { held: {}, broken: {}, steps: [{ figures }, {}] })).toBeUndefined();
  });
});

describe("a queue inside the service", () => {
  const calm = CASES["service-queue"] as Case;

  it("is only possible where nothing is known of the database", () => {
    const only = { held: { "machine.cpu": 0.2 }, broken: { "machine.cpu": 0.22 } };
    expect(find("service-queue", only)?.confidence).toBe("possible");
  });

  it.each([
    ["machine.cpu", 0.75],
    ["machine.diskBusy", 0.8],
    ["machine.container.throttled:dms", 0.2],
    ["machine.container.busiestThread:node", 0.97],
    ["database.active", 3],
  ])("is not named where %s is %f", (name, value) => {
    const cores = { "machine.cores": 8 };
    expect(find("service-queue", { ...calm, broken: { ...calm.broken, ...cores, [name]: value } })).toBeUndefined();
  });

  it("is not named where throughput grows, or operations fail", () => {
    expect(find("service-queue", { ...calm, steps: [{}, { done: 130 }] })).toBeUndefined();
    expect(find("service-queue", { ...calm, steps: [{}, { figures: { failed: 100 } }] })).toBeUndefined();
  });
});
