import { describe, expect, it } from "vitest";
import { compiled, NOTHING, OWN, refusals } from "../../test/recipes/compiled.ts";
import {
  descriptor,
  key,
  listOf,
  madeDocument,
  needed,
  ofDescriptor,
  partOf,
  referenceTo,
  text,
  value,
} from "../../test/recipes/made-document.ts";
import { schemaProblems } from "../../test/recipes/schema-problems.ts";
import { indexModel } from "../api-model/build.ts";
import { modelFromOpenApi } from "../api-model/from-openapi.ts";
import { loadDataStandard } from "../sandbox/model/data-standard.ts";

const anything = { canUse: () => true };
const integer = (minimum?: number, maximum?: number) => ({ type: "integer", format: "int32", minimum, maximum });
const each = (count: number) => ({ wants: () => true, countOf: () => count });

describe("an extension of Data Standard 5.2 with other names", () => {
  const document = madeDocument(
    {
      Tx_Placement: {
        path: "/tx/placements",
        members: {
          studentReference: key(referenceTo("EdFi_Student")),
          homeSchoolReference: key(referenceTo("EdFi_School")),
          educationOrganizationReference: key(referenceTo("EdFi_EducationOrganization")),
          placedOn: key(value("date")),
          entryGradeLevelDescriptor: needed(descriptor),
          sessionReference: needed(referenceTo("EdFi_Session")),
          courseOfferingReference: referenceTo("EdFi_CourseOffering"),
          moodDescriptor: descriptor,
          placementServices: needed(listOf("Tx_PlacementService")),
          placementLanguages: listOf("Tx_PlacementLanguage"),
          remarks: text(20),
        },
      },
      Tx_PlacementVisit: {
        path: "/tx/placementVisits",
        members: {
          placementReference: key(referenceTo("Tx_Placement")),
          visitNumber: key(integer(1, 9)),
          namespace: needed(text(255)),
        },
      },
      Tx_MoodDescriptor: { path: "/tx/moodDescriptors", members: ofDescriptor },
      EdFi_Student: { path: "/ed-fi/students", members: { _ext: partOf("EdFi_StudentExtensions") } },
    },
    {
      Tx_PlacementService: {
        serviceDescriptor: key(descriptor),
        beginDate: needed(value("date")),
        endDate: value("date"),
      },
      Tx_PlacementLanguage: { languageDescriptor: key(descriptor), note: text(9) },
      EdFi_StudentExtensions: { tx: partOf("Tx_StudentExtension") },
      Tx_StudentExtension: { nickname: needed(text(8)), moodDescriptor: needed(descriptor) },
    },
    {
      EdFi_Student: { studentUniqueId: text(32) },
      EdFi_School: { schoolId: integer() },
      EdFi_EducationOrganization: { educationOrganizationId: integer() },
      EdFi_Session: { schoolId: integer(), schoolYear: integer(), sessionName: text(60) },
      EdFi_CourseOffering: {
        localCourseCode: text(60),
        schoolId: integer(),
        schoolYear: integer(),
        sessionName: text(60),
      },
    },
  );
  const model = modelFromOpenApi([document], loadDataStandard());

  it("is made as a whole on top of the dataset", () => {
    const result = compiled(model, OWN);
    expect(result.leftOut).toEqual([]);
    expect(refusals(model, result)).toEqual([]);
    const items = { ...result.items, endpoints: result.recipes.map(({ endpoint }) => endpoint) };
    expect(schemaProblems([document.raw], items)).toEqual([]);
  });

  it("has references that agree, lists with distinct elements and dates in order", () => {
    const { items } = compiled(model, OWN);
    for (let index = 0; index < items.count("tx/placements"); index++) {
      const body = items.body("tx/placements", index, anything) as Record<string, Record<string, unknown>>;
      expect(body.courseOfferingReference).toMatchObject(body.sessionReference ?? {});
      const [{ beginDate, endDate = "2026-08" } = {}] = body.placementServices as unknown as Record<string, string>[];
      expect(String(beginDate) < String(endDate)).toBe(true);
      const languages = body.placementLanguages as unknown as Record<string, string>[];
      expect(new Set(languages.map(({ languageDescriptor }) => languageDescriptor)).size).toBe(2);
    }
  });

  it("has the required parts of extensions", () => {
    const names = OWN.endpoints.filter((endpoint) => endpoint !== "students");
    const { items } = compiled(model, { ...OWN, endpoints: names });
    expect(items.body("students", 0, anything)._ext).toEqual({
      tx: { nickname: expect.any(String), moodDescriptor: expect.stringContaining("uri://tx.org/MoodDescriptor#") },
    });
  });
});

