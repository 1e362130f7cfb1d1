import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LoadTestError } from "../base/errors.ts";
import { ALL_FIELDS } from "../lib/config/fields.ts";
import { resolveConfig } from "../lib/config/resolve.ts";
import type { KnownItem } from "../lib/contracts/readwrite-plan.ts";
import { createDataset } from "../lib/data/create-dataset.ts";
import { type Operation, resourceKey } from "../lib/edfi/token-info.ts";
import type { WorkData } from "./data/find-data.ts";
import type { Shares } from "./mix/compile-mix.ts";
import { readMix } from "./mix/mix-file.ts";
import { setUpWork, type WorkSetup } from "./setup.ts";

const dataset = createDataset({
  seed: 1,
  datasetId: 1,
  schools: 2,
  students: 6,
  staff: 2,
  coursesPerSchool: 1,
  sectionsPerCourse: 1,
  schoolYear: 2026,
});
const CRUD: readonly Operation[] = ["Create", "Read", "Update", "Delete"];
const RESOURCES = [
  "students",
  "studentSchoolAssociations",
  "sections",
  "studentSectionAssociations",
  "grades",
  "staffs",
  "studentSchoolAttendanceEvents",
];

interface Situation {
  readonly mix?: string;
  readonly shares?: Shares;
  /** Default: everything. */
  readonly claims?: Readonly<Record<string, readonly Operation[]>>;
  readonly loaded?: readonly string[];
  readonly hidden?: readonly string[];
  /** Of the load. Default: of no load. */
  readonly resources?: readonly string[];
  readonly keep?: string;
  readonly changeQueries?: boolean;
}

function setUp(situation: Situation = {}): WorkSetup {
  const { mix: name = "default", claims, loaded = RESOURCES, hidden = [], keep = "false" } = situation;
  const text = readFileSync(new URL(`../../profiles/mixes/${name}.json`, import.meta.url), "utf8");
  const reading = readMix(text, dataset.endpoints);
  if ("problems" in reading) throw new Error(reading.problems.join());
  const items = Object.fromEntries(
    loaded.map((endpoint) => [
      endpoint,
      Array.from({ length: dataset.count(endpoint) }, (_, index): KnownItem => [index, `${endpoint}-${index}`]),
    ]),
  );
  const operations = new Map(
    Object.entries(claims ?? {}).map(([endpoint, allowed]) => [resourceKey(endpoint), new Set(allowed)]),
  );
  const tokenInfo = { active: true, namespacePrefixes: [], educationOrganizationIds: [], operations };
  const urls = { changeQueries: situation.changeQueries === false ? undefined : "http://dms/changeQueries" };
  const { config } = resolveConfig(ALL_FIELDS, [{ origin: "test", values: { KEEP: keep } }]);
  const facts = { ...(claims === undefined ? {} : { tokenInfo }), discovery: { urls } as never };
  const ofLoad = situation.resources && {
    resources: Object.fromEntries(situation.resources.map((name) => [name, {}])),
  };
  const data = { dataset, usable: [], items, hidden, knowsIndexes: true, origin: "", loaded: ofLoad };
  const chosen = { name, mix: reading.value, shares: situation.shares };
  return setUpWork(chosen, data as unknown as WorkData, facts, config, false, () => false);
}

const reasons = (setup: WorkSetup): Record<string, string> =>
  Object.fromEntries(setup.leftOut.map(({ what, reason }) => [what, reason]));
const all = (operations: readonly Operation[]) => Object.fromEntries(RESOURCES.map((name) => [name, operations]));
const refused = (situation: Situation): string => {
  try {
    setUp(situation);
  } catch (error) {
    if (error instanceof LoadTestError) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("what a client can do of a mix", () => {
  it("is all of it with everything allowed and loaded", () => {
    const setup = setUp({ claims: all(CRUD) });
    expect([setup.leftOut, setup.lost]).toEqual([[], []]);
    expect(setup.plan.schools).toHaveLength(2);
  });

  it("leaves out what claims do not allow, with the reason, and what requires it", () => {
    const claims = { ...all(CRUD), studentSchoolAssociations: ["Read", "Update"], sections: ["Read"] } as const;
    const found = reasons(setUp({ claims }));
    expect(found["update sections"]).toBe("the client may not update it");
    expect(found["create studentSchoolAssociations"]).toBe("the client may not create it");
    for (const resource of ["grades", "studentSectionAssociations", "studentSchoolAttendanceEvents"])
      expect(found[`create ${resource}`], resource).toBe("the client may not create studentSchoolAssociations");
    expect(found["get sections"]).toBeUndefined();
    expect(found["create students"]).toBeUndefined();
  });

  it("creates nothing that it could not delete again, unless it is kept", () => {
    const claims = all(["Create", "Read", "Update"]);
    const { mix, lost } = setUp({ claims });
    expect(lost).toEqual(["POST", "DELETE"]);
    expect(mix.wanted).toMatchObject({ POST: 0, DELETE: 0 });
    expect(reasons(setUp({ claims }))["create students"]).toBe("the client may not delete it");
    expect(setUp({ claims, keep: "true" }).lost).toEqual(["DELETE"]);
  });

  it("leaves out loaded items that relationships hide", () => {
    const loaded = RESOURCES.filter((name) => name !== "students");
    const found = reasons(setUp({ loaded, hidden: ["students"] }));
    for (const what of ["get students", "update students", "query students"])
      expect(found[what], what).toBe("the client has no relationship with its items");
    expect(found["create students"]).toBeUndefined();
  });

  it("takes what the load left out for something that the client may not do", () => {
    const setup = setUp({ loaded: ["students"], resources: ["students"], mix: "sis-day" });
    expect(reasons(setup)["get grades"]).toBe("the load left it out");
    expect(setup.mix.wanted.POST).toBeGreaterThan(0);
  });

  it("names what is not there", () => {
    const loaded = RESOURCES.filter((name) => name !== "grades");
    expect(reasons(setUp({ loaded }))["get grades"]).toBe("none of the dataset's items is on the target");
  });

  it("may be reads alone, for a client that may do no more", () => {
    const setup = setUp({ claims: all(["Read"]) });
    expect(setup.lost).toEqual(["POST", "PUT", "DELETE"]);
    expect(setup.mix.wanted.GET).toBe(1);
    expect(setUp({ mix: "change-queries", claims: all(CRUD) }).lost).toEqual(["change queries"]);
  });
});

describe("a mix is refused", () => {
  it("when nothing of it is left, with every reason", () => {
    const message = refused({ claims: {}, loaded: [] });
    expect(message).toMatch(/^Nothing of GET, POST, PUT, DELETE of the mix default can be performed here:\n/);
    expect(message).toContain("the client may not read it");
  });

  it("when a method is lost because of the target or its data", () => {
    expect(refused({ loaded: [] })).toMatch(/^Nothing of PUT of the mix default/);
  });

  it("when shares were asked for that it cannot have", () => {
    const shares = { GET: 50, POST: 20, PUT: 20, DELETE: 10 };
    expect(refused({ claims: all(["Read"]), shares })).toContain("POST, PUT, DELETE");
  });

  it("when it follows changes, and the target has none to follow", () => {
    expect(refused({ mix: "change-queries", changeQueries: false })).toContain("change queries");
  });
});