describe("a standard with short texts, narrow ranges and long keys", () => {
  const document = madeDocument(
    {
      Tx_Region: {
        path: "/tx/regions",
        members: {
          regionCode: key(text(2)),
          openOn: needed(value("date")),
          opensAt: needed(value("time")),
          seenAt: needed(value("date-time")),
          isOpen: needed({ type: "boolean" }),
          share: needed({ type: "number", format: "double", minimum: 0.25, maximum: 0.5 }),
          rank: needed(integer(-3, -1)),
          label: needed(text(5, 5)),
        },
      },
      Tx_Route: {
        path: "/tx/routes",
        members: { regionReference: key(referenceTo("Tx_Region")), routeCode: key(text(3)), note: text(15) },
      },
      Tx_Depot: {
        path: "/tx/depots",
        members: {
          regionReference: key(referenceTo("Tx_Region")),
          depotNumber: key(integer(1, 40)),
          manager: needed(partOf("Tx_DepotManager")),
          phones: needed(listOf("Tx_DepotPhone")),
        },
      },
      Tx_Ride: {
        path: "/tx/rides",
        members: {
          depotReference: key(referenceTo("Tx_Depot")),
          routeReference: key(referenceTo("Tx_Route")),
          leavesAt: key(value("date-time")),
          shiftDescriptor: key(descriptor),
          price: { type: "number", format: "double" },
        },
      },
      Tx_Driver: {
        path: "/tx/drivers",
        members: { driverCode: key(text(1)), regionReference: referenceTo("Tx_Region") },
      },
      Tx_ShiftDescriptor: { path: "/tx/shiftDescriptors", members: ofDescriptor },
      Tx_PhoneTypeDescriptor: { path: "/tx/phoneTypeDescriptors", members: ofDescriptor },
    },
    {
      Tx_DepotManager: { managerName: needed(text(3)), since: value("date") },
      Tx_DepotPhone: {
        phoneTypeDescriptor: key(descriptor),
        number: needed(text(4)),
        hours: needed(listOf("Tx_Hours")),
      },
      Tx_Hours: { opensAt: key(value("time")), closesAt: needed(value("time")) },
    },
  );
  const model = modelFromOpenApi([document], indexModel([]));

  it("is made, and what its keys do not allow is said", () => {
    const result = compiled(model, NOTHING, { selection: each(40) });
    expect(result.leftOut).toEqual([]);
    expect(result.fewer).toEqual([{ endpoint: "tx/drivers", wanted: 40, count: 36 }]);
    expect(refusals(model, result)).toEqual([]);
    expect(schemaProblems([document.raw], result.items)).toEqual([]);
  });

  it("does without an optional reference that would leave fewer keys", () => {
    const visits = {
      Tx_Region: { path: "/tx/regions", members: { regionCode: key(text(9)) } },
      Tx_Fair: { path: "/tx/fairs", members: { regionReference: key(referenceTo("Tx_Region")) } },
      Tx_Visit: {
        path: "/tx/visits",
        members: { regionReference: key(referenceTo("Tx_Region")), fairReference: referenceTo("Tx_Fair") },
      },
    };
    const countOf = (endpoint: string) => (endpoint === "tx/fairs" ? 2 : 40);
    const small = modelFromOpenApi([madeDocument(visits)], indexModel([]));
    const { items, fewer } = compiled(small, NOTHING, { selection: { wants: () => true, countOf } });
    expect(fewer).toEqual([]);
    expect(items.body("tx/visits", 39, anything).fairReference).toBeUndefined();
  });

  it("has rides of one region", () => {
    const { items } = compiled(model, NOTHING, { selection: each(40) });
    for (let index = 0; index < 40; index++) {
      const { depotReference, routeReference } = items.body("tx/rides", index, anything) as Record<
        string,
        { regionCode: string }
      >;
      expect(depotReference?.regionCode).toBe(routeReference?.regionCode);
    }
  });
});

describe("a standard with cycles and kinds", () => {
  const pupil = { Tx_Pupil: { path: "/tx/pupils", members: { pupilCode: key(text(9)) } } };
  const visit = (path: string) => ({
    path,
    members: { pupilReference: key(referenceTo("Tx_Pupil")), visitedOn: key(value("date")), remarks: text(30) },
  });
  const document = madeDocument(
    {
      Tx_Hen: { path: "/tx/hens", members: { henCode: key(text(9)), eggReference: needed(referenceTo("Tx_Egg")) } },
      Tx_Egg: { path: "/tx/eggs", members: { eggCode: key(text(9)), henReference: needed(referenceTo("Tx_Hen")) } },
      Tx_Tree: { path: "/tx/trees", members: { treeCode: key(text(9)), seedReference: referenceTo("Tx_Seed") } },
      Tx_Seed: {
        path: "/tx/seeds",
        members: { seedCode: key(text(9)), treeReference: needed(referenceTo("Tx_Tree")) },
      },
      Tx_Unit: {
        path: "/tx/units",
        members: { unitCode: key(text(9)), parentUnitReference: referenceTo("Tx_Unit") },
      },
      Tx_Heir: {
        path: "/tx/heirs",
        members: { heirCode: key(text(9)), parentHeirReference: needed(referenceTo("Tx_Heir")) },
      },
      ...pupil,
      Tx_HomeVisit: visit("/tx/homeVisits"),
      Tx_SchoolVisit: visit("/tx/schoolVisits"),
      Tx_Report: {
        path: "/tx/reports",
        members: { reportCode: key(text(9)), generalVisitReference: needed(referenceTo("Tx_GeneralVisit")) },
      },
    },
    {},
    { Tx_GeneralVisit: { pupilCode: text(9), visitedOn: value("date") } },
  );
  const model = modelFromOpenApi([document], indexModel([]));
  const result = compiled(model, NOTHING, { orderOf: () => undefined, selection: each(30) });
  const { items, recipes } = result;

  it("leaves out what needs itself, and says so", () => {
    expect(result.leftOut).toEqual([
      { endpoint: "tx/hens", reason: "it needs Egg (eggReference), of which there are no items" },
      { endpoint: "tx/eggs", reason: "it needs Hen (henReference), of which there are no items" },
      { endpoint: "tx/heirs", reason: "it needs Heir (parentHeirReference), of which there are no items" },
    ]);
  });

  it("cuts references that would close a cycle", () => {
    const bodies = ["tx/trees", "tx/seeds", "tx/units"].map((endpoint) =>
      Object.keys(items.body(endpoint, 0, anything)),
    );
    expect(bodies).toEqual([["treeCode"], ["seedCode", "treeReference"], ["unitCode"]]);
    const ordered = compiled(model, NOTHING, { orderOf: (endpoint) => (endpoint === "tx/seeds" ? 1 : 2) });
    expect(Object.keys(ordered.items.body("tx/trees", 0, anything))).toEqual(["treeCode"]);
  });

  it("gives kinds of one abstract resource keys of their own, and refers to one of them", () => {
    const keys = ["tx/homeVisits", "tx/schoolVisits"].flatMap((endpoint) =>
      Array.from({ length: 30 }, (_, index) => JSON.stringify(items.key(endpoint, index))),
    );
    expect(new Set(keys).size).toBe(60);
    expect(recipes.find(({ endpoint }) => endpoint === "tx/reports")?.groups).toMatchObject([
      { endpoints: ["tx/homeVisits"], size: 8 },
    ]);
  });

  it("makes the rest", () => {
    const served = ["tx/reports"];
    const rest = { ...result, recipes: recipes.filter(({ endpoint }) => !served.includes(endpoint)) };
    const endpoints = items.endpoints.filter((endpoint) => !served.includes(endpoint));
    expect(refusals(model, { ...rest, items: { ...items, endpoints, count: items.count } })).toEqual([]);
    expect(schemaProblems([document.raw], items)).toEqual([]);
  });
});
